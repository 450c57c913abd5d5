//! Finds the entries that a user may mean by a word.

use super::{Category, Entry, find};

/// The entries with this name in all categories, in any case: `UIDVALIDITY` is a response code and a
/// STATUS item. The name may lack the characters of its category: `seen` finds `\Seen`, `body.peek` finds
/// `BODY.PEEK[]`, and `body[1.2]<0.100>` finds `BODY[]`. A code may be as received: `[UIDNEXT 4]`.
///
/// # Examples
/// ```
/// use imapsh::internals::lookup;
/// let names: Vec<&str> = lookup("seen").map(|(_, entry)| entry.name).collect();
/// assert!(names.contains(&r"\Seen") && names.contains(&"SEEN"));
/// ```
pub fn lookup(word: &str) -> impl Iterator<Item = (Category, &'static Entry)> {
    let begin = word.split_once('[').filter(|_| word.contains(']')).map(|(begin, _)| begin);
    let code = word.strip_prefix('[').and_then(|code| code.split([' ', ']']).next());
    let mut names = vec![code.unwrap_or(word).to_owned()];
    if !word.is_empty() {
        names.extend(["\\", "$"].map(|mark| format!("{mark}{word}")));
        names.extend(["[]", "="].map(|mark| format!("{word}{mark}")));
        names.extend(begin.map(|begin| format!("{begin}[]")));
        names.extend(before_name(word));
    }
    Category::ALL.iter().flat_map(move |&category| {
        let mut found: Vec<&Entry> = Vec::new();
        for entry in names.iter().filter_map(|name| find(category, name)) {
            if !found.iter().any(|it| std::ptr::eq(*it, entry)) {
                found.push(entry);
            }
        }
        found.into_iter().map(move |entry| (category, entry))
    })
}

/// The fixed part of a word that ends with a name: `/private/filters/values/` of
/// `/private/filters/values/boss`, `submit+` of `submit+fred`.
fn before_name(word: &str) -> Option<String> {
    let mark = if word.starts_with('/') { '/' } else { '+' };
    let mut ends = word.match_indices(mark).map(|(at, _)| at + 1).filter(|at| *at > 1).take(8);
    let is_known = |begin: &&str| {
        [Category::MetadataEntries, Category::UrlAccess].iter().any(|it| find(*it, begin).is_some())
    };
    ends.find_map(|end| word.get(..end).filter(is_known)).map(str::to_owned)
}

/// The entry about a capability: for `AUTH=PLAIN` the mechanism's, for `RIGHTS=kxte` the entry
/// `RIGHTS=`.
pub fn capability(name: &str) -> Option<(Category, &'static Entry)> {
    let capability = |name: &str| {
        find(Category::Capabilities, name).map(|entry| (Category::Capabilities, entry))
    };
    let Some((before, value)) = name.split_once('=') else { return capability(name) };
    match before.to_ascii_uppercase().as_str() {
        "AUTH" => find(Category::SaslMechanisms, value)
            .map(|entry| (Category::SaslMechanisms, entry))
            .or_else(|| is_of_family(value).then(|| capability("AUTH="))?),
        "THREAD" => capability(name),
        _ => capability(name)
            .or_else(|| capability(&format!("{before}=")))
            .or_else(|| capability(before).filter(|(_, entry)| entry.name == "APPENDLIMIT")),
    }
}

/// Whether a mechanism belongs to a family that is registered as a whole.
fn is_of_family(mechanism: &str) -> bool {
    let begins = |family: &str| {
        mechanism.get(..family.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(family))
    };
    begins("SCRAM-") || begins("GS2-")
}

/// All names, for suggestions.
pub fn names() -> impl Iterator<Item = &'static str> {
    Category::ALL.iter().flat_map(|category| category.entries()).map(|entry| entry.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_without_its_marks() {
        for (word, name) in [
            ("Seen", r"\Seen"),
            ("forwarded", "$Forwarded"),
            ("body.peek", "BODY.PEEK[]"),
            ("body[1.2.mime]", "BODY[]"),
            ("body.peek[header]<0.100>", "BODY.PEEK[]"),
            ("messages", "MESSAGES"),
            ("[uidnext 4392]", "UIDNEXT"),
            ("+", "+"),
            ("submit+fred", "submit+"),
            ("/private/filters/values/boss", "/private/filters/values/"),
            ("storage", "STORAGE"),
            ("messagenew", "MessageNew"),
        ] {
            assert!(lookup(word).any(|(_, entry)| entry.name == name), "{word}");
        }
        assert_eq!(lookup("xyzzy").count() + lookup("").count() + lookup("[]").count(), 0);
    }
}
