//! Who the agent is: an agent is one, and of two texts that say it one is to be chosen.

/// What two texts contradict each other about that both say who the agent is.
pub(super) const PERSONA: &str = "who the agent is";

/// What is to be settled where one of them goes on to tell the agent what to do, and so stands beside the other.
pub(super) const BOTH_STAND: &str = "who the agent is, told twice";

/// Whether a text begins with who the agent is.
pub(super) fn opens(text: &str) -> bool {
    may_open(text) && begins(text, &bare(text))
}

/// Whether a text, and what is bare of it, begins as one that says who the agent is.
fn begins(text: &str, bare: &str) -> bool {
    OPENINGS.iter().any(|opening| bare.starts_with(opening)) || begins_with_name(text)
}

/// Whether a text begins with the agent's name: "You are Lamp Keeper". What is shouted is none: "You are NOT …".
fn begins_with_name(text: &str) -> bool {
    let text = text.replace(is_emphasis, "");
    let Some(rest) = ["You are ", "you are "].iter().find_map(|begin| text.trim_start().strip_prefix(begin)) else {
        return false;
    };
    let mut letters = rest.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Whether a text's first letters could be those of an opening: most texts need not be folded to know.
fn may_open(text: &str) -> bool {
    /// As many letters as the shortest opening has.
    const FIRST: usize = 2;
    let letters = text.chars().filter(|c| !is_emphasis(*c)).skip_while(|c| c.is_whitespace());
    let first: String = letters.take(FIRST).flat_map(char::to_lowercase).collect();
    OPENINGS.iter().any(|opening| opening.starts_with(&first))
}

fn is_emphasis(c: char) -> bool {
    matches!(c, '*' | '_')
}

/// Whether a text says who the agent is and nothing else: one sentence that leads into nothing, or further ones that go on to
/// describe the agent and tell it to do nothing.
pub(super) fn is_whole(text: &str) -> bool {
    let bare = bare(text);
    if !begins(text, &bare) || bare.ends_with([':', '：']) {
        return false;
    }
    let mut sentences = sentences(&bare).into_iter();
    sentences.next().is_some() && sentences.all(describes)
}

/// Whether a text goes on about the agent or what it is given, and names things without asking for them: "I'm …", "The … agent
/// is …", "You will receive …".
pub(super) fn tells_of_agent(text: &str) -> bool {
    const LONGEST_NAME: usize = 3;
    let bare = bare(text);
    if TOLD_OF_IT.iter().any(|opening| bare.starts_with(opening)) {
        return true;
    }
    let mut words = bare.split_whitespace();
    let sort = words.by_ref().take(1 + LONGEST_NAME).any(|word| matches!(word, "agent" | "subagent" | "skill"));
    sort && bare.starts_with("the ") && matches!(words.next(), Some("is" | "specializes" | "specialises"))
}

/// A text without its marks, in small letters.
fn bare(text: &str) -> String {
    text.replace(is_emphasis, "").trim().to_lowercase()
}

/// The sentences of a folded text; a colon at the end of a line ends one too.
fn sentences(bare: &str) -> Vec<&str> {
    let mut out = vec![bare];
    for end in [". ", "! ", ".\n", "。", ":\n"] {
        out = out.into_iter().flat_map(|sentence| sentence.split(end)).collect();
    }
    out.into_iter().map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

/// Whether a sentence goes on to say who the agent is.
fn describes(sentence: &str) -> bool {
    let orders = |word: &str| ORDERS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''));
    DESCRIPTIONS.iter().any(|opening| sentence.starts_with(opening)) && !sentence.split_whitespace().any(orders)
}

const OPENINGS: &[&str] = &[
    "you are a ",
    "you are an ",
    "you are the ",
    "你是",
    "您是",
    "あなたは",
    "당신은",
    "tu es un",
    "vous êtes un",
    "du bist ein",
    "sie sind ein",
    "eres un",
    "você é um",
    "ты —",
    "ты - ",
    "вы —",
];

/// How texts begin that tell of the agent, or of what it gets, and ask for nothing.
const TOLD_OF_IT: &[&str] = &[
    "i am ",
    "i'm ",
    "i\u{2019}m ",
    "this agent is ",
    "this skill is ",
    "this subagent is ",
    "you will receive ",
    "you'll receive ",
    "you receive ",
    "you will be given ",
    "you are given ",
];

/// How sentences begin that describe the agent.
const DESCRIPTIONS: &[&str] = &[
    "you are ",
    "you're ",
    "you approach ",
    "you believe ",
    "you have ",
    "you help ",
    "you bring ",
    "you excel ",
    "you specialize ",
    "you specialise ",
    "you combine ",
    "you possess ",
    "you understand ",
    "you think ",
    "you value ",
    "your expertise ",
    "your focus ",
    "your specialty ",
    "your specialties ",
    "your mastery ",
    "your strength ",
    "your strengths ",
    "your background ",
    "your experience ",
    "your knowledge ",
    "your deep ",
    "your mission is ",
    "your role is ",
    "focus spans ",
    "masters ",
    "specializing in ",
];

/// Words by which a sentence tells the agent to do something, or not to.
const ORDERS: &[&str] =
    &["never", "not", "no", "don't", "cannot", "only", "must", "always", "should", "avoid", "unless", "if", "when"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_is_one() {
        assert!(
            opens("**You are Lamp Keeper.** Oil comes first.") && is_whole("You are Lamp Keeper, warden of the pier.")
        );
        for other in ["You are NOT a toy.", "You are free to ask.", "You are here to help."] {
            assert!(!opens(other), "{other}");
        }
        for text in [
            "You are a keeper of lights.",
            "**You are an** old hand at nets",
            "你是一位灯塔看守人。",
            "You are a keeper of lights. Your expertise lies in wicks and oil. You excel at long watches.",
            "You are a keeper of lights. You approach each night with patience. Masters wicks and oil.",
        ] {
            assert!(opens(text) && is_whole(text), "{text}");
        }
        for text in [
            "You are a keeper. Trim the wick.",
            "You are asked for oil",
            "Keep the light",
            "You are a keeper who:",
            "You are a keeper. You have the key, and must never lend it.",
        ] {
            assert!(!is_whole(text), "{text}");
        }
    }
}
