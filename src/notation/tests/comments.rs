//! Comments and headings of scripts, which may be shown.

use super::*;

/// A login that was meant to be left out.
#[test]
fn secrets_in_comments_and_headings_are_masked() {
    let text = "## login taro hunter2\n# login taro hunter2\n# a001 login taro hunter2\n# password: hunter2\n\
        # Log in with your own name.\n# The tag a001 is yours.\nnoop\n";
    let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
    let shown: Vec<String> = script.items.iter().map(|item| format!("{:?}", item.kind)).collect();
    assert!(!shown.concat().contains("hunter2"), "{shown:?}");
    assert!(shown.concat().contains("Log in with your own name."), "{shown:?}");
}
