//! Memory per idle socket: customers who have the chat open and say nothing.

use std::time::Duration;

use anyhow::Result;

use crate::Arguments;
use crate::clients::{customer, guest_cookie};
use crate::figures::print;
use crate::server::Server;

pub(crate) async fn measure(arguments: &Arguments, counts: &[u32]) -> Result<()> {
    for &count in counts {
        let mut server = Server::start(arguments).await?;
        let mut cookies = Vec::new();
        for _ in 0..count {
            cookies.push(guest_cookie(&server).await?);
        }
        // The server has done all its other work by now: what is added from here on is the sockets'.
        tokio::time::sleep(Duration::from_secs(1)).await;
        let before = server.memory()?;
        let mut open = Vec::new();
        for cookie in &cookies {
            open.push(customer(&server, cookie).await?);
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let after = server.memory()?;
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let kilobytes = after.saturating_sub(before) as f64 / f64::from(count) / 1_024.0;
        print(
            &format!("memory per idle socket, {count} sockets"),
            &format!("{kilobytes:.1} kB"),
            Some("12 kB"),
        );
        drop(open);
        server.stop().await?;
    }
    Ok(())
}
