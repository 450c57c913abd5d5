//! Compares the mail with the tutorial, the lessons and RFC 3501's sample session.

use super::*;
use crate::practice::mime::{ParsedMessage, SectionSpec, SectionText};
use crate::practice::store::date::InternalDate;

fn mailbox(account: &str, name: &str) -> &'static SeedMailbox {
    let account = ACCOUNTS.iter().find(|it| it.name == account).unwrap();
    account.mailboxes.iter().find(|it| it.name == name).unwrap()
}

fn all_messages() -> impl Iterator<Item = &'static SeedMessage> {
    ACCOUNTS.iter().flat_map(|account| account.mailboxes).flat_map(|mailbox| mailbox.messages)
}

#[test]
fn the_learners_account_has_the_mailboxes_of_the_tutorial() {
    let user = &ACCOUNTS[0];
    let names: Vec<_> =
        user.mailboxes.iter().map(|mailbox| (mailbox.name, mailbox.attributes.join(" "))).collect();
    let expected = [
        ("Archive", "\\UnMarked \\Archive"),
        ("Sent", "\\UnMarked \\Sent"),
        ("Drafts", "\\UnMarked \\Drafts"),
        ("Trash", "\\Trash"),
        ("Junk", "\\Junk"),
        ("INBOX", ""),
    ];
    assert_eq!(names, expected.map(|(name, attributes)| (name, attributes.to_owned())));
    let inbox = mailbox("user", "INBOX");
    assert_eq!(inbox.messages.len(), 11);
    assert!(inbox.messages.iter().all(|message| !message.flags.contains("\\Recent")));
}

#[test]
fn every_mailbox_has_its_messages_in_uid_order() {
    let mailboxes = || ACCOUNTS.iter().flat_map(|account| account.mailboxes);
    let counts: Vec<usize> = mailboxes().map(|it| it.messages.len()).collect();
    assert_eq!(counts, [1, 2, 1, 0, 1, 11, 1, 0, 3, 18]);
    for mailbox in mailboxes() {
        let uids: Vec<u32> = mailbox.messages.iter().map(|message| message.uid).collect();
        assert!(uids.is_sorted_by(|one, next| one < next), "{}", mailbox.name);
    }
}

#[test]
fn every_message_has_crlf_line_ends_and_both_dates() {
    for message in all_messages() {
        assert!(InternalDate::parse(message.date).is_some(), "{}", message.date);
    }
    let messages = all_messages().map(|message| message.octets().to_vec());
    for octets in messages.chain([arriving_mail()]) {
        for line in octets.split_inclusive(|octet| *octet == b'\n') {
            assert!(line.ends_with(b"\r\n"), "{:?}", String::from_utf8_lossy(line));
        }
        assert!(ParsedMessage::new(&octets).sent_on().is_some());
    }
}

#[test]
fn a_file_with_either_line_end_is_the_same_message() {
    assert_eq!(with_crlf(b"a\nb\n\nc"), with_crlf(b"a\r\nb\r\n\r\nc"));
}

#[test]
fn the_sample_session_gets_the_responses_that_the_rfc_prints() {
    let inbox = mailbox("mrc", "INBOX");
    assert_eq!(inbox.uid_validity, 3_857_529_045);
    assert_eq!(inbox.messages.len(), 18);
    let recent = inbox.messages.iter().filter(|it| it.flags == "\\Recent");
    assert_eq!(recent.count(), 2);
    assert_eq!(first_unseen(inbox), Some(16));
    let message = &inbox.messages[11];
    assert_eq!(message.flags, "\\Seen");
    assert_eq!(message.date, "17-Jul-1996 02:44:25 -0700");
    let octets = message.octets();
    assert_eq!(octets.len(), 342 + 3028);
    let message = ParsedMessage::new(&octets);
    let header = message.section(&SectionSpec { part: vec![], text: Some(SectionText::Header) });
    assert_eq!(header.unwrap().len(), 342);
    let printed = concat!(
        "(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev1 WG mtg summary and minutes\" ",
        "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ",
        "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((NIL NIL \"imap\" \"cac.washington.edu\")) ",
        "((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\")) NIL NIL ",
        "\"<B27397-0100000@cac.washington.edu>\")"
    );
    assert_eq!(String::from_utf8(message.envelope().to_vec()).unwrap(), printed);
    let body = message.body_structure(false);
    assert_eq!(
        String::from_utf8_lossy(body),
        "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 3028 92)"
    );
}

/// The texts of the messages say what the learner will see in FETCH and SEARCH.
#[test]
fn fetch_and_search_show_what_the_messages_promise() {
    let inbox = mailbox("user", "INBOX");
    let part = |octets: &[u8], part: &[u32]| {
        let part = part.to_vec();
        ParsedMessage::new(octets).section(&SectionSpec { part, text: None }).unwrap().into_owned()
    };
    let inbox_part = |number: usize, path: &[u32]| part(&inbox.messages[number - 1].octets(), path);
    assert!(inbox_part(2, &[1]).starts_with(b"THE SAME WORDS"));
    assert!(inbox_part(3, &[2]).starts_with(b"iVBORw0KGgo"));
    assert!(inbox_part(4, &[2, 1]).starts_with(b"The key is under"));
    let contains = |number: usize, needle: &str| {
        ParsedMessage::new(&inbox.messages[number - 1].octets()).search_text().contains(needle)
    };
    assert!(contains(5, "梅が咲きました") && contains(5, "庭の梅"));
    assert!(contains(6, "梅が咲きました（こちらは UTF-8）"));
    assert_eq!(first_unseen(inbox), Some(8));
    assert_eq!(inbox.messages[9].uid, 15);
    let junk = part(&mailbox("user", "Junk").messages[0].octets(), &[1]);
    assert_eq!(junk.get(55..60), Some(&b"hello"[..]));
}

fn first_unseen(mailbox: &SeedMailbox) -> Option<usize> {
    mailbox.messages.iter().position(|message| !message.flags.contains("\\Seen"))
}
