//! A gate that a scripted server waits at until the test opens it.

use super::watched::Watched;
use std::sync::Arc;

/// Clones are the same gate.
#[derive(Clone, Default)]
pub struct Gate(Arc<Watched<bool>>);

impl Gate {
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens the gate for good.
    pub fn open(&self) {
        self.0.update(|open| *open = true);
    }

    /// Waits until the gate is open.
    #[track_caller]
    pub fn wait(&self) {
        let opened = self.0.wait_for(|open| open.then_some(()));
        assert!(opened.is_some(), "the gate was never opened");
    }
}
