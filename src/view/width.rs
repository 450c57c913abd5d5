//! The terminal's width, queried only when a row depends on it.

/// Returns the terminal's current width in columns; `None` if lines are not to be wrapped.
pub type Columns = fn() -> Option<usize>;

/// The width for all rows that are written at once: querying it takes longer than explaining a line.
pub(super) struct Width {
    ask: Columns,
    asked: Option<Option<usize>>,
}

impl Width {
    pub fn new(ask: Columns) -> Width {
        Width { ask, asked: None }
    }

    /// The width in columns; `None` if lines are not to be wrapped.
    pub fn columns(&mut self) -> Option<usize> {
        *self.asked.get_or_insert_with(self.ask)
    }

    /// Forgets the width after the rows were written: it may have changed before the next ones.
    pub fn written(&mut self) {
        self.asked = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local! {
        static TIMES_ASKED: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn the_width_is_queried_once_until_the_rows_are_written() {
        let mut width = Width::new(|| {
            TIMES_ASKED.set(TIMES_ASKED.get() + 1);
            Some(TIMES_ASKED.get() * 10)
        });
        assert_eq!([width.columns(), width.columns()], [Some(10), Some(10)]);
        width.written();
        assert_eq!([width.columns(), width.columns()], [Some(20), Some(20)]);
    }
}
