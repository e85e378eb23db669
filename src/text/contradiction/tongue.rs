//! What is to be done and what never, in other tongues than English: the same words behind what orders and what forbids.

use super::Claim;

/// What `sentence`, which is made of `words`, orders or forbids in another tongue.
pub(super) fn stand(sentence: &str, words: &[&str]) -> Option<Claim> {
    let (said, stance) = spaced(words).or_else(|| unspaced(sentence))?;
    Some(Claim::new(&format!("tongue {said}"), stance, &said))
}

/// In tongues whose words are set apart: "nie" and "immer", "nunca" and "siempre". Endings go with the mood of the verb.
fn spaced(words: &[&str]) -> Option<(String, &'static str)> {
    /// What a word begins with stays whatever its mood.
    const ROOT: usize = 4;
    let tongue =
        TONGUES.iter().find(|tongue| words.iter().any(|w| tongue.never.contains(w) || tongue.always.contains(w)))?;
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let stance = match (has(tongue.never), has(tongue.always)) {
        (true, false) => "no",
        (false, true) => "yes",
        _ => return None,
    };
    if has(tongue.binds) {
        return None;
    }
    let tells = |word: &&&str| ![tongue.never, tongue.always, tongue.beside].iter().any(|list| list.contains(*word));
    let root = |word: &&str| word.chars().take(ROOT).collect::<String>();
    let said: Vec<String> = words.iter().filter(tells).map(root).collect();
    (said.len() > 1).then(|| (said.join(" "), stance))
}

/// In tongues that set no spaces, or put what forbids into the verb's ending.
fn unspaced(sentence: &str) -> Option<(String, &'static str)> {
    if sentence.is_ascii() || BINDS.iter().any(|bind| sentence.contains(bind)) {
        return None;
    }
    let bare = sentence.trim().trim_end_matches(['。', '！', '.', '!', '；']).trim_matches(['*', ' ']);
    let ends = |ways: &[&'static str]| ways.iter().find_map(|way| bare.strip_suffix(way));
    let begins = |ways: &[&'static str]| ways.iter().find_map(|way| bare.strip_prefix(way));
    let (said, stance) = None
        .or_else(|| ends(NEVER_ENDS).map(|said| (said, "no")))
        .or_else(|| ends(ALWAYS_ENDS).map(|said| (said, "yes")))
        .or_else(|| begins(NEVER_BEGINS).map(|said| (said, "no")))
        .or_else(|| begins(ALWAYS_BEGINS).map(|said| (said, "yes")))?;
    let said = FILLS.iter().fold(said.to_owned(), |said, fill| said.replace(fill, ""));
    (said.chars().count() > 2).then(|| (said.trim().to_owned(), stance))
}

/// How a tongue forbids and orders.
struct Tongue {
    never: &'static [&'static str],
    always: &'static [&'static str],
    /// What goes with either and says no more.
    beside: &'static [&'static str],
    /// What binds it to a case.
    binds: &'static [&'static str],
}

const TONGUES: &[Tongue] = &[
    Tongue {
        never: &["nie", "niemals", "keinesfalls"],
        always: &["immer", "stets"],
        beside: &["bitte"],
        binds: &["wenn", "falls", "ohne", "außer", "bevor", "nur", "nicht", "kein", "keine", "bis", "oder"],
    },
    Tongue {
        never: &["nunca", "jamás"],
        always: &["siempre", "sempre"],
        beside: &["por", "favor", "se"],
        binds: &["si", "cuando", "sin", "salvo", "excepto", "solo", "no", "antes", "quando", "sem", "o", "ou"],
    },
    Tongue {
        never: &["jamais"],
        always: &["toujours"],
        beside: &["ne", "n", "s'il"],
        binds: &["si", "quand", "sans", "sauf", "avant", "seulement", "pas", "ou", "lorsque"],
    },
    Tongue {
        never: &["никогда"],
        always: &["всегда"],
        beside: &["не", "пожалуйста"],
        binds: &["если", "когда", "без", "кроме", "только", "пока", "или", "перед"],
    },
];

/// What forbids at the end of a sentence, the longer before what is a part of it.
const NEVER_ENDS: &[&str] =
    &["しないでください", "しないこと", "してはいけません", "してはならない", "しない", "하지 마세요", "하지 마십시오"];
const ALWAYS_ENDS: &[&str] = &["してください", "すること", "する", "하세요", "하십시오"];

/// What forbids and what orders at its beginning.
const NEVER_BEGINS: &[&str] = &["绝对不要", "绝不要", "请不要", "请勿", "不要", "不得", "不必", "禁止", "切勿", "勿"];
const ALWAYS_BEGINS: &[&str] = &["一定要", "必须", "务必", "始终"];

/// What says how firmly, and no more.
const FILLS: &[&str] = &["必ず", "常に", "絶対に", "決して", "항상", "절대", "절대로", "반드시"];

/// What binds a sentence to a case.
const BINDS: &[&str] = &["場合", "とき", "限り", "如果", "除非", "只", "时", "前", "경우", "때"];

#[cfg(test)]
mod tests {
    use crate::text::contradiction::contradiction;

    #[test]
    fn ordered_and_forbidden_in_other_tongues() {
        for (a, b) in [
            ("Öffne nie das Tor.", "Öffne immer das Tor."),
            ("Nunca borres la tabla", "Borra siempre la tabla"),
            ("Ne ferme jamais la porte", "Ferme toujours la porte"),
            ("Никогда не открывай ворота.", "Всегда открывай ворота."),
            ("門を点検しないでください。", "門を点検してください。"),
            ("不要关闭大门。", "必须关闭大门。"),
        ] {
            assert!(contradiction(a, b).is_some(), "{a} | {b}");
        }
        for (a, b) in [
            ("Öffne nie das Tor.", "Öffne immer das Fenster."),
            ("Öffne nie das Tor ohne Licht.", "Öffne immer das Tor ohne Licht."),
            ("門を点検しないでください。", "窓を点検してください。"),
            ("不要关闭大门。", "必须关闭窗户。"),
        ] {
            assert_eq!(contradiction(a, b), None, "{a} | {b}");
        }
    }
}
