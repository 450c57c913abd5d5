//! The settings of imapsh that `:set` changes. Any other name is a variable.

/// The names, and the values of each: literal words in lower case, kinds of values in capitals.
pub const SETTINGS: &[(&str, &str)] = &[
    ("fold", "on|off|ROWS"),
    ("guide", "on|off"),
    ("paste", "raw|script"),
    ("patience", "DURATION"),
    ("timeout", "DURATION"),
];

/// The values of the setting with this name; `None`: there is no such setting.
pub fn values_of(name: &str) -> Option<&'static str> {
    SETTINGS.iter().find(|(known, _)| *known == name).map(|(_, values)| *values)
}
