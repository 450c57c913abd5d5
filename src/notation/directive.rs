//! Directives, `:word …`: what they are called, what they take, and what is wrong with one.

use super::error::Mistake;
use super::{Pattern, duration};
use crate::protocol::spelling;
use crate::protocol::tags::Tags;
use std::time::Duration;

/// A directive, well formed. Which of them need a terminal or the practice server is not said here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    /// `:help [TOPIC]`
    Help(Option<String>),
    /// `:tls`
    Tls,
    /// `:record FILE`; nothing: `:record off`.
    Record(Option<String>),
    /// `:run SCRIPT`
    Run(String),
    /// `:set NAME VALUE`
    Set(String, String),
    /// `:tag PREFIX`
    Tag(String),
    /// `:raw LINE`
    Raw(String),
    /// `:wait DURATION [PATTERN]`
    Wait(Duration, Option<Pattern>),
    /// `:expect PATTERN`
    Expect(Pattern),
    /// `:pipeline on|off`
    Pipeline(bool),
    /// `:deliver [FILE]`
    Deliver(Option<String>),
    /// `:connect HOST …`
    Connect(String),
    /// `:reconnect`
    Reconnect,
    /// `:state`
    State,
    /// `:quit`
    Quit,
}

/// How each is written; the word up to the first blank is its name.
pub const USAGES: &[&str] = &[
    "help [TOPIC]",
    "tls",
    "record FILE|off",
    "run SCRIPT",
    "set NAME VALUE",
    "tag PREFIX",
    "raw LINE",
    "wait DURATION [PATTERN]",
    "expect PATTERN",
    "pipeline on|off",
    "deliver [FILE]",
    "connect HOST …",
    "reconnect",
    "state",
    "quit",
];

/// The names that `:set` gives to imapsh's own durations; any other is a variable.
pub const SETTINGS: &[&str] = &["patience", "timeout"];

/// The name in a usage.
fn name_of(usage: &'static str) -> &'static str {
    usage.split_once(' ').map_or(usage, |(name, _)| name)
}

/// Reads a directive, given without its colon.
///
/// # Examples
/// ```
/// use imapsh::notation::directive::{read, Directive};
/// assert_eq!(read("tag t"), Ok(Directive::Tag("t".into())));
/// assert!(read("exepct * 12 EXISTS").is_err());
/// ```
pub fn read(text: &str) -> Result<Directive, Mistake> {
    let text = text.trim();
    let (word, argument) = text
        .split_once([' ', '\t'])
        .map_or((text, ""), |(word, argument)| (word, argument.trim()));
    let usage = USAGES
        .iter()
        .find(|usage| name_of(usage).eq_ignore_ascii_case(word))
        .ok_or_else(|| Mistake::UnknownDirective {
            word: word.to_owned(),
            nearest: nearest(word),
        })?;
    Form { usage, argument }.read()
}

/// A known directive and what stands after its name.
struct Form<'a> {
    usage: &'static str,
    argument: &'a str,
}

impl Form<'_> {
    fn read(&self) -> Result<Directive, Mistake> {
        Ok(match name_of(self.usage) {
            "help" => Directive::Help(self.perhaps()),
            "deliver" => Directive::Deliver(self.perhaps()),
            "record" => {
                let file = self.needed()?;
                Directive::Record((!file.eq_ignore_ascii_case("off")).then_some(file))
            }
            "run" => Directive::Run(self.needed()?),
            "connect" => Directive::Connect(self.needed()?),
            "raw" => Directive::Raw(self.argument.to_owned()),
            "expect" => Directive::Expect(Pattern::new(self.argument).ok_or(self.lacks())?),
            "tag" => {
                let prefix = self.needed()?;
                Tags::new(&prefix).map_err(|_| self.unfit(&prefix))?;
                Directive::Tag(prefix)
            }
            "set" => self.set()?,
            "wait" => {
                let (time, pattern) = self.two();
                if time.is_empty() {
                    return Err(self.lacks());
                }
                let time = duration::parse(time).ok_or_else(|| self.unfit(time))?;
                Directive::Wait(time, Pattern::new(pattern))
            }
            "pipeline" => match self.needed()?.to_ascii_lowercase().as_str() {
                "on" => Directive::Pipeline(true),
                "off" => Directive::Pipeline(false),
                other => return Err(self.unfit(other)),
            },
            "tls" => self.alone(Directive::Tls)?,
            "reconnect" => self.alone(Directive::Reconnect)?,
            "state" => self.alone(Directive::State)?,
            _ => self.alone(Directive::Quit)?,
        })
    }

    fn set(&self) -> Result<Directive, Mistake> {
        let (name, value) = self.two();
        if name.is_empty() || value.is_empty() {
            return Err(self.lacks());
        }
        let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        if !name.chars().all(fits) {
            return Err(self.unfit(name));
        }
        if SETTINGS.contains(&name) && duration::parse(value).is_none() {
            return Err(self.unfit(value));
        }
        Ok(Directive::Set(name.to_owned(), value.to_owned()))
    }

    fn two(&self) -> (&str, &str) {
        self.argument
            .split_once([' ', '\t'])
            .map_or((self.argument, ""), |(one, two)| (one, two.trim()))
    }

    fn perhaps(&self) -> Option<String> {
        (!self.argument.is_empty()).then(|| self.argument.to_owned())
    }

    fn needed(&self) -> Result<String, Mistake> {
        self.perhaps().ok_or_else(|| self.lacks())
    }

    fn alone(&self, directive: Directive) -> Result<Directive, Mistake> {
        if self.argument.is_empty() {
            Ok(directive)
        } else {
            Err(self.unfit(self.argument))
        }
    }

    fn lacks(&self) -> Mistake {
        Mistake::MissingArgument {
            directive: name_of(self.usage),
            usage: self.usage,
        }
    }

    fn unfit(&self, value: &str) -> Mistake {
        Mistake::InvalidArgument {
            directive: name_of(self.usage),
            value: value.to_owned(),
            usage: self.usage,
        }
    }
}

/// The directive that this word, which is none, was most likely meant to be.
pub fn nearest(word: &str) -> Option<&'static str> {
    spelling::nearest(word, USAGES.iter().map(|usage| name_of(usage)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed() {
        let pattern = Pattern::new("* ... EXISTS");
        for (text, directive) in [
            ("help", Directive::Help(None)),
            ("HELP idle", Directive::Help(Some("idle".into()))),
            (
                "wait 500ms",
                Directive::Wait(Duration::from_millis(500), None),
            ),
            (
                "wait 1m  * ... EXISTS",
                Directive::Wait(Duration::from_secs(60), pattern.clone()),
            ),
            ("record off", Directive::Record(None)),
            ("record x.imap", Directive::Record(Some("x.imap".into()))),
            (
                "set patience 2s",
                Directive::Set("patience".into(), "2s".into()),
            ),
            (
                "set box My Box",
                Directive::Set("box".into(), "My Box".into()),
            ),
            ("raw", Directive::Raw(String::new())),
            ("raw a  b", Directive::Raw("a  b".into())),
            ("pipeline ON", Directive::Pipeline(true)),
            ("quit", Directive::Quit),
        ] {
            assert_eq!(read(text), Ok(directive), "{text}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (text, nearest) in [
            ("exepct x", Some("expect")),
            ("wiat 1", Some("wait")),
            ("recnnect", Some("reconnect")),
            ("frobnicate", None),
            ("", None),
        ] {
            match read(text) {
                Err(Mistake::UnknownDirective { nearest: found, .. }) => {
                    assert_eq!(found, nearest, "{text}")
                }
                other => panic!("{text}: {other:?}"),
            }
        }
        for text in [
            "expect", "wait", "run", "set", "set x", "record", "pipeline", "tag", "connect",
        ] {
            assert!(
                matches!(read(text), Err(Mistake::MissingArgument { .. })),
                "{text}"
            );
        }
        for text in [
            "wait soon",
            "quit now",
            "pipeline maybe",
            "tag a b",
            "set a.b c",
            "set patience long",
        ] {
            assert!(
                matches!(read(text), Err(Mistake::InvalidArgument { .. })),
                "{text}"
            );
        }
    }
}
