//! How many rows a prompt and a line take on the screen, counted as rustyline counts them:
//! its own layout is out of reach, and the rows must be erased exactly.

use rustyline::GraphemeClusterMode;
use unicode_segmentation::UnicodeSegmentation;

/// Columns from one tab stop to the next, as terminals have it.
pub const TAB_STOP: usize = 8;

/// A screen's width, and how it shows clusters of characters.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Columns of the screen, at least 1.
    pub columns: usize,
    /// How wide a cluster is.
    pub clusters: GraphemeClusterMode,
}

/// A place on the screen, counted from where the prompt starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Rows below the prompt's first.
    pub row: usize,
    /// Columns from the left edge.
    pub column: usize,
}

impl Screen {
    /// Where the cursor is after `text` was printed from `start` on. After a text that ends in
    /// the last column the cursor is taken to be at the next row's start.
    pub fn after(&self, text: &str, start: Place) -> Place {
        let mut place = start;
        for cluster in text.graphemes(true) {
            if cluster == "\n" {
                place.row += 1;
                place.column = 0;
                continue;
            }
            let width = match cluster {
                "\t" => TAB_STOP - place.column % TAB_STOP,
                _ => usize::from(self.clusters.width(cluster)),
            };
            place.column += width;
            if place.column > self.columns {
                place.row += 1;
                place.column = width;
            }
        }
        if place.column == self.columns {
            place.row += 1;
            place.column = 0;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(columns: usize, text: &str) -> (usize, usize) {
        let screen = Screen {
            columns,
            clusters: GraphemeClusterMode::WcWidth,
        };
        let place = screen.after(text, Place::default());
        (place.row, place.column)
    }

    #[test]
    fn rows_wrap_as_a_terminal_wraps_them() {
        assert_eq!(after(10, ""), (0, 0));
        assert_eq!(after(10, "a001 noop"), (0, 9));
        assert_eq!(after(10, "a001 noop!"), (1, 0));
        assert_eq!(after(10, "a001 noop!!"), (1, 1));
        assert_eq!(after(10, "日本語日本"), (1, 0));
        assert_eq!(after(9, "日本語日本"), (1, 2));
        assert_eq!(after(10, "one\ntwo\n"), (2, 0));
        assert_eq!(after(20, "a\tb"), (0, 9));
    }
}
