//! Somebody who waits for a long run.

/// The stages that take long enough to be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are read and normalized; a step a file.
    Load,
    /// Pairs worth comparing are looked for; one step.
    Shortlist,
    /// Pairs are compared; a step a pair.
    Compare,
    /// Families are made; one step.
    Cluster,
    /// What can be told of each family; a step a family.
    Merge,
}

/// Somebody who waits for a long run. Called from many threads.
pub trait Watch: Sync {
    /// A stage of so many steps begins.
    fn begin(&self, stage: Stage, steps: usize);
    /// A step of it is done.
    fn step(&self);
}

/// Nobody waits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: Stage, _: usize) {}
    fn step(&self) {}
}
