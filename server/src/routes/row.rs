//! One row of the table of routes: a method and an address, who may, what the form asks for and how often it may be sent,
//! and the handler.

use std::fmt;
use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{self, MethodRouter};
use http::Method;

use super::FORM_BYTES;
use super::door::{self, Door};
use crate::app::App;
use crate::limits::Pace;

/// Who may. What a handler's extractors let in must be just this: the authorization matrix in `server/tests` asks every
/// row as everybody and compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// Whoever comes, known or not: pages for the public, doors that ask for a password, files.
    Anybody,
    /// For those who run the site; no session is asked for, so these addresses say nothing about a person. Who can
    /// reach them is the matter of the proxy in front.
    Operations,
    /// Whoever has a secret in hand that works once: an invitation's link, the code on the console at the first start.
    /// To every other there is nothing.
    Bearer,
    /// A customer of the space in the address, guests included, about what is their own.
    Customer,
    /// The one customer whose conversation, request or answer is named. To every other there is nothing.
    Owner,
    /// Whoever has an account of the site that is not disabled.
    Staff,
    /// Agents and admins of the space in the address, and site admins.
    Agent,
    /// The same, while the named conversation is assigned to them.
    Assignee,
    /// Admins of the space in the address, and site admins.
    SpaceAdmin,
    /// Site admins.
    SiteAdmin,
}

impl Who {
    /// Whether these are people with an account of the site, whatever else they must be.
    #[must_use]
    pub const fn is_of_staff(self) -> bool {
        match self {
            Self::Staff | Self::Agent | Self::Assignee | Self::SpaceAdmin | Self::SiteAdmin => true,
            Self::Anybody | Self::Operations | Self::Bearer | Self::Customer | Self::Owner => false,
        }
    }
}

/// A field that a form sends. The matrix fills them in, and the tests of bad input put something bad into each that a
/// person can type into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The id of the command, made by the page, so that the form sent twice does one thing.
    Id(&'static str),
    /// Words that a person types, and how many characters they may have.
    Words(&'static str, usize),
    /// An e-mail address that a person types.
    Email(&'static str),
    /// A password.
    Password(&'static str),
    /// What a person types and is neither words nor any of these, such as a number or a key: the field, and a value that
    /// is taken.
    Typed(&'static str, &'static str),
    /// A choice, a hidden value: the field, and a value that is taken.
    Given(&'static str, &'static str),
    /// Files of Markdown that a person chooses; a form that has some is sent as `multipart/form-data`.
    Files(&'static str),
    /// Names something by its id, as a parameter of this name in an address does: the field, the parameter.
    Of(&'static str, &'static str),
}

impl Field {
    /// The name under which it is sent.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Id(name)
            | Self::Words(name, _)
            | Self::Email(name)
            | Self::Password(name)
            | Self::Typed(name, _)
            | Self::Given(name, _)
            | Self::Files(name)
            | Self::Of(name, _) => name,
        }
    }

    /// Whether a person types into it.
    #[must_use]
    pub const fn is_typed(&self) -> bool {
        matches!(
            self,
            Self::Words(..) | Self::Email(_) | Self::Password(_) | Self::Typed(..)
        )
    }
}

/// What is asked of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// A page or a file: nothing changes.
    ToRead,
    /// A form, with its fields: something may change, so it must come from a page of ours.
    ByForm(Vec<Field>),
    /// The upgrade to a socket. Who may is asked again with the first frame, and each frame has a row of its own in
    /// [`crate::realtime::rows`].
    ForSocket,
}

/// One row.
pub struct Route {
    /// The address, with parameters in braces. A name means the same in every row: `key` is a space's, `item` a work
    /// item's key, `conversation` and `account` are ids.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
    /// What is asked.
    pub asks: Asks,
    /// How often, for a form. Whoever reads is not counted: reading makes nothing, but for the guest of whom the chat is
    /// opened, who is counted where guests are made.
    pub pace: Pace,
    /// The largest form, in bytes.
    bytes: usize,
    handler: MethodRouter<Arc<App>>,
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({:?})", self.method(), self.path, self.who)
    }
}

impl Route {
    /// A page or a file to read.
    pub fn get<H, T>(path: &'static str, who: Who, handler: H) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        Self {
            path,
            who,
            asks: Asks::ToRead,
            pace: Pace::Usual,
            bytes: FORM_BYTES,
            handler: routing::get(handler),
        }
    }

    /// A form, with every field that it may send. It may be sent as often as forms usually may, and less often where it
    /// asks for a password.
    pub fn post<H, T, const FIELDS: usize>(
        path: &'static str,
        who: Who,
        fields: [Field; FIELDS],
        handler: H,
    ) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        let asks_password = fields
            .iter()
            .any(|field| matches!(field, Field::Password(_)));
        Self {
            path,
            who,
            asks: Asks::ByForm(fields.into()),
            pace: if asks_password {
                Pace::Password
            } else {
                Pace::Usual
            },
            bytes: FORM_BYTES,
            handler: routing::post(handler),
        }
    }

    /// The same form, to be sent at another pace.
    #[must_use]
    pub const fn at_pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// The same, with room for so many bytes: for what is longer than any other form.
    #[must_use]
    pub fn of_at_most(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// A socket.
    pub fn socket<H, T>(path: &'static str, who: Who, handler: H) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        Self {
            path,
            who,
            asks: Asks::ForSocket,
            pace: Pace::Usual,
            bytes: FORM_BYTES,
            handler: routing::get(handler),
        }
    }

    /// The method.
    #[must_use]
    pub const fn method(&self) -> Method {
        match self.asks {
            Asks::ToRead | Asks::ForSocket => Method::GET,
            Asks::ByForm(_) => Method::POST,
        }
    }

    /// What answers at this address.
    pub(super) fn into_handler(self, app: &Arc<App>) -> MethodRouter<Arc<App>> {
        let limit = DefaultBodyLimit::max(self.bytes);
        match self.asks {
            Asks::ToRead | Asks::ForSocket => self.handler,
            Asks::ByForm(fields) => {
                let door = Door {
                    app: app.clone(),
                    who: self.who,
                    pace: self.pace,
                    fields,
                };
                let keeper = from_fn_with_state(Arc::new(door), door::keep);
                self.handler.route_layer(keeper).layer(limit)
            }
        }
    }
}
