//! The sounds, made on the spot: nothing is downloaded for them. Browsers allow them once somebody has done something on
//! the page.

use std::cell::RefCell;

use baton_core::alert::Sound;
use leptos::prelude::*;
use leptos::web_sys::{AudioContext, OscillatorType};
use wasm_bindgen::JsValue;

/// One note: pitch in hertz, beginning and length in seconds, loudness.
struct Note {
    pitch: f32,
    at: f64,
    lasts: f64,
    volume: f32,
    shape: OscillatorType,
}

impl Note {
    const fn soft(pitch: f32, at: f64, lasts: f64, volume: f32) -> Self {
        Self {
            pitch,
            at,
            lasts,
            volume,
            shape: OscillatorType::Sine,
        }
    }
}

thread_local! {
    static CONTEXT: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

/// Whether the browser lets this page make a sound.
pub(super) fn is_allowed() -> bool {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into());
    let activation = get(&window().navigator(), "userActivation");
    let been = activation.and_then(|activation| get(&activation, "hasBeenActive"));
    been.is_ok_and(|been| been.is_truthy())
}

/// Lets a sound be heard.
pub(super) fn play(sound: Sound) {
    let notes = match sound {
        Sound::Muted => return,
        Sound::Chime => vec![
            Note::soft(659.3, 0.0, 0.35, 0.14),
            Note::soft(880.0, 0.16, 0.5, 0.14),
        ],
        Sound::Bell => vec![
            Note::soft(1_046.5, 0.0, 1.3, 0.13),
            Note::soft(2_637.0, 0.0, 0.7, 0.05),
            Note::soft(4_186.0, 0.0, 0.35, 0.02),
        ],
        Sound::Knock => [0.0, 0.17]
            .into_iter()
            .map(|at| Note {
                pitch: 170.0,
                at,
                lasts: 0.11,
                volume: 0.5,
                shape: OscillatorType::Triangle,
            })
            .collect(),
    };
    let _ = strike(&notes);
}

fn strike(notes: &[Note]) -> Result<(), JsValue> {
    CONTEXT.with_borrow_mut(|kept| {
        let context = match kept {
            Some(context) => context,
            None => kept.insert(AudioContext::new()?),
        };
        let _ = context.resume()?;
        notes.iter().try_for_each(|note| ring(context, note))
    })
}

fn ring(context: &AudioContext, note: &Note) -> Result<(), JsValue> {
    let (tone, volume) = (context.create_oscillator()?, context.create_gain()?);
    let start = context.current_time() + note.at;
    tone.set_type(note.shape);
    tone.frequency().set_value(note.pitch);
    volume.gain().set_value_at_time(note.volume, start)?;
    volume
        .gain()
        .exponential_ramp_to_value_at_time(0.000_5, start + note.lasts)?;
    tone.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&context.destination())?;
    tone.start_with_when(start)?;
    tone.stop_with_when(start + note.lasts + 0.05)
}
