//! What `:set` sets in imapsh itself. Any other name is a variable.

/// The names, and the values that each takes: words in lower case as they are, kinds of values in
/// capitals.
pub const SETTINGS: &[(&str, &str)] = &[
    ("fold", "on|off|ROWS"),
    ("guide", "on|off"),
    ("paste", "raw|script"),
    ("patience", "DURATION"),
    ("timeout", "DURATION"),
];

/// The values that the setting of this name takes; `None`: there is no such setting.
pub fn values_of(name: &str) -> Option<&'static str> {
    SETTINGS.iter().find(|(known, _)| *known == name).map(|(_, values)| *values)
}
