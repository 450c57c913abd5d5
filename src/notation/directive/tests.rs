//! How directives are parsed.

use super::*;
use crate::protocol::commands::{self, DIRECTIVE_WORDS};

#[test]
fn a_directive_in_full_width_letters_is_named() {
    let name = || "state".to_owned();
    assert_eq!(Directive::parse("ｓｔａｔｅ"), Err(Mistake::FullWidthDirective(name())));
    assert_eq!(Directive::parse("Ｓtate x"), Err(Mistake::FullWidthDirective("State".to_owned())));
    // It is not repeated: it may be a secret.
    assert!(matches!(Directive::parse("ｈｕｎｔｅｒ"), Err(Mistake::UnknownDirective { .. })));
}

#[test]
fn words_with_a_missing_colon_hint_are_directives_not_commands() {
    for word in DIRECTIVE_WORDS {
        assert!(is_known(word) && commands::find(word).is_none(), "{word}");
    }
}

#[test]
fn which_directives_are_shown_with_their_arguments() {
    for (name, _) in names() {
        let line = format!(":{name} inbox");
        let is_shown = mask_directive_secrets(&line) == line;
        let is_hidden = ["base64", "decode", "unbase64"].contains(&name);
        assert_eq!(is_shown, !is_hidden, "{line}");
    }
}

#[test]
fn directives_are_parsed() {
    let pattern = Pattern::parse("* ... EXISTS");
    let save = |part: Option<&str>, file: &str| Directive::Save {
        part: part.map(str::to_owned),
        file: file.to_owned(),
    };
    for (text, directive) in [
        ("help", Directive::Help(None)),
        ("HELP idle", Directive::Help(Some("idle".into()))),
        ("wait 500ms", Directive::Wait(Duration::from_millis(500), None)),
        ("wait 1m  * ... EXISTS", Directive::Wait(Duration::from_secs(60), pattern.clone())),
        ("expect! * BYE", Directive::ExpectNot(Pattern::parse("* BYE").expect("a pattern"))),
        ("record off", Directive::Record(None)),
        ("record x.imap", Directive::Record(Some("x.imap".into()))),
        ("set patience 2s", Directive::Set("patience".into(), "2s".into())),
        ("set box My Box", Directive::Set("box".into(), "My Box".into())),
        ("raw a  b", Directive::Raw("a  b".into())),
        ("raw  a b \t", Directive::Raw("a b \t".into())),
        ("save my mail.eml", save(None, "my mail.eml")),
        ("save 1.2 my plan.pdf", save(Some("1.2"), "my plan.pdf")),
        ("save 1.txt", save(None, "1.txt")),
        ("save \"my mail.eml\"", save(None, "my mail.eml")),
        ("save 2 'my mail.eml'", save(Some("2"), "my mail.eml")),
        ("save \"", save(None, "\"")),
        ("save a\"b.eml", save(None, "a\"b.eml")),
        ("run \"a b.imap\"", Directive::Run("a b.imap".into())),
        ("record \"a b.imap\"", Directive::Record(Some("a b.imap".into()))),
        ("save ./2", save(None, "./2")),
        ("pipeline ON", Directive::Pipeline(true)),
        ("quit", Directive::Quit),
        ("Q", Directive::Quit),
        ("exit", Directive::Quit),
        ("h", Directive::Help(None)),
        ("? idle", Directive::Help(Some("idle".into()))),
        ("set", Directive::CurrentValue { directive: "set", of: None }),
        ("set box", Directive::CurrentValue { directive: "set", of: Some("box".into()) }),
        ("slow", Directive::CurrentValue { directive: "slow", of: None }),
        ("Tag ", Directive::CurrentValue { directive: "tag", of: None }),
    ] {
        assert_eq!(Directive::parse(text), Ok(directive), "{text}");
    }
}

#[test]
fn a_tilde_is_the_home_folder() {
    let home = std::env::home_dir().expect("a home folder").display().to_string();
    assert_eq!(file_name("~/mail.eml"), format!("{home}/mail.eml"));
    assert_eq!(file_name("\"~/my mail.eml\""), format!("{home}/my mail.eml"));
    for name in ["~", "~taro/x", "a~/x", "./~/x"] {
        assert_eq!(file_name(name), name);
    }
}

#[test]
fn mistakes_are_reported() {
    for (text, nearest) in [
        ("exepct x", Some("expect")),
        ("wiat 1", Some("wait")),
        ("recnnect", Some("reconnect")),
        ("exot", Some("exit")),
        ("frobnicate", None),
        ("", None),
    ] {
        match Directive::parse(text) {
            Err(Mistake::UnknownDirective { nearest: found, .. }) => {
                assert_eq!(found, nearest, "{text}")
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    for text in
        ["expect", "expect!", "capture", "capture x", "wait", "run", "save", "save 2", "raw"]
    {
        assert!(matches!(Directive::parse(text), Err(Mistake::MissingArgument { .. })), "{text}");
    }
    for text in [
        "wait soon",
        "quit now",
        "pipeline maybe",
        "tag a b",
        "set a.b c",
        "explain off now",
        "capture a.b (...)",
    ] {
        assert!(matches!(Directive::parse(text), Err(Mistake::InvalidArgument { .. })), "{text}");
    }
    for (text, values) in [
        ("set patience long", "DURATION"),
        ("set timeout 0", "DURATION"),
        ("set timeout 0s", "DURATION"),
        ("set fold 0", "on|off|ROWS"),
        ("set guide of", "on|off"),
    ] {
        let mistake = Directive::parse(text);
        assert!(
            matches!(&mistake, Err(Mistake::InvalidSetting { values: of, .. }) if *of == values),
            "{text}: {mistake:?}"
        );
    }
    for text in ["explain of", "explain Ofd", "decode oof", "pipeline of"] {
        let mistake = Directive::parse(text);
        assert!(
            matches!(mistake, Err(Mistake::MeantArgument { meant: "off", .. })),
            "{text}: {mistake:?}"
        );
    }
    for text in ["explain no", "explain ok", "explain noop", "explain on noop", "explain x off"] {
        assert!(
            matches!(Directive::parse(text), Ok(Directive::Explain(ExplainArgument::Line(_)))),
            "{text}"
        );
    }
    for text in ["decode x", "decode 5pel5pys", "decode aGFs bG8=", "decode on now"] {
        assert_eq!(Directive::parse(text), Err(Mistake::NotEncoded), "{text}");
    }
    for text in ["=?utf-8?B?5pel5pys?=", "Re: =?x?q?y?= z", "&ZeVnLIqe-", "Work/&ZeVnLIqe-"] {
        let directive = Directive::parse(&format!("decode {text}"));
        assert_eq!(directive, Ok(Directive::DecodeText(text.to_owned())));
    }
    for (text, captures) in [("capture x * OK", 0), ("capture x (...) (...)", 2)] {
        assert_eq!(Directive::parse(text), Err(Mistake::CaptureCount(captures)), "{text}");
    }
}
