//! The WASM entry of the console's inbox: hydrates what the server rendered. Everything else lives in `baton_app`.

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs as soon as the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    baton_app::console::browser::hydrate();
}
