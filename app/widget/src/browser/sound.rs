//! A short, quiet tone, made on the spot: nothing is downloaded for it. Browsers allow it after a click, and the button
//! that switches it on is one.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::AudioContext;

use super::with_edge;
use crate::components::Ui;

/// Switches the sound, and lets it be heard once.
pub(crate) fn toggle_sound(ui: Ui) {
    let wanted = !ui.sound.get_untracked();
    ui.sound.set(wanted);
    with_edge(|edge| edge.cupboard.keep_sound(wanted));
    if wanted {
        play();
    }
}

pub(super) fn play() {
    _ = tone();
}

fn tone() -> Result<(), JsValue> {
    let context = AudioContext::new()?;
    let (tone, volume) = (context.create_oscillator()?, context.create_gain()?);
    let start = context.current_time();
    tone.frequency().set_value(660.0);
    volume.gain().set_value_at_time(0.12, start)?;
    volume
        .gain()
        .exponential_ramp_to_value_at_time(0.001, start + 0.35)?;
    tone.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&context.destination())?;
    tone.start()?;
    tone.stop_with_when(start + 0.4)
}
