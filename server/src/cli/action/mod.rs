//! What subcommands do, on a store: the same whether this process opened it or a running server did. An action answers
//! with text for the person at the terminal, or with one sentence that says what is wrong.

pub mod knowledge;
pub mod people;
pub mod settings;

use std::path::PathBuf;

use baton_core::audit::AuditKind;
use baton_core::settings::{ProjectKey, parse_origins};
use baton_core::staff;
use baton_store::{
    AuditEntry, AuditId, AuditVerdict, BackupError, Basis, ExecuteError, NewSpace, Space,
    StoreError,
};
use serde::{Deserialize, Serialize};

use crate::changes::ChangeError;
use crate::context::Context;
use crate::{changes, time_zones, words};

impl Context {
    /// The space with this key.
    ///
    /// # Errors
    /// [`ActionError::NoSpace`].
    pub async fn space(&self, key: &str) -> Result<Space, ActionError> {
        let unknown = || ActionError::NoSpace(key.to_owned());
        let parsed = ProjectKey::parse(key).ok_or_else(unknown)?;
        let space = self.store.space_by_key(&parsed).await?;
        space.ok_or_else(unknown)
    }
}

/// What a subcommand asks for; also what it says to a running server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Action {
    /// Look whether everything can be used.
    Check,
    /// Copy the database.
    Backup {
        /// The absolute path of the copy.
        file: PathBuf,
    },
    /// Begin a new life of the store.
    NewEpoch,
    /// Add or replace articles.
    ImportKnowledge {
        /// The space's key.
        space: String,
        /// The articles.
        files: Vec<knowledge::File>,
    },
    /// Add an account.
    AddUser(people::NewUser),
    /// Close an account or open it again.
    SetDisabled {
        /// The address.
        email: String,
        /// Closed?
        disabled: bool,
    },
    /// Add a team and agents to it.
    AddTeam {
        /// The team's name.
        name: String,
        /// The agents' addresses.
        members: Vec<String>,
    },
    /// Add a space.
    AddSpace {
        /// Its key.
        key: String,
        /// Its name.
        name: String,
        /// Its time zone.
        time_zone: String,
    },
    /// Say which origins may embed the chat.
    AllowOrigins {
        /// The space's key.
        key: String,
        /// The origins.
        origins: Vec<String>,
    },
    /// Change settings.
    ChangeSettings {
        /// The space's key.
        space: String,
        /// What to change.
        changes: settings::Changes,
    },
    /// Show settings.
    ShowSettings {
        /// The space's key.
        space: String,
    },
    /// Activate live chat.
    AddSkill {
        /// The space's key.
        space: String,
    },
    /// Deactivate live chat.
    RemoveSkill {
        /// The space's key.
        space: String,
    },
}

/// Why an action was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// There is no such space.
    #[error("{}", words::no_space(.0))]
    NoSpace(String),
    /// There is no such account.
    #[error("{}", words::no_account(.0))]
    NoAccount(String),
    /// There is no such team; these are.
    #[error("{}", words::no_team(name, known))]
    NoTeam {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A key, name or address is used already.
    #[error("{}", words::taken(.0))]
    Taken(String),
    /// Something typed is not what it should be.
    #[error("{}", words::not_valid(what, text))]
    NotValid {
        /// What it should be.
        what: &'static str,
        /// What it is.
        text: String,
    },
    /// An article can't be read.
    #[error("{}", words::bad_article(file, error))]
    Article {
        /// Its file.
        file: String,
        /// What to correct.
        error: baton_rovo::article::ArticleError,
    },
    /// A file or folder can't be read.
    #[error("{}", words::unreadable(.0))]
    Unreadable(PathBuf),
    /// There was no password to read.
    #[error("{}", words::NO_PASSWORD)]
    NoPassword,
    /// The password is too short or too long.
    #[error("{}", words::PASSWORD_LENGTH)]
    PasswordLength,
    /// There is no backup.
    #[error("{0}")]
    Backup(#[from] BackupError),
    /// The store failed.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The writer failed.
    #[error("{0}")]
    Execute(#[from] ExecuteError),
    /// A row of the audit log is not as it was written.
    #[error("{}", words::audit_changed(*.0))]
    AuditChanged(AuditId),
    /// A row of the audit log is gone.
    #[error("{}", words::audit_missing(*.0))]
    AuditMissing(AuditId),
    /// A change of a space failed.
    #[error("{0}")]
    Change(#[from] ChangeError),
    /// The running server said no, in these words.
    #[error("{0}")]
    Refused(String),
    /// The database is locked and whoever has it does not answer.
    #[error("{}", words::NO_ANSWER)]
    Unreachable,
}

/// Carries out an action.
///
/// # Errors
/// [`ActionError`]: nothing was changed, unless it says otherwise.
pub async fn perform(context: &Context, action: Action) -> Result<String, ActionError> {
    let store = &context.store;
    match action {
        Action::Check => check(context).await,
        Action::Backup { file } => {
            store.backup(&file).await?;
            let entry = AuditEntry::new(AuditKind::Exported, words::A_BACKUP);
            store.record(&context.by, &entry).await?;
            Ok(words::backed_up(&file))
        }
        Action::NewEpoch => {
            store.new_epoch().await?;
            let entry = AuditEntry::new(AuditKind::EpochRenewed, "");
            store.record(&context.by, &entry).await?;
            Ok(words::NEW_EPOCH.to_owned())
        }
        Action::ImportKnowledge { space, files } => {
            let space = context.space(&space).await?;
            let imported = knowledge::import(context, &space, &files).await?;
            Ok(words::imported(imported.changed, imported.unchanged))
        }
        Action::AddUser(new) => people::add_user(context, new).await,
        Action::SetDisabled { email, disabled } => {
            people::set_disabled(context, &email, disabled).await
        }
        Action::AddTeam { name, members } => people::add_team(context, &name, &members).await,
        Action::AddSpace {
            key,
            name,
            time_zone,
        } => add_space(context, &key, name, time_zone).await,
        Action::AllowOrigins { key, origins } => allow_origins(context, &key, &origins).await,
        Action::ChangeSettings { space, changes } => {
            settings::change(context, &space, changes).await
        }
        Action::ShowSettings { space } => settings::show(context, &space).await,
        Action::AddSkill { space } => settings::add_skill(context, &space).await,
        Action::RemoveSkill { space } => settings::remove_skill(context, &space).await,
    }
}

async fn check(context: &Context) -> Result<String, ActionError> {
    let mut lines = vec![match context.app {
        Some(_) => words::CHECK_RUNNING.to_owned(),
        None => words::CHECK_STOPPED.to_owned(),
    }];
    let plan = context.store.plan().await?;
    lines.push(words::check_plan(plan));
    match context.store.verify_audit().await? {
        AuditVerdict::Intact { rows } => lines.push(words::audit_intact(rows)),
        AuditVerdict::Changed { id } => return Err(ActionError::AuditChanged(id)),
        AuditVerdict::Missing { id } => return Err(ActionError::AuditMissing(id)),
    }
    for space in context.store.spaces().await? {
        let articles = context.store.articles(space.id).await?.len();
        let members = context.store.members(space.id).await?.len();
        let open = context.store.offer(space.id).await?.is_open();
        lines.push(words::check_space(
            space.key.as_str(),
            &space.name,
            articles,
            members,
            open,
        ));
    }
    Ok(lines.join("\n"))
}

async fn add_space(
    context: &Context,
    key: &str,
    name: String,
    time_zone: String,
) -> Result<String, ActionError> {
    let parsed = ProjectKey::parse(key).ok_or_else(|| ActionError::NotValid {
        what: words::A_KEY,
        text: key.to_owned(),
    })?;
    let name = staff::name(&name).map_err(|_| ActionError::NotValid {
        what: words::A_SPACES_NAME,
        text: name,
    })?;
    let zone = time_zones::named(&time_zone).ok_or(ActionError::NotValid {
        what: words::A_TIME_ZONE,
        text: time_zone,
    })?;
    let added = words::space_added(parsed.as_str());
    let new = NewSpace {
        key: parsed,
        name,
        time_zone: zone.to_owned(),
    };
    match context.store.create_space(&context.by, new).await {
        Ok(_) => Ok(added),
        Err(StoreError::Taken) => Err(ActionError::Taken(key.to_owned())),
        Err(error) => Err(error.into()),
    }
}

async fn allow_origins(
    context: &Context,
    key: &str,
    origins: &[String],
) -> Result<String, ActionError> {
    let space = context.space(key).await?;
    let allowed = parse_origins(&origins.join("\n")).map_err(|wrong| ActionError::NotValid {
        what: words::AN_ORIGIN,
        text: wrong
            .first()
            .map(|first| first.typed.clone())
            .unwrap_or_default(),
    })?;
    let stored = allowed.clone();
    let edit = |space: &mut Space| space.allowed_origins = stored;
    changes::change_space(context, space.id, Basis::Latest, edit).await?;
    Ok(words::origins_allowed(&allowed))
}
