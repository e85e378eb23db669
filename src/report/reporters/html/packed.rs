//! JSON made fit to stand inside of a page.

use std::io::{self, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::DeflateEncoder};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The value as JSON that no HTML parser can take for markup: `<`, `>` and `&` stand only inside of strings, and are written
/// there as escapes (RFC 8259, section 7).
pub(super) fn embedded(value: &impl Serialize) -> io::Result<String> {
    let json = serde_json::to_string(value)?;
    Ok(json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

/// The value as JSON, deflated (RFC 1951), in base64: a third of its size.
pub(super) fn deflated(value: &impl Serialize) -> io::Result<String> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(&serde_json::to_vec(value)?)?;
    Ok(STANDARD.encode(encoder.finish()?))
}

/// Of nine: the last ones take twice the time for one byte in a hundred.
const LEVEL: u32 = 7;

/// What a Content-Security-Policy calls this script or style by: `'sha256-…'` (CSP Level 3, section 2.3.1).
pub(super) fn source_hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn no_markup_is_left() {
        let text = "</script><!-- & \u{2028}";
        let json = embedded(&text).unwrap();
        assert!(!json.contains(['<', '>', '&']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn what_is_deflated_comes_back() {
        let text = "bees ".repeat(500);
        let packed = deflated(&text).unwrap();
        assert!(packed.len() < 200);
        let mut json = String::new();
        let bytes = STANDARD.decode(packed).unwrap();
        flate2::read::DeflateDecoder::new(&bytes[..]).read_to_string(&mut json).unwrap();
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn the_hash_is_the_standards() {
        // The example of CSP Level 2, section 7.17.
        assert_eq!(source_hash("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }
}
