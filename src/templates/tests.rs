use super::*;
use crate::language::Language;
use crate::messages::Messages;
use proptest::prelude::*;
use std::cell::Cell;

/// Lines with values of all kinds, many of which share a form.
pub(crate) fn lines() -> impl Strategy<Value = Vec<String>> {
    let string = || {
        let plain = r#""[A-Za-z0-9<>@. -]{1,9}""#;
        let any = r#""([ !#-\[\]-~]|\\"|é){0,12}""#;
        let encoded =
            r#""(=\?utf-8\?Q\?(=E4=BC=9A|[a-z_])(=[0-9A-F]{2}|[a-z_]){0,5}\?= ?[a-z]?){1,2}""#;
        let name = r#""&(ZeVnLIqe|AOQ|AGE|[A-Za-z0-9+,]{0,8})-[a-z/&]{0,3}""#;
        let long = r#""[a-z]{55,65}""#;
        prop_oneof![4 => plain, 1 => any, 2 => encoded, 1 => name, 1 => long, 1 => "NIL", 1 => r#""""#]
    };
    let number = || {
        let edge = "429496729[56]|922337203685477580[78]";
        prop_oneof![8 => "[1-9][0-9]{0,5}", 2 => "[012]", 2 => "0?[0-9]{1,25}", 1 => edge]
    };
    let date = || {
        let header = r#""(Mon, )?[ 123]?[0-9] (Jan|Dec|Foo) (19|20)?[0-9]{2} [012][0-9]:[0-6][0-9](:[0-5][0-9])? [+-][01][0-9]00( \(x\))?""#;
        prop_oneof![3 => header, 1 => string()]
    };
    let date_time = || r#""[ 0123][0-9]-(Jan|Dec|Foo)-(19|20)[0-9]{2} [012][0-9]:[0-6][0-9]:[0-6][0-9] [+-][01][0-9]00""#;
    let mailbox = || prop_oneof![2 => string(), 1 => "[a-z]{1,4}[/.]?[a-z0-9]{1,3}", 1 => "(nil|INBOX|&AOQ-|a%)"];
    let fetch = |items: BoxedStrategy<String>| {
        (number(), items, number())
            .prop_map(|(number, items, uid)| format!("* {number} FETCH ({items} UID {uid})"))
    };
    let address =
        || (string(), string(), string()).prop_map(|(a, b, c)| format!("(({a} NIL {b} {c}))"));
    let envelope = (date(), string(), address(), address(), string()).prop_map(
        |(date, subject, from, to, id)| {
            format!("ENVELOPE ({date} {subject} {from} NIL NIL {to} NIL NIL NIL {id})")
        },
    );
    let parameter = prop_oneof!["CHARSET", "NAME", "NAME\\*0\\*", "X"];
    let encoding = prop_oneof!["7BIT", "BASE64", "QUOTED-PRINTABLE"];
    let structure = (parameter, string(), encoding, number(), number(), string()).prop_map(
        |(name, value, encoding, octets, lines, file)| {
            format!(
                "BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" (\"{name}\" {value}) NIL NIL \"{encoding}\" {octets} {lines})\
                 (\"IMAGE\" \"PNG\" NIL {file} NIL \"BASE64\" {octets} NIL (\"ATTACHMENT\" (\"FILENAME\" {file}))) \"MIXED\")"
            )
        },
    );
    let flags = prop_oneof!["FLAGS \\(\\)", r"FLAGS \(\\Seen\)", r"FLAGS \(\\Seen \$Label[12]\)"];
    let sizes = (number(), number())
        .prop_map(|(size, modseq)| format!("RFC822.SIZE {size} MODSEQ ({modseq})"));
    let content = "BODY\\[1\\] \"(5Lya|aGVsbG8|=E4=BC=9A)=?\"";
    let line = prop_oneof![
        2 => fetch(envelope.boxed()),
        2 => fetch(structure.boxed()),
        1 => fetch(date_time().prop_map(|date| format!("INTERNALDATE {date}")).boxed()),
        1 => fetch(flags.boxed()),
        1 => fetch(sizes.boxed()),
        1 => fetch(content.boxed()),
        2 => ("\"/\"|\"\\.\"|\"a\"|NIL", mailbox()).prop_map(|(delimiter, name)| {
            format!("* LIST (\\HasNoChildren) {delimiter} {name}")
        }),
        1 => (mailbox(), number(), number()).prop_map(|(name, messages, size)| {
            format!("* STATUS {name} (MESSAGES {messages} UIDNEXT 7 SIZE {size})")
        }),
        1 => proptest::collection::vec(number(), 0..4)
            .prop_map(|numbers| format!("* SEARCH {}", numbers.join(" "))),
        1 => "\\* [0-9]{1,2} (EXISTS|EXPUNGE|RECENT)",
        1 => "\\* OK( \\[UIDNEXT [0-9]{1,2}\\])? x",
        1 => "\\* (SEARCH|LIST|CAPABILITY|FLAGS|1 FETCH|2) ?[ -~]{0,9}",
    ];
    proptest::collection::vec(line, 1..40)
}

/// Shows values as they were sent, up to 20 characters.
struct AsSent;

impl ValueReader for AsSent {
    fn longest(&self) -> usize {
        20
    }

    fn read(&self, _: Value, sent: &str, out: &mut String) -> bool {
        out.push_str(sent);
        true
    }

    fn edges(&self, text: &str) -> Edges {
        Messages::new(Language::Japanese).edges(text)
    }
}

/// The numbers in the line, and its mailbox.
fn described(tree: &Tree) -> String {
    let values = tree.leaves().filter(|it| it.number().is_some() || it.text().starts_with(b"\""));
    values.map(|it| format!("<{}>", String::from_utf8_lossy(it.text()))).collect()
}

/// Whether the text for each line came from a template. Checks that the text is the same either way.
fn are_repeated(lines: &[&str]) -> Vec<bool> {
    let mut forms = Forms::new(AsSent);
    let of_line = |line: &&str| {
        let mut repeated = String::new();
        if forms.append(line.as_bytes(), &mut repeated).is_some() {
            assert_eq!(repeated, described(&tree_of(line.as_bytes())), "{line}");
            return true;
        }
        let tree = tree_of(line.as_bytes());
        forms.learn(&tree, &described(&tree), (), described);
        false
    };
    lines.iter().map(of_line).collect()
}

#[test]
fn lines_of_the_same_form_are_repeated() {
    for lines in [
        ["* 5 FETCH (UID 12)", "* 19 FETCH (UID 123456)"],
        ["* SEARCH 2 3", "* SEARCH 33 4294967295"],
        ["* 5 FETCH (RFC822.SIZE 12)", "* 5 FETCH (RFC822.SIZE 9223372036854775807)"],
        ["* 5 FETCH (MODSEQ (12))", "* 5 FETCH (MODSEQ (4294967296))"],
        ["* STATUS \"a\" (SIZE 7 UNSEEN 3)", "* STATUS \"a\" (SIZE 4294967296 UNSEEN 3)"],
        [r#"* LIST () "/" "abc""#, r#"* LIST () "/" "A c""#],
        [r#"* LIST () "/" "a/c""#, r#"* LIST () "/" "A//c""#],
        [r#"* STATUS "a" (MESSAGES 7)"#, r#"* STATUS "b" (MESSAGES 8)"#],
    ] {
        assert_eq!(are_repeated(&lines), [false, true], "{lines:?}");
    }
}

#[test]
fn values_that_are_not_like_others_belong_to_another_form() {
    for lines in [
        ["* 5 FETCH (UID 12)", "* 5 FETCH (UID 1)"],
        ["* 5 FETCH (UID 12)", "* 5 FETCH (UID 012)"],
        ["* 5 FETCH (UID 12)", "* 5 FETCH (UID 4294967296)"],
        ["* 5 FETCH (RFC822.SIZE 12)", "* 5 FETCH (RFC822.SIZE 9223372036854775808)"],
        ["* 5 FETCH (UID 12)", "* 5 FETCH (UID 12 )"],
        ["* SEARCH 2 3", "* SEARCH 2 3 4"],
        [r#"* LIST () "/" "abc""#, r#"* LIST () "/" "a/c""#],
        [r#"* LIST () "/" "abc""#, r#"* LIST () "/" "a&-c""#],
        [r#"* LIST () "/" "abc""#, r#"* LIST () "/" "a\\c""#],
        [r#"* LIST () "/" "abc""#, r#"* LIST () "/" " bc""#],
        [r#"* LIST () "/" "abc""#, r#"* LIST () "/" "abcdefghijklmnopqrstu""#],
        // Next to Japanese text there may be no space.
        [r#"* LIST () "/" "abc""#, r#"* LIST () "/" "ab)""#],
    ] {
        assert_eq!(are_repeated(&lines), [false, false], "{lines:?}");
    }
}

#[test]
fn a_form_whose_lines_are_not_alike_is_not_repeated() {
    let mut forms = Forms::new(AsSent);
    let read = Cell::new(0);
    // Numbers over 99 have another text.
    let describe = |tree: &Tree| {
        read.set(read.get() + 1);
        let number = tree.leaves().find_map(|leaf| leaf.number()).unwrap_or_default();
        if number > 99 { "many".to_owned() } else { number.to_string() }
    };
    for number in [7, 8, 200] {
        let line = format!("* {number} EXISTS");
        assert!(forms.append(line.as_bytes(), &mut String::new()).is_none());
        let tree = tree_of(line.as_bytes());
        forms.learn(&tree, &describe(&tree), (), describe);
    }
    // The form was only tested with the first line.
    assert!(read.get() < 6, "{}", read.get());
}

#[test]
fn a_full_memory_still_learns() {
    let mut forms = Forms::new(AsSent);
    let mut learned = 0;
    for word in 0..4 * MAX_FORMS {
        let line = format!("* {word} X{word}Y (A 7)");
        let tree = tree_of(line.as_bytes());
        if forms.append(line.as_bytes(), &mut String::new()).is_none() {
            forms.learn(&tree, &described(&tree), (), described);
        }
        learned += usize::from(forms.append(line.as_bytes(), &mut String::new()).is_some());
        assert!(forms.known.len() <= MAX_FORMS);
    }
    assert!((MAX_FORMS..2 * MAX_FORMS).contains(&learned), "{learned}");
}
