//! Limits the list of candidates below the line.
//!
//! rustyline shows a list longer than the screen page by page. Between the pages it accepts only a few
//! keys, and no output appears. So a list is cut to one screen; typing more of the word shows the rest.

use super::editor_helper::Candidate;
use unicode_width::UnicodeWidthStr;

/// How many rows of the screen are left for the line above and below the list.
const OTHER_ROWS: usize = 2;

/// The spaces after the widest candidate of a column in rustyline's layout.
const GAP: usize = 2;

/// The candidates that fit on a screen of this size (columns, rows). If some do not, the last one says how
/// many, in the words of `more`, and inserts only what was `typed`.
pub fn fitting(
    mut candidates: Vec<Candidate>,
    screen: (usize, usize),
    typed: &str,
    more: impl Fn(usize) -> String,
) -> Vec<Candidate> {
    let count = candidates.len();
    let most = capacity(candidates.iter().map(|it| it.shown.width()).max().unwrap_or(0), screen);
    if count <= most {
        return candidates;
    }
    let note = |shown: usize| Candidate { shown: more(count - shown), inserted: typed.to_owned() };
    let widest = candidates.iter().map(|it| it.shown.width()).chain([note(0).shown.width()]).max();
    let kept = capacity(widest.unwrap_or(0), screen).saturating_sub(1);
    candidates.truncate(kept);
    candidates.push(note(kept));
    // A screen with no room for two of them has none for a list.
    if kept == 0 { Vec::new() } else { candidates }
}

/// How many candidates fit, if the widest takes `widest` columns.
fn capacity(widest: usize, (columns, rows): (usize, usize)) -> usize {
    let per_row = columns / (widest + GAP).min(columns).max(1);
    per_row * rows.saturating_sub(OTHER_ROWS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(count: usize, screen: (usize, usize)) -> Vec<String> {
        let candidates = (0..count).map(|number| Candidate::of(format!("word{number}"))).collect();
        let found = fitting(candidates, screen, "wo", |count| format!("{count} more"));
        let inserted = found.iter().all(|it| it.inserted == it.shown || it.inserted == "wo");
        assert!(inserted, "{found:?}");
        found.into_iter().map(|candidate| candidate.shown).collect()
    }

    #[test]
    fn a_list_is_cut_to_the_screen() {
        assert_eq!(shown(3, (20, 5)), ["word0", "word1", "word2"]);
        // Two columns of three rows.
        assert_eq!(shown(6, (20, 5)).len(), 6);
        assert_eq!(shown(7, (20, 5)), ["word0", "word1", "word2", "word3", "word4", "2 more"]);
        assert_eq!(shown(100, (6, 4)), ["word0", "99 more"]);
    }

    #[test]
    fn a_tiny_screen_has_no_list() {
        for screen in [(0, 0), (80, 1), (80, 2), (3, 3)] {
            assert_eq!(shown(100_000, screen), [""; 0], "{screen:?}");
        }
    }
}
