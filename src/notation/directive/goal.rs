//! The goals of a lesson's steps, `:goal …`: what must have happened, or must be true now. `docs/lessons.md`
//! describes them for those who write lessons; `lesson` judges them.

use super::pattern::Pattern;
use crate::notation::words::split_word;
use crate::protocol::framing::Status;
use crate::protocol::meaning::sets;
use std::ops::RangeInclusive;

/// What a lesson's step must achieve: one `:goal` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The goal must not be reached.
    pub negated: bool,
    pub kind: GoalKind,
    /// As it was written.
    pub text: String,
}

/// The condition of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalKind {
    State(StateGoal),
    Selected {
        mailbox: String,
        /// Whether it must be read-only or read-write, if that matters.
        read_only: Option<bool>,
    },
    Idle,
    Tls,
    Plain,
    Compressed,
    Response(Pattern),
    Answer {
        /// OK, NO, BAD, or an untagged BYE.
        status: Status,
        /// The name of a response code, in capitals.
        code: Option<String>,
        /// The names of the commands whose answers count; if empty, all commands. `UNKNOWN` stands for any
        /// word that is not the name of a command.
        to: Vec<String>,
        /// The pattern of the answer's text, if that matters.
        saying: Option<Pattern>,
    },
    /// Names of commands in capitals: `UID FETCH`.
    Command(Vec<String>),
    OwnTag,
    /// A command has succeeded with a literal whose octets the user counted.
    OwnCount,
    /// A command with a literal has succeeded.
    Literal,
    Together(usize),
    Fetched {
        messages: NumberSet,
        /// One of these for each message.
        items: Vec<Pattern>,
        /// They must be fetched by UID.
        by_uid: bool,
    },
    Found {
        /// The messages by their numbers, if numbers are accepted.
        numbers: Option<NumberSet>,
        /// These messages by their UIDs, if UIDs are accepted.
        uids: Option<NumberSet>,
        /// The keys that the search must use, in capitals.
        keys: Vec<String>,
    },
    Listed {
        names: Vec<String>,
        only: bool,
    },
    Status {
        mailbox: String,
        /// In capitals.
        items: Vec<String>,
    },
    Messages {
        mailbox: String,
        count: usize,
    },
    Message {
        mailbox: String,
        header: Pattern,
    },
    Flags {
        mailbox: String,
        uid: u32,
        /// Each with whether the message must have it.
        flags: Vec<(String, bool)>,
    },
    Mailbox(String),
    Subscribed(String),
}

/// The state of the session that a goal asks for (RFC 9051, section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateGoal {
    NotAuthenticated,
    Authenticated,
    Selected,
    /// The connection is closed.
    Closed,
}

/// Message numbers or UIDs, such as `1,3:5,9:*`; may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberSet(String);

impl NumberSet {
    fn parse(text: &str) -> Option<NumberSet> {
        let is_number = |text: &str| text.parse::<u64>().is_ok();
        let is_range = |range: &str| match range.split_once(':') {
            Some((first, last)) => is_number(first) && (last == "*" || is_number(last)),
            None => is_number(range),
        };
        text.split(',').all(is_range).then(|| NumberSet(text.to_owned()))
    }

    /// Its ranges, if the last number is this.
    pub fn ranges(&self, last: u64) -> impl Iterator<Item = RangeInclusive<u64>> + '_ {
        sets::ranges(self.0.as_bytes())
            .map(move |range| range.first.unwrap_or(last)..=range.last.unwrap_or(last))
    }
}

impl Goal {
    /// Parses a goal. `text` does not include `:goal`.
    ///
    /// # Examples
    /// ```
    /// use imapsh::internals::Goal;
    /// assert!(Goal::parse("fetched 3 ENVELOPE").is_some());
    /// assert!(Goal::parse("fetched ENVELOPE").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Goal> {
        let text = text.trim();
        let (word, rest) = split_word(text);
        let (negated, (word, rest)) = match word {
            "not" => (true, split_word(rest)),
            _ => (false, (word, rest)),
        };
        Some(Goal { negated, kind: GoalKind::parse(word, rest)?, text: text.to_owned() })
    }
}

impl GoalKind {
    fn parse(word: &str, rest: &str) -> Option<GoalKind> {
        let (first, more) = first_name(rest);
        Some(match word {
            "state" => GoalKind::State(StateGoal::parse(rest)?),
            "idle" => without(rest, GoalKind::Idle)?,
            "tls" => without(rest, GoalKind::Tls)?,
            "plain" => without(rest, GoalKind::Plain)?,
            "compressed" => without(rest, GoalKind::Compressed)?,
            "own-tag" => without(rest, GoalKind::OwnTag)?,
            "own-count" => without(rest, GoalKind::OwnCount)?,
            "literal" => without(rest, GoalKind::Literal)?,
            "together" => GoalKind::Together(rest.parse().ok().filter(|count| *count > 1)?),
            "response" => GoalKind::Response(Pattern::parse(rest)?),
            "answer" => GoalKind::parse_answer(rest)?,
            "command" => GoalKind::Command(command_names(rest)?),
            "fetched" => {
                let (messages, items) = split_word(rest);
                let by_uid = items.strip_suffix(" by UID");
                let items =
                    by_uid.unwrap_or(items).split(" or ").map(|it| Pattern::parse(it.trim()));
                let (messages, items) =
                    (NumberSet::parse(messages)?, items.collect::<Option<_>>()?);
                GoalKind::Fetched { messages, items, by_uid: by_uid.is_some() }
            }
            "found" => GoalKind::parse_found(rest)?,
            "listed" => {
                let (only, names) = match split_word(rest) {
                    ("only", names) => (true, names),
                    _ => (false, rest),
                };
                GoalKind::Listed { names: Some(names_in(names)).filter(|it| !it.is_empty())?, only }
            }
            "selected" => {
                let read_only = match more {
                    "" => None,
                    "read-only" => Some(true),
                    "read-write" => Some(false),
                    _ => return None,
                };
                GoalKind::Selected { mailbox: first?, read_only }
            }
            "status" => {
                let items: Vec<_> = more.split_whitespace().map(str::to_ascii_uppercase).collect();
                let items = Some(items).filter(|items| !items.is_empty())?;
                GoalKind::Status { mailbox: first?, items }
            }
            "messages" => GoalKind::Messages { mailbox: first?, count: more.parse().ok()? },
            "message" => GoalKind::Message { mailbox: first?, header: Pattern::parse(more)? },
            "flags" => GoalKind::parse_flags(first?, more)?,
            "mailbox" => without(more, GoalKind::Mailbox(first?))?,
            "subscribed" => without(more, GoalKind::Subscribed(first?))?,
            _ => return None,
        })
    }

    fn parse_answer(text: &str) -> Option<GoalKind> {
        let (text, saying) = match text.split_once(" saying ") {
            Some((text, pattern)) => (text, Some(Pattern::parse(pattern.trim())?)),
            None => (text, None),
        };
        let (status, rest) = split_word(text);
        let (code, to) = match split_word(rest) {
            ("to", names) => ("", command_names(names)?),
            (code, "") => (code, Vec::new()),
            (code, rest) => match split_word(rest) {
                ("to", names) => (code, command_names(names)?),
                _ => return None,
            },
        };
        let is_bye = status == Status::Bye.name();
        let status = Status::of_completion(status).or(is_bye.then_some(Status::Bye))?;
        let code = (!code.is_empty()).then(|| code.to_ascii_uppercase());
        Some(GoalKind::Answer { status, code, to, saying })
    }

    fn parse_found(text: &str) -> Option<GoalKind> {
        let mut words = text.split_whitespace().peekable();
        let numbers = match words.next_if(|word| *word != "uid") {
            Some("nothing") => Some(NumberSet::default()),
            Some(set) => Some(NumberSet::parse(set)?),
            None => None,
        };
        let uids = match words.next_if_eq(&"uid") {
            Some(_) => Some(NumberSet::parse(words.next()?)?),
            None if numbers.is_none() => return None,
            None => None,
        };
        let keys: Vec<String> = match words.next() {
            None => Vec::new(),
            Some("by") if words.peek().is_some() => words.map(str::to_ascii_uppercase).collect(),
            Some(_) => return None,
        };
        Some(GoalKind::Found { numbers, uids, keys })
    }

    fn parse_flags(mailbox: String, text: &str) -> Option<GoalKind> {
        let (uid, flags) = split_word(text);
        let flags = flags.split_whitespace().map(|flag| match flag.strip_prefix('!') {
            Some(flag) => (flag.to_owned(), false),
            None => (flag.to_owned(), true),
        });
        let flags: Vec<_> = flags.collect();
        let flags = Some(flags).filter(|flags| !flags.is_empty())?;
        Some(GoalKind::Flags { mailbox, uid: uid.parse().ok()?, flags })
    }
}

impl StateGoal {
    fn parse(text: &str) -> Option<StateGoal> {
        Some(match text {
            "not-authenticated" => StateGoal::NotAuthenticated,
            "authenticated" => StateGoal::Authenticated,
            "selected" => StateGoal::Selected,
            "closed" => StateGoal::Closed,
            _ => return None,
        })
    }
}

/// Names of commands, in capitals: `UID-FETCH` is `UID FETCH`. There is at least one.
fn command_names(text: &str) -> Option<Vec<String>> {
    let names = text.split_whitespace();
    let names: Vec<_> = names.map(|name| name.to_ascii_uppercase().replace('-', " ")).collect();
    Some(names).filter(|names| !names.is_empty())
}

/// The goal, if nothing follows it.
fn without(rest: &str, kind: GoalKind) -> Option<GoalKind> {
    rest.is_empty().then_some(kind)
}

/// The first name, which may be in quotes, and the text after it.
fn first_name(text: &str) -> (Option<String>, &str) {
    let quoted = text.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let (name, rest) = quoted.unwrap_or_else(|| split_word(text));
    (Some(name.to_owned()).filter(|name| !name.is_empty()), rest.trim())
}

/// All names, each of which may be in quotes.
fn names_in(mut text: &str) -> Vec<String> {
    let mut names = Vec::new();
    while let (Some(name), rest) = first_name(text) {
        names.push(name);
        text = rest;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> GoalKind {
        Goal::parse(text).unwrap_or_else(|| panic!("{text}")).kind
    }

    #[test]
    fn goals_are_parsed() {
        let set = |text: &str| NumberSet(text.to_owned());
        for (text, expected) in [
            ("state closed", GoalKind::State(StateGoal::Closed)),
            (
                "selected \"Sent Items\" read-only",
                GoalKind::Selected { mailbox: "Sent Items".into(), read_only: Some(true) },
            ),
            (
                "answer NO trycreate",
                GoalKind::Answer {
                    status: Status::No,
                    code: Some("TRYCREATE".into()),
                    to: Vec::new(),
                    saying: None,
                },
            ),
            (
                "answer BAD to select EXAMINE",
                GoalKind::Answer {
                    status: Status::Bad,
                    code: None,
                    to: vec!["SELECT".into(), "EXAMINE".into()],
                    saying: None,
                },
            ),
            (
                "answer NO CANNOT to DELETE saying INBOX ...",
                GoalKind::Answer {
                    status: Status::No,
                    code: Some("CANNOT".into()),
                    to: vec!["DELETE".into()],
                    saying: Pattern::parse("INBOX ..."),
                },
            ),
            ("command noop UID-FETCH", GoalKind::Command(vec!["NOOP".into(), "UID FETCH".into()])),
            (
                "found 9:11 uid 14:16",
                GoalKind::Found {
                    numbers: Some(set("9:11")),
                    uids: Some(set("14:16")),
                    keys: Vec::new(),
                },
            ),
            (
                "found uid 3",
                GoalKind::Found { numbers: None, uids: Some(set("3")), keys: Vec::new() },
            ),
            (
                "found nothing by uid",
                GoalKind::Found { numbers: Some(set("")), uids: None, keys: vec!["UID".into()] },
            ),
            (
                "listed only INBOX \"Sent Items\"",
                GoalKind::Listed { names: vec!["INBOX".into(), "Sent Items".into()], only: true },
            ),
            (
                "flags INBOX 16 \\Flagged !\\Seen",
                GoalKind::Flags {
                    mailbox: "INBOX".into(),
                    uid: 16,
                    flags: vec![("\\Flagged".into(), true), ("\\Seen".into(), false)],
                },
            ),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
        assert_eq!(Goal::parse("not mailbox Old").map(|goal| goal.negated), Some(true));
        let fetched = |text| match kind(text) {
            GoalKind::Fetched { messages, items, by_uid } => (messages, items, by_uid),
            other => panic!("another goal: {other:?}"),
        };
        let (messages, items, by_uid) = fetched("fetched 2,5:* BODY[1]<0> or BODY[TEXT] by UID");
        assert_eq!(messages.ranges(9).collect::<Vec<_>>(), [2..=2, 5..=9]);
        let texts: Vec<&str> = items.iter().map(Pattern::text).collect();
        assert_eq!((texts, by_uid), (vec!["BODY[1]<0>", "BODY[TEXT]"], true));
        let (_, items, by_uid) = fetched("fetched 1 BODY[HEADER.FIELDS (DATE)]");
        assert_eq!((items.len(), by_uid), (1, false));
    }

    #[test]
    fn what_is_not_a_goal() {
        for text in [
            "",
            "not",
            "not not idle",
            "idle now",
            "state gone",
            "together 1",
            "response",
            "answer MAYBE",
            "answer NO TRY CREATE",
            "answer NO to",
            "literal 3",
            "own-count 18",
            "command",
            "fetched 3",
            "fetched x FLAGS",
            "found",
            "found uid",
            "found by UID",
            "found 3 uid",
            "found 3 uid 4 5",
            "found 3 by",
            "listed only",
            "selected",
            "selected INBOX open",
            "status INBOX",
            "messages INBOX many",
            "flags INBOX 3",
            "frobnicate",
        ] {
            assert_eq!(Goal::parse(text), None, "{text}");
        }
    }
}
