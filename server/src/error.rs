//! What goes wrong in a request, as the outside may know it: a fixed code and a status, never a cause. Use the specific
//! variant where the reader can act on it; [`PageError::Unavailable`] for anything the store could not do. The causes
//! are logged where they happen. Pages are made of these by [`crate::page::error_pages`].

use axum::response::{IntoResponse, Redirect, Response};
use baton_core::time::Millis;
use baton_store::{ExecuteError, StoreError};
use http::{HeaderValue, StatusCode, header};

use crate::changes::ChangeError;
use crate::session::attempts::ONE_MORE_EVERY;

/// Why a page can't be shown, or a form was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// There is nothing here, or not for you: the two look alike.
    NotFound,
    /// Sign in first, there.
    SignInFirst {
        /// The address of the sign-in page, with the way back in it.
        at: String,
    },
    /// The principal may not do this.
    Forbidden,
    /// The state change came from another site's page.
    ForeignOrigin,
    /// The form is not one of ours.
    BadForm,
    /// The form is larger than it may be.
    TooLarge,
    /// Too much in too short a time.
    TooFast {
        /// How long until it can be tried again.
        wait: Millis,
    },
    /// The store can't be read or written just now; nothing was changed.
    Unavailable,
    /// A defect.
    Internal,
}

impl PageError {
    /// The fixed code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::SignInFirst { .. } => "sign_in_first",
            Self::Forbidden => "forbidden",
            Self::ForeignOrigin => "foreign_origin",
            Self::BadForm => "bad_form",
            Self::TooLarge => "too_large",
            Self::TooFast { .. } => "too_fast",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignInFirst { .. } => StatusCode::SEE_OTHER,
            Self::Forbidden | Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::BadForm => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooFast { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What a bare status says, for answers that no handler of ours made.
    #[must_use]
    pub const fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            403 => Self::Forbidden,
            404 | 405 => Self::NotFound,
            413 => Self::TooLarge,
            429 => Self::TooFast {
                wait: ONE_MORE_EVERY,
            },
            503 => Self::Unavailable,
            500.. => Self::Internal,
            _ => Self::BadForm,
        }
    }
}

/// Whole seconds, and not too few of them.
#[must_use]
pub fn seconds(wait: Millis) -> u64 {
    u64::try_from(wait.0).unwrap_or_default().div_ceil(1_000)
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "store failed");
        Self::Unavailable
    }
}

impl From<ExecuteError> for PageError {
    fn from(error: ExecuteError) -> Self {
        match error {
            ExecuteError::Rejected(_) => Self::Forbidden,
            ExecuteError::NoSuchConversation => Self::NotFound,
            ExecuteError::Unavailable => Self::Unavailable,
        }
    }
}

impl From<ChangeError> for PageError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Store(error) => error.into(),
            ChangeError::Execute(error) => error.into(),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if let Self::SignInFirst { at } = &self {
            return Redirect::to(at).into_response();
        }
        let mut response = self.status().into_response();
        if let Self::TooFast { wait } = &self {
            let seconds = HeaderValue::from(seconds(*wait));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response.extensions_mut().insert(self);
        response
    }
}
