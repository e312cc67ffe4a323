//! Whose chat this is and who answers; sound, and closing the frame.

use baton_core::view::CustomerPhase;
use leptos::prelude::*;

use super::Ui;
use crate::browser;
use crate::snapshot::ChatSnapshot;
use crate::words;

pub(super) fn header(ui: Ui, snapshot: &ChatSnapshot) -> impl IntoView + use<> {
    let close = snapshot.host().is_some().then(|| {
        view! {
            <button
                type="button"
                class="icon close scripted"
                aria-label=words::CLOSE
                on:click=move |_| browser::close_frame()
            ></button>
        }
    });
    let status = move || {
        ui.chat.with(|chat| match &chat.view.header.phase {
            CustomerPhase::Rovo { .. } => words::WITH_ROVO.to_owned(),
            CustomerPhase::Waiting { .. } => words::WAITING.to_owned(),
            CustomerPhase::Live { agent } => words::talking_to(agent),
        })
    };
    view! {
        <header>
            <div>
                <h1>{snapshot.name.clone()}</h1>
                <p>{status}</p>
            </div>
            <button
                type="button"
                class="icon sound scripted"
                aria-pressed=move || if ui.sound.get() { "true" } else { "false" }
                aria-label=words::SOUND
                title=words::SOUND
                on:click=move |_| browser::toggle_sound(ui)
            ></button>
            {close}
        </header>
    }
}
