//! Rules about the people who work on a site: what a name, an address and a password may be (a customer's too), how
//! long an invitation can be used, that a site keeps an admin, and when an agent may say whether they are available.

use alloc::string::String;

use crate::direction::without_embedding;
use crate::limits::{NAME_CHARS, TEAM_MEMBERS, clean_line, is_email};
use crate::time::{Millis, Time};

extern crate alloc;

/// The shortest password, in characters.
pub const PASSWORD_SHORTEST: usize = 8;
/// The longest password, in bytes: hashing must stay cheap for what anybody may send.
pub const PASSWORD_LONGEST: usize = 200;
/// How long an invitation can be used.
pub const INVITATION_LIVES: Millis = Millis::minutes(7 * 24 * 60);

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// There is nothing that can be seen.
    Empty,
    /// It has more than [`NAME_CHARS`] characters.
    TooLong,
}

/// What is wrong with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    /// It has fewer than [`PASSWORD_SHORTEST`] characters.
    TooShort,
    /// It has more than [`PASSWORD_LONGEST`] bytes.
    TooLong,
}

/// The name of a person, team, space or Rovo agent as it is kept: on one line, without blanks around it, and without
/// characters that turn around what stands beside it.
///
/// # Errors
/// [`NameProblem`].
pub fn name(typed: &str) -> Result<String, NameProblem> {
    let name = clean_line(&without_embedding(typed));
    if name.is_empty() {
        Err(NameProblem::Empty)
    } else if name.chars().count() > NAME_CHARS {
        Err(NameProblem::TooLong)
    } else {
        Ok(name)
    }
}

/// The address as it is kept, in small letters, if it is one.
#[must_use]
pub fn email(typed: &str) -> Option<String> {
    let email = typed.trim().to_lowercase();
    is_email(&email).then_some(email)
}

/// What is wrong with a new password, if something is.
#[must_use]
pub fn password_problem(typed: &str) -> Option<PasswordProblem> {
    if typed.chars().count() < PASSWORD_SHORTEST {
        Some(PasswordProblem::TooShort)
    } else if typed.len() > PASSWORD_LONGEST {
        Some(PasswordProblem::TooLong)
    } else {
        None
    }
}

/// Whether an invitation can still be used.
#[must_use]
pub fn invitation_is_open(expires: Time, now: Time) -> bool {
    now < expires
}

/// Whether one of so many enabled site admins may go: a site never loses its last.
#[must_use]
pub const fn may_lose_a_site_admin(enabled: u64) -> bool {
    enabled > 1
}

/// Whether an agent may say in a team whether they are available (seed: "A live chat team can have up to 100 members";
/// with more, agents can't mark themselves available or unavailable).
#[must_use]
pub const fn may_mark_available(members: usize) -> bool {
    members <= TEAM_MEMBERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_visible_line_of_at_most_a_hundred_characters() {
        let long = "é".repeat(NAME_CHARS);
        for (typed, kept) in [
            ("Ana Torres", Ok("Ana Torres")),
            ("  Ana \n Torres ", Ok("Ana Torres")),
            ("<b>", Ok("<b>")),
            ("\u{202b}דנה\u{202c}", Ok("דנה")),
            ("Ana\u{202e} exe.gnp", Ok("Ana exe.gnp")),
            ("\u{202e}\u{2066}", Err(NameProblem::Empty)),
            ("Ana\0\u{1b}[31m\r\nBen", Ok("Ana[31m Ben")),
            ("", Err(NameProblem::Empty)),
            ("\u{200b} ", Err(NameProblem::Empty)),
            (&long, Ok(long.as_str())),
            (&alloc::format!("{long}x"), Err(NameProblem::TooLong)),
        ] {
            assert_eq!(name(typed), kept.map(String::from), "{typed:?}");
        }
    }

    #[test]
    fn an_address_is_kept_in_small_letters() {
        assert_eq!(
            email(" Ana@Example.ORG ").as_deref(),
            Some("ana@example.org")
        );
        assert_eq!(email("ana"), None);
    }

    #[test]
    fn a_password_has_eight_characters_and_at_most_two_hundred_bytes() {
        for (typed, problem) in [
            ("1234567", Some(PasswordProblem::TooShort)),
            ("12345678", None),
            ("éééééééé", None),
            (&"x".repeat(200), None),
            (&"x".repeat(201), Some(PasswordProblem::TooLong)),
        ] {
            assert_eq!(password_problem(typed), problem, "{typed:?}");
        }
    }

    #[test]
    fn an_invitation_ends_at_its_time() {
        assert!(invitation_is_open(Time(10), Time(9)));
        assert!(!invitation_is_open(Time(10), Time(10)));
    }

    #[test]
    fn a_site_keeps_its_last_admin() {
        assert!(!may_lose_a_site_admin(0));
        assert!(!may_lose_a_site_admin(1));
        assert!(may_lose_a_site_admin(2));
    }

    #[test]
    fn availability_can_be_set_in_teams_of_up_to_a_hundred() {
        assert!(may_mark_available(100));
        assert!(!may_mark_available(101));
    }
}
