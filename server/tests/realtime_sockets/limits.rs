//! How much one customer, or one address, may ask for over sockets.

use baton_core::id::CommandId;
use baton_core::wire::{FromCustomer, Refusal, ToCustomer, close, encode};
use baton_server::limits::waiting;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::doors::{hello, write};
use crate::support::clients::{
    Answered, CUSTOMER, CustomerPage, Heard, Line, connect, customer_cookie, id,
};
use crate::support::world::{Server, eventually};

#[tokio::test]
async fn too_many_commands_are_refused_until_later_and_too_many_sockets_are_closed() {
    let (_world, server) = Server::new().await;
    let (casey, robin) = (server.customer().await, server.customer().await);
    let mut page = CustomerPage::open(&server, &casey).await;
    page.request_person().await;
    let mut refused = None;
    for number in 0..200 {
        let answer = page
            .answer(CommandId(id()), write(&format!("message {number}")))
            .await;
        if let Err(why) = answer {
            refused = Some(why);
            break;
        }
    }
    assert!(
        matches!(refused, Some(Refusal::TooFast(wait)) if wait.0 > 0),
        "{refused:?}"
    );
    let mut other = CustomerPage::open(&server, &robin).await;
    other.write("nobody else is held up").await;

    let mut pages = Vec::new();
    for _ in 1..baton_server::limits::CUSTOMER.sockets {
        pages.push(CustomerPage::open(&server, &casey).await);
    }
    let cookie = customer_cookie(&casey, &server);
    let mut line = Line::<ToCustomer>::open(&server, CUSTOMER, &cookie, None).await;
    line.send(&hello(None)).await;
    assert_eq!(line.hear().await, Heard::Closed(close::TOO_MANY));
    drop(pages);
    eventually("the sockets are given back", async || {
        server.app.hub.sockets() == 2
    })
    .await;
    let page = CustomerPage::open(&server, &casey).await;
    assert_eq!(page.answered, Some(Answered::Snapshot));
}

#[tokio::test]
async fn so_many_of_one_address_may_be_about_to_say_who_they_are_and_the_next_ones_are_refused() {
    let (_world, server) = Server::new().await;
    let origin = server.app.public_url.origin.clone();
    let headers = [("origin", origin)];
    let mut silent = Vec::new();
    for _ in 0..waiting::AT_ONCE {
        silent.push(connect(&server, CUSTOMER, &headers, None).await.unwrap());
    }
    let refused = connect(&server, CUSTOMER, &headers, None).await;
    let Err(Error::Http(answer)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(answer.status(), 429);
    assert!(answer.headers().contains_key("retry-after"));
    // Who has said it waits no longer, and makes room.
    silent.pop();
    let casey = server.customer().await;
    eventually("one place is free", async || {
        connect(&server, CUSTOMER, &headers, None).await.is_ok()
    })
    .await;
    drop(silent);
    eventually("all places are free", async || {
        connect(&server, CUSTOMER, &headers, None).await.is_ok()
    })
    .await;
    let mut pages = Vec::new();
    for _ in 0..10 {
        pages.push(CustomerPage::open(&server, &casey).await);
    }
    for _ in 0..waiting::AT_ONCE / 2 {
        connect(&server, CUSTOMER, &headers, None).await.unwrap();
    }
}

#[tokio::test]
async fn who_goes_on_after_many_refusals_is_cut_off_whatever_they_send() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let frames = [
        Message::Binary(encode(&FromCustomer::Typing).into()),
        Message::Ping(Vec::new().into()),
    ];
    for frame in frames {
        let mut page = CustomerPage::open(&server, &casey).await;
        for _ in 0..4_000 {
            page.line.send_message(frame.clone()).await;
        }
        assert_eq!(page.line.closed().await, Some(close::TOO_MANY), "{frame:?}");
    }
}
