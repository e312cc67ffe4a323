//! What belongs to the owner, made anew for each question, so that one answer does not depend on another; and samples
//! for parameters and fields, by name.

use baton_core::command::{Command, CommandBody};
use baton_core::id::{
    AccountId, ArticleId, CommandId, ConversationId, CustomerId, LiveChatId, MessageId, SpaceId,
    TeamId, WorkItemId,
};
use baton_core::people::{Actor, AgentRef, CustomerKind};
use baton_core::rovo::{RovoReply, Source};
use baton_core::settings::Scenario;
use baton_server::changes::{change_space, with_live_chat};
use baton_server::cli::action::people::{NewRole, NewUser};
use baton_server::cli::action::{Action, perform};
use baton_server::routes::{Field, Route};
use baton_server::session::Token;
use baton_store::{Article, Basis, Job, NewCustomer, Space, Target};

use super::{Cast, HELP, PASSWORD, Part, fields_of};

/// What the owner wrote, who they are, and what only staff may read. Found anywhere else, it has leaked.
pub(crate) const WORDS: &str = "canarywords";
pub(crate) const NAME: &str = "Canaryname";
pub(crate) const EMAIL: &str = "canaryaddress";
pub(crate) const NOTE: &str = "canarynote";
pub(crate) const SLUG: &str = "reset-your-password";

/// One owner's things in HELP: a conversation in which Rovo answered, that is live with the assignee, with a work item
/// and a note on it; and another one, begun as a guest, that waits.
#[derive(Clone, Debug)]
pub(crate) struct Things {
    pub(crate) owner: CustomerId,
    pub(crate) other: CustomerId,
    pub(crate) elsewhere: CustomerId,
    pub(crate) conversation: ConversationId,
    pub(crate) work_item: WorkItemId,
    pub(crate) item: String,
    pub(crate) answer: MessageId,
    /// Somebody of the staff of HELP whom nobody needs any more.
    pub(crate) account: AccountId,
    pub(crate) team: TeamId,
    pub(crate) article: ArticleId,
    new_id: u128,
}

impl Things {
    /// The value of an address's parameter.
    fn named(&self, parameter: &str) -> String {
        match parameter {
            "key" => HELP.to_owned(),
            "item" => self.item.clone(),
            "conversation" => self.conversation.to_string(),
            "slug" => SLUG.to_owned(),
            "article" => self.article.to_string(),
            "account" => self.account.to_string(),
            "team" => self.team.to_string(),
            "token" => Token::random().as_str().to_owned(),
            // The second: the first is the default, which stays.
            "scenario" => "2".to_owned(),
            "*file" => "portal.abc.css".to_owned(),
            other => panic!(
                "server/tests/cast/things.rs has no sample for `{other}`: add one, or call the parameter as other rows do"
            ),
        }
    }

    /// The same things with a new id for the next form.
    pub(crate) fn for_another_form(&self, cast: &Cast) -> Self {
        Self {
            new_id: cast.app.new_id(),
            ..self.clone()
        }
    }

    /// The address with its parameters filled in.
    pub(crate) fn address(&self, path: &str) -> String {
        let parts = path.split('/').map(|part| {
            let parameter = part
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            parameter.map_or_else(|| part.to_owned(), |name| self.named(name))
        });
        parts.collect::<Vec<_>>().join("/")
    }

    /// The fields of a row's form, each with a value that is taken.
    pub(crate) fn fields(&self, row: &Route) -> Vec<(&'static str, String)> {
        let filled = fields_of(row).iter().map(|field| {
            let value = match field {
                Field::Id(_) => CommandId(self.new_id).to_string(),
                Field::Words(..) => format!("words-{:08x}", self.new_id & 0xffff_ffff),
                Field::Email(_) => format!("a{}@example.org", self.new_id),
                Field::Password(_) => PASSWORD.to_owned(),
                Field::Given(_, value) | Field::Typed(_, value) => (*value).to_owned(),
                Field::Files(_) => "# A few words\n\nA few words.".to_owned(),
                Field::Of(_, parameter) => self.named(parameter),
            };
            (field.name(), value)
        });
        filled.collect()
    }
}

impl Cast {
    /// New things, and a new owner for them.
    pub(crate) async fn things(&self) -> Things {
        self.offers_live_chat().await;
        let new_id = self.app.new_id();
        let owner = self.customer(self.help, NAME, Some(EMAIL)).await;
        let other = self.customer(self.help, "Other", Some("other")).await;
        let elsewhere = self.customer(self.shop, "Elsewhere", Some("else")).await;
        let (conversation, answer) = self.answered(owner).await;
        self.answered_with(other, "something else").await;
        let ana = self.staff(Part::Assignee).await;
        let customer = Actor::Customer(owner);
        let chat = LiveChatId(self.app.new_id());
        self.execute(owner, customer, CommandBody::RequestPerson { chat })
            .await;
        let work_item = WorkItemId(self.app.new_id());
        self.execute(
            owner,
            Actor::Agent(ana.clone()),
            CommandBody::Claim { work_item },
        )
        .await;
        let note = CommandBody::Note {
            work_item: Some(work_item),
            text: NOTE.into(),
        };
        self.execute(owner, Actor::Agent(ana), note).await;
        let state = self.app.store.conversation(conversation).await;
        let item = state
            .unwrap()
            .unwrap()
            .work_item(work_item)
            .unwrap()
            .key
            .clone();
        self.chat_as_guest(owner).await;
        Things {
            owner,
            other,
            elsewhere,
            conversation,
            work_item,
            item,
            answer,
            account: self.colleague().await,
            team: self.team().await,
            article: self.article().await,
            new_id,
        }
    }

    /// Puts back what a form before may have taken away: live chat, its feature, and scenarios besides the default.
    async fn offers_live_chat(&self) {
        let context = self.context();
        let edit = |space: &mut Space| {
            let mut agent = with_live_chat(space);
            agent.scenarios.truncate(3);
            for name in ["Second", "Third"] {
                if agent.scenarios.len() < 3 {
                    let first = agent.scenarios[0].clone();
                    agent.scenarios.push(Scenario {
                        name: format!("{name} {}", agent.scenarios.len()),
                        trigger: "seconds".to_owned(),
                        ..first
                    });
                }
            }
            space.rovo_agent = Some(agent);
            space.settings.feature_enabled = true;
        };
        let changed = change_space(&context, self.help, Basis::Latest, edit).await;
        changed.unwrap();
    }

    async fn customer(&self, space: SpaceId, name: &str, email: Option<&str>) -> CustomerId {
        let Some(email) = email else {
            return self.app.store.create_guest(space).await.unwrap();
        };
        let new = NewCustomer {
            space,
            name: name.into(),
            email: format!("{email}{}@example.org", self.app.new_id()),
            password_hash: None,
            kind: CustomerKind::SignedIn,
        };
        self.app.store.create_customer(new).await.unwrap()
    }

    /// How the log knows a member of staff.
    pub(crate) async fn staff(&self, part: Part) -> AgentRef {
        AgentRef {
            id: self.account(part).await,
            name: format!("{part:?}"),
        }
    }

    pub(crate) async fn execute(
        &self,
        of: CustomerId,
        actor: Actor,
        body: CommandBody,
    ) -> baton_store::Outcome {
        let id = CommandId(self.app.new_id());
        let target = Target::CustomerIn {
            space: self.help,
            customer: of,
        };
        let command = Command { id, actor, body };
        let done = self.app.store.execute(Job { target, command }).await;
        done.unwrap()
    }

    async fn answered(&self, owner: CustomerId) -> (ConversationId, MessageId) {
        self.answered_with(owner, WORDS).await
    }

    /// The customer asked, and Rovo answered. Where Rovo's own worker runs it may be faster and answer something that
    /// nobody can rate; then the question is asked again.
    async fn answered_with(&self, owner: CustomerId, text: &str) -> (ConversationId, MessageId) {
        loop {
            let text = text.to_owned();
            let write = CommandBody::Write { text };
            let asked = self.execute(owner, Actor::Customer(owner), write).await;
            let source = Source {
                article: ArticleId(1),
                slug: SLUG.into(),
                title: "An article".into(),
                section: None,
                anchor: None,
                quote: Vec::new(),
            };
            let sources = vec![source];
            let command = Command {
                id: CommandId(self.app.new_id()),
                actor: Actor::Rovo,
                body: CommandBody::Answer {
                    asked: asked.seq,
                    reply: RovoReply::Answer { sources },
                },
            };
            let target = Target::Conversation(asked.conversation);
            _ = self.app.store.execute(Job { target, command }).await;
            let state = self.app.store.conversation(asked.conversation).await;
            if let Some(answer) = state.unwrap().unwrap().answers.last() {
                return (asked.conversation, answer.message);
            }
        }
    }

    /// A chat that the owner began as a guest, before signing in, and that still waits.
    async fn chat_as_guest(&self, owner: CustomerId) {
        let guest = self.customer(self.help, "", None).await;
        let chat = LiveChatId(self.app.new_id());
        self.execute(
            guest,
            Actor::Customer(guest),
            CommandBody::RequestPerson { chat },
        )
        .await;
        self.app.store.become_known(guest, owner).await.unwrap();
    }

    async fn colleague(&self) -> AccountId {
        let email = format!("colleague{}@example.org", self.app.new_id());
        let new = NewUser {
            name: "Colleague".into(),
            email: email.clone(),
            password_hash: "none".into(),
            space: Some(HELP.into()),
            role: NewRole::Agent,
            site_admin: false,
        };
        perform(&self.context(), Action::AddUser(new))
            .await
            .unwrap();
        let found = self.app.store.account_by_email(&email).await;
        found.unwrap().unwrap().id
    }

    async fn team(&self) -> TeamId {
        let name = format!("Team {}", self.app.new_id());
        let action = Action::AddTeam {
            name: name.clone(),
            members: Vec::new(),
        };
        perform(&self.context(), action).await.unwrap();
        let teams = self.app.store.teams().await.unwrap();
        teams.into_iter().find(|team| team.name == name).unwrap().id
    }

    async fn article(&self) -> ArticleId {
        let found = self.app.store.article_by_slug(self.help, SLUG).await;
        if let Some(article) = found.unwrap() {
            return article.id;
        }
        let id = ArticleId(self.app.new_id());
        let article = Article {
            id,
            slug: SLUG.into(),
            title: "Reset your password".into(),
            summary: String::new(),
            body_markdown: "## Reset it\n\nOpen the account page.".into(),
            popular: false,
            published: true,
            updated_at: self.app.now(),
        };
        self.app
            .store
            .put_article(self.help, &article)
            .await
            .unwrap();
        id
    }
}
