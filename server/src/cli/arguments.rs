//! What can be typed, and the action that it means. Files are read and passwords hashed here, with the rights of the
//! person at the terminal, before a running server is asked.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use baton_core::settings::Plan;
use baton_core::staff;
use clap::{Parser, ValueEnum};

use super::action::knowledge::File;
use super::action::people::NewUser;
use super::action::settings::Changes;
use super::action::{Action, ActionError};
use crate::config::Config;
use crate::session::password;

/// Live chat for help portals.
#[derive(Debug, Parser)]
#[command(name = "baton", version, about, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub(super) config: Config,
    #[command(subcommand)]
    pub(super) subcommand: Subcommand,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Run the site.
    Serve {
        /// Put the demo space HELP with its accounts into the database, unless it is there.
        #[arg(long)]
        demo: bool,
    },
    /// Copy the embedded database while it runs.
    Backup {
        /// The copy, which must not exist yet.
        file: PathBuf,
    },
    /// Look whether the database can be used, and say what is in it.
    Check,
    /// Begin a new life of the database after a restore, so that open pages notice.
    NewEpoch,
    /// The articles that Rovo quotes and the portal shows.
    #[command(subcommand)]
    Knowledge(Knowledge),
    /// Accounts of agents, admins and customers.
    #[command(subcommand)]
    User(User),
    /// Teams of agents.
    #[command(subcommand)]
    Team(Team),
    /// Service spaces.
    #[command(subcommand)]
    Space(Space),
    /// Team and chat settings.
    #[command(subcommand)]
    Settings(Settings),
    /// A space's virtual agent.
    #[command(subcommand)]
    Rovo(Rovo),
}

/// The articles.
#[derive(Debug, clap::Subcommand)]
pub enum Knowledge {
    /// Add each Markdown file of a folder as an article; one of the same name is replaced.
    Import {
        /// The space's key.
        space: String,
        /// The folder.
        folder: PathBuf,
    },
}

/// Accounts.
#[derive(Debug, clap::Subcommand)]
pub enum User {
    /// Add an account. Without --password, the first line of the standard input is the password.
    Add {
        /// The name that others see.
        #[arg(long)]
        name: String,
        /// The address to sign in with.
        #[arg(long)]
        email: String,
        /// The password.
        #[arg(long, env = "BATON_USER_PASSWORD", hide_env_values = true)]
        password: Option<String>,
        /// The space in which the account is an agent, an admin or a customer.
        #[arg(long)]
        space: Option<String>,
        /// What the account is there.
        #[arg(long, value_enum, default_value = "agent")]
        role: UserRole,
        /// Make the account an admin of the whole site.
        #[arg(long)]
        site_admin: bool,
    },
    /// Close an account: its sessions end, and its chats go back to Unassigned.
    Disable {
        /// The address.
        email: String,
    },
    /// Open a closed account again.
    Enable {
        /// The address.
        email: String,
    },
}

/// What an account is in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UserRole {
    /// Sees the inbox and may claim.
    Agent,
    /// That, and the space's settings.
    Admin,
    /// Uses the portal.
    Customer,
}

/// Teams.
#[derive(Debug, clap::Subcommand)]
pub enum Team {
    /// Add a team, unless there is one of this name, and agents to it.
    Add {
        /// The team's name.
        name: String,
        /// The agents' addresses.
        members: Vec<String>,
    },
}

/// Spaces.
#[derive(Debug, clap::Subcommand)]
pub enum Space {
    /// Add a space.
    Add {
        /// Its key, such as HELP.
        key: String,
        /// Its name.
        name: String,
        /// Its time zone.
        #[arg(long, default_value = "Etc/UTC")]
        time_zone: String,
    },
    /// Say which origins may embed the chat; the list before is replaced.
    Origins {
        /// The space's key.
        key: String,
        /// Origins such as https://shop.example; none to allow none.
        origins: Vec<String>,
    },
}

/// Team and chat settings.
#[derive(Debug, clap::Subcommand)]
pub enum Settings {
    /// Change settings; what is not named stays. They take effect at once.
    Set {
        /// The space's key.
        space: String,
        /// From the request to the claim: 10s, 3m or 1h.
        #[arg(long)]
        time_to_assign: Option<String>,
        /// From the claim, and from the first unanswered message.
        #[arg(long)]
        time_to_reply: Option<String>,
        /// The team's name; "none" for none.
        #[arg(long)]
        team: Option<String>,
        /// Offer live chat only while somebody of the team is available.
        #[arg(long, value_enum)]
        follow_availability: Option<Switch>,
        /// How often agents are alerted again of a chat that nobody has claimed: 15s to 30m, or 0 for once only.
        #[arg(long)]
        repeat_alerts: Option<String>,
        /// The site's plan.
        #[arg(long, value_enum)]
        plan: Option<PlanName>,
    },
    /// Show settings, and whether live chat is offered.
    Show {
        /// The space's key.
        space: String,
    },
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

/// A plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PlanName {
    /// No live chat.
    Free,
    /// No live chat.
    Standard,
    /// Live chat.
    Premium,
    /// Live chat.
    Enterprise,
}

impl From<PlanName> for Plan {
    fn from(name: PlanName) -> Self {
        match name {
            PlanName::Free => Self::Free,
            PlanName::Standard => Self::Standard,
            PlanName::Premium => Self::Premium,
            PlanName::Enterprise => Self::Enterprise,
        }
    }
}

/// The virtual agent.
#[derive(Debug, clap::Subcommand)]
pub enum Rovo {
    /// Add the skill Chat with live agent and the escalation line; live chat is active at once.
    AddSkill {
        /// The space's key.
        space: String,
    },
    /// Remove both; live chat stops, and who waits gets a request.
    RemoveSkill {
        /// The space's key.
        space: String,
    },
}

/// The action that a subcommand means.
pub(super) fn action_of(subcommand: Subcommand) -> Result<Action, ActionError> {
    Ok(match subcommand {
        Subcommand::Serve { .. } | Subcommand::Check => Action::Check,
        Subcommand::Backup { file } => Action::Backup {
            file: std::path::absolute(&file).unwrap_or(file),
        },
        Subcommand::NewEpoch => Action::NewEpoch,
        Subcommand::Knowledge(Knowledge::Import { space, folder }) => Action::ImportKnowledge {
            space,
            files: markdown_files(&folder)?,
        },
        Subcommand::User(User::Add {
            name,
            email,
            password,
            space,
            role,
            site_admin,
        }) => Action::AddUser(NewUser {
            name,
            email,
            password_hash: hash_of(password)?,
            space,
            role: role.into(),
            site_admin,
        }),
        Subcommand::User(User::Disable { email }) => Action::SetDisabled {
            email,
            disabled: true,
        },
        Subcommand::User(User::Enable { email }) => Action::SetDisabled {
            email,
            disabled: false,
        },
        Subcommand::Team(Team::Add { name, members }) => Action::AddTeam { name, members },
        Subcommand::Space(Space::Add {
            key,
            name,
            time_zone,
        }) => Action::AddSpace {
            key,
            name,
            time_zone,
        },
        Subcommand::Space(Space::Origins { key, origins }) => Action::AllowOrigins { key, origins },
        Subcommand::Settings(Settings::Set {
            space,
            time_to_assign,
            time_to_reply,
            team,
            follow_availability,
            repeat_alerts,
            plan,
        }) => Action::ChangeSettings {
            space,
            changes: Changes {
                time_to_assign,
                time_to_reply,
                team,
                follow_availability: follow_availability.map(|switch| switch == Switch::On),
                repeat_alerts,
                plan: plan.map(Plan::from),
            },
        },
        Subcommand::Settings(Settings::Show { space }) => Action::ShowSettings { space },
        Subcommand::Rovo(Rovo::AddSkill { space }) => Action::AddSkill { space },
        Subcommand::Rovo(Rovo::RemoveSkill { space }) => Action::RemoveSkill { space },
    })
}

fn hash_of(password: Option<String>) -> Result<String, ActionError> {
    let password = match password {
        Some(password) => password,
        None => {
            let mut line = String::new();
            io::stdin()
                .lock()
                .read_line(&mut line)
                .map_err(|_| ActionError::NoPassword)?;
            line.trim_end_matches(['\r', '\n']).to_owned()
        }
    };
    if staff::password_problem(&password).is_some() {
        return Err(ActionError::PasswordLength);
    }
    password::hash_now(password.as_bytes()).map_err(|_| ActionError::NoPassword)
}

fn markdown_files(folder: &Path) -> Result<Vec<File>, ActionError> {
    let unreadable = |path: &Path| ActionError::Unreadable(path.to_owned());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|_| unreadable(folder))? {
        let path = entry.map_err(|_| unreadable(folder))?.path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let name = path.file_stem().and_then(|stem| stem.to_str());
        files.push(File {
            name: name.ok_or_else(|| unreadable(&path))?.to_owned(),
            markdown: std::fs::read_to_string(&path).map_err(|_| unreadable(&path))?,
        });
    }
    files.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(files)
}
