//! One row of the table of routes: a method and an address, who may, what the form asks for, and the handler.

use std::fmt;
use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{self, MethodRouter};
use http::Method;

use crate::app::App;

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
    /// A choice, a number, a hidden value: the field, and a value that is taken.
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
            | Self::Given(name, _)
            | Self::Files(name)
            | Self::Of(name, _) => name,
        }
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
            handler: routing::get(handler),
        }
    }

    /// A form, with every field that it may send.
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
        Self {
            path,
            who,
            asks: Asks::ByForm(fields.into()),
            handler: routing::post(handler),
        }
    }

    /// The same, with room for so many bytes: for what is longer than any other form.
    #[must_use]
    pub fn of_at_most(mut self, bytes: usize) -> Self {
        self.handler = self.handler.layer(DefaultBodyLimit::max(bytes));
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
    pub(super) fn into_handler(self) -> MethodRouter<Arc<App>> {
        self.handler
    }
}
