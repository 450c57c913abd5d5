//! The shape of a command: which of its brackets and quotes are open, and whether it has the right number of
//! arguments.

use crate::protocol::commands::CommandSpec;
use crate::protocol::compose::{LiteralMarker, split_literal_marker};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::sasl::is_base64;
use crate::protocol::typed_line::CommandLine;
use crate::reference::{self, Argument, Category};

/// The brackets and quotes that are open at the end of a command's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nesting {
    /// The open brackets, outermost first.
    open: Vec<u8>,
    quoted: bool,
    /// Its last line ends with a `\\` alone, as a continued line of a shell does.
    continued: bool,
}

impl Nesting {
    /// The brackets and quotes that this text leaves open.
    pub fn of(text: &str) -> Nesting {
        let mut nesting = Nesting::default();
        nesting.read(text);
        nesting
    }

    /// Reads more of the command. A `(` and a quote count where a word begins, a `[` after `BODY`
    /// and the like: elsewhere they may be part of a password.
    pub fn read(&mut self, text: &str) {
        let octets = text.as_bytes();
        let may_open = |octet: &u8| matches!(octet, b'"' | b'(' | b'[' | b'\\');
        if !self.is_open() && !octets.iter().any(may_open) {
            // Most commands open nothing.
            return;
        }
        let (mut at, mut word) = (0, 0);
        while let Some(&octet) = octets.get(at) {
            let begins_word = word == at;
            match octet {
                b'\\' if self.quoted => at += 1,
                b'"' if self.quoted => self.quoted = false,
                _ if self.quoted => {}
                b'"' if begins_word => self.quoted = true,
                b'(' if begins_word => self.open.push(octet),
                b'[' if is_section(&octets[word..at]) => self.open.push(octet),
                b')' | b']' => {
                    let opening = if octet == b')' { b'(' } else { b'[' };
                    self.open.pop_if(|open| *open == opening);
                }
                _ => {}
            }
            at += 1;
            let ends_word = matches!(octet, b' ' | b'\t') || self.open.last() == Some(&octet);
            if ends_word && !self.quoted {
                word = at;
            }
        }
        self.continued = !self.quoted && text.ends_with(CONTINUED);
    }

    /// Whether anything is open.
    pub fn is_open(&self) -> bool {
        self.quoted || self.continued || !self.open.is_empty()
    }

    /// The innermost open sign: `"`, `(`, `[` or `\`.
    pub fn innermost(&self) -> Option<char> {
        match self.quoted {
            true => Some('"'),
            false if self.continued => Some('\\'),
            false => self.open.last().map(|&octet| octet.into()),
        }
    }
}

/// Whether a `[` after this begins the section of a FETCH item (RFC 9051, section 6.4.5).
fn is_section(word: &[u8]) -> bool {
    let items = ["BODY", "BODY.PEEK", "BINARY", "BINARY.PEEK", "BINARY.SIZE"];
    items.iter().any(|item| item.as_bytes().eq_ignore_ascii_case(word))
}

/// The end of a continued line of a shell.
const CONTINUED: &str = " \\";

/// Puts a wrapped line's text after what was before it: with one space between, but without one inside a set,
/// after an opening bracket, before a closing one and at a dot inside a FETCH section.
pub fn join(text: &mut String, rest: &str) {
    if text.ends_with(CONTINUED) {
        text.truncate(text.len() - CONTINUED.len());
    }
    // The end of a long set is enough.
    const END: usize = 64;
    let from = (text.len().saturating_sub(END)..=text.len()).find(|at| text.is_char_boundary(*at));
    let end = text.get(from.unwrap_or_default()..).unwrap_or_default();
    let inside_set = ends_inside_set(end);
    let touches = text.ends_with(['(', '[']) || rest.starts_with([')', ']']);
    let in_section = end.rfind('[').is_some_and(|at| !end[at..].contains(']'));
    let is_part = in_section && (text.ends_with('.') || rest.starts_with('.'));
    if !(inside_set || touches || is_part || text.ends_with([' ', '\t'])) {
        text.push(' ');
    }
    text.push_str(rest);
}

/// Whether the command takes these arguments: the right number, and, where a set or a search key must come
/// first, such a word. Any command may have options in brackets at its end.
pub fn is_complete(spec: &CommandSpec, arguments: &str) -> bool {
    let words = argument_list(arguments);
    if spec.name == "UID" {
        return match AfterUid::of(&words) {
            Some(AfterUid::Expunge(sets)) => sets.len() == 1 && is_set(sets[0]),
            Some(AfterUid::Other(spec, rest)) => is_complete(spec, &rest),
            None => false,
        };
    }
    let (least, most) = argument_counts(spec);
    let first = words.first().map_or("", |word| word);
    let fits = match spec.argument_list().next().map(|argument| argument.text) {
        Some("SEQUENCE-SET") => is_set(first),
        _ if spec.name == "SEARCH" => is_search_key(first),
        _ => true,
    };
    let options = words.iter().rev().take_while(|word| word.starts_with('(')).count();
    fits && (words.len() - options..=words.len()).any(|count| (least..=most).contains(&count))
}

/// The command that `UID` is put before, and its arguments.
enum AfterUid<'a> {
    /// After `UID` it takes a set, which it does not otherwise.
    Expunge(&'a [&'a str]),
    Other(&'static CommandSpec, String),
}

impl<'a> AfterUid<'a> {
    /// The command in these arguments of UID.
    fn of(arguments: &'a [&'a str]) -> Option<AfterUid<'a>> {
        let (name, rest) = arguments.split_first()?;
        match crate::protocol::commands::find(name).filter(|spec| spec.name != "UID")? {
            spec if spec.name == "EXPUNGE" => Some(AfterUid::Expunge(rest)),
            spec => Some(AfterUid::Other(spec, rest.join(" "))),
        }
    }
}

/// Whether a word begins like a set of messages.
fn is_set(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '*' | '$'))
}

/// How many arguments a command takes at least and at most, without the options in brackets at its end:
/// `select the inbox` has none.
fn argument_counts(spec: &CommandSpec) -> (usize, usize) {
    let (mut with_options, mut counts) = ((0, 0), (0, 0));
    for argument in spec.argument_list() {
        let (least, most) = argument.count();
        with_options = (with_options.0 + least, usize::saturating_add(with_options.1, most));
        if !argument.is_optional || !argument.text.starts_with('(') {
            counts = with_options;
        }
    }
    counts
}

/// Whether the command needs more arguments than these.
pub fn lacks_arguments(spec: &CommandSpec, arguments: &str) -> bool {
    !is_complete(spec, arguments) || ends_early(spec, arguments)
}

/// Whether these arguments are too few for the command, whatever they are.
pub fn has_too_few(spec: &CommandSpec, arguments: &str) -> bool {
    let words = argument_list(arguments);
    if spec.name == "APPEND" && !ends_with_message(&words) {
        return true;
    }
    if spec.name != "UID" {
        return lacks_required(spec, &words) || ends_early(spec, arguments);
    }
    match AfterUid::of(&words) {
        Some(AfterUid::Expunge(sets)) => sets.is_empty() || ends_early(spec, arguments),
        Some(AfterUid::Other(spec, rest)) => has_too_few(spec, &rest),
        None => words.is_empty(),
    }
}

/// Whether the arguments of APPEND end with a literal, or with a data item that contains one (RFC 4469, RFC
/// 6855).
fn ends_with_message(arguments: &[&str]) -> bool {
    let Some((last, before)) = arguments.split_last() else {
        return false;
    };
    let name = before.last().map_or("", |word| word);
    let is_extended = ["CATENATE", "UTF8", "URL"].iter().any(|it| name.eq_ignore_ascii_case(it));
    last.ends_with('}') || (is_extended && last.ends_with(')'))
}

/// Whether an argument that the command requires is missing. Optional ones may precede it:
/// `store 1 (unchangedsince 5) +flags`.
fn lacks_required(spec: &CommandSpec, arguments: &[&str]) -> bool {
    // CONVERT may have the whole argument in one word: `BINARY[3 ("text/plain" …)]`.
    let is_nested =
        |argument: Argument| argument.text.starts_with('(') && argument.text.contains('[');
    let mut at = 0;
    let lacks_one = spec.argument_list().any(|argument| match arguments.get(at) {
        None => !argument.is_optional,
        Some(word) => {
            if !argument.is_optional {
                at += 1;
            } else if argument.can_be(word) {
                let has_keyword = argument.keyword().is_some();
                at += if has_keyword { Argument::list(argument.text).count() } else { 1 };
            }
            false
        }
    });
    lacks_one && !spec.argument_list().any(is_nested)
}

/// Whether there are more arguments than the command takes, or a remark in brackets after them:
/// `a2 DELETE Work (remove it)`.
pub fn has_too_many(spec: &CommandSpec, arguments: &str) -> bool {
    if arguments.is_empty() {
        return false;
    }
    let words = argument_list(arguments);
    if spec.name == "UID" {
        return match AfterUid::of(&words) {
            Some(AfterUid::Expunge(sets)) => sets.len() > 1,
            Some(AfterUid::Other(spec, rest)) => has_too_many(spec, &rest),
            None => false,
        };
    }
    let options = words.iter().rev().take_while(|word| word.starts_with('(')).count();
    let is_remark = |(last, before): (&&str, &[&str])| {
        last.starts_with('(') && has_no_room(spec, &before.join(" "), last)
    };
    // Some people write several items of FETCH without brackets.
    let is_item = |word: &&str| reference::find(Category::FetchItems, word).is_some();
    let are_items = || spec.name == "FETCH" && words.iter().skip(1).all(is_item);
    (words.len() - options > argument_counts(spec).1 && !are_items())
        || words.split_last().is_some_and(is_remark)
        || has_foreign_word(spec, &words)
}

/// Whether something must follow the last argument.
fn ends_early(spec: &CommandSpec, arguments: &str) -> bool {
    announces_options(spec, arguments)
        || (is_search(spec, arguments) && lacks_key_argument(arguments))
        || (takes_sets(spec) && ends_inside_set(arguments))
}

/// Whether the arguments end with the word after which LIST has a list: `list "" "*" return`.
fn announces_options(spec: &CommandSpec, arguments: &str) -> bool {
    let last = arguments.rsplit([' ', '\t']).next().unwrap_or_default();
    spec.name == "LIST" && last.eq_ignore_ascii_case("return") && argument_list(arguments).len() > 2
}

/// Whether the command's arguments have sets of messages.
pub fn takes_sets(spec: &CommandSpec) -> bool {
    spec.name == "UID"
        || matches!(spec.name, "SEARCH" | "SORT" | "THREAD")
        || spec.argument_list().any(|argument| argument.text == "SEQUENCE-SET")
}

/// Whether the text ends inside a set of messages: `1,2,`.
fn ends_inside_set(text: &str) -> bool {
    let word = text.rsplit([' ', '\t', '(']).next().unwrap_or_default();
    let set_char = |c: char| c.is_ascii_digit() || matches!(c, ',' | ':' | '*' | '$');
    word.ends_with([',', ':']) && word.chars().all(set_char)
}

/// Whether the last search key lacks its argument, or a NOT or an OR its keys.
fn lacks_key_argument(arguments: &str) -> bool {
    let words = argument_list(arguments);
    let (mut at, mut missing_keys) = (0, 0usize);
    while let Some(word) = words.get(at) {
        let needed = KeyArguments::of(word);
        at += 1 + needed.own;
        missing_keys = missing_keys.saturating_sub(1) + needed.keys;
    }
    at > words.len() || missing_keys > 0
}

/// How many arguments a search key must have.
struct KeyArguments {
    /// Other keys: `NOT` has one, `OR` two.
    keys: usize,
    own: usize,
}

impl KeyArguments {
    fn of(key: &str) -> KeyArguments {
        let syntax = reference::find(Category::SearchKeys, key).map_or("", |key| key.syntax);
        let mut is_optional = false;
        let needed = syntax.split(' ').skip(1).filter(|argument| {
            is_optional |= argument.starts_with('[');
            let is_needed = !is_optional;
            is_optional &= !argument.ends_with(']');
            is_needed
        });
        let (keys, own): (Vec<_>, Vec<_>) = needed.partition(|argument| argument.contains("KEY"));
        KeyArguments { keys: keys.len(), own: own.len() }
    }
}

/// Whether a word cannot be in its place, although the command takes any number of words there or has room
/// for an option: a search key or a capability that is not registered, unless it is written like one of an
/// extension; a set in place of STORE's item; anything but RETURN behind LIST's pattern.
fn has_foreign_word(spec: &CommandSpec, words: &[&str]) -> bool {
    let is_name = |category, word: &str| {
        reference::find(category, word).is_some()
            || word.starts_with(['x', 'X'])
            || !word.contains(|c: char| c.is_lowercase())
    };
    let mut words = words.iter().copied().peekable();
    match spec.name {
        "ENABLE" => words.any(|word| !is_name(Category::Capabilities, word)),
        "STORE" => words.filter(|word| !word.starts_with('(')).nth(1).is_some_and(is_set),
        "LIST" => {
            words.next_if(|word| word.starts_with('('));
            words.take_while(|word| !word.eq_ignore_ascii_case("RETURN")).count() > 2
        }
        "SEARCH" | "SORT" | "THREAD" => {
            words.next_if(|word| word.eq_ignore_ascii_case("RETURN")).and_then(|_| words.next());
            // The first key; or the criteria or the algorithm, and the charset.
            let first = words.next().map_or(0, |first| KeyArguments::of(first).own);
            let mut to_skip = if spec.name == "SEARCH" { first } else { 1 };
            words.any(|word| {
                let is_key = to_skip == 0;
                to_skip = if is_key { KeyArguments::of(word).own } else { to_skip - 1 };
                is_key && !is_search_key(word) && !is_name(Category::SearchKeys, word)
            })
        }
        _ => false,
    }
}

/// Whether search keys are among the command's arguments.
pub fn is_search(spec: &CommandSpec, arguments: &str) -> bool {
    let searches = |name: &str| matches!(name, "SEARCH" | "SORT" | "THREAD");
    let first = arguments.split_ascii_whitespace().next().unwrap_or_default();
    searches(spec.name)
        || (spec.name == "UID"
            && crate::protocol::commands::find(first).is_some_and(|spec| searches(spec.name)))
}

/// Whether a text can continue a command that has all its arguments: options in brackets, or a search key.
pub fn may_continue(spec: &CommandSpec, arguments: &str, text: &str) -> bool {
    if spec.name == "AUTHENTICATE" {
        // Only an initial response can continue.
        return arguments.split_ascii_whitespace().count() == 2 && is_part_of_base64(text);
    }
    let key = text.split([' ', '\t']).next().unwrap_or_default();
    let is_continued = key.starts_with('(')
        || (is_search(spec, arguments) && is_search_key(key))
        || (spec.name == "LIST" && key.eq_ignore_ascii_case("return"));
    is_continued && is_complete(spec, &format!("{arguments} {text}"))
}

/// Whether a text below the command may continue with it, although it has all its arguments.
pub fn may_have_more(spec: &CommandSpec, arguments: &str) -> bool {
    const WITH_OPTIONS: &[&str] = &["FETCH", "STORE", "SELECT", "EXAMINE", "CREATE", "LIST", "UID"];
    is_search(spec, arguments) || WITH_OPTIONS.contains(&spec.name)
}

/// Whether lower-case words in brackets below a command with all its arguments are a remark, not its options
/// or search keys: `(mailbox opened)`.
pub fn has_no_room(spec: &CommandSpec, arguments: &str, text: &str) -> bool {
    if spec.name == "UID" {
        let (name, rest) = arguments.trim().split_once([' ', '\t']).unwrap_or_default();
        let spec = crate::protocol::commands::find(name).filter(|spec| spec.name != "UID");
        return spec.is_some_and(|spec| has_no_room(spec, rest, text));
    }
    let last = arguments.rsplit([' ', '\t']).next().unwrap_or_default();
    // A remark differs from search keys and capabilities.
    let has_known_words = is_search(spec, arguments) || spec.name == "ENABLE";
    let takes_any_number = |argument: Argument| argument.count().1 == usize::MAX;
    if last.eq_ignore_ascii_case("return")
        || lacks_arguments(spec, arguments)
        || lacks_required(spec, &argument_list(arguments))
        || (!has_known_words && spec.argument_list().any(takes_any_number))
    {
        return false;
    }
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|inside| {
        let first = inside.split([' ', '\t']).next().unwrap_or_default();
        inside.starts_with(|c: char| c.is_ascii_lowercase()) && !is_option(spec, first)
    })
}

/// Whether the options in brackets after the command's arguments may begin with this word.
fn is_option(spec: &CommandSpec, word: &str) -> bool {
    let category = match spec.name {
        "SELECT" | "EXAMINE" | "CREATE" => Category::SelectParameters,
        "FETCH" => Category::FetchModifiers,
        "STORE" => Category::StoreModifiers,
        "SEARCH" | "SORT" | "THREAD" => return is_search_key(word),
        _ => return false,
    };
    reference::find(category, word).is_some()
}

/// Whether this may be the end of a text in base64 that was cut into lines: one word, which is not written
/// like one of a language.
pub fn is_part_of_base64(text: &str) -> bool {
    text.bytes().all(is_base64) && text.bytes().skip(1).any(|octet| !octet.is_ascii_lowercase())
}

/// The arguments in a text: words, quoted strings and lists.
pub fn argument_list(text: &str) -> Vec<&str> {
    let mut arguments = Vec::new();
    let (mut nesting, mut begin, mut end) = (Nesting::default(), 0, 0);
    for word in text.split([' ', '\t']) {
        nesting.read(word);
        end += word.len();
        let argument = &text[begin..end];
        end += 1;
        let has_open_bracket = || argument.matches('[').count() > argument.matches(']').count();
        let is_continued =
            nesting.is_open() || (argument.len() < MAX_BRACKETED && has_open_bracket());
        if !is_continued {
            arguments.extend(not_empty(argument));
            begin = end;
        }
    }
    arguments.extend(not_empty(text.get(begin..).unwrap_or_default()));
    arguments
}

fn not_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// How long an argument may become in search of a `]`.
const MAX_BRACKETED: usize = 256;

/// Whether a SEARCH can begin with this word.
pub fn is_search_key(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '*' | '$'))
        || word.eq_ignore_ascii_case("RETURN")
        || reference::find(Category::SearchKeys, word).is_some()
}

/// Whether this is a known command that has all its arguments.
pub fn is_complete_command(command: &CommandLine<'_>) -> bool {
    command.spec.is_some_and(|spec| is_complete(spec, command.arguments))
}

pub fn announces_literal(text: &str) -> bool {
    let is_lines = || matches!(split_literal_marker(text).1, Some(LiteralMarker::Lines { .. }));
    text.ends_with('}') && (LiteralAnnouncement::at_end(text.as_bytes()).is_some() || is_lines())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::typed_line::CommandLine;

    #[test]
    fn what_is_open() {
        for (text, open) in [
            ("a1 store 1 (flags", Some('(')),
            ("a1 fetch 1 (body[header.fields (from)", Some('[')),
            ("a1 fetch 1 body[header.fields (from", Some('(')),
            ("login u \"x", Some('"')),
            ("login u \"x\\\"", Some('"')),
            ("login u pa(ss\"w[ord", None),
            ("login u pass)", None),
            ("search (or (from a) \"b)\")", None),
            ("list \"\" \"*\"", None),
            ("x [y", None),
            ("fetch 1 (body[])", None),
            ("fetch 1 (flags body.peek[text]<0.5>)", None),
        ] {
            assert_eq!(Nesting::of(text).innermost(), open, "{text}");
        }
    }

    #[test]
    fn wrapped_lines_are_joined() {
        for (text, rest, joined) in [
            ("a search from x", "subject y", "a search from x subject y"),
            ("a store 7,5,", "9 +flags x", "a store 7,5,9 +flags x"),
            ("a fetch 1:", "3 flags", "a fetch 1:3 flags"),
            ("a search subject x,", "unseen", "a search subject x, unseen"),
            ("a fetch 1 (", "flags", "a fetch 1 (flags"),
            ("a fetch 1 (flags", ")", "a fetch 1 (flags)"),
            ("a fetch (1,", "2", "a fetch (1,2"),
        ] {
            let mut whole = text.to_owned();
            join(&mut whole, rest);
            assert_eq!(whole, joined);
        }
    }

    #[test]
    fn which_commands_are_complete() {
        let complete = |text: &str| {
            let line = CommandLine::parse(text);
            line.spec.is_some_and(|spec| is_complete(spec, line.arguments))
        };
        for text in [
            "select Trash",
            "select \"Sent Items\"",
            "select x (condstore)",
            "append x (\\Seen) \"1-Jan-2026 00:00:00 +0000\" {5}",
            "fetch 1 (flags uid)",
            "fetch 1:* flags",
            "uid fetch 1:* flags",
            "search unseen from x",
            "store 1 +flags (\\Seen)",
            "login u p",
            "list \"\" *",
            "noop",
            "status x (messages unseen)",
            "append x (\\Seen) {5}",
            "create x",
        ] {
            assert!(complete(text), "{text}");
        }
        for text in [
            "select the inbox now",
            "select the inbox",
            "select",
            "Fetch the message:",
            "search for mail",
            "login to the server",
            "Store it somewhere",
            "create a new mailbox",
            "UID is a number",
            "list",
            "noop does nothing",
        ] {
            assert!(!complete(text), "{text}");
        }
    }
}
