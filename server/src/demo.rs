//! The demo: the space HELP with a team, agents, an admin, a customer and a knowledge base. Made once; what is there is
//! left as it is, so that an admin's changes outlast the next start.

use baton_core::people::CustomerKind;
use baton_core::settings::{LiveChatSettings, ProjectKey};
use baton_core::time::Millis;
use baton_store::{Basis, NewCustomer, NewSpace, Role, Space};

use crate::changes::{self, with_live_chat};
use crate::cli::action::ActionError;
use crate::cli::action::knowledge::{File, import};
use crate::cli::action::people::team_named;
use crate::context::Context;
use crate::session::password;
use crate::words;
use tokio::sync::OnceCell;

/// The password of every demo account.
pub const PASSWORD: &str = "baton-demo";
/// The key of the demo space.
pub const KEY: &str = "HELP";

const SPACE_NAME: &str = "Northwind Help";
const TEAM: &str = "Service desk";
const ANA: (&str, &str) = ("Ana Torres", "ana@northwind.example");
const BEN: (&str, &str) = ("Ben Okafor", "ben@northwind.example");
const ADMIN: (&str, &str) = ("Alex Admin", "admin@northwind.example");
const CASEY: (&str, &str) = ("Casey Lee", "casey@example.com");

macro_rules! article {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../rovo/demo/HELP/", $name, ".md")),
        )
    };
}

const ARTICLES: &[(&str, &str)] = &[
    article!("access-to-shared-folders"),
    article!("book-annual-leave"),
    article!("building-access"),
    article!("business-travel"),
    article!("change-personal-details"),
    article!("claim-expenses"),
    article!("connect-to-the-vpn"),
    article!("email-on-your-phone"),
    article!("install-software"),
    article!("laptop-slow-or-broken"),
    article!("leaving-northwind"),
    article!("lost-or-stolen-device"),
    article!("mailbox-full-and-out-of-office"),
    article!("mailboxes-and-lists"),
    article!("meeting-rooms-and-video"),
    article!("new-starters"),
    article!("office-wifi"),
    article!("parental-leave"),
    article!("payslips-and-pay-day"),
    article!("phone-and-voicemail"),
    article!("printing-and-scanning"),
    article!("report-a-suspicious-email"),
    article!("request-a-laptop"),
    article!("reset-your-password"),
    article!("sick-leave"),
    article!("supplier-invoices"),
    article!("two-step-verification"),
    article!("work-from-home"),
];

/// What each account is, with its address.
#[must_use]
pub fn accounts() -> [(&'static str, &'static str); 4] {
    [
        (words::DEMO_AGENT, ANA.1),
        (words::DEMO_AGENT, BEN.1),
        (words::DEMO_ADMIN, ADMIN.1),
        (words::DEMO_CUSTOMER, CASEY.1),
    ]
}

/// Makes what is missing.
///
/// # Errors
/// [`ActionError`], if the store fails.
pub async fn ensure(context: &Context) -> Result<(), ActionError> {
    let key = ProjectKey::parse(KEY).ok_or_else(|| ActionError::NoSpace(KEY.to_owned()))?;
    if context.store.space_by_key(&key).await?.is_none() {
        let new = NewSpace {
            key,
            name: SPACE_NAME.to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
        };
        context.store.create_space(&context.by, new).await?;
    }
    let space = context.space(KEY).await?;
    let ana = agent(context, &space, ANA, Role::Agent).await?;
    let ben = agent(context, &space, BEN, Role::Agent).await?;
    let admin = agent(context, &space, ADMIN, Role::SpaceAdmin).await?;
    if let Some(admin) = admin {
        context
            .store
            .set_site_admin(&context.by, admin, true)
            .await?;
    }
    customer(context, &space).await?;
    if space.settings == LiveChatSettings::default() && space.rovo_agent.is_none() {
        let team = team_named(context, TEAM).await?;
        for account in [ana, ben].into_iter().flatten() {
            context
                .store
                .add_team_member(&context.by, team, account)
                .await?;
            let marked = context.store.set_marked_available(team, account, true);
            marked.await?;
        }
        let settings = LiveChatSettings {
            time_to_assign: Millis::minutes(3),
            time_to_reply: Millis::minutes(5),
            team: Some(team),
            follow_availability: false,
            repeat_alerts: Millis::minutes(1),
            feature_enabled: true,
        };
        // All at once: settings that are no longer the default say that all of this is done.
        let edit = |space: &mut Space| {
            space.rovo_agent = Some(with_live_chat(space));
            space.settings = settings;
        };
        changes::change_space(context, space.id, Basis::Latest, edit).await?;
    }
    if context.store.articles(space.id).await?.is_empty() {
        let file = |(name, markdown): &(&str, &str)| File {
            name: (*name).to_owned(),
            markdown: (*markdown).to_owned(),
        };
        let files: Vec<_> = ARTICLES.iter().map(file).collect();
        import(context, &space, &files).await?;
    }
    Ok(())
}

/// The password's hash. Everybody knows the password, so one hash is enough for all accounts of a process.
async fn hashed() -> Result<String, ActionError> {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = HASH.get_or_try_init(|| password::hash(PASSWORD.to_owned()));
    let hash = hash.await.map_err(|_| ActionError::NoPassword)?;
    Ok(hash.clone())
}

/// The account, and its role in the space; nothing for one that was there before: who took the role away meant it.
async fn agent(
    context: &Context,
    space: &Space,
    (name, email): (&str, &str),
    role: Role,
) -> Result<Option<baton_core::id::AccountId>, ActionError> {
    if context.store.account_by_email(email).await?.is_some() {
        return Ok(None);
    }
    let hash = hashed().await?;
    let created = context
        .store
        .create_account(&context.by, name, email, Some(&hash));
    let account = created.await?;
    let set = context
        .store
        .set_role(&context.by, space.id, account, Some(role));
    set.await?;
    Ok(Some(account))
}

async fn customer(context: &Context, space: &Space) -> Result<(), ActionError> {
    let known = context.store.customer_by_email(space.id, CASEY.1).await?;
    if known.is_none() {
        let new = NewCustomer {
            space: space.id,
            name: CASEY.0.to_owned(),
            email: CASEY.1.to_owned(),
            password_hash: Some(hashed().await?),
            kind: CustomerKind::SignedIn,
        };
        context.store.create_customer(new).await?;
    }
    Ok(())
}
