//! Customers in several browsers: what one of them changes about who they are is so for the others at once, and nothing
//! that was written meanwhile is lost.

use baton_core::id::{CommandId, CustomerId};
use baton_core::people::CustomerKind;
use baton_core::time::Millis;
use baton_core::view::CustomerBody;
use baton_core::wire::{CustomerAction, close};
use baton_server::session::{Token, password};
use baton_store::{BecameKnown, NewCustomer, Principal};
use http::{Method, StatusCode};

use crate::rights::{ask, within_a_second};
use crate::support::clients::{CustomerPage, Heard, customer_cookie, id};
use crate::support::on_both;
use crate::support::world::{Customer, RIDDLE, Server, World};

const EMAIL: &str = "casey@example.com";
const PASSWORD: &str = "a good password";

/// An account of the space, signed in.
async fn account(server: &Server) -> Customer {
    let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    let new = NewCustomer {
        space: server.space,
        name: "Casey".into(),
        email: EMAIL.into(),
        password_hash: Some(hash),
        kind: CustomerKind::SignedIn,
    };
    let id = server.app.store.create_customer(new).await.unwrap();
    elsewhere(server, id).await
}

/// Another browser of a customer.
async fn elsewhere(server: &Server, id: CustomerId) -> Customer {
    let token = Token::random();
    let principal = Principal::Customer {
        space: server.space,
        customer: id,
    };
    let expires = server.app.now() + Millis::minutes(60);
    let store = &server.app.store;
    let hash = token.hash();
    let made = store.create_session(&hash, principal, expires);
    made.await.unwrap();
    Customer { id, token }
}

async fn post(server: &Server, who: &Customer, address: &str, form: &str) {
    let cookie = customer_cookie(who, server);
    let status = ask(server, Method::POST, address, &cookie, form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{address}");
}

/// The guest signs in to the account.
async fn signs_in(server: &Server, guest: &Customer) {
    let form = format!(
        "email={}&password={}",
        EMAIL.replace('@', "%40"),
        PASSWORD.replace(' ', "+")
    );
    post(server, guest, "/portal/HELP/sign-in", &form).await;
}

fn wrote(page: &CustomerPage, words: &str) -> bool {
    page.view
        .entries
        .iter()
        .any(|entry| matches!(&entry.body, CustomerBody::Wrote { text, .. } if text == words))
}

on_both! {
    async fn a_browser_of_the_account_goes_on_with_the_conversation_that_a_guest_brought_along(world: World) {
        let server = world.serve().await;
        let there = account(&server).await;
        let mut page = CustomerPage::open(&server, &there).await;
        let guest = server.customer().await;
        CustomerPage::open(&server, &guest).await.write(RIDDLE).await;
        signs_in(&server, &guest).await;
        let closed = within_a_second("the account's page", page.line.closed()).await;
        assert_eq!(closed, Some(close::BECAME_ANOTHER));
        let mut page = page.reopen(&server, &there).await;
        page.until("what the guest wrote", |page| wrote(page, RIDDLE)).await;
        page.write("And from the other browser").await;
        assert_eq!(server.app.store.conversation_of(server.space, there.id).await.unwrap(), None);
    }
}

#[tokio::test]
async fn words_of_a_browser_that_has_not_heard_of_it_are_not_acknowledged_where_nobody_would_read_them()
 {
    let world = World::on_postgres().await;
    let (one, other) = (world.serve().await, world.serve().await);
    let there = account(&one).await;
    let mut page = CustomerPage::open(&other, &there).await;
    let guest = one.customer().await;
    CustomerPage::open(&one, &guest).await.write(RIDDLE).await;
    signs_in(&one, &guest).await;
    // The other server has heard nothing of it.
    let (command, words) = (CommandId(id()), "Written meanwhile");
    let write = CustomerAction::Write { text: words.into() };
    page.send(command, write.clone()).await;
    let closed = loop {
        match page.hear().await {
            Heard::Frame(frame) => {
                let text = format!("{frame:?}");
                assert!(
                    !text.contains("Done") && !text.contains("Refused"),
                    "{text}"
                );
            }
            Heard::Closed(code) => break code,
            Heard::Gone => panic!("without a word"),
        }
    };
    assert_eq!(closed, close::BECAME_ANOTHER);
    // The page comes back and sends what was not answered.
    let mut page = page.reopen(&other, &there).await;
    page.answer(command, write).await.unwrap();
    page.until("the words", |page| wrote(page, words)).await;
    assert!(wrote(&page, RIDDLE));
    let husk = one.app.store.conversation_of(one.space, there.id);
    assert_eq!(husk.await.unwrap(), None);
}

#[tokio::test]
async fn a_guests_other_browser_is_not_signed_in_by_what_one_of_them_types() {
    let (_world, server) = Server::new().await;
    account(&server).await;
    let guest = server.customer().await;
    let other = elsewhere(&server, guest.id).await;
    let mut page = CustomerPage::open(&server, &other).await;
    page.write(RIDDLE).await;
    signs_in(&server, &guest).await;
    let closed = within_a_second("the guest's other page", page.line.closed()).await;
    assert_eq!(closed, Some(close::SIGNED_OUT));
}

#[tokio::test]
async fn what_customers_end_at_one_server_closes_their_pages_at_another_within_a_second() {
    let world = World::on_postgres().await;
    let (one, other) = (world.serve().await, world.serve().await);
    let here = account(&one).await;
    let there = elsewhere(&one, here.id).await;
    let mut page = CustomerPage::open(&other, &there).await;
    let form = format!(
        "present={}&password=another+password",
        PASSWORD.replace(' ', "+")
    );
    post(&one, &here, "/portal/HELP/account/password", &form).await;
    let closed = within_a_second("after a new password", page.line.closed()).await;
    assert_eq!(closed, Some(close::SIGNED_OUT));
    let mut page = CustomerPage::open(&other, &here).await;
    page.write(RIDDLE).await;
    // A browser in which the account is still at what it began there as a guest.
    let guest = one.customer().await;
    let mut guests = CustomerPage::open(&other, &guest).await;
    guests.write(RIDDLE).await;
    let linked = one.app.store.become_known(guest.id, here.id).await;
    assert_eq!(linked.unwrap(), BecameKnown::Linked);
    let everywhere = "/portal/HELP/account/sign-out-everywhere";
    post(&one, &here, everywhere, "").await;
    let closed = within_a_second("signed out everywhere", page.line.closed()).await;
    assert_eq!(closed, Some(close::SIGNED_OUT));
    let closed = within_a_second("as the guest too", guests.line.closed()).await;
    assert_eq!(closed, Some(close::SIGNED_OUT));
}
