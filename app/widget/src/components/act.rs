//! The buttons: what each stands for, as a form's value without script and as an action with it.

use baton_core::id::{CommandId, LiveChatId, MessageId, WorkItemId};
use baton_core::wire::CustomerAction;
use leptos::prelude::*;

use super::{ACT_FORM, Ui};
use crate::browser;
use crate::model::chat::Input;

/// A click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Talk to a person.
    Person,
    /// Leave it as a request.
    Request,
    /// I no longer need this.
    NeverMind,
    /// End the live chat.
    End,
    /// Did this help?
    Rate(MessageId, bool),
    /// No e-mail address.
    NoEmail,
}

impl Act {
    /// The value of the form's field `do`.
    #[must_use]
    pub fn value(self) -> String {
        match self {
            Self::Person => "person".to_owned(),
            Self::Request => "request".to_owned(),
            Self::NeverMind => "never-mind".to_owned(),
            Self::End => "end".to_owned(),
            Self::NoEmail => "no-email".to_owned(),
            Self::Rate(message, helped) => {
                [if helped { "yes-" } else { "no-" }, &message.to_string()].concat()
            }
        }
    }

    /// Reads that value.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        Some(match value {
            "person" => Self::Person,
            "request" => Self::Request,
            "never-mind" => Self::NeverMind,
            "end" => Self::End,
            "no-email" => Self::NoEmail,
            _ => {
                let (answer, message) = value.split_once('-')?;
                let message = message.parse().ok()?;
                match answer {
                    "yes" => Self::Rate(message, true),
                    "no" => Self::Rate(message, false),
                    _ => return None,
                }
            }
        })
    }

    /// What is asked for. A chat or work item that it begins gets an id made of the command's, so that asking twice
    /// begins one.
    #[must_use]
    pub fn action(self, id: CommandId) -> CustomerAction {
        match self {
            Self::Person => CustomerAction::RequestPerson {
                chat: LiveChatId(id.0),
            },
            Self::Request => CustomerAction::LeaveAsRequest {
                work_item: WorkItemId(id.0),
            },
            Self::NeverMind => CustomerAction::NoLongerNeeded {
                work_item: WorkItemId(id.0),
            },
            Self::End => CustomerAction::EndChat,
            Self::Rate(message, helped) => CustomerAction::RateAnswer { message, helped },
            Self::NoEmail => CustomerAction::GiveEmail { email: None },
        }
    }
}

/// A button that acts.
pub(super) fn button(
    ui: Ui,
    act: Act,
    class: &'static str,
    label: &'static str,
) -> impl IntoView + use<> {
    view! {
        <button
            class=class
            form=ACT_FORM
            name="do"
            value=act.value()
            on:click=move |event| {
                event.prevent_default();
                let id = browser::fresh_id();
                ui.ending.set(false);
                ui.send(Input::Act { id, action: act.action(id) });
                browser::focus_log();
            }
        >
            {label}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_is_understood_without_script() {
        let message = MessageId(0x0190_2b3c_4d5e_7f60_8123_4567_89ab_cdef);
        for act in [
            Act::Person,
            Act::Request,
            Act::NeverMind,
            Act::End,
            Act::NoEmail,
            Act::Rate(message, true),
            Act::Rate(message, false),
        ] {
            assert_eq!(Act::parse(&act.value()), Some(act));
        }
        for other in ["", "yes", "yes-", "maybe-1", "write"] {
            assert_eq!(Act::parse(other), None, "{other}");
        }
    }
}
