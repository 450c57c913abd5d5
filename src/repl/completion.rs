//! Completes the word before the cursor, and hints at the arguments of a half-typed command. The
//! words, and which of them a command takes where, are the reference's.

use super::state::PromptSnapshot;
use crate::notation::directive;
use crate::notation::shape::{Nesting, argument_list};
use crate::protocol::dialogue::Prompt;
use crate::protocol::possible;
use crate::protocol::typed_line::{CommandLine, looks_like_tag};
use crate::reference::{self, Argument, Category, Entry};

/// Where the word before the cursor (a byte offset) starts, and what may replace it.
pub fn complete(line: &str, cursor: usize, session: &PromptSnapshot) -> (usize, Vec<String>) {
    let before = line.get(..cursor).unwrap_or(line);
    if let Some(typed) = before.strip_prefix(':') {
        let names = directive::names().map(|(name, _)| name);
        let fitting = names.filter(|name| name.starts_with(typed));
        return (0, fitting.map(|name| format!(":{name}")).collect());
    }
    let start = before.rfind([' ', '(']).map_or(0, |at| at + 1);
    let (earlier, word) = before.split_at(start);
    let typed = CommandLine::parse(before.trim_start());
    let tag = earlier.trim();
    let mut candidates = if typed.spec.is_some() && !typed.arguments.is_empty() {
        candidates_for_argument(&typed, word, session)
    } else if tag.is_empty() || typed.tag == Some(tag) || looks_like_tag(tag) {
        verbs(session)
    } else {
        Vec::new()
    };
    candidates.retain(|candidate| {
        let beginning = candidate.get(..word.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(word))
    });
    // Candidates are in lower case if the word is, or, for a new word, if the words before it are.
    let before_word = earlier.trim_start().strip_prefix(typed.tag.unwrap_or(tag));
    let has_capital = before_word.unwrap_or(earlier).chars().any(|c| c.is_ascii_uppercase());
    let is_lowercase =
        word.chars().any(|c| c.is_ascii_lowercase()) || (word.is_empty() && !has_capital);
    for candidate in candidates.iter_mut().filter(|_| is_lowercase) {
        // `\Seen` and `$Forwarded` are registered so.
        let has_own_case = candidate.chars().any(|c| c.is_ascii_lowercase());
        if !session.mailboxes.contains(candidate) && !has_own_case {
            candidate.make_ascii_lowercase();
        }
    }
    (start, candidates)
}

/// The commands that are possible now, and `done` while nothing else is.
fn verbs(session: &PromptSnapshot) -> Vec<String> {
    if session.prompt == Some(Prompt::Done) {
        return vec!["DONE".to_owned()];
    }
    let possible = possible::commands(session.connection, &session.capabilities);
    possible.iter().map(|command| command.name.to_owned()).collect()
}

/// What may be at the end of these arguments.
fn candidates_for_argument(
    typed: &CommandLine<'_>,
    word: &str,
    session: &PromptSnapshot,
) -> Vec<String> {
    let mut arguments = argument_list(typed.arguments);
    let is_unfinished =
        |last: &&str| !typed.arguments.ends_with(' ') || Nesting::of(last).is_open();
    let unfinished = arguments.pop_if(|last| is_unfinished(&&**last)).unwrap_or_default();
    let Some(expected) = Expected::after(typed, &arguments) else {
        return Vec::new();
    };
    let is_list = unfinished.starts_with('(');
    let mut candidates = Vec::new();
    for argument in &expected.arguments {
        // An optional list is offered once it is begun, which no other optional argument is.
        let begins_list = argument.text.starts_with('(');
        if !argument.is_optional || is_list == begins_list {
            candidates.extend(words_at(argument, expected.command, word, session));
        }
        if !argument.is_optional {
            break;
        }
    }
    candidates
}

/// The words that a command takes as this argument.
fn words_at(
    argument: &Argument,
    command: &Entry,
    word: &str,
    session: &PromptSnapshot,
) -> Vec<String> {
    if let Some(keyword) = argument.keyword() {
        return vec![keyword.to_owned()];
    }
    let mut choices = argument.text.split('|');
    let first = choices.next().unwrap_or_default();
    if choices.clone().any(|choice| !choice.starts_with(&format!("({first}")))
        && !first.contains('[')
    {
        let words = argument.text.split('|').filter(|choice| !choice.starts_with('('));
        return words.map(str::to_owned).collect();
    }
    let is_placeholder = |c: char| c.is_ascii_uppercase() || c == '-';
    let name = argument.text.trim_start_matches("[+|-]").trim_start_matches('(');
    let name = name.split(|c| !is_placeholder(c)).next().unwrap_or_default();
    words_for(name, command, word, session)
}

/// The words that stand for this placeholder in a command's syntax.
fn words_for(
    placeholder: &str,
    command: &Entry,
    word: &str,
    session: &PromptSnapshot,
) -> Vec<String> {
    let verb = command.name.strip_prefix("UID ").unwrap_or(command.name);
    let category = match (placeholder, verb) {
        ("MAILBOX", _) => return mailboxes(session),
        ("CAPABILITY", _) => return session.capabilities.names().map(str::to_owned).collect(),
        ("MECHANISM", "AUTHENTICATE") => return mechanisms(session),
        // The only one that is registered.
        ("DEFLATE", _) => return vec![placeholder.to_owned()],
        ("ITEM", "STATUS") => Category::StatusItems,
        ("ITEM", _) => return fetch_items(word),
        ("KEY", _) => Category::SearchKeys,
        ("FLAGS", _) => Category::StoreModifiers,
        ("FLAG", _) => Category::Flags,
        ("MODIFIER", "FETCH") => Category::FetchModifiers,
        ("MODIFIER", "STORE") => Category::StoreModifiers,
        ("PARAMETER", _) => Category::SelectParameters,
        ("OPTION", "LIST") => Category::ListOptions,
        ("OPTION", "SEARCH" | "SORT" | "ESEARCH") => Category::SearchReturnOptions,
        ("CRITERION", _) => Category::SortCriteria,
        ("ALGORITHM", _) => Category::ThreadAlgorithms,
        _ => return Vec::new(),
    };
    let is_modifier = |entry: &Entry| entry.syntax.starts_with('(') == (placeholder == "MODIFIER");
    let entries = category.as_written().filter(|entry| match category {
        Category::StoreModifiers => is_modifier(entry),
        // RETURN precedes the options. A set of numbers is not a word.
        _ => !entry.server_only && !matches!(entry.name, "RETURN" | "SEQUENCE-SET"),
    });
    entries.map(|entry| entry.name.to_owned()).collect()
}

fn mailboxes(session: &PromptSnapshot) -> Vec<String> {
    let mut mailboxes: Vec<String> = session.mailboxes.iter().cloned().collect();
    if !mailboxes.iter().any(|name| name.eq_ignore_ascii_case("inbox")) {
        mailboxes.push("INBOX".to_owned());
    }
    mailboxes
}

/// The mechanisms that the server has announced; before it has announced any, all.
fn mechanisms(session: &PromptSnapshot) -> Vec<String> {
    let capabilities = session.capabilities.names();
    let announced = capabilities.filter_map(|capability| capability.strip_prefix("AUTH="));
    let announced: Vec<String> = announced.map(str::to_owned).collect();
    if !announced.is_empty() {
        return announced;
    }
    let known = Category::SaslMechanisms.as_written().filter(|entry| !entry.obsolete);
    known.map(|entry| entry.name.to_owned()).collect()
}

/// The FETCH items, or for a word like `body[` the sections.
fn fetch_items(word: &str) -> Vec<String> {
    let entries = Category::FetchItems.as_written();
    let Some((item, _)) = word.split_once('[') else {
        // The syntax of a section begins with the item that it belongs to.
        let is_item = |entry: &&Entry| {
            entry.syntax.starts_with(entry.name.split('[').next().unwrap_or_default())
        };
        return entries.filter(is_item).map(|entry| entry.name.to_owned()).collect();
    };
    let sections = entries
        .filter(|entry| entry.syntax.starts_with("BODY[") && !entry.name.starts_with("BODY"));
    let end = |entry: &Entry| if entry.syntax.contains('(') { " (" } else { "]" };
    let item = item.to_ascii_uppercase();
    sections.map(|entry| format!("{item}[{}{}", entry.name, end(entry))).collect()
}

/// The arguments that the command in this line still takes.
pub fn hint(line: &str) -> Option<String> {
    let rest = match line.strip_prefix(':') {
        Some(typed) => {
            let mut directives = directive::names();
            let (_, arguments) = directives.find(|(name, _)| *name == typed.trim_end())?;
            arguments.to_owned()
        }
        None => {
            let typed = CommandLine::parse(line.trim_start());
            let arguments = argument_list(typed.arguments);
            if arguments.last().is_some_and(|last| Nesting::of(last).is_open()) {
                return None;
            }
            let expected = Expected::after(&typed, &arguments)?;
            let arguments = expected.arguments.iter().skip(usize::from(expected.repeats));
            // Behind a command that is complete, what is optional follows once there is a blank.
            if !line.ends_with(' ') && arguments.clone().all(|argument| argument.is_optional) {
                return None;
            }
            arguments.map(|argument| argument.written).collect::<Vec<_>>().join(" ")
        }
    };
    let gap = if line.ends_with(' ') { "" } else { " " };
    (!rest.is_empty()).then(|| format!("{gap}{rest}"))
}

/// What a command's syntax has after the arguments that are typed.
struct Expected {
    command: &'static Entry,
    /// The next one first.
    arguments: Vec<Argument>,
    /// The next one is typed already and may be repeated.
    repeats: bool,
}

impl Expected {
    fn after(typed: &CommandLine<'_>, mut arguments: &[&str]) -> Option<Expected> {
        let mut command = typed.spec?;
        if command.name == "UID"
            && let Some((verb, rest)) = arguments.split_first()
        {
            command = reference::find(Category::Commands, &format!("UID {verb}"))?;
            arguments = rest;
        }
        let expected = command.argument_list().collect();
        let mut expected = Expected { command, arguments: expected, repeats: false };
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
    use std::sync::Arc;

    #[test]
    fn commands_and_their_arguments() {
        let mailboxes = ["Archive", "INBOX"].map(str::to_owned);
        let session =
            PromptSnapshot { mailboxes: Arc::new(mailboxes.into()), ..PromptSnapshot::default() };
        let complete = |line: &str| complete(line, line.len(), &session).1;
        assert_eq!(complete("sel"), ["select"]);
        assert_eq!(complete("a1 SEL"), ["SELECT"]);
        assert_eq!(complete("select "), ["Archive", "INBOX"]);
        assert_eq!(complete("select arc"), ["Archive"]);
        assert_eq!(complete("fetch 1 (fl"), ["flags"]);
        assert_eq!(complete("uid store 1 +fl"), ["+flags", "+flags.silent"]);
        assert_eq!(complete("store 1 +flags (\\se"), ["\\Seen"]);
        assert_eq!(complete("authenticate pl"), ["plain"]);
        assert_eq!(complete(":re"), [":record", ":reconnect"]);
    }

    #[test]
    fn the_words_are_the_references() {
        let complete = |line: &str| complete(line, line.len(), &PromptSnapshot::default()).1;
        for (line, category, name) in [
            ("fetch 1 X-GM-L", Category::FetchItems, "X-GM-LABELS"),
            ("UID FETCH 1 (FLAGS EMAIL", Category::FetchItems, "EMAILID"),
            ("SEARCH RETURN (REL", Category::SearchReturnOptions, "RELEVANCY"),
            ("SEARCH RETURN (MIN) UNSEEN SAVEDB", Category::SearchKeys, "SAVEDBEFORE"),
            ("STATUS INBOX (UNSEEN APP", Category::StatusItems, "APPENDLIMIT"),
            ("STORE 1 (UNC", Category::StoreModifiers, "UNCHANGEDSINCE"),
            ("STORE 1 +FLAGS ($F", Category::Flags, "$Forwarded"),
            ("APPEND Drafts (\\Dr", Category::Flags, "\\Draft"),
            ("SELECT INBOX (QR", Category::SelectParameters, "QRESYNC"),
            ("LIST (SUBSCRIBED REC", Category::ListOptions, "RECURSIVEMATCH"),
            ("LIST \"\" % RETURN (CHI", Category::ListOptions, "CHILDREN"),
            ("FETCH 1 FLAGS (CHANGED", Category::FetchModifiers, "CHANGEDSINCE"),
            ("SORT (REVERSE ARR", Category::SortCriteria, "ARRIVAL"),
            ("UID THREAD REFE", Category::ThreadAlgorithms, "REFERENCES"),
            ("AUTHENTICATE SCRAM-SHA-256-", Category::SaslMechanisms, "SCRAM-SHA-256-PLUS"),
        ] {
            let words = complete(line);
            assert_eq!(
                words.first().map(|word| word.to_uppercase()),
                Some(name.to_uppercase()),
                "{line}"
            );
            assert!(reference::find(category, name).is_some(), "{name}");
        }
        // What only a server says is not offered, nor a list that is not begun.
        for line in ["store 1 +flags (\\re", "search return (addt", "select inbox cond", "noop x"] {
            assert!(complete(line).is_empty(), "{line}");
        }
        assert_eq!(complete("search re"), ["return", "recent"]);
        assert_eq!(complete("uid sea"), ["search"]);
        assert_eq!(complete("compress "), ["deflate"]);
        assert_eq!(complete("fetch 1 body[te"), ["body[text]"]);
        assert_eq!(
            complete("fetch 1 (flags body.peek[header.fields."),
            ["body.peek[header.fields.not ("]
        );
        assert_eq!(complete("select "), ["inbox"]);
        assert_eq!(complete("x9 sel"), ["select"]);
        assert_eq!(complete("")[..3], ["fetch", "search", "store"]);
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
            ("search unseen ", ""),
            ("uid fetch 1", " ITEM|(ITEM…) [(MODIFIER…)]"),
            ("fetch 1 (flags ", ""),
            ("fetch 1 (flags body[header.fields (to)])", ""),
            ("fetch 1 (flags body[header.fields (to)]) ", "[(MODIFIER…)]"),
            ("store 1 +flags ", "(FLAG…)"),
            ("append Drafts ", "[(FLAG…)] [DATE-TIME] {OCTETS}"),
            ("append Drafts (\\Seen)", " [DATE-TIME] {OCTETS}"),
            ("append Drafts {5}", ""),
        ] {
            assert_eq!(hint(line).unwrap_or_default(), hinted, "{line}");
        }
    }
}
