//! The entry of the chat in the browser: it takes over the document that the server rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once, when the module has been loaded.
#[wasm_bindgen(start)]
pub fn start() {
    baton_widget::start();
}
