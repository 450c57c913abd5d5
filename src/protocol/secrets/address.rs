//! The password in an address, as in `imaps://taro:himitsu@mail`. No address takes one, and yet the
//! line may be kept.

use std::ops::Range;

/// Where the password is in this word: before the `@` is typed, it is what can't be a port.
/// `connects`: the word is an address even without a scheme.
pub(super) fn password_in_address(word: &str, connects: bool) -> Option<Range<usize>> {
    let authority = word.split_once("://").map(|(_, after)| after);
    if !connects && authority.is_none() {
        return None;
    }
    let (name, after) = authority.unwrap_or(word).split_once(':')?;
    let port = after.split('/').next().unwrap_or_default();
    let password = match after.rsplit_once('@') {
        Some((password, _)) => password,
        None if name.starts_with('[') => return None,
        None if port.is_empty() || port.parse::<u16>().is_ok() => return None,
        None => after,
    };
    // The address itself may be in quotes.
    let password = password.strip_suffix('"').unwrap_or(password);
    let start = word.len() - after.len();
    (!password.is_empty()).then(|| start..start + password.len())
}
