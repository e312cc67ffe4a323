//! The two dialogs: the question before *End chat*, and the keyboard shortcuts. They are the browser's own modal
//! dialogs, which keep the focus inside, close on Escape and give it back.

use leptos::prelude::*;

use super::{Console, outside};
use crate::console::words;

/// Asks before the end.
#[component]
pub(super) fn EndDialog() -> impl IntoView {
    let console = Console::here();
    let dialog = console.end_dialog;
    let end = move |_| console.end();
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="end-heading">
            <form method="dialog">
                <h2 id="end-heading">{words::END_QUESTION}</h2>
                <p>{words::END_MEANING}</p>
                <div class="dialog-foot">
                    <button class="button" type="submit">
                        {words::KEEP_OPEN}
                    </button>
                    <button class="button primary" type="submit" autofocus on:click=end>
                        {words::END}
                    </button>
                </div>
            </form>
        </dialog>
    }
}

/// Lists the keys, and turns them off.
#[component]
pub(super) fn ShortcutsDialog() -> impl IntoView {
    let console = Console::here();
    let dialog = console.shortcuts_dialog;
    let keys = words::SHORTCUT_LIST
        .into_iter()
        .map(|(key, meaning)| {
            view! {
                <div>
                    <dt>
                        <kbd>{key}</kbd>
                    </dt>
                    <dd>{meaning}</dd>
                </div>
            }
        })
        .collect_view();
    let switch = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        console.shortcuts.set(on);
        outside::save_shortcuts(on);
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="shortcuts-heading">
            <form method="dialog">
                <h2 id="shortcuts-heading">{words::SHORTCUTS}</h2>
                <dl class="keys">{keys}</dl>
                <label class="switch">
                    <input
                        type="checkbox"
                        aria-describedby="shortcuts-hint"
                        prop:checked=move || console.shortcuts.get()
                        on:change=switch
                    />
                    <span>{words::SHORTCUTS_ON}</span>
                </label>
                <p id="shortcuts-hint" class="hint">
                    {words::SHORTCUTS_ON_HINT}
                </p>
                <div class="dialog-foot">
                    <button class="button primary" type="submit" autofocus>
                        {words::CLOSE}
                    </button>
                </div>
            </form>
        </dialog>
    }
}
