//! Where the customer writes. The field keeps its own text, so that what was typed before the module arrived stays;
//! *Enter* sends, *Shift+Enter* begins a line, and an input method that composes a word is left alone.

use leptos::prelude::*;

use super::{Forms, TEXT_ELEMENT, Ui};
use crate::browser;
use crate::words;

pub(super) fn composer(ui: Ui, forms: &Forms) -> impl IntoView + use<> {
    view! {
        <form
            class="composer"
            method="post"
            action=forms.action.clone()
            on:submit=move |event| {
                event.prevent_default();
                browser::submit(ui);
            }
        >
            <input type="hidden" name="id" value=forms.write.clone()/>
            <input type="hidden" name="do" value="write"/>
            <p class="too-long" id="too-long" role="status">
                {move || {
                    let by = ui.too_many.get();
                    (by > 0).then(|| words::too_long(by))
                }}
            </p>
            <label class="hidden" for=TEXT_ELEMENT>{words::YOUR_MESSAGE}</label>
            <textarea
                id=TEXT_ELEMENT
                name="text"
                rows="1"
                placeholder=words::PLACEHOLDER
                autocomplete="off"
                enterkeyhint="send"
                aria-describedby="too-long"
                on:input=move |_| browser::typed(ui)
                on:keydown=move |event| browser::key(ui, &event)
            ></textarea>
            <button class="icon send" aria-label=words::SEND title=words::SEND></button>
        </form>
    }
}
