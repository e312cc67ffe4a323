//! The connections: each is taken as long as there is a place, and is a task of its own. The head of a request must arrive
//! within a time, or whoever sends it byte by byte would hold a place for ever. (axum's own loop sets no such time.)

use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

/// How long the head of a request may take, counted from the answer before it. Longer than the minute for which proxies
/// usually keep an idle connection: they, and not we, should be the first to close one.
pub(super) const HEAD: Duration = Duration::from_secs(75);
/// How long it is waited when the system has no more descriptors or memory for a connection.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// How many may be open at once, sockets among them.
    pub(super) most: usize,
    /// How long the head of a request may take.
    pub(super) head: Duration,
}

/// Answers with the router until it is told to stop, and then until the last request has its answer. Who comes on
/// top of so many waits in the system's queue.
pub(super) async fn answer(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    shutdown: CancellationToken,
) {
    let most = bounds.most.clamp(1, Semaphore::MAX_PERMITS);
    let places = Arc::new(Semaphore::new(most));
    let connections = TaskTracker::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(bounds.head);
    loop {
        if places.available_permits() == 0 {
            tracing::warn!(most, "no more connections are taken until one ends");
        }
        let taken = async {
            let place = places.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = shutdown.cancelled() => break,
            taken = taken => taken,
        };
        match (place, accepted) {
            (Ok(place), Ok((stream, peer))) => {
                let stream = Placed {
                    stream,
                    _place: place,
                };
                let (http, router) = (http.clone(), router.clone());
                let serving = serve(http, router, stream, peer, shutdown.clone());
                connections.spawn(serving);
            }
            (_, Err(error)) if is_of_one(&error) => {}
            (_, Err(error)) => {
                tracing::error!(%error, "a connection can't be taken");
                tokio::time::sleep(AFTER_FAILURE).await;
            }
            // The semaphore is never closed.
            (Err(_), _) => break,
        }
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// Whether only the connection has failed that was about to be taken.
fn is_of_one(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

async fn serve(
    http: http1::Builder,
    router: Router,
    stream: Placed,
    peer: SocketAddr,
    shutdown: CancellationToken,
) {
    let service = service_fn(move |mut request: http::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request.map(Body::new))
    });
    let connection = http.serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection.with_upgrades());
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended badly");
    }
}

/// A connection and its place. Where it becomes a socket, it keeps the place as long as that is open.
#[derive(Debug)]
struct Placed {
    stream: TcpStream,
    _place: OwnedSemaphorePermit,
}

impl AsyncRead for Placed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Placed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::Notify;
    use tokio::time::timeout;

    use super::*;

    const NEVER: Duration = Duration::from_secs(20);
    const ASK: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";

    struct Site {
        address: SocketAddr,
        shutdown: CancellationToken,
        asked: Arc<Notify>,
        answer: Arc<Notify>,
        running: tokio::task::JoinHandle<()>,
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this router is no site's: it only shows when it is asked"
    )]
    async fn site(bounds: Bounds) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (asked, answer) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (says, waits) = (asked.clone(), answer.clone());
        let slow = move || async move {
            says.notify_one();
            waits.notified().await;
            "slow"
        };
        let router = Router::new()
            .route("/", get(async || "here"))
            .route("/slow", get(slow));
        let shutdown = CancellationToken::new();
        let running = tokio::spawn(super::answer(listener, router, bounds, shutdown.clone()));
        Site {
            address,
            shutdown,
            asked,
            answer,
            running,
        }
    }

    async fn read(stream: &mut TcpStream) -> String {
        let mut bytes = vec![0; 4_096];
        let read = timeout(NEVER, stream.read(&mut bytes)).await;
        let read = read.expect("it is answered or closed").unwrap_or_default();
        String::from_utf8_lossy(&bytes[..read]).into_owned()
    }

    #[tokio::test]
    async fn who_sends_a_head_byte_by_byte_is_cut_off_and_so_is_who_sends_nothing() {
        let head = Duration::from_millis(100);
        let site = site(Bounds { most: 100, head }).await;
        for said in [&b""[..], &ASK[..10]] {
            let mut stream = TcpStream::connect(site.address).await.unwrap();
            stream.write_all(said).await.unwrap();
            assert!(!read(&mut stream).await.contains("200 OK"));
        }
        let mut stream = TcpStream::connect(site.address).await.unwrap();
        stream.write_all(ASK).await.unwrap();
        assert!(read(&mut stream).await.contains("here"));
    }

    #[tokio::test]
    async fn who_comes_on_top_of_the_most_connections_waits_until_one_ends() {
        let site = site(Bounds {
            most: 1,
            head: HEAD,
        })
        .await;
        let mut first = TcpStream::connect(site.address).await.unwrap();
        first.write_all(ASK).await.unwrap();
        assert!(read(&mut first).await.contains("here"));
        let mut second = TcpStream::connect(site.address).await.unwrap();
        second.write_all(ASK).await.unwrap();
        let mut byte = [0];
        let waits = timeout(Duration::from_millis(100), second.read(&mut byte));
        assert!(waits.await.is_err());
        drop(first);
        assert!(read(&mut second).await.contains("here"));
    }

    #[tokio::test]
    async fn what_was_asked_before_the_end_is_answered_and_nothing_after() {
        let site = site(Bounds {
            most: 100,
            head: HEAD,
        })
        .await;
        let mut idle = TcpStream::connect(site.address).await.unwrap();
        idle.write_all(ASK).await.unwrap();
        assert!(read(&mut idle).await.contains("here"));
        let mut stream = TcpStream::connect(site.address).await.unwrap();
        let ask = b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n";
        stream.write_all(ask).await.unwrap();
        timeout(NEVER, site.asked.notified()).await.unwrap();
        site.shutdown.cancel();
        assert_eq!(read(&mut idle).await, "");
        site.answer.notify_one();
        assert!(read(&mut stream).await.contains("slow"));
        timeout(NEVER, site.running).await.unwrap().unwrap();
        assert!(TcpStream::connect(site.address).await.is_err());
    }
}
