//! Sentences that tell the reader to type something: ``Type `a1 noop`, and press Enter.``, `次に「a1 noop」と入力します。`
//! Other sentences quote a command to warn of it, or to say who else sends it.

use std::ops::Range;

/// The words of such a sentence before what is to be typed, of which the first ones tell to do so.
const BEFORE: &[(&[&str], &[&str])] = &[
    (
        &["type", "enter", "send", "issue", "run", "execute", "input", "write"],
        &[
            "then",
            "now",
            "next",
            "first",
            "finally",
            "and",
            "please",
            "the",
            "following",
            "command",
        ],
    ),
    (&["tapez", "saisissez", "entrez"], &["puis", "ensuite", "maintenant", "et"]),
    (&["escriba", "escribe", "teclee"], &["luego", "ahora", "y"]),
    (&["введите", "наберите"], &["затем", "теперь", "и", "команду"]),
    (&["输入", "请输入", "然后输入", "接着输入", "輸入", "請輸入"], &[]),
];

/// The same where the verb, or a part of it, stands behind: the words before, and how the text goes on.
const BEHIND: &[(&[&str], &[&str])] = &[
    (
        &["次に", "まず", "続いて", "最後に", "ここで", "今度は", "最初に"],
        &[
            "と入力します",
            "を入力します",
            "と入力する",
            "を入力する",
            "と入力してEnter",
            "を入力してEnter",
            "と入力してください",
            "を入力してください",
            "と入力し、",
            "を入力し、",
            "と打ちます",
            "と打つ",
            "を実行します",
            "を実行する",
            "を送ります",
            "を送る",
        ],
    ),
    (&["geben", "sie", "nun", "jetzt", "dann", "gib"], &[" ein"]),
];

/// Whether the text tells to type its part that stands here in quotes.
pub fn tells_to_type(text: &str, part: &Range<usize>) -> bool {
    let is_quote = |c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '\t');
    let before = text[..part.start].trim_end_matches(|c| !char::is_alphanumeric(c)).to_lowercase();
    let behind = text[part.end..].trim_start_matches(is_quote);
    // The sign or number of a list, and punctuation.
    let words = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let tells_before = BEFORE.iter().any(|(verbs, others)| {
        words.iter().any(|word| verbs.contains(word))
            && words.iter().all(|word| verbs.contains(word) || others.contains(word))
    });
    let tells_behind = || {
        BEHIND.iter().any(|(others, verbs)| {
            words.iter().all(|word| others.contains(word))
                && verbs.iter().any(|verb| behind.starts_with(verb))
        })
    };
    tells_before || tells_behind()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(text: &str) -> bool {
        let at = text.find("a1 noop").expect(text);
        tells_to_type(text, &(at..at + "a1 noop".len()))
    }

    #[test]
    fn instructions() {
        for text in [
            "4. Type `a1 noop`, and press Enter.",
            "- Now enter the following command: \"a1 noop\"",
            "Then, send **a1 noop**:",
            "「a1 noop」と入力します。",
            "次に、「a1 noop」を入力してEnterキーを押します。",
            "Geben Sie „a1 noop“ ein:",
            "Tapez « a1 noop ».",
            "Введите «a1 noop»",
            "请输入“a1 noop”。",
        ] {
            assert!(tells(text), "{text}");
        }
    }

    #[test]
    fn other_sentences_with_a_command() {
        for text in [
            "Do not type `a1 noop`:",
            "Never type `a1 noop`",
            "Instead of typing `a1 noop`, close the window.",
            "A colleague had typed `a1 noop`.",
            "In another terminal, type `a1 noop`.",
            "openssl sends `a1 noop` for us.",
            "`a1 noop` does nothing.",
            "「a1 noop」と入力してはいけません。",
            "「a1 noop」は入力しません。",
            "別の端末で「a1 noop」と入力します。",
            "Geben Sie „a1 noop“ auf keinen Fall ein.",
            "Ne tapez pas « a1 noop ».",
            "Не вводите «a1 noop»",
            "千万不要输入“a1 noop”。",
        ] {
            assert!(!tells(text), "{text}");
        }
    }
}
