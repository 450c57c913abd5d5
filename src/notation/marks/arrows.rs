//! The arrows that pages and logs write between or before the two sides.

/// The characters that arrows begin or end with.
pub const ARROWS: &[char] = &['>', '<', '→', '←', '⇒', '⇐', '»', '«'];

/// The shafts of arrows.
pub const SHAFTS: &[char] = &['-', '='];

/// Whether a word is nothing but an arrow: `>`, `-->`.
pub fn is_arrow(word: &str) -> bool {
    word.contains(ARROWS) && word.chars().all(|c| ARROWS.contains(&c) || SHAFTS.contains(&c))
}
