//! What the agents are for: name, description, opening, titles and body together.

use crate::compare::{aspect::Aspect, cosine::Cosine};

pub(super) const SIGNAL: Cosine = Cosine {
    name: "role",
    meaning: "the words of name, description, opening, titles and body together",
    what: "roles",
    aspect: Aspect::Role,
    texts: |definition| vec![&definition.name, &definition.description, definition.body.of(&definition.text)],
};

#[cfg(test)]
mod tests {
    use crate::compare::made::{agent, said};

    #[test]
    fn the_job_is_told_from_the_scaffold() {
        let of = |job: &str| {
            agent(
                &format!("{job}-keeper"),
                &format!("Keeps {job}."),
                &format!("You keep {job} well. {job} come first."),
            )
        };
        let (score, because) = said(&of("herons"), &of("herons"), "role").unwrap();
        assert!(score > 0.999 && because.contains("\"herons\""), "{score} {because}");
        let (score, because) = said(&of("herons"), &of("slates"), "role").unwrap();
        assert!(score < 0.7 && !because.contains("herons"), "{score} {because}");
        assert_eq!(said(&of("moss"), &of("slates"), "name"), said(&of("slates"), &of("moss"), "name"));
        assert_eq!(said(&of("moss"), &agent("moss", "", "x"), "description"), None);
    }
}
