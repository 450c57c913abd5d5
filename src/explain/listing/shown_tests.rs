//! Tests of what a listing is shown with.

use super::*;

fn shown_of(listing: &str) -> String {
    let lines = read(listing.as_bytes(), "x").expect("a text");
    lines.into_iter().flat_map(|listed| listed.shown).map(|line| line + "\n").collect()
}

fn messages(listing: &str) -> Vec<String> {
    let lines = read(listing.as_bytes(), "x").expect("a text");
    let messages = lines.into_iter().filter_map(|listed| listed.message);
    let text = |message| match message {
        ListedMessage::Server(tree) | ListedMessage::Client(tree) | ListedMessage::Begun(tree) => {
            tree.root().map(|root| String::from_utf8_lossy(root.text()).into_owned())
        }
        ListedMessage::LeftOut => None,
    };
    messages.filter_map(text).collect()
}

#[test]
fn a_wrapped_challenge_is_one_and_not_a_secret() {
    let challenge = "cj1m".repeat(12);
    let listing = format!(
        "C: a1 authenticate scram-sha-1\nS: +\nC: biwsbj11\nS: + {challenge}\n   N2oscz1R\n\
         C: Yz1i\n   aXdz\nS: a1 OK x\n"
    );
    let shown = listing.replace("biwsbj11", "${sasl}").replace("Yz1i\n   aXdz", "${sasl}");
    assert_eq!(shown_of(&listing), shown);
    assert_eq!(messages(&listing)[3], format!("+ {challenge}N2oscz1R"));
    let may_be_answer =
        "C: a1 authenticate login\nS: + UGFzc3dvcmQ6\n   aHVudGVyMg==\nS: a1 OK x\n";
    assert!(!shown_of(may_be_answer).contains("aHVudGVyMg"), "{}", shown_of(may_be_answer));
}

#[test]
fn a_remark_in_a_response_is_not_a_part_of_it() {
    let listing = "S: * 3 EXISTS\n   (Time passes.  A message arrives.)\nS: * 4 EXISTS\n";
    assert_eq!(messages(listing), ["* 3 EXISTS", "* 4 EXISTS"]);
}

#[test]
fn headings_in_japanese_and_names_of_capabilities_are_shown() {
    let tutorial = "ログイン\nパスワードについて\na1 login [user] [password]\n\
                    a2 list \"\" *\nIDLEの待受\na3 idle\n";
    let wrapped =
        "C: a2 capability\nS: * CAPABILITY IMAP4rev2 STARTTLS\nLOGINDISABLED\nS: a2 OK x\n";
    for listing in [tutorial, wrapped] {
        assert_eq!(shown_of(listing), listing);
    }
}
