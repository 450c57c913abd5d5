//! Mailbox names: INBOX in any case, "/" between levels, modified UTF-7 (RFC 3501, section 5.1),
//! and the patterns of LIST and LSUB (section 6.3.8).

use super::store_error::StoreError;
use crate::encoding::modified_utf7;
use crate::protocol::mailbox_name::is_inbox;

/// The hierarchy separator.
pub const SEPARATOR: char = '/';
/// The longest name of a mailbox, in octets.
pub const MAX_LENGTH: usize = 255;
/// The most levels of a name.
pub const MAX_LEVELS: usize = 20;

/// The name with INBOX, alone or as its first level, in capitals.
pub fn normalized(name: &str) -> String {
    let (first, rest) = match name.find(SEPARATOR) {
        Some(index) => name.split_at(index),
        None => (name, ""),
    };
    if is_inbox(first) { format!("INBOX{rest}") } else { name.to_owned() }
}

/// Fails if a mailbox cannot have this name.
pub fn check(name: &str) -> Result<(), StoreError> {
    let levels = || name.split(SEPARATOR);
    Err(StoreError::InvalidName(if name.is_empty() {
        "A mailbox name can't be empty"
    } else if name.len() > MAX_LENGTH {
        "The mailbox name is too long"
    } else if !name.bytes().all(|octet| (0x20..0x7f).contains(&octet)) {
        "A mailbox name is ASCII: encode other characters in modified UTF-7"
    } else if name.contains(['%', '*']) {
        "A mailbox name can't contain the wildcards % and *"
    } else if levels().any(str::is_empty) {
        "A mailbox name can't have an empty level"
    } else if levels().count() > MAX_LEVELS {
        "The mailbox name has too many levels"
    } else if !modified_utf7::is_valid(name) {
        "The mailbox name is not valid modified UTF-7"
    } else {
        return Ok(());
    }))
}

/// Whether a name matches a pattern of LIST: `*` matches anything, `%` anything without a "/".
/// INBOX matches in any case. For every pattern the time is proportional to the product of the two
/// lengths; a pattern that is much longer than any name matches nothing.
pub fn matches(pattern: &str, name: &str) -> bool {
    if pattern.len() > 2 * MAX_LENGTH {
        return false;
    }
    if name == "INBOX" {
        let upper = pattern.to_ascii_uppercase();
        return wildcard_match(upper.as_bytes(), name.as_bytes());
    }
    wildcard_match(normalized(pattern).as_bytes(), name.as_bytes())
}

fn wildcard_match(pattern: &[u8], name: &[u8]) -> bool {
    // matched[n]: the pattern so far matches the first n octets of the name.
    let mut matched = vec![false; name.len() + 1];
    if let Some(empty) = matched.first_mut() {
        *empty = true;
    }
    for &pattern_octet in pattern {
        let mut next = vec![false; name.len() + 1];
        // Whether the wildcard can match octets up to the current one, after a part of the name
        // that the pattern before it matches.
        let mut in_wildcard = false;
        for (n, matches) in next.iter_mut().enumerate() {
            let before = n.checked_sub(1);
            let octet = before.and_then(|n| name.get(n)).copied();
            if matches!(pattern_octet, b'*' | b'%') {
                in_wildcard &= pattern_octet == b'*' || octet != Some(b'/');
                in_wildcard |= matched.get(n) == Some(&true);
                *matches = in_wildcard;
            } else {
                let matched_before = before.and_then(|n| matched.get(n)) == Some(&true);
                *matches = matched_before && octet == Some(pattern_octet);
            }
        }
        matched = next;
    }
    matched.last() == Some(&true)
}

/// The levels above a name, the highest first: `a` and `a/b` for `a/b/c`.
pub fn superiors(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices(SEPARATOR).filter_map(|(index, _)| name.get(..index))
}

/// Whether `name` is below `superior` in the hierarchy.
pub fn is_inferior(name: &str, superior: &str) -> bool {
    name.strip_prefix(superior).is_some_and(|rest| rest.starts_with(SEPARATOR))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_percent_sign_matches_within_one_level() {
        assert!(matches("%", "INBOX") && matches("*", "a/b/c") && matches("inb%", "INBOX"));
        assert!(!matches("%", "a/b") && matches("%/%", "a/b") && !matches("%/%", "a/b/c"));
        assert!(
            matches("a*c", "a/b/c")
                && !matches("a%c", "a/b/c")
                && matches("a/%t*4", "a/test3/test4")
        );
        assert!(!matches("archive", "Archive") && matches("inbox/%", "INBOX/x"));
        assert!(!matches("", "a"));
    }

    /// The definition of the wildcards, in exponential time.
    fn matches_by_definition(pattern: &[u8], name: &[u8]) -> bool {
        match pattern.split_first() {
            None => name.is_empty(),
            Some((wildcard @ (b'*' | b'%'), rest)) => (0..=name.len())
                .take_while(|n| *wildcard == b'*' || !name[..*n].contains(&b'/'))
                .any(|n| matches_by_definition(rest, &name[n..])),
            Some((octet, rest)) => name
                .split_first()
                .is_some_and(|(first, name)| first == octet && matches_by_definition(rest, name)),
        }
    }

    proptest! {
        #[test]
        fn the_matcher_agrees_with_the_definition(pattern in "[ab/%*]{0,7}", name in "[ab/]{0,7}") {
            prop_assert_eq!(wildcard_match(pattern.as_bytes(), name.as_bytes()), matches_by_definition(pattern.as_bytes(), name.as_bytes()));
        }

        #[test]
        fn no_name_causes_a_panic(name in "\\PC{0,20}", pattern in "\\PC{0,20}") {
            check(&name).ok();
            matches(&pattern, &normalized(&name));
        }
    }
}
