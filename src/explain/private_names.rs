//! Names that servers choose for themselves: they need not be registered.

/// Whether the name is a server's own choice and need not be registered: such names begin with X.
pub(super) fn is_private(name: &[u8]) -> bool {
    let name = name.strip_prefix(b"AUTH=").unwrap_or(name);
    name.first().is_some_and(|first| first.eq_ignore_ascii_case(&b'X'))
}

/// Whether the name begins like the names that servers define for themselves.
pub(super) fn is_experimental(name: &[u8]) -> bool {
    name.get(..2).is_some_and(|begin| begin.eq_ignore_ascii_case(b"X-"))
}
