//! What a transaction of the writer reads before it decides: it takes the spaces' rows in the order of their ids, then
//! the conversations' in theirs, and everything else after that. Nothing is decided here.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use baton_core::alert::Change;
use baton_core::command::CommandBody;
use baton_core::conversation::Conversation;
use baton_core::event::{Event, EventBody};
use baton_core::id::{AccountId, CommandId, ConversationId, CustomerId, Seq, SpaceId};
use baton_core::offer::Offer;
use baton_core::people::{Actor, CustomerProfile};
use baton_core::time::Time;
use sqlx::AnyConnection;

use crate::database::{Database, Kind};
use crate::error::StoreError;
use crate::job::{Job, Target};
use crate::names;
use crate::people::profile_of;
use crate::read::conversation::{conversation_in, event_of};
use crate::spaces::{Space, offer_of, select_space, space_of};
use crate::sql::{Columns, read_among, stored};

/// A space and its counters, which this transaction has to itself.
pub(super) struct SpaceFacts {
    pub(super) space: Space,
    pub(super) offer: Offer,
    pub(super) next_work_item: u32,
    pub(super) feed_head: Seq,
    pub(super) commits: i64,
}

/// A conversation as it was and as it is after the commands decided so far.
pub(super) struct Held {
    pub(super) before: Conversation,
    pub(super) after: Conversation,
    /// The new events; the first of each command with the command's id.
    pub(super) events: Vec<(Event, Option<CommandId>)>,
    /// What they change about the alerts that stand.
    pub(super) alerts: Vec<(Seq, Change)>,
}

/// Everything that was read.
pub(super) struct Known {
    pub(super) now: Time,
    pub(super) spaces: BTreeMap<SpaceId, SpaceFacts>,
    pub(super) conversations: BTreeMap<ConversationId, Held>,
    pub(super) of_customer: HashMap<(SpaceId, CustomerId), ConversationId>,
    pub(super) customers: HashMap<CustomerId, (SpaceId, CustomerProfile)>,
    /// Those of them who are known as somebody else.
    pub(super) known_as_another: HashSet<CustomerId>,
    pub(super) priors: HashMap<(ConversationId, CommandId), Event>,
    site_admins: HashSet<AccountId>,
    members: HashSet<(SpaceId, AccountId)>,
}

impl Known {
    /// Whether an account is an enabled agent or admin of a space.
    pub(super) fn is_agent(&self, space: SpaceId, account: AccountId) -> bool {
        self.site_admins.contains(&account) || self.members.contains(&(space, account))
    }
}

/// Takes the locks and reads what the jobs need.
pub(super) async fn read(
    database: &Database,
    connection: &mut AnyConnection,
    jobs: &[Job],
) -> Result<Known, StoreError> {
    let mut conversations = BTreeSet::new();
    let mut customers = BTreeSet::new();
    let mut spaces = BTreeSet::new();
    for job in jobs {
        match job.target {
            Target::Conversation(id) => {
                conversations.insert(id);
            }
            Target::CustomerIn { space, customer } => {
                spaces.insert(space);
                customers.insert(customer);
            }
        }
    }
    // The space and the customer of a conversation never change, so they can be read before anything is locked.
    let sql = "SELECT id, space_id, customer_id FROM conversations WHERE id IN";
    for row in read_among(connection, sql, "", &texts(&conversations)).await? {
        spaces.insert(row.id("space_id")?);
        customers.insert(row.id("customer_id")?);
    }
    lock_spaces(database.kind, connection, &spaces).await?;

    let now = database.now_on(connection).await?;
    let spaces = read_spaces(connection, &spaces, now).await?;
    let mut of_customer = HashMap::new();
    let sql = "SELECT id, space_id, customer_id FROM conversations WHERE customer_id IN";
    for row in read_among(connection, sql, "", &texts(&customers)).await? {
        let id = row.id("id")?;
        conversations.insert(id);
        of_customer.insert((row.id("space_id")?, row.id("customer_id")?), id);
    }
    let conversations = read_conversations(database.kind, connection, &conversations).await?;
    let mut profiles = HashMap::new();
    let mut known_as_another = HashSet::new();
    let sql = "SELECT id, space_id, kind, name, email, known_as FROM customers WHERE id IN";
    for row in read_among(connection, sql, "", &texts(&customers)).await? {
        let id = row.id("id")?;
        profiles.insert(id, (row.id("space_id")?, profile_of(&row)?));
        if row.optional_text("known_as")?.is_some() {
            known_as_another.insert(id);
        }
    }
    let (site_admins, members) = read_rights(database.kind, connection, jobs).await?;
    let priors = read_priors(connection, jobs).await?;
    Ok(Known {
        now,
        spaces,
        conversations,
        of_customer,
        customers: profiles,
        known_as_another,
        priors,
        site_admins,
        members,
    })
}

fn texts<T: ToString>(ids: &BTreeSet<T>) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// On SQLite the transaction has the whole database already.
async fn lock_spaces(
    kind: Kind,
    connection: &mut AnyConnection,
    spaces: &BTreeSet<SpaceId>,
) -> Result<(), StoreError> {
    if kind == Kind::Postgres {
        let sql = "SELECT id FROM spaces WHERE id IN";
        let order = "ORDER BY id FOR NO KEY UPDATE";
        read_among(connection, sql, order, &texts(spaces)).await?;
    }
    Ok(())
}

async fn read_spaces(
    connection: &mut AnyConnection,
    ids: &BTreeSet<SpaceId>,
    now: Time,
) -> Result<BTreeMap<SpaceId, SpaceFacts>, StoreError> {
    let sql = select_space!(
        ", s.next_work_item, s.feed_head, s.commits, (SELECT plan FROM site) AS plan",
        "WHERE s.id IN"
    );
    let mut spaces = BTreeMap::new();
    for row in read_among(connection, sql, "", &texts(ids)).await? {
        let space = space_of(&row)?;
        let plan = row.named("plan", names::plan_named)?;
        let offer = offer_of(connection, &space, plan, now).await?;
        let next = u32::try_from(row.number("next_work_item")?)
            .map_err(|_| StoreError::inconsistent("the next work item's number"))?;
        let facts = SpaceFacts {
            offer,
            next_work_item: next,
            feed_head: row.seq("feed_head")?,
            commits: row.number("commits")?,
            space,
        };
        spaces.insert(facts.space.id, facts);
    }
    Ok(spaces)
}

async fn read_conversations(
    kind: Kind,
    connection: &mut AnyConnection,
    ids: &BTreeSet<ConversationId>,
) -> Result<BTreeMap<ConversationId, Held>, StoreError> {
    let sql =
        "SELECT id, space_id, customer_id, state_version, state FROM conversations WHERE id IN";
    let order = match kind {
        Kind::Sqlite => "",
        Kind::Postgres => "ORDER BY id FOR NO KEY UPDATE",
    };
    let mut conversations = BTreeMap::new();
    for row in read_among(connection, sql, order, &texts(ids)).await? {
        let before = conversation_in(connection, &row).await?;
        let held = Held {
            after: before.clone(),
            before,
            events: Vec::new(),
            alerts: Vec::new(),
        };
        conversations.insert(held.before.id, held);
    }
    Ok(conversations)
}

type Rights = (HashSet<AccountId>, HashSet<(SpaceId, AccountId)>);

/// The rights of the acting accounts. Their rows are shared until the commit, so that a right that is being taken away
/// is gone either before the decision or after the commit.
async fn read_rights(
    kind: Kind,
    connection: &mut AnyConnection,
    jobs: &[Job],
) -> Result<Rights, StoreError> {
    let acting: BTreeSet<AccountId> = jobs
        .iter()
        .filter_map(|job| match &job.command.actor {
            Actor::Agent(agent) => Some(agent.id),
            Actor::Customer(_) | Actor::Rovo | Actor::System => None,
        })
        .collect();
    let (mut site_admins, mut members) = Rights::default();
    if acting.is_empty() {
        return Ok((site_admins, members));
    }
    let acting = texts(&acting);
    let share = match kind {
        Kind::Sqlite => "",
        Kind::Postgres => "ORDER BY id FOR SHARE",
    };
    let mut enabled = HashSet::new();
    let sql = "SELECT id, disabled, site_admin FROM accounts WHERE id IN";
    for row in read_among(connection, sql, share, &acting).await? {
        let id: AccountId = row.id("id")?;
        if row.flag("disabled")? {
            continue;
        }
        enabled.insert(id);
        if row.flag("site_admin")? {
            site_admins.insert(id);
        }
    }
    let sql = "SELECT space_id, account_id FROM memberships WHERE account_id IN";
    for row in read_among(connection, sql, "", &acting).await? {
        let account: AccountId = row.id("account_id")?;
        if enabled.contains(&account) {
            members.insert((row.id("space_id")?, account));
        }
    }
    Ok((site_admins, members))
}

/// The first events that commands with these ids caused earlier, in whatever conversation.
async fn read_priors(
    connection: &mut AnyConnection,
    jobs: &[Job],
) -> Result<HashMap<(ConversationId, CommandId), Event>, StoreError> {
    let ids: BTreeSet<CommandId> = jobs.iter().map(|job| job.command.id).collect();
    let sql = "SELECT conversation_id, command_id, seq, at, kind, version, payload FROM events \
               WHERE command_id IN";
    let mut priors = HashMap::new();
    for row in read_among(connection, sql, "", &texts(&ids)).await? {
        let key = (row.id("conversation_id")?, row.id("command_id")?);
        priors.insert(key, event_of(&row)?);
    }
    Ok(priors)
}

/// The first event of a command, if it is stored.
pub(super) async fn first_event_of(
    connection: &mut AnyConnection,
    conversation: ConversationId,
    command: CommandId,
) -> Result<Option<Event>, StoreError> {
    let sql = "SELECT seq, at, kind, version, payload FROM events \
               WHERE command_id = $1 AND conversation_id = $2";
    let row = sqlx::query(sql)
        .bind(command.to_string())
        .bind(conversation.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(event_of).transpose()
}

/// Whether a command may create a work item from a chat, whose summary is made of the customer's first words.
fn wants_first_words(body: &CommandBody) -> bool {
    match body {
        CommandBody::LeaveAsRequest { .. }
        | CommandBody::NoLongerNeeded { .. }
        | CommandBody::Claim { .. }
        | CommandBody::DeadlinePassed { .. }
        | CommandBody::Deactivate { .. } => true,
        CommandBody::Write { .. }
        | CommandBody::RequestPerson { .. }
        | CommandBody::EndChat { .. }
        | CommandBody::RateAnswer { .. }
        | CommandBody::GiveEmail { .. }
        | CommandBody::RaiseRequest { .. }
        | CommandBody::Comment { .. }
        | CommandBody::Note { .. }
        | CommandBody::ChangeStatus { .. }
        | CommandBody::ChangeAssignee { .. }
        | CommandBody::Answer { .. }
        | CommandBody::HandOff { .. }
        | CommandBody::AgentGone { .. } => false,
    }
}

/// The customer's first words since the last hand-back, stored or new, where the command may want them.
pub(super) async fn first_words(
    connection: &mut AnyConnection,
    held: &Held,
    body: &CommandBody,
) -> Result<Option<String>, StoreError> {
    if !wants_first_words(body) {
        return Ok(None);
    }
    let after = held.after.context_after;
    let sql = "SELECT seq, at, kind, version, payload FROM events WHERE conversation_id = $1 AND seq > $2 \
               AND kind = 'customer_wrote' ORDER BY seq LIMIT 1";
    let row = sqlx::query(sql)
        .bind(held.after.id.to_string())
        .bind(stored(after.0))
        .fetch_optional(connection)
        .await?;
    if let Some(row) = row {
        return Ok(words_of(&event_of(&row)?).map(str::to_owned));
    }
    let new = held.events.iter().map(|(event, _)| event);
    Ok(new
        .filter(|event| event.seq > after)
        .find_map(words_of)
        .map(str::to_owned))
}

fn words_of(event: &Event) -> Option<&str> {
    match &event.body {
        EventBody::CustomerWrote { text, .. } => Some(text),
        _ => None,
    }
}
