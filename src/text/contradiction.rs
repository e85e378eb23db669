//! Whether two instructions contradict each other, and about what. Built for precision: where a sentence hedges, or speaks
//! of another object, it claims nothing that could be contradicted.

mod asking;
mod bound;
mod choice;
mod consent;
mod deed;
mod direction;
mod failure;
mod flag;
mod measure;
mod negation;
mod network;
mod opposite;
mod planning;
mod polarity;
mod preference;
mod presence;
mod reach;
mod rights;
mod sequence;
mod shape;
mod speech;
mod tongue;
mod units;
mod wording;

use std::borrow::Cow;

use self::bound::Bound;
use super::words::{hash, words};

/// Two instructions that cannot both be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// What they disagree about, in a few words: "language", "10 years / 15 years".
    pub about: String,
}

/// What a claim is about; claims on different topics never contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic(u64);

/// What one sentence holds on one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Claim {
    topic: Topic,
    /// What is held, folded: a language, a number, `yes` or `no`.
    stance: String,
    /// The topic in words; empty where the two stances say it best.
    name: String,
    /// How the amount binds that it holds, where it holds one.
    bound: Option<Bound>,
    /// The label that it is told under, where it is an amount told under one: "Minor: within 7 days" is another case than
    /// "Critical: within 24 hours".
    case: Option<u64>,
}

/// How a sentence stands in its statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It is all that the statement says.
    Alone,
    /// It is a piece that may leave out what it is about.
    Piece,
}

/// What a statement holds, made once and held against many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    claims: Vec<Claim>,
}

impl Claim {
    fn new(under: &str, stance: &str, name: &str) -> Self {
        Self { topic: topic(under), stance: stance.to_owned(), name: name.to_owned(), bound: None, case: None }
    }

    /// Whether it and `other`, on whatever topic each is, hold what cannot both be had.
    fn excludes(&self, other: &Self) -> bool {
        let differ = self.stance != other.stance;
        let one_case = self.case.is_none() || other.case.is_none() || self.case == other.case;
        let excludes = || match (self.bound, other.bound) {
            (Some(one), Some(another)) => differ && one != another && one.is_like(another) || one.excludes(another),
            _ => differ,
        };
        self.topic == other.topic && one_case && excludes()
    }
}

impl Claims {
    /// The claims of a statement's wording.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let sentences = sentences(text);
        let told = sentences.iter().filter(|sentence| !sentence.trim().is_empty()).count();
        let standing = if told == 1 { Standing::Alone } else { Standing::Piece };
        let of = |sentence| {
            let under_label = labelled(sentence).into_iter().flat_map(claims_under_label);
            claims_of_sentence(sentence, standing).into_iter().chain(under_label)
        };
        Self { claims: sentences.into_iter().flat_map(of).collect() }
    }

    /// What this statement and `other` contradict each other about. Symmetric.
    #[must_use]
    pub fn against(&self, other: &Claims) -> Option<Contradiction> {
        let clash = |mine: &Claim| {
            let theirs = other.claims.iter().find(|theirs| mine.excludes(theirs))?;
            Some(Contradiction { about: about(mine, theirs) })
        };
        // A statement that holds both sides itself (rules for two cases) contradicts nobody.
        let torn = |claims: &Claims, topic| claims.claims.iter().any(|x| x.topic == topic && claims.splits(x));
        self.claims.iter().filter(|mine| !torn(self, mine.topic) && !torn(other, mine.topic)).find_map(clash)
    }

    fn splits(&self, claim: &Claim) -> bool {
        self.claims.iter().any(|x| x.topic == claim.topic && x.stance != claim.stance)
    }

    /// What it makes claims about.
    pub fn topics(&self) -> impl Iterator<Item = Topic> + '_ {
        self.claims.iter().map(|claim| claim.topic)
    }
}

/// What `a` and `b` contradict each other about; `None` where both can be followed. Symmetric.
#[must_use]
pub fn contradiction(a: &str, b: &str) -> Option<Contradiction> {
    Claims::of(a).against(&Claims::of(b))
}

/// The claims of what stands behind a label.
fn claims_under_label((label, said): (&str, &str)) -> Vec<Claim> {
    let case = hash(&words(label).join(" "));
    let cased = |claim: Claim| Claim { case: is_number(&claim.stance).then_some(case), ..claim };
    claims_of_sentence(said, Standing::Piece).into_iter().map(cased).collect()
}

/// The claims of a sentence.
fn claims_of_sentence(sentence: &str, standing: Standing) -> Vec<Claim> {
    let sentence = &*ungrouped(sentence);
    let words: Vec<String> = words(sentence);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (plain, words) = (words.clone(), wording::joined(&words));
    let mut out = Vec::new();
    out.extend(speech::language(sentence, &words));
    out.extend(measure::years(&words));
    // An example orders nothing: another would do as well.
    if !matches!(words[..], ["for", "example" | "instance", ..] | ["e.g" | "example", ..]) {
        out.extend(measure::amount(sentence, &words, standing));
    }
    // It counts words up to a mark.
    out.extend(polarity::stand(sentence, &plain));
    out.extend(negation::stand(&words));
    out.extend(sequence::stand(sentence, &words));
    out.extend(consent::stand(&words));
    out.extend(preference::stand(sentence, &words));
    out.extend(opposite::stands(&words));
    // "Use tabs, not spaces" chooses tabs.
    let chosen = super::words::words(preference::chosen(sentence).unwrap_or(""));
    out.extend(opposite::stands(&chosen.iter().map(String::as_str).collect::<Vec<_>>()));
    out.extend(reach::stand(&words));
    out.extend(direction::stand(&words));
    out.extend(shape::stand(sentence, &words));
    out.extend(choice::stands(sentence, &words));
    out.extend(presence::stand(sentence, &words));
    out.extend(planning::stand(sentence, &words));
    out.extend(asking::stand(&words));
    out.extend(network::stand(&words));
    out.extend(failure::stand(&words));
    out.extend(flag::stands(sentence, standing));
    out.extend(tongue::stand(sentence, &words));
    out
}

/// What stands behind the label of a sentence: "**Branches:** never push to main". A label that shows how not to do it, or binds
/// what follows to a case, is none.
fn labelled(sentence: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 3;
    let (label, said) = sentence.split_once(':')?;
    let said = said.trim_start_matches(['*', '_', ' ']);
    let named = words(label);
    let plain = named.iter().all(|word| !TELLING_LABELS.contains(&word.as_str()) && !is_number(word));
    // A piece of code, or what is done wrong, orders nothing.
    let names_only = said.starts_with('`') || said.split_whitespace().next().is_some_and(|verb| verb.ends_with("ing"));
    (plain && !names_only && (1..=LONGEST).contains(&named.len()) && !said.contains(':') && said.contains(' '))
        .then_some((label, said))
}

/// Words of labels that make another thing of what follows than an instruction.
const TELLING_LABELS: &[&str] = &[
    "example",
    "examples",
    "bad",
    "wrong",
    "good",
    "right",
    "correct",
    "incorrect",
    "poor",
    "better",
    "don't",
    "do",
    "not",
    "never",
    "no",
    "avoid",
    "if",
    "when",
    "for",
    "in",
    "before",
    "after",
    "user",
    "assistant",
    "agent",
    "you",
    "input",
    "output",
    "note",
    "e.g",
    "option",
    "anti",
    "antipattern",
    "pattern",
    "step",
    "phase",
    "why",
    "result",
    "symptom",
    "problem",
    "fix",
    "prompt",
    "question",
    "answer",
    "unless",
    "during",
    "only",
    "without",
    "except",
    "on",
    "mode",
    "case",
];

/// A sentence with its numbers written as one word each: "1,000" as "1000".
fn ungrouped(sentence: &str) -> Cow<'_, str> {
    let bytes = sentence.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let groups = |at: usize| at > 0 && is_digit(at - 1) && (1..=3).all(|nth| is_digit(at + nth)) && !is_digit(at + 4);
    let marks: Vec<usize> = sentence.match_indices(',').map(|(at, _)| at).filter(|at| groups(*at)).collect();
    if marks.is_empty() {
        return Cow::Borrowed(sentence);
    }
    Cow::Owned(sentence.char_indices().filter(|(at, _)| !marks.contains(at)).map(|(_, c)| c).collect())
}

fn about(mine: &Claim, theirs: &Claim) -> String {
    if !mine.name.is_empty() {
        return mine.name.clone();
    }
    // "More than 10" and "less than 10" name one number.
    if mine.stance == theirs.stance {
        return format!("less / more than {}", mine.stance);
    }
    let mut sides = [mine.stance.as_str(), theirs.stance.as_str()];
    sides.sort_unstable();
    sides.join(" / ")
}

fn topic(of: &str) -> Topic {
    Topic(hash(of))
}

/// What a detector makes of a bare sentence.
#[cfg(test)]
fn read<T>(sentence: &str, stand: impl FnOnce(&str, &[&str]) -> T) -> T {
    let words: Vec<String> = words(sentence);
    stand(sentence, &words.iter().map(String::as_str).collect::<Vec<_>>())
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// The sentences of `text`, cut after `.`, `!`, `?`, `;` before white space, and after their full-width kin.
fn sentences(text: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let spaced = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        let ends = matches!(c, '。' | '！' | '？' | '；') || (matches!(c, '.' | '!' | '?' | ';') && spaced);
        if ends {
            let end = at + c.len_utf8();
            out.push(&text[start..end]);
            start = end;
        }
    }
    out.push(&text[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(a: &str, b: &str) -> Option<String> {
        let (one, other) = (contradiction(a, b), contradiction(b, a));
        assert_eq!(one, other, "the order of the two changes what is said");
        one.map(|c| c.about)
    }

    #[test]
    fn what_contradicts() {
        let pairs = [
            ("Always communicate in Japanese.", "Respond in the same language the user uses", "language"),
            ("Reply in French.", "All answers must be in English", "language"),
            (
                "You are a gardener with 15+ years of experience.",
                "You bring over 10 years of hands-on experience",
                "10 years / 15 years",
            ),
            ("Never edit tests.", "Write the tests", "change test"),
            ("Do not use emojis.", "Use emojis", "use emoji"),
            ("Keep functions under 50 lines", "Keep functions under 80 lines", "50 / 80"),
            ("You may push commits", "You must not push commits", "push commit"),
            ("Do not modify any files.", "Modify the files as needed.", "change file"),
            ("Never commit.", "Commit after each step.", "commit"),
            ("Never run shell commands.", "Run shell commands whenever they help.", "run command shell"),
            ("Never run commands", "Run shell commands to verify each change", "run command"),
            ("Never commit to main", "Commit straight to main", "commit main"),
            ("Don't push to the remote.", "Push to the remote when done.", "push remote"),
            ("You must not delete logs.", "Delete logs once they are read.", "delete log"),
            ("Do not ask the user questions.", "Ask the user questions before you begin.", "ask question user"),
            ("You are read-only.", "You may edit files", "change file"),
            ("Ask for confirmation before deploying.", "Deploy without asking.", "asking first: deploy"),
            ("Prefer ropes over chains", "Prefer chains over ropes", "preference: chain or rope"),
            ("Retry up to 3 times.", "Retry up to five times", "3 / 5"),
            ("Use the log in reports", "Omit the log in reports", "omit / use"),
            ("List at least 3 risks", "List at most 3 risks", "least / most"),
            ("List at least 3 risks", "List exactly 3 risks", "exactly / least"),
            ("Keep it below 200 words", "Keep it above 200 words", "less / more than 200"),
            ("You have read access to the files", "You have write access to the files", "read / write"),
            ("Report flaky tests", "Ignore flaky tests", "ignore / report"),
            ("Enable the cache", "Disable the cache", "disable / enable"),
            ("Include the drafts", "Exclude the drafts", "omit / use"),
            ("Hide debug output", "Show debug output", "hide / show"),
            ("Accept empty input", "Reject empty input", "accept / reject"),
            ("Review all files of a change", "Review few files of a change", "all / few"),
            ("The build must pass with warnings", "The build must fail with warnings", "fail / pass"),
            ("Push to any branch but main", "Push to main", "push main"),
            ("Force pushing isn\u{2019}t allowed", "Force pushing is allowed", "push force"),
            ("Use REST instead of GraphQL", "Use GraphQL instead of REST", "preference: graphql or rest"),
            ("Run the linter then the tests", "Run the tests then the linter", "what comes first: linter run test"),
            ("Do not modify files.", "Fix directly in the files", "change file"),
            ("Write comments in English", "Write comments in German", "language of comments"),
            ("Write the summary in French", "The summary must be in English", "language of summary"),
            ("Report three findings", "Report ten findings", "10 / 3"),
            ("Timeout is 30 seconds", "Timeout is 5 minutes", "30 seconds / 5 minutes"),
            ("Set the timeout to 30 seconds.", "Set the timeout to 5 minutes.", "30 seconds / 5 minutes"),
            ("Require approval from two reviewers.", "Require approval from one reviewer.", "1 / 2"),
            ("Build the pages with Nuxt 3.", "Build the pages with Nuxt 4.", "nuxt 3 / nuxt 4"),
            ("Use zod 4.1.12", "Use zod 4.3.6", "zod 4.1.12 / zod 4.3.6"),
            ("Back the ledger up daily", "Back the ledger up weekly", "daily / weekly"),
            ("Summarise before the change.", "Summarise after the change.", "what comes first: change summarise"),
            ("Ask, before each change of course", "Ask, after each change of course", "after / before"),
            ("Put the risks first", "Put the risks last", "first / last"),
            ("Write the report as JSON", "Write the report as YAML", "json / yaml"),
            ("Write long answers", "Write short answers", "long / short"),
            ("Use single quotes.", "Use double quotes.", "double / single"),
            ("Use upper case for flags", "Use lower case for flags", "lower / upper"),
            ("Only edit files in `src`", "Edit any file", "how far: change file"),
            ("You are read-only.", "Make changes to files as needed.", "change file"),
            ("Work in read-only mode.", "Make the changes directly.", "change file"),
            ("Stop if a check fails", "Continue if a check fails", "continue / stop"),
            ("Set the timeout to 30", "Set the timeout to 30000", "30 / 30000"),
            ("Timeout: 30", "Timeout: 30000", "30 / 30000"),
            ("Delete temporary tables", "Keep temporary tables", "delete / keep"),
            ("Do not deploy on Fridays", "Deploying on Fridays is allowed", "deploy friday"),
            ("Logs may be deleted", "Logs must not be deleted", "logs be deleted"),
            ("Never edit tests", "Feel free to edit tests", "change test"),
            ("Stop and wait if a check fails", "Continue if a check fails", "continue / stop"),
            ("The review is mandatory for hotfixes", "The review is optional for hotfixes", "mandatory / optional"),
            ("Deploy unless the tests fail", "Deploy if the tests fail", "if / unless"),
            ("Keep coverage over 80%", "Keep coverage over 90%", "80 / 90"),
            ("Ask at most 3 questions", "Ask up to five questions", "3 / 5"),
            ("Listen on port 8080", "Listen on port 3000", "3000 / 8080"),
            ("Lock the database", "Unlock the database", "lock / unlock"),
            ("Roll out the release", "Roll back the release", "back / out"),
            ("Turn on strict mode", "Turn off strict mode", "off / on"),
            ("Trust the tests over the docs", "Trust the docs over the tests", "preference: doc or test"),
            (
                "Copy data from staging to production",
                "Copy data from production to staging",
                "which way: production and staging",
            ),
            ("Branch off from main", "Branch off from develop", "develop / main"),
            ("Use npm", "Use pnpm", "npm / pnpm"),
            ("Design pages desktop-first", "Design pages mobile-first", "desktop / mobile"),
            ("Keep answers concise", "Keep answers verbose", "long / short"),
            (
                "Expert in React 18+ and Vue 3+ work",
                "Expert in React 19+ and Vue 3+ work",
                "react 18+, vue 3+ / react 19+, vue 3+",
            ),
        ];
        for (a, b, what) in pairs {
            assert_eq!(about(a, b).as_deref(), Some(what), "{a} | {b}");
        }
    }

    /// The same demand from either side, said in other words.
    #[test]
    fn what_contradicts_in_other_words() {
        let pairs = [
            ("Output must be in English", "Answer in Japanese", "language"),
            ("Use English for all output", "Respond in German", "language"),
            ("English only.", "Always answer in French", "language"),
            ("Language: English", "All responses must be in Polish", "language"),
            ("Use English for code comments", "Write comments in German", "language of comments"),
            ("Never log passwords, tokens or keys.", "Log tokens for debugging", "log token"),
            ("Network access is permitted", "Network access is prohibited", "access network"),
            ("You have permission to move boats", "You have no permission to move boats", "move boat"),
            ("You have permission to push", "Never push", "push"),
            ("You must not write code", "Write code", "change code"),
            ("Read-only access", "Edit files", "change file"),
            ("**Plan only**: you hand the plan on", "Implement the modules", "plan only or build"),
            ("Do not write any code.", "Build features, module by module", "plan only or build"),
            ("This is a read-only agent.", "Edit the code directly.", "change code"),
            ("Auto-approve all changes", "Ask first", "asking first"),
            ("Ask for confirmation", "Do not wait for confirmation", "asking first"),
            ("Ask before deleting files", "Never ask for permission", "asking first"),
            ("Prefer mocks", "Avoid mocks", "use mock"),
            ("Oil checks are mandatory", "Oil checks are optional", "mandatory / optional"),
            ("Keep files under 1,000 lines", "Keep files under 2000 lines", "1000 / 2000"),
            ("Coverage > 80 %", "Coverage > 95 %", "80 / 95"),
            ("Maintain 80% coverage", "Maintain 95% coverage", "80 / 95"),
            ("Ask max 3 questions", "Ask at most 5 questions", "3 / 5"),
            ("Use tabs, not spaces", "Use spaces, not tabs", "preference: space or tab"),
            ("Use tabs, not spaces", "Use spaces", "spaces / tabs"),
            ("Return only JSON", "Format your response as Markdown", "format of the answers"),
            ("Return only JSON", "Report in this Markdown format:", "format of the answers"),
            ("Run at most 3 agents", "Run 5 agents at once", "3 / 5"),
            ("Spawn no more than two workers", "Spawn 4 workers", "2 / 4"),
            ("Network access is forbidden", "You may access the network", "access network"),
            ("No network access", "Access the network as needed", "access network"),
            ("You have no internet access", "Use the internet for research", "access internet"),
            ("File deletion is prohibited", "Delete files once they are merged", "delete file"),
            ("Ask before deleting", "Delete on your own initiative", "asking first: delete"),
            ("Approval is required before deploying", "Deploy at your own discretion", "asking first: deploy"),
            (
                "You need no approval to delete files",
                "Ask for approval before deleting files",
                "asking first: delete file",
            ),
            ("Answer in under 100 words", "Write at least 500 words", "100 / 500"),
            ("Keep responses under 100 words", "Responses must have at least 500 words", "100 / 500"),
            ("Never use emojis", "Sprinkle emojis", "use emoji"),
            ("No emojis", "Start each title with an emoji", "use emoji"),
            ("Require two approvals before merging", "Merge after one approval", "1 / 2"),
            ("Two approvals are required", "One approval is enough", "1 / 2"),
            ("Log at debug level", "Log at error level", "log level"),
            ("Set the log level to info", "Log at warn level", "log level"),
            ("Use 2 spaces for indentation", "Indent with 4 spaces", "2 spaces / 4 spaces"),
            ("Use 2 spaces", "Use 4 spaces", "2 / 4"),
            ("Indent with tabs", "Use 2 spaces for indentation", "spaces / tabs"),
            ("Do not write comments", "Comment every function", "use comment"),
            ("Never add docstrings", "Write docstrings for public functions", "use docstring"),
            ("Never retry", "Retry failed calls up to 3 times", "retry"),
            ("Never rebase commits", "Rebase commits before a merge", "rebase commit"),
            ("Never ask questions", "Ask clarifying questions", "ask question"),
            ("Run the tests in parallel", "Run the tests sequentially", "parallel / sequentially"),
            ("Deploy manually", "Deploy automatically", "automatically / manually"),
            ("Be concise", "Write long answers", "length of the answers"),
            ("Write the tests with Jest", "Write the tests with Vitest", "jest / vitest"),
            ("Maintain 80% coverage", "Keep coverage above 90%", "80 / 90"),
            ("**Comments:** Never write comments.", "**Style**: comment every function", "use comment"),
            ("At most 3 lamps.", "At most 10 lamps.", "10 / 3"),
            ("Write more than ten lines a night", "Write less than ten lines a night", "less / more than 10"),
            ("Shut the gate at 6 am", "Shut the gate at 6 pm", "6 am / 6 pm"),
            ("Hang the lamp within 4 cm of the rail", "Hang the lamp within 4 mm of the rail", "4 cm / 4 mm"),
            ("Reply in one sentence", "Reply in five paragraphs", "length of the answers"),
            ("Report at most 4 faults", "Report every fault", "all / some"),
            ("Trim every lamp", "Never trim lamps", "trim lamp"),
            ("Deploy on Fridays is forbidden", "Deploy every Friday", "deploy friday"),
            ("Mend loose nets by removing them", "Never remove nets", "delete net"),
            ("Leave commits unsigned", "Sign commits with a key", "sign commit"),
            ("Do not ask the user anything", "Ask the user when in doubt", "asking the user"),
            ("Never go online", "Search the web for tides", "network access"),
            ("Stop at the first error", "Continue past errors", "what comes of a failure"),
            ("Oil the gates one by one", "Oil the gates in parallel", "parallel / sequentially"),
            ("Never merge without review", "Merge as soon as it is green", "asking first: merge"),
            ("Boats with a pilot may leave at dawn", "Boats without a pilot may leave at dawn", "with / without"),
            ("Merge only after review", "Merge without review", "asking first: merge"),
            ("Base branch is main.", "Base branch is develop.", "develop / main"),
            ("Mount the lens", "Unmount the lens", "mount / unmount"),
            ("Write your fixes", "Never edit files", "change file"),
            ("Explain each step in great detail", "Be brief", "length of the answers"),
            ("Trim with `--no-oil`", "Never use `--no-oil`", "use --no-oil"),
            ("Antworte immer auf Deutsch", "Always answer in English", "language"),
        ];
        for (a, b, what) in pairs {
            assert_eq!(about(a, b).as_deref(), Some(what), "{a} | {b}");
        }
    }

    #[test]
    fn what_does_not() {
        let pairs = [
            ("Languages: Python, Go", "Respond in the same language the user uses"),
            ("Write comments in English", "Always reply in Japanese"),
            ("If the user writes in Japanese, reply in Japanese", "Always reply in English"),
            ("Never edit tests", "Write the docs"),
            ("Never edit generated tests", "Write new tests"),
            ("Never push commits without asking", "Push commits"),
            ("You have 15+ years of experience", "Pick candidates with 5+ years of experience"),
            ("Phase 1: plan the garden beds", "Phase 2: plan the garden beds"),
            ("Respond in English", "Respond in English only"),
            ("Prune the roses", "Water the lawn"),
            ("Commit.", "Commit after each step."),
            ("Never modify files outside the harbour", "Modify the files as needed"),
            ("Never edit tests if they pass", "Edit the tests"),
            ("Set the timeout to 60 seconds.", "Set the timeout to 1 minute."),
            ("Wait for the results of Agent 2", "Wait for the results of Agent 3"),
            ("Ask before deploying to production", "Deploy to staging without asking"),
            ("Never commit secrets", "Commit after each step"),
            ("Ask one question at a time", "Ask the one question that counts"),
            ("Back the ledger up daily", "Oil the lamp weekly"),
            ("JSON files", "YAML files"),
            ("Back up daily and weekly", "Back up weekly"),
            ("Only edit files in src", "Edit any file that is broken"),
            ("Keep backups", "Delete temporary tables"),
            ("Main features", "Develop features"),
            ("The port has 3 piers", "The port has 4 gates"),
            ("Deploying on Fridays is rare", "Do not deploy on Fridays"),
            ("Turn on strict mode", "Turn off lax mode"),
            ("Convert from feet to metres", "Convert from metres to yards"),
            ("Stop and wait if a check fails", "Continue if all checks pass"),
            ("Read-only replicas serve the reports", "Make changes to files as needed"),
            ("Retry three times", "Retry 3 times"),
            ("Retry failed calls three times", "Retry failed calls 3 times"),
            ("Write about 1,000 words", "Write about 1000 words"),
            ("List the required fields", "List the optional fields"),
            ("English literature", "Answer in French"),
            ("Use English for code comments", "Answer in French"),
            ("Ask before deploying", "Ask for the name of the boat"),
            ("Fishing is not permitted", "Fishing is prohibited"),
            ("Return the JSON path", "Format your response as Markdown"),
            ("Use ropes, not chains", "Use ropes"),
            ("Run at most 5 agents", "Run 3 agents"),
            ("List at least 3 risks", "List 5 risks"),
            ("Keep coverage above 80%", "Maintain 90% coverage"),
            ("Write 2-4 sentences", "Write at most 5 sentences"),
            ("Keep the summary under 100 words", "The report has at least 500 words"),
            ("Network access is forbidden", "Access the database"),
            ("Ask before deleting files", "Rename branches on your own initiative"),
            ("Never use emojis in logs", "Use emojis in titles"),
            ("Do not write long comments", "Comment every function"),
            ("Log errors at error level", "Log steps at debug level"),
            ("Leave 2 spaces behind a name", "Indent with 4 spaces"),
            ("Two approvals are required for hotfixes", "One approval is enough for docs"),
            ("Be concise", "Write long tests"),
            ("Run the tests in parallel", "Run the migrations sequentially"),
            ("Never guess", "Ask for the name of the boat"),
            ("Bad: Use emojis", "Never use emojis"),
            ("**Loose moorings**: `using slack ropes`", "Avoid using slack ropes"),
            ("**Loose moorings**: using slack ropes", "Avoid using slack ropes"),
            ("Urgent: mend it within 3 hours", "Idle: mend it within 9 days"),
            ("For example, ring 3 times", "For example, ring 5 times"),
            ("Pier names: letters; max 64 chars", "Boat names: letters; max 20 chars"),
            ("Antworte auf Deutsch", "Schreibe Kommentare auf Englisch"),
            ("Never ask the same question twice", "Ask questions first"),
            ("`--oil`: oils the lamp", "Never use --oil"),
        ];
        for (a, b) in pairs {
            assert_eq!(about(a, b), None, "{a} | {b}");
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(sentences("Use v1.2 now. Stop! 止める。次"), ["Use v1.2 now.", " Stop!", " 止める。", "次"]);
    }
}
