//! How log lines are written. What happened may hold words of other people: an error's text, an address. Whatever they
//! are, an event stays on one line, and nothing in it can act on the terminal that shows it.

use std::fmt::{self, Write as _};
use std::io;

use tracing::Subscriber;
use tracing::field::Field;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::MakeExt;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::{Writer, debug_fn};

use crate::config::LogFormat;

/// What writes log lines of a format. `coloured` is for a terminal, and for text alone.
pub fn subscriber<W>(
    format: LogFormat,
    filter: EnvFilter,
    coloured: bool,
    writer: W,
) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer);
    match format {
        LogFormat::Text => Box::new(
            logs.with_ansi(coloured)
                .fmt_fields(debug_fn(field).delimited(" "))
                .finish(),
        ),
        LogFormat::Json => Box::new(
            logs.json()
                .flatten_event(true)
                .map_writer(Escaping)
                .finish(),
        ),
    }
}

fn field(writer: &mut Writer<'_>, field: &Field, value: &dyn fmt::Debug) -> fmt::Result {
    if field.name() != "message" {
        write!(writer, "{}=", field.name())?;
    }
    write!(OneLine(writer), "{value:?}")
}

/// Writes on, with control characters as people write them down.
struct OneLine<'a, 'w>(&'a mut Writer<'w>);

impl fmt::Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            if is_plain(character) {
                self.0.write_char(character)?;
            } else {
                write!(self.0, "{}", character.escape_default())?;
            }
        }
        Ok(())
    }
}

/// JSON escapes what may not stand in a string, and lets the rest of the controls through. They stand nowhere else in a
/// line, so that they can be escaped in the line as a whole.
struct Escaping<W>(W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for Escaping<W> {
    type Writer = EscapingWriter<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        EscapingWriter(self.0.make_writer())
    }
}

struct EscapingWriter<W>(W);

impl<W: io::Write> io::Write for EscapingWriter<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        if text
            .chars()
            .all(|character| character == '\n' || is_plain(character))
        {
            self.0.write_all(line)?;
        } else {
            let mut escaped = String::with_capacity(text.len() + 16);
            for character in text.chars() {
                if character == '\n' || is_plain(character) {
                    escaped.push(character);
                } else {
                    // None of them is beyond the first plane.
                    _ = write!(escaped, "\\u{:04x}", u32::from(character));
                }
            }
            self.0.write_all(escaped.as_bytes())?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Whether a character stands where it is written and does nothing else.
fn is_plain(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
