//! Why a command was not understood, or is not allowed now.

use super::charsets::{bare_string, charset_missing, literal_missing};
use super::mailbox_names::{empty_name, pattern_for_name};
use super::missing_argument::missing_argument;
use super::states::{is_second_layer, late_enable, mentions_state, mentions_syntax, not_allowed};
use super::{
    capabilities, dropped, enabled, in_quotes, misplaced_words, name, refusal_codes, server_texts,
    unknown_name,
};
use crate::explain::calendar;
use crate::explain::client;
use crate::explain::phrase::cut;
use crate::explain::sentence::Explanation;
use crate::explain::server;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::dialogue::{Hint, syntax_hints};
use crate::protocol::meaning::Meaning;
use crate::protocol::meaning::sets::ranges;
use crate::protocol::syntax::{Kind, Node};
use crate::protocol::typed_line::CommandLine;
use crate::reference::{Category, Entry, find};
use std::borrow::Cow;

/// Explains a BAD to this command. The causes are tried in the order of how certain they are.
pub(super) fn explain(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) {
    let entry = find(Category::Commands, name(command));
    if session.cancelled && command.child(Kind::Mechanism).is_some() {
        return explanation.say_from(3501, "6.2.2", text::CauseCancelled);
    }
    // The server answered with `+`, so it knows the command.
    let was_begun = was_continued(response, session);
    // A server that does not know the command does not look at its arguments, and does not mention the state.
    let unknown = |explanation: &mut Explanation| {
        !mentions_state(response)
            && entry.is_some_and(|entry| {
                !is_second_layer(entry, session)
                    && !was_begun
                    && capabilities::missing_command(entry, session, explanation)
            })
    };
    let faulty =
        |explanation: &mut Explanation| not_understood(command, response, session, explanation);
    let said = both(unknown, faulty, explanation)
        || no_such_message(command, session, explanation)
        || charset_missing(command, session, explanation)
        || !was_begun && unsupported(command, session, explanation)
        || server_texts::refusal(command, response, explanation)
        || refused_answer(command, explanation)
        || unquoted_login(command, response, explanation)
        || super::no::code(command, response, session, explanation)
        || reused_tag(command, session, explanation)
        || client::bare_events(command, explanation)
        || literal_missing(command, session, explanation)
        || !was_begun && capabilities::perhaps_missing(command, entry, session, explanation);
    if said {
        return;
    }
    match response.child(Kind::Tag) {
        Some(_) if needs_quotes(command) => {
            explanation.say_from(3501, "9", text::CauseLoginQuotes);
        }
        Some(_) if name(command) == "IDLE" && was_continued(response, session) => {
            explanation.say_from(2177, "3", text::CauseIdleEnded);
        }
        Some(_) => {
            let texts = server::texts(response);
            explanation.say_from(3501, "7.1.3", text::CauseBad { texts });
        }
        // It may not be about the command in flight.
        None => explanation.say_from(3501, "7.1.3", text::CauseBadUntagged),
    }
}

/// Whether the server has begun to execute the command that this completes.
fn was_continued(response: Node<'_>, session: &WatchedSession) -> bool {
    let tag = response.text_of(Kind::Tag);
    session.pending(tag).is_some_and(|sent| sent.was_continued)
}

/// Explains a LOGIN that has a syntax error according to the server. The password is hidden, so its validity
/// is unknown here.
fn unquoted_login(command: Node<'_>, response: Node<'_>, explanation: &mut Explanation) -> bool {
    let code = Meaning::of(response).code();
    let is_this = code.is_some_and(|code| code.is("CLIENTBUG")) && needs_quotes(command);
    explanation.say_from_if(is_this, 3501, "9", text::CauseLoginQuotes)
}

/// Whether this is a LOGIN whose password is apparently neither in quotes nor a literal.
fn needs_quotes(command: Node<'_>) -> bool {
    let password = command.child(Kind::Password).filter(|_| name(command) == "LOGIN");
    password.is_some_and(|it| !it.text().starts_with(b"\"") && !it.text().starts_with(b"{"))
}

/// Explains a line that is wrong, or not allowed now.
pub(super) fn not_understood(
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    if unknown_name::is_masked(command) {
        return false;
    }
    let entry = find(Category::Commands, name(command));
    misplaced_done(command, session, explanation)
        || idle_was_running(command, session, explanation)
        || missing_tag(command, explanation)
        || client::fault_in_line(command, session, explanation)
        || not_allowed_or_faulty(entry, command, response, session, explanation)
}

/// Explains a tag that an earlier command had.
fn reused_tag(command: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) -> bool {
    let tag = command.text_of(Kind::Tag);
    let is_reused = session.pending(tag).is_some_and(|sent| sent.reuses_tag);
    explanation.say_from_if(is_reused, 3501, "2.2.1", text::CauseReusedTag { tag: cut(tag) })
}

/// Explains a command that is not allowed now, or does not follow its syntax. If both apply, the fault that
/// the server mentions comes first: the other one shows only after it is corrected.
fn not_allowed_or_faulty(
    entry: Option<&'static Entry>,
    command: Node<'_>,
    response: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let not_allowed = |explanation: &mut Explanation| {
        entry.is_some_and(|entry| not_allowed(entry, command, session, explanation))
    };
    let faulty =
        |explanation: &mut Explanation| client::fault_in_arguments(command, session, explanation);
    if mentions_syntax(response) {
        both(faulty, not_allowed, explanation)
    } else {
        both(not_allowed, faulty, explanation)
    }
}

/// Explains two causes, if there are two. The source is that of the first one.
fn both(
    first: impl Fn(&mut Explanation) -> bool,
    second: impl Fn(&mut Explanation) -> bool,
    explanation: &mut Explanation,
) -> bool {
    let has_first = first(explanation);
    let source = explanation.source();
    let has_second = second(explanation);
    if has_first {
        explanation.prefer_source(source);
    }
    has_first || has_second
}

/// Explains that the grammar does not allow the command, if no more specific cause is known.
pub(in crate::explain) fn not_in_grammar(command: Node<'_>, explanation: &mut Explanation) -> bool {
    unknown_name::joined_name(command, explanation)
        || misplaced_words::not_a_set(command, explanation)
        || pattern_for_name(command, explanation)
        || missing_argument(command, explanation)
        || misplaced_words::explain(command, explanation)
        || unfitting_part(command, explanation)
        || impossible_date(command, explanation)
}

/// Explains why a command that follows the grammar will be refused.
pub(in crate::explain) fn refused_now(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let entry = find(Category::Commands, name(command));
    entry.is_some_and(|entry| {
        // A command in flight may yet change the state.
        session.is_quiet() && not_allowed(entry, command, session, explanation)
    }) || unsupported(command, session, explanation)
        || charset_missing(command, session, explanation)
        || session.is_quiet() && no_message_in(set_of(command), session, explanation)
}

/// Explains what the session, the mailbox or the server does not allow, regardless of other commands in
/// flight.
pub(super) fn unsupported(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let entry = find(Category::Commands, name(command));
    misplaced_words::name_encoding(command, session, explanation)
        || bare_string(command, session, explanation)
        || empty_name(command, explanation)
        || capabilities::missing(command, entry, session, explanation)
        || capabilities::refused_literal(command, session, explanation)
        || super::no::login_disabled(command, session, explanation)
        || late_enable(command, session, explanation)
        || enabled::uses_numbers(command, session, explanation)
        || enabled::names_charset(command, session, explanation)
        || enabled::comes_first(command, session, explanation)
        || enabled::wants_mod_sequences(command, session, explanation)
        || super::no::read_only(command, session, explanation)
        || refusal_codes::exceeds_append_limit(command, session, explanation)
        || dropped::explain(command, session, explanation)
}

/// Explains a date that does not exist.
fn impossible_date(command: Node<'_>, explanation: &mut Explanation) -> bool {
    let fault = calendar::fault_in(command.descendants());
    if let Some(fault) = &fault {
        fault.explain(explanation);
        explanation.cite_section(3501, "9");
    }
    fault.is_some()
}

/// Explains an answer to AUTHENTICATE that the server did not understand.
fn refused_answer(command: Node<'_>, explanation: &mut Explanation) -> bool {
    let Some(mechanism) = command.child(Kind::Mechanism) else { return false };
    let mechanism = mechanism.to_uppercase();
    match &*mechanism {
        "PLAIN" => explanation.say_from(4616, "2", text::CauseAnswerPlain),
        _ => explanation.say_from(3501, "6.2.2", text::CauseAnswer { mechanism }),
    }
    true
}

/// Explains `a1 done`: with a tag, or while IDLE does not run.
pub(in crate::explain) fn misplaced_done(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let is_done = command.child(Kind::Unknown).is_some_and(|word| word.is("done"))
        && command.child(Kind::CommandName).is_none();
    match is_done {
        true if session.has_no_idle() => explanation.say_from(2177, "3", text::NoIdleToEnd),
        true => explanation.say_from(2177, "3", text::TaggedDone),
        false => {}
    }
    is_done
}

/// Explains a BAD of IDLE itself: a line other than DONE was sent while it ran, perhaps this one.
fn idle_was_running(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let is_idle = name(command) == "IDLE" && session.idle_was_interrupted;
    let sent = session.pending(command.text_of(Kind::Tag));
    explanation.say_from_if(is_idle, 2177, "3", text::CauseIdleInterrupted)
        || explanation.say_from_if(
            sent.is_some_and(|sent| sent.is_in_idle),
            2177,
            "3",
            text::CauseDuringIdle,
        )
}

/// Explains a missing tag: the server takes the command's name for it.
fn missing_tag(command: Node<'_>, explanation: &mut Explanation) -> bool {
    if let Some(corrected) = unknown_name::glued_tag(command) {
        let tag = cut(command.text_of(Kind::Tag));
        explanation.say_from(3501, "2.2.1", text::CauseGluedTag { tag, corrected });
        return true;
    }
    match taken_for_tag(command) {
        Some((tag, Some(word))) => {
            explanation.say_from(3501, "2.2.1", text::CauseNoTag { tag, word });
        }
        Some((tag, None)) => explanation.say_from(3501, "2.2.1", text::CauseNoTagAlone { tag }),
        None => return false,
    }
    unknown_name::say_other_protocol(command, explanation);
    true
}

/// If a command has no tag: the words taken for its tag and for its name.
pub(in crate::explain) fn taken_for_tag(
    command: Node<'_>,
) -> Option<(Cow<'_, str>, Option<Cow<'_, str>>)> {
    let tag = command.text_of(Kind::Tag);
    let tag = String::from_utf8_lossy(tag);
    let is_name = |word: &str| find(Category::Commands, word).is_some();
    let is_verb = is_name(&tag) || unknown_name::is_foreign_tag(command);
    if !is_verb || is_name(&name(command)) && !tag.eq_ignore_ascii_case("UID") {
        return None;
    }
    let is_blank = |text: &[u8]| text.iter().all(|octet| b" \t".contains(octet));
    let second = command.children().find(|it| it.kind() != Kind::Tag && !is_blank(it.text()));
    let word = second.map(|node| node.text().split(|it| *it == b' ').next().unwrap_or_default());
    Some((tag, word.map(cut)))
}

/// Explains characters that are easily typed or pasted and that no server accepts.
pub(in crate::explain) fn spelling_mistake(
    command: Node<'_>,
    explanation: &mut Explanation,
) -> bool {
    let line = without_literals(command);
    // A space at the end has a more specific explanation.
    let hints = syntax_hints::in_command(&CommandLine::parse(line.trim_end_matches(' ')), None);
    let Some(hint) = hints.first() else { return false };
    match *hint {
        Hint::FullWidth | Hint::FullWidthColon => {
            explanation.say_from(3501, "9", text::CauseFullWidth)
        }
        Hint::LookAlike { letter, ascii } => {
            let code = format!("U+{:04X}", u32::from(letter));
            explanation.say_from(3501, "9", text::CauseLookAlike { letter, code, ascii });
        }
        Hint::QuotationMark(mark) => {
            explanation.say_from(3501, "4.3", text::CauseQuotationMark { mark });
        }
        Hint::Dash(dash) if let Some((part, range)) = range_with_dash(&line, dash) => {
            let part = in_quotes(part.as_bytes(), explanation);
            explanation.say_from(3501, "9", text::RangeHasColon { part, range });
        }
        Hint::Dash(dash) => explanation.say_from(3501, "9", text::CauseDash { dash }),
        Hint::UnusualBlank('\t') => explanation.say_from(3501, "9", text::CauseTab),
        Hint::UnusualBlank(c) if c.is_control() => {
            let code = format!("U+{:04X}", u32::from(c));
            explanation.say_from(3501, "9", text::CauseControl { code });
        }
        Hint::UnusualBlank(_) => explanation.say_from(3501, "9", text::CauseUnusualBlank),
        Hint::TwoSpaces | Hint::TwoBlanks => {
            explanation.say_from(3501, "9", text::CauseTwoBlanks);
        }
        Hint::UnclosedBrace => explanation.say_from(3501, "4.3", text::CauseUnclosedBrace),
        _ => return false,
    }
    true
}

/// `1〜3`: a range of messages with this mark in it, and its correct form.
fn range_with_dash(line: &str, dash: char) -> Option<(&str, String)> {
    let is_end = |end: &str| {
        end == "*" || !end.is_empty() && end.bytes().all(|octet| octet.is_ascii_digit())
    };
    line.split(' ').find_map(|word| {
        let (first, last) = word.split_once(dash)?;
        (is_end(first) && is_end(last)).then(|| (word, format!("{first}:{last}")))
    })
}

/// The command's text without the octets of its literals, in which any character may be.
fn without_literals(command: Node<'_>) -> String {
    let leaves = command.descendants().filter(|node| node.is_leaf());
    let outside = leaves.filter(|node| node.kind() != Kind::Literal);
    String::from_utf8_lossy(&outside.flat_map(Node::text).copied().collect::<Vec<u8>>())
        .into_owned()
}

/// Explains a quoted string without its end.
pub(in crate::explain) fn unclosed_quotation(
    command: Node<'_>,
    explanation: &mut Explanation,
) -> bool {
    let is_unclosed = |node: Node<'_>| {
        let mut octets = node.text().iter();
        let mut is_open = octets.next() == Some(&b'"');
        while let Some(octet) = octets.next().filter(|_| is_open) {
            match octet {
                b'\\' => drop(octets.next()),
                octet => is_open = *octet != b'"',
            }
        }
        is_open
    };
    let mut unknown = command.descendants_of(Kind::Unknown);
    let is_unclosed = unknown.any(is_unclosed);
    match name(command).as_str() {
        _ if !is_unclosed => {}
        "LOGIN" => explanation.say_from(3501, "4.3", text::CauseUnclosedLogin),
        _ => explanation.say_from(3501, "4.3", text::CauseUnclosedQuotation),
    }
    is_unclosed
}

/// Explains a part that does not fit the grammar.
fn unfitting_part(command: Node<'_>, explanation: &mut Explanation) -> bool {
    let Some(unknown) = command.descendant(Kind::Unknown) else {
        return false;
    };
    match item_around(unknown, command).or_else(|| find(Category::Commands, name(command))) {
        // The surplus may belong to a password.
        Some(entry) if entry.name == "LOGIN" => {
            explanation.say(text::CauseSurplusLogin);
            explanation.name_syntax(entry);
        }
        Some(entry) if entry.name == "AUTHENTICATE" => {
            if unknown.text().starts_with(b"\"") && command.child(Kind::Mechanism).is_none() {
                explanation.say(text::CauseQuotedMechanism)
            } else {
                explanation.say(text::CauseSurplus)
            }
            explanation.name_syntax(entry);
        }
        _ if let Some(mark) = misplaced_words::end_mark(unknown, command) => {
            explanation.say_from(3501, "2.2", text::CauseEndMark { mark });
        }
        entry => {
            let part = in_quotes(unknown.text(), explanation);
            explanation.say_from(3501, "9", text::CauseNotInGrammar { part });
            if let Some(entry) = entry {
                explanation.name_syntax(entry);
            }
        }
    }
    true
}

/// The entry of the FETCH item in whose section the part is.
fn item_around(part: Node<'_>, command: Node<'_>) -> Option<&'static Entry> {
    let items = command.descendants_of(Kind::FetchItem);
    let item = items.filter(|item| item.child(Kind::Section).is_some()).find(|item| {
        let (item, part) = (item.range(), part.range());
        item.start <= part.start && part.end <= item.end
    })?;
    let name = String::from_utf8_lossy(item.child(Kind::FetchItemName)?.text());
    find(Category::FetchItems, format!("{name}[]"))
}

/// Explains a message number that is higher than the last message's.
pub(super) fn no_such_message(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    // For search keys, some servers only say that they match nothing.
    let sets = set_of(command).into_iter().chain(enabled::number_keys(command));
    no_message_in(sets, session, explanation)
}

/// The command's set of messages, if it consists of sequence numbers.
fn set_of(command: Node<'_>) -> Option<&[u8]> {
    let is_uid = name(command).starts_with("UID ");
    let numbers = command.child(Kind::SequenceSet).or(command.child(Kind::MessageNumber));
    numbers.map(Node::text).filter(|_| !is_uid)
}

/// Whether the set has a range from this number to the last message.
fn begins_open_range(number: u64, set: &[u8]) -> bool {
    ranges(set).any(|range| range.first == Some(number) && range.last.is_none())
}

/// Explains a set with a number that no message has.
fn no_message_in<'t>(
    sets: impl IntoIterator<Item = &'t [u8]>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let Some(count) = session.exists().filter(|_| !session.is_uid_only()) else { return false };
    let sets: Vec<&[u8]> = sets.into_iter().collect();
    let numbers = sets.iter().flat_map(|set| set.split(|octet| !octet.is_ascii_digit()));
    let highest = numbers
        .filter_map(|digits| std::str::from_utf8(digits).ok()?.parse::<u64>().ok())
        .max()
        .filter(|number| *number > count);
    if let Some(number) = highest {
        explanation.say_from(3501, "9", text::CauseNoSuchMessage { number, count });
        // An empty mailbox has no last message.
        if count > 0 && sets.iter().any(|set| begins_open_range(number, set)) {
            explanation.say(text::CauseRangeToLast { number });
        }
        if number <= session.most_before_removal {
            explanation.say(text::CauseExpunged);
        }
    } else if count == 0 && sets == [b"*"] {
        explanation.say_from(3501, "9", text::CauseEmptyMailbox);
    } else {
        return false;
    }
    true
}
