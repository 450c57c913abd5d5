//! Two aligned columns: a label and its value.

use unicode_width::UnicodeWidthStr;

/// The rows as lines, their values below each other. [`wrap`](super::wrap::wrap) continues a long
/// value under itself.
///
/// # Examples
/// ```
/// use imapsh::view::table::table;
/// let rows = [("User", "hana"), ("ホスト", "localhost")].map(|(label, value)| (label.into(), value.into()));
/// assert_eq!(table(&rows), ["User    hana", "ホスト  localhost"]);
/// ```
pub fn table(rows: &[(String, String)]) -> Vec<String> {
    let widest = rows.iter().map(|(label, _)| label.width()).max().unwrap_or_default();
    let line = |(label, value): &(String, String)| {
        let blanks = " ".repeat(widest - label.width() + 2);
        format!("{label}{blanks}{value}")
    };
    rows.iter().map(line).collect()
}
