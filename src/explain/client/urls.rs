//! URLAUTH (RFC 4467), CONVERT (RFC 5259) and COMPARATOR (RFC 5255).

use super::fetch_items::RequestedItem;
use super::keywords::{KeywordPhrases, is_word, phrase_of};
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// The forms in which URLFETCH requests the data (RFC 5524).
static FORMS: KeywordPhrases = &[
    ("BODY", &text::UrlBody),
    ("BINARY", &text::UrlBinary),
    ("BODYPARTSTRUCTURE", &text::UrlStructure),
];

/// GENURLAUTH and URLFETCH. A URL may give access: it is not repeated.
pub(super) fn urls(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let urls = command.root.descendants_of(Kind::Url);
    let urls: Vec<Node<'_>> = urls.collect();
    let count = urls.len();
    match (command.name, count) {
        (_, 0) => return None,
        ("URLFETCH", _) => explanation.say_from(4467, "7", text::CommandUrlfetch { count }),
        _ => explanation.say_from(4467, "7", text::CommandGenurlauth { count }),
    }
    if let [url] = urls[..]
        && let Some((access, entry)) = url.string().and_then(|url| access(&url, command))
    {
        explanation.say(text::UrlAccess { who: access });
        explanation.cite(entry);
    }
    if let [url] = urls[..]
        && let Some(date) = url.string().and_then(|url| expires(&url))
    {
        explanation.say_from(4467, "3", text::UrlExpires { date });
    }
    for form in command.root.descendants_of(Kind::FetchItemName) {
        if let Some(sentence) = phrase_of(FORMS, form.text()) {
            explanation.say_from(5524, "3", sentence);
        }
    }
    Some(())
}

/// The time until which a URL can be used: `;EXPIRE=2026-12-01T00:00:00Z`.
fn expires(url: &[u8]) -> Option<String> {
    const NAME: &[u8] = b";expire=";
    let at = url.windows(NAME.len()).rposition(|part| part.eq_ignore_ascii_case(NAME))?;
    let date = url[at + NAME.len()..].split(|octet| *octet == b';').next()?;
    Some(phrase::cut(date).into_owned())
}

/// The users that a URL allows to fetch its data: `;URLAUTH=submit+fred`. The token after it is a secret.
fn access(url: &[u8], command: SentCommand<'_>) -> Option<(String, &'static Entry)> {
    const NAME: &[u8] = b";urlauth=";
    let at = url.windows(NAME.len()).rposition(|part| part.eq_ignore_ascii_case(NAME))?;
    let access = url[at + NAME.len()..].split(|octet| matches!(octet, b':' | b';')).next()?;
    let access = phrase::cut(access);
    let (kind, user) = access.split_once('+').unwrap_or((&access, ""));
    let kind = kind.to_ascii_lowercase();
    let who = match kind.as_str() {
        "submit" if !user.is_empty() => command.phrase(text::UrlAccessSubmit { user }),
        "user" if !user.is_empty() => command.phrase(text::UrlAccessUser { user }),
        "authuser" => command.phrase(text::UrlAccessAuthuser),
        "anonymous" => command.phrase(text::UrlAccessAnonymous),
        "stream" => command.phrase(text::UrlAccessStream),
        _ => return None,
    };
    let entry =
        find(Category::UrlAccess, &kind).or_else(|| find(Category::UrlAccess, format!("{kind}+")));
    Some((who, entry?))
}

pub(super) fn reset_key(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mechanisms = command.root.children_of(Kind::UrlMechanism);
    let mechanisms: Vec<String> = mechanisms.map(|it| phrase::cut(it.text()).into()).collect();
    match (command.mailbox(), mechanisms.is_empty()) {
        (Some(mailbox), true) => {
            explanation.say_from(4467, "7", text::CommandResetkey { mailbox });
        }
        (Some(mailbox), false) => {
            let mechanisms = command.list(&mechanisms);
            explanation.say_from(4467, "7", text::CommandResetkeyBy { mailbox, mechanisms });
        }
        (None, _) => explanation.say_from(4467, "7", text::CommandResetkeys),
    }
    Some(())
}

pub(super) fn convert(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let (name, set) = (command.name, command.set()?);
    let items: Vec<RequestedItem<'_>> = RequestedItem::all_in(command.root).collect();
    let only_asks = items.iter().all(|item| is_word(item.name, "AVAILABLECONVERSIONS"));
    let items: Vec<String> = items.iter().filter_map(|item| item.phrase(command)).collect();
    let parameters = command.root.child(Kind::ConvertParameters)?;
    if items.is_empty() {
        return None;
    }
    let items = command.list(&items);
    if only_asks {
        explanation.say_from(5259, "6", text::CommandConvertNothing { name, set, items });
        return Some(());
    }
    match parameters.child(Kind::MimeType).map(phrase::value) {
        Some(mut target) => {
            let part = |kind| parameters.descendants_of(kind);
            let values = part(Kind::TranscodingValue).map(phrase::value);
            for (name, value) in part(Kind::TranscodingParameter).map(phrase::value).zip(values) {
                // As in a Content-Type field.
                target.push_str(&format!("; {name}={value}"));
            }
            let target = phrase::cut(target.as_bytes());
            explanation.say_from(5259, "6", text::CommandConvert { name, set, items, target });
        }
        None => explanation.say_from(5259, "6", text::CommandConvertAny { name, set, items }),
    }
    Some(())
}

pub(super) fn conversions(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let types = command.root.children_of(Kind::MimeType);
    let mut types = types.map(phrase::value);
    let (from, target) = (types.next()?, types.next()?);
    if from.is_empty() || target.is_empty() {
        return None;
    }
    let has_any = from.contains('*') || target.contains('*');
    explanation.say_from(5259, "5.1", text::CommandConversions { from, target });
    if has_any {
        explanation.say(text::CommandConversionsAny);
    }
    Some(())
}

pub(super) fn comparator(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let names = command.root.children_of(Kind::Comparator);
    let names: Vec<String> = names.map(phrase::value).collect();
    match &names[..] {
        [] => explanation.say_from(5255, "4.7", text::CommandComparatorNone),
        [name] if name.eq_ignore_ascii_case("default") => {
            explanation.say_from(5255, "4.7", text::CommandComparatorDefault);
        }
        [name] => explanation.say_from(5255, "4.7", text::CommandComparatorOne { name }),
        _ => {
            let list = command.quoted_list(names.iter().map(String::as_str));
            explanation.say_from(5255, "4.7", text::CommandComparator { list });
        }
    }
    Some(())
}
