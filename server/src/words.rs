//! Every sentence that the server itself says: on the command line, in start errors and on error pages.

use std::net::SocketAddr;
use std::path::Path;

use baton_core::offer::{Obstacle, Offer};
use baton_core::settings::{DEFAULT_LABEL, Plan};
use baton_core::time::Millis;
use baton_store::Space;

/// `PUBLIC_URL` is no origin.
#[must_use]
pub fn public_url_invalid(text: &str) -> String {
    format!(
        "PUBLIC_URL must be http://HOST or https://HOST, with or without a port, but it is {text:?}."
    )
}

/// Plain http on a foreign host.
#[must_use]
pub fn insecure_http_needs_flag(origin: &str) -> String {
    format!(
        "{origin} is plain http on a host other than localhost, so anyone on the way could read sessions: \
         use https, or say --insecure-http if you mean it."
    )
}

/// What was to be the address of a proxy.
#[must_use]
pub fn no_block(text: &str) -> String {
    format!("{text:?} is no address, such as 127.0.0.1, and no block of them, such as 10.0.0.0/8.")
}

/// Somebody else speaks https for us, and we were not told who.
pub const NO_PROXY_NAMED: &str = "the site is reached over https, so a proxy is in front, but BATON_TRUST_PROXY does not name it: \
     everybody counts as one address of the network";

/// There is no site to serve.
#[must_use]
pub fn no_site(folder: &Path) -> String {
    format!(
        "There is no built site in {}: run `cargo xtask build`, or say where it is with BATON_SITE.",
        folder.display()
    )
}

/// The site's manifest can't be used.
#[must_use]
pub fn broken_site(folder: &Path) -> String {
    format!(
        "The manifest of the site in {} is damaged: build the site again.",
        folder.display()
    )
}

/// A sentence on standard error: it begins with our name and ends with a full stop.
#[must_use]
pub fn start_error(sentence: &str) -> String {
    let stop = if sentence.ends_with('.') { "" } else { "." };
    format!("baton: {sentence}{stop}")
}

/// The data folder can't be made.
#[must_use]
pub fn folder_not_made(folder: &Path) -> String {
    format!("The folder {} can't be made here.", folder.display())
}

/// Somebody listens there already, or the address is not ours.
#[must_use]
pub fn no_listening(addr: &SocketAddr, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => format!(
            "Another process listens on {addr} already: stop it, or choose another address with BATON_ADDR."
        ),
        _ => format!("Listening on {addr} is not possible: {error}."),
    }
}

/// The socket for other subcommands can't be made.
#[must_use]
pub fn no_control_socket(path: &Path, error: &std::io::Error) -> String {
    format!("The socket {} can't be made: {error}.", path.display())
}

/// The system gives no signals.
#[must_use]
pub fn no_signals(error: &std::io::Error) -> String {
    format!("The system does not let us hear its signals: {error}.")
}

/// The database is locked, and whoever has it does not answer.
#[must_use]
pub fn server_unreachable(database: &str) -> String {
    format!(
        "Another process has {database} open and does not take commands: wait until it has ended, or stop it."
    )
}

/// There is no such space.
#[must_use]
pub fn no_space(key: &str) -> String {
    format!("There is no space {key}; `baton check` lists them.")
}

/// There is no such account.
#[must_use]
pub fn no_account(email: &str) -> String {
    format!("There is no account with the address {email}.")
}

/// There is no such team.
#[must_use]
pub fn no_team(name: &str, known: &[String]) -> String {
    if known.is_empty() {
        format!("There is no team called {name}, and no other; add one with `baton team add`.")
    } else {
        format!(
            "There is no team called {name}; there is {}.",
            known.join(", ")
        )
    }
}

/// A key, name or address is used already.
#[must_use]
pub fn taken(what: &str) -> String {
    format!("{what} is taken already.")
}

/// Something typed is not what it should be.
#[must_use]
pub fn not_valid(what: &str, text: &str) -> String {
    format!("{text:?} is not {what}.")
}

/// What a key is.
pub const A_KEY: &str = "a key: two to ten letters or digits, a letter first";
/// What a space's name is.
pub const A_SPACES_NAME: &str = "a space's name: one line of up to 100 characters";
/// What a time zone is.
pub const A_TIME_ZONE: &str = "the name of a time zone, such as Europe/Berlin";
/// What an origin is.
pub const AN_ORIGIN: &str = "an origin, such as https://shop.example";
/// What an address is.
pub const AN_ADDRESS: &str = "an e-mail address";
/// What a name is.
pub const A_NAME: &str = "a name of at most 100 characters with something to read in it";
/// What a file name is.
pub const A_FILE_NAME: &str = "a name that an address can be made of";
/// A customer belongs to a space.
pub const A_SPACE_FOR_A_CUSTOMER: &str = "in a space: say which with --space";
/// What a duration is.
pub const A_DURATION: &str = "a duration, such as 10s, 3m or 1h";
/// What a wait may be.
pub const A_WAIT: &str = "between 10 seconds and 24 hours";
/// What *Repeat alerts every* may be.
pub const A_REPEAT: &str = "0, or between 15 seconds and 30 minutes";
/// There was no password to read.
pub const NO_PASSWORD: &str = "There was no password to read.";
/// The password is too short or too long.
pub const PASSWORD_LENGTH: &str = "A password has at least 8 characters and at most 200 bytes.";
/// The running server does not answer.
pub const NO_ANSWER: &str = "The running server does not answer.";

/// An article can't be read.
#[must_use]
pub fn bad_article(file: &str, error: &baton_rovo::article::ArticleError) -> String {
    format!("{file}.md was not imported, and nothing else was: {error}.")
}

/// A file or folder can't be read.
#[must_use]
pub fn unreadable(path: &Path) -> String {
    format!("{} can't be read.", path.display())
}

/// The copy is there.
#[must_use]
pub fn backed_up(file: &Path) -> String {
    format!("The backup is in {}.", file.display())
}

/// The store has a new life.
pub const NEW_EPOCH: &str = "The database has a new epoch: open pages will fetch everything anew.";

/// Articles are there.
#[must_use]
pub fn imported(changed: usize, unchanged: usize) -> String {
    format!("{changed} articles added or replaced, {unchanged} were the same already.")
}

/// An account is there.
#[must_use]
pub fn user_added(email: &str) -> String {
    format!("{email} can sign in.")
}

/// An account was closed or opened.
#[must_use]
pub fn user_disabled(email: &str, disabled: bool) -> String {
    if disabled {
        format!("{email} can't sign in any more; open pages end, and chats are back in Unassigned.")
    } else {
        format!("{email} can sign in again.")
    }
}

/// A team is there.
#[must_use]
pub fn team_added(name: &str, members: usize) -> String {
    format!("The team {name} is there, with {members} agents added.")
}

/// A space is there.
#[must_use]
pub fn space_added(key: &str) -> String {
    format!("The space {key} is there: its portal is /portal/{key}.")
}

/// Who may embed the chat.
#[must_use]
pub fn origins_allowed(origins: &[String]) -> String {
    if origins.is_empty() {
        "Only our own pages may embed the chat.".to_owned()
    } else {
        format!("The chat may be embedded by {}.", origins.join(", "))
    }
}

/// The database can be used, and a server runs on it.
pub const CHECK_RUNNING: &str = "The server is running and the database answers.";
/// The database can be used.
pub const CHECK_STOPPED: &str = "The database can be used. No server is running on it.";

/// The plan.
#[must_use]
pub fn check_plan(plan: Plan) -> String {
    format!("plan: {}", plan_name(plan))
}

/// What a backup is called in the audit log.
pub const A_BACKUP: &str = "backup";

/// Nobody has an account yet: where the first admin and the first space are made.
#[must_use]
pub fn set_up(origin: &str, code: &str) -> String {
    format!(
        "\nNobody has an account yet. Set the site up at {origin}/setup with this code, which works once:\n  {code}"
    )
}

/// The audit log is whole.
#[must_use]
pub fn audit_intact(rows: u64) -> String {
    format!("audit log: {rows} rows, all as they were written")
}

/// A row of the audit log was changed.
#[must_use]
pub fn audit_changed(id: u64) -> String {
    format!("The audit log was tampered with: row {id} is not as it was written.")
}

/// A row of the audit log is gone.
#[must_use]
pub fn audit_missing(id: u64) -> String {
    format!("The audit log was tampered with: row {id} is missing.")
}

/// A space.
#[must_use]
pub fn check_space(key: &str, name: &str, articles: usize, members: usize, open: bool) -> String {
    let offered = if open { "offered" } else { "not offered" };
    format!("{key} ({name}): {articles} articles, {members} members, live chat {offered}")
}

const fn plan_name(plan: Plan) -> &'static str {
    match plan {
        Plan::Free => "free",
        Plan::Standard => "standard",
        Plan::Premium => "premium",
        Plan::Enterprise => "enterprise",
    }
}

fn wait(duration: Millis) -> String {
    let seconds = duration.0 / 1_000;
    match seconds {
        seconds if seconds % 3_600 == 0 => format!("{}h", seconds / 3_600),
        seconds if seconds % 60 == 0 => format!("{}m", seconds / 60),
        seconds => format!("{seconds}s"),
    }
}

const fn obstacle(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Plan => "the plan is neither Premium nor Enterprise",
        Obstacle::Skill => "the Rovo agent lacks the skill Chat with live agent",
        Obstacle::EscalationLine => "no escalation line names the project key",
        Obstacle::Surface => "the space is not among the Rovo agent's surfaces",
        Obstacle::NobodyAvailable => "nobody of the team is available",
    }
}

/// The settings of a space, and what they come to.
#[must_use]
pub fn settings(space: &Space, plan: Plan, offer: &Offer) -> String {
    let team = space.team.as_ref().map_or("none", |team| &team.name);
    let follow = if space.settings.follow_availability {
        "on"
    } else {
        "off"
    };
    let offered = if offer.is_open() {
        "offered".to_owned()
    } else {
        let why: Vec<_> = offer.obstacles.iter().copied().map(obstacle).collect();
        format!("not offered, because {}", why.join("; "))
    };
    format!(
        "space: {} ({})\nplan: {}\ntime to assign: {}\ntime to reply: {}\nteam: {team}\n\
         follow availability: {follow}\nrepeat alerts: {}\ndefault label: {DEFAULT_LABEL}\nembedded by: {}\nlive chat: {offered}",
        space.key,
        space.name,
        plan_name(plan),
        wait(space.settings.time_to_assign),
        wait(space.settings.time_to_reply),
        match space.settings.repeat_alerts {
            Millis(0) => "never".to_owned(),
            every => format!("every {}", wait(every)),
        },
        if space.allowed_origins.is_empty() {
            "our own pages only".to_owned()
        } else {
            space.allowed_origins.join(", ")
        },
    )
}

/// The name of a new Rovo agent.
pub const ROVO_NAME: &str = "Rovo";
/// The instructions of a new Rovo agent.
pub const ROVO_INSTRUCTIONS: &str = "Answer questions of this space's customers from its articles, and say where the answer comes from.";
/// The name of a new agent's scenario.
pub const SCENARIO_NAME: &str = "Help customers";
/// When it applies.
pub const SCENARIO_TRIGGER: &str = "A customer asks a question or reports a problem.";
/// What to do then.
pub const SCENARIO_INSTRUCTIONS: &str = "Quote the article that answers. Without one, ask once for other words, then offer a person or a request.";

/// The site runs.
#[must_use]
pub fn listening(origin: &str) -> String {
    format!("Baton is running at {origin}")
}

/// Where a space's pages are.
#[must_use]
pub fn addresses(origin: &str, key: &str, name: &str) -> String {
    format!(
        "\n{name}\n  Portal    {origin}/portal/{key}\n  Inbox     {origin}/app/{key}/inbox\n  \
         Settings  {origin}/app/{key}/settings"
    )
}

/// A demo account's role.
pub const DEMO_AGENT: &str = "agent";
/// A demo account's role.
pub const DEMO_ADMIN: &str = "admin";
/// A demo account's role.
pub const DEMO_CUSTOMER: &str = "customer";

/// Who can sign in to the demo.
#[must_use]
pub fn demo_accounts(accounts: &[(&str, &str)], password: &str) -> String {
    let lines = accounts
        .iter()
        .map(|(role, email)| format!("  {role:<9} {email}"));
    let lines: Vec<_> = lines.collect();
    format!(
        "\nDemo accounts, all with the password {password}\n{}\n\nStop with Ctrl-C.",
        lines.join("\n")
    )
}
