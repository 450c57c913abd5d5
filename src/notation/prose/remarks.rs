//! Remarks that people write after a command, in the same line: `a1 noop # does nothing`,
//! `a2 select inbox ← opens it`, and the number of an explanation below the listing, `a3 logout <1>`. A
//! remark has a sign before it, or several spaces as a second column has, and follows a command that is
//! complete without it. Section 11 of `docs/listings.md`.

use super::brackets;
use super::forms::{has_elided_word, is_circled, is_elision, is_remark};
use super::reads_like_prose;
use crate::notation::marks::arrows::is_arrow;
use crate::notation::response::{bare_status, is_response};
use crate::notation::shape::{Nesting, argument_list, lacks_arguments};
use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::{Kind, Side, Tree};
use crate::protocol::typed_line::CommandLine;
use crate::reference::{Category, lookup};

/// The text after a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark<'a> {
    /// A remark; this is the command without it.
    Certain(&'a str),
    /// A remark or a part of the command, from this octet on.
    Possible(usize),
}

/// Longer lines have no remark.
const MAX_LENGTH: usize = 1024;

/// The most signs of a line that are examined.
const MAX_SIGNS: usize = 16;

impl<'a> Remark<'a> {
    /// The remark after the command in this line.
    pub fn after_command(text: &'a str) -> Option<Remark<'a>> {
        if text.len() > MAX_LENGTH || !may_have_sign(text) {
            return None;
        }
        if let Some(content) = without_callout(text) {
            return Some(Remark::Certain(content));
        }
        let mut before = ' ';
        let words = text.char_indices().filter(move |&(_, c)| {
            let begins = is_blank(before) && !is_blank(c);
            before = c;
            begins
        });
        let signs = words.map(|(at, _)| at).filter(|at| *at > 0).map(|at| text.split_at(at));
        let signs = signs.filter(|(before, rest)| Sign::after_command(before, rest).is_some());
        let found = signs.take(MAX_SIGNS).find_map(|(before, rest)| Remark::of(before, rest));
        found.or_else(|| Remark::after_colon(text)).or_else(|| Remark::after_full_width(text))
    }

    /// A remark after a full-width sign right after the command, as Japanese and Chinese are written:
    /// `a1 EXPUNGE（削除）`. An argument without quotes may have the sign too.
    fn after_full_width(text: &'a str) -> Option<Remark<'a>> {
        const SIGNS: &[char] = &['（', '［', '【', '〔', '：', '，', '。', '、', '→', '⇒'];
        const ARROWS: &[char] = &['←', '⇐', '⟵', '⬅'];
        const BRACKETS: &[(char, char)] = &[('（', '）'), ('［', '］'), ('【', '】'), ('〔', '〕')];
        let found = text.find(|c| SIGNS.contains(&c) || ARROWS.contains(&c))?;
        let content = &text[..found];
        // No name has an arrow: `a1 CREATE Work←入力`.
        let is_arrow = text[found..].starts_with(ARROWS);
        // `a1 CREATE 資料（2025）` may be a whole name.
        let is_bracketed = BRACKETS
            .iter()
            .any(|(open, close)| text[found..].starts_with(*open) && text.ends_with(*close));
        let is_after = is_arrow
            || content.ends_with(|c: char| c.is_ascii_graphic())
            || (is_bracketed && content.ends_with(char::is_alphanumeric));
        if !is_after {
            return None;
        }
        let command = CommandLine::parse(content);
        if Nesting::of(content).is_open() || !is_whole(&command) {
            return None;
        }
        let last = words(command.arguments).last().unwrap_or_default();
        let is_sure =
            is_arrow || last.is_empty() || last.ends_with([']', ')', '"']) || is_inbox(last);
        Some(if is_sure { Remark::Certain(content) } else { Remark::Possible(content.len()) })
    }

    /// A remark after a colon at the end of the last argument: `a5 CREATE x: makes it`. The colon may belong
    /// to an argument that lacks its quotes.
    fn after_colon(text: &'a str) -> Option<Remark<'a>> {
        let at = text.find(": ")?;
        let (content, rest) = (&text[..at], text[at + 1..].trim_start());
        let command = CommandLine::parse(content);
        let is_remark = !command.arguments.trim().is_empty()
            && !Nesting::of(content).is_open()
            && !has_elided_word(command.arguments)
            && is_whole(&command)
            && !is_whole(&CommandLine::parse(text))
            && !may_be_argument(&command, rest);
        is_remark.then(|| {
            if reads_like_prose(rest) {
                Remark::Certain(content)
            } else {
                Remark::Possible(text.len() - rest.len())
            }
        })
    }

    /// The remark that begins with `rest`, after `before`.
    fn of(before: &'a str, rest: &str) -> Option<Remark<'a>> {
        let content = before.trim_end();
        let sign = Sign::after_command(before, rest)?;
        let command = CommandLine::parse(content);
        if Nesting::of(content).is_open() || !is_whole(&command) {
            return None;
        }
        let gap = &before[content.len()..];
        let is_far = is_far(gap);
        if sign == Sign::Bracket && !is_far {
            return None;
        }
        if sign == Sign::Column {
            return Remark::in_column(before, rest, &command);
        }
        if sign != Sign::Foreign && command.spec.is_some() && may_be_argument(&command, rest) {
            // `fetch 1 (flags)  (changedsince 5)`: the second space is a slip.
            if sign == Sign::Bracket && is_registered(rest) {
                return None;
            }
            // `store 1 +flags \Seen #x` has two flags.
            let may_be = is_far || (sign == Sign::Alone && has_bare_flags(&command));
            return may_be.then_some(Remark::Possible(before.len()));
        }
        // `お知らせ　★` may be one word.
        let is_in_word = !content.ends_with(|c: char| c.is_ascii()) && !gap.contains([' ', '\t']);
        let takes_text = matches!(command.spec.map_or("", |spec| spec.name), "SEARCH" | "UID");
        let is_sure = match sign {
            Sign::Foreign => !is_in_word,
            // `store 1 +flags \Seen    (unchangedsince 5)`: an argument in the wrong place.
            Sign::Bracket => command.spec.is_none() || !is_registered(rest),
            Sign::Alone => is_far || !takes_text,
            Sign::InWord => {
                let after = rest.trim_start_matches(['#', ';', '/', '*']);
                // A password may begin with such a sign.
                let is_words = rest.starts_with('/') && !command.is_login();
                is_far
                    || command.arguments.trim().is_empty()
                    || is_words
                    || after.starts_with(|c: char| !c.is_ascii())
            }
            Sign::Column => false,
        };
        Some(if is_sure { Remark::Certain(content) } else { Remark::Possible(before.len()) })
    }

    /// The remark that begins with `rest`, in a second column after this command, with several spaces
    /// between. Two spaces may be a part of a password or a mailbox's name that lacks its quotes.
    fn in_column(before: &'a str, rest: &str, command: &CommandLine<'_>) -> Option<Remark<'a>> {
        const WIDE: usize = 4;
        // `SELECT   EXAMINE   CREATE` is a list of commands.
        let are_names =
            || words(command.arguments).chain(words(rest)).all(|it| commands::find(it).is_some());
        let content = before.trim_end();
        let gap = &before[content.len()..];
        let is_wide = gap.contains('\t') || gap.chars().count() >= WIDE;
        if are_names() {
            return None;
        }
        if command.spec.is_some() && may_be_argument(command, rest) {
            let may_be = is_wide && has_bare_flags(command) && !rest.contains('\\');
            return may_be.then_some(Remark::Possible(before.len()));
        }
        // `重要　箱` may be one word.
        if gap == "\u{3000}"
            && (!content.ends_with(|c: char| c.is_ascii()) || begins_with_ascii(rest))
        {
            return None;
        }
        let is_servers = is_response(rest) || bare_status(rest).is_some();
        let is_certain =
            (is_wide && explains(rest, command)) || is_servers || reads_like_prose(rest);
        // The omitted text may be an argument.
        Some(if is_certain && !is_elision(rest) {
            Remark::Certain(content)
        } else {
            Remark::Possible(before.len())
        })
    }
}

/// Whether a text begins with a sign that only a remark begins with: an arrow, `# `, `//`.
pub fn begins_remark(text: &str) -> bool {
    matches!(Sign::at(text), Some(Sign::Foreign | Sign::Alone | Sign::InWord))
}

/// Whether a text in a wide second column is about the command rather than a part of it that a tab or several
/// spaces separate: after `delete Work`, `Archive` may be the rest of the name, and `body[]` is an item of
/// FETCH.
fn explains(text: &str, command: &CommandLine<'_>) -> bool {
    const ARGUMENT_CATEGORIES: &[Category] = &[
        Category::FetchItems,
        Category::SearchKeys,
        Category::StatusItems,
        Category::StoreModifiers,
        Category::FetchModifiers,
        Category::Flags,
    ];
    let takes_none = |spec: &CommandSpec| spec.arguments().is_empty();
    let is_argument =
        |word: &str| lookup(word).any(|(category, _)| ARGUMENT_CATEGORIES.contains(&category));
    let are_words = || words(text).nth(1).is_some() && !words(text).all(is_argument);
    command.spec.is_some_and(takes_none) || !text.is_ascii() || are_words()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_blank).filter(|word| !word.is_empty())
}

/// Whether a text begins with a word of ASCII.
fn begins_with_ascii(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii())
}

/// Whether this gap is wider than a single space between words.
fn is_far(gap: &str) -> bool {
    gap.chars().count() > 1 || !gap.starts_with(' ')
}

/// How a remark begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// With a text that no argument begins with: an arrow, a bracket with a sentence, a sign outside ASCII.
    Foreign,
    /// With a bracket that the line ends with: `(opens it)`.
    Bracket,
    /// With a sign that is a word: `# opens it`.
    Alone,
    /// With a sign at the beginning of a word: `#opens it`.
    InWord,
    /// Without a sign, but with several spaces before it.
    Column,
}

impl Sign {
    /// How the remark at `rest`, after `before`, begins, if it is one.
    fn after_command(before: &str, rest: &str) -> Option<Sign> {
        let gap = &before[before.trim_end().len()..];
        Sign::at(rest).or_else(|| is_far(gap).then_some(Sign::Column))
    }

    fn at(rest: &str) -> Option<Sign> {
        // The last three separate the panes of a terminal.
        const FOREIGN: &[char] = &[
            '←', '→', '⇐', '⇒', '⟵', '⟸', '⬅', '➡', '↑', '↖', '«', '»', '◀', '◁', '▶', '▷', '☜',
            '👈', '※', '★', '☆', '●', '■', '◆', '（', '［', '【', '〔', '《', '＃', '／', '；',
            '—', '–', '│', '┃', '║',
        ];
        let word = rest.split(is_blank).next().unwrap_or_default();
        let is_ascii_arrow = word.len() > 1 && is_arrow(word);
        if rest.starts_with(FOREIGN) || is_ascii_arrow || (rest.starts_with('(') && is_remark(rest))
        {
            return Some(Sign::Foreign);
        }
        if rest.starts_with('(') && rest.ends_with(')') {
            return Some(Sign::Bracket);
        }
        let is_alone = matches!(word, "#" | "##" | "//" | ";" | ";;" | ":" | "/" | "|" | "=")
            || word.bytes().all(|it| it == b'-');
        if is_alone {
            return Some(Sign::Alone);
        }
        let is_in_word =
            rest.starts_with(['#', ';']) || rest.starts_with("//") || rest.starts_with("/*");
        is_in_word.then_some(Sign::InWord)
    }
}

/// Whether a line can have a remark: most commands consist of letters, numbers and spaces.
fn may_have_sign(text: &str) -> bool {
    let mut before = 0;
    text.bytes().any(|octet| {
        let is_sign = matches!(
            octet,
            b'#' | b';' | b'/' | b'-' | b'<' | b'=' | b'(' | b':' | b'|' | b' ' | b'\t' | 0x80..
        );
        let is_after_space = matches!(before, b' ' | b'\t');
        let begins_word = is_after_space || octet == b'\t' || !octet.is_ascii();
        let ends_argument = before == b':' && octet == b' ';
        before = octet;
        (is_sign && begins_word) || ends_argument
    })
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

fn is_whole(command: &CommandLine<'_>) -> bool {
    command.is_done() || command.spec.is_some_and(|spec| !lacks_arguments(spec, command.arguments))
}

/// Whether a command ends with flags without brackets, so that any word after them may be another one.
fn has_bare_flags(command: &CommandLine<'_>) -> bool {
    let mut names = [command.verb].into_iter().chain(words(command.arguments));
    let is_store = names.by_ref().take(2).any(|name| name.eq_ignore_ascii_case("STORE"));
    is_store && words(command.arguments).last().is_some_and(|last| last.starts_with('\\'))
}

/// Whether the grammar of IMAP allows the rest after the command.
fn may_be_argument(command: &CommandLine<'_>, rest: &str) -> bool {
    let arguments = argument_list(command.arguments).join(" ");
    let gap = if arguments.is_empty() { "" } else { " " };
    let before = format!("a {}{gap}{arguments} ", command.verb);
    let words: Vec<&str> = words(rest).collect();
    let tree = Tree::of_line(Side::Client, format!("{before}{}", words.join(" ")));
    let is_wrong = |range: std::ops::Range<usize>| range.end > before.len();
    let mut unknown = tree.leaves().filter(|leaf| leaf.kind() == Kind::Unknown);
    !unknown.any(|leaf| is_wrong(leaf.range()))
}

/// Whether the text in brackets begins with an IMAP word.
fn is_registered(bracketed: &str) -> bool {
    let word = words(bracketed.trim_start_matches('(')).next().unwrap_or_default();
    lookup(word.trim_end_matches(')')).next().is_some()
}

/// The command in this line, without the number that refers to an explanation below the listing:
/// `a1 select inbox <1>`, as AsciiDoc writes it, perhaps after the sign of a comment, or `a1 select inbox (1)`.
pub fn without_callout(text: &str) -> Option<&str> {
    const BRACKETS: &[char] = &['<', '(', '（'];
    let (content, last) = text.rsplit_once([' ', '\t'])?;
    let number = brackets::inside(last).filter(|(open, _)| BRACKETS.contains(open));
    let is_number = |(open, number): (char, &str)| {
        let is_short = (1..3).contains(&number.chars().count());
        (open == '<' && number == ".") || (is_short && number.chars().all(char::is_numeric))
    };
    let is_callout =
        number.is_some_and(is_number) || is_circled(last.trim_start_matches(['…', '.']));
    if !is_callout {
        return None;
    }
    let content = content.trim_end();
    // `a1 search seen (2)` searches in a set.
    if last.starts_with('(') && may_be_argument(&CommandLine::parse(content), last) {
        return None;
    }
    let comments = [" //", " #", " ;;", " --"].into_iter();
    let content = comments
        .fold(content, |content, sign| content.strip_suffix(sign).unwrap_or(content))
        .trim_end();
    is_whole(&CommandLine::parse(content)).then_some(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_after_commands_are_removed() {
        for (text, content) in [
            ("a02 select inbox　　← 受信箱を選ぶ", "a02 select inbox"),
            ("a02 select inbox ←受信箱", "a02 select inbox"),
            ("a1 noop      │ PID USER", "a1 noop"),
            ("a3 fetch 1 body[]   # 本文を読む", "a3 fetch 1 body[]"),
            ("a3 fetch 1 (flags uid) # both", "a3 fetch 1 (flags uid)"),
            ("a4 noop // keep alive", "a4 noop"),
            ("a4 noop //keep alive", "a4 noop"),
            ("a5 logout ; bye", "a5 logout"),
            ("a1 login user pass （ログイン）", "a1 login user pass"),
            ("a1 login user pass <-- this one", "a1 login user pass"),
            ("a1 login user \"a # b\" # c", "a1 login user \"a # b\""),
            ("login user pass\t; log in", "login user pass"),
            ("select inbox -- open it", "select inbox"),
            ("search subject x  # find", "search subject x"),
            ("a1 append x {5}  # five octets", "a1 append x {5}"),
            ("a1 store 1 +flags \\Seen  ← 既読", "a1 store 1 +flags \\Seen"),
            ("a1 select inbox (this is the inbox and it opens)", "a1 select inbox"),
            ("done  # end", "done"),
            ("logout　（終了）", "logout"),
            ("a1 noop — does nothing", "a1 noop"),
            ("a1 noop ==> nothing", "a1 noop"),
            ("a1 noop <1>", "a1 noop"),
            ("a1 login user pass        (Anmeldung)", "a1 login user pass"),
            ("a1 login user pass …①", "a1 login user pass"),
            ("a1 noop # <12>", "a1 noop"),
            ("a2 select inbox     * 3 EXISTS", "a2 select inbox"),
            ("a2 select inbox  a2 OK done", "a2 select inbox"),
            ("a2 list \"\" \"*\"     list the mailboxes", "a2 list \"\" \"*\""),
            ("a4 delete Old\tdelete a mailbox", "a4 delete Old"),
            ("a4 delete Old  deletes the mailbox", "a4 delete Old"),
            ("a4 search unseen      find new mail", "a4 search unseen"),
            ("delete old     delete it", "delete old"),
            ("a1 noop : does nothing", "a1 noop"),
            ("a1 noop / a1 OK done", "a1 noop"),
            ("a1 noop | does nothing", "a1 noop"),
            ("a1 noop      |", "a1 noop"),
            ("a5 create x: makes the mailbox x", "a5 create x"),
            ("0005 EXPUNGE（削除）", "0005 EXPUNGE"),
            ("a2 SELECT INBOX（受信箱を選択）", "a2 SELECT INBOX"),
            ("a3 fetch 1 body[text]：读取", "a3 fetch 1 body[text]"),
            ("a4 store 1 +flags (\\Deleted)，删除邮件", "a4 store 1 +flags (\\Deleted)"),
            ("a5 expunge。", "a5 expunge"),
            ("a2 select inbox (2)", "a2 select inbox"),
            ("b create LYY //创建子邮箱", "b create LYY"),
            ("b create LYY //create a folder", "b create LYY"),
            ("b create LYY #备注", "b create LYY"),
            ("b create LYY /* typed */", "b create LYY"),
            ("a3 fetch 1 (flags) (3)", "a3 fetch 1 (flags)"),
            ("a3 logout （４）", "a3 logout"),
            ("a1 login user pass←入力", "a1 login user pass"),
            ("a3 create 資料←入力", "a3 create 資料"),
            ("a3 expunge→gone", "a3 expunge"),
            ("a1 login bob \"pw\"（ログイン）", "a1 login bob \"pw\""),
        ] {
            assert_eq!(Remark::after_command(text), Some(Remark::Certain(content)), "{text}");
        }
    }

    #[test]
    fn text_that_may_be_an_argument_is_not_a_remark() {
        for text in [
            "a1 login user #word",
            "a1 login user pa#ss",
            "a1 login user # ",
            "a1 list \"\" #news.*",
            "a1 select #news",
            "a1 rename a #b",
            "a1 select \"x # y\"",
            "a1 search subject #12",
            "a1 search text ;",
            "a1 create 重要　箱",
            "a1 store 1 +flags \\Seen #x",
            "a1 store 1 +flags (a #b)",
            "a1 fetch 1 (flags # x",
            "a1 search text \"a  // b",
            "a1 append x (\\Seen) {5}",
            "a1 select x (condstore)",
            "a1 getmetadata inbox /private/comment",
            "a1 list \"\" (% *)",
            "a1 login user pass (word)",
            "xyzzy a  # b",
            "a1 noop",
            "a1  noop",
            "a1 list  \"\"    \"*\"",
            "a1\tselect\tinbox",
            "a1 login user     pass",
            "a1 login user \"a     b\"",
            "a1 fetch 1:3     (flags uid) (changedsince 5)",
            "a1 search unseen     from taro",
            "a1 fetch 1 (flags)  (changedsince 5)",
            "a1 select inbox  (condstore)",
            "a1 noop now",
            "xyzzy a     b",
            "a1 search subject Re: lunch",
            "a1 search text \"x: y\"",
            "a1 store 1 +flags x: y",
        ] {
            assert_eq!(Remark::after_command(text), None, "{text}");
        }
        for text in [
            "a1 search subject issue #12",
            "a1 search subject C # minor",
            "a1 store 1 +flags \\Seen  # mark as read",
            "a1 login user pass #12",
            "a1 search text お知らせ　★重要",
        ] {
            let sign = text.rfind(['#', '★']);
            assert_eq!(Remark::after_command(text), sign.map(Remark::Possible), "{text}");
        }
        for text in ["a5 create x: make", "a6 rename x y: rename it"] {
            let at = text.find(": ").map(|at| Remark::Possible(at + 2));
            assert_eq!(Remark::after_command(text), at, "{text}");
        }
        for sign in [
            "-- mark as deleted",
            "# mark",
            "// mark",
            "; mark",
            "- mark it",
            "     mark it as read",
        ] {
            let text = format!("a3 store 1 +flags \\Deleted {sign}");
            let at = text.find(sign.trim_start()).map(Remark::Possible);
            assert_eq!(Remark::after_command(&text), at, "{text}");
        }
        for text in [
            "a4 DELETE Work（削除）",
            "a4 CREATE テスト（作成）",
            "a1 create 戦略（旧）",
            "a4 SELECT 資料（2025）",
            "a1 login bob pw（ログイン）",
            "a4 store 1 +flags \\Deleted，删除",
            "a4 delete Work→gone",
        ] {
            let at = text.find(['（', '，', '→']).map(Remark::Possible);
            assert_eq!(Remark::after_command(text), at, "{text}");
        }
        let full_width = "a1 login taro pw　ログインする";
        let at = full_width.find("ログ").map(Remark::Possible);
        assert_eq!(Remark::after_command(full_width), at);
        for text in [
            "a1 login taro pass  word",
            "a1 create My  Folder",
            "a1 noop   nothing",
            "a1 select x      ...",
            "delete Work    Archive",
            "rename a b      c",
            "a1 copy 1:3 Work     Old",
            "a1 fetch 1 flags     body[]",
            "a1 store 1 +flags (\\Deleted)     (unchangedsince 5)",
            "a1 login user pa     ss",
        ] {
            let at = text.rfind("  ").map(|at| at + 2);
            let with_tab = text.replace("     ", "\t").replace("\t ", "\t");
            let after_tab = with_tab.find('\t').map(|at| Remark::Possible(at + 1));
            assert!(
                after_tab.is_none() || Remark::after_command(&with_tab) == after_tab,
                "{with_tab}"
            );
            assert_eq!(Remark::after_command(text), at.map(Remark::Possible), "{text}");
        }
    }
}
