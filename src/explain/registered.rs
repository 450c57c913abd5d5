//! Checks whether words are registered that the reference does not list literally: capabilities with a value,
//! rights, and lists in which each word should be registered.

use super::phrase::{ListWord, cut, joined};
use super::sentence::{Explanation, is_private};
use crate::messages::{Messages, Text, text};
use crate::protocol::spelling;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{self, Category, Entry, find};

/// The most rights that are put in words; there are about twenty letters.
const MAX_RIGHTS: usize = 40;

/// The entry about a capability.
pub(super) fn capability(name: &[u8]) -> Option<&'static Entry> {
    reference::capability(std::str::from_utf8(name).ok()?).map(|(_, entry)| entry)
}

/// The entry about an option of RETURN in this command: in SORT, some options have another meaning than in
/// SEARCH.
pub(super) fn return_option(name: &[u8], command: Node<'_>) -> Option<&'static Entry> {
    let sorts = command.children_of(Kind::CommandName).any(|word| word.is("SORT"));
    let in_sort = find(Category::SortReturnOptions, name).filter(|_| sorts);
    in_sort.or_else(|| find(Category::SearchReturnOptions, name))
}

/// Whether the name begins like the names that servers define for themselves.
pub(super) fn is_experimental(name: &[u8]) -> bool {
    name.get(..2).is_some_and(|begin| begin.eq_ignore_ascii_case(b"X-"))
}

/// Whether this is a listing's sign for text left out of a line.
pub(super) fn is_ellipsis(word: &[u8]) -> bool {
    if !word.iter().any(|octet| matches!(octet, b'.' | 0xe2)) {
        return false;
    }
    // `[...]`, `23765,23764,[...]`
    let word = String::from_utf8_lossy(word);
    let is_around = |c: char| " [](),:".contains(c) || c.is_ascii_digit();
    matches!(word.trim_matches(is_around), "…" | "...")
}

/// Whether a listing has left out a part of this line.
pub(super) fn has_gap(line: Node<'_>) -> bool {
    let is_word = |kind| !matches!(kind, Kind::Text | Kind::Literal | Kind::Blank);
    let mut words = line.descendants().filter(|it| it.is_leaf() && is_word(it.kind()));
    words.any(|word| is_ellipsis(word.text()))
}

/// The words without the sign for those left out.
pub(super) fn without_gap<'t>(
    words: impl Iterator<Item = &'t [u8]> + Clone,
) -> impl Iterator<Item = &'t [u8]> + Clone {
    words.filter(|word| !is_ellipsis(word))
}

/// Explains which of the capabilities are not registered.
pub(super) fn say_unknown_capabilities<'a>(
    names: impl Iterator<Item = &'a [u8]> + Clone,
    explanation: &mut Explanation,
) {
    let messages = explanation.messages();
    let unknown = names.filter(|name| capability(name).is_none() && !is_ellipsis(name));
    let private = unknown.clone().filter(|name| is_private(name)).map(ListWord);
    let unknown = unknown.filter(|name| !is_private(name)).map(ListWord);
    if unknown.clone().next().is_some() {
        explanation.say_unknown(text::PhraseUnknownNames { names: joined(unknown, messages) });
    }
    if private.clone().next().is_some() {
        explanation.say_private(text::PhrasePrivateNames { names: joined(private, messages) });
    }
}

/// Explains which resources of the quota in this line are not registered.
pub(super) fn say_unknown_resources(line: Node<'_>, explanation: &mut Explanation) {
    let messages = explanation.messages();
    let names = line.descendants_of(Kind::ResourceName);
    let is_known = |name: &Node<'_>| find(Category::QuotaResources, name.text()).is_some();
    let names = names.filter(|name| !is_known(name)).map(Node::text);
    let names = names.filter(|name| !is_ellipsis(name)).map(ListWord);
    if names.clone().next().is_some() {
        explanation.say_unknown(text::PhraseUnknownNames { names: joined(names, messages) });
    }
}

/// What each right allows (RFC 4314).
static RIGHTS: [(char, &(dyn Text + Sync)); 14] = [
    ('l', &text::RightL),
    ('r', &text::RightR),
    ('s', &text::RightS),
    ('w', &text::RightW),
    ('i', &text::RightI),
    ('p', &text::RightP),
    ('k', &text::RightK),
    ('x', &text::RightX),
    ('t', &text::RightT),
    ('e', &text::RightE),
    ('a', &text::RightA),
    ('n', &text::RightN),
    ('c', &text::RightC),
    ('d', &text::RightD),
];

/// What each of these letters allows. `c` and `d` stand for several others, for clients that only know RFC
/// 2086; a server may define digits.
pub(super) fn rights(letters: &str, messages: Messages) -> Vec<String> {
    let phrase = |letter: char| match RIGHTS.iter().find(|(it, _)| *it == letter) {
        Some((_, phrase)) => messages.format(phrase),
        None if letter.is_ascii_digit() => messages.format(text::RightOfServer { letter }),
        None => messages.format(text::RightOther { letter }),
    };
    letters.chars().take(MAX_RIGHTS).map(phrase).collect()
}

/// Whether the letter is a right, or a digit, which a server may define.
fn is_right(letter: char) -> bool {
    letter.is_ascii_digit() || RIGHTS.iter().any(|(it, _)| *it == letter)
}

/// The letters that are rights, each once; if there are none, the first letter.
pub(super) fn known_rights(letters: &str) -> String {
    let mut known = String::new();
    for letter in letters.chars().filter(|letter| is_right(*letter)) {
        if !known.contains(letter) {
            known.push(letter);
        }
    }
    if known.is_empty() { letters.chars().take(1).collect() } else { known }
}

/// The letters that are rights, each once, in the order of RFC 4314.
pub(super) fn in_order(letters: &str) -> String {
    let standard = RIGHTS.iter().map(|(letter, _)| *letter).chain('0'..='9');
    standard.filter(|letter| letters.contains(*letter)).collect()
}

/// The letters that are not rights, each once.
pub(super) fn unknown_rights(letters: &str) -> Vec<char> {
    let mut unknown: Vec<char> = letters.chars().filter(|letter| !is_right(*letter)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown
}

/// Explains which of the letters are not rights.
pub(super) fn say_unknown_rights(letters: &str, explanation: &mut Explanation) {
    let unknown = unknown_rights(letters);
    if !unknown.is_empty() {
        let names = joined(unknown.iter(), explanation.messages());
        explanation.say_unknown(text::PhraseUnknownNames { names });
        say_lower_case(letters, explanation);
    }
}

/// Explains that letters which are not rights would be rights in lower case.
pub(super) fn say_lower_case(letters: &str, explanation: &mut Explanation) {
    let unknown = unknown_rights(letters);
    if unknown.iter().any(|letter| is_right(letter.to_ascii_lowercase())) {
        let rights = letters.to_ascii_lowercase();
        explanation.say_from(4314, "2", text::RightsLowerCase { rights });
    }
}

/// Words of mail programs, and the corresponding words of IMAP.
const SYNONYMS: &[(&str, &str)] = &[
    ("UNREAD", "UNSEEN"),
    ("READ", "SEEN"),
    ("STARRED", "FLAGGED"),
    ("IMPORTANT", "FLAGGED"),
    ("TITLE", "SUBJECT"),
    ("SENDER", "FROM"),
    ("AFTER", "SINCE"),
    ("COUNT", "MESSAGES"),
    ("TOTAL", "MESSAGES"),
    ("HEADERS", "ENVELOPE"),
    ("DATE", "INTERNALDATE"),
    ("DATE", "ON"),
    ("SIZE", "RFC822.SIZE"),
    ("SIZE", "LARGER"),
    ("RFC822.PEEK", "BODY.PEEK[]"),
    ("PREVIEW=FUZZY", "PREVIEW"),
    (r"\Read", r"\Seen"),
    (r"\Starred", r"\Flagged"),
    (r"\Important", r"\Flagged"),
    (r"\Replied", r"\Answered"),
];

/// The registered word that corresponds to this word of mail programs.
pub(super) fn synonym(name: &str, category: Category) -> Option<&'static str> {
    let mut synonyms = SYNONYMS.iter().filter(|(word, _)| word.eq_ignore_ascii_case(name));
    synonyms.find_map(|(_, meant)| find(category, meant)).map(|entry| entry.name)
}

/// The words of other commands, with their description and form, in the order in which they are likely.
static ELSEWHERE: [(Category, &(dyn Text + Sync), &str); 3] = [
    (Category::SearchKeys, &text::PartSearchKey, "SEARCH {}"),
    (Category::StatusItems, &text::PartStatusItem, "STATUS INBOX ({})"),
    (Category::FetchItems, &text::PartFetchItem, "FETCH 1 ({})"),
];

/// Explains a word that is not registered for its place, but for one in another command.
pub(super) fn say_elsewhere(name: &str, category: Category, explanation: &mut Explanation) -> bool {
    if synonym(name, category).is_some() {
        return false;
    }
    let mut others = ELSEWHERE.iter().filter(|(other, ..)| *other != category);
    let found = others.find_map(|(other, what, form)| Some((find(*other, name)?, what, form)));
    let Some((entry, what, form)) = found else { return false };
    let messages = explanation.messages();
    let form = form.replace("{}", &entry.syntax_in(messages.language()));
    let what = messages.format(*what);
    explanation.say_unknown(text::OptionElsewhere { name: entry.name, what, form });
    true
}

/// The registered word that is the nearest to an unknown one.
pub(super) fn nearest(name: &str, category: Category) -> Option<&'static str> {
    if let Some(meant) = synonym(name, category) {
        return Some(meant);
    }
    spelling::nearest(name, category.entries().iter().map(|entry| entry.name))
}

/// Suggests a registered word for the first unregistered one.
pub(super) fn say_nearest_of<'a>(
    unknown: impl Iterator<Item = &'a [u8]>,
    category: Category,
    explanation: &mut Explanation,
) {
    let mut names = unknown.filter(|name| !is_private(name));
    say_nearest(names.find_map(|name| nearest(&cut(name), category)), explanation);
}

/// Suggests the nearest word, if there is one.
pub(super) fn say_nearest(nearest: Option<&'static str>, explanation: &mut Explanation) {
    if let Some(nearest) = nearest {
        explanation.say_fault(text::ProbablyMeant { nearest });
    }
}

/// Whether a flag looks like a system flag and is not one.
pub(super) fn is_unknown_flag(flag: &[u8]) -> bool {
    flag.starts_with(b"\\") && find(Category::Flags, flag).is_none()
}

/// `\Unseen`: the flag whose absence the word means.
fn negated_flag(flag: &[u8]) -> Option<&'static str> {
    let name = std::str::from_utf8(flag).ok()?.strip_prefix('\\')?;
    let (un, name) = name.split_at_checked(2)?;
    let name = format!("\\{name}");
    let entry = find(Category::Flags, &name).map(|entry| entry.name);
    entry.or_else(|| synonym(&name, Category::Flags)).filter(|_| un.eq_ignore_ascii_case("un"))
}

/// Explains the first registered keyword that the session has not explained: `$Forwarded`.
pub(super) fn say_keyword<'a>(
    flags: impl Iterator<Item = &'a [u8]>,
    explanation: &mut Explanation,
) {
    let language = explanation.language();
    let keywords = flags.filter(|flag| flag.starts_with(b"$"));
    let mut entries = keywords.filter_map(|flag| find(Category::Flags, flag));
    entries.any(|entry| explanation.say_general(entry.says(language).to_owned()));
}

/// `\Important`: the registered keyword with this name, $Important.
fn keyword(flag: &[u8]) -> Option<&'static str> {
    let name = flag.strip_prefix(b"\\")?;
    find(Category::Flags, [b"$", name].concat()).map(|entry| entry.name)
}

/// Explains which of the flags are not registered; keywords need not be.
pub(super) fn say_unknown_flags<'a>(
    flags: impl Iterator<Item = &'a [u8]>,
    explanation: &mut Explanation,
) {
    if let Some(flag) = { flags }.find(|flag| is_unknown_flag(flag)) {
        explanation.say_unknown(text::FlagUnknown { flag: ListWord(flag) });
        match negated_flag(flag) {
            Some(flag) => explanation.say_fault(text::FlagNegated { flag }),
            None => {
                let meant = keyword(flag).or_else(|| nearest(&cut(flag), Category::Flags));
                say_nearest(meant, explanation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_with_a_value_are_found() {
        for (name, entry) in [
            ("idle", Some("IDLE")),
            ("AUTH=plain", Some("PLAIN")),
            ("AUTH=SCRAM-SHA3-512", Some("AUTH=")),
            ("AUTH=NONSENSE", None),
            ("RIGHTS=kxte", Some("RIGHTS=")),
            ("APPENDLIMIT=300", Some("APPENDLIMIT")),
            ("IDLE=300", None),
            ("QUOTA=RES-NONSENSE", None),
            ("THREAD=REFS", Some("THREAD=REFS")),
            ("THREAD=NONSENSE", None),
            ("NONSENSE", None),
        ] {
            assert_eq!(capability(name.as_bytes()).map(|it| it.name), entry, "{name}");
        }
    }
}
