//! The scripts that the program carries: those of `scripts/`, by their names.

/// Each script's name and text.
const SCRIPTS: &[(&str, &str)] = &[("idle", include_str!("../../scripts/idle.imap"))];

/// The text of the script with this name; `.imap` at its end may be left out.
pub fn find(name: &str) -> Option<&'static str> {
    let name = name.strip_suffix(".imap").unwrap_or(name);
    SCRIPTS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|&(_, text)| text)
}

/// The names, in order.
pub fn names() -> Vec<&'static str> {
    SCRIPTS.iter().map(|&(name, _)| name).collect()
}
