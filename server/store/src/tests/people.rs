//! People, spaces, sessions and knowledge: what is stored is what is read, and nothing crosses from space to space.

use baton_core::audit::AuditActor;
use baton_core::id::{ArticleId, BrowserId};
use baton_core::offer::Obstacle;
use baton_core::people::CustomerKind;
use baton_core::rovo::{RovoReply, Source};
use baton_core::settings::Plan;
use baton_core::time::{Millis, Time};
use baton_core::wire::alerts::Permission;

use super::*;
use crate::{
    AlertNotes, Article, ArticleUse, BecameKnown, Browser, BrowserAnswers, NewCustomer, Principal,
    StoreError,
};

on_both! {
    async fn accounts_are_found_by_address_in_letters_of_any_size(site: Site) {
        let store = &site.store;
        let id = store.create_account(&AuditActor::Shell, "Dora", "Dora@Example.com", Some("hash")).await.unwrap();
        let found = store.account_by_email("dora@EXAMPLE.com").await.unwrap().unwrap();
        assert_eq!((found.id, found.password_hash.as_deref()), (id, Some("hash")));
        assert_eq!(store.account(id).await.unwrap(), Some(found));
        let again = store.create_account(&AuditActor::Shell, "Dora", "DORA@example.com", None).await;
        assert!(matches!(again, Err(StoreError::Taken)));
        assert_eq!(store.account_by_email("nobody@example.com").await.unwrap(), None);
        let missing = store.set_disabled(&AuditActor::Shell, AccountId(1), true).await;
        assert!(matches!(missing, Err(StoreError::NotFound)));
    }
}

on_both! {
    async fn roles_belong_to_a_space_and_end_with_the_account(site: Site) {
        let store = &site.store;
        let elsewhere = new_space(store, "OTHER").await;
        let ana = site.ana.id;
        assert_eq!(store.role_of(site.space, ana).await.unwrap(), Some(Role::Agent));
        assert_eq!(store.role_of(elsewhere, ana).await.unwrap(), None);
        store.set_role(&AuditActor::Shell, site.space, ana, Some(Role::SpaceAdmin)).await.unwrap();
        let spaces = store.spaces_of(ana).await.unwrap();
        assert_eq!(spaces.len(), 1);
        assert_eq!((spaces[0].0.id, spaces[0].1), (site.space, Role::SpaceAdmin));
        let names: Vec<_> = store.members(site.space).await.unwrap().into_iter().map(|member| member.account.name).collect();
        assert_eq!(names, ["Ana", "Ben"]);
        store.set_site_admin(&AuditActor::Shell, ana, true).await.unwrap();
        assert_eq!(store.role_of(elsewhere, ana).await.unwrap(), Some(Role::SpaceAdmin));
        assert_eq!(store.spaces_of(ana).await.unwrap().len(), 2);
        // Somebody must be left who administers the site.
        store.set_site_admin(&AuditActor::Shell, site.ben.id, true).await.unwrap();
        store.set_disabled(&AuditActor::Shell, ana, true).await.unwrap();
        assert_eq!(store.role_of(site.space, ana).await.unwrap(), None);
        assert!(store.spaces_of(ana).await.unwrap().is_empty());
    }
}

on_both! {
    async fn with_the_toggle_on_a_person_is_offered_while_somebody_is_marked_and_present(site: Site) {
        let store = &site.store;
        // Alerts reach Ana all the while; who can't be reached is another test's matter.
        let browser = Browser {
            account: site.ana.id,
            id: BrowserId(1),
            permission: Permission::Granted,
            worker: true,
            used_at: site.clock.now(),
            until: site.clock.now() + Millis::minutes(60),
            visible_until: Time(0),
            answers: BrowserAnswers::default(),
        };
        store.note_alerts(&AlertNotes { there: vec![browser], ..AlertNotes::default() }).await.unwrap();
        let closed = [Obstacle::NobodyAvailable];
        assert!(store.offer(site.space).await.unwrap().is_open());
        let settings = LiveChatSettings {
            team: Some(site.team),
            follow_availability: true,
            ..LiveChatSettings::default()
        };
        store.save_space_settings(site.space, &settings).await.unwrap();
        assert_eq!(store.offer(site.space).await.unwrap().obstacles, closed);
        store.renew_presence(site.ana.id, site.clock.now() + Millis::seconds(45)).await.unwrap();
        assert_eq!(store.offer(site.space).await.unwrap().obstacles, closed);
        store.set_marked_available(site.team, site.ana.id, true).await.unwrap();
        assert!(store.offer(site.space).await.unwrap().is_open());
        // An earlier end does not shorten the lease.
        store.renew_presence(site.ana.id, site.clock.now()).await.unwrap();
        site.clock.advance(Millis::seconds(44));
        assert!(store.offer(site.space).await.unwrap().is_open());
        site.clock.advance(Millis::seconds(1));
        assert_eq!(store.offer(site.space).await.unwrap().obstacles, closed);
        let customer = site.guest().await;
        let chat = LiveChatId(site.id());
        let asked = site.by_customer(customer, CommandBody::RequestPerson { chat }).await;
        assert_rejected(asked, Rejection::NotOffered(closed.to_vec()));
        store.renew_presence(site.ana.id, site.clock.now() + Millis::seconds(45)).await.unwrap();
        let (before, lease) = (site.clock.now() + Millis::seconds(44), site.clock.now() + Millis::seconds(45));
        store.end_presence(site.ana.id, before).await.unwrap();
        assert!(store.offer(site.space).await.unwrap().is_open(), "renewed meanwhile");
        store.end_presence(site.ana.id, lease).await.unwrap();
        assert_eq!(store.offer(site.space).await.unwrap().obstacles, closed);
    }
}

on_both! {
    async fn the_plan_decides_whether_a_person_is_offered(site: Site) {
        assert_eq!(site.store.plan().await.unwrap(), Plan::Enterprise);
        site.store.set_plan(&AuditActor::Shell, Plan::Standard).await.unwrap();
        assert_eq!(site.store.offer(site.space).await.unwrap().obstacles, [Obstacle::Plan]);
        let customer = site.guest().await;
        let chat = LiveChatId(site.id());
        let asked = site.by_customer(customer, CommandBody::RequestPerson { chat }).await;
        assert_rejected(asked, Rejection::NotOffered(vec![Obstacle::Plan]));
    }
}

on_both! {
    async fn a_space_keeps_its_settings_agent_and_origins(site: Site) {
        let store = &site.store;
        let key = ProjectKey::parse("help").unwrap();
        let origins = ["https://shop.example".to_owned()];
        store.save_allowed_origins(site.space, &origins).await.unwrap();
        let space = store.space_by_key(&key).await.unwrap().unwrap();
        assert_eq!(space.team.as_ref().map(|team| team.name.as_str()), Some("Service desk"));
        assert_eq!(space.allowed_origins, origins);
        assert!(space.rovo_agent.is_some());
        assert_eq!(store.space(site.space).await.unwrap(), Some(space));
        store.save_rovo_agent(site.space, None).await.unwrap();
        assert_eq!(store.spaces().await.unwrap()[0].rovo_agent, None);
        let again = NewSpace { key, name: "Again".to_owned(), time_zone: "UTC".to_owned() };
        assert!(matches!(store.create_space(&AuditActor::Shell, again).await, Err(StoreError::Taken)));
    }
}

on_both! {
    async fn a_customers_address_is_unique_in_its_space_only(site: Site) {
        let store = &site.store;
        let elsewhere = new_space(store, "OTHER").await;
        let new = NewCustomer {
            space: site.space,
            name: "Casey".to_owned(),
            email: "Casey@example.com".to_owned(),
            password_hash: Some("hash".to_owned()),
            kind: CustomerKind::SignedIn,
        };
        let id = store.create_customer(new.clone()).await.unwrap();
        assert!(matches!(store.create_customer(new.clone()).await, Err(StoreError::Taken)));
        store.create_customer(NewCustomer { space: elsewhere, ..new }).await.unwrap();
        let found = store.customer_by_email(site.space, "casey@EXAMPLE.com").await.unwrap().unwrap();
        assert_eq!((found.profile.id, found.space), (id, site.space));
        assert_eq!(store.customer(id).await.unwrap(), Some(found));
        let guest = store.customer(site.guest().await).await.unwrap().unwrap();
        assert_eq!((guest.profile.kind, guest.profile.email), (CustomerKind::Guest, None));
    }
}

on_both! {
    async fn a_session_ends_with_its_time_its_deletion_or_its_account(site: Site) {
        let store = &site.store;
        let until = site.clock.now() + Millis::minutes(5);
        let customer = Principal::Customer { space: site.space, customer: site.guest().await };
        let ana = Principal::Account(site.ana.id);
        for (token, principal) in [(1, customer), (2, ana), (3, ana), (4, customer)] {
            store.create_session(&[token; 32], principal, until).await.unwrap();
            assert_eq!(store.session(&[token; 32]).await.unwrap().unwrap().principal, principal);
        }
        store.delete_session(&[1; 32]).await.unwrap();
        assert_eq!(store.session(&[1; 32]).await.unwrap(), None);
        store.set_disabled(&AuditActor::Shell, site.ana.id, true).await.unwrap();
        assert_eq!(store.session(&[2; 32]).await.unwrap(), None);
        store.set_disabled(&AuditActor::Shell, site.ana.id, false).await.unwrap();
        for token in [2, 3] {
            let session = store.session(&[token; 32]).await.unwrap();
            assert_eq!(session, None, "what was open before does not come back");
        }
        site.clock.set(until);
        assert_eq!(store.session(&[4; 32]).await.unwrap(), None);
        store.forget_expired(100).await.unwrap();
        site.clock.advance(Millis(-1));
        assert_eq!(store.session(&[4; 32]).await.unwrap(), None);
    }
}

on_both! {
    async fn a_guest_who_never_wrote_is_forgotten_with_the_last_session_and_one_who_wrote_stays(site: Site) {
        let store = &site.store;
        let (looked, wrote, two) = (site.guest().await, site.guest().await, site.guest().await);
        let until = site.clock.now() + crate::LOOKING_SESSION;
        let of = |customer| Principal::Customer { space: site.space, customer };
        for (token, customer) in [(1, looked), (2, wrote), (3, two)] {
            store.create_session(&[token; 32], of(customer), until).await.unwrap();
        }
        let later = until + Millis(1);
        store.create_session(&[4; 32], of(two), later).await.unwrap();
        site.says(wrote, "hello").await;
        site.clock.set(until);
        let none = crate::Forgotten::default();
        assert_eq!(store.forget_expired(0).await.unwrap(), none);
        let first = store.forget_expired(1).await.unwrap();
        let second = store.forget_expired(10).await.unwrap();
        assert_eq!((first.sessions + second.sessions, first.guests + second.guests), (2, 1));
        assert!(store.customer(looked).await.unwrap().is_none());
        assert!(store.customer(two).await.unwrap().is_some(), "another session lives");
        let kept = store.session(&[2; 32]).await.unwrap();
        assert!(kept.is_some(), "with the first words the session lasts");
        store.delete_session(&[4; 32]).await.unwrap();
        assert!(store.customer(two).await.unwrap().is_none(), "signed out, and nothing was there");
        site.clock.advance(crate::CUSTOMER_SESSION);
        assert_eq!(store.forget_expired(10).await.unwrap().guests, 0);
        assert!(store.customer(wrote).await.unwrap().is_some());
    }
}

fn article(site: &Site, slug: &str) -> Article {
    Article {
        id: ArticleId(site.id()),
        slug: slug.to_owned(),
        title: "Reset your password".to_owned(),
        summary: String::new(),
        body_markdown: "# Reset".to_owned(),
        popular: true,
        published: true,
        updated_at: site.clock.now(),
    }
}

on_both! {
    async fn articles_are_put_replaced_and_removed_and_each_change_is_noticed(site: Site) {
        let store = &site.store;
        let mut reset = article(&site, "reset");
        store.put_article(site.space, &reset).await.unwrap();
        reset.title = "Reset a password".to_owned();
        store.put_article(site.space, &reset).await.unwrap();
        assert_eq!(store.article_by_slug(site.space, "reset").await.unwrap(), Some(reset.clone()));
        let titles = store.published_titles(site.space).await.unwrap();
        let [shown] = titles.as_slice() else { panic!("{titles:?}") };
        assert_eq!((shown.id, &shown.slug, &shown.title), (reset.id, &reset.slug, &reset.title));
        assert_eq!((&shown.summary, shown.popular), (&reset.summary, reset.popular));
        assert_eq!(store.knowledge_version(site.space).await.unwrap(), 2);
        let taken = store.put_article(site.space, &article(&site, "reset")).await;
        assert!(matches!(taken, Err(StoreError::Taken)));
        let elsewhere = new_space(store, "OTHER").await;
        let stolen = store.put_article(elsewhere, &reset).await;
        assert!(matches!(stolen, Err(StoreError::Taken)));
        assert!(store.articles(elsewhere).await.unwrap().is_empty());
        let draft = Article { id: ArticleId(site.id()), published: false, ..article(&site, "draft") };
        store.put_article(elsewhere, &draft).await.unwrap();
        assert!(store.published_titles(elsewhere).await.unwrap().is_empty());
        assert!(matches!(store.remove_article(elsewhere, reset.id).await, Err(StoreError::NotFound)));
        store.remove_article(site.space, reset.id).await.unwrap();
        assert!(store.articles(site.space).await.unwrap().is_empty());
        assert_eq!(store.knowledge_version(site.space).await.unwrap(), 3);
    }
}

on_both! {
    async fn quotes_and_ratings_are_counted(site: Site) {
        let customer = site.guest().await;
        let asked = site.says(customer, "How do I reset my password?").await;
        let (first, second) = (article(&site, "reset"), article(&site, "change"));
        let source = |article: &Article| Source {
            article: article.id,
            slug: article.slug.clone(),
            title: article.title.clone(),
            section: None,
            anchor: None,
            quote: Vec::new(),
        };
        let reply = RovoReply::Answer { sources: vec![source(&first), source(&second), source(&first)] };
        let body = CommandBody::Answer { asked: asked.seq, reply };
        let answer = site.command(Target::Conversation(asked.conversation), Actor::Rovo, body).await.unwrap();
        let message = answer.events[0].body.message().unwrap();
        site.by_customer(customer, CommandBody::RateAnswer { message, helped: true }).await.unwrap();
        let uses = site.store.article_uses(site.space).await.unwrap();
        let of = |article: &Article, helped| ArticleUse { article: article.id, quoted: 1, helped, did_not_help: 0 };
        assert_eq!(uses.len(), 2);
        assert!(uses.contains(&of(&first, 1)) && uses.contains(&of(&second, 0)));
    }
}

on_both! {
    async fn a_guest_who_signs_in_brings_the_conversation_along_or_is_linked(site: Site) {
        let store = &site.store;
        let new = |email: &str| NewCustomer {
            space: site.space,
            name: "Casey".to_owned(),
            email: email.to_owned(),
            password_hash: None,
            kind: CustomerKind::SignedIn,
        };
        let casey = store.create_customer(new("casey@example.com")).await.unwrap();
        let silent = site.guest().await;
        assert_eq!(store.become_known(silent, casey).await.unwrap(), BecameKnown::Nothing);
        assert_eq!(store.linked_guests(casey).await.unwrap(), []);
        assert_eq!(store.recent_guests(casey, 4).await.unwrap(), [silent]);
        let (first, conversation) = site.waiting().await;
        assert_eq!(store.become_known(first, casey).await.unwrap(), BecameKnown::TookPlace(first));
        let found = store.customer_by_email(site.space, "casey@example.com").await.unwrap().unwrap();
        assert_eq!(found.profile.id, first);
        // The running chat goes on, now with a name.
        site.claims(&site.ana, conversation).await.unwrap();
        let inbox = store.inbox(site.space).await.unwrap();
        assert_eq!(inbox.row(conversation).unwrap().customer_name, "Casey");
        let (second, _) = site.waiting().await;
        assert_eq!(store.become_known(second, first).await.unwrap(), BecameKnown::Linked);
        assert!(store.linked_guests(first).await.unwrap().contains(&second));
        // Whoever they were before, this is who they are now.
        let recent = store.recent_guests(first, 9).await.unwrap();
        assert!([silent, casey, second].iter().all(|guest| recent.contains(guest)), "{recent:?}");
        assert_eq!(store.recent_guests(first, 1).await.unwrap().len(), 1);
        // Of those who never said anything, the last is enough.
        let quiet = site.guest().await;
        assert_eq!(store.become_known(quiet, first).await.unwrap(), BecameKnown::Nothing);
        let recent = store.recent_guests(first, 9).await.unwrap();
        assert!(recent.len() == 2 && recent.contains(&quiet) && recent.contains(&second), "{recent:?}");
        let elsewhere = new_space(store, "OTHER").await;
        let stranger = store.create_guest(elsewhere).await.unwrap();
        assert!(matches!(store.become_known(stranger, first).await, Err(StoreError::NotFound)));
    }
}
