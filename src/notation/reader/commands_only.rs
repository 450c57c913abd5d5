//! Scripts in which every line is a complete command in lower-case words, such as a pipeline of NOOPs or
//! `select inbox`, `search unseen`, `logout`. The rules for listings would send the same lines, so they are not
//! applied: reading took almost half of the time of a long pipeline. A test compares the results.

use super::ScriptReader;
use super::other_text::other_formats::is_change_of_file;
use super::placeholders::filled_in;
use crate::notation::decision::{Decision, LineKind, Why};
use crate::notation::item::{ItemKind, ScriptCommand, ScriptItem};
use crate::notation::lines::listed::is_of_words;
use crate::notation::shape::{has_too_many, is_complete};
use crate::protocol::typed_line::CommandLine;
use std::borrow::Cow;

impl ScriptReader {
    /// Reads a whole script that has nothing but such commands. Returns whether it has.
    pub(super) fn read_commands_only(&mut self) -> bool {
        if self.lines.may_have_answers || self.is_within_command() {
            return false;
        }
        let commands = self.lines.from(0);
        let items = commands.map(|line| {
            let command = command_alone(line.whole())?;
            let command = ItemKind::Command(ScriptCommand::new(&command));
            Some(ScriptItem::new(line.number, command))
        });
        let Some(items) = items.collect::<Option<Vec<_>>>() else {
            return false;
        };
        let is_logout = |item: &ScriptItem| matches!(&item.kind, ItemKind::Command(command) if command.name() == "LOGOUT");
        if items.iter().rev().skip(1).any(is_logout) {
            return false;
        }
        self.at = items.len();
        self.output.decisions =
            vec![Decision { kind: LineKind::Command, why: Why::Typed }; items.len()];
        self.output.items = items;
        true
    }

    /// Whether the session expects something other than a command.
    fn is_within_command(&self) -> bool {
        self.open.is_some() || self.auth.is_some() || self.idle.is_some()
    }
}

/// The command in a line that is nothing but a complete command in lower-case words, and decides nothing about
/// the lines below it.
fn command_alone(text: &str) -> Option<CommandLine<'_>> {
    if !is_of_words(text) {
        return None;
    }
    let command = CommandLine::parse(text);
    let spec = command.spec.filter(|_| command.tag.is_none() && !command.has_signs)?;
    let is_followed = matches!(spec.name, "AUTHENTICATE" | "IDLE");
    let is_alone = !is_followed
        && matches!(filled_in(&command), Cow::Borrowed(_))
        && !is_change_of_file(text)
        && is_complete(spec, command.arguments)
        && !has_too_many(spec, command.arguments);
    is_alone.then_some(command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::lines::ScriptLines;
    use crate::notation::reader::ListingStyle;
    use crate::protocol::commands;
    use crate::protocol::dialogue::Expected;
    use proptest::prelude::*;

    fn reader(text: &str) -> ScriptReader {
        let lines = ScriptLines::whole(text.as_bytes(), "x").expect("readable");
        ScriptReader::new(lines, ListingStyle::default())
    }

    #[test]
    fn only_commands_that_are_complete() {
        for text in ["noop", "login user pass\nselect inbox\nlogout\n", "fetch 1 all"] {
            assert!(reader(text).read_commands_only(), "{text}");
        }
        for text in [
            "select",
            "noop\n\nnoop",
            "logout\nnoop",
            "idle\ndone",
            "a1 noop",
            "Noop",
            "noop\n* 1 exists",
            "login username password",
            "login taro",
            "delete the old mail",
            " noop",
            "# noop",
        ] {
            assert!(!reader(text).read_commands_only(), "{text}");
        }
    }

    fn line() -> impl Strategy<Value = String> {
        const WORDS: &[&str] = &[
            "inbox", "work", "1", "2", "all", "flags", "and", "the", "messages", "mailbox", "name",
            "new", "user", "delete", "noop", "unseen", "text", "a1", "password", "is", "x", "body",
            "rfc822", "username", "yourpassword", "secret", "xxxx", "your", "old", "to", "from",
            "taro", "your", "folder",
        ];
        let names: Vec<String> = commands::all().map(|it| it.name.to_lowercase()).collect();
        let words = prop::collection::vec(prop::sample::select(WORDS), 0..4);
        (prop::sample::select(names), words)
            .prop_map(|(name, words)| format!("{name} {}", words.join(" ")).trim().to_owned())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn the_rules_for_listings_decide_the_same(lines in prop::collection::vec(line(), 1..6)) {
            let alone = lines.iter().filter(|line| command_alone(line).is_some());
            let text = alone.map(|line| format!("{line}\n")).collect::<String>();
            let mut quick = reader(&text);
            if quick.read_commands_only() {
                let by_rules = reader(&text).in_best_style(&Expected::default());
                prop_assert_eq!(&quick.output.items, &by_rules.output.items, "{}", text);
                prop_assert_eq!(&quick.output.decisions, &by_rules.output.decisions, "{}", text);
                prop_assert_eq!(&by_rules.output.errors, &vec![], "{}", text);
                prop_assert_eq!(by_rules.output.remarks.prose, 0, "{}", text);
            }
        }
    }
}
