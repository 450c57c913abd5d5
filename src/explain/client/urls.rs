//! URLAUTH and CONVERT.

use super::Command;
use super::fetch_items::Item;
use crate::explain::phrase;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::Kind;

/// GENURLAUTH and URLFETCH. A URL may give access: it is not repeated.
pub(super) fn urls(command: &Command<'_>, explanation: &mut Explanation) -> Option<()> {
    let count = command.root.descendants().filter(|node| node.kind() == Kind::Url).count();
    match (command.name.as_str(), count) {
        (_, 0) => return None,
        ("URLFETCH", _) => explanation.say_from(4467, "7", text::CommandUrlfetch { count }),
        _ => explanation.say_from(4467, "7", text::CommandGenurlauth { count }),
    }
    Some(())
}

pub(super) fn reset_key(command: &Command<'_>, explanation: &mut Explanation) -> Option<()> {
    match command.mailbox() {
        Some(mailbox) => explanation.say_from(4467, "7", text::CommandResetkey { mailbox }),
        None => explanation.say_from(4467, "7", text::CommandResetkeys),
    }
    Some(())
}

pub(super) fn convert(command: &Command<'_>, explanation: &mut Explanation) -> Option<()> {
    let (name, set) = (&command.name, command.set()?);
    let items: Vec<String> = Item::all(command).filter_map(|item| item.phrase(command)).collect();
    let parameters = command.root.child(Kind::ConvertParameters)?;
    if items.is_empty() {
        return None;
    }
    let items = command.list(&items);
    match parameters.child(Kind::MimeType).map(phrase::value) {
        Some(target) => {
            explanation.say_from(5259, "6", text::CommandConvert { name, set, items, target });
        }
        None => explanation.say_from(5259, "6", text::CommandConvertAny { name, set, items }),
    }
    Some(())
}
