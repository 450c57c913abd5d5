//! Property tests of the masking in lines: no separator, typo or octets show a secret.

use super::tests::masked;
use super::*;
use crate::protocol::commands;
use UnknownVerbPolicy::{MaskAll, MaskArguments, Show};
use proptest::prelude::*;

/// Any blank but a line ending, and some that are only invisible.
fn blanks() -> impl Strategy<Value = String> {
    let blank = prop::sample::select(
        " \t\u{b}\u{c}\u{85}\u{a0}\u{ad}\u{2003}\u{200b}\u{200c}\u{200d}\u{202f}\u{2060}\u{3000}\u{feff}"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(blank, 1..4).prop_map(String::from_iter)
}

const MARKER: &str = "Xq7-hunter";

proptest! {
    /// Whatever separates the words, whatever the case and the tag, the password is masked.
    #[test]
    fn no_mix_of_blanks_shows_a_secret(
        tag in prop::option::of("[a-z]{1,3}[0-9]{1,3}"),
        verb in prop::sample::select(vec!["login", "LOGIN", "Login", "ｌｏｇｉｎ"]),
        gaps in prop::collection::vec(blanks(), 4),
        tail in prop::option::of(blanks()),
        policy in prop::sample::select(vec![Show, MaskArguments, MaskAll]),
    ) {
        let tag = tag.map(|tag| tag + &gaps[0]).unwrap_or_default();
        let tail = tail.map(|tail| tail + "x").unwrap_or_default();
        let line = format!("{tag}{verb}{}user{}{MARKER}{tail}", gaps[1], gaps[2]);
        prop_assert!(!masked(&line, policy).contains(MARKER), "{line:?}");
        let directive = format!(":raw{}{line}", gaps[3]);
        prop_assert!(!masked(&directive, policy).contains(MARKER), "{directive:?}");
    }

    /// Before login the same holds for a verb with one typo, and after another command.
    #[test]
    fn no_mistyped_login_shows_a_secret(
        before in prop::sample::select(vec!["", "a1 ", "noop ", "a1 noop a2 ", "id ", "select inbox "]),
        (at, letter, replaced) in (0usize..5, "[a-z]?", 0usize..2),
        gaps in prop::collection::vec(blanks(), 2),
        policy in prop::sample::select(vec![MaskArguments, MaskAll]),
    ) {
        let mut verb = "login".to_owned();
        verb.replace_range(at..at + replaced, &letter);
        let line = format!("{before}{verb}{}user{}{MARKER}", gaps[0], gaps[1]);
        prop_assert!(!masked(&line, policy).contains(MARKER), "{line:?}");
    }

    /// Before login a mail address is a user name, and all that follows it is masked.
    #[test]
    fn no_password_after_an_address_is_shown(
        tag in prop::option::of("[a-z][0-9]{1,3} "),
        name in "[a-z][a-z0-9.]{0,6}@[a-z]{1,6}(\\.[a-z]{2,3})?",
        joint in prop_oneof![blanks(), Just(":".to_owned())],
        tail in prop::option::of(blanks()),
    ) {
        let tail = tail.map(|tail| tail + "x").unwrap_or_default();
        let line = format!("{}{name}{joint}{MARKER}{tail}", tag.unwrap_or_default());
        let shown = masked(&line, MaskArguments);
        prop_assert!(!shown.contains(MARKER), "{line:?}: {shown:?}");
    }

    /// After an attempt a secret that is typed alone is masked, with a tag or without.
    #[test]
    fn a_secret_alone_is_masked(secret in "[!-~]{4,12}", tag in prop::option::of("[a-z][0-9]{1,3} ")) {
        prop_assume!(!secret.starts_with([':', '#']) && commands::find(&secret).is_none());
        let line = format!("{}{secret}", tag.clone().unwrap_or_default());
        let is_known = ["*", "+", "?"].contains(&secret.as_str()) || masked(&secret, MaskAll) == secret;
        let shown = masked(&line, MaskAll);
        let expected = format!("{}${{password}}", tag.unwrap_or_default());
        prop_assert!(is_known || shown == expected, "{line:?}: {shown}");
    }

    /// A masked line is the line with a placeholder for its secret, in the text and in the tree.
    #[test]
    fn a_masked_line_is_the_line_around_its_secret(
        words in prop::collection::vec("[a-z]{1,6}|login|authenticate|\"[a-z ]{0,6}\"", 0..5),
        tail in prop::option::of("[!-~]{1,9}( [!-~]{1,9})?"),
    ) {
        let line = [words.join(" "), MARKER.to_owned(), tail.unwrap_or_default()].join(" ");
        for policy in [Show, MaskArguments, MaskAll] {
            let secret = InputMask::Command(policy).secret(&line);
            let masked = MaskedLine::new(&line, secret.clone());
            prop_assert!(masked.in_tree.starts_with(&masked.text));
            let Some(SecretSpan { range, placeholder }) = secret else {
                prop_assert_eq!(masked.text, line.as_str());
                continue;
            };
            let around = [&line[..range.start], placeholder.text(), &line[range.end..]];
            prop_assert_eq!(&masked.text, &around.concat());
            let is_hidden = !around[0].contains(MARKER) && !around[2].contains(MARKER);
            prop_assert_eq!(is_hidden, !masked.in_tree.contains(MARKER));
            let mut hidden = Placeholder::all_in(masked.text.as_bytes());
            prop_assert!(hidden.any(|it| it.start == range.start));
        }
    }

    /// Any line has a secret on character boundaries, if it has one; and a directive that does not
    /// exist shows nothing but its name.
    #[test]
    fn any_line_is_accepted(line in "\\PC{0,40}", octets in prop::collection::vec(any::<u8>(), 0..40)) {
        for policy in [Show, MaskArguments, MaskAll] {
            if let Some(secret) = InputMask::Command(policy).secret(&line) {
                prop_assert!(line.get(secret.range).is_some());
            }
            let found = SecretScanner::default().first_line(&octets, 0, None, policy);
            prop_assert!(found.is_none_or(|secret| octets.get(secret.range).is_some()));
        }
        let shown = masked(&format!(":nosuch {line}{MARKER}"), Show);
        prop_assert!(!shown.contains(MARKER));
    }
}
