//! Parses the notation of `syntax`.

use super::Entry;

/// An argument in a command's syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// As written in the syntax: `[CHARSET NAME]`.
    pub written: &'static str,
    /// Without the brackets of an optional argument: `CHARSET NAME`.
    pub text: &'static str,
    pub is_optional: bool,
    pub repeats: bool,
}

impl Entry {
    /// The arguments of a command, one by one.
    pub fn argument_list(&self) -> impl Iterator<Item = Argument> {
        Argument::list(self.arguments())
    }
}

impl Argument {
    /// The arguments in this syntax, which spaces outside brackets separate.
    ///
    /// # Examples
    /// ```
    /// use imapsh::internals::Argument;
    /// let written: Vec<&str> = Argument::list("[CHARSET NAME] KEY…").map(|it| it.written).collect();
    /// assert_eq!(written, ["[CHARSET NAME]", "KEY…"]);
    /// ```
    pub fn list(syntax: &'static str) -> impl Iterator<Item = Argument> {
        let mut depth = 0;
        let parts = syntax.split(move |c: char| {
            match c {
                '[' | '(' => depth += 1,
                ']' | ')' => depth -= 1,
                _ => {}
            }
            c == ' ' && depth == 0
        });
        parts.filter(|part| !part.is_empty()).map(Argument::new)
    }

    fn new(written: &'static str) -> Argument {
        let inner = inside_brackets(written);
        let text = inner.unwrap_or(written);
        let is_optional = inner.is_some() || written == "…";
        Argument { written, text, is_optional, repeats: text.ends_with('…') }
    }

    /// The literal word that begins it, if there is one: `CHARSET` in `[CHARSET NAME]`.
    pub fn keyword(&self) -> Option<&'static str> {
        let mut parts = Argument::list(self.text);
        let first = parts.next().filter(|_| self.is_optional)?;
        parts.next().filter(|second| !second.is_optional).map(|_| first.text)
    }

    /// Whether a typed word or list can be this argument, or the optional word that begins it.
    pub fn can_be(&self, typed: &str) -> bool {
        if let Some(keyword) = self.keyword() {
            return keyword.eq_ignore_ascii_case(typed);
        }
        match self.text {
            "DATE-TIME" => typed.starts_with('"'),
            list if list.starts_with('(') => typed.starts_with('('),
            _ => !typed.starts_with(['(', '{']),
        }
    }

    /// The minimum and maximum number of words and lists that it takes.
    pub fn count(self) -> (usize, usize) {
        let (mut least, mut most) = (1, 1);
        if self.text != self.written {
            most = Argument::list(self.text)
                .fold(0, |most: usize, part| most.saturating_add(part.count().1));
        }
        if self.is_optional {
            least = 0;
        }
        if self.repeats {
            most = usize::MAX;
        }
        (least, most)
    }
}

/// The text inside the brackets if they enclose everything; not for `[+|-]FLAGS[.SILENT]`.
fn inside_brackets(written: &str) -> Option<&str> {
    let inner = written.strip_prefix('[')?.strip_suffix(']')?;
    let mut depth = 0;
    let is_closed_early = inner.chars().any(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth < 0
    });
    (!is_closed_early).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::super::{Category, find};
    use super::*;

    #[test]
    fn the_arguments_of_commands_are_counted() {
        for (name, arguments, least, most) in [
            ("noop", &[][..], 0, 0),
            ("login", &["USER", "PASSWORD"], 2, 2),
            ("search", &["[RETURN (OPTION…)]", "[CHARSET NAME]", "KEY…"], 1, usize::MAX),
            ("store", &["SEQUENCE-SET", "[(MODIFIER…)]", "[+|-]FLAGS[.SILENT]", "(FLAG…)"], 3, 4),
            ("id", &["NIL|(FIELD VALUE …)"], 1, 1),
            ("resetkey", &["[MAILBOX [URLAUTH-MECHANISM…]]"], 0, usize::MAX),
        ] {
            let entry = find(Category::Commands, name).expect(name);
            let written: Vec<&str> = entry.argument_list().map(|it| it.written).collect();
            assert_eq!(written, arguments);
            let counts = entry.argument_list().map(Argument::count);
            let sum = counts.fold((0usize, 0usize), |sum, count| {
                (sum.0 + count.0, sum.1.saturating_add(count.1))
            });
            assert_eq!(sum, (least, most), "{name}");
        }
    }

    #[test]
    fn the_syntax_of_a_command_begins_with_its_name() {
        for entry in Category::Commands.entries() {
            let rest = entry.syntax.strip_prefix(entry.name);
            assert!(rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')), "{entry:?}");
            assert!(!entry.states.is_empty(), "{}", entry.name);
        }
    }
}
