//! Connections to the server under test. They come from many addresses of the loopback network in turn, since one
//! address has only some 28,000 ports, and the ports of closed connections stay taken for a minute.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::net::{TcpSocket, TcpStream};

/// How many addresses are used in one block of the loopback network.
const IN_A_BLOCK: u32 = 254;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// How much of what the server sends may wait in the kernel of the reading side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReceiveBuffer {
    /// As the system has it.
    Usual,
    /// As little as possible: a reader that stops is noticed soon.
    Small,
}

/// A connection to this port of the machine.
pub(crate) async fn connect(port: u16, buffer: ReceiveBuffer) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    if buffer == ReceiveBuffer::Small {
        socket.set_recv_buffer_size(4 * 1024)?;
    }
    let from = address(NEXT.fetch_add(1, Ordering::Relaxed));
    // Where the system gives the loopback network a single address, its ports have to do.
    _ = socket.bind(SocketAddr::from((from, 0)));
    let stream = socket
        .connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .await?;
    // As browsers do: a small frame leaves at once.
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// The nth address.
fn address(number: u32) -> Ipv4Addr {
    let octet = |number: u32| u8::try_from(number % IN_A_BLOCK + 1).unwrap_or(1);
    Ipv4Addr::new(127, 1, octet(number / IN_A_BLOCK), octet(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_thousand_connections_come_from_as_many_loopback_addresses() {
        let addresses: std::collections::HashSet<_> = (0..60_000).map(address).collect();
        assert_eq!(addresses.len(), 60_000);
        assert!(addresses.iter().all(Ipv4Addr::is_loopback));
    }
}
