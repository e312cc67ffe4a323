//! The handle. Cheap to clone; every clone is the same store. (The bodies that answer with an error are being written.)
#![expect(
    unused_variables,
    clippy::unused_async,
    reason = "the bodies are being written"
)]

use std::path::Path;
use std::sync::Arc;

use baton_core::conversation::Conversation;
use baton_core::event::Event;
use baton_core::id::{
    AccountId, ArticleId, ConversationId, CustomerId, Epoch, Seq, SpaceId, TeamId,
};
use baton_core::inbox::{FeedEvent, Inbox, InboxRow};
use baton_core::offer::Offer;
use baton_core::people::TeamRef;
use baton_core::settings::{LiveChatSettings, Plan, ProjectKey, RovoAgent};
use baton_core::time::Time;
use baton_core::wire::QueuePlace;
use baton_core::work_item::Stretch;
use tokio::sync::broadcast;

use crate::*;

/// The store.
#[derive(Clone, Debug)]
pub struct Store {
    epoch: Epoch,
    hints: broadcast::Sender<Hint>,
}

impl Store {
    /// Opens the store for the server, migrates it, and starts the writer.
    ///
    /// # Errors
    /// [`OpenError`]: nothing was changed.
    pub async fn open(url: &str, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::open_as(url, clock, OpenMode::Serve).await
    }

    /// Finishes what the writer was given, closes every connection and frees the lock. Other handles fail afterwards.
    pub async fn close(&self) {}

    /// Which life of the store this is.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Hints from now on, one for each conversation of a commit. `Lagged` means: look everywhere again.
    #[must_use]
    pub fn hints(&self) -> broadcast::Receiver<Hint> {
        self.hints.subscribe()
    }

    /// Opens the store, migrates it, and starts the writer.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open_as(
        url: &str,
        clock: Arc<dyn Clock>,
        mode: OpenMode,
    ) -> Result<Self, OpenError> {
        Err(OpenError::UnknownAddress)
    }

    /// Gives a command to the writer and waits for its commit.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub async fn execute(&self, job: Job) -> Result<Outcome, ExecuteError> {
        Err(ExecuteError::Unavailable)
    }

    /// Deadlines that have passed and have not fired, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn due_deadlines(&self, limit: u32) -> Result<Vec<DueDeadline>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// When the next deadline passes.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn next_deadline(&self) -> Result<Option<Time>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The conversations in which Rovo owes an answer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open_questions(&self) -> Result<Vec<ConversationId>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The store's clock: the database's on PostgreSQL, else the injected one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn now(&self) -> Result<Time, StoreError> {
        Err(StoreError::NotFound)
    }

    /// A conversation's state.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn conversation(
        &self,
        id: ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The conversation of a customer, if it has begun.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn conversation_of(
        &self,
        space: SpaceId,
        customer: CustomerId,
    ) -> Result<Option<Conversation>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The events after a position, ascending.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn events(
        &self,
        id: ConversationId,
        after: Seq,
        limit: u32,
    ) -> Result<Vec<Event>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The state and its newest events, ascending, of one moment; and whether there are earlier ones.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn newest_events(
        &self,
        id: ConversationId,
        limit: u32,
    ) -> Result<Option<(Conversation, Vec<Event>, bool)>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The events of a stretch, both ends included, ascending.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn events_between(
        &self,
        id: ConversationId,
        stretch: Stretch,
    ) -> Result<Vec<Event>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// What Rovo may know when it answers.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn unanswered(&self, id: ConversationId) -> Result<Option<RovoContext>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The conversations that an account holds, in every space.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn assigned_to(&self, account: AccountId) -> Result<Vec<ConversationId>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The conversations of a space that wait for a claim.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn waiting_in(&self, space: SpaceId) -> Result<Vec<ConversationId>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Every open chat (500 at most) and the 50 that ended last, with the feed's head, of one moment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn inbox(&self, space: SpaceId) -> Result<Inbox, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The feed after a position, ascending. Old entries are forgotten: when the first is not `after + 1`, send the inbox anew.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn feed(
        &self,
        space: SpaceId,
        after: Seq,
        limit: u32,
    ) -> Result<Vec<FeedEvent>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The position of the last entry of the feed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn feed_head(&self, space: SpaceId) -> Result<Seq, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Chats that ended before a time, newest first, and whether there are still older ones. Chats of one millisecond stay together.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn ended_before(
        &self,
        space: SpaceId,
        before: Time,
        limit: u32,
    ) -> Result<(Vec<InboxRow>, bool), StoreError> {
        Err(StoreError::NotFound)
    }

    /// The place of a waiting conversation in its space's queue.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn queue_place(
        &self,
        space: SpaceId,
        id: ConversationId,
    ) -> Result<Option<QueuePlace>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// A page of a space's work items, newest number first, beginning below `before`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn work_items(
        &self,
        space: SpaceId,
        filter: WorkItemFilter,
        before: Option<u32>,
        limit: u32,
    ) -> Result<WorkItemPage, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The work item with this key, `HELP-12`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn work_item(
        &self,
        space: SpaceId,
        key: &str,
    ) -> Result<Option<WorkItemRow>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// A customer's work items, newest first; 200 at most.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn work_items_of(
        &self,
        customer: CustomerId,
    ) -> Result<Vec<WorkItemRow>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The site's plan.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn plan(&self) -> Result<Plan, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Changes the site's plan.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_plan(&self, plan: Plan) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Begins a new life of the store, after a restore: old cursors are noticed from the next start on.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn new_epoch(&self) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// A space.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn space(&self, id: SpaceId) -> Result<Option<Space>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The space with this key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn space_by_key(&self, key: &ProjectKey) -> Result<Option<Space>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Every space, by key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn spaces(&self) -> Result<Vec<Space>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// A new space; `Taken` when the key is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_space(&self, new: NewSpace) -> Result<SpaceId, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Changes *Team and chat settings*. Whether they are valid is the caller's question.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn save_space_settings(
        &self,
        id: SpaceId,
        settings: &LiveChatSettings,
    ) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Changes or removes the virtual agent.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn save_rovo_agent(
        &self,
        id: SpaceId,
        agent: Option<&RovoAgent>,
    ) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Changes which origins may embed the widget.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn save_allowed_origins(
        &self,
        id: SpaceId,
        origins: &[String],
    ) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Whether customers can ask for a person now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn offer(&self, space: SpaceId) -> Result<Offer, StoreError> {
        Err(StoreError::NotFound)
    }

    /// A new staff account; `Taken` when the address is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_account(
        &self,
        name: &str,
        email: &str,
        password_hash: Option<&str>,
    ) -> Result<AccountId, StoreError> {
        Err(StoreError::NotFound)
    }

    /// An account.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn account(&self, id: AccountId) -> Result<Option<AccountRecord>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The account with this address, in letters of any size.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn account_by_email(&self, email: &str) -> Result<Option<AccountRecord>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Disables or enables an account. Afterwards its conversations get `AgentGone`; see `assigned_to`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_disabled(&self, id: AccountId, disabled: bool) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Makes an account a site admin, or no longer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_site_admin(&self, id: AccountId, site_admin: bool) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Changes an account's password.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_password(
        &self,
        id: AccountId,
        password_hash: Option<&str>,
    ) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Makes an account a member of a space, or no longer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_role(
        &self,
        space: SpaceId,
        account: AccountId,
        role: Option<Role>,
    ) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// The role of an enabled account in a space; a site admin is a space admin everywhere.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn role_of(
        &self,
        space: SpaceId,
        account: AccountId,
    ) -> Result<Option<Role>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The members of a space, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn members(&self, space: SpaceId) -> Result<Vec<Member>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The spaces in which an enabled account has a role, by key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn spaces_of(&self, account: AccountId) -> Result<Vec<(Space, Role)>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// A new team; `Taken` when the name is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_team(&self, name: &str) -> Result<TeamId, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Every team, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn teams(&self) -> Result<Vec<TeamRef>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Adds a member, not marked available; nothing changes for one who is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn add_team_member(
        &self,
        team: TeamId,
        account: AccountId,
    ) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Removes a member.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove_team_member(
        &self,
        team: TeamId,
        account: AccountId,
    ) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// The enabled members of a team, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn team_members(&self, team: TeamId) -> Result<Vec<TeamMember>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Stores a member's choice.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_marked_available(
        &self,
        team: TeamId,
        account: AccountId,
        marked: bool,
    ) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Renews the lease that says that an account is present and reachable; an earlier end than the present one is ignored.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn renew_presence(&self, account: AccountId, until: Time) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Ends the lease at once.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_presence(&self, account: AccountId) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// A new guest.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_guest(&self, space: SpaceId) -> Result<CustomerId, StoreError> {
        Err(StoreError::NotFound)
    }

    /// A new customer with an address; `Taken` when another who is no guest has it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_customer(&self, new: NewCustomer) -> Result<CustomerId, StoreError> {
        Err(StoreError::NotFound)
    }

    /// A customer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn customer(&self, id: CustomerId) -> Result<Option<CustomerRecord>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The customer, no guest, with this address, in letters of any size.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn customer_by_email(
        &self,
        space: SpaceId,
        email: &str,
    ) -> Result<Option<CustomerRecord>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Begins a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create_session(
        &self,
        token_hash: &[u8; 32],
        principal: Principal,
        expires: Time,
    ) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// A session that has not expired, of an account that is not disabled.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn session(&self, token_hash: &[u8; 32]) -> Result<Option<Session>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_session(&self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Ends every session of somebody.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_sessions_of(&self, principal: Principal) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Forgets sessions that have expired.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_expired_sessions(&self) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Adds an article, or replaces the one with this id; `Taken` when another has the slug.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn put_article(&self, space: SpaceId, article: &Article) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Removes an article.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove_article(&self, space: SpaceId, id: ArticleId) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// The article with this slug, published or not.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn article_by_slug(
        &self,
        space: SpaceId,
        slug: &str,
    ) -> Result<Option<Article>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Every article of a space, by title.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn articles(&self, space: SpaceId) -> Result<Vec<Article>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Grows with each change to the space's articles.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn knowledge_version(&self, space: SpaceId) -> Result<u64, StoreError> {
        Err(StoreError::NotFound)
    }

    /// How often Rovo quoted the space's articles, most quoted first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn article_uses(&self, space: SpaceId) -> Result<Vec<ArticleUse>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Writes a consistent copy with an epoch of its own while the store runs.
    ///
    /// # Errors
    /// [`BackupError`].
    pub async fn backup(&self, to: &Path) -> Result<(), BackupError> {
        Err(BackupError::UsePgDump)
    }
}
