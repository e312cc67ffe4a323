//! A short, quiet tone, made on the spot: nothing is downloaded for it. Browsers allow it after a click, and the button
//! that switches it on is one.

use wasm_bindgen::JsValue;
use web_sys::AudioContext;

use super::{page, with_edge};
use crate::components::SOUND_ELEMENT;

/// Switches the sound, and lets it be heard once.
pub(super) fn toggle() {
    let wanted = with_edge(|edge| {
        edge.sound = !edge.sound;
        edge.cupboard.keep_sound(edge.sound);
        edge.sound
    });
    let wanted = wanted.unwrap_or(false);
    show(wanted);
    if wanted {
        play();
    }
}

/// Shows on the button whether a sound is wanted.
pub(super) fn show(wanted: bool) {
    if let Some(button) = page::element(SOUND_ELEMENT) {
        _ = button.set_attribute("aria-pressed", if wanted { "true" } else { "false" });
    }
}

pub(super) fn play() {
    with_edge(|edge| _ = tone(&mut edge.audio));
}

/// A page may have only a few of what plays, so it keeps the one it has.
fn tone(kept: &mut Option<AudioContext>) -> Result<(), JsValue> {
    let context = match kept {
        Some(context) => context,
        None => kept.insert(AudioContext::new()?),
    };
    // It may have been made before the browser allowed it.
    _ = context.resume()?;
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
