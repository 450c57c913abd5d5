//! Secrets that are not shown.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

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
        "a login [email protected] himitsu",
        "a login \"[email\u{a0}protected]\" himitsu",
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

#[test]
fn the_tag_and_the_status_of_an_answer_are_shown() {
    for listing in [
        "* OK hi\nuser taro\nuser BAD Error\npass ${password}\npass BAD Error\na login taro ${password}\na OK in\n",
        "m login taro ${password}\nm BAD parse error\nuser noop\nuser OK x\n",
        "* OK hi\nfoo noop\nfoo OK x\na login taro ${password}\na NO x\nfoo ${password}\nfoo BAD what\n",
        "a login taro ${password}\na OK in\nx authenticate plain\nx BAD no\nb append x {20}\n+ go\n\
         From: a@example.com\nSubject: hi\nTo: b\n\nhello\nb OK x\n",
    ] {
        let sent =
            listing.replace("foo ${password}", "foo himitsu").replace("${password}", "himitsu");
        assert_eq!(shown(&sent), listing.trim_end());
    }
    let literals =
        "a login {4}\n+ go\nuser {6}\n+ go\nhimitsu\na BAD x\nuser himitsu\nuser BAD Unknown\n";
    assert!(
        shown(literals).ends_with("\nuser ${password}\nuser BAD Unknown"),
        "{}",
        shown(literals)
    );
    let again = "a login taro \"himitsu\na BAD x\nuser himitsu\nuser BAD Unknown command\n";
    assert!(shown(again).ends_with("\nuser BAD Unknown command"), "{}", shown(again));
}

#[test]
fn a_secret_that_a_refusal_repeats_is_hidden() {
    for (listing, last) in [
        (
            "C: a login joe hunter2xyz\nS: a BAD Unknown argument hunter2xyz\n",
            "S: a BAD Unknown argument ${password}",
        ),
        (
            "a login joe \"hunter2xyz\"\na NO [X] \"hunter2xyz\", no\n",
            "a NO [X] \"${password}\", no",
        ),
        (
            "* OK hi\nhunter2xyz noop\nhunter2xyz OK x\na login joe hunter2xyz\n* BYE hunter2xyz\n",
            "* BYE ${password}",
        ),
        // It is a part of a word, or has few characters.
        ("a login joe himit\na BAD himitsu\n", "a BAD himitsu"),
        ("a login joe pw\na BAD Unknown pw\n", "a BAD Unknown pw"),
        // Tags, and responses that do not refuse anything.
        ("hunter login joe hunter\nhunter BAD hunter x\n", "hunter BAD ${password} x"),
        ("a login joe hunter2xyz\na OK hunter2xyz logged in\n", "a OK hunter2xyz logged in"),
    ] {
        assert!(shown(listing).ends_with(&format!("\n{last}")), "{}", shown(listing));
        let said = messages(listing).pop().expect("a message");
        assert!(last.ends_with(&said["S ".len()..]), "{said}");
    }
}

#[test]
fn a_secret_that_a_refusal_repeats_decoded_is_hidden() {
    let encoded = |text: &str| STANDARD.encode(text);
    for (lines, refusal, shown_refusal) in [
        (
            format!("a authenticate plain {}", encoded("\0joe\0hunter2xyz")),
            "wrong password hunter2xyz for joe",
            "wrong password ${password} for joe",
        ),
        (
            format!(
                "a authenticate xoauth2\n+\n{}",
                encoded("user=joe\x01auth=Bearer tok3nxyz\x01\x01")
            ),
            "token tok3nxyz expired",
            "token ${password} expired",
        ),
        (
            format!(
                "a authenticate login\n+ VXNlcm5hbWU6\n{}\n+ UGFzc3dvcmQ6\n{}",
                encoded("joe@example.org"),
                encoded("hunter2xyz")
            ),
            "joe@example.org: hunter2xyz is wrong",
            "joe@example.org: ${password} is wrong",
        ),
    ] {
        let shown = shown(&format!("* OK hi\n{lines}\na NO {refusal}\n"));
        assert!(shown.ends_with(&format!("\na NO {shown_refusal}")), "{shown}");
    }
}

#[test]
fn the_text_of_a_servers_literal_is_shown_unchanged() {
    let text = "From: Login Team <login@example.com>\n\nPass the salt\nlogin at our site\nx login now please\ntoken: abc\n";
    let octets = text.replace('\n', "\r\n").len();
    let listing = format!(
        "* PREAUTH hi\na fetch 8 body[]\n* 8 FETCH (BODY[] {{{octets}}}\n{text})\na OK x\n"
    );
    assert_eq!(shown(&listing), listing.trim_end());
}
