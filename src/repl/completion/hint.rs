//! The dim hint after the cursor: the arguments that the command can still take, and the capability that
//! the server lacks for it. The syntax tree shows what is open at the cursor, the reference what it
//! takes.

use super::begins;
use super::cursor_context::{CursorContext, with_tag};
use crate::messages::{Messages, text};
use crate::notation::directive;
use crate::notation::shape::argument_list;
use crate::protocol::commands;
use crate::protocol::possible;
use crate::protocol::settings::values_of;
use crate::protocol::syntax::{Kind, Node, Side, Tree};
use crate::protocol::typed_line::CommandLine;
use crate::reference::{self, Argument, Category, Entry, arguments_in};
use crate::repl::state::PromptSnapshot;

/// Examples of a date and a date-time, which a hint shows instead of their names in the grammar.
const DATE: &str = "1-Feb-2026";
const DATE_TIME: &str = "\" 1-Feb-2026 09:30:00 +0100\"";

/// The minimum length of a prefix that is taken for a command.
const MIN_BEGINNING: usize = 2;

/// The text that may follow the line, and the missing capability for its command.
pub fn hint(line: &str, session: &PromptSnapshot, messages: Messages) -> Option<String> {
    let line = argument_with_command(line).unwrap_or(line);
    let missing = missing_capability(line, session);
    let missing = missing.map(|capability| messages.format(text::ReplMissing { capability }));
    let is_directive = line.trim_start().starts_with(':');
    let syntax = syntax_after(line).map(|syntax| {
        if is_directive { syntax } else { arguments_in(&syntax, messages.language()).into_owned() }
    });
    match missing {
        Some(missing) => Some(format!("{}  {missing}", syntax.unwrap_or_default())),
        None => syntax,
    }
}

/// The command in a directive's argument.
fn argument_with_command(line: &str) -> Option<&str> {
    let (name, argument) = line.trim_start().strip_prefix(':')?.split_once(' ')?;
    let argument = argument.trim_start();
    (directive::takes_line(name) && !argument.is_empty()).then_some(argument)
}

/// The missing capability for the command that the line begins, or for all commands that it may become.
fn missing_capability(line: &str, session: &PromptSnapshot) -> Option<&'static str> {
    let cursor = CursorContext::at_end(line.trim_start())?;
    let lacked = |entry: &Entry| {
        possible::missing_capability(entry, session.connection, &session.capabilities)
    };
    if !cursor.is_verb() && !cursor.is_after_uid() {
        return lacked(cursor.entry()?);
    }
    if cursor.word.len() < MIN_BEGINNING {
        return None;
    }
    let is_meant = |name: &str| begins(name, cursor.word);
    let lacked: Option<Vec<_>> = if cursor.is_verb() {
        commands::all().filter(|it| is_meant(it.name)).map(lacked).collect()
    } else {
        commands::with_uid()
            .filter(|it| is_meant(commands::without_uid(it.name)))
            .map(lacked)
            .collect()
    };
    lacked?.first().copied()
}

fn syntax_after(line: &str) -> Option<String> {
    let rest = match line.trim_start().strip_prefix(':') {
        Some(typed) => rest_of_directive(typed)?,
        None => rest_of_command(line)?,
    };
    let touches = line.ends_with([' ', '(', '[', '<'])
        || rest.starts_with([')', ']', '>', '.'])
        || rest.starts_with("COUNT>");
    let gap = if touches { "" } else { " " };
    let form = match rest.split([' ', ')']).next() {
        Some("DATE") => format!("  (DATE: {DATE})"),
        Some("DATE-TIME" | "[DATE-TIME]") => format!("  (DATE-TIME: {DATE_TIME})"),
        _ => String::new(),
    };
    (!rest.is_empty()).then(|| format!("{gap}{rest}{form}"))
}

/// The arguments that a directive, typed without its colon, can still take.
fn rest_of_directive(typed: &str) -> Option<String> {
    let (name, typed) = typed.split_once(' ').unwrap_or((typed, ""));
    let (_, arguments) = directive::names().find(|(it, _)| *it == name)?;
    let words: Vec<&str> = typed.split_whitespace().collect();
    let is_at_word = typed.is_empty() || typed.ends_with(' ');
    match words[..] {
        [setting] if name == "set" => {
            Some(values_of(setting).or(is_at_word.then_some("VALUE"))?.to_owned())
        }
        _ if is_at_word && (name != "set" || words.is_empty()) => {
            let rest = Argument::list(arguments).skip(words.len());
            Some(rest.map(|argument| argument.written).collect::<Vec<_>>().join(" "))
        }
        _ => None,
    }
}

/// The arguments that the command in this line can still take.
fn rest_of_command(line: &str) -> Option<String> {
    let typed = CommandLine::parse(line.trim_start());
    let expected = Expected::after_command(&typed)?;
    let is_at_word = line.ends_with(' ');
    let open = open_parts(line, is_at_word, expected.last)?;
    let following = expected.arguments.iter().skip(usize::from(expected.repeats));
    if !open.is_empty() {
        let required = following.filter(|argument| !argument.is_optional);
        let required = required.map(|argument| argument.written.to_owned());
        return Some(open.into_iter().chain(required).collect::<Vec<_>>().join(" "));
    }
    // After a complete command, optional arguments are shown once there is a space.
    if !is_at_word && following.clone().all(|argument| argument.is_optional) {
        return None;
    }
    let again = expected.arguments.first().filter(|_| expected.repeats);
    let again = again.map(|argument| format!("[{}]", argument.text));
    let following = following.map(|argument| argument.written.to_owned());
    Some(again.into_iter().chain(following).collect::<Vec<_>>().join(" "))
}

/// The rest of the command's parts that are open at the end of the line, innermost first. `None`: the
/// line ends in something unknown. `argument`: the command's argument at the end of the line.
fn open_parts(line: &str, is_at_word: bool, argument: Option<Argument>) -> Option<Vec<String>> {
    let tree = Tree::of_line(Side::Client, with_tag(line, line.trim_end()));
    let mut node = tree.root()?;
    let mut path = vec![node];
    while let Some(last) = node.children().last() {
        path.push(last);
        node = last;
    }
    let mut parts = Vec::new();
    if node.kind() == Kind::Unknown {
        parts.push(rest_of_partial(node, tree.text())?.to_owned());
    }
    for (at, &node) in path.iter().enumerate().rev() {
        let takes_item = is_at_word && parts.is_empty();
        let parent = at.checked_sub(1).map(|at| path[at]);
        let in_brackets = rest_in_brackets(node, parent, takes_item, argument);
        parts.extend(in_brackets.or_else(|| rest_of_part(node)));
    }
    // A closing bracket directly follows the text before it.
    let mut joined: Vec<String> = Vec::new();
    for part in parts {
        match joined.last_mut().filter(|_| part.starts_with([')', ']'])) {
            Some(last) => last.push_str(&part),
            None => joined.push(part),
        }
    }
    Some(joined)
}

/// The rest of `<FIRST.OCTETS>` after a section.
fn rest_of_partial(node: Node<'_>, text: &[u8]) -> Option<&'static str> {
    let typed = std::str::from_utf8(node.text()).ok()?.strip_prefix('<')?;
    let is_behind_section = text[..node.range().start].ends_with(b"]");
    let is_number = |text: &str| text.bytes().all(|octet| octet.is_ascii_digit());
    let parts: Vec<&str> = typed.split('.').collect();
    match parts[..] {
        _ if !is_behind_section || !parts.iter().all(|part| is_number(part)) => None,
        [""] => Some("FIRST.OCTETS>"),
        [_] => Some(".COUNT>"),
        ["", _] => None,
        [_, ""] => Some("COUNT>"),
        [_, _] => Some(">"),
        _ => None,
    }
}

/// The rest up to the closing bracket, if the node has an open bracket.
fn rest_in_brackets(
    node: Node<'_>,
    parent: Option<Node<'_>>,
    takes_item: bool,
    argument: Option<Argument>,
) -> Option<String> {
    let opening = node.children().find(|child| child.kind() == Kind::Open)?;
    if node.child(Kind::Close).is_some() {
        return None;
    }
    let close = if opening.text() == b"[" { "]" } else { ")" };
    let is_empty = node.children().last().is_some_and(|last| last.kind() == Kind::Open);
    let item = match node.kind() {
        Kind::Section if is_empty => section_of(parent),
        Kind::Command | Kind::SelectParameter | Kind::CreateParameter => {
            let list = match node.kind() {
                Kind::Command => argument.map(|argument| argument.text),
                _ => node.children().next().and_then(named).map(|(_, arguments)| arguments),
            };
            let typed =
                String::from_utf8_lossy(&node.text()[opening.range().end - node.range().start..])
                    .into_owned();
            return Some(rest_of_list(list?, &typed, takes_item)? + close);
        }
        _ if !is_empty && !takes_item => "",
        Kind::EventGroup if is_empty => "MAILBOXES (EVENT…)",
        Kind::MetadataOptions => "OPTION…",
        Kind::SearchSources => "SOURCE…",
        Kind::FetchItems | Kind::StatusItems => "ITEM…",
        Kind::FlagList => "FLAG…",
        Kind::SearchKey => "KEY…",
        Kind::HeaderList => "FIELD-NAME…",
        Kind::SortCriteria => "CRITERION…",
        Kind::ListSelectOptions | Kind::ListReturnOptions | Kind::SearchReturnOptions => "OPTION…",
        Kind::ListPatterns => "PATTERN…",
        Kind::SelectParameters | Kind::CreateParameters => "PARAMETER…",
        Kind::FetchModifiers | Kind::StoreModifiers => "MODIFIER…",
        _ => "",
    };
    Some(format!("{item}{close}"))
}

/// The syntax between the brackets of a FETCH item.
fn section_of(item: Option<Node<'_>>) -> &'static str {
    let name = item.and_then(|item| item.child(Kind::FetchItemName)).map(Node::text);
    let name = name.map(|name| String::from_utf8_lossy(name).into_owned() + "[]");
    let entry = name.and_then(|name| reference::find(Category::FetchItems, &name));
    if entry.is_some_and(|entry| entry.syntax.contains("[PART]")) { "PART" } else { "SECTION" }
}

/// The rest of a list in brackets. `syntax` includes the brackets.
fn rest_of_list(syntax: &'static str, typed: &str, takes_item: bool) -> Option<String> {
    let inside = syntax.split_once('(')?.1;
    let arguments: Vec<Argument> = Argument::list(inside.strip_suffix(')')?).collect();
    let typed = argument_list(typed);
    if let [.., last] = arguments[..]
        && last.written == "…"
    {
        // Everything before it may be repeated.
        let group = arguments.len() - 1;
        let begun = typed.len() % group;
        if begun == 0 && !typed.is_empty() && !takes_item {
            return Some(String::new());
        }
        let rest = arguments[begun..].iter().map(|argument| argument.written);
        return Some(rest.collect::<Vec<_>>().join(" "));
    }
    let mut expected = Expected { arguments, repeats: false, last: None };
    for argument in &typed {
        expected.take(argument);
    }
    let is_behind_word = expected.repeats && !takes_item;
    let rest = expected.arguments.iter().skip(usize::from(is_behind_word));
    Some(rest.map(|argument| argument.written).collect::<Vec<_>>().join(" "))
}

/// The reference's entry about a part's name, and the syntax of its arguments.
fn named(name: Node<'_>) -> Option<(&'static Entry, &'static str)> {
    let category = match name.kind() {
        Kind::SearchKeyName => Category::SearchKeys,
        Kind::SearchReturnName => Category::SearchReturnOptions,
        Kind::ListReturnName => Category::ListOptions,
        Kind::FetchModifierName => Category::FetchModifiers,
        Kind::StoreModifierName => Category::StoreModifiers,
        Kind::SelectParameterName | Kind::CreateParameterName => Category::SelectParameters,
        Kind::SortKey => Category::SortCriteria,
        _ => return None,
    };
    let entry = reference::find(category, std::str::from_utf8(name.text()).ok()?)?;
    let (_, arguments) = entry.syntax.split_once(entry.name)?;
    let is_modifier = entry.syntax.starts_with('(');
    Some((entry, if is_modifier { arguments.trim_end_matches(')') } else { arguments }))
}

/// The rest of a key, an option or a modifier.
fn rest_of_part(node: Node<'_>) -> Option<String> {
    let mut children = node.children().filter(|child| child.kind() != Kind::Blank);
    let (entry, arguments) = named(children.next()?)?;
    // The command's syntax contains its arguments.
    if entry.name == "RETURN" {
        return None;
    }
    let arguments = Argument::list(arguments).collect();
    let mut expected = Expected { arguments, repeats: false, last: None };
    for child in children {
        expected.take(&String::from_utf8_lossy(child.text()));
    }
    let required = expected.arguments.iter().filter(|argument| !argument.is_optional);
    let required = required.skip(usize::from(expected.repeats)).map(|argument| argument.written);
    let rest = required.collect::<Vec<_>>().join(" ");
    (!rest.is_empty()).then_some(rest)
}

/// The arguments of a syntax after the typed ones.
struct Expected {
    /// The remaining arguments, the next one first.
    arguments: Vec<Argument>,
    /// Whether the next argument has already been typed and may be repeated.
    repeats: bool,
    /// The last argument typed.
    last: Option<Argument>,
}

impl Expected {
    fn after_command(typed: &CommandLine<'_>) -> Option<Expected> {
        let arguments = argument_list(typed.arguments);
        let mut arguments = &arguments[..];
        let mut command: &Entry = typed.spec?;
        if command.name == "UID"
            && let Some((verb, rest)) = arguments.split_first()
        {
            command = commands::after_uid(verb)?;
            arguments = rest;
        }
        let mut expected =
            Expected { arguments: command.argument_list().collect(), repeats: false, last: None };
        for argument in arguments {
            expected.take(argument);
        }
        Some(expected)
    }

    /// Advances past the argument that this word fills, skipping optional ones.
    fn take(&mut self, typed: &str) {
        let is_this = |argument: &Argument| !argument.is_optional || argument.can_be(typed);
        let Some(at) = self.arguments.iter().position(is_this) else {
            self.last = None;
            return self.arguments.clear();
        };
        self.last = Some(self.arguments[at]);
        self.repeats = self.arguments[at].repeats;
        let rest = match self.arguments[at] {
            it if it.repeats => vec![it],
            it if it.is_optional => Argument::list(it.text).skip(1).collect(),
            _ => Vec::new(),
        };
        self.arguments.splice(..=at, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::protocol::commands::ConnectionState;
    use crate::protocol::session_facts::Capabilities;
    use std::sync::Arc;

    /// The hint if the server's capabilities are not known.
    fn hint(line: &str) -> Option<String> {
        super::hint(line, &PromptSnapshot::default(), Messages::new(Language::English))
    }

    #[test]
    fn a_hint_names_the_missing_capability() {
        let session = PromptSnapshot {
            capabilities: Arc::new(Capabilities::of("IMAP4rev1 IDLE UNSELECT")),
            connection: Some(ConnectionState::Authenticated),
            ..PromptSnapshot::default()
        };
        let missing = |name| format!("  ({name} is missing from this server's CAPABILITY)");
        for (line, syntax, lacks) in [
            ("mov", "", Some("MOVE")),
            ("a1 MOVE", " SEQUENCE-SET MAILBOX", Some("MOVE")),
            ("move ", "SEQUENCE-SET MAILBOX", Some("MOVE")),
            ("move 1 ", "MAILBOX", Some("MOVE")),
            ("uid mov", "", Some("MOVE")),
            ("uid expunge 1:2", "", Some("UIDPLUS")),
            ("uns", "", None),
            ("unselect", "", None),
            ("id", " NIL|(FIELD VALUE …)", None),
            ("m", "", None),
            ("xyzzy", "", None),
            ("uid copy 1 ", "MAILBOX", None),
        ] {
            let expected =
                lacks.map_or(syntax.to_owned(), |name| syntax.to_owned() + &missing(name));
            let hinted = super::hint(line, &session, Messages::new(Language::English));
            assert_eq!(hinted.unwrap_or_default(), expected, "{line}");
        }
        // Before login, servers announce only a part of their capabilities.
        let before_login =
            PromptSnapshot { connection: Some(ConnectionState::NotAuthenticated), ..session };
        for (line, lacks) in [("mov", false), ("compress ", false), ("starttls", true)] {
            let hinted = super::hint(line, &before_login, Messages::new(Language::English));
            assert_eq!(hinted.unwrap_or_default().contains("missing"), lacks, "{line}");
        }
    }

    /// The argument of `:explain` and `:raw` gets the hints of a command.
    #[test]
    fn the_argument_of_a_directive_has_the_hints_of_its_command() {
        for line in ["select ", "fetch 1 (flags ", "search since ", "x1 login ", "list", "noop", ""]
        {
            for directive in ["explain", "raw"] {
                let expected = match line {
                    "" if directive == "explain" => Some("[on|off|LINE]".to_owned()),
                    "" => Some("LINE".to_owned()),
                    _ => hint(line),
                };
                assert_eq!(hint(&format!(":{directive} {line}")), expected, "{directive} {line}");
            }
        }
        assert_eq!(hint(":help select "), None);
    }

    #[test]
    fn a_hint_names_what_lists_and_directives_take() {
        for (line, hinted) in [
            (
                "select INBOX (qresync (",
                "UIDVALIDITY MOD-SEQUENCE [KNOWN-UIDS] [(SEQUENCE-SET UID-SET)]))",
            ),
            ("select INBOX (qresync (1 ", "MOD-SEQUENCE [KNOWN-UIDS] [(SEQUENCE-SET UID-SET)]))"),
            ("select INBOX (qresync (1 2", " [KNOWN-UIDS] [(SEQUENCE-SET UID-SET)]))"),
            ("create x (use (", "SPECIAL-USE…))"),
            ("id (", "FIELD VALUE …)"),
            ("id (\"name\" ", "VALUE …)"),
            ("id (\"name\" \"x\"", ")"),
            ("id (\"name\" \"x\" ", "FIELD VALUE …)"),
            ("setmetadata INBOX (", "ENTRY VALUE …)"),
            ("setmetadata INBOX (/private/comment ", "VALUE …)"),
            ("getmetadata INBOX (", "ENTRY…)"),
            ("getmetadata (", "OPTION…) MAILBOX ENTRY|(ENTRY…)"),
            ("setquota \"\" (", "RESOURCE LIMIT …)"),
            ("fetch 1 body[]<", "FIRST.OCTETS>"),
            ("fetch 1 body[]<0", ".COUNT>"),
            ("fetch 1 body[]<0.", "COUNT>"),
            ("fetch 1 body[]<0.5", ">"),
            ("fetch 1 (flags body[header]<", "FIRST.OCTETS>)"),
            ("fetch 1 <", ""),
            ("fetch 1 binary.peek[", "PART]"),
            (":set ", "[NAME [VALUE]]"),
            (":set fold ", "on|off|ROWS"),
            (":set fold", " on|off|ROWS"),
            (":set timeout ", "DURATION"),
            (":set box ", "VALUE"),
            (":set box", ""),
            (":set box x ", ""),
            (":wait 10s ", "[PATTERN]"),
            (":wait 10s", ""),
            (":capture next ", "PATTERN"),
            (":tls ", ""),
        ] {
            assert_eq!(hint(line).unwrap_or_default(), hinted, "{line}");
        }
    }

    #[test]
    fn a_hint_is_the_references_syntax() {
        for command in Category::Commands.entries().iter().filter(|it| it.name != "DONE") {
            let arguments = Some(command.arguments()).filter(|it| !it.is_empty());
            let hinted = hint(&format!("{} ", command.name.to_lowercase()));
            assert_eq!(hinted.as_deref(), arguments, "{}", command.name);
        }
    }

    #[test]
    fn hints_shorten_while_arguments_are_typed() {
        for (line, hinted) in [
            ("login", " USER PASSWORD"),
            ("a1 login taro ", "PASSWORD"),
            ("a1 login \"ta ro\"", " PASSWORD"),
            ("login taro x", ""),
            ("noop", ""),
            ("xyzzy", ""),
            ("list \"\"", " PATTERN|(PATTERN…) [RETURN (OPTION…)]"),
            ("list (subscribed) ", "REFERENCE PATTERN|(PATTERN…) [RETURN (OPTION…)]"),
            ("list \"\" % return ", "(OPTION…)"),
            ("search charset ", "NAME KEY…"),
            ("search return (min) ", "[CHARSET NAME] KEY…"),
            ("search unseen", ""),
            ("search unseen ", "[KEY…]"),
            ("uid fetch 1", " ITEM|(ITEM…) [(MODIFIER…)]"),
            ("fetch 1 (flags body[header.fields (to)]) ", "[(MODIFIER…)]"),
            ("store 1 +flags ", "(FLAG…)"),
            ("append Drafts ", "[(FLAG…)] [DATE-TIME] {OCTETS}"),
            (
                "append Drafts (\\Seen)",
                " [DATE-TIME] {OCTETS}  (DATE-TIME: \" 1-Feb-2026 09:30:00 +0100\")",
            ),
            ("append Drafts {5}", ""),
        ] {
            assert_eq!(hint(line).unwrap_or_default(), hinted, "{line}");
        }
    }

    #[test]
    fn a_hint_is_about_the_argument_at_the_cursor() {
        for (line, hinted) in [
            ("search unse", ""),
            ("search from ", "STRING"),
            ("search from", " STRING"),
            ("search header subject ", "STRING"),
            ("search unseen since ", "DATE  (DATE: 1-Feb-2026)"),
            ("search or since ", "DATE KEY  (DATE: 1-Feb-2026)"),
            ("search or ", "KEY KEY"),
            ("search or from x ", "KEY"),
            ("search or from ", "STRING KEY"),
            ("search not ", "KEY"),
            ("search (", "KEY…)"),
            ("search not (from x", ")"),
            ("search not (from x ", "KEY…)"),
            ("search (or from x ", "KEY)"),
            ("search return (", "OPTION…) KEY…"),
            ("uid sort (reverse ", "CRITERION) CHARSET KEY…"),
            ("fetch 1 (flags", ")"),
            ("fetch 1 (flags ", "ITEM…)"),
            ("fetch 1 body[", "SECTION]"),
            ("fetch 1 (flags body.peek[header.fields (", "FIELD-NAME…)])"),
            ("fetch 1 flags (changedsince ", "MOD-SEQUENCE)"),
            ("store 1 (unchangedsince ", "MOD-SEQUENCE) [+|-]FLAGS[.SILENT] (FLAG…)"),
            ("store 1 +flags (", "FLAG…)"),
            ("status inbox (messages ", "ITEM…)"),
            ("list \"\" % return (status ", "(ITEM…))"),
            ("list (", "OPTION…) REFERENCE PATTERN|(PATTERN…)"),
            ("select inbox (", "PARAMETER…)"),
        ] {
            assert_eq!(hint(line).unwrap_or_default(), hinted, "{line}");
        }
    }
}
