//! Who comes in, what is taken from them, and how they leave.

use baton_core::audit::AuditActor;
use baton_core::command::Rejection;
use baton_core::id::{CommandId, ConversationId, WorkItemId};
use baton_core::limits::FRAME_BYTES;
use baton_core::wire::{
    AgentAction, CustomerAction, FromAgent, FromCustomer, REVISION, Refusal, ToAgent, ToCustomer,
    close, encode,
};
use baton_server::session::{ClosedSession, Token};
use baton_store::Principal;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::support::clients::{
    AGENT, AgentPage, CUSTOMER, CustomerPage, Heard, Line, agent_cookie, connect, customer_cookie,
    id,
};
use crate::support::world::{KEY, RIDDLE, Server, eventually};

pub(crate) fn hello(token: Option<String>) -> FromCustomer {
    FromCustomer::Hello {
        revision: REVISION,
        space: KEY.into(),
        token,
        cursor: None,
    }
}

pub(crate) fn write(text: &str) -> CustomerAction {
    CustomerAction::Write { text: text.into() }
}

#[tokio::test]
async fn a_malformed_frame_closes_its_socket_and_nothing_else_happens() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let ana = server.agent("Ana").await;
    let mut other = CustomerPage::open(&server, &casey).await;
    other.write(RIDDLE).await;
    let mut broken = vec![Vec::new(), vec![0xff; 40], vec![200]];
    let mut trailing = encode(&FromCustomer::Ping);
    trailing.push(0);
    broken.push(trailing);
    let mut cut = encode(&FromCustomer::Do {
        id: CommandId(1),
        action: write("hello"),
    });
    cut.pop();
    broken.push(cut);
    broken.push(encode(&hello(None)));
    for bytes in broken {
        let mut page = CustomerPage::open(&server, &casey).await;
        page.line.send_bytes(bytes.clone()).await;
        assert_eq!(
            page.line.closed().await,
            Some(close::MALFORMED),
            "{bytes:?}"
        );
        let mut page = AgentPage::open(&server, &ana).await;
        page.line.send_bytes(vec![0xff; 3]).await;
        assert_eq!(page.line.closed().await, Some(close::MALFORMED));
    }
    let mut page = CustomerPage::open(&server, &casey).await;
    page.line.send_message(Message::Text("hello".into())).await;
    assert_eq!(page.line.closed().await, Some(close::MALFORMED));
    other.write("still here").await;
    eventually("only the other is left", async || {
        server.app.hub.sockets() == 1
    })
    .await;
}

#[tokio::test]
async fn a_first_frame_that_is_no_hello_closes_the_socket() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let cookie = customer_cookie(&casey, &server);
    for first in [encode(&FromCustomer::Ping), vec![0xee]] {
        let mut line = Line::<ToCustomer>::open(&server, CUSTOMER, &cookie, None).await;
        line.send_bytes(first).await;
        assert_eq!(line.closed().await, Some(close::MALFORMED));
    }
}

#[tokio::test]
async fn an_oversized_frame_closes_its_socket_with_1009() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut page = CustomerPage::open(&server, &casey).await;
    page.line.send_bytes(vec![0; FRAME_BYTES + 1]).await;
    assert_eq!(page.line.closed().await, Some(close::TOO_LARGE));
}

#[tokio::test]
async fn another_revision_is_asked_to_load_the_page_anew() {
    let (_world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    for revision in [0, REVISION + 1] {
        let cookie = customer_cookie(&casey, &server);
        let mut line = Line::<ToCustomer>::open(&server, CUSTOMER, &cookie, None).await;
        let FromCustomer::Hello { space, .. } = hello(None) else {
            panic!()
        };
        line.send(&FromCustomer::Hello {
            revision,
            space: space.clone(),
            token: None,
            cursor: None,
        })
        .await;
        let bye = line.hear().await;
        assert!(
            matches!(bye, Heard::Frame(ToCustomer::Bye { reload: true, .. })),
            "{bye:?}"
        );
        assert_eq!(line.closed().await, Some(close::REVISION));
        let cookie = agent_cookie(&ana, &server);
        let mut line = Line::<ToAgent>::open(&server, AGENT, &cookie, None).await;
        line.send(&FromAgent::Hello {
            revision,
            space,
            feed: None,
        })
        .await;
        let bye = line.hear().await;
        assert!(
            matches!(bye, Heard::Frame(ToAgent::Bye { reload: true, .. })),
            "{bye:?}"
        );
    }
}

#[tokio::test]
async fn foreign_origins_get_no_socket() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let cookie = customer_cookie(&casey, &server);
    let ours = server.app.public_url.origin.clone();
    for (origin, status) in [
        (Some("https://evil.example".to_owned()), 403),
        (Some(format!("{ours}.evil.example")), 403),
        (Some("null".to_owned()), 403),
        (None, 403),
        (Some(ours), 101),
    ] {
        for path in [CUSTOMER, AGENT] {
            let mut headers = vec![("cookie", cookie.clone())];
            headers.extend(origin.clone().map(|origin| ("origin", origin)));
            let got = match connect(&server, path, &headers, None).await {
                Ok(_) => 101,
                Err(Error::Http(response)) => response.status().as_u16(),
                Err(error) => panic!("{error}"),
            };
            assert_eq!(got, status, "{origin:?} {path}");
        }
    }
}

#[tokio::test]
async fn without_a_living_session_there_is_no_conversation() {
    let (_world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let strangers = [
        (String::new(), None),
        (String::new(), Some("nonsense".to_owned())),
        (String::new(), Some(Token::random().as_str().to_owned())),
        (String::new(), Some(ana.token.as_str().to_owned())),
        (agent_cookie(&ana, &server), None),
    ];
    for (cookie, token) in strangers {
        let mut line = Line::<ToCustomer>::open(&server, CUSTOMER, &cookie, None).await;
        line.send(&hello(token)).await;
        assert_eq!(line.hear().await, Heard::Closed(close::SIGNED_OUT));
    }
    let cookie = customer_cookie(&casey, &server);
    let mut line = Line::<ToAgent>::open(&server, AGENT, &cookie, None).await;
    line.send(&FromAgent::Hello {
        revision: REVISION,
        space: KEY.into(),
        feed: None,
    })
    .await;
    assert_eq!(line.hear().await, Heard::Closed(close::SIGNED_OUT));
}

#[tokio::test]
async fn where_cookies_are_blocked_a_token_in_the_hello_is_enough() {
    let (_world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut line = Line::<ToCustomer>::open(&server, CUSTOMER, "", None).await;
    line.send(&hello(Some(casey.token.as_str().to_owned())))
        .await;
    let first = line.hear().await;
    assert!(
        matches!(first, Heard::Frame(ToCustomer::Snapshot { .. })),
        "{first:?}"
    );
}

#[tokio::test]
async fn another_spaces_conversations_do_not_exist() {
    let (world, server) = Server::new().await;
    let casey = server.customer().await;
    let mut customer = CustomerPage::open(&server, &casey).await;
    customer.request_person().await;
    let conversation = server.conversation_of(casey.id).await;
    let shop = world.make_space(&server.app.store, "SHOP").await;
    let mallory = server.agent_of(shop, "Mallory").await;
    let cookie = agent_cookie(&mallory, &server);
    // Not an agent of HELP at all.
    let mut line = Line::<ToAgent>::open(&server, AGENT, &cookie, None).await;
    line.send(&FromAgent::Hello {
        revision: REVISION,
        space: KEY.into(),
        feed: None,
    })
    .await;
    assert_eq!(line.hear().await, Heard::Closed(close::NOT_ALLOWED));
    // In her own space, the ids of another one lead nowhere, and neither do invented ones.
    let mut line = Line::<ToAgent>::open(&server, AGENT, &cookie, None).await;
    line.send(&FromAgent::Hello {
        revision: REVISION,
        space: "SHOP".into(),
        feed: None,
    })
    .await;
    assert!(matches!(
        line.hear().await,
        Heard::Frame(ToAgent::FeedSnapshot { .. })
    ));
    assert!(matches!(
        line.hear().await,
        Heard::Frame(ToAgent::Offer(offer)) if offer.is_open()
    ));
    for conversation in [conversation, ConversationId(id())] {
        line.send(&FromAgent::Open {
            conversation,
            cursor: None,
        })
        .await;
        assert_eq!(
            line.hear().await,
            Heard::Frame(ToAgent::NoSuchConversation { conversation })
        );
        let claim = AgentAction::Claim {
            work_item: WorkItemId(id()),
        };
        for action in [
            claim,
            AgentAction::Write { text: "hi".into() },
            AgentAction::EndChat,
        ] {
            let id = CommandId(id());
            line.send(&FromAgent::Do {
                id,
                conversation,
                action,
            })
            .await;
            let why = Refusal::Rejected(Rejection::NotFound);
            assert_eq!(
                line.hear().await,
                Heard::Frame(ToAgent::Refused { id, why })
            );
        }
    }
}

#[tokio::test]
async fn a_disabled_account_and_an_ended_session_lose_their_sockets_at_once() {
    let (_world, server) = Server::new().await;
    let (casey, ana) = (server.customer().await, server.agent("Ana").await);
    let ben = server.agent("Ben").await;
    let mut customer = CustomerPage::open(&server, &casey).await;
    let mut agent = AgentPage::open(&server, &ana).await;
    let mut colleague = AgentPage::open(&server, &ben).await;
    let store = &server.app.store;

    store
        .set_disabled(&AuditActor::Shell, ana.id, true)
        .await
        .unwrap();
    let all = ClosedSession::AllOf(Principal::Account(ana.id));
    server.app.closed_sessions.send(all).unwrap();
    assert_eq!(agent.line.closed().await, Some(close::DISABLED));

    store.delete_session(&casey.token.hash()).await.unwrap();
    let one = ClosedSession::One(casey.token.hash());
    server.app.closed_sessions.send(one).unwrap();
    assert_eq!(customer.line.closed().await, Some(close::SIGNED_OUT));

    // Who may stay is asked too, and stays.
    let all = ClosedSession::AllOf(Principal::Account(ben.id));
    server.app.closed_sessions.send(all.clone()).unwrap();
    let ping = FromAgent::Ping { watching: true };
    colleague.line.send(&ping).await;
    colleague
        .frame(|frame| matches!(frame, ToAgent::Heads { .. }))
        .await;
    // The role in the space is gone, the session is not.
    store
        .set_role(&AuditActor::Shell, server.space, ben.id, None)
        .await
        .unwrap();
    server.app.closed_sessions.send(all).unwrap();
    assert_eq!(colleague.line.closed().await, Some(close::NOT_ALLOWED));
}
