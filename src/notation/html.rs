//! Pages copied as HTML source: their lines have tags and entities. Section 2 of `docs/listings.md`.

use super::marks::is_of_session;
use std::borrow::Cow;

/// The elements that occur in a line of a listing. Others, such as `<C>`, may be marks.
const ELEMENTS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "body",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "html",
    "i",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "samp",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

/// The elements that end a line or a table cell.
const ENDING: &[&str] = &["br", "td", "th"];

const ENTITIES: &[(&str, char)] = &[
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("hellip", '…'),
    ("amp", '&'),
];

/// Whether a line shows that its page is HTML source, `a1 noop<br>` or `<html>`, or that it is not; `None`:
/// it shows neither. The first line of a session decides: later ones may belong to a mail.
pub fn is_source(line: &str) -> Option<bool> {
    let text = line.trim();
    if begins_document(text) {
        return Some(true);
    }
    let begins_so = text.starts_with('<') || text.starts_with("&lt;") || text.starts_with("&gt;");
    if (begins_so || text.ends_with('>'))
        && matches!(plain(text), Cow::Owned(plain) if plain.split('\r').any(is_of_session))
    {
        return Some(true);
    }
    // In `<p>Type <code>a1 noop</code>:</p>` the elements are not a mark.
    (element(text).is_none() && is_of_session(text)).then_some(false)
}

/// Whether an HTML document may begin with this line.
fn begins_document(text: &str) -> bool {
    const FIRST: &[&str] = &["body", "head", "html", "pre"];
    let is_doctype = |it: &str| it.eq_ignore_ascii_case("<!doctype html");
    text.get(..14).is_some_and(is_doctype)
        || (text.starts_with('<')
            && text.contains('>')
            && text[1..]
                .split(|c: char| !c.is_ascii_alphabetic())
                .next()
                .is_some_and(|name| FIRST.iter().any(|it| it.eq_ignore_ascii_case(name))))
}

/// Whether a line of HTML contains several lines, one of which is a session's.
pub fn has_several_lines(plain: &str) -> bool {
    plain.contains('\r') && plain.split('\r').any(is_of_session)
}

/// The text that a browser shows for a line. A line end inside it becomes CR, which no command can have.
pub fn plain(line: &str) -> Cow<'_, str> {
    if !line.contains(['<', '&']) {
        return line.into();
    }
    let mut shown =
        ShownLine { text: String::with_capacity(line.len()), is_blank: true, is_broken: false };
    let mut rest = line;
    while let Some(at) = rest.find(['<', '&']) {
        shown.push(&rest[..at]);
        rest = &rest[at..];
        if let Some((name, after)) = element(rest) {
            shown.is_broken |= ENDING.iter().any(|it| it.eq_ignore_ascii_case(name));
            rest = after;
        } else if let Some((c, after)) = entity(rest) {
            shown.push(c.encode_utf8(&mut [0; 4]));
            rest = after;
        } else {
            shown.push(&rest[..1]);
            rest = &rest[1..];
        }
    }
    shown.push(rest);
    if shown.text == line { line.into() } else { shown.text.into() }
}

struct ShownLine {
    text: String,
    /// Only spaces so far.
    is_blank: bool,
    /// A browser breaks the line here.
    is_broken: bool,
}

impl ShownLine {
    fn push(&mut self, text: &str) {
        if !text.trim().is_empty() {
            if self.is_broken && !self.is_blank {
                self.text.push('\r');
            }
            self.is_blank = false;
            self.is_broken = false;
        }
        self.text.push_str(text);
    }
}

/// Whether a text is just an element's tag.
pub fn is_tag(text: &str) -> bool {
    element(text).is_some_and(|(_, after)| after.is_empty())
}

/// The name of the element whose tag the text begins with, and the text after the tag.
fn element(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('<')?;
    // A tag has no other `<` in it. Looking no further keeps a line with many of them cheap.
    let end = inside.find(['<', '>']).filter(|&end| inside[end..].starts_with('>'))?;
    let (tag, after) = (&inside[..end], &inside[end + 1..]);
    let name = tag.trim_start_matches('/').split([' ', '\t', '/']).next()?;
    let is_known = ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(name));
    is_known.then_some((name, after))
}

/// Whether the text begins with an entity.
pub fn begins_with_entity(text: &str) -> bool {
    entity(text).is_some()
}

/// The character of the entity that the text begins with, and the text after it.
fn entity(text: &str) -> Option<(char, &str)> {
    const LONGEST: usize = 10;
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST + 1).position(|octet| octet == b';')?;
    let (name, after) = (&inside[..end], &inside[end + 1..]);
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let named = || ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    let c = number.and_then(char::from_u32).filter(|c| !c.is_control()).or_else(named)?;
    Some((c, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_shows() {
        for (line, shown) in [
            ("a1 noop<br>", "a1 noop"),
            ("<b>a1 noop</b><BR/>", "a1 noop"),
            (
                "<pre class=\"x\"><code>a1 search text &quot;&lt;x&gt;&quot;",
                "a1 search text \"<x>\"",
            ),
            ("a1 select R&amp;D &#38; &#x26;", "a1 select R&D & &"),
            ("a1 noop<br>a2 noop<br>", "a1 noop\ra2 noop"),
            (
                "a1 select &ZeVnLIqe- &unknown; & <x@y> < &",
                "a1 select &ZeVnLIqe- &unknown; & <x@y> < &",
            ),
            ("<tr><td>a1 noop</td><td>a1 OK</td></tr>", "a1 noop\ra1 OK"),
            ("<td>a1 noop</td>", "a1 noop"),
            ("<C> a1 noop", "<C> a1 noop"),
            ("&#13;&#0;", "&#13;&#0;"),
        ] {
            assert_eq!(plain(line), shown, "{line}");
        }
    }

    #[test]
    fn which_pages_are_source() {
        for (line, is) in [
            ("a1 noop<br>", Some(true)),
            ("<code>* OK ready</code>", Some(true)),
            ("&gt; a1 noop", Some(true)),
            ("<b>C:</b> a1 noop", Some(true)),
            ("<p>a1 noop<br>a1 OK</p>", Some(true)),
            ("a1 noop", Some(false)),
            ("* OK <b>ready</b>, go on", Some(false)),
            ("<C> a1 noop", Some(false)),
            ("<p>How to speak IMAP</p>", None),
            ("<p>Type <code>a1 noop</code>:</p>", None),
            ("<!DOCTYPE html>", Some(true)),
            ("<html lang=\"ja\"><head><title>IMAP</title></head>", Some(true)),
            ("<pre class=\"x\">", Some(true)),
            ("<preface> a1", None),
            ("noop", None),
            ("", None),
        ] {
            assert_eq!(is_source(line), is, "{line}");
        }
    }
}
