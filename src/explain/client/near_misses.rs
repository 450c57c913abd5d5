//! Commands that become valid with a small change: quotation marks around an argument, two lists as one, or
//! without the list at the end. The parser tries the corrected forms.

use super::corrected::{MAX_CORRECTED, after_name, arguments, right_form, without_tag};
use super::keywords::is_word;
use crate::explain::faults;
use crate::explain::phrase::in_quotes;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node, Parser, Side};

/// `fetch 1 (uid)(flags)`: explains a command that is valid with its lists as one.
pub(super) fn two_lists(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    let has = |joint: &&[u8]| line.windows(joint.len()).any(|part| part == *joint);
    let joint = [b")(".as_slice(), b") ("].into_iter().find(has);
    let form = joint.map(|joint| replaced(line, joint, b" "));
    let Some(corrected) = right_form(command, form) else { return false };
    command.say(text::OneList { corrected }, explanation);
    true
}

/// The line with each of these parts replaced.
fn replaced(line: &[u8], part: &[u8], by: &[u8]) -> Vec<u8> {
    let (mut corrected, mut rest) = (Vec::with_capacity(line.len()), line);
    while let Some((first, behind)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(part) {
            corrected.extend(by);
            rest = after;
        } else {
            corrected.push(*first);
            rest = behind;
        }
    }
    corrected
}

/// `setmetadata inbox (/shared/comment hello world)`, `cancelupdate a1`: explains arguments that lack their
/// quotation marks, if the command has only strings for arguments.
pub(super) fn missing_quotes(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text().trim_ascii_end();
    let is_of_strings = matches!(command.name, "SETMETADATA" | "CANCELUPDATE" | "ID");
    if !is_of_strings || line.len() > MAX_CORRECTED || has_all_quotes(command.root) {
        return false;
    }
    let Some(begin) = after_name(command).map(|(name, _)| name.len()) else { return false };
    let words = unquoted_words(line, begin);
    // Tags have no spaces; a value may have some.
    let runs = words.iter().enumerate().filter(|_| command.name == "SETMETADATA");
    let runs = runs.flat_map(|(at, (begin, _))| {
        let ends = words[at..].iter().map(|(_, end)| *end).take(MAX_WORDS);
        // The next entry is not part of the value.
        let ends = ends.take_while(|end| !line[*begin..*end].windows(2).any(|it| it == b" /"));
        ends.map(|end| with_quotes(line, (*begin, end)))
    });
    let list = line.iter().position(|octet| *octet == b'(').unwrap_or(begin);
    let is_value =
        |(begin, end): &&(usize, usize)| *begin > list && !is_word(&line[*begin..*end], "NIL");
    let each = words.iter().rev().filter(is_value);
    let each = each.fold(line.to_vec(), |line, word| with_quotes(&line, *word));
    let fits = |corrected: &Vec<u8>| {
        let mut parser = Parser::new(Side::Client);
        parser.line(corrected);
        parser.tree().root().is_some_and(has_all_quotes)
    };
    let Some(corrected) = runs.chain([each]).find(fits) else { return false };
    let corrected = without_tag(command, &corrected);
    command.say(text::MissingQuotes { corrected }, explanation);
    true
}

/// `fetch "1" flags`: explains a command that is valid without the quotation marks around one of its words, or
/// around all of them.
pub(super) fn surplus_quotes(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    let quotes: Vec<usize> = (0..line.len()).filter(|at| line[*at] == b'"').collect();
    let may_be = quotes.len().is_multiple_of(2) && quotes.len() <= MAX_QUOTES;
    let pairs: Vec<&[usize]> = quotes.chunks(2).filter(|_| may_be).collect();
    let is_word = |pair: &[usize]| line[pair[0] + 1..pair[1]].iter().all(is_of_word);
    let words = pairs.into_iter().filter(|pair| is_word(pair));
    let without = |quotes: &[usize]| {
        let kept = line.iter().enumerate().filter(|(at, _)| !quotes.contains(at));
        kept.map(|(_, octet)| *octet).collect()
    };
    let all: Vec<usize> = words.clone().flatten().copied().collect();
    let forms = words.map(without).chain((!all.is_empty()).then(|| without(&all)));
    let Some(corrected) = right_form(command, forms) else { return false };
    command.say(text::SurplusQuotes { corrected }, explanation);
    true
}

/// `store 1 +flags (\\\\Deleted)`: explains a command that is valid with one backslash in place of two.
pub(super) fn two_backslashes(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    let form = line.windows(2).any(|it| it == br"\\").then(|| replaced(line, br"\\", br"\"));
    let Some(corrected) = right_form(command, form) else { return false };
    command.say(text::TwoBackslashes { corrected }, explanation);
    true
}

/// In a line with more quotation marks, none are left out.
const MAX_QUOTES: usize = 16;

/// Whether the octet may belong to a word that is not a string: a URL with its slashes is one.
fn is_of_word(octet: &u8) -> bool {
    octet.is_ascii_graphic() && !b"\\(){}/".contains(octet)
}

/// More words are not tried as one string.
const MAX_WORDS: usize = 8;

/// Whether the grammar allows the whole command, and each entry of a mailbox has its value.
fn has_all_quotes(command: Node<'_>) -> bool {
    command.descendants().all(|part| match part.kind() {
        Kind::Unknown => false,
        Kind::EntryValue => part.child(Kind::AnnotationValue).is_some(),
        Kind::AnnotationEntry => {
            let name = part.string();
            name.is_none_or(|name| name.starts_with(b"/"))
        }
        _ => true,
    })
}

/// Where the words after this place are that have no quotation marks and are not names of entries.
fn unquoted_words(line: &[u8], begin: usize) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let (mut word, mut is_quoted) = (None, false);
    for at in begin..=line.len() {
        let octet = line.get(at).copied().unwrap_or(b' ');
        is_quoted ^= octet == b'"';
        match word {
            None if !is_quoted && !b" ()\"".contains(&octet) => word = Some(at),
            Some(begin) if b" ()\"".contains(&octet) => {
                words.extend((octet != b'"' && line[begin] != b'/').then_some((begin, at)));
                word = None;
            }
            _ => {}
        }
    }
    words
}

/// The line with quotation marks around this part.
fn with_quotes(line: &[u8], (begin, end): (usize, usize)) -> Vec<u8> {
    [&line[..begin], b"\"", &line[begin..end], b"\"", &line[end..]].concat()
}

/// `setacl inbox DOM\joe lrs`, `rename a b(c`: explains an argument that needs quotation marks because of a
/// character in it.
pub(super) fn unquoted_argument(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some(unknown) = command.root.descendant(Kind::Unknown) else { return false };
    let (line, at) = (command.root.text(), command.offset(unknown));
    let is_space = |octet: &u8| *octet == b' ';
    let begin = line[..at].iter().rposition(is_space).map_or(0, |space| space + 1);
    let end = line[at..].iter().position(is_space).map_or(line.len(), |space| at + space);
    let word = &line[begin..end];
    let has = |octet| word.contains(&octet);
    let is_argument = (has(b'\\') || has(b'(') || has(b'{'))
        && !has(b'"')
        && !word.starts_with(b"(")
        && (has(b'(') || !has(b')'));
    if !is_argument {
        return false;
    }
    let escaped = word.iter().flat_map(|it| [b'\\', *it].into_iter().skip((*it != b'\\').into()));
    let escaped: Vec<u8> = escaped.collect();
    let form = [&line[..begin], b"\"", &escaped, b"\"", &line[end..]].concat();
    if right_form(command, [form]).is_none() {
        return false;
    }
    faults::say_unquoted(word, explanation);
    true
}

/// `fetch 1 flags (\Seen)`: explains a list after a command that is complete without it.
pub(super) fn surplus_list(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text().trim_ascii_end();
    let list = arguments(line).last().copied().filter(|last| last.starts_with(b"("));
    let Some(list) = list else { return false };
    let complete = line[..line.len() - list.len()].trim_ascii_end().to_vec();
    let Some(corrected) = right_form(command, [complete]) else { return false };
    if faults::list_in_name(command, list, explanation) {
        return true;
    }
    let part = in_quotes(list, explanation.messages());
    command.say_and_name_syntax(text::SurplusList { part, corrected }, explanation);
    true
}
