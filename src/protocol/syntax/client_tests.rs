//! Tests of the grammar of commands.

use super::tests::{assert_covered, leaves, parsed};
use super::*;

/// Checks that no part of the lines is unknown, or an atom without a name around it.
fn assert_named(lines: &[&str]) {
    for line in lines {
        let mut parser = parsed(Side::Client, line.as_bytes());
        let tree = parser.tree();
        assert_covered(tree);
        let unknown = tree.nodes().find(|node| node.kind() == Kind::Unknown);
        assert!(unknown.is_none(), "{line}\n{tree}");
        let root = tree.root().expect("a root");
        let is_generic = |node: &Node| matches!(node.kind(), Kind::Atom | Kind::Quoted);
        assert!(!root.children().any(|node| is_generic(&node)), "{line}\n{tree}");
    }
}

/// The leaves after the tag.
fn parts(line: &str) -> Vec<String> {
    leaves(Side::Client, line).split_off(1)
}

#[test]
fn search_keys_have_their_arguments() {
    assert_named(&[
        "a search all answered deleted draft flagged new old recent seen unanswered undeleted",
        "a search undraft unflagged unseen",
        "a search bcc x body \"y z\" cc {3}",
        "a search from ${name} subject x text y to z",
        "a search header Message-Id <a@b>",
        "a search before 1-Feb-2026 on \"01-feb-2026\" since 12-Dec-1999",
        "a search sentbefore 1-Feb-2026 senton 2-Feb-2026 sentsince 3-Feb-2026",
        "a search keyword $Forwarded unkeyword x",
        "a search larger 1000 smaller 0 uid 1,3:* 2:4",
        "a search or (seen not 1:3) or from x to y",
        "a search (((seen)) unseen)",
        "a search $ older 3600 younger 7",
        "a search modseq 620162338 modseq \"/flags/\\\\draft\" all 620162338",
        "a search annotation /comment value \"IMAP4\" annotation * value.priv NIL",
        "a search filter on-the-road fuzzy (subject \"IMAP break\") fuzzy body x",
        "a search emailid M6d99 threadid T64b savedbefore 1-Feb-2026 savedatesupported",
        "a search savedon 1-Feb-2026 savedsince 1-Feb-2026 uidafter 7 uidbefore 8",
        "a search x-gm-raw \"has:attachment\" x-gm-msgid 1278455344230334865",
        "a search x-gm-thrid 1 x-gm-labels foo x-gm-labels \\Inbox x-gm-labels \"a b\"",
        "a uid search uid $ unseen",
    ]);
    assert_eq!(
        parts("a search or header X-A \"\" modseq \"/flags/x\" priv 7 not since 1-Feb-2026"),
        [
            "command-name search",
            "search-key-name or",
            "search-key-name header",
            "atom X-A",
            "quoted \"\"",
            "search-key-name modseq",
            "quoted \"/flags/x\"",
            "entry-type-req priv",
            "mod-sequence-value 7",
            "search-key-name not",
            "search-key-name since",
            "date 1-Feb-2026",
        ]
    );
}

#[test]
fn searches_have_their_options() {
    assert_named(&[
        "a search return (min max all count save) charset utf-8 unseen",
        "a search return () 1:*",
        "a uid search return (partial -1:-100 update context relevancy) all",
        "a sort (subject reverse date reverse annotation /a value.priv) utf-8 all",
        "a sort return (partial 1:500) (arrival cc from size to displayfrom displayto relevancy) \"UTF-8\" since 1-Feb-2026",
        "a uid sort (date) us-ascii subject x",
        "a thread references utf-8 all",
        "a uid thread orderedsubject us-ascii from x",
        "a esearch in (selected selected-delayed inboxes personal subscribed) unseen",
        "a esearch in (mailboxes \"folder1\" subtree (a \"b c\") subtree-one d) return (count) charset utf-8 subject x",
        "a esearch all",
        "a uid esearch in (personal) all",
        "a search return (count update (uid body[header.fields (to)])) all",
        "a search return (update(uid flags) count) all",
    ]);
    assert_eq!(
        parts("a search return (partial 1:5 min) charset utf-8 seen"),
        [
            "command-name search",
            "search-modifier-name return",
            "search-modifier-name partial",
            "partial-range 1:5",
            "search-modifier-name min",
            "search-key-name charset",
            "atom utf-8",
            "search-key-name seen",
        ]
    );
}

#[test]
fn of_a_search_only_what_is_wrong_is_unknown() {
    for (keys, unknown) in [
        ("since 1-Foo-2026 seen", "1-Foo-2026"),
        ("since 1-Feb-26 seen", "1-Feb-26"),
        ("since \"1-Feb-2026 seen", "\"1-Feb-2026 seen"),
        ("larger x seen", "x"),
        ("keyword \\Seen seen", "\\Seen"),
        ("uid 1: seen", "1:"),
        ("1,,2 seen", "1,,2"),
        ("1:2:3 seen", "1:2:3"),
        ("surprise seen", "surprise"),
        ("not surprise seen", "surprise"),
        ("(surprise) seen", "surprise"),
        ("return (surprise) seen", "surprise"),
        ("surprise \"x y\" seen", "surprise"),
        ("not surprise (seen) seen", "surprise"),
    ] {
        let found = parts(&format!("a search {keys}"));
        let words = found.iter().filter(|part| part.starts_with("unknown "));
        assert_eq!(words.collect::<Vec<_>>(), [&format!("unknown {unknown}")], "{keys}");
        if !unknown.ends_with("seen") {
            assert_eq!(found.last().expect("a leaf"), "search-key-name seen");
        }
    }
}

#[test]
fn fetch_has_its_items() {
    assert_named(&[
        "a fetch 1 all",
        "a fetch 1:*,7 full",
        "a uid fetch $ fast (changedsince 12345 vanished partial -1:-30)",
        "a fetch 1 (flags internaldate uid rfc822 rfc822.header rfc822.size rfc822.text)",
        "a fetch 1 (body bodystructure envelope modseq emailid threadid savedate)",
        "a fetch 1 body[]",
        "a fetch 1 body.peek[header.fields (to \"cc\")]<0.100>",
        "a fetch 1 (body[1.2.mime] body[header.fields.not (to)] body[text] body[1.text] uid)",
        "a fetch 1 (binary[1.2]<0.7> binary.peek[] binary.size[1])",
        "a fetch 1 (preview (lazy) uid preview)",
        "a fetch 1 (preview (lazy lazy) uid)",
        "a fetch 1 preview (lazy) (changedsince 1)",
        "a fetch 1 preview (changedsince 1)",
        "a fetch 1 annotation (/comment value)",
        "a fetch 1 (annotation ((/comment /x*) (value.priv size.shared)) x-gm-labels x-gm-msgid x-gm-thrid)",
    ]);
    assert_eq!(
        parts("a fetch 2 body[1.2]<10.200>"),
        [
            "command-name fetch",
            "sequence-set 2",
            "fetch-att-name body",
            "section-part 1.2",
            "number 10",
            "separator .",
            "number 200",
        ]
    );
    assert_eq!(
        parts("a fetch 1 (surprise[1] uid)"),
        [
            "command-name fetch",
            "sequence-set 1",
            "unknown surprise",
            "section-part 1",
            "fetch-att-name uid",
        ]
    );
    for (items, unknown) in [
        ("body[]<0>", "<0>"),
        ("(preview (lazy surprise) uid)", "surprise"),
        ("body[mime]", "mime"),
        ("(all)", "all"),
        ("(uid) (surprise)", "surprise"),
        ("(uid) (changedsince x)", "x"),
    ] {
        assert_unknown(&format!("a fetch 1 {items}"), unknown);
    }
}

/// Checks that this alone is unknown.
fn assert_unknown(line: &str, unknown: &str) {
    let found = parts(line);
    let words = found.iter().filter(|part| part.starts_with("unknown "));
    assert_eq!(words.collect::<Vec<_>>(), [&format!("unknown {unknown}")], "{line}");
}

#[test]
fn store_has_its_items() {
    assert_named(&[
        "a store 1 flags (\\Seen $x)",
        "a store 1 +flags.silent \\Seen \\Deleted",
        "a uid store 1:* (unchangedsince 12345) -flags ()",
        "a store 1 annotation (/comment (value.priv \"x\" value.shared NIL) /b (value {3}",
        "a store 1 +x-gm-labels (foo \\Inbox \"a b\")",
        "a store 1 -x-gm-labels foo",
        "a copy 1,3 \"a b\"",
        "a uid move $ {3}",
        "a uid expunge 1:3",
    ]);
    assert_eq!(
        parts("a store 2:4 (unchangedsince 7) +flags.silent \\Seen"),
        [
            "command-name store",
            "sequence-set 2:4",
            "store-modifier-name unchangedsince",
            "mod-sequence-value 7",
            "store-att-flags +flags.silent",
            "flag \\Seen",
        ]
    );
    for (arguments, unknown) in [
        ("+flags (\\*)", "\\*"),
        ("*flags (\\Seen)", "*flags"),
        ("(surprise 1) flags (x)", "surprise"),
    ] {
        let found = parts(&format!("a store 1 {arguments}"));
        assert!(found.contains(&format!("unknown {unknown}")), "{found:?}");
    }
}

#[test]
fn append_has_its_messages() {
    assert_named(&[
        "a append x {3}",
        "a append x (\\Seen $y) \" 7-Jul-1996 02:44:25 -0700\" ~{3+}",
        "a append x annotation (/comment (value \"x\")) {3}",
        "a append x catenate (url \"/a;uid=1\" text {3}",
        "a append x (\\Draft) utf8 (~{3}",
        "a replace 4 x (\\Seen) {3}",
        "a replace * x {3}",
        "a uid replace * x {3}",
        "a uid replace 2000 x \"17-Jul-1996 02:44:25 -0700\" {3}",
    ]);
    let mut parser = Parser::new(Side::Client);
    parser.line(b"a append x (\\Seen) {2}");
    parser.literal(2, b"hi");
    parser.line(b" \"17-Jul-1996 02:44:25 -0700\" CATENATE (TEXT {1}");
    parser.literal(1, b"x");
    parser.line(b" URL /y)");
    let tree = parser.tree();
    assert_covered(tree);
    assert!(tree.nodes().all(|node| node.kind() != Kind::Unknown), "{tree}");
    let messages: Vec<_> = tree.nodes().filter(|it| it.kind() == Kind::AppendMessage).collect();
    assert_eq!(messages.len(), 2);
    assert!(messages[0].child(Kind::FlagList).is_some());
    assert!(messages[1].child(Kind::DateTime).is_some());
    let parts = messages[1].descendants_of(Kind::CatenatePart);
    assert_eq!(parts.count(), 2);
    assert_unknown("a append x \"17-Jul-1996\" {3}", "\"17-Jul-1996\"");
}

#[test]
fn mailbox_commands_have_their_options() {
    assert_named(&[
        "a select x (condstore annotate utf8)",
        "a examine \"a b\" (qresync (67890007 20050715194045000))",
        "a select x (qresync (1 2 41,43:211 (1,3 6,9)) condstore)",
        "a select x (qresync (1 2 (1,3 6,9)))",
        "a create x (use (\\Drafts \\Sent))",
        "a list \"\" %",
        "a list (subscribed remote recursivematch special-use) \"\" *",
        "a list () \"\" (% \"a*\" x) return (children subscribed special-use myrights)",
        "a list \"\" {3}",
        "a list (utf8 utf8only) x/ % return (status (messages unseen) metadata (\"/shared/comment\"))",
        "a lsub \"\" *",
        "a xlist \"\" *",
        "a rlist \"\" *",
        "a status x (messages recent uidnext uidvalidity unseen deleted size deleted-storage)",
        "a status x (highestmodseq appendlimit mailboxid)",
        "a rename x \"y z\"",
        "a enable CONDSTORE UTF8=ACCEPT",
    ]);
    assert_eq!(
        parts("a list (subscribed) \"\" (% x) return (status (messages) children)"),
        [
            "command-name list",
            "list-select-base-opt subscribed",
            "quoted \"\"",
            "atom %",
            "atom x",
            "return-option-name return",
            "return-option-name status",
            "status-att messages",
            "return-option-name children",
        ]
    );
    for (line, unknown) in [
        ("a select x (surprise)", "surprise"),
        ("a select x (qresync (x 2))", "x"),
        ("a create x (use (Drafts (\\Sent)))", "(\\Sent)"),
        ("a list (surprise) \"\" %", "surprise"),
        ("a list \"\" % return (surprise children)", "surprise"),
        ("a status x (surprise messages)", "surprise"),
    ] {
        assert_unknown(line, unknown);
    }
}

#[test]
fn of_a_parameter_that_is_not_registered_only_the_name_is_unknown() {
    for line in [
        "a select x (surprise (1 y) condstore)",
        "a create x (surprise 7)",
        "a list (surprise (\"y\") remote) \"\" %",
        "a list \"\" % return (surprise (messages) children)",
        "a fetch 1 uid (surprise 1:3 changedsince 7)",
        "a store 1 (surprise 7) flags (\\Seen)",
        "a search return (surprise 1,3 min) all",
    ] {
        assert_unknown(line, "surprise");
        let mut parser = parsed(Side::Client, line.as_bytes());
        let has_value = parser.tree().nodes().any(|node| node.kind() == Kind::ExtendedValue);
        assert!(has_value, "{line}");
    }
}

#[test]
fn logins_accept_placeholders_for_secrets() {
    assert_named(&[
        "a login ${user-name} ${pass_word-2}",
        "a login {3}",
        "a authenticate PLAIN",
        "a authenticate XOAUTH2 =",
        "a authenticate PLAIN ${initial-response}",
        "a authenticate EXTERNAL dXNlcg==",
    ]);
    assert_unknown("a authenticate PLAIN dXNlcg=", "dXNlcg=");
}

#[test]
fn extensions_have_their_commands() {
    assert_named(&[
        "a capability",
        "a starttls",
        "a idle",
        "a namespace",
        "a unauthenticate",
        "a getjmapaccess",
        "a compress deflate",
        "a id nil",
        "a id (\"name\" \"imapsh\" \"os\" NIL)",
        "a getacl x",
        "a setacl x chris +cda",
        "a setacl x \"-fred y\" -w",
        "a setacl x fred \"lrs\"",
        "a deleteacl x fred",
        "a listrights x fred",
        "a myrights x",
        "a getquota \"\"",
        "a getquotaroot x",
        "a setquota \"\" (storage 510 message 7)",
        "a getmetadata x /private/comment",
        "a getmetadata (maxsize 1024 depth infinity) \"\" (/shared/a /private/b)",
        "a getmetadata x (depth 1 maxsize 7) (/shared/a)",
        "a setmetadata x (/private/comment \"y\" /shared/z NIL)",
        "a notify none",
        "a notify set status (selected (messagenew (uid body.peek[]) messageexpunge flagchange)) (subtree a none)",
        "a notify set (mailboxes (a b) (mailboxname subscriptionchange mailboxmetadatachange)) (personal (servermetadatachange annotationchange))",
        "a language",
        "a language de \"fr-CA\"",
        "a comparator \"i;unicode-casemap\" i;octet",
        "a conversions \"image/gif\" \"image/*\"",
        "a conversions image/gif {9}",
        "a convert 2 (\"text/plain\" (\"charset\" \"utf-8\")) binary[3]",
        "a uid convert 2 (nil) (binary[1] bodypartstructure[1] availableconversions[2] uid body[1.mime])",
        "a genurlauth \"imap://a\" internal imap://b internal",
        "a resetkey",
        "a resetkey x internal other",
        "a urlfetch \"imap://a\" (\"imap://b\" binary bodypartstructure)",
        "a cancelupdate \"B01\" \"B02\"",
        "a uidbatches 2000",
        "a uidbatches 2000 1:5",
    ]);
    assert_eq!(
        parts("a notify set status (inboxes (messagenew (uid) flagchange)) (selected none)"),
        [
            "command-name notify",
            "notify-word set",
            "notify-word status",
            "filter-mailboxes-name inboxes",
            "event-name messagenew",
            "fetch-att-name uid",
            "event-name flagchange",
            "filter-mailboxes-name selected",
            "notify-word none",
        ]
    );
    assert_eq!(
        parts("a setacl x fred +cda"),
        ["command-name setacl", "atom x", "atom fred", "rights-sign +", "atom cda"]
    );
}

#[test]
fn of_an_unknown_command_only_the_name_is_unknown() {
    assert_eq!(
        parts("a xfoo \"x y\" (1 z) 2:* NIL"),
        ["unknown xfoo", "quoted \"x y\"", "number 1", "atom z", "sequence-set 2:*", "nil NIL",]
    );
    assert_eq!(parts("a uid surprise x"), ["command-name uid", "unknown surprise", "atom x"]);
    assert_eq!(leaves(Side::Client, "login user pass"), ["tag login", "unknown user", "atom pass"]);
}

#[test]
fn hostile_arguments_take_linear_time() {
    for (beginning, repeated) in [
        ("a search ", "not "),
        ("a search ", "or "),
        ("a search ", "(not "),
        ("a search ", "or x "),
        ("a search ", "1,"),
        ("a search since ", "1-"),
        ("a fetch 1 (", "body[]<0."),
        ("a fetch 1 ", "preview ("),
        ("a store 1 ", "(unchangedsince "),
        ("a append x ", "annotation ("),
        ("a getmetadata x ", "(depth "),
        ("a notify set ", "(selected ("),
        ("a list (", "subscribed ("),
        ("a xfoo ", "(x "),
    ] {
        let mut line = beginning.as_bytes().to_vec();
        line.extend(repeated.bytes().cycle().take(1_000_000));
        assert_covered(parsed(Side::Client, &line).tree());
        let mut line = beginning.as_bytes().to_vec();
        line.extend(repeated.bytes().cycle().take(4000));
        line.extend(b"x ".iter().cycle().take(1_000_000));
        assert_covered(parsed(Side::Client, &line).tree());
    }
}
