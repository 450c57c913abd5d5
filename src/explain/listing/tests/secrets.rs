//! Secrets that are not shown.

use super::*;

fn shown(listing: &str) -> String {
    let lines = read(listing.as_bytes(), "x").expect("a text");
    lines.into_iter().flat_map(|listed| listed.shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_login_in_the_form_of_a_manual_has_a_secret() {
    for line in [
        "a login <taro> <himitsu>",
        "C: a login <taro> <himitsu>",
        "a login taro <himitsu himitsu>",
        "a authenticate plain <himitsu>",
        "a login taro$himitsu",
        "a login taro\"himitsu\"",
        "a login (taro himitsu)",
        "login <taro> <himitsu>",
        "login [taro] [himitsu]",
        "login (taro himitsu)",
    ] {
        let listing = format!("* OK hi\n{line}\na BAD x\n");
        let shown = shown(&listing);
        assert!(!shown.contains("himitsu"), "{line}: {shown}");
    }
    let shown = shown("* OK hi\na login <user> <password>\na OK x\n");
    assert!(shown.contains("<password>"), "{shown}");
}

#[test]
fn a_password_typed_again_or_over_several_lines_is_hidden() {
    for lines in [
        "a login taro hunter2xyz\na OK in\nb login taro hunter2xyz\nb BAD already\ntaro hunter2xyz\ntaro BAD x",
        "a login taro hunter2xyz\na OK in\nb login taro hunter2xyz\nb NO already\ntaro hunter2xyz\ntaro BAD x",
        "a login taro \"hunter2xyz\nand hunter2xyz\"\na BAD x",
        "C: a login taro \"hunter2xyz\nC: and hunter2xyz\"\nS: a BAD x",
    ] {
        let shown = shown(&format!("* OK hi\n{lines}\n"));
        assert!(!shown.contains("hunter2xyz"), "{shown}");
    }
    let shown = shown("* OK hi\na login taro hunter2xyz\na OK in\ntaro noop\ntaro OK x\n");
    assert!(shown.contains("taro noop"), "{shown}");
}
