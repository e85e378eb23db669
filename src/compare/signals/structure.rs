//! Whether the bodies are built alike: the same marks, lists, steps and code blocks in the same places, whatever the words.

use crate::{
    compare::{aspect::Aspect, evidence::percent, sides::Sides, signal::Signal},
    model::Score,
};

pub(super) struct Structure;

/// A body of one section and no neighbours has no build to speak of.
const FEWEST: usize = 3;

impl Signal for Structure {
    fn name(&self) -> &'static str {
        "structure"
    }

    fn meaning(&self) -> &'static str {
        "sections marked and filled alike and standing in the same order, whatever their words"
    }

    #[expect(clippy::cast_precision_loss, reason = "bodies have few sections")]
    fn score(&self, sides: &Sides<'_>) -> Option<Score> {
        let (a, b) = (sides.a.facet(Aspect::Layout), sides.b.facet(Aspect::Layout));
        (a.len() >= FEWEST && b.len() >= FEWEST).then_some(())?;
        Score::ratio(2.0 * sides.shared(Aspect::Layout), (a.len() + b.len()) as f64)
    }

    fn explain(&self, sides: &Sides<'_>) -> Option<String> {
        let share = percent(self.score(sides)?.get());
        let mut sections = [sides.a, sides.b].map(|side| side.weights.sections);
        sections.sort_unstable();
        let [fewer, more] = sections;
        Some(format!("Of their {fewer} and {more} sections {share} are built and ordered alike."))
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::made::{agent, said};

    #[test]
    fn build_is_seen_whatever_the_words() {
        let body = |w: &str| format!("{w}.\n## {w}\n- {w}\n- {w}\n## {w} {w}\n{w}\n");
        let (score, because) =
            said(&agent("a", "", &body("heron")), &agent("b", "", &body("サギ")), "structure").unwrap();
        assert!(score > 0.999, "{score}");
        assert_eq!(because, "Of their 3 and 3 sections 100 % are built and ordered alike.");
        let other = agent("c", "", "## x\n- a\n- b\n- c\n## y\n## z\nlast");
        assert!(said(&agent("a", "", &body("heron")), &other, "structure").unwrap().0 < 0.5);
        assert_eq!(said(&other, &agent("d", "", "one line"), "structure"), None);
    }
}
