//! Tokens by the prefixes that their makers gave them.

/// How a kind of token is spelt.
pub(super) struct Token {
    pub(super) prefix: &'static str,
    pub(super) kind: &'static str,
    /// How many characters follow the prefix at least.
    pub(super) least: usize,
    /// Which may, besides letters and digits.
    pub(super) marks: &'static str,
}

const fn token(prefix: &'static str, kind: &'static str, least: usize, marks: &'static str) -> Token {
    Token { prefix, kind, least, marks }
}

/// Whether any prefix begins with these two bytes: every word of every text is asked for.
pub(super) fn may_begin(first: u8, second: u8) -> bool {
    first.is_ascii() && second.is_ascii() && BEGINNINGS[usize::from(first)] >> second & 1 == 1
}

/// For each first byte of a prefix the second ones, as bits.
static BEGINNINGS: [u128; 128] = beginnings();

const fn beginnings() -> [u128; 128] {
    let (mut out, mut at) = ([0; 128], 0);
    while at < TOKENS.len() {
        let prefix = TOKENS[at].prefix.as_bytes();
        out[prefix[0] as usize] |= 1 << prefix[1];
        at += 1;
    }
    out
}

/// Of two prefixes that begin alike the longer one first. Lengths as their makers state them, or somewhat less.
pub(super) const TOKENS: &[Token] = &[
    token("AKIA", "an AWS access key", 16, ""),
    token("ASIA", "an AWS access key", 16, ""),
    token("AIza", "a Google API key", 35, "_-"),
    token("github_pat_", "a GitHub token", 60, "_"),
    token("ghp_", "a GitHub token", 36, ""),
    token("gho_", "a GitHub token", 36, ""),
    token("ghu_", "a GitHub token", 36, ""),
    token("ghs_", "a GitHub token", 36, ""),
    token("ghr_", "a GitHub token", 36, ""),
    token("glpat-", "a GitLab token", 20, "_-"),
    token("hf_", "a Hugging Face token", 30, ""),
    token("npm_", "an npm token", 36, ""),
    token("sk-ant-", "an Anthropic API key", 32, "_-"),
    token("sk-proj-", "an OpenAI API key", 32, "_-"),
    token("sk-", "an API key", 32, "_-"),
    token("sk_live_", "a Stripe key", 20, ""),
    token("rk_live_", "a Stripe key", 20, ""),
    token("sk_test_", "a Stripe key", 20, ""),
    token("rk_test_", "a Stripe key", 20, ""),
    token("xapp-", "a Slack token", 20, "-"),
    token("xoxa-", "a Slack token", 20, "-"),
    token("xoxb-", "a Slack token", 20, "-"),
    token("xoxe-", "a Slack token", 20, "-"),
    token("xoxp-", "a Slack token", 20, "-"),
    token("xoxr-", "a Slack token", 20, "-"),
    token("xoxs-", "a Slack token", 20, "-"),
    token("eyJ", "a JSON Web Token", 60, "_-."),
    token("SG.", "a SendGrid key", 60, "_-."),
    token("ya29.", "a Google access token", 30, "_-"),
    token("dop_v1_", "a DigitalOcean token", 60, ""),
    token("pypi-", "a PyPI token", 60, "_-"),
    token("dckr_pat_", "a Docker token", 24, "_-"),
    token("hvs.", "a Vault token", 24, "_-"),
    token("gsk_", "a Groq key", 40, ""),
    token("xai-", "an xAI key", 60, ""),
    token("AGE-SECRET-KEY-1", "an age key", 50, ""),
    token("https://hooks.slack.com/services/", "a Slack webhook", 40, "/"),
    token("https://discord.com/api/webhooks/", "a Discord webhook", 60, "/_-"),
];
