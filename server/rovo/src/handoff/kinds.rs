//! What a word can be in a request for a person. A word may be several things at once ("human" is somebody, and says of
//! an agent that it is a real one), so kinds are a set.

use core::ops::BitOr;

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u64);

impl Kinds {
    pub(super) const NONE: Self = Self(0);

    /// Whether any of these kinds is among them.
    pub(super) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident)*) => { kinds!(@ 0u64; $($(#[$doc])* $name)*); };
    (@ $bit:expr; $(#[$doc:meta])* $name:ident $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $name: Kinds = Kinds(1 << ($bit));
        kinds!(@ $bit + 1; $($rest)*);
    };
    (@ $bit:expr;) => {};
}

kinds! {
    /// human
    HUMAN
    /// agent, representative: what a person is called who answers in a help desk.
    ROLE
    /// supervisor, manager
    BOSS
    /// person, people
    FOLK
    /// someone, anybody
    ANYONE
    /// nobody
    NOBODY
    /// customer service, help desk: a desk that is asked for by its name alone.
    DESK
    /// support, IT, HR: a desk too, but in many other sentences as well.
    DEPARTMENT
    /// live chat
    LIVE_CHAT
    /// bot, machine
    BOT
    /// speak, talk, reach: what one does with a person.
    CONTACT
    /// speak, talk: what one does with a person and with nothing else.
    SPEAK
    /// call, chat, message: what one also does with a telephone or an application.
    CALL
    /// connect, transfer: what is done with a customer.
    TRANSFER
    /// get, send, bring: what is done with an agent.
    FETCH
    /// want, need
    WANT
    /// answer, look, handle: what a person is asked to do.
    SERVE
    /// real, live, actual; and what anger adds.
    REAL
    /// a, the, your, and what says whose agent: service
    DETERMINER
    /// of a person or a thing that belongs to somebody else: my, his.
    POSSESSIVE
    /// to, with
    TOWARDS
    /// over, through, directly: may stand between verb and person.
    ALONG
    /// please, now, hello: says nothing about what is wanted.
    FILLER
    /// I, we
    SELF
    /// me, us
    ME
    /// you
    YOU
    /// can, could, may
    MODAL
    /// how, where
    ASKING
    /// customers, he: somebody else than who writes.
    THIRD
    /// may follow a person in a request: who, about, on.
    AFTER
    /// follows a word such as "agent" that means a thing: version, licence.
    THING
    /// said, says: what comes next are somebody else's words.
    REPORTED
    /// don't, not
    NOT
    /// without, instead
    WITHOUT
    /// here, available
    PRESENT
    /// stop, hate: what is done with a bot that is not wanted.
    REJECT
    /// a comma or a word that begins a new thought
    BREAK
}

/// Anybody or any desk that can be asked for.
pub(super) fn somebody() -> Kinds {
    HUMAN | ROLE | BOSS | FOLK | ANYONE | DESK
}
