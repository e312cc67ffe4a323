//! The WASM entry of the console: hydrates the inbox that the server rendered, and brings alerts to every page.
//! Everything else lives in `baton_app`.

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs as soon as the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    baton_app::console::browser::begin();
}
