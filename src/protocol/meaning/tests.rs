use super::*;
use crate::protocol::syntax::{Side, Tree};

/// Calls this with what the response means.
fn with_meaning<T>(line: &str, read: impl FnOnce(Meaning<'_>) -> T) -> T {
    let tree = Tree::of_line(Side::Server, line);
    read(Meaning::of(tree.root().expect("a response")))
}

fn text(node: Node<'_>) -> String {
    String::from_utf8_lossy(node.text()).into_owned()
}

fn texts<'t>(octets: impl Iterator<Item = &'t [u8]>) -> String {
    octets.map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

#[test]
fn responses_are_classified() {
    for (line, what) in [
        ("+ go on", "Continuation"),
        ("a1 OK done", "Completion"),
        ("* BYE", "Status"),
        ("* 12 EXISTS", "Exists(Some(12))"),
        ("* 99999999999999999999999 EXISTS", "Exists(None)"),
        ("* 12 EXISTSX", "Unknown"),
        ("* 12 EXISTS x", "Exists(Some(12))"),
        ("* 1 RECENT", "Recent(Some(1))"),
        ("* 3 EXPUNGE", "Expunge(Some(3))"),
        ("* VANISHED 1:3", "Vanished"),
        ("* VANISHED", "Vanished"),
        ("* FLAGS (\\Seen)", "Flags"),
        ("* XLIST () \"/\" x", "Listed"),
        ("* STATUS x (MESSAGES 1)", "MailboxStatus"),
        ("* SORT 3 1", "Found"),
        ("* ESEARCH COUNT 3", "Esearch"),
        ("* 3 FETCH (UID 5)", "Fetch"),
        ("* 3 UIDFETCH (FLAGS ())", "Fetch"),
        ("* NAMESPACE NIL NIL NIL", "Other"),
        ("* XYZZY", "Unknown"),
        ("hello", "Unknown"),
    ] {
        let meaning = with_meaning(line, |meaning| format!("{meaning:?}"));
        assert!(meaning.starts_with(what), "{line}: {meaning}");
    }
}

#[test]
fn codes_have_names_and_values() {
    for (line, is, numbered, uids) in [
        ("a1 OK [READ-ONLY] x", "READ-ONLY", None, ""),
        ("* OK [uidnext 12] x", "UIDNEXT", Some(("UIDNEXT", 12)), ""),
        ("* OK [UNSEEN x] y", "UNSEEN", None, ""),
        ("* OK [UNSEEN 0] y", "UNSEEN", None, ""),
        ("* OK [UIDVALIDITY 4294967296] y", "UIDVALIDITY", None, ""),
        ("a1 OK [APPENDUID 7 3] x", "APPENDUID", None, "3"),
        ("a1 OK [COPYUID 7 3:4 8,9] x", "COPYUID", None, "3:4 8,9"),
    ] {
        with_meaning(line, |meaning| {
            let code = meaning.code().expect("a code");
            assert!(code.is(is) && code.name().is_some_and(|name| name.is(is)), "{line}");
            assert!(code.node.text().starts_with(b"[") && code.node.text().ends_with(b"]"));
            assert_eq!(code.numbered(), numbered, "{line}");
            assert_eq!(texts(code.uids().map(Node::text)), uids, "{line}");
        });
    }
    with_meaning("a1 OK [] x", |meaning| {
        assert!(meaning.code().is_some_and(|code| code.name().is_none()));
    });
    with_meaning("a1 OK x", |meaning| assert!(meaning.code().is_none()));
}

#[test]
fn changes_of_counts() {
    for (line, change) in [
        ("* 12 EXISTS", Some(CountChange::Exists(Some(12)))),
        ("* 1 recent", Some(CountChange::Recent(Some(1)))),
        ("* 4294967296 EXISTS", Some(CountChange::Exists(None))),
        ("* 3 EXPUNGE", Some(CountChange::Removed(Some(3)))),
        ("* VANISHED 3,7:9,20:20", Some(CountChange::Gone(Some(5)))),
        ("* VANISHED 9:1", Some(CountChange::Gone(Some(9)))),
        ("* VANISHED 1:*", Some(CountChange::Gone(None))),
        ("* VANISHED", Some(CountChange::Gone(None))),
        ("* VANISHED (EARLIER) 1:500", None),
        ("* 3 FETCH (FLAGS ())", None),
    ] {
        assert_eq!(with_meaning(line, CountChange::of), change, "{line}");
    }
    let all = format!("* VANISHED 0:{0},0:{0}", u64::MAX);
    assert_eq!(with_meaning(&all, CountChange::of), Some(CountChange::Gone(Some(u64::MAX))));
}

#[test]
fn data_of_messages_have_their_values() {
    let line = "* 7 FETCH (FLAGS (\\Seen Foo) UID 300 RFC822.SIZE 44827 BODY[1.2.HEADER.FIELDS (To)]<0> \
                \"abc\" XYZZY 5)";
    with_meaning(line, |meaning| {
        let Meaning::Fetch(fetch) = meaning else { panic!("{meaning:?}") };
        assert_eq!(fetch.message, MessageId::Number(7));
        let items: Vec<FetchedItem<'_>> = fetch.items().collect();
        let names = texts(items.iter().map(|item| item.name()));
        assert_eq!(names, "FLAGS UID RFC822.SIZE BODY XYZZY");
        assert_eq!(texts(items[0].flags()), "\\Seen Foo");
        let numbers: Vec<_> = items[1..3].iter().map(|item| item.number()).collect();
        assert_eq!(numbers, [Some(300), Some(44827)]);
        let section = items[3].section().expect("a section");
        assert_eq!(section.part.map(text).as_deref(), Some("1.2"));
        assert_eq!(section.text.map(text).as_deref(), Some("HEADER.FIELDS"));
        assert_eq!((items[3].size(), items[3].is_known()), (Some(3), true));
        assert!(items[0].is("flags") && !items[4].is_known());
    });
    with_meaning("* 7 UIDFETCH (MODSEQ (12))", |meaning| {
        let Meaning::Fetch(fetch) = meaning else { panic!("{meaning:?}") };
        assert_eq!(fetch.message, MessageId::Uid(7));
        assert_eq!(fetch.items().next().and_then(FetchedItem::number), Some(12));
    });
}

#[test]
fn names_of_mailboxes() {
    for (line, delimiter, name) in [
        ("* LIST (\\Noselect \\Marked) \"/\" \"A b\"", Some('/'), "A b"),
        ("* LSUB (\\Noselect \\Marked) \"\\\\\" x", Some('\\'), "x"),
        ("* LIST (\\Noselect \\Marked) NIL INBOX", None, "INBOX"),
    ] {
        with_meaning(line, |meaning| {
            let Meaning::Listed(listed) = meaning else { panic!("{meaning:?}") };
            assert_eq!(texts(listed.attributes()), "\\Noselect \\Marked");
            assert_eq!(listed.delimiter(), delimiter);
            let mailbox = listed.mailbox.and_then(Node::string).unwrap_or_default();
            assert_eq!(String::from_utf8_lossy(&mailbox), name);
        });
    }
}

#[test]
fn values_of_status_are_read() {
    with_meaning("* STATUS x (MESSAGES 7 XYZZY 1 MAILBOXID (F2))", |meaning| {
        let Meaning::MailboxStatus(status) = meaning else { panic!("{meaning:?}") };
        assert_eq!(status.mailbox.map(text).as_deref(), Some("x"));
        let values: Vec<StatusValue<'_>> = status.values().collect();
        assert_eq!(texts(values.iter().map(|it| it.name.text())), "MESSAGES XYZZY MAILBOXID");
        assert_eq!((values[0].number(), values[0].is_known()), (Some(7), true));
        assert!(!values[1].is_known());
        assert_eq!(values[2].object_id().map(text).as_deref(), Some("F2"));
    });
}

#[test]
fn results_of_searches_are_read() {
    with_meaning("* SEARCH 2 84 882", |meaning| {
        let Meaning::Found(found) = meaning else { panic!("{meaning:?}") };
        assert!(found.name.is("search"));
        assert_eq!(texts(found.numbers().map(Node::text)), "2 84 882");
    });
    with_meaning("* ESEARCH (TAG \"a1\") UID COUNT 3 ALL 1:3 MODSEQ 9", |meaning| {
        let Meaning::Esearch(esearch) = meaning else { panic!("{meaning:?}") };
        assert!(esearch.is_uid());
        let results: Vec<SearchResult<'_>> = esearch.results().collect();
        assert_eq!(texts(results.iter().map(|it| it.name())), "COUNT ALL MODSEQ");
        assert_eq!((results[0].number(), results[2].number()), (Some(3), Some(9)));
        assert_eq!(results[1].messages().map(text).as_deref(), Some("1:3"));
    });
    with_meaning("* ESEARCH", |meaning| {
        let Meaning::Esearch(esearch) = meaning else { panic!("{meaning:?}") };
        assert!(!esearch.is_uid() && esearch.results().next().is_none());
    });
}

#[test]
fn lists_of_capabilities() {
    for (line, names) in [
        ("* CAPABILITY IMAP4rev1 AUTH=PLAIN", Some("IMAP4rev1 AUTH=PLAIN")),
        ("* OK [capability ID] hi", Some("ID")),
        ("a1 OK [CAPABILITY]", Some("")),
        ("* ENABLED CONDSTORE", None),
        ("* OK CAPABILITY", None),
    ] {
        let tree = Tree::of_line(Side::Server, line);
        let root = tree.root().expect("a response");
        let found = capabilities(root).map(|names| texts(names.map(Node::text)));
        assert_eq!(found.as_deref(), names, "{line}");
    }
}
