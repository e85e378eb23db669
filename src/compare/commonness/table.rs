//! The built-in table as bytes: a text head of four lines, then words and phrases, each as a count of entries and, for
//! each entry in the order of its hash, the step from the hash before (LEB128) and the users on a logarithmic scale (one
//! byte).

/// What the first line says; the number grows when the bytes change their meaning.
const MAGIC: &str = "agentkin commonness 1";
/// Steps of the logarithmic scale for each doubling.
const STEPS: f64 = 4.0;

/// A table before and after it is bytes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Table {
    /// What was counted, in a line.
    pub(super) source: String,
    /// When, as `2025-01-31`.
    pub(super) date: String,
    /// Agents counted.
    pub(super) agents: u32,
    /// Hash and users of each word, sorted by hash.
    pub(super) words: Vec<(u32, u32)>,
    /// The same of each phrase.
    pub(super) phrases: Vec<(u32, u32)>,
}

/// Why bytes are no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// The head is not that of a table of this version.
    Head,
    /// The entries end before their count is reached, or go on after it.
    Length,
    /// A hash does not come after the one before.
    Order,
}

impl Table {
    /// The table as bytes. Users are kept within a tenth.
    pub(super) fn encode(&self) -> Vec<u8> {
        let line = |text: &str| text.replace('\n', " ");
        let head = format!("{MAGIC}\n{}\n{}\n{}\n", line(&self.source), line(&self.date), self.agents);
        let mut out = head.into_bytes();
        for entries in [&self.words, &self.phrases] {
            write_number(&mut out, u32::try_from(entries.len()).unwrap_or(u32::MAX));
            let mut before = 0;
            for (hash, users) in entries {
                write_number(&mut out, hash - before);
                out.push(level(*users));
                before = *hash;
            }
        }
        out
    }

    /// The table that `bytes` hold.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Broken> {
        let mut rest = bytes;
        if next_line(&mut rest)? != MAGIC {
            return Err(Broken::Head);
        }
        let (source, date) = (next_line(&mut rest)?.to_owned(), next_line(&mut rest)?.to_owned());
        let agents = next_line(&mut rest)?.parse().map_err(|_| Broken::Head)?;
        let (words, phrases) = (entries(&mut rest)?, entries(&mut rest)?);
        if rest.is_empty() { Ok(Self { source, date, agents, words, phrases }) } else { Err(Broken::Length) }
    }
}

fn next_line<'b>(rest: &mut &'b [u8]) -> Result<&'b str, Broken> {
    let end = rest.iter().position(|byte| *byte == b'\n').ok_or(Broken::Head)?;
    let (line, after) = rest.split_at(end);
    *rest = &after[1..];
    std::str::from_utf8(line).map_err(|_| Broken::Head)
}

fn entries(rest: &mut &[u8]) -> Result<Vec<(u32, u32)>, Broken> {
    let count = read_number(rest)? as usize;
    // An entry takes two bytes at least: a count that promises more is a lie, and must not reserve memory.
    if count > rest.len() / 2 {
        return Err(Broken::Length);
    }
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(count);
    for _ in 0..count {
        let step = read_number(rest)?;
        let (users, after) = rest.split_first().ok_or(Broken::Length)?;
        *rest = after;
        let hash = match out.last() {
            None => step,
            Some((_, _)) if step == 0 => return Err(Broken::Order),
            Some((before, _)) => before.checked_add(step).ok_or(Broken::Order)?,
        };
        out.push((hash, users_at(*users)));
    }
    Ok(out)
}

fn write_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

fn read_number(rest: &mut &[u8]) -> Result<u32, Broken> {
    let mut out = 0u32;
    for shift in (0..32).step_by(7) {
        let (byte, after) = rest.split_first().ok_or(Broken::Length)?;
        *rest = after;
        out |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(out);
        }
    }
    Err(Broken::Order)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "4 log2 of 32 bits fits a byte")]
fn level(users: u32) -> u8 {
    (STEPS * f64::from(users.max(1)).log2()).round() as u8
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number of agents")]
fn users_at(level: u8) -> u32 {
    (f64::from(level) / STEPS).exp2().round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> Table {
        Table {
            source: "made for a test".to_owned(),
            date: "2025-01-31".to_owned(),
            agents: 4_000,
            words: vec![(0, 2), (7, 16), (u32::MAX, 4_000)],
            phrases: vec![(300, 3)],
        }
    }

    #[test]
    fn bytes_and_back() {
        let back = Table::decode(&made().encode()).unwrap();
        assert_eq!((back.agents, back.source.as_str(), back.words.len()), (4_000, "made for a test", 3));
        for ((hash, users), (hash_back, users_back)) in made().words.into_iter().zip(back.words) {
            assert_eq!(hash, hash_back);
            assert!((f64::from(users_back) / f64::from(users) - 1.0).abs() < 0.1, "{users} came back as {users_back}");
        }
    }

    #[test]
    fn broken_bytes_are_refused() {
        let bytes = made().encode();
        for end in 0..bytes.len() {
            assert!(Table::decode(&bytes[..end]).is_err(), "cut at {end}");
        }
        assert_eq!(Table::decode(&[&bytes[..], &[0]].concat()), Err(Broken::Length));
        assert_eq!(Table::decode(b"something else\n\n\n1\n"), Err(Broken::Head));
        let twice = Table { words: vec![(5, 1), (5, 1)], ..made() };
        assert_eq!(Table::decode(&twice.encode()), Err(Broken::Order));
    }
}
