//! What customers read where they sign in, make an account, and change it.

use baton_core::staff::{NameProblem, PasswordProblem};

use crate::portal::own_account::Done;

/// The address.
pub const EMAIL: &str = "E-mail";
/// The password.
pub const PASSWORD: &str = "Password";
/// For a new one.
pub const PASSWORD_HINT: &str = "At least 8 characters.";
/// The name.
pub const NAME: &str = "Name";
/// Below it.
pub const NAME_HINT: &str = "As people here should call you.";
/// Above the form.
pub const SIGN_IN_LEAD: &str = "See your requests and chats from any browser.";
/// Above the form, for a guest with something to bring along.
pub const SIGN_IN_GUEST: &str =
    "What you did here as a guest comes along, and a running chat goes on.";
/// Above the form of a new account.
pub const SIGN_UP_LEAD: &str =
    "Your requests and chats, in every browser. What you did here as a guest comes along.";
/// Below the form.
pub const NO_ACCOUNT: &str = "No account yet?";
/// Below the form.
pub const HAVE_ACCOUNT: &str = "Have an account already?";
/// The wrong address or password; which is not said.
pub const WRONG_SIGN_IN: &str = "The e-mail address or the password is wrong.";
/// Guessing is slowed down.
pub const TOO_MANY_TRIES: &str = "Too many tries. Wait a few minutes, then try again.";
/// No address.
pub const EMAIL_INVALID: &str = "Write an e-mail address, such as name@example.com.";
/// What is wrong with a name.
#[must_use]
pub const fn name_problem(problem: NameProblem) -> &'static str {
    match problem {
        NameProblem::Empty => "Write your name.",
        NameProblem::TooLong => "A name can have up to 100 characters.",
    }
}

/// What is wrong with a new password.
#[must_use]
pub const fn password_problem(problem: PasswordProblem) -> &'static str {
    match problem {
        PasswordProblem::TooShort => "Use at least 8 characters.",
        PasswordProblem::TooLong => {
            "Use at most 200 characters. Letters with accents and emoji count as more than one."
        }
    }
}

/// Heads the page of one's own.
pub const YOUR_ACCOUNT: &str = "Your account";
/// Leads there from each page; what is seen of it is the name.
#[must_use]
pub fn account_of(name: &str) -> String {
    format!("{name}, your account")
}
/// Something was done on that page.
#[must_use]
pub const fn account_done(done: Done) -> &'static str {
    match done {
        Done::Name => "Your name is saved.",
        Done::Password => {
            "Your password is changed. Wherever else you were signed in, you are signed out."
        }
        Done::SignedOutEverywhere => "You are signed out in every browser.",
    }
}
/// To who has no account here.
pub const NOT_SIGNED_IN: &str = "You are not signed in. Sign in to change your name, your password, and where you are signed in.";
/// Name and address.
pub const ABOUT_YOU: &str = "About you";
/// Below the name's label.
pub const NAME_SEEN: &str = "Agents see it beside what you write.";
/// Saves it.
pub const SAVE_NAME: &str = "Save name";
/// Below the address.
pub const EMAIL_STAYS: &str = "You sign in with this address. It can't be changed here.";
/// To whom another site vouches for.
pub const KEPT_ELSEWHERE: &str = "The site that brought you here keeps your name, your address and your password. \
     They can't be changed here; change them there.";
/// A heading and its button.
pub const CHANGE_PASSWORD: &str = "Change password";
/// Below it.
pub const CHANGE_PASSWORD_HINT: &str = "Wherever else you are signed in, you will be signed out.";
/// The password of now.
pub const PRESENT_PASSWORD: &str = "Present password";
/// The password to come.
pub const NEW_PASSWORD: &str = "New password";
/// It is not the one of now.
pub const PRESENT_WRONG: &str = "This is not your present password.";
/// Heads the sessions.
pub const SIGNED_IN_ELSEWHERE: &str = "Where you are signed in";
/// Below it.
pub const SIGN_OUT_EVERYWHERE_HINT: &str = "Signs you out in every browser, in this one too. Open chats close at once, and nothing of yours is lost.";
/// Ends every session.
pub const SIGN_OUT_EVERYWHERE: &str = "Sign out everywhere";
/// Taken.
pub const EMAIL_TAKEN: &str = "There is an account with this address already. Sign in with it.";
