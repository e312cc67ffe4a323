//! What came back: whether it let somebody in, and what stands in it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderMap, StatusCode, header};

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Whether the door stayed shut: nothing here, not for you, or sign in first.
    pub(crate) fn is_refusal(&self) -> bool {
        let to = self.header("location");
        let sign_in = self.status == StatusCode::SEE_OTHER
            && to
                .split('?')
                .next()
                .unwrap_or_default()
                .ends_with("/sign-in");
        sign_in
            || matches!(
                self.status,
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND
            )
    }

    /// Everything that the reader was given: the page, the snapshot inside it, where it leads.
    pub(crate) fn everything(&self) -> String {
        let mut all = format!("{}\n{}", self.header(header::LOCATION.as_str()), self.body);
        let snapshot = self.body.split("id=\"snapshot\">").nth(1);
        if let Some(text) = snapshot.and_then(|rest| rest.split('<').next()) {
            let bytes = BASE64_STANDARD.decode(text).unwrap_or_default();
            all.push_str(&String::from_utf8_lossy(&bytes));
        }
        all
    }

    /// The first of these that stands somewhere in it.
    pub(crate) fn holds<'a>(&self, canaries: impl IntoIterator<Item = &'a str>) -> Option<String> {
        let all = self.everything();
        let mut canaries = canaries.into_iter();
        let found = canaries.find(|canary| all.contains(canary));
        found.map(str::to_owned)
    }
}
