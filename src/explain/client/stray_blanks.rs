//! Spaces where the grammar does not allow them: `body [text]`, `1 , 3`, and between the numbers of a set:
//! `1 2`. And spaces that are missing: `return(count)`.

use super::corrected::{MAX_CORRECTED, after_name, is_whole, may_be_corrected, without_tag};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::Kind;

/// The signs beside which commands usually have no space. A mailbox's name may have such spaces anywhere.
const SIGNS: &[u8] = b"[]<>,:.+-";

/// More spaces are not tried.
const MAX_SPACES: usize = 16;

/// Shows the correct form of a command that is valid without such a space.
pub(super) fn stray_space(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let names = ["FETCH", "STORE", "SEARCH", "SORT", "THREAD", "COPY", "MOVE"];
    let has_name = matches!(command.name_without_uid(), "COPY" | "MOVE");
    let line = command.root.text();
    if !names.contains(&command.name_without_uid()) || !may_be_corrected(command) {
        return false;
    }
    let Some((name, _)) = after_name(command) else { return false };
    let spaces = (name.len() + 1..line.len()).filter(|at| line[*at] == b' ').take(MAX_SPACES);
    let beside = |at: usize| {
        let neighbours = [line.get(at - 1), line.get(at + 1)];
        neighbours.into_iter().flatten().any(|octet| SIGNS.contains(octet))
            || line.get(at - 1) == Some(&b'(')
            || line.get(at + 1) == Some(&b')')
    };
    let (beside_sign, others): (Vec<usize>, Vec<usize>) = spaces.partition(|at| beside(*at));
    let each = beside_sign.iter().map(|at| vec![*at]);
    let pairs = beside_sign.windows(2).map(<[usize]>::to_vec);
    let mut without = each.chain(pairs).map(|removed| without(line, &removed));
    let corrected = without.find(|it| !has_name && is_whole(it));
    if let Some(corrected) = corrected {
        let corrected = without_tag(command, &corrected);
        explanation.say(text::StrayBlank { corrected });
    } else if let Some(corrected) = with_commas(line, &others).filter(|it| is_whole(it)) {
        let corrected = without_tag(command, &corrected);
        if has_name {
            explanation.say(text::SetOrName { corrected })
        } else {
            explanation.say(text::SetWithBlank { corrected })
        }
    } else {
        return false;
    }
    command.cite(explanation);
    true
}

/// Shows the correct form of a command that is valid with a space before a parenthesis or a flag.
pub(super) fn missing_space(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    if !may_be_corrected(command) && !has_joined_literal(command) {
        return false;
    }
    let Some(corrected) = with_spaces(line).filter(|it| is_whole(it)) else { return false };
    command.say(text::MissingBlank { corrected: without_tag(command, &corrected) }, explanation);
    true
}

/// Whether the size of a literal that is still to come follows another argument without a space:
/// `append x (\Seen){5}`.
fn has_joined_literal(command: SentCommand<'_>) -> bool {
    let line = command.root.text();
    let size = command.root.descendant(Kind::LiteralSize);
    let before = size.map(|size| &line[..command.offset(size)]);
    before.is_some_and(|before| !before.ends_with(b" "))
        && command.root.descendant(Kind::Literal).is_none()
        && line.len() <= MAX_CORRECTED
        && !command.may_have_password()
}

/// The line with a space before each `(`, `{` and `\` outside quotes that follows a word, and around quoted
/// strings.
fn with_spaces(line: &[u8]) -> Option<Vec<u8>> {
    let mut spaced = Vec::with_capacity(line.len() + 1);
    let mut was_quoted = false;
    for octet in line {
        let is_quoted = was_quoted ^ (*octet == b'"');
        let last = spaced.last().copied().unwrap_or(b' ');
        let follows_word = last.is_ascii_alphanumeric() || b"*\")".contains(&last);
        let begins = match octet {
            b'"' => is_quoted,
            b'(' | b'{' | b'\\' => !is_quoted,
            _ => !is_quoted && last == b'"' && !b" )]".contains(octet),
        };
        // `(a)(b)` is two lists without a space, and has its own explanation.
        if begins && follows_word && !(last == b')' && *octet == b'(') {
            spaced.push(b' ');
        }
        was_quoted = is_quoted;
        spaced.push(*octet);
    }
    (spaced.len() > line.len()).then_some(spaced)
}

/// The line without the octets at these places.
fn without(line: &[u8], removed: &[usize]) -> Vec<u8> {
    let kept = line.iter().enumerate().filter(|(at, _)| !removed.contains(at));
    kept.map(|(_, octet)| *octet).collect()
}

/// The line with a comma in place of each of these spaces that is between two sets of numbers.
fn with_commas(line: &[u8], spaces: &[usize]) -> Option<Vec<u8>> {
    let is_set = |word: Option<&[u8]>| {
        word.is_some_and(|word| {
            word.iter().all(|octet| octet.is_ascii_digit() || b":*,".contains(octet))
        })
    };
    let is_between_sets = |at: usize| {
        let (before, after) = line.split_at(at);
        is_set(before.rsplit(|octet| *octet == b' ').next())
            && is_set(after.trim_ascii_start().split(|octet| *octet == b' ').next())
    };
    // More arguments follow the set.
    let is_comma = |at: &&usize| is_between_sets(**at) && line[**at + 1..].contains(&b' ');
    let mut corrected = line.to_vec();
    spaces.iter().filter(is_comma).for_each(|at| corrected[*at] = b',');
    (corrected != line).then_some(corrected)
}
