//! Lines without a tag: the server takes another word for it.

use crate::explain::phrase::cut;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::commands::{HELP_WORDS, QUIT_WORDS};
use crate::protocol::syntax::Kind;
use crate::protocol::typed_line::{CommandLine, foreign_word, typed_instead};
use crate::reference::{Category, arguments_in, find};
use std::borrow::Cow;

/// Explains `a1 done`: with a tag, or while IDLE does not run.
pub fn misplaced_done(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_done = command.root.child(Kind::Unknown).is_some_and(|word| word.is("done"))
        && command.root.child(Kind::CommandName).is_none();
    match is_done {
        true if command.session.has_no_idle() => explanation.say_from(2177, "3", text::NoIdleToEnd),
        true => explanation.say_from(2177, "3", text::TaggedDone),
        false => {}
    }
    is_done
}

/// If a command has no tag: the words taken for its tag and for its name.
pub fn taken_for_tag(command: SentCommand<'_>) -> Option<(Cow<'_, str>, Option<Cow<'_, str>>)> {
    let tag = command.tag();
    let tag = String::from_utf8_lossy(tag);
    let is_name = |word: &str| find(Category::Commands, word).is_some();
    let is_alone = command.root.children().all(|it| matches!(it.kind(), Kind::Tag | Kind::Blank));
    let is_for_imapsh =
        || QUIT_WORDS.iter().chain(HELP_WORDS).any(|it| it.eq_ignore_ascii_case(&tag));
    let is_verb = is_name(&tag) || is_foreign_tag(command) || is_alone && is_for_imapsh();
    if !is_verb || is_name(command.name) && !tag.eq_ignore_ascii_case("UID") {
        return None;
    }
    let is_blank = |text: &[u8]| text.iter().all(|octet| b" \t".contains(octet));
    let second = command.root.children().find(|it| it.kind() != Kind::Tag && !is_blank(it.text()));
    let word = second.map(|node| node.text().split(|it| *it == b' ').next().unwrap_or_default());
    // A string is not a command's name: `list "" "*"`.
    Some((tag, word.filter(|word| !word.starts_with(b"\"")).map(cut)))
}

/// A command of another protocol that was sent without a tag, so that the server takes it for the tag, and
/// IMAP's command for it: `USER joe`.
pub fn tag_of_protocol(command: SentCommand<'_>) -> Option<(Cow<'_, str>, &'static str)> {
    let tag = String::from_utf8_lossy(command.root.child(Kind::Tag)?.text());
    let foreign = foreign_word(&CommandLine::parse(&tag))?;
    let instead = foreign.protocol.and(Some(foreign.instead))?;
    Some((tag, instead))
}

/// A word of another program, such as `GET`, that was taken for the tag and is not followed by a command, and
/// IMAP's command for it.
fn tag_of_program(command: SentCommand<'_>) -> Option<(Cow<'_, str>, String)> {
    let tag = String::from_utf8_lossy(command.root.child(Kind::Tag)?.text());
    if command.root.child(Kind::CommandName).is_some() {
        return None;
    }
    let arguments: Vec<&str> = command.typed_words().collect();
    let instead = typed_instead(&tag, &arguments.join(" "))?;
    Some((tag, instead))
}

/// Whether the tag is a command of another protocol or program.
pub fn is_foreign_tag(command: SentCommand<'_>) -> bool {
    tag_of_protocol(command).is_some() || tag_of_program(command).is_some()
}

/// `a3fetch 1 flags`: a tag and the name of a command without the space between them; returns them with it.
fn glued_tag(command: SentCommand<'_>) -> Option<String> {
    let word = std::str::from_utf8(command.root.child(Kind::Tag)?.text()).ok()?;
    if word.len() > MAX_GLUED || command.entry.is_some() {
        return None;
    }
    let split = |name: &&str| {
        let (tag, end) = word.split_at_checked(word.len().checked_sub(name.len())?)?;
        let tag = tag.trim_end_matches([';', ':', '.']);
        let is_tag = tag.ends_with(|c: char| c.is_ascii_digit())
            && tag.chars().all(|c| c.is_ascii_alphanumeric());
        (end.eq_ignore_ascii_case(name) && is_tag).then_some(tag)
    };
    let names = Category::Commands.entries().iter().map(|entry| entry.name);
    let (tag, name) = names.filter_map(|name| Some((split(&name)?, name))).next()?;
    Some(format!("{tag} {}", name.to_ascii_lowercase()))
}

/// Longer tags are not examined.
const MAX_GLUED: usize = 32;

/// Explains what IMAP uses in its place.
fn say_other_protocol(command: SentCommand<'_>, explanation: &mut Explanation) {
    let of_protocol = tag_of_protocol(command).map(|(word, instead)| (word, instead.to_owned()));
    let quit = || {
        let tag = String::from_utf8_lossy(command.tag());
        let is_quit = QUIT_WORDS.iter().any(|it| it.eq_ignore_ascii_case(&tag));
        is_quit.then(|| (tag, "logout".to_owned()))
    };
    if let Some((word, instead)) = of_protocol.or_else(|| tag_of_program(command)).or_else(quit) {
        let command = arguments_in(&instead, explanation.messages().language()).into_owned();
        explanation.say_unknown(text::CauseOtherWord { word, command });
    }
}

/// Explains a missing tag: the server takes the command's name for it, or another word. `has_answered`:
/// whether the server's answer shows that it has.
pub fn missing_tag(
    command: SentCommand<'_>,
    has_answered: bool,
    explanation: &mut Explanation,
) -> bool {
    if let Some(corrected) = glued_tag(command) {
        let tag = cut(command.tag());
        explanation.say_from(3501, "2.2.1", text::CauseGluedTag { tag, corrected });
        return true;
    }
    let Some((tag, word)) = taken_for_tag(command) else { return false };
    match (word, has_answered) {
        (Some(word), true) => explanation.say_from(3501, "2.2.1", text::CauseNoTag { tag, word }),
        (Some(word), false) => explanation.say_from(3501, "2.2.1", text::NoTag { tag, word }),
        (None, true) => explanation.say_from(3501, "2.2.1", text::CauseNoTagAlone { tag }),
        (None, false) => explanation.say_from(3501, "2.2.1", text::NoTagAlone { tag }),
    }
    say_other_protocol(command, explanation);
    true
}
