//! What rustyline drew last, and how many rows it fills. rustyline returns with the prompt still on
//! the screen. To erase exactly those rows, this module counts them as rustyline does, whose own
//! layout is private.

use rustyline::GraphemeClusterMode;
use unicode_segmentation::UnicodeSegmentation;

/// Columns between tab stops, as on all terminals.
pub const TAB_STOP: u8 = 8;

/// The last redraw, without styles.
#[derive(Clone, Default)]
pub struct DrawnPrompt {
    pub prompt: String,
    pub text: String,
    /// The cursor's byte offset in the text.
    pub cursor: usize,
    pub hint: String,
}

impl DrawnPrompt {
    /// A text that will be drawn in the next run.
    pub fn of_text(text: String, cursor: usize) -> DrawnPrompt {
        DrawnPrompt { text, cursor, ..DrawnPrompt::default() }
    }

    /// The text before and after the cursor.
    pub fn around_cursor(&self) -> (&str, &str) {
        (self.text.split_at_checked(self.cursor)).unwrap_or((&self.text, ""))
    }

    /// How many rows below the prompt's first row the last one is.
    pub fn last_row(&self, columns: u16, mode: GraphemeClusterMode) -> usize {
        let columns = usize::from(columns.max(1));
        let (before, after) = self.around_cursor();
        let mut end = position_after(&self.prompt, Position::default(), columns, mode);
        // Piece by piece, as rustyline does: where a piece ends in the last column, the next one
        // starts on a new row.
        for piece in [before, after, &self.hint] {
            if !piece.is_empty() {
                end = position_after(piece, end, columns, mode);
            }
        }
        end.row
    }
}

/// A position on the screen, counted from where the prompt starts.
#[derive(Clone, Copy, Default)]
struct Position {
    row: usize,
    column: usize,
}

/// Where the cursor is after `text` was printed at `start`. After a text that ends in the last
/// column it is at the start of the next row.
fn position_after(
    text: &str,
    start: Position,
    columns: usize,
    mode: GraphemeClusterMode,
) -> Position {
    let tab_stop = usize::from(TAB_STOP);
    let mut position = start;
    for cluster in text.graphemes(true) {
        if cluster == "\n" {
            position.row += 1;
            position.column = 0;
            continue;
        }
        let width = match cluster {
            "\t" => tab_stop - position.column % tab_stop,
            _ => usize::from(mode.width(cluster)),
        };
        position.column += width;
        if position.column > columns {
            position.row += 1;
            position.column = width;
        }
    }
    if position.column == columns {
        position.row += 1;
        position.column = 0;
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(columns: usize, text: &str) -> (usize, usize) {
        let mode = GraphemeClusterMode::WcWidth;
        let position = position_after(text, Position::default(), columns, mode);
        (position.row, position.column)
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
