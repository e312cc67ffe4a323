//! Every sentence about notifications and availability: the pop-ups themselves, the bell, the banner, the page.

use baton_core::alert::AlertKind;
use baton_core::wire::alerts::Alert;

use super::GUEST;
use crate::console::model::alerts::{Delivery, Gone, TryOut};

/// The page, its link and the bell.
pub const NOTIFICATIONS: &str = "Notifications";
/// Asks the browser.
pub const TURN_ON: &str = "Turn on notifications";
/// Tries the whole way.
pub const SEND_TEST: &str = "Send a test notification";
/// To the page with all of it.
pub const HOW_TO: &str = "How to allow them";
/// Puts the question off.
pub const NOT_NOW: &str = "Not now";
/// Heading of the state.
pub const IN_THIS_BROWSER: &str = "In this browser";
/// Without script nothing arrives.
pub const NEEDS_SCRIPT: &str = "Notifications need JavaScript, and a page of Baton that is open.";
/// Heading of the instructions.
pub const HOW_TO_HEADING: &str = "How to allow notifications";
/// When they come at all (seed).
pub const ONLY_WHILE_OPEN: &str =
    "Notifications are only delivered while you have a page of Baton open in your browser.";
/// Where a chat's notification leads (seed).
pub const OPENS_NEW_TAB: &str =
    "Selecting a notification opens the conversation in a new browser tab.";
/// Where to allow them, and how (seed).
pub const WAYS: [(&str, &str); 4] = [
    (
        "In your browser",
        "Select the lock icon in the address bar and set Notifications to Allow.",
    ),
    (
        "In macOS",
        "Go to System Settings, then Notifications, choose your browser and allow its notifications.",
    ),
    (
        "In Windows",
        "Go to Settings, then System, then Notifications, and turn them on, also for your browser.",
    ),
    (
        "In Linux",
        "Turn off Do Not Disturb in your desktop’s notification settings, and allow your browser there.",
    ),
];
/// What no page can see.
pub const DO_NOT_DISTURB: &str = "Do Not Disturb and Focus hide notifications without telling the browser. If the test \
                                  is confirmed here and you saw nothing, look there first.";
/// The title of the test.
pub const TEST_TITLE: &str = "Notifications reach you";
/// The text of the test.
pub const TEST_TEXT: &str = "This is the test that you asked for.";

/// In all teams.
pub const AVAILABLE: &str = "Available";
/// In no team.
pub const UNAVAILABLE: &str = "Unavailable";
/// No team lets its members say so.
pub const NOT_USED: &str = "Availability is not used";
/// The choice did not get through.
pub const NOT_CHANGED: &str = "This was not changed. Reload the page and try again.";

/// The state of delivery beside the bell.
#[must_use]
pub const fn bell(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::On => "On",
        Delivery::Unknown => "Checking",
        Delivery::NotAsked => "Not turned on",
        Delivery::Blocked => "Blocked",
        Delivery::Unsupported => "Not possible here",
        Delivery::Offline => "No connection",
        Delivery::NotArriving { .. } => "Not arriving",
        Delivery::NotCounted => "You are not counted",
        Delivery::Gone(Gone::SignedOut) => "Signed out",
        Delivery::Gone(Gone::Outdated) => "Reload the page",
    }
}

/// The same as a sentence.
#[must_use]
pub const fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::On => "Notifications are on in this browser.",
        Delivery::Unknown => "Asking the server whether notifications reach you.",
        Delivery::NotAsked => "Notifications are not turned on in this browser.",
        Delivery::Blocked => "This browser blocks notifications.",
        Delivery::Unsupported => "This browser can’t show notifications here.",
        Delivery::Offline => "There is no connection, so no notification can arrive.",
        Delivery::NotArriving { .. } => "The last notification did not come up in this browser.",
        Delivery::NotCounted => "Notifications don’t reach you.",
        Delivery::Gone(Gone::SignedOut) => "You are signed out, so nothing arrives here.",
        Delivery::Gone(Gone::Outdated) => {
            "Baton was updated. Reload this page to hear of new chats."
        }
    }
}

/// What to do about it (seed: "allow them at the OS level … and in your browser").
#[must_use]
pub const fn advice(delivery: Delivery) -> Option<&'static str> {
    match delivery {
        Delivery::NotAsked => {
            Some("Turn them on and choose Allow, and new chats reach you while you work elsewhere.")
        }
        Delivery::Blocked => Some(
            "Select the lock icon in the address bar, set Notifications to Allow, then reload this page.",
        ),
        Delivery::Unsupported => Some(
            "Use a current desktop browser and an address that begins with https. Until then, keep the inbox in sight.",
        ),
        Delivery::NotArriving { .. } | Delivery::NotCounted => Some(
            "Allow your browser’s notifications in your system (macOS: System Settings → Notifications; Windows: \
             Settings → System → Notifications), then send a test.",
        ),
        Delivery::Offline => Some("It is tried again by itself."),
        Delivery::On | Delivery::Unknown | Delivery::Gone(_) => None,
    }
}

/// Marked available, and not counted.
#[must_use]
pub fn not_counted(teams: &[String]) -> String {
    let teams = listed(teams);
    format!("You are not counted as available in {teams} because notifications can’t reach you.")
}

/// How far a test has come.
#[must_use]
pub const fn test(test: TryOut) -> Option<&'static str> {
    match test {
        TryOut::None => None,
        TryOut::Sent { .. } => Some("On its way…"),
        TryOut::Arrived => Some("It has arrived: this browser has shown it."),
        TryOut::Failed => {
            Some("Your browser could not show it. Allow it in your system’s notification settings.")
        }
        TryOut::Lost => {
            Some("It did not arrive within ten seconds. Reload the page and try again.")
        }
        TryOut::NoConnection => Some("There is no connection. Try again in a moment."),
    }
}

/// How many chats want something, for screen readers.
#[must_use]
pub fn waiting(count: u32) -> String {
    match count {
        1 => "1 chat waits for you".to_owned(),
        count => format!("{count} chats wait for you"),
    }
}

/// The state of somebody's availability over all teams: in so many of so many.
#[must_use]
pub fn availability(marked: usize, of: usize) -> String {
    match (marked, of) {
        (_, 0) => NOT_USED.to_owned(),
        (0, _) => UNAVAILABLE.to_owned(),
        (marked, of) if marked == of => AVAILABLE.to_owned(),
        (marked, of) => format!("Available in {marked} of {of} teams"),
    }
}

/// The title of a pop-up.
#[must_use]
pub fn title(alert: &Alert) -> String {
    // An alert does not carry the customer's id, which a guest's number is made of.
    let name = match alert.customer.trim() {
        "" => GUEST.to_owned(),
        name => isolated(name),
    };
    match alert.kind {
        AlertKind::NewChat => format!("{name} is waiting"),
        AlertKind::CameBack => format!("{name} is waiting again"),
        AlertKind::NewMessage => format!("{name} wrote to you"),
        AlertKind::Assigned => format!("{name} is yours now"),
        AlertKind::ReplyNearlyOver => format!("{name} still waits for your reply"),
    }
}

/// The text of a pop-up: what happened and where, and the customer's words if the agent allows it.
#[must_use]
pub fn text(alert: &Alert) -> String {
    let space = isolated(&alert.space_name);
    let what = match alert.kind {
        AlertKind::NewChat => format!("New chat in {space}"),
        AlertKind::CameBack => format!("A chat came back to the queue of {space}"),
        AlertKind::NewMessage => format!("New message in {space}"),
        AlertKind::Assigned => format!("A chat in {space} was assigned to you"),
        AlertKind::ReplyNearlyOver => format!("Time to reply is nearly over in {space}"),
    };
    match &alert.text {
        Some(said) => format!("{}\n{what}", isolated(said)),
        None => what,
    }
}

/// Somebody else's words inside a sentence of ours: what they say of the direction of writing ends where they end.
fn isolated(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let turns = |character| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = text.chars().filter(|character| !turns(*character));
    core::iter::once('\u{2068}')
        .chain(plain)
        .chain(core::iter::once('\u{2069}'))
        .collect()
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use baton_core::alert::AlertId;
    use baton_core::id::{ConversationId, Seq};
    use baton_core::time::Time;

    use super::*;

    fn alert(customer: &str, text: Option<&str>) -> Alert {
        Alert {
            id: AlertId {
                conversation: ConversationId(1),
                seq: Seq(1),
                round: 0,
            },
            kind: AlertKind::NewChat,
            space: "HELP".into(),
            space_name: "Northwind Help".into(),
            customer: customer.into(),
            text: text.map(str::to_owned),
            at: Time(0),
            due: None,
        }
    }

    #[test]
    fn a_pop_up_says_who_waits_and_where_and_their_words_only_where_it_has_them() {
        let plain = alert("Casey", None);
        assert_eq!(title(&plain), "Casey is waiting");
        assert_eq!(text(&plain), "New chat in Northwind Help");
        assert_eq!(title(&alert("", None)), "Guest is waiting");
        assert_eq!(
            text(&alert("Casey", Some("My <b>screen</b>"))),
            "My <b>screen</b>\nNew chat in Northwind Help"
        );
    }

    #[test]
    fn a_name_that_turns_the_direction_of_writing_turns_only_itself() {
        assert_eq!(
            title(&alert("Ahmad \u{202e}evil\u{2069}", None)),
            "\u{2068}Ahmad evil\u{2069} is waiting"
        );
        assert_eq!(
            title(&alert("أحمد", None)),
            "\u{2068}أحمد\u{2069} is waiting"
        );
    }

    #[test]
    fn who_is_not_counted_is_told_where() {
        let teams = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            not_counted(&teams(&["A", "B", "C"])),
            "You are not counted as available in A, B and C because notifications can’t reach you."
        );
        assert!(not_counted(&teams(&["A"])).contains("available in A because"));
    }

    #[test]
    fn availability_counts_the_teams_that_use_it() {
        for (marked, of, expected) in [
            (0, 0, NOT_USED),
            (0, 1, UNAVAILABLE),
            (1, 1, AVAILABLE),
            (1, 3, "Available in 1 of 3 teams"),
        ] {
            assert_eq!(availability(marked, of), expected);
        }
    }
}
