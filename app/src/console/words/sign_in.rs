//! The sign-in, and the choice of a space after it.

use crate::console::sign_in::SignInProblem;

/// Heading of the sign-in.
pub const SIGN_IN_HEADING: &str = "Sign in to Baton";
/// A field.
pub const EMAIL: &str = "E-mail address";
/// A field.
pub const PASSWORD: &str = "Password";
/// Under the form.
pub const SIGN_IN_FOR_CUSTOMERS: &str =
    "This page is for agents and admins. Customers sign in on their portal.";
/// Heading of the list of spaces.
pub const YOUR_SPACES: &str = "Your spaces";
/// There are none.
pub const NO_SPACES: &str = "You are not an agent of any space yet. A space’s admin can add you.";

/// Why a sign-in was refused.
#[must_use]
pub fn sign_in_problem(problem: SignInProblem) -> &'static str {
    match problem {
        SignInProblem::Wrong => "That address and password don’t belong together.",
        SignInProblem::TooManyTries => "Too many tries. Try again in a few minutes.",
    }
}
