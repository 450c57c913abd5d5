//! Facts about all commands of a whole script.

/// The facts that are known so far.
#[derive(Default)]
pub(super) struct AllCommands {
    /// How many have a single letter as the tag; at most two are counted.
    pub letter_tags: Option<usize>,
    /// Whether there are several complete ones, all with tags.
    pub have_tags: Option<bool>,
    /// How many have explanations after them, in a script without directives.
    pub explained: Option<usize>,
}
