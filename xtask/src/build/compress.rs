//! Brotli and gzip at their best, once, at build time.

use std::io::Write;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// What is compressed already is not in this list.
const COMPRESSIBLE: [&str; 10] = [
    "css",
    "html",
    "ico",
    "js",
    "json",
    "map",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];

/// A way in which a file may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    pub(super) const ALL: [Encoding; 2] = [Encoding::Brotli, Encoding::Gzip];

    /// The name of the compressed file beside the plain one.
    pub(super) fn beside(self, served: &str) -> String {
        match self {
            Encoding::Brotli => format!("{served}.br"),
            Encoding::Gzip => format!("{served}.gz"),
        }
    }

    pub(super) fn compress(self, content: &[u8]) -> Result<Vec<u8>> {
        match self {
            Encoding::Brotli => {
                let parameters = BrotliEncoderParams {
                    quality: 11,
                    lgwin: 22,
                    size_hint: content.len(),
                    ..BrotliEncoderParams::default()
                };
                let mut compressed = Vec::new();
                brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
                Ok(compressed)
            }
            Encoding::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(content)?;
                Ok(encoder.finish()?)
            }
        }
    }
}

/// Whether files of this kind tend to get smaller.
pub(super) fn is_worth_trying(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| COMPRESSIBLE.contains(&extension))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    const TEXT: &str =
        "a calm tool for people under pressure, a calm tool for people under pressure";

    #[test]
    fn brotli_gives_back_what_it_was_given() {
        let compressed = Encoding::Brotli.compress(TEXT.as_bytes()).unwrap();
        let mut restored = Vec::new();
        brotli::BrotliDecompress(&mut &compressed[..], &mut restored).unwrap();
        assert_eq!(restored, TEXT.as_bytes());
        assert!(compressed.len() < TEXT.len());
    }

    #[test]
    fn gzip_gives_back_what_it_was_given() {
        let compressed = Encoding::Gzip.compress(TEXT.as_bytes()).unwrap();
        let mut restored = String::new();
        flate2::read::GzDecoder::new(&compressed[..])
            .read_to_string(&mut restored)
            .unwrap();
        assert_eq!(restored, TEXT);
    }
}
