//! Hints for a shell's syntax: `append inbox < mail.eml`, `noop; logout`, and a password that contains a
//! space. Such lines are sent unchanged.

use super::Hint;
use super::syntax_hints::without_strings;
use crate::protocol::commands;
use crate::protocol::typed_line::{CommandLine, is_shell_word};

/// The hint for a line with a sign that only a shell understands. The line must not contain a secret.
pub(super) fn hint_of_shell_sign(line: &CommandLine<'_>) -> Option<Hint> {
    if !line.has_signs || !line.text.contains([';', '&', '|', '<', '>']) {
        return None;
    }
    let bare = without_strings(line.text, None);
    let words: Vec<&str> = bare.split_ascii_whitespace().collect();
    separator_in(&words).or_else(|| redirection_in(line, &words))
}

/// `;`, `&&`, `||` or `|` before another command.
fn separator_in(words: &[&str]) -> Option<Hint> {
    let is_command = |word: &str| commands::find(word).is_some();
    words.iter().enumerate().find_map(|(at, word)| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        match *word {
            "&&" | "||" if is_command(next) && at > 0 => Some(Hint::ShellSeparator("&&")),
            "|" if is_shell_word(next) && at > 0 => Some(Hint::ShellPipe),
            _ => {
                let (before, after) = word.split_once(';')?;
                let next = if after.is_empty() { next } else { after };
                // A first word that ends with `;` may be an unusual tag.
                let is_end = at > 0 || is_command(before);
                // `select inbox;`, as in SQL.
                let is_last = next.is_empty() && !before.is_empty();
                (is_end && (is_last || is_command(next))).then_some(Hint::ShellSeparator(";"))
            }
        }
    })
}

/// `< FILE` or `> FILE` at the end, which was meant to send a file or to store the answer.
fn redirection_in(line: &CommandLine<'_>, words: &[&str]) -> Option<Hint> {
    let (sign, file) = match words {
        [.., sign @ ("<" | ">"), file] => (*sign, *file),
        [.., word] if word.len() > 1 && word.starts_with(['<', '>']) => word.split_at(1),
        _ => return None,
    };
    let names = |name: &str| {
        let mut names = [line.verb].into_iter().chain(line.arguments.split_ascii_whitespace());
        names.next().is_some_and(|verb| verb.eq_ignore_ascii_case(name))
            || line.verb.eq_ignore_ascii_case("uid")
                && names.next().is_some_and(|verb| verb.eq_ignore_ascii_case(name))
    };
    match sign {
        "<" if names("append") || names("replace") => {
            let (command, _) = line.text.rsplit_once('<')?;
            Some(Hint::FileFromShell(format!("{} {{<{file}}}", command.trim_end())))
        }
        ">" if names("fetch") => Some(Hint::AnswerToFile(file.to_owned())),
        _ => None,
    }
}

/// The hint for a LOGIN with more than two arguments, or with an example's placeholders for them.
pub(super) fn hint_of_login(line: &CommandLine<'_>) -> Option<Hint> {
    if line.spec?.name != "LOGIN" {
        return None;
    }
    let arguments = line.arguments.trim();
    let brackets = [('[', ']'), ('<', '>'), ('［', '］'), ('＜', '＞')];
    let is_placeholder =
        |(open, close): (char, char)| arguments.starts_with(open) && arguments.ends_with(close);
    if brackets.into_iter().any(is_placeholder) {
        return Some(Hint::LoginPlaceholders);
    }
    if arguments.split_ascii_whitespace().next_back().is_some_and(is_variable_of_password) {
        return Some(Hint::LoginVariable);
    }
    let bare = without_strings(line.arguments, None);
    (bare.split_ascii_whitespace().count() > 2).then_some(Hint::LoginTakesTwo)
}

/// Whether this is a variable for the password as a shell, a template or Windows writes it: `$password`,
/// `{password}`, `{{password}}`, `%PASSWORD%`, `<password>`.
fn is_variable_of_password(word: &str) -> bool {
    const NAMES: &[&str] = &["password", "passwd", "pass", "pw", "pwd", "passphrase", "secret"];
    let name = word.strip_prefix('$').or_else(|| {
        let ends = [("{{", "}}"), ("{", "}"), ("%", "%"), ("<", ">")];
        ends.iter().find_map(|(begin, end)| word.strip_prefix(begin)?.strip_suffix(end))
    });
    name.is_some_and(|name| NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_a_shell_get_a_hint() {
        let separator = |sign| Some(Hint::ShellSeparator(sign));
        let append = |line: &str| Some(Hint::FileFromShell(line.to_owned()));
        for (line, hint) in [
            ("noop; noop", separator(";")),
            ("noop;logout", separator(";")),
            ("noop;", separator(";")),
            ("select inbox;", separator(";")),
            ("a1 select inbox; fetch 1 flags", separator(";")),
            ("select inbox ; idle", separator(";")),
            ("noop && logout", separator("&&")),
            ("fetch 1 body[] | less", Some(Hint::ShellPipe)),
            ("append inbox < m1.eml", append("append inbox {<m1.eml}")),
            ("a1 append inbox (\\Seen) <m1.eml", append("a1 append inbox (\\Seen) {<m1.eml}")),
            ("uid replace 4 inbox <m1.eml", append("uid replace 4 inbox {<m1.eml}")),
            ("fetch 1 body[] > m1.eml", Some(Hint::AnswerToFile("m1.eml".to_owned()))),
            // Valid IMAP, or words that a user may mean.
            ("fetch 1 body[]<0.100>", None),
            ("append inbox {<m1.eml}", None),
            ("append inbox {<<END}", None),
            ("select \"a; noop\"", None),
            ("select a;b", None),
            ("x; noop", None),
            ("search subject ; text x", None),
            ("list \"\" <x", None),
            ("create a|b", None),
        ] {
            assert_eq!(hint_of_shell_sign(&CommandLine::parse(line)), hint, "{line}");
        }
    }

    #[test]
    fn a_login_takes_two_arguments() {
        for line in ["a1 LOGIN ben s3cret pw", "login joe at example.com xxx", "login a \"b c\" d"]
        {
            assert_eq!(
                hint_of_login(&CommandLine::parse(line)),
                Some(Hint::LoginTakesTwo),
                "{line}"
            );
        }
        for line in ["login ben pw", "login \"b n\" \"s3 \\\" pw\"", "login {3}", "noop a b c"] {
            assert_eq!(hint_of_login(&CommandLine::parse(line)), None, "{line}");
        }
    }
}
