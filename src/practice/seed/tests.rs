//! The world is what the tutorial, the lessons and RFC 3501's sample session say it is.

use super::*;
use crate::practice::mime::{Searchable, Section, SectionText, body_structure, envelope, section};

fn find(account: &str, name: &str) -> SeedMailbox {
    let account = accounts()
        .into_iter()
        .find(|found| found.name == account)
        .unwrap();
    account
        .mailboxes
        .into_iter()
        .find(|found| found.name == name)
        .unwrap()
}

#[test]
fn the_learners_mailboxes_are_the_tutorials() {
    let user = accounts().remove(0);
    let names: Vec<_> = user
        .mailboxes
        .iter()
        .map(|mailbox| (mailbox.name, mailbox.attributes.join(" ")))
        .collect();
    let expected = [
        ("Archive", "\\HasNoChildren \\UnMarked \\Archive"),
        ("Sent", "\\HasNoChildren \\UnMarked \\Sent"),
        ("Drafts", "\\HasNoChildren \\UnMarked \\Drafts"),
        ("Trash", "\\HasNoChildren \\Trash"),
        ("Junk", "\\HasNoChildren \\Junk"),
        ("INBOX", "\\HasNoChildren"),
    ];
    assert_eq!(
        names,
        expected.map(|(name, attributes)| (name, attributes.to_owned()))
    );
    let inbox = find("user", "INBOX");
    assert_eq!(inbox.messages.len(), 11);
    assert!(inbox.messages.iter().all(|message| !message.recent));
}

#[test]
fn every_message_of_the_table_is_there_with_its_uids_in_order() {
    let counts: Vec<usize> = accounts()
        .iter()
        .flat_map(|account| {
            account
                .mailboxes
                .iter()
                .map(|mailbox| mailbox.messages.len())
        })
        .collect();
    assert_eq!(counts, [1, 2, 1, 0, 1, 11, 1, 0, 3, 18]);
    for mailbox in accounts().into_iter().flat_map(|account| account.mailboxes) {
        let uids: Vec<u32> = mailbox.messages.iter().map(|message| message.uid).collect();
        assert!(
            uids.is_sorted_by(|one, next| one < next),
            "{}",
            mailbox.name
        );
        assert!(uids.iter().all(|&uid| uid < mailbox.uid_next));
    }
}

#[test]
fn every_line_ends_with_crlf_and_every_message_has_a_date() {
    let seeds = accounts()
        .into_iter()
        .flat_map(|account| account.mailboxes)
        .flat_map(|mailbox| mailbox.messages);
    for octets in seeds.map(|message| message.octets).chain([arriving_mail()]) {
        for (at, _) in octets
            .iter()
            .enumerate()
            .filter(|(_, octet)| **octet == b'\n')
        {
            assert_eq!(octets[at - 1], b'\r');
        }
        assert!(octets.ends_with(b"\r\n"));
        assert!(Searchable::new(&octets).sent_on().is_some());
    }
}

#[test]
fn a_file_with_either_line_end_is_the_same_message() {
    assert_eq!(with_crlf(b"a\nb\n\nc"), with_crlf(b"a\r\nb\r\n\r\nc"));
}

#[test]
fn the_sample_session_finds_what_the_rfc_prints() {
    let inbox = find("mrc", "INBOX");
    assert_eq!(inbox.uid_validity, 3_857_529_045);
    assert_eq!(inbox.messages.len(), 18);
    assert_eq!(
        inbox
            .messages
            .iter()
            .filter(|message| message.recent)
            .count(),
        2
    );
    assert_eq!(
        inbox
            .messages
            .iter()
            .position(|message| !message.flags.contains(&"\\Seen")),
        Some(16)
    );
    let message = &inbox.messages[11];
    assert_eq!(message.flags, ["\\Seen"]);
    assert_eq!(
        message
            .internal_date
            .strftime("%d-%b-%Y %H:%M:%S %z")
            .to_string(),
        "17-Jul-1996 02:44:25 -0700"
    );
    assert_eq!(message.octets.len(), 342 + 3028);
    let header = section(
        &message.octets,
        &Section {
            part: vec![],
            text: Some(SectionText::Header),
        },
    )
    .unwrap();
    assert_eq!(header.len(), 342);
    let printed = concat!(
        "(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev1 WG mtg summary and minutes\" ",
        "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ",
        "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((NIL NIL \"imap\" \"cac.washington.edu\")) ",
        "((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\")) NIL NIL ",
        "\"<B27397-0100000@cac.washington.edu>\")"
    );
    assert_eq!(
        String::from_utf8(envelope(&message.octets)).unwrap(),
        printed
    );
    let body = body_structure(&message.octets, false);
    assert_eq!(
        String::from_utf8(body).unwrap(),
        "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 3028 92)"
    );
}

/// What the messages' texts promise the learner.
#[test]
fn the_messages_keep_their_word() {
    let inbox = find("user", "INBOX");
    let text = |number: usize, part: &[u32]| {
        let octets = &inbox.messages[number - 1].octets;
        section(
            octets,
            &Section {
                part: part.to_vec(),
                text: None,
            },
        )
        .map(|found| found.into_owned())
    };
    assert!(text(2, &[1]).unwrap().starts_with(b"THE SAME WORDS"));
    assert!(text(3, &[2]).unwrap().starts_with(b"iVBORw0KGgo"));
    assert!(text(4, &[2, 1]).unwrap().starts_with(b"The key is under"));
    let finds = |number: usize, needle: &str| {
        Searchable::new(&inbox.messages[number - 1].octets).text_contains(needle)
    };
    assert!(finds(5, "梅が咲きました") && finds(5, "庭の梅"));
    assert!(finds(6, "梅が咲きました（こちらは UTF-8）"));
    assert_eq!(
        inbox
            .messages
            .iter()
            .position(|message| !message.flags.contains(&"\\Seen")),
        Some(8)
    );
    assert_eq!(inbox.messages[9].uid, 15);
    let junk = find("user", "Junk").messages.remove(0).octets;
    let body = section(
        &junk,
        &Section {
            part: vec![1],
            text: None,
        },
    )
    .unwrap()
    .into_owned();
    assert_eq!(body.get(55..60), Some(&b"hello"[..]));
}
