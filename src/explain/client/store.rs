//! Commands that change messages: STORE, COPY, MOVE, UID EXPUNGE.

use super::{Command, is_word};
use crate::explain::phrase;
use crate::explain::registered::say_unknown_flags;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// STORE and UID STORE.
pub(super) fn store(command: &Command<'_>, explanation: &mut Explanation) -> Option<()> {
    let (set, name) = (command.set()?, &command.name);
    let item = command.root.child(Kind::StoreItem).or(command.root.child(Kind::Unknown))?;
    let typed = item.text();
    let item = typed.to_ascii_uppercase();
    let flags = command.root.descendants().filter(|node| node.kind() == Kind::Flag);
    let flags: Vec<String> = flags.map(|it| phrase::cut(it.text()).into_owned()).collect();
    if flags.is_empty() && command.root.child(Kind::FlagList).is_none() && item.ends_with(b"FLAGS")
    {
        return None;
    }
    let list = command.list(&flags);
    let silent = item.strip_suffix(b".SILENT");
    match (silent.unwrap_or(&item), flags.is_empty()) {
        (b"+FLAGS", false) => {
            explanation.say_from(3501, "6.4.6", text::StoreAdds { name, flags: list, set });
        }
        (b"-FLAGS", false) => {
            explanation.say_from(3501, "6.4.6", text::StoreRemoves { name, flags: list, set });
        }
        (b"FLAGS", false) => {
            explanation.say_from(3501, "6.4.6", text::StoreReplaces { name, flags: list, set });
        }
        (b"FLAGS", true) => explanation.say_from(3501, "6.4.6", text::StoreClears { name, set }),
        _ => {
            let item = String::from_utf8_lossy(silent.unwrap_or(&item));
            if explanation.say_entry(Category::StoreModifiers, &item) {
                return Some(());
            }
            explanation.say_unknown(text::UnknownStoreItem { item: phrase::cut(typed) });
            return None;
        }
    }
    match silent {
        Some(_) => explanation.say(text::StoreSilent),
        None => explanation.say(text::StoreAnswers),
    }
    say_odd_flags(command.root, explanation);
    let words = command.words_in(Kind::StoreModifiers);
    if let Some(at) = words.iter().position(|word| is_word(word.text(), "UNCHANGEDSINCE"))
        && let Some(modseq) = words.get(at + 1).and_then(|word| word.number())
    {
        explanation.say_from(7162, "3.1.3", text::StoreUnchangedsince { modseq });
    }
    Some(())
}

/// Says which flag is not registered, can't be changed or was probably meant to be another.
pub(super) fn say_odd_flags(flags: Node<'_>, explanation: &mut Explanation) {
    let flags = flags.descendants().filter(|node| node.kind() == Kind::Flag).map(Node::text);
    say_unknown_flags(flags.clone(), explanation);
    if flags.clone().any(|flag| is_word(flag, r"\Recent")) {
        explanation.say_from(3501, "2.3.2", text::RecentIsTheServers);
    }
    let odd = flags.filter(|flag| !flag.starts_with(b"\\")).find_map(|keyword| {
        let name = format!("\\{}", String::from_utf8_lossy(keyword));
        Some((phrase::cut(keyword), find(Category::Flags, &name)?.name))
    });
    if let Some((keyword, flag)) = odd {
        explanation.say_from(3501, "2.3.2", text::KeywordNotFlag { keyword, flag });
    }
}

/// COPY, MOVE and their UID forms.
pub(super) fn copy(command: &Command<'_>, explanation: &mut Explanation) -> Option<()> {
    let (set, mailbox, name) = (command.set()?, command.mailbox()?, &command.name);
    match name.as_str() {
        "COPY" => explanation.say_from(3501, "6.4.7", text::CommandCopy { name, set, mailbox }),
        "UID COPY" => explanation.say_from(3501, "6.4.8", text::CommandCopy { name, set, mailbox }),
        "MOVE" => explanation.say_from(6851, "3.1", text::CommandMove { name, set, mailbox }),
        _ => explanation.say_from(6851, "3.2", text::CommandMove { name, set, mailbox }),
    }
    Some(())
}

/// UID EXPUNGE; of EXPUNGE the reference has the sentence.
pub(super) fn expunge(command: &Command<'_>, explanation: &mut Explanation) -> Option<()> {
    let set = command.set()?;
    match command.is_one() {
        true => explanation.say_from(4315, "2.1", text::CommandExpungeOne { set }),
        false => explanation.say_from(4315, "2.1", text::CommandExpunge { set }),
    }
    Some(())
}
