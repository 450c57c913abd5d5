//! Commands that change messages: STORE, COPY, MOVE, UID EXPUNGE.

use super::message_annotations;
use crate::explain::phrase;
use crate::explain::registered::{say_keyword, say_unknown_flags};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::explain::session::without;
use crate::messages::text;
use crate::protocol::spelling;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// STORE and UID STORE.
pub(super) fn store(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let set = command.set()?;
    let item = command.root.child(Kind::StoreItem).or(command.root.child(Kind::Unknown))?;
    let typed = item.text();
    // The flags, with no item before them.
    if typed.starts_with(b"\\") || typed.starts_with(b"(") {
        return None;
    }
    let item = typed.to_ascii_uppercase();
    let silent = item.strip_suffix(b".SILENT");
    match silent.unwrap_or(&item) {
        b"ANNOTATION" => return message_annotations::store(command, set, explanation),
        item if item.ends_with(b"X-GM-LABELS") => {
            return labels(command, item, silent.is_some(), explanation);
        }
        _ => {}
    }
    let flags = command.root.descendants_of(Kind::Flag);
    let flags: Vec<String> = flags.map(|it| phrase::cut(it.text()).into_owned()).collect();
    if flags.is_empty() && command.root.child(Kind::FlagList).is_none() && item.ends_with(b"FLAGS")
    {
        return None;
    }
    let item = silent.unwrap_or(&item);
    if !say_change(command, item, &flags, explanation) {
        say_unknown_item(typed, explanation);
        return None;
    }
    if flags.is_empty() && item != b"FLAGS" {
        return Some(());
    }
    if item == b"FLAGS" {
        say_lost_flags(command, explanation);
    }
    match silent {
        Some(_) => explanation.say(text::StoreSilent),
        None if command.session.facts.is_uid_only() => explanation.say(text::StoreAnswersUidOnly),
        None => explanation.say(text::StoreAnswers),
    }
    say_keyword(command.root.descendants_of(Kind::Flag).map(Node::text), explanation);
    say_odd_flags(command.root, explanation);
    say_not_permanent(command, explanation);
    say_condition(command, explanation);
    Some(())
}

/// Explains UNCHANGEDSINCE.
fn say_condition(command: SentCommand<'_>, explanation: &mut Explanation) {
    let words = command.words_in(Kind::StoreModifiers);
    if let Some(at) = words.iter().position(|word| word.is("UNCHANGEDSINCE"))
        && let Some(modseq) = words.get(at + 1).and_then(|word| word.number())
    {
        match modseq {
            0 => explanation.say_from(7162, "3.1.3", text::StoreUnchangedsinceZero),
            _ => explanation.say_from(7162, "3.1.3", text::StoreUnchangedsince { modseq }),
        }
    }
}

/// Explains what the item does with these flags. False: it is not registered. `item`: in capitals, without
/// `.SILENT`.
fn say_change(
    command: SentCommand<'_>,
    item: &[u8],
    flags: &[String],
    explanation: &mut Explanation,
) -> bool {
    let (set, name) = (command.set().unwrap_or_default(), command.name);
    let (list, is_rev2) = (command.list(flags), command.session.is_imap4rev2());
    match (item, flags.is_empty()) {
        (b"+FLAGS", false) => {
            explanation.say_from(3501, "6.4.6", text::StoreAdds { name, flags: list, set });
        }
        (b"-FLAGS", false) => {
            explanation.say_from(3501, "6.4.6", text::StoreRemoves { name, flags: list, set });
        }
        (b"FLAGS", false) if is_rev2 => {
            explanation.say_from(9051, "6.4.6", text::StoreReplacesAll { name, flags: list, set });
        }
        (b"FLAGS", false) => {
            explanation.say_from(3501, "6.4.6", text::StoreReplaces { name, flags: list, set });
        }
        (b"FLAGS", true) if is_rev2 => {
            explanation.say_from(9051, "6.4.6", text::StoreClearsAll { name, set });
        }
        (b"FLAGS", true) => explanation.say_from(3501, "6.4.6", text::StoreClears { name, set }),
        (b"+FLAGS" | b"-FLAGS", true) => {
            explanation.say_from(3501, "6.4.6", text::StoreNothing { name, set });
        }
        _ => return false,
    }
    true
}

/// Explains which of the flags are not kept permanently (RFC 3501, section 7.1).
fn say_not_permanent(command: SentCommand<'_>, explanation: &mut Explanation) {
    let flags = command.root.descendants_of(Kind::Flag);
    let lost = flags.map(Node::text).filter(|flag| command.session.is_not_permanent(flag));
    let lost: Vec<String> = lost.map(|flag| phrase::cut(flag).into_owned()).collect();
    if !lost.is_empty() {
        let flags = command.list(&lost);
        explanation.say_fault_from(3501, "7.1", text::StoreNotPermanent { flags });
    }
}

/// Explains which flags a message loses when its flags are replaced, if its flags are known.
fn say_lost_flags(command: SentCommand<'_>, explanation: &mut Explanation) {
    let set = command.root.child(Kind::SequenceSet).filter(|_| command.name == "STORE");
    let number = set.and_then(|set| std::str::from_utf8(set.text()).ok()?.parse().ok());
    let Some(last) = number.and_then(|number| command.session.flags.last(number)) else { return };
    let given = command.root.descendants_of(Kind::Flag);
    let lost = without(last.iter().map(Box::as_ref), given.map(Node::text));
    let lost: Vec<String> = lost.iter().map(|flag| phrase::cut(flag).into_owned()).collect();
    if lost.is_empty() {
        explanation.say(text::StoreLosesNothing)
    } else {
        explanation.say(text::StoreLoses { flags: command.list(&lost) })
    }
}

/// Explains a keyword outside ASCII, which flags must not have (RFC 3501, section 9).
pub(super) fn flag_outside_ascii(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let lists = command.root.descendants_of(Kind::FlagList);
    let flags = command.root.descendants();
    let flags = flags.filter(|it| matches!(it.kind(), Kind::Flag | Kind::FlagKeyword));
    let Some(flag) = lists
        .flat_map(Node::descendants)
        .chain(flags)
        .find(|it| it.is_leaf() && !it.text().is_ascii())
    else {
        return false;
    };
    let text = String::from_utf8_lossy(flag.text());
    let meant = text.strip_prefix(['￥', '¥', '＼']).map(|name| format!("\\{name}"));
    match meant.and_then(|name| find(Category::Flags, &name)) {
        Some(flag) => explanation.say_from(3501, "9", text::FlagWithYenSign { flag: flag.name }),
        None => {
            let flag = phrase::cut(flag.text());
            explanation.say_from(3501, "9", text::FlagOutsideAscii { flag });
        }
    }
    true
}

/// Explains `\Recent` among the flags that a client sets: the grammar excludes it (RFC 3501, section 9).
pub(super) fn recent_flag(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut flags = command.root.descendants_of(Kind::Flag);
    let is_set = matches!(command.name_without_uid(), "STORE" | "APPEND" | "REPLACE")
        && flags.any(|flag| flag.is(r"\Recent"));
    if command.session.is_imap4rev2() {
        explanation.say_from_if(is_set, 9051, "E", text::RecentIsDropped)
    } else {
        explanation.say_from_if(is_set, 3501, "2.3.2", text::RecentIsTheServers)
    }
}

fn say_unknown_item(typed: &[u8], explanation: &mut Explanation) {
    let item = phrase::cut(typed.split(|octet| b" (".contains(octet)).next().unwrap_or_default());
    let nearest = nearest_item(&item);
    explanation.say_unknown(text::UnknownStoreItem { item });
    if let Some(nearest) = nearest {
        explanation.say_fault(text::ProbablyMeant { nearest });
    }
}

const SIGNS: [char; 2] = ['+', '-'];

/// The nearest item, with the typed sign.
fn nearest_item(item: &str) -> Option<String> {
    // The sign may also be after the word.
    let at_end = item.trim_start_matches(SIGNS).find(SIGNS);
    let (sign, word) = match item.strip_prefix(SIGNS) {
        Some(word) => item.split_at(item.len() - word.len()),
        None => at_end.map_or(("", item), |at| (&item[at..], &item[..at])),
    };
    let nearest = spelling::nearest(word, ["FLAGS", "FLAGS.SILENT"])?;
    Some(format!("{sign}{nearest}"))
}

/// Gmail's labels. `item`: without `.SILENT`.
fn labels(
    command: SentCommand<'_>,
    item: &[u8],
    is_silent: bool,
    explanation: &mut Explanation,
) -> Option<()> {
    let (set, name) = (command.set()?, command.name);
    let labels = command.root.descendants_of(Kind::GmailLabel);
    let labels: Vec<String> = labels.map(phrase::value).collect();
    let (count, list) = (labels.len(), command.quoted_list(labels.iter().map(String::as_str)));
    match (item.first(), labels.is_empty()) {
        (Some(b'+'), false) => {
            explanation.say(text::LabelsAdded { name, count, labels: list, set })
        }
        (Some(b'-'), false) => {
            explanation.say(text::LabelsRemoved { name, count, labels: list, set })
        }
        (Some(b'X'), false) => explanation.say(text::LabelsReplaced { name, labels: list, set }),
        (Some(b'X'), true) => explanation.say(text::LabelsCleared { name, set }),
        _ => return None,
    }
    if is_silent {
        explanation.say(text::LabelsSilent);
    }
    if let Some(entry) = find(Category::StoreModifiers, item) {
        explanation.cite(entry);
    }
    Some(())
}

/// Explains which flag is not registered, cannot be changed or is probably a misspelling of another.
pub(super) fn say_odd_flags(flags: Node<'_>, explanation: &mut Explanation) {
    let is_removal = flags.child(Kind::StoreItem).is_some_and(|it| it.text().starts_with(b"-"));
    let flags = flags.descendants_of(Kind::Flag).map(Node::text);
    say_unknown_flags(flags.clone(), explanation);
    let keywords = flags.clone();
    let odd = flags.filter(|flag| !flag.starts_with(b"\\")).find_map(|keyword| {
        let word = String::from_utf8_lossy(keyword);
        let name = format!("\\{}", word.trim_start_matches('/'));
        Some((phrase::cut(keyword), find(Category::Flags, &name)?.name))
    });
    if let Some((keyword, flag)) = odd {
        explanation.say_fault_from(3501, "2.3.2", text::KeywordNotFlag { keyword, flag });
        explanation.note_fault();
    }
    if !is_removal {
        say_odd_keywords(keywords, explanation);
    }
}

/// Explains keywords that are for JMAP only, that exclude each other, or that count only with `\\Flagged`.
fn say_odd_keywords<'t>(
    flags: impl Iterator<Item = &'t [u8]> + Clone,
    explanation: &mut Explanation,
) {
    let keywords = flags.clone().filter(|flag| flag.starts_with(b"$"));
    let mut entries = keywords.filter_map(|keyword| find(Category::Flags, keyword));
    let has = |name: &str| flags.clone().any(|it| it.eq_ignore_ascii_case(name.as_bytes()));
    if let Some(entry) = entries.clone().find(|entry| entry.server_only) {
        explanation.say(entry.says(explanation.language()).to_owned());
        explanation.cite(entry);
    }
    if has("$hasattachment") && has("$hasnoattachment") {
        explanation.say_from(9979, "4", text::KeywordsExclude);
    }
    if let Some(entry) = entries.find(|it| it.name.starts_with("$MailFlagBit"))
        && !has(r"\Flagged")
    {
        explanation.say_from(9979, "3.2", text::KeywordNeedsFlagged { keyword: entry.name });
    }
}

/// `store 1 flags +\\Seen`: explains the item's sign before a flag, where it would be part of a keyword or
/// make the flag invalid.
pub(super) fn sign_before_flag(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let item = command.root.child(Kind::StoreItem).filter(|item| item.is("FLAGS"));
    let list = command.root.child(Kind::FlagList).filter(|_| item.is_some());
    let Some(list) = list.or(command.root.child(Kind::Unknown).filter(|_| item.is_some())) else {
        return false;
    };
    let begin = command.offset(list);
    let typed = command.root.text()[begin..].trim_ascii().trim_ascii_start();
    let typed = typed.strip_prefix(b"(").unwrap_or(typed);
    let Some((sign, flags)) = typed.split_first().filter(|(sign, _)| b"+-".contains(sign)) else {
        return false;
    };
    let name =
        String::from_utf8_lossy(flags.split(|it| b" )".contains(it)).next().unwrap_or_default());
    let name = format!("\\{}", name.trim_start_matches('\\'));
    let Some(flag) = find(Category::Flags, &name).map(|flag| flag.name) else { return false };
    let set = command.root.child(Kind::SequenceSet).map_or("1".into(), |it| phrase::cut(it.text()));
    let corrected = format!("{} {set} {}FLAGS ({flag})", command.name, char::from(*sign));
    explanation.say_from(3501, "6.4.6", text::SignBeforeFlag { corrected });
    true
}

/// COPY, MOVE and their UID forms.
pub(super) fn copy(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let (set, mailbox, name) = (command.set()?, command.mailbox()?, command.name);
    match name {
        "COPY" | "UID COPY" => {
            if command.is_one() {
                explanation.say(text::CommandCopyOne { name, set, mailbox })
            } else {
                explanation.say(text::CommandCopy { name, set, mailbox })
            }
            explanation.cite_section(3501, if name == "COPY" { "6.4.7" } else { "6.4.8" });
        }
        "MOVE" => explanation.say_from(6851, "3.1", text::CommandMove { name, set, mailbox }),
        _ => explanation.say_from(6851, "3.2", text::CommandMove { name, set, mailbox }),
    }
    Some(())
}

/// UID EXPUNGE; the reference has the sentence for EXPUNGE, unless the server reports removals with VANISHED.
pub(super) fn expunge(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    if command.name == "EXPUNGE" && command.session.facts.reports_vanished() {
        explanation.say_from(7162, "3.2.10", text::CommandExpungeVanished);
        return Some(());
    }
    let set = command.set()?;
    if command.is_one() {
        explanation.say_from(4315, "2.1", text::CommandExpungeOne { set })
    } else {
        explanation.say_from(4315, "2.1", text::CommandExpunge { set })
    }
    Some(())
}
