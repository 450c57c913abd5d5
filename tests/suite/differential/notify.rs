//! NOTIFY (RFC 5465): what one session reports when another changes something.

use super::Comparison;
use indoc::indoc;

const MAIL: &str = "{15+}\r\nSubject: a\r\n\r\nb";

/// Without what only one of the two servers sends: UIDVALIDITY and HIGHESTMODSEQ in STATUS, and
/// whether a name has children.
fn simplified(response: String) -> String {
    let mut words: Vec<&str> = response.split(' ').collect();
    for name in ["UIDVALIDITY", "HIGHESTMODSEQ"] {
        if let Some(at) = words.iter().position(|word| *word == name) {
            words.drain(at..at + 2);
        }
    }
    let joined = words.join(" ").replace("\\HasNoChildren", "").replace("\\HasChildren", "");
    joined.replace(" )", ")").replace("( ", "(")
}

#[test]
fn notify_is_parsed_alike() {
    let Some(mut servers) = Comparison::log_in() else {
        return;
    };
    servers.all_same(indoc! {r#"
        NOTIFY
        NOTIFY FROB
        NOTIFY NONE
        NOTIFY SET (selected MessageNew)
        NOTIFY SET (selected (MessageNew))
        NOTIFY SET (selected (FlagChange))
        NOTIFY SET (selected NONE) (selected-delayed NONE)
        NOTIFY SET (personal (MessageNew (UID) MessageExpunge))
        NOTIFY SET (personal ())
        NOTIFY SET (frob (MessageNew MessageExpunge))
        NOTIFY SET (mailboxes Nowhere (MessageNew MessageExpunge))
        NOTIFY SET (subtree (Sent "Archive") (MessageNew MessageExpunge FlagChange MailboxName))
        NOTIFY SET (inboxes (SubscriptionChange)) (subscribed NONE)
    "#});
    // Dovecot knows neither annotations nor that the code lists what is supported (RFC 5465, 3.1).
    let supported = "NO [BADEVENT (MessageNew MessageExpunge FlagChange MailboxName \
                     SubscriptionChange MailboxMetadataChange ServerMetadataChange)]";
    servers.differs(
        "NOTIFY SET (selected (MessageNew MessageExpunge AnnotationChange))",
        "NO [BADEVENT AnnotationChange]",
        supported,
    );
    servers.differs("NOTIFY SET (personal (Frob))", "BAD", supported);
    // Invalid by RFC 5465's grammar.
    servers.differs("NOTIFY SET", "OK", "BAD");
    servers.differs("NOTIFY NONE more", "OK", "BAD");
    servers.differs("NOTIFY SET (selected (MailboxName))", "OK", "BAD");
    servers.finish();
}

#[test]
fn changes_of_messages_are_notified_alike() {
    let Some(mut servers) = Comparison::log_in() else {
        return;
    };
    let mut other = servers.another();
    // Dovecot creates INBOX when it is first used.
    servers.all_same(indoc! {r#"
        STATUS INBOX (UIDVALIDITY)
        CREATE Work
        CREATE Lesson
        SELECT Lesson
    "#});
    servers.same("NOTIFY SET (selected (MessageNew (UID RFC822.SIZE) MessageExpunge FlagChange))");
    let append = |other: &mut Comparison, servers: &mut Comparison, mailbox: &str, count| {
        other.same(format!("APPEND {mailbox} {MAIL}"));
        servers.reported(mailbox, count, simplified);
    };
    // Dovecot reports changes of the selected mailbox at intervals, NOOP at once.
    other.same(format!("APPEND Lesson (\\Seen) {MAIL}"));
    servers.same("NOOP");
    servers.same("NOTIFY SET (mailboxes Work (MessageNew MessageExpunge))");
    append(&mut other, &mut servers, "Work", 1);
    append(&mut other, &mut servers, "Work (\\Seen \\Deleted)", 1);
    other.all_same("SELECT Work\nEXPUNGE");
    servers.reported("EXPUNGE", 1, simplified);
    servers.same("NOTIFY NONE");
    other.same(format!("APPEND Lesson {MAIL}"));
    servers.same("NOOP");
    servers.same("FETCH 1 UID");
    other.finish();
    servers.finish();
}

#[test]
fn changes_of_names_are_notified_alike() {
    let Some(mut servers) = Comparison::log_in() else {
        return;
    };
    let mut other = servers.another();
    // Dovecot creates INBOX when it is first used.
    servers.same("STATUS INBOX (UIDVALIDITY)");
    servers.same("NOTIFY SET (personal (MailboxName SubscriptionChange))");
    for (command, count) in [
        ("CREATE Work", 1),
        ("SUBSCRIBE Work", 1),
        ("UNSUBSCRIBE Work", 1),
        ("RENAME Work Play", 1),
        ("DELETE Play", 1),
    ] {
        other.same(command);
        servers.reported(command, count, simplified);
    }
    servers.same("NOTIFY SET (mailboxes Later (MailboxName))");
    other.all_same("CREATE Sooner\nCREATE Later");
    servers.reported("CREATE Later", 1, simplified);
    other.finish();
    servers.finish();
}
