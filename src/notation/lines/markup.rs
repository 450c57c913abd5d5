//! The source of a page, in HTML or LaTeX. It is recognized, so that nothing of it is sent, but not read: a
//! browser shows other characters than the source has. Section 12 of `docs/listings.md`.

use crate::notation::marks::is_of_session;

/// The elements that occur in a line of a listing. Others, such as `<C>`, may be marks.
const ELEMENTS: &[&str] = &[
    "a", "b", "body", "br", "code", "dd", "div", "dt", "em", "font", "html", "i", "kbd", "li",
    "mark", "p", "pre", "samp", "span", "strong", "td", "th", "tr", "tt", "u", "var",
];

/// The names of the entities that occur in a line of a listing.
const ENTITIES: &[&str] = &["lt", "gt", "quot", "apos", "nbsp", "hellip", "amp"];

/// Whether this is a line of a session in the source of a page: `<b>a1 noop</b>`, `&gt; a1 noop`,
/// `\texttt{a1 noop}\\`. A line of nothing but tags may surround a plain listing.
pub fn is_source(line: &str) -> bool {
    let text = line.trim();
    let of_html = || {
        let inside = without_tags(text);
        let content = entity(inside).map_or(inside, |after| after.trim_start());
        Some(content).filter(|content| content.len() < text.len())
    };
    let is_session = |content: Option<&str>| content.is_some_and(is_of_session);
    (text.contains(['<', '&']) && is_session(of_html())) || is_session(typeset(text))
}

/// A text of HTML without the tags at its ends.
fn without_tags(text: &str) -> &str {
    let mut inside = text.trim();
    while let Some(after) = element(inside) {
        inside = after.trim_start();
    }
    while let Some(at) = inside.rfind('<').filter(|at| is_tag(&inside[*at..])) {
        inside = inside[..at].trim_end();
    }
    inside
}

/// The text that a line of LaTeX shows: inside `\texttt{…}` or `\verb|…|`, before `\\`.
fn typeset(text: &str) -> Option<&str> {
    let line = text.strip_suffix("\\\\").map(str::trim_end);
    let command = line.unwrap_or(text).strip_prefix('\\');
    let Some(command) = command else { return line };
    let after = command.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let inside = after.strip_prefix(|c: char| c.is_ascii_punctuation()).unwrap_or(after);
    Some(inside.trim_end_matches(|c: char| c.is_ascii_punctuation())).filter(|it| *it != command)
}

/// Whether a text is just an element's tag.
pub fn is_tag(text: &str) -> bool {
    element(text) == Some("")
}

/// The text after the element's tag that it begins with.
fn element(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('<')?;
    // A tag has no other `<` in it. Looking no further keeps a line with many of them cheap.
    let end = inside.find(['<', '>']).filter(|&end| inside[end..].starts_with('>'))?;
    let (tag, after) = (&inside[..end], &inside[end + 1..]);
    let name = tag.trim_start_matches('/').split([' ', '\t', '/']).next()?;
    ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(name)).then_some(after)
}

/// The text after the entity that it begins with: `&quot;`, `&#38;`.
pub fn entity(text: &str) -> Option<&str> {
    const LONGEST: usize = 10;
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST + 1).position(|octet| octet == b';')?;
    let name = &inside[..end];
    (ENTITIES.contains(&name) || name.starts_with('#')).then(|| &inside[end + 1..])
}

/// Whether the text has an entity, or a closing tag of BBCode (`[/b]`), outside quoted strings. Inside one it
/// may be intentional: a search for it.
pub fn has_markup(text: &str) -> bool {
    let outside_quotes = text.split('"').step_by(2);
    let closes = |rest: &str| {
        let name = rest.strip_prefix("[/").and_then(|rest| rest.split_once(']'));
        name.is_some_and(|(name, _)| !name.is_empty() && name.chars().all(char::is_alphabetic))
    };
    outside_quotes
        .flat_map(|part| part.match_indices(['&', '[']).map(|(at, _)| &part[at..]))
        .any(|part| entity(part).is_some() || closes(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_lines_are_source() {
        for line in [
            "a1 noop<br>",
            "<code>* OK ready</code>",
            "<pre class=\"x\"><code>a1 LOGIN user pass",
            "&gt; a1 noop",
            "<b>C:</b> a1 noop",
            r"\texttt{a1 noop}\\",
            r"* OK ready \\",
            r"\verb|a1 noop|",
        ] {
            assert!(is_source(line), "{line}");
        }
        for line in [
            "a1 noop",
            "* OK <b>ready</b>, go on",
            "a1 select &ZeVnLIqe-",
            "<C> a1 noop",
            "<p>How to speak IMAP</p>",
            "<p>Type <code>a1 noop</code>:</p>",
            "<pre>",
            r#"* LIST (\Noselect) "\\" x"#,
            r"\begin{verbatim}",
            r"How to speak IMAP\\",
            "\\",
            "",
        ] {
            assert!(!is_source(line), "{line}");
        }
    }
}
