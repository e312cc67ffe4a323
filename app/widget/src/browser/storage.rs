//! What survives a reload: words that are not on disk yet, the draft, whether a sound is wanted, and the session token
//! where cookies are blocked. Each entry of the outbox has a key of its own, so that two tabs never overwrite each other.
//! Where the browser has no storage to give, everything holds as long as the page.

use baton_core::id::{CommandId, Seq};
use baton_core::wire::{self, CustomerAction};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlDocument, Storage};

use super::window;
use crate::model::outbox::Kept;
use crate::snapshot::ChatSnapshot;
use crate::text::number;

const SOUND: &str = "baton.sound";

/// This customer's shelf in the browser's storage.
pub(super) struct Cupboard {
    storage: Option<Storage>,
    outbox: String,
    draft: String,
    seen: String,
    token: String,
}

impl Cupboard {
    pub(super) fn new(snapshot: &ChatSnapshot) -> Self {
        let shelf = ["baton.", &snapshot.space, "."].concat();
        let owner = if has_cookies(snapshot) {
            snapshot.customer.to_string()
        } else {
            "token".to_owned()
        };
        let cupboard = Self {
            storage: window().and_then(|window| window.local_storage().ok().flatten()),
            outbox: [&shelf, &owner, ".out."].concat(),
            draft: [&shelf, &owner, ".draft"].concat(),
            seen: [&shelf, &owner, ".seen"].concat(),
            token: [&shelf, "token"].concat(),
        };
        for guest in &snapshot.guests {
            cupboard.adopt(&[shelf.as_str(), &guest.to_string()].concat());
        }
        cupboard
    }

    /// What a guest typed here who has become this customer. Words only: nobody expects the clicks of another talk.
    fn adopt(&self, guest: &str) {
        for key in self.keys(&[guest, ".out"].concat()) {
            let kept = self.unpack(&key);
            // First, so that there is room.
            self.remove(&key);
            if let Some(kept) = kept
                && matches!(kept.action, CustomerAction::Write { .. })
            {
                self.keep(&kept);
            }
        }
        let draft = [guest, ".draft"].concat();
        if let Some(text) = self.read(&draft) {
            self.remove(&draft);
            if self.draft().is_empty() {
                self.keep_draft(&text);
            }
        }
    }

    /// The outbox that an earlier life of the page left, or another tab is about to send.
    pub(super) fn kept(&self) -> Vec<Kept> {
        let keys = self.keys(&self.outbox);
        keys.iter().filter_map(|key| self.unpack(key)).collect()
    }

    fn keys(&self, beginning: &str) -> Vec<String> {
        let Some(storage) = &self.storage else {
            return Vec::new();
        };
        let count = storage.length().unwrap_or(0);
        let keys = (0..count).filter_map(|index| storage.key(index).ok().flatten());
        keys.filter(|key| key.starts_with(beginning)).collect()
    }

    fn unpack(&self, key: &str) -> Option<Kept> {
        wire::decode(&from_base64(&self.read(key)?)?).ok()
    }

    pub(super) fn keep(&self, kept: &Kept) {
        if let Some(text) = to_base64(&wire::encode(kept)) {
            self.write(&self.key(kept.id), &text);
        }
    }

    pub(super) fn forget(&self, id: CommandId) {
        self.remove(&self.key(id));
    }

    fn key(&self, id: CommandId) -> String {
        [self.outbox.as_str(), &id.to_string()].concat()
    }

    pub(super) fn draft(&self) -> String {
        self.read(&self.draft).unwrap_or_default()
    }

    pub(super) fn keep_draft(&self, text: &str) {
        if !text.is_empty() {
            self.write(&self.draft, text);
        } else {
            self.remove(&self.draft);
        }
    }

    /// How far the customer has seen the conversation.
    pub(super) fn seen(&self) -> Option<Seq> {
        let text = self.read(&self.seen)?;
        text.parse().ok().map(Seq)
    }

    pub(super) fn keep_seen(&self, seq: Seq) {
        self.write(&self.seen, &number(seq.0));
    }

    pub(super) fn sound(&self) -> bool {
        self.read(SOUND).is_some()
    }

    pub(super) fn keep_sound(&self, wanted: bool) {
        if wanted {
            self.write(SOUND, "on");
        } else {
            self.remove(SOUND);
        }
    }

    /// The token to say hello with: none where the browser keeps our cookie.
    pub(super) fn token(&self, snapshot: &ChatSnapshot) -> Option<String> {
        let fresh = snapshot.token.as_deref()?;
        if has_cookies(snapshot) {
            return None;
        }
        let token = self.read(&self.token);
        if token.is_none() {
            self.write(&self.token, fresh);
        }
        Some(token.unwrap_or_else(|| fresh.to_owned()))
    }

    /// The session is over: the next document brings another.
    pub(super) fn forget_token(&self) {
        self.remove(&self.token);
    }

    fn read(&self, key: &str) -> Option<String> {
        self.storage.as_ref()?.get_item(key).ok().flatten()
    }

    fn remove(&self, key: &str) {
        if let Some(storage) = &self.storage {
            _ = storage.remove_item(key);
        }
    }

    fn write(&self, key: &str, text: &str) {
        if let Some(storage) = &self.storage {
            _ = storage.set_item(key, text);
        }
    }
}

/// Whether the browser keeps cookies for this document. The session's own can't be seen from here, so another is tried;
/// only in a frame that sent none.
fn has_cookies(snapshot: &ChatSnapshot) -> bool {
    if snapshot.token.is_none() {
        return true;
    }
    let document = window().and_then(|window| window.document());
    let Some(document) = document.and_then(|document| document.dyn_into::<HtmlDocument>().ok())
    else {
        return false;
    };
    _ = document.set_cookie("baton-probe=1; Max-Age=9; SameSite=None; Secure; Partitioned");
    document
        .cookie()
        .is_ok_and(|cookies| has(&cookies, "baton-probe"))
}

fn has(text: &str, part: &str) -> bool {
    text.as_bytes()
        .windows(part.len())
        .any(|window| window == part.as_bytes())
}

/// Bytes from base64, by the browser's own means.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let binary = window()?.atob(text.trim()).ok()?;
    binary
        .chars()
        .map(|character| u8::try_from(u32::from(character)).ok())
        .collect()
}

fn to_base64(bytes: &[u8]) -> Option<String> {
    let binary: String = bytes.iter().copied().map(char::from).collect();
    window()?.btoa(&binary).ok()
}
