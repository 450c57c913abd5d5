//! Faults in the lists of options, parameters and modifiers of commands.

use super::keywords::word;
use crate::explain::phrase::in_quotes;
use crate::explain::registered::{nearest, say_nearest};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::{Text, text};
use crate::protocol::meaning::sets;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};
use std::borrow::Cow;

/// A list of registered words in parentheses.
struct OptionList {
    kind: Kind,
    category: Category,
    /// The description of each word.
    what: &'static (dyn Text + Sync),
    rfc: u16,
    section: &'static str,
}

/// The lists. The options of SORT's RETURN are defined in another RFC than those of SEARCH.
static LISTS: [OptionList; 8] = {
    use Category as C;
    const fn list(
        kind: Kind,
        category: Category,
        what: &'static (dyn Text + Sync),
        (rfc, section): (u16, &'static str),
    ) -> OptionList {
        OptionList { kind, category, what, rfc, section }
    }
    [
        list(
            Kind::SearchReturnOptions,
            C::SearchReturnOptions,
            &text::PartReturnOption,
            (4731, "3.1"),
        ),
        list(Kind::SortCriteria, C::SortCriteria, &text::PartSortCriterion, (5256, "3")),
        list(
            Kind::SelectParameters,
            C::SelectParameters,
            &text::PartSelectParameter,
            (4466, "2.1"),
        ),
        list(
            Kind::CreateParameters,
            C::SelectParameters,
            &text::PartCreateParameter,
            (4466, "2.2"),
        ),
        list(Kind::ListSelectOptions, C::ListOptions, &text::PartListOption, (5258, "3")),
        list(Kind::ListReturnOptions, C::ListOptions, &text::PartListOption, (5258, "3")),
        list(Kind::FetchModifiers, C::FetchModifiers, &text::PartFetchModifier, (4466, "2.4")),
        list(Kind::StoreModifiers, C::StoreModifiers, &text::PartStoreModifier, (4466, "2.5")),
    ]
};

impl OptionList {
    /// Names the document that defines the list.
    fn cite(&self, command: SentCommand<'_>, explanation: &mut Explanation) {
        match (self.kind, command.name_without_uid()) {
            (Kind::SearchReturnOptions, "SORT" | "THREAD") => explanation.cite_section(5267, "3"),
            _ => explanation.cite_section(self.rfc, self.section),
        }
    }
}

/// Explains an unregistered word in a list of registered ones.
pub(super) fn unknown_option(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    LISTS.iter().any(|list| {
        // The part after a known word is its argument.
        let is_word = |part: &Node<'_>| {
            let first = part.descendants().find(|node| node.is_leaf());
            part.is_leaf() || first.is_some_and(|first| first.kind() == Kind::Unknown)
        };
        let parts = command.root.child(list.kind).into_iter().flat_map(Node::children);
        let words = parts.filter(is_word).flat_map(|it| [it].into_iter().chain(it.descendants()));
        let unknown = words.filter(|node| node.kind() == Kind::Unknown);
        let mut names = unknown.filter_map(word);
        let category = list.category;
        let Some(name) = names.find(|name| find(category, &**name).is_none()) else { return false };
        // The items and the modifiers are in the wrong order.
        if list.kind == Kind::FetchModifiers && find(Category::FetchItems, &*name).is_some() {
            return false;
        }
        if status_item(&name, list, explanation) {
            return true;
        }
        let nearest = nearest(&name, category);
        explanation.say_unknown(text::UnknownPart { name, what: command.phrase(list.what) });
        say_nearest(nearest, explanation);
        list.cite(command, explanation);
        true
    })
}

/// `return (status messages)`: explains an item of STATUS without the parentheses around the items.
fn status_item(name: &str, list: &OptionList, explanation: &mut Explanation) -> bool {
    let item = find(Category::StatusItems, name);
    let Some(item) = item.filter(|_| list.kind == Kind::ListReturnOptions) else { return false };
    let what = explanation.messages().format(text::PartStatusItem);
    let form = format!("STATUS ({})", item.name);
    explanation.say_from(5819, "2", text::BareOption { name: item.name, what, form });
    true
}

/// `select x condstore`, `list "" * return children`: explains a word that belongs in a list, without the
/// parentheses around it.
pub(super) fn bare_option(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some((name, kind, form)) = bare_word(command) else { return false };
    let Some(list) = LISTS.iter().find(|list| list.kind == kind) else { return false };
    let Some(entry) = find(list.category, &*name) else { return false };
    let what = command.phrase(list.what);
    let form = form.replace("{}", entry.name);
    if is_enclosed(command) {
        explanation.say(text::OptionElsewhere { name: entry.name, what, form });
    } else {
        explanation.say(text::BareOption { name: entry.name, what, form });
    }
    list.cite(command, explanation);
    true
}

/// The first word that does not fit, if it belongs to one of these lists and has no parentheses; with its
/// list and the correct form.
fn bare_word<'t>(command: SentCommand<'t>) -> Option<(Cow<'t, str>, Kind, &'static str)> {
    let root = command.root;
    let unknown = root.descendant(Kind::Unknown)?;
    let name = word(unknown)?;
    let name_alone = "({})";
    let takes_argument = |it: &str| find(Category::FetchModifiers, it).is_some_and(has_argument);
    let (kind, form) = match command.name_without_uid() {
        // It is a parameter of CREATE.
        "SELECT" | "EXAMINE" if name.eq_ignore_ascii_case("USE") => return None,
        "SELECT" | "EXAMINE" => (Kind::SelectParameters, name_alone),
        // `create In Use`
        "CREATE" if root.text().trim_ascii_end().ends_with(name.as_bytes()) => return None,
        "CREATE" => (Kind::CreateParameters, "({} …)"),
        // They have their parentheses, and are in the wrong place.
        "FETCH" if is_enclosed(command) => return None,
        "FETCH" if takes_argument(&name) => (Kind::FetchModifiers, "({} …)"),
        "FETCH" => (Kind::FetchModifiers, name_alone),
        "STORE" => (Kind::StoreModifiers, "({} …)"),
        "LIST" => (Kind::ListReturnOptions, "RETURN ({})"),
        "SORT" if root.child(Kind::SortCriteria).is_none() => (Kind::SortCriteria, name_alone),
        "SEARCH" | "SORT" | "THREAD" | "ESEARCH" => (Kind::SearchReturnOptions, "RETURN ({})"),
        _ => return None,
    };
    let begins_list = |it: &Node<'_>| it.is("RETURN") && it.range().end < unknown.range().start;
    let is_expected = match kind {
        Kind::ListReturnOptions | Kind::SearchReturnOptions => {
            let is_key = || find(Category::SearchKeys, &*name).is_some();
            root.descendants().any(|it| begins_list(&it))
                || kind == Kind::SearchReturnOptions && is_enclosed(command) && !is_key()
        }
        _ => true,
    };
    let has_brackets = root.child(kind).is_some_and(|list| list.child(Kind::Open).is_some());
    // `flags` is a STORE modifier's neighbor, not one itself.
    let is_item = kind == Kind::StoreModifiers && name.to_ascii_uppercase().contains("FLAGS");
    (is_expected && !has_brackets && !is_item && !name.eq_ignore_ascii_case("RETURN"))
        .then_some((name, kind, form))
}

/// Whether the first word that does not fit follows an opening parenthesis.
fn is_enclosed(command: SentCommand<'_>) -> bool {
    let Some(unknown) = command.root.descendant(Kind::Unknown) else { return false };
    let before = unknown.range().start.checked_sub(command.root.range().start);
    let before = before.and_then(|at| command.root.text().get(..at)).unwrap_or_default();
    before.trim_ascii_end().ends_with(b"(")
}

/// `sort (reverse)`: explains REVERSE without a key after it (RFC 5256, section 5).
pub(super) fn reverse_alone(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let criteria = command.root.child(Kind::SortCriteria);
    let words = criteria.into_iter().flat_map(Node::descendants);
    let words = words.filter(|it| matches!(it.kind(), Kind::SortKey | Kind::Unknown));
    let words: Vec<Node<'_>> = words.collect();
    let is_reverse = |at: usize| words.get(at).is_none_or(|it| it.is("REVERSE"));
    let is_alone = (0..words.len()).any(|at| is_reverse(at) && is_reverse(at + 1));
    explanation.say_from_if(is_alone, 5256, "5", text::ReverseAlone)
}

/// `list (recursivematch) "" *`: explains an option that only modifies other options and is alone (RFC 5258,
/// section 3.1).
pub(super) fn recursive_alone(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let options = command.root.child(Kind::ListSelectOptions);
    let options = options.into_iter().flat_map(Node::descendants);
    let options = options
        .filter(|it| it.is_leaf() && !matches!(it.kind(), Kind::Open | Kind::Close | Kind::Blank));
    let options: Vec<Node<'_>> = options.collect();
    let is_alone = options.iter().any(|it| it.is("RECURSIVEMATCH"))
        && options.iter().all(|it| it.is("RECURSIVEMATCH") || it.is("REMOTE"));
    explanation.say_from_if(is_alone, 5258, "3.1", text::RecursiveAlone)
}

/// `select x (qresync (1 2 3:*))`: explains a set of known messages with `*` or `$` (RFC 7162, section 7), or
/// two of them that do not belong together.
pub(super) fn wrong_known_set(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let parameters = command.root.child(Kind::SelectParameters);
    let unknown = parameters.into_iter().flat_map(Node::descendants);
    let mut unknown = unknown.filter(|it| it.kind() == Kind::Unknown).map(Node::text);
    let is_set = |text: &[u8]| text == b"$" || text.iter().all(|it| b"0123456789:,*".contains(it));
    let open = unknown.find(|text| is_set(text) && text.iter().any(|it| b"*$".contains(it)));
    if let Some(part) = open {
        let part = in_quotes(part, explanation.messages());
        explanation.say_from(7162, "7", text::OpenKnownSet { part });
        return true;
    }
    let known = command.root.descendant(Kind::SequenceMatch);
    let count = |kind| known.and_then(|it| it.child(kind)).and_then(|it| sets::count(it.text()));
    let counts = count(Kind::KnownSequenceSet).zip(count(Kind::KnownUidSet));
    let Some((numbers, uids)) = counts.filter(|(numbers, uids)| numbers != uids) else {
        return false;
    };
    explanation.say_from(7162, "3.2.5.2", text::KnownSetsDiffer { numbers, uids });
    true
}

/// Whether the modifier is followed by a value. VANISHED is not, and its syntax shows it after another one.
fn has_argument(entry: &Entry) -> bool {
    let syntax = entry.syntax.strip_prefix('(').and_then(|it| it.strip_prefix(entry.name));
    syntax.is_some_and(|rest| rest.starts_with(' '))
}
