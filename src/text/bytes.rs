//! Asking of many bytes at once.

/// Bytes that are looked at before it is asked whether any of them was meant.
const AT_ONCE: usize = 64;

/// Whether any of `bytes` is meant. Most often none is, and then they are looked at many at a time, which
/// [`Iterator::any`] cannot: it must stop at the first.
#[inline]
pub fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(AT_ONCE).any(|some| some.iter().fold(false, |found, byte| found | is(*byte)))
}

/// Whether two neighbours among `bytes` are both `byte`.
#[inline]
#[must_use]
pub fn doubled(bytes: &[u8], byte: u8) -> bool {
    let Some((_, later)) = bytes.split_first() else { return false };
    bytes.iter().zip(later).filter(|(x, y)| **x == byte && **y == byte).count() > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_looked_at() {
        for len in [0, 1, 63, 64, 65, 200] {
            for at in 0..len {
                let mut bytes = vec![b'a'; len];
                assert!(!any(&bytes, |byte| byte == b'Z') && !doubled(&bytes, b'Z'));
                bytes[at] = b'Z';
                assert!(any(&bytes, |byte| byte == b'Z') && !doubled(&bytes, b'Z'));
                if at > 0 {
                    bytes[at - 1] = b'Z';
                    assert!(doubled(&bytes, b'Z'));
                }
            }
        }
    }
}
