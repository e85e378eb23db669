//! Which language a text is written in, as far as it matters for comparing: by script first, then by the little words
//! that every sentence needs (Grefenstette: "Comparing two language identification schemes", JADT 1995).

use super::words::{fold, for_each_word, is_stop, packed, slot};

/// Languages that can be told. `Other` is any script that is none of them; two texts in `Other` may differ in language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Language {
    English,
    Chinese,
    Japanese,
    Korean,
    Russian,
    Arabic,
    Thai,
    Portuguese,
    Spanish,
    French,
    German,
    Italian,
    Turkish,
    Other,
}

impl Language {
    /// Every one.
    const ALL: [Self; 14] = [
        Self::English,
        Self::Chinese,
        Self::Japanese,
        Self::Korean,
        Self::Russian,
        Self::Arabic,
        Self::Thai,
        Self::Portuguese,
        Self::Spanish,
        Self::French,
        Self::German,
        Self::Italian,
        Self::Turkish,
        Self::Other,
    ];

    /// Whether it is told by a script that English is not written in.
    #[must_use]
    pub const fn has_own_script(self) -> bool {
        matches!(
            self,
            Self::Chinese | Self::Japanese | Self::Korean | Self::Russian | Self::Arabic | Self::Thai | Self::Other
        )
    }

    /// The one with this [name](Self::name).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.name() == name)
    }

    /// A number of its own.
    #[must_use]
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// The language of this number.
    #[must_use]
    pub fn numbered(number: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.number() == number)
    }

    /// Its English name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Chinese => "Chinese",
            Language::Japanese => "Japanese",
            Language::Korean => "Korean",
            Language::Russian => "Russian",
            Language::Arabic => "Arabic",
            Language::Thai => "Thai",
            Language::Portuguese => "Portuguese",
            Language::Spanish => "Spanish",
            Language::French => "French",
            Language::German => "German",
            Language::Italian => "Italian",
            Language::Turkish => "Turkish",
            Language::Other => "another language",
        }
    }
}

/// Letters needed before anything is said.
const FEWEST_LETTERS: usize = 20;
/// Share of the letters that a script needs: technical prose in Japanese or Korean is half Latin names and code.
const SCRIPT_SHARE: f64 = 0.12;
/// Little words needed before a Latin text is said to be in a language.
const FEWEST_HITS: usize = 3;

/// The language that `text` is mostly written in; `None` where there is too little to tell.
#[must_use]
pub fn language(text: &str) -> Option<Language> {
    let scripts = Scripts::of(text);
    if scripts.letters() < FEWEST_LETTERS {
        return None;
    }
    scripts.language().or_else(|| by_little_words(text))
}

/// The language of prose that stands in pieces, such as the statements of a prompt; `None` where there is too little to tell.
/// Code in it (`` `…` ``) is in no language: a prompt about a database is half names and queries, whoever wrote it.
#[must_use]
pub fn spoken<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Option<Language> {
    let mut prose = String::new();
    for piece in pieces {
        // What stands between an odd mark and the next is code; a mark without a partner takes nothing away.
        let marks = piece.bytes().filter(|byte| *byte == b'`').count();
        if marks == 0 {
            prose.push_str(piece);
        } else {
            let parts = piece.split('`').enumerate();
            prose.extend(parts.filter(|(nth, _)| nth % 2 == 0 || *nth == marks).map(|(_, part)| part));
        }
        prose.push('\n');
    }
    language(&fold(&prose))
}

#[derive(Default)]
struct Scripts {
    latin: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    cyrillic: usize,
    arabic: usize,
    thai: usize,
    other: usize,
}

impl Scripts {
    fn of(text: &str) -> Self {
        let mut out = Self::default();
        if text.is_ascii() {
            out.latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
            return out;
        }
        for c in text.chars() {
            if c.is_ascii() {
                out.latin += usize::from(c.is_ascii_alphabetic());
            } else if c.is_alphabetic() {
                *out.slot(c) += 1;
            }
        }
        out
    }

    fn slot(&mut self, c: char) -> &mut usize {
        match c {
            '\u{0041}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}' => &mut self.latin,
            '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => &mut self.kana,
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}' => &mut self.han,
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => &mut self.hangul,
            '\u{0400}'..='\u{052f}' => &mut self.cyrillic,
            '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}' => &mut self.arabic,
            '\u{0e00}'..='\u{0e7f}' => &mut self.thai,
            _ => &mut self.other,
        }
    }

    fn letters(&self) -> usize {
        self.latin + self.han + self.kana + self.hangul + self.cyrillic + self.arabic + self.thai + self.other
    }

    /// What a script other than Latin says. Japanese is told from Chinese by its Kana.
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more than 52 bits")]
    fn language(&self) -> Option<Language> {
        let needed = self.letters() as f64 * SCRIPT_SHARE;
        let enough = |count: usize| count as f64 >= needed;
        if enough(self.kana + self.han) {
            let japanese = self.kana * 10 >= self.kana + self.han;
            return Some(if japanese { Language::Japanese } else { Language::Chinese });
        }
        [
            (self.hangul, Language::Korean),
            (self.cyrillic, Language::Russian),
            (self.arabic, Language::Arabic),
            (self.thai, Language::Thai),
            (self.other, Language::Other),
        ]
        .into_iter()
        .filter(|(count, _)| enough(*count))
        .max()
        .map(|(_, language)| language)
    }
}

/// Little words of each language that are none in the others listed, or nearly so.
const LITTLE_WORDS: &[(Language, &[&str])] = &[
    (
        Language::Portuguese,
        &["não", "uma", "para", "com", "os", "você", "são", "ao", "dos", "das", "em", "quando", "nao", "voce"],
    ),
    (Language::Spanish, &["el", "los", "las", "una", "para", "con", "del", "y", "está", "cuando", "usted", "más"]),
    (Language::French, &["les", "des", "une", "et", "pour", "avec", "dans", "est", "vous", "du", "sur", "qui"]),
    (Language::German, &["der", "die", "das", "und", "mit", "für", "nicht", "ein", "eine", "ist", "den", "auf"]),
    (Language::Italian, &["il", "gli", "della", "che", "per", "con", "una", "di", "sono", "nel", "è", "quando"]),
    (Language::Turkish, &["ve", "bir", "için", "ile", "bu", "değil", "veya", "olarak", "gibi", "daha", "ne", "her"]),
];

/// English stop words that are words of those languages too: their texts are full of them.
const SHARED: &[&str] = &["a", "am", "an", "as", "do", "i", "in", "me", "no", "on", "so", "was", "will"];

/// The little words by their packed bytes, 0 where there is none, each with the places in [`LITTLE_WORDS`] of the languages that
/// have it, as bits: every word of every text is asked for.
static LITTLE: [(u64, u8); 512] = little();

const fn little() -> [(u64, u8); 512] {
    let (mut out, mut at) = ([(0, 0); 512], 0);
    while at < LITTLE_WORDS.len() {
        let (list, mut nth) = (LITTLE_WORDS[at].1, 0);
        while nth < list.len() {
            if let Some(packed) = packed(list[nth].as_bytes()) {
                let mut free = slot(packed);
                while out[free].0 != 0 && out[free].0 != packed {
                    free = (free + 1) % out.len();
                }
                out[free] = (packed, out[free].1 | 1 << at);
            }
            nth += 1;
        }
        at += 1;
    }
    out
}

/// The places in [`LITTLE_WORDS`] of the languages that have a word, as bits.
fn languages_of(word: &str) -> u8 {
    let Some(packed) = packed(word.as_bytes()) else { return 0 };
    let mut at = slot(packed);
    while LITTLE[at].0 != 0 {
        if LITTLE[at].0 == packed {
            return LITTLE[at].1;
        }
        at = (at + 1) % LITTLE.len();
    }
    0
}

/// The language with most little words. What no list knows is English where it uses English ones, else nothing is said.
fn by_little_words(text: &str) -> Option<Language> {
    let mut hits = [0usize; LITTLE_WORDS.len()];
    let mut english = 0;
    for_each_word(text, |word| {
        english += usize::from(is_stop(word) && !SHARED.contains(&word));
        let mut languages = languages_of(word);
        while languages != 0 {
            hits[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    });
    let best = hits.iter().zip(LITTLE_WORDS).max_by_key(|(count, _)| **count);
    match best {
        Some((count, (language, _))) if *count > english && *count >= FEWEST_HITS => Some(*language),
        _ => (english >= FEWEST_HITS).then_some(Language::English),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told() {
        for (text, want) in [
            ("You water the roses and prune the hedge when it is time.", Language::English),
            ("バラに水をやり、必要に応じて生け垣を剪定してください。`prune` を使う", Language::Japanese),
            ("给玫瑰浇水，并在需要的时候修剪树篱，然后记录所有的工作。", Language::Chinese),
            ("장미에 물을 주고 필요할 때 울타리를 다듬고 기록을 남깁니다", Language::Korean),
            ("Você rega as rosas e não poda os arbustos quando chove, para uma boa colheita.", Language::Portuguese),
            ("Vous arrosez les roses et vous taillez la haie avec soin dans le jardin.", Language::French),
        ] {
            assert_eq!(language(text), Some(want), "{text}");
        }
    }

    #[test]
    fn accents_are_left_out_by_hand() {
        let text = "Voce rega as rosas no jardim e nao poda a sebe em dias de chuva, como o dono do jardim pediu.";
        assert_eq!(language(text), Some(Language::Portuguese));
    }

    #[test]
    fn code_is_in_no_language() {
        let rows = [
            "| 先给所有的玫瑰浇水，直到土壤湿润为止 | `garden water --all --until the bed is wet and the gauge says so` |",
            "修剪 `hedge` 时请小心",
        ];
        assert_eq!(spoken(rows), Some(Language::Chinese));
        assert_eq!(spoken(["``", "a lone ` in what the keeper of the light has to do"]), Some(Language::English));
    }

    #[test]
    fn every_little_word_is_found_in_its_languages_alone() {
        for word in LITTLE_WORDS.iter().flat_map(|(_, list)| *list).chain(&["the", "per cent", "unlisted-word"]) {
            let has = |at: &usize| LITTLE_WORDS[*at].1.contains(word);
            let bits = (0..LITTLE_WORDS.len()).filter(has).fold(0, |bits, at| bits | 1 << at);
            assert_eq!(languages_of(word), bits, "{word}");
        }
    }

    #[test]
    fn too_little_says_nothing() {
        assert_eq!(language("cargo fmt"), None);
        assert_eq!(language("kubectl terraform prometheus grafana ansible"), None);
    }
}
