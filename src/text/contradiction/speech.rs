//! In which language the agent is to answer.

use super::Claim;

/// The language that `sentence` tells the agent to answer in: a language by name, or the user's own.
pub(super) fn language(sentence: &str, words: &[&str]) -> Option<Claim> {
    let stance =
        spoken(sentence).or_else(|| abroad(words)).map(str::to_owned).or_else(|| told(words)).or_else(|| alone(words));
    let answers = stance.map(|stance| Claim::new("language of the answers", &stance, "language"));
    answers.or_else(|| used_for(words)).or_else(|| of_writing(words))
}

/// A language that is all the sentence names: "English only", "Language: English", "use English".
fn alone(words: &[&str]) -> Option<String> {
    const MOST: usize = 6;
    let orders = |word: &&str| matches!(*word, "only" | "language" | "use" | "speak" | "exclusively");
    let at = words.iter().position(|word| LANGUAGES.iter().any(|(name, _)| name == word))?;
    let said = words.iter().enumerate().filter(|(nth, _)| *nth != at);
    let told = words[..at].iter().any(orders) || matches!(words.get(at + 1), Some(&"only"));
    let fills = said.clone().all(|(_, word)| orders(word) || BETWEEN.contains(word) || ANSWERS.contains(word));
    (told && fills && words.len() <= MOST).then(|| words[at].to_owned())
}

/// What a language is to be used for: "use English for all output", "use German for code comments".
fn used_for(words: &[&str]) -> Option<Claim> {
    let at = words.iter().position(|word| *word == "use")?;
    let [_, language, "for", rest @ ..] = &words[at..] else { return None };
    let language = LANGUAGES.iter().find(|(name, _)| name == language)?.0;
    let plain = |word: &&str| BETWEEN.contains(word) || matches!(*word, "code" | "your" | "written" | "generated");
    let (thing, before) = rest.split_last()?;
    if words.iter().any(|word| HEDGES.contains(word)) || !before.iter().all(plain) {
        return None;
    }
    if ANSWERS.contains(thing) {
        return Some(Claim::new("language of the answers", language, "language"));
    }
    let thing = WRITTEN.iter().find(|(_, names)| names.contains(thing))?.0;
    let name = format!("language of {thing}");
    Some(Claim::new(&name, language, &name))
}

/// What the agent says, and whatever it says.
const ANSWERS: &[&str] = &[
    "output",
    "outputs",
    "response",
    "responses",
    "reply",
    "replies",
    "answer",
    "answers",
    "communication",
    "communications",
    "conversation",
    "conversations",
    "everything",
    "text",
    "messages",
    "interactions",
];

/// In which language something that the agent writes is to be: "write comments in English", "the summary must be in German".
fn of_writing(words: &[&str]) -> Option<Claim> {
    if words.iter().any(|word| HEDGES.contains(word)) {
        return None;
    }
    let at = words.iter().position(|word| *word == "in")?;
    let written = words[..at].iter().rev().find(|word| !BETWEEN.contains(word) && **word != "written")?;
    let thing = WRITTEN.iter().find(|(_, names)| names.contains(written)).map(|(thing, _)| *thing)?;
    let name = format!("language of {thing}");
    named(&words[at + 1..]).map(|stance| Claim::new(&name, &stance, &name))
}

/// What agents write beside their answers, and what it is called.
const WRITTEN: &[(&str, &[&str])] = &[
    ("comments", &["comment", "comments"]),
    ("summary", &["summary", "summaries"]),
    ("documentation", &["documentation", "docs", "docstrings", "readme"]),
    ("commits", &["commits", "messages"]),
    ("code", &["code", "identifiers", "names"]),
    ("report", &["report", "reports"]),
    ("plan", &["plan", "plans"]),
];

/// An order in a sentence of English words: `respond in Japanese`, `all answers must be in French`.
fn told(words: &[&str]) -> Option<String> {
    let written = |at: usize| words[at] == "write" && words.get(at + 1).is_some_and(|next| *next == "in");
    let tells = |at: &usize| VERBS.contains(&words[*at]) || NOUNS.contains(&words[*at]) || written(*at);
    let verb = (0..words.len()).find(tells)?;
    if words.iter().any(|word| HEDGES.contains(word)) && !words.contains(&"same") {
        return None;
    }
    let reach = &words[verb + 1..words.len().min(verb + 9)];
    let after = reach.iter().position(|word| matches!(*word, "in" | "using"))? + 1;
    // "Answer questions about jobs in German cities": between the verb and its "in" there is room for "the user", no more.
    let between_is_plain = reach[..after - 1].iter().all(|word| BETWEEN.contains(word));
    between_is_plain.then(|| named(&reach[after..])).flatten()
}

fn named(words: &[&str]) -> Option<String> {
    let plain =
        |word: &&&str| matches!(**word, "the" | "only" | "fluent" | "a" | "clear" | "natural" | "their" | "your");
    let at = words.iter().take_while(plain).count();
    let word = *words.get(at)?;
    if let Some(name) = LANGUAGES.iter().find(|(name, _)| *name == word) {
        return follows_well(words.get(at + 1).copied()).then(|| name.0.to_owned());
    }
    let users = matches!(word, "user's" | "users" | "user" | "same" | "preferred" | "language");
    let language = words.iter().skip(at).take(4).any(|word| *word == "language");
    (users && language).then(|| USERS_OWN.to_owned())
}

/// What may come behind a language's name where it is meant as one: "German cities" and "English literature" are not.
fn follows_well(next: Option<&str>) -> bool {
    const AFTER: &[&str] = &[
        "only",
        "as",
        "per",
        "unless",
        "at",
        "by",
        "to",
        "for",
        "regardless",
        "and",
        "language",
        "always",
        "even",
        "with",
    ];
    next.is_none_or(|next| AFTER.contains(&next))
}

/// The same in languages that are written without spaces.
fn spoken(sentence: &str) -> Option<&'static str> {
    // None of what is looked for is ASCII, and nearly all that is read is.
    if sentence.is_ascii() {
        return None;
    }
    let order = ORDERS.iter().any(|verb| sentence.contains(verb));
    let hedged = ["場合", "如果", "时用", "コメント", "注释"].iter().any(|word| sentence.contains(word));
    if !order || hedged {
        return None;
    }
    if ["ユーザーと同じ言語", "用户的语言", "用户使用的语言"].iter().any(|own| sentence.contains(own))
    {
        return Some(USERS_OWN);
    }
    LANGUAGES.iter().find(|(_, ways)| ways.iter().any(|way| sentence.contains(way))).map(|(name, _)| *name)
}

/// The same in tongues whose words are set apart: "antworte auf Deutsch", "отвечай на русском языке".
fn abroad(words: &[&str]) -> Option<&'static str> {
    let verb = words.iter().position(|word| ABROAD.iter().any(|begin| word.starts_with(begin)))?;
    let mut names = words.iter().filter_map(|word| language_abroad(word));
    let (name, only) = (names.next()?, names.next().is_none());
    // "Answer questions on comments in English" is about something else: nothing else is said than how it is done.
    let plain = |word: &&str| language_abroad(word).is_some() || BESIDE_ABROAD.contains(word);
    let all = words.iter().enumerate().all(|(at, word)| at == verb || plain(word));
    (only && all).then_some(name)
}

fn language_abroad(word: &str) -> Option<&'static str> {
    NAMES_ABROAD.iter().find(|(_, names)| names.contains(&word)).map(|(name, _)| *name)
}

/// How verbs of answering begin in other tongues.
const ABROAD: &[&str] =
    &["antwort", "respond", "répond", "отвеча", "ответ", "rispond", "답변", "대답", "응답", "antwoord", "odpowiad"];

/// What goes with them and says nothing else.
const BESIDE_ABROAD: &[&str] = &[
    "immer",
    "stets",
    "nur",
    "auf",
    "in",
    "bitte",
    "siempre",
    "sempre",
    "solo",
    "en",
    "em",
    "toujours",
    "uniquement",
    "всегда",
    "только",
    "на",
    "языке",
    "пожалуйста",
    "항상",
    "반드시",
    "al",
    "usuario",
    "dem",
    "nutzer",
    "altijd",
    "het",
    "zawsze",
    "po",
];

/// What languages are called in other tongues, as they stand behind "in".
const NAMES_ABROAD: &[(&str, &[&str])] = &[
    (
        "english",
        &[
            "englisch",
            "inglés",
            "ingles",
            "inglês",
            "anglais",
            "inglese",
            "английском",
            "영어로",
            "engels",
            "angielsku",
        ],
    ),
    ("german", &["deutsch", "alemán", "alemão", "allemand", "tedesco", "немецком", "독일어로", "duits", "niemiecku"]),
    ("french", &["französisch", "francés", "francês", "français", "francese", "французском", "프랑스어로", "frans"]),
    ("spanish", &["spanisch", "español", "espanhol", "espagnol", "spagnolo", "испанском", "스페인어로", "spaans"]),
    ("portuguese", &["portugiesisch", "portugués", "português", "portugais", "portoghese", "португальском"]),
    ("italian", &["italienisch", "italiano", "italien", "итальянском"]),
    ("russian", &["russisch", "ruso", "russo", "russe", "русском", "러시아어로"]),
    ("chinese", &["chinesisch", "chino", "chinês", "chinois", "cinese", "китайском", "중국어로"]),
    ("japanese", &["japanisch", "japonés", "japonês", "japonais", "giapponese", "японском", "일본어로"]),
    ("korean", &["koreanisch", "coreano", "coréen", "корейском", "한국어로"]),
    ("dutch", &["niederländisch", "nederlands"]),
    ("polish", &["polnisch", "polsku"]),
];

const USERS_OWN: &str = "the user's own";

const VERBS: &[&str] = &["respond", "reply", "communicate", "answer", "speak", "converse", "talk", "interact"];
const NOUNS: &[&str] = &[
    "responses",
    "response",
    "replies",
    "answers",
    "output",
    "outputs",
    "communication",
    "communications",
    "conversation",
];
const BETWEEN: &[&str] = &[
    "only",
    "always",
    "exclusively",
    "must",
    "should",
    "be",
    "are",
    "to",
    "users",
    "user",
    "the",
    "with",
    "back",
    "all",
    "them",
    "is",
    "written",
    "text",
    "messages",
];
const HEDGES: &[&str] = &["if", "when", "whenever", "unless", "otherwise", "default"];
const ORDERS: &[&str] =
    &["回答", "応答", "返答", "返信", "会話", "対話", "コミュニケーション", "回复", "回應", "交流", "沟通"];

/// English names of languages that prompts ask for, with how their own speakers ask for them.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("japanese", &["日本語で", "用日语"]),
    ("chinese", &["中文", "简体", "汉语", "中国語で"]),
    ("english", &["英語で", "用英文", "用英语"]),
    ("korean", &["韓国語で", "用韩语"]),
    ("german", &[]),
    ("french", &[]),
    ("spanish", &[]),
    ("portuguese", &[]),
    ("italian", &[]),
    ("russian", &[]),
    ("dutch", &[]),
    ("polish", &[]),
    ("turkish", &[]),
    ("arabic", &[]),
    ("hindi", &[]),
    ("vietnamese", &[]),
    ("thai", &[]),
    ("indonesian", &[]),
    ("ukrainian", &[]),
    ("swedish", &[]),
    ("danish", &[]),
    ("norwegian", &[]),
    ("finnish", &[]),
    ("czech", &[]),
    ("greek", &[]),
    ("hebrew", &[]),
    ("hungarian", &[]),
    ("romanian", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;

    fn stance(sentence: &str) -> Option<String> {
        let words = words(sentence);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        language(sentence, &words).map(|claim| claim.stance)
    }

    #[test]
    fn languages_are_told() {
        assert_eq!(stance("Always respond in Japanese as agreed").as_deref(), Some("japanese"));
        assert_eq!(stance("Reply to the user in the user's language").as_deref(), Some(USERS_OWN));
        assert_eq!(stance("必ず日本語で回答する").as_deref(), Some("japanese"));
        assert_eq!(stance("请用中文回复").as_deref(), Some("chinese"));
    }

    #[test]
    fn what_is_written_has_a_language_of_its_own() {
        let of = |sentence: &str| {
            let words = words(sentence);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            language(sentence, &words).map(|claim| (claim.name, claim.stance))
        };
        let told = |thing: &str, language: &str| Some((format!("language of {thing}"), language.to_owned()));
        assert_eq!(of("Write all code comments in English"), told("comments", "english"));
        assert_eq!(of("The summary must be in German."), told("summary", "german"));
        assert_eq!(of("Read the comments in German cities"), None);
        assert_eq!(of("Write comments in clear words"), None);
    }

    #[test]
    fn other_talk_is_not() {
        for other in ["Answer questions about jobs in German cities", "Respond in JSON", "Communicate in plain words"] {
            assert_eq!(stance(other), None, "{other}");
        }
    }
}
