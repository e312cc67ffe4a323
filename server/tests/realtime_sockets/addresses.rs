//! Whose address a request counts for, over real connections: the one that it comes from, or the one that a proxy of ours
//! names.

use std::net::{IpAddr, Ipv4Addr};

use baton_server::limits::Network;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::world::{Server, World};

const FAR: &str = "203.0.113.9";

/// Opens the chat as a browser without a cookie, and answers the status.
async fn open_chat(server: &Server, forwarded_for: &str) -> u16 {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let request = format!(
        "GET /chat/HELP HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {forwarded_for}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

/// Takes all guests that this address may make.
fn spend(server: &Server, address: IpAddr) {
    let network = Network::Of(address);
    let doors = &server.app.doors;
    while doors.guest(network, server.app.now()).is_ok() {}
}

#[tokio::test]
async fn new_guests_are_counted_for_the_address_that_they_come_from_whatever_they_say() {
    let (_world, server) = Server::new().await;
    assert_eq!(open_chat(&server, FAR).await, 200);
    spend(&server, IpAddr::V4(Ipv4Addr::LOCALHOST));
    assert_eq!(open_chat(&server, FAR).await, 429);
    assert_eq!(open_chat(&server, "198.51.100.1").await, 429);
}

#[tokio::test]
async fn behind_a_proxy_of_ours_each_address_that_it_names_counts_for_itself() {
    let world = World::new().await;
    let proxy = "127.0.0.0/8".parse().unwrap();
    let server = world
        .serve_with(|config| config.trust_proxy = vec![proxy])
        .await;
    spend(&server, FAR.parse().unwrap());
    assert_eq!(open_chat(&server, FAR).await, 429);
    let invented = format!("198.51.100.1, {FAR}");
    assert_eq!(open_chat(&server, &invented).await, 429);
    assert_eq!(open_chat(&server, "198.51.100.1").await, 200);
}
