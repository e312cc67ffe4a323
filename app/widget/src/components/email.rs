//! Asks a guest once, after a work item was made, where to write to. Declining is one click, and says what it means.

use baton_core::wire::CustomerAction;
use leptos::prelude::*;

use super::act::{Act, button};
use super::{Forms, Ui};
use crate::browser;
use crate::model::chat::Input;
use crate::words;

/// The id of the field.
pub(crate) const EMAIL_ELEMENT: &str = "email";

pub(super) fn question(ui: Ui, forms: &Forms) -> impl IntoView + use<> {
    let (action, id) = (forms.action.clone(), forms.email.clone());
    move || {
        ui.chat.with(|chat| chat.asks_email()).then(|| {
            view! {
                <form
                    class="email"
                    method="post"
                    action=action.clone()
                    on:submit=move |event| {
                        event.prevent_default();
                        let email = browser::field(EMAIL_ELEMENT);
                        if !email.trim().is_empty() {
                            let action = CustomerAction::GiveEmail { email: Some(email) };
                            ui.send(Input::Act { id: browser::fresh_id(), action });
                            browser::focus_log();
                        }
                    }
                >
                    <input type="hidden" name="id" value=id.clone()/>
                    <input type="hidden" name="do" value="email"/>
                    <h2>{words::EMAIL_QUESTION}</h2>
                    <p>{words::EMAIL_WHY}</p>
                    <label for=EMAIL_ELEMENT>{words::EMAIL_LABEL}</label>
                    <div>
                        <input
                            id=EMAIL_ELEMENT
                            name="email"
                            type="email"
                            autocomplete="email"
                            required
                        />
                        <button class="choice main">{words::EMAIL_SAVE}</button>
                    </div>
                    {button(ui, Act::NoEmail, "small", words::EMAIL_DECLINE)}
                </form>
            }
        })
    }
}
