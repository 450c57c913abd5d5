//! Arguments that the parser reads although their form is not valid, or not in this command.

use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains such an argument, if there is one.
pub(super) fn explain(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    match command.name {
        "SETACL" => rights_in_two_words(command, explanation),
        "CREATE" => role_without_backslash(command, explanation),
        "FETCH" => partial_of_numbers(command, explanation),
        "GENURLAUTH" | "URLFETCH" => {
            url_without_access(command, explanation) || both_forms(command, explanation)
        }
        "LANGUAGE" => not_a_language(command, explanation),
        "ESEARCH" => saved_elsewhere(command, explanation),
        "STORE" | "UID STORE" | "APPEND" | "REPLACE" | "UID REPLACE" => {
            flags_without_space(command, explanation)
        }
        "LIST" => pattern_missing(command, explanation),
        _ => false,
    }
}

/// `setacl x joe + lr`
fn rights_in_two_words(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let modified = command.root.child(Kind::ModifiedRights).map(Node::text);
    let Some([sign @ (b'+' | b'-'), b' ', letters @ ..]) = modified else { return false };
    let rights = [&[*sign], letters.trim_ascii_start()].concat();
    let rights = phrase::cut(&rights);
    explanation.say_from(4314, "3.1", text::RightsInTwoWords { rights });
    true
}

/// `create x (use (Sent))`
fn role_without_backslash(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let parameters = command.root.child(Kind::CreateParameters).into_iter();
    let mut roles = parameters.flat_map(|it| it.descendants_of(Kind::MailboxAttribute));
    let role = roles.find(|role| !role.text().starts_with(b"\\"));
    let role = role.map(|role| text::RoleWithoutBackslash { role: phrase::cut(role.text()) });
    explanation.say_from_some(6154, "6", role)
}

/// `fetch 1:* flags (partial 1:5)`
fn partial_of_numbers(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut modifiers = command.root.descendants_of(Kind::FetchModifierName);
    let is_partial = modifiers.any(|name| name.is("PARTIAL"));
    explanation.say_from_if(is_partial, 9394, "3.3", text::PartialOfNumbers)
}

/// `genurlauth "imap://joe@x/INBOX;uid=20" internal`
fn url_without_access(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    const ACCESS: &[u8] = b";urlauth=";
    let mut urls = command.root.descendants_of(Kind::Url).filter_map(Node::string);
    let lacks =
        |url: &[u8]| !url.windows(ACCESS.len()).any(|part| part.eq_ignore_ascii_case(ACCESS));
    // The mechanism may be in the place of the URL.
    let is_fault = urls.any(|url| !url.eq_ignore_ascii_case(b"INTERNAL") && lacks(&url));
    explanation.say_from_if(is_fault, 4467, "3", text::UrlWithoutAccess)
}

/// `urlfetch ("imap://…" binary body)`
fn both_forms(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let (mut binary, mut body) = (false, false);
    let is_fault = command.root.descendants().any(|part| {
        match part.kind() {
            Kind::Url => (binary, body) = (false, false),
            Kind::FetchItemName => {
                binary |= part.is("BINARY");
                body |= part.is("BODY");
            }
            _ => {}
        }
        binary && body
    });
    explanation.say_from_if(is_fault, 5524, "3.1", text::UrlBothForms)
}

/// `language "en de"`
fn not_a_language(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut tags = command.root.children_of(Kind::LanguageTag).filter_map(Node::string);
    let is_in_tag = |octet: &u8| octet.is_ascii_alphanumeric() || *octet == b'-';
    let wrong = tags.find(|tag| tag.is_empty() || !tag.iter().all(is_in_tag));
    let wrong = wrong.as_deref().map(|tag| text::NotALanguage { tag: phrase::cut(tag) });
    explanation.say_from_some(5255, "3.2", wrong)
}

/// `esearch in (personal) return (save) all`
fn saved_elsewhere(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut options = command.root.descendants_of(Kind::SearchReturnName);
    let mut filters = command.root.descendants_of(Kind::MailboxFilterName);
    let is_fault =
        options.any(|name| name.is("SAVE")) && filters.any(|filter| !filter.is("SELECTED"));
    explanation.say_from_if(is_fault, 7377, "2", text::SavedElsewhere)
}

/// `store 1 flags (\Seen\Deleted)`
fn flags_without_space(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    let parts = command.root.descendants().filter(|it| it.is_leaf());
    let mut parts = parts.filter(|it| matches!(it.kind(), Kind::Flag | Kind::Unknown));
    let joined = parts.find_map(|part| {
        // Two flags are two parts, also without a space between them.
        let text = line.get(part.range().start.checked_sub(command.root.range().start)?..)?;
        let word = text.split(|octet| b" ()".contains(octet)).next()?;
        let names = word.strip_prefix(b"\\")?.split(|octet| *octet == b'\\');
        let names: Vec<&[u8]> = names.collect();
        let are_names =
            names.iter().all(|it| !it.is_empty() && it.iter().all(u8::is_ascii_alphabetic));
        (names.len() > 1 && are_names).then(|| names.join(b" \\".as_slice()))
    });
    let flags = joined.map(|flags| format!("\\{}", phrase::cut(&flags)));
    explanation.say_from_some(3501, "9", flags.map(|flags| text::FlagsWithoutSpace { flags }))
}

/// `list "" return (children)`
fn pattern_missing(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let takes_return = command.root.child(Kind::ListMailbox).is_some_and(|it| it.is("RETURN"));
    let unknown = command.root.child(Kind::Unknown);
    let is_fault = takes_return && unknown.is_some_and(|it| it.text().starts_with(b"("));
    explanation.say_from_if(is_fault, 5258, "3", text::PatternMissing)
}
