//! The number of rows after which a long literal is folded on a terminal: the value of `:set fold`.

use std::fmt;

/// The number of rows after which a literal is folded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FoldLimit {
    /// Never.
    Off,
    /// After about a screenful.
    #[default]
    Screenful,
    /// After this many rows, one at least.
    Rows(usize),
}

impl FoldLimit {
    /// Parses `on`, `off` or a number of rows.
    ///
    /// # Examples
    /// ```
    /// use imapsh::internals::FoldLimit;
    /// assert_eq!(FoldLimit::parse("10"), Some(FoldLimit::Rows(10)));
    /// assert_eq!(FoldLimit::parse("0"), None);
    /// ```
    pub fn parse(text: &str) -> Option<FoldLimit> {
        match text.to_ascii_lowercase().as_str() {
            "on" => Some(FoldLimit::Screenful),
            "off" => Some(FoldLimit::Off),
            rows => rows.parse().ok().filter(|&rows| rows > 0).map(FoldLimit::Rows),
        }
    }
}

impl fmt::Display for FoldLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FoldLimit::Off => f.write_str("off"),
            FoldLimit::Screenful => f.write_str("on"),
            FoldLimit::Rows(rows) => write!(f, "{rows}"),
        }
    }
}
