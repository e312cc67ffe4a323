//! The people and parties that act in a conversation, and the letters on their faces.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, CustomerId, TeamId};

/// An agent as the log remembers him or her: the name is the one at that time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AgentRef {
    /// The account.
    pub id: AccountId,
    /// The display name.
    pub name: String,
}

/// A team as the log remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TeamRef {
    /// The team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// Who gives a command. There is no "nobody": a request without a principal never becomes a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The customer of a conversation.
    Customer(CustomerId),
    /// An agent or admin.
    Agent(AgentRef),
    /// The virtual agent.
    Rovo,
    /// The site itself: deadlines, deactivation, changes of rights.
    System,
}

/// How a customer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CustomerKind {
    /// Known by this browser only.
    Guest,
    /// Signed in to the portal.
    SignedIn,
    /// Vouched for by a host page's signed token.
    Identified,
}

impl CustomerKind {
    /// Whether name and password are this customer's own to change here: a guest has no account, and whom another site
    /// vouches for has theirs there.
    #[must_use]
    pub const fn keeps_an_account(self) -> bool {
        matches!(self, Self::SignedIn)
    }
}

/// What staff see of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerProfile {
    /// The customer.
    pub id: CustomerId,
    /// The name, empty for a guest who gave none.
    pub name: String,
    /// The address, if known.
    pub email: Option<String>,
    /// How the customer is known.
    pub kind: CustomerKind,
}

/// One or two letters for a face: the first of the first and of the last name.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_face_shows_the_first_letters_of_the_first_and_the_last_name() {
        for (name, letters) in [
            ("Ana", "A"),
            ("ana maria lópez", "AL"),
            ("Ana de la Cruz", "AC"),
            ("élodie", "É"),
            ("", ""),
            (" ", ""),
        ] {
            assert_eq!(initials(name), letters, "{name:?}");
        }
    }
}
