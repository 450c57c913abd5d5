//! Two aligned columns: a label and its value, or a term and its description.

use unicode_width::UnicodeWidthStr;

/// The rows as lines, with their values aligned. [`wrap`](super::wrap::wrap) continues a long
/// value under itself.
///
/// # Examples
/// ```
/// use imapsh::internals::table;
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

/// Aligns the rows of a text that have two columns, separated by two or more spaces. Adjacent rows are
/// aligned together; a single row stays unchanged.
///
/// # Examples
/// ```
/// use imapsh::internals::align;
/// assert_eq!(align("Keys\n  Tab  completes\n  ↑ ↓  history"), "Keys\n  Tab  completes\n  ↑ ↓  history");
/// assert_eq!(align("  Tab  completes\n  Ctrl-R  search"), "  Tab     completes\n  Ctrl-R  search");
/// ```
pub fn align(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let groups =
        lines.chunk_by(|one, next| columns_of(one).is_some() == columns_of(next).is_some());
    let aligned = groups.flat_map(|lines| {
        let rows: Option<Vec<_>> = lines.iter().map(|line| columns_of(line)).collect();
        let rows = rows.filter(|rows| rows.len() > 1);
        rows.map_or_else(
            || lines.iter().map(|&line| line.to_owned()).collect(),
            |rows| table(&rows),
        )
    });
    aligned.collect::<Vec<_>>().join("\n")
}

/// The columns of a row; the first one includes the indentation.
fn columns_of(line: &str) -> Option<(String, String)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let (term, description) = line.split_at(indent + line[indent..].find("  ")?);
    Some((term.to_owned(), description.trim_start_matches(' ').to_owned()))
}
