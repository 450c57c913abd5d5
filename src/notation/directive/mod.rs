//! Directives, `:word …`: their names, their arguments, and the mistakes that they can have.

pub mod duration;
pub mod fold_limit;
pub mod goal;
pub(super) mod pattern;

use super::error::Mistake;
use super::words::split_word;
use crate::protocol::compose::is_variable_name;
use crate::protocol::secrets::{directive_name, mask_directive_secrets, mask_mistaken_directive};
use crate::protocol::settings::values_of;
use crate::protocol::tags::Tags;
use crate::protocol::typed_line::{CommandLine, to_half_width};
use crate::protocol::{commands, spelling};
use fold_limit::FoldLimit;
use goal::Goal;
use pattern::Pattern;
use std::time::Duration;

/// A directive with valid arguments. Whether it can be carried out here and now is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    Help(Option<String>),
    Explain(ExplainArgument),
    /// `None`: the last response.
    Decode(Option<bool>),
    /// An encoded word, or a name in modified UTF-7.
    DecodeText(String),
    Tls,
    /// `None` is `:record off`.
    Record(Option<String>),
    Run(String),
    Last,
    /// The file for the last literal, or for a part of the last message, decoded.
    Save {
        part: Option<String>,
        file: String,
    },
    Set(String, String),
    Tag(String),
    Raw(String),
    Wait(Duration, Option<Pattern>),
    Expect(Pattern),
    /// `:expect!`
    ExpectNot(Pattern),
    /// The variable's name, and a pattern that captures.
    Capture(String, Pattern),
    Pipeline(bool),
    Deliver(Option<String>),
    /// Capabilities of the practice server.
    Announce(String),
    Connect(String),
    Reconnect,
    State,
    /// The goal of a lesson's step.
    Goal(Box<Goal>),
    /// The script is a lesson, which takes about this long. `None`: shows the step of the lesson.
    Lesson(Option<Duration>),
    Hint,
    Skip,
    Back,
    /// Restores the accounts and the mail of the practice server.
    Reset,
    /// Another client of the practice server sends this command.
    Other(String),
    /// How much later the practice server answers; zero: at once.
    Slow(Duration),
    Base64(String),
    Unbase64(String),
    /// A directive without its argument, which shows the current value. `of`: the name of a `:set`.
    CurrentValue {
        directive: &'static str,
        of: Option<String>,
    },
    Quit,
}

/// What `:explain` explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExplainArgument {
    /// Each line from now on.
    On,
    Off,
    /// The last command and its answer.
    LastExchange,
    /// A line that is not sent.
    Line(String),
}

/// The syntax of each directive; the first word is its name.
pub const USAGES: &[&str] = &[
    "help [TOPIC]",
    "explain [on|off|LINE]",
    "decode [on|off|TEXT]",
    "tls",
    "record FILE|off",
    "last",
    "save [PART] FILE",
    "run SCRIPT",
    "set [NAME [VALUE]]",
    "tag PREFIX",
    "raw LINE",
    "wait DURATION [PATTERN]",
    "expect PATTERN",
    "expect! PATTERN",
    "capture NAME PATTERN",
    "pipeline on|off",
    "deliver [FILE]",
    "announce LIST",
    "reset",
    "other LINE",
    "slow DURATION|off",
    "base64 TEXT",
    "unbase64 TEXT",
    "goal GOAL",
    "lesson [DURATION]",
    "hint",
    "skip",
    "back",
    "connect HOST …",
    "reconnect",
    "state",
    "quit",
];

/// Other names of directives, and which directive each names.
const ALIASES: &[(&str, &str)] =
    &[("q", "quit"), ("exit", "quit"), ("h", "help"), ("?", "help"), ("ヘルプ", "help")];

/// The directives that work only in a lesson.
const OF_LESSONS: &[&str] = &["lesson", "hint", "skip", "back", "goal"];

/// Whether this may have an encoded word in it, or be a name in modified UTF-7.
fn is_encoded(text: &str) -> bool {
    text.contains("=?") || text.contains('&')
}

/// The directive that a learner wants who uses this word.
fn lesson_request(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "hint" | "help" => "hint",
        "skip" | "next" | "continue" => "skip",
        "back" | "previous" | "prev" => "back",
        "quit" | "exit" | "end" => "quit",
        _ => return None,
    })
}

/// The directives that work only on the practice server.
const OF_PRACTICE_SERVER: &[&str] = &["deliver", "announce", "reset", "other", "slow"];

/// The directives that show their current value if they have no argument.
const WITH_VALUE: &[&str] = &["announce", "connect", "pipeline", "record", "set", "slow", "tag"];

impl Directive {
    /// Parses a directive. `text` does not include the colon.
    ///
    /// # Examples
    /// ```
    /// use imapsh::internals::Directive;
    /// assert_eq!(Directive::parse("tag t"), Ok(Directive::Tag("t".into())));
    /// assert!(Directive::parse("exepct * 12 EXISTS").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Directive, Mistake> {
        let (word, argument) = split_word(text.trim());
        let in_ascii = to_half_width(word);
        if usage_of(word).is_none() && usage_of(&in_ascii).is_some() {
            return Err(Mistake::FullWidthDirective(in_ascii.into_owned()));
        }
        let usage = usage_of(word).ok_or_else(|| {
            // The text after the name may be a secret.
            let word = directive_name(word);
            Mistake::UnknownDirective { word: word.to_owned(), nearest: nearest(word) }
        })?;
        // `:raw` sends spaces at the end too.
        let argument = match name_of(usage) {
            "raw" => text.trim_start()[word.len()..].trim_start(),
            _ => argument,
        };
        WithArgument { usage, argument }.parse()
    }

    /// Parses a directive of a record, which can say that an empty line was sent.
    pub fn parse_recorded(text: &str) -> Result<Directive, Mistake> {
        match split_word(text.trim()) {
            (word, "") if word.eq_ignore_ascii_case("raw") => Ok(Directive::Raw(String::new())),
            _ => Directive::parse(text),
        }
    }
}

/// The syntax of the directive of this name, which may be another name of it, in any case.
pub fn usage_of(word: &str) -> Option<&'static str> {
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(word));
    let name = alias.map_or(word, |(_, name)| name);
    USAGES.iter().copied().find(|usage| name_of(usage).eq_ignore_ascii_case(name))
}

/// Whether a directive works in the current session.
pub fn is_available(name: &str, in_lesson: bool, is_practice: bool) -> bool {
    (in_lesson || !OF_LESSONS.contains(&name))
        && (is_practice || !OF_PRACTICE_SERVER.contains(&name))
}

/// Whether a text after a colon begins with the name of a directive.
pub fn is_known(text: &str) -> bool {
    let (word, _) = split_word(text);
    names().any(|(name, _)| name.eq_ignore_ascii_case(word))
}

/// Whether a line begins like a known directive.
pub fn is_known_directive(line: &str) -> bool {
    line.strip_prefix(':').is_some_and(is_known)
}

/// The argument of `:connect` for the practice server, in place of a host.
pub const PRACTICE: &str = "practice";

/// Whether these arguments of `:connect` lead to the practice server.
pub fn connects_to_practice(arguments: &str) -> bool {
    let mut named = arguments.split_whitespace().filter(|word| !word.starts_with("--"));
    named.next() == Some(PRACTICE) && named.next().is_none()
}

/// Whether a directive takes a command line as its argument.
pub fn takes_line(name: &str) -> bool {
    let usage = usage_of(name).unwrap_or_default();
    split_word(usage).1.trim_matches(['[', ']']).split('|').any(|argument| argument == "LINE")
}

/// The directive with the name most similar to this word, which is not a directive.
pub fn nearest(word: &str) -> Option<&'static str> {
    spelling::nearest(word, names().map(|(name, _)| name))
}

/// The names of all directives, other names in ASCII included, each with its arguments.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let aliases = ALIASES.iter().map(|(alias, _)| (*alias, "")).filter(|(it, _)| it.is_ascii());
    USAGES.iter().map(|usage| split_word(usage)).chain(aliases)
}

fn name_of(usage: &'static str) -> &'static str {
    split_word(usage).0
}

/// Whether this is the number of a part of a message: `2`, `1.2`.
pub fn is_part_number(word: &str) -> bool {
    let is_number = |it: &str| {
        !it.starts_with('0') && !it.is_empty() && it.bytes().all(|octet| octet.is_ascii_digit())
    };
    word.split('.').all(is_number)
}

/// The name of a file as a shell reads it: in quotes or not, and with `~/` for the home folder.
fn file_name(argument: &str) -> String {
    let quoted = ['"', '\''].into_iter().find_map(|quote| {
        let inside = argument.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.is_empty() && !inside.contains(quote)).then_some(inside)
    });
    let name = quoted.unwrap_or(argument);
    let at_home = name.strip_prefix("~/").and_then(|rest| Some(std::env::home_dir()?.join(rest)));
    let at_home = at_home.and_then(|path| path.into_os_string().into_string().ok());
    at_home.unwrap_or_else(|| name.to_owned())
}

/// A known directive, and the text after its name.
struct WithArgument<'a> {
    usage: &'static str,
    argument: &'a str,
}

impl WithArgument<'_> {
    fn parse(&self) -> Result<Directive, Mistake> {
        let name = name_of(self.usage);
        if self.argument.is_empty() && WITH_VALUE.contains(&name) {
            return Ok(Directive::CurrentValue { directive: name, of: None });
        }
        Ok(match name {
            "help" => Directive::Help(self.optional()),
            "explain" => Directive::Explain(self.parse_explain()?),
            "decode" => self.parse_decode()?,
            "deliver" => Directive::Deliver(self.optional().map(|name| file_name(&name))),
            "record" => self.parse_record()?,
            "announce" => Directive::Announce(self.required()?),
            "other" => Directive::Other(self.required()?),
            "base64" => Directive::Base64(self.required()?),
            "unbase64" => Directive::Unbase64(self.required()?),
            "goal" => Directive::Goal(Box::new(self.parse_goal()?)),
            "lesson" => Directive::Lesson(self.parse_lesson()?),
            "slow" => Directive::Slow(self.parse_slow()?),
            "save" => self.parse_save()?,
            "run" => Directive::Run(file_name(&self.required()?)),
            "connect" => Directive::Connect(self.required()?),
            "raw" => Directive::Raw(self.required()?),
            "expect" => Directive::Expect(self.parse_pattern()?),
            "expect!" => Directive::ExpectNot(self.parse_pattern()?),
            "capture" => self.parse_capture()?,
            "tag" => Directive::Tag(self.parse_tag()?),
            "set" => self.parse_set()?,
            "wait" => self.parse_wait()?,
            "pipeline" => Directive::Pipeline(self.on_or_off(&self.required()?)?),
            "last" => self.without_argument(Directive::Last)?,
            "tls" => self.without_argument(Directive::Tls)?,
            "reconnect" => self.without_argument(Directive::Reconnect)?,
            "state" => self.without_argument(Directive::State)?,
            "reset" => self.without_argument(Directive::Reset)?,
            "hint" => self.without_argument(Directive::Hint)?,
            "skip" => self.without_argument(Directive::Skip)?,
            "back" => self.without_argument(Directive::Back)?,
            "quit" => self.without_argument(Directive::Quit)?,
            word => return Err(Mistake::UnknownDirective { word: word.to_owned(), nearest: None }),
        })
    }

    fn parse_record(&self) -> Result<Directive, Mistake> {
        let file = file_name(&self.required()?);
        Ok(Directive::Record((!file.eq_ignore_ascii_case("off")).then_some(file)))
    }

    fn parse_goal(&self) -> Result<Goal, Mistake> {
        let goal = self.required()?;
        Goal::parse(&goal).ok_or_else(|| self.invalid(&goal))
    }

    fn parse_slow(&self) -> Result<Duration, Mistake> {
        match self.required()? {
            off if off.eq_ignore_ascii_case("off") => Ok(Duration::ZERO),
            time => self.duration(&time),
        }
    }

    fn parse_tag(&self) -> Result<String, Mistake> {
        let prefix = self.required()?;
        Tags::new(&prefix).map_err(|_| self.invalid(&prefix))?;
        Ok(prefix)
    }

    fn parse_wait(&self) -> Result<Directive, Mistake> {
        self.required()?;
        let (time, pattern) = split_word(self.argument);
        Ok(Directive::Wait(self.duration(time)?, Pattern::parse(pattern)))
    }

    fn parse_explain(&self) -> Result<ExplainArgument, Mistake> {
        Ok(match self.optional() {
            None => ExplainArgument::LastExchange,
            Some(on) if on.eq_ignore_ascii_case("on") => ExplainArgument::On,
            Some(off) if off.eq_ignore_ascii_case("off") => ExplainArgument::Off,
            Some(line) if self.is_nearly_switch(&line) => return Err(self.invalid(&line)),
            Some(line) => ExplainArgument::Line(line),
        })
    }

    fn parse_decode(&self) -> Result<Directive, Mistake> {
        match self.optional() {
            None => Ok(Directive::Decode(None)),
            Some(text) if is_encoded(&text) => Ok(Directive::DecodeText(text)),
            Some(value) => match self.on_or_off(&value) {
                Err(Mistake::InvalidArgument { .. }) => Err(Mistake::NotEncoded),
                value => Ok(Directive::Decode(Some(value?))),
            },
        }
    }

    fn parse_lesson(&self) -> Result<Option<Duration>, Mistake> {
        let Some(time) = self.optional() else {
            return Ok(None);
        };
        match lesson_request(&time) {
            Some(meant) => Err(Mistake::LessonRequest { value: time, meant }),
            None => self.duration(&time).map(Some),
        }
    }

    /// Whether a line to be explained was probably intended as `on` or `off`, with a typo or with text after
    /// it.
    fn is_nearly_switch(&self, line: &str) -> bool {
        match split_word(line) {
            (word, "") => commands::find(word).is_none() && self.meant(word).is_some(),
            (word, rest) => {
                let is_switch = ["on", "off"].iter().any(|it| it.eq_ignore_ascii_case(word));
                is_switch && CommandLine::parse(rest).spec.is_none()
            }
        }
    }

    /// The argument of the directive that this value was probably intended to be.
    fn meant(&self, value: &str) -> Option<&'static str> {
        let (_, arguments) = split_word(self.usage);
        let literal = |it: &&str| it.chars().all(|c| c.is_ascii_lowercase());
        let alternatives = arguments.trim_matches(['[', ']']).split('|').filter(literal);
        spelling::nearest(value, alternatives)
    }

    fn duration(&self, value: &str) -> Result<Duration, Mistake> {
        duration::parse(value).ok_or_else(|| self.invalid(value))
    }

    fn on_or_off(&self, value: &str) -> Result<bool, Mistake> {
        match value.to_ascii_lowercase().as_str() {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(self.invalid(value)),
        }
    }

    fn parse_set(&self) -> Result<Directive, Mistake> {
        let (name, value) = split_word(self.argument);
        if !is_variable_name(name) {
            return Err(self.invalid(name));
        }
        let line = format!(":set {name}");
        if value.is_empty() && mask_directive_secrets(&line) != line {
            // A secret that follows the name without a space.
            return Err(self.missing());
        }
        if value.is_empty() {
            return Ok(Directive::CurrentValue { directive: "set", of: Some(name.to_owned()) });
        }
        let fits = |values: &&str| {
            values.split('|').any(|it| match it {
                // Without any time, nothing could be waited for.
                "DURATION" => {
                    duration::parse(value).is_some_and(|time| name != "timeout" || !time.is_zero())
                }
                "ROWS" => FoldLimit::parse(value).is_some(),
                word => word == value,
            })
        };
        if let Some(values) = values_of(name).filter(|values| !fits(values)) {
            let masked = mask_directive_secrets(&format!(":set {name} {value}"));
            let value = masked.splitn(3, ' ').nth(2).unwrap_or_default().to_owned();
            return Err(Mistake::InvalidSetting { name: name.to_owned(), value, values });
        }
        Ok(Directive::Set(name.to_owned(), value.to_owned()))
    }

    fn parse_save(&self) -> Result<Directive, Mistake> {
        let argument = self.required()?;
        match split_word(&argument) {
            (part, "") if is_part_number(part) => Err(self.missing()),
            (part, file) if is_part_number(part) => {
                Ok(Directive::Save { part: Some(part.to_owned()), file: file_name(file) })
            }
            _ => Ok(Directive::Save { part: None, file: file_name(&argument) }),
        }
    }

    fn parse_pattern(&self) -> Result<Pattern, Mistake> {
        Pattern::parse(self.argument).ok_or_else(|| self.missing())
    }

    fn parse_capture(&self) -> Result<Directive, Mistake> {
        let (name, pattern) = split_word(self.argument);
        if pattern.is_empty() {
            return Err(self.missing());
        }
        if !is_variable_name(name) {
            return Err(self.invalid(name));
        }
        let pattern = Pattern::parse_capture(pattern).map_err(Mistake::CaptureCount)?;
        Ok(Directive::Capture(name.to_owned(), pattern))
    }

    fn optional(&self) -> Option<String> {
        (!self.argument.is_empty()).then(|| self.argument.to_owned())
    }

    fn required(&self) -> Result<String, Mistake> {
        self.optional().ok_or_else(|| self.missing())
    }

    fn without_argument(&self, directive: Directive) -> Result<Directive, Mistake> {
        match self.argument {
            "" => Ok(directive),
            argument => Err(self.invalid(argument)),
        }
    }

    fn missing(&self) -> Mistake {
        Mistake::MissingArgument { directive: name_of(self.usage), usage: self.usage }
    }

    fn invalid(&self, value: &str) -> Mistake {
        let directive = name_of(self.usage);
        let masked = mask_mistaken_directive(&format!(":{directive} {value}"));
        let value = masked.split_once(' ').map_or_else(String::new, |(_, value)| value.to_owned());
        match self.meant(&value) {
            Some(meant) => Mistake::MeantArgument { directive, value, meant },
            None => Mistake::InvalidArgument { directive, value, usage: self.usage },
        }
    }
}

/// Whether this may be a sentence that begins like a directive: `:set up the account`.
pub fn may_be_sentence(directive: &Result<Directive, Mistake>) -> bool {
    match directive {
        Ok(Directive::Set(name, _)) => values_of(name).is_none(),
        Ok(_) => false,
        Err(_) => true,
    }
}

#[cfg(test)]
mod tests;
