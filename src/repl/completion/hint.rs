//! The dim hint behind the cursor: what the command still takes there. What is open at the cursor is
//! the syntax tree's to say, what it takes the reference's.

use super::cursor::with_tag;
use crate::notation::directive;
use crate::notation::shape::argument_list;
use crate::protocol::syntax::{Kind, Node, Parser, Side};
use crate::protocol::typed_line::CommandLine;
use crate::reference::{self, Argument, Category, Entry};

/// What may follow the line.
pub fn hint(line: &str) -> Option<String> {
    let rest = match line.trim_start().strip_prefix(':') {
        Some(typed) => {
            let mut directives = directive::names();
            let (_, arguments) = directives.find(|(name, _)| *name == typed.trim_end())?;
            arguments.to_owned()
        }
        None => rest_of_command(line)?,
    };
    let touches = line.ends_with([' ', '(', '[']) || rest.starts_with([')', ']']);
    let gap = if touches { "" } else { " " };
    (!rest.is_empty()).then(|| format!("{gap}{rest}"))
}

/// The arguments that the command in this line still takes.
fn rest_of_command(line: &str) -> Option<String> {
    let typed = CommandLine::parse(line.trim_start());
    let expected = Expected::after_command(&typed)?;
    let is_at_word = line.ends_with(' ');
    let open = open_parts(line, is_at_word)?;
    let following = expected.arguments.iter().skip(usize::from(expected.repeats));
    if !open.is_empty() {
        let required = following.filter(|argument| !argument.is_optional);
        let required = required.map(|argument| argument.written.to_owned());
        return Some(open.into_iter().chain(required).collect::<Vec<_>>().join(" "));
    }
    // Behind a command that is complete, what is optional follows once there is a blank.
    if !is_at_word && following.clone().all(|argument| argument.is_optional) {
        return None;
    }
    let again = expected.arguments.first().filter(|_| expected.repeats);
    let again = again.map(|argument| format!("[{}]", argument.text));
    let following = following.map(|argument| argument.written.to_owned());
    Some(again.into_iter().chain(following).collect::<Vec<_>>().join(" "))
}

/// What the parts of the command still take that are open at the end of the line, innermost first.
/// `None`: the line ends in something unknown.
fn open_parts(line: &str, is_at_word: bool) -> Option<Vec<String>> {
    let mut parser = Parser::new(Side::Client);
    parser.line(with_tag(line, line.trim_end()).as_bytes());
    let tree = parser.tree();
    let (mut path, mut node) = (Vec::new(), tree.root()?);
    while let Some(last) = node.children().last() {
        path.push(last);
        node = last;
    }
    if node.kind() == Kind::Unknown {
        return None;
    }
    let mut parts = Vec::new();
    for node in path.into_iter().rev() {
        let takes_item = is_at_word && parts.is_empty();
        parts.extend(rest_in_brackets(node, takes_item).or_else(|| rest_of_part(node)));
    }
    // A bracket closes right behind what is before it.
    let mut joined: Vec<String> = Vec::new();
    for part in parts {
        match joined.last_mut().filter(|_| part.starts_with([')', ']'])) {
            Some(last) => last.push_str(&part),
            None => joined.push(part),
        }
    }
    Some(joined)
}

/// What is between here and the end of the brackets, if the node has brackets that are open.
fn rest_in_brackets(node: Node<'_>, takes_item: bool) -> Option<String> {
    let opening = node.children().find(|child| child.kind() == Kind::Open)?;
    if node.child(Kind::Close).is_some() {
        return None;
    }
    let close = if opening.text() == b"[" { "]" } else { ")" };
    let is_empty = node.children().last().is_some_and(|last| last.kind() == Kind::Open);
    let item = match node.kind() {
        Kind::Section if is_empty => "SECTION",
        _ if !is_empty && !takes_item => "",
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

/// What a key, an option or a modifier still takes.
fn rest_of_part(node: Node<'_>) -> Option<String> {
    let mut children = node.children().filter(|child| child.kind() != Kind::Blank);
    let name = children.next()?;
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
    // The command's syntax has what follows it.
    if entry.name == "RETURN" {
        return None;
    }
    let (_, arguments) = entry.syntax.split_once(entry.name)?;
    let is_modifier = entry.syntax.starts_with('(');
    let arguments = if is_modifier { arguments.trim_end_matches(')') } else { arguments };
    let mut expected = Expected { arguments: Argument::list(arguments).collect(), repeats: false };
    for child in children {
        expected.take(&String::from_utf8_lossy(child.text()));
    }
    let required = expected.arguments.iter().filter(|argument| !argument.is_optional);
    let required = required.skip(usize::from(expected.repeats)).map(|argument| argument.written);
    let rest = required.collect::<Vec<_>>().join(" ");
    (!rest.is_empty()).then_some(rest)
}

/// What a syntax has after the arguments that are typed.
struct Expected {
    /// The next one first.
    arguments: Vec<Argument>,
    /// The next one is typed already and may be repeated.
    repeats: bool,
}

impl Expected {
    fn after_command(typed: &CommandLine<'_>) -> Option<Expected> {
        let arguments = argument_list(typed.arguments);
        let mut arguments = &arguments[..];
        let mut command: &Entry = typed.spec?;
        if command.name == "UID"
            && let Some((verb, rest)) = arguments.split_first()
        {
            command = reference::find(Category::Commands, &format!("UID {verb}"))?;
            arguments = rest;
        }
        let mut expected =
            Expected { arguments: command.argument_list().collect(), repeats: false };
        for argument in arguments {
            expected.take(argument);
        }
        Some(expected)
    }

    /// Goes behind the argument in the syntax that this one is. What is optional may be missing.
    fn take(&mut self, typed: &str) {
        let is_this = |argument: &Argument| !argument.is_optional || argument.can_be(typed);
        let Some(at) = self.arguments.iter().position(is_this) else {
            return self.arguments.clear();
        };
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
            ("append Drafts (\\Seen)", " [DATE-TIME] {OCTETS}"),
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
            ("search unseen since ", "DATE"),
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
