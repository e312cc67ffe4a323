//! The little HTTP that a generator needs: one request a connection, the status, the cookies and the body.

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::network::{self, ReceiveBuffer};
use crate::server::Site;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) cookies: Vec<String>,
    pub(crate) body: Vec<u8>,
}

/// Asks for a page.
pub(crate) async fn get(site: Site, path: &str, cookie: Option<&str>) -> Result<Answer> {
    let host = site.host();
    let cookie = cookie
        .map(|cookie| format!("Cookie: {cookie}\r\n"))
        .unwrap_or_default();
    exchange(
        site,
        &format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nSec-Fetch-Site: none\r\n\
             {cookie}Connection: close\r\n\r\n"
        ),
    )
    .await
}

/// Sends a form.
pub(crate) async fn post(site: Site, path: &str, form: &str) -> Result<Answer> {
    let (host, origin, length) = (site.host(), site.origin(), form.len());
    exchange(
        site,
        &format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{form}"
        ),
    )
    .await
}

async fn exchange(site: Site, request: &str) -> Result<Answer> {
    let mut stream = network::connect(site.port, ReceiveBuffer::Usual)
        .await
        .context("connecting to the server")?;
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        bail!("an answer without an end of its head");
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .context("an answer without a status")?;
    let cookies = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .filter_map(|(_, value)| value.split(';').next())
        .map(|pair| pair.trim().to_owned())
        .collect();
    Ok(Answer {
        status,
        cookies,
        body: bytes[end + 4..].to_vec(),
    })
}
