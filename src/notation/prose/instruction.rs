//! Sentences that ask the reader to type something: ``Type `a1 noop`, and press Enter.``,
//! `次に「a1 noop」と入力します。` Other sentences quote a command to warn against it, or to say who else
//! sends it. Section 2 of `docs/listings.md`.

use crate::notation::words::is_one_of;
use std::ops::Range;

/// The words of such a sentence before the text to type; the first of them ask the reader to type it.
const BEFORE: &[(&str, &str)] = &[
    (
        "type enter send issue run execute input write",
        "then now next first finally and please the following command",
    ),
    ("tapez saisissez entrez", "puis ensuite maintenant et"),
    ("escriba escribe teclee", "luego ahora y"),
    ("введите наберите", "затем теперь и команду"),
    ("输入 请输入 然后输入 接着输入 輸入 請輸入", ""),
];

/// The same if the verb, or a part of it, follows the text to type: the words before it, and those after it.
const BEFORE_AND_AFTER: &[(&str, &str)] = &[
    (
        "次に まず 続いて 最後に ここで 今度は 最初に",
        "と入力します と入力する と入力してEnter と入力してください と入力し、 \
         を入力します を入力する を入力してEnter を入力してください を入力し、 \
         と打ちます と打つ を実行します を実行する を送ります を送る",
    ),
    ("geben sie nun jetzt dann gib", "ein"),
];

/// The end of the text to type that begins a text without quotes: before the verb, if that follows it in
/// another script, `a1 noop と入力します`. Words of English may be arguments.
pub fn end_of_typed(text: &str) -> usize {
    const VERBS: &[&str] = &["と入力", "を入力", "と打", "を実行", "を送"];
    let end = VERBS.iter().filter_map(|verb| text.find(verb)).min();
    text[..end.unwrap_or(text.len())].trim_end().len()
}

/// Words after the text to type that make the sentence a warning or a condition: `only if you are sure`.
const DOUBTS: &str = "if unless only not never don't without before careful caution warning lose lost would instead \
    except rather wenn nicht nur bevor si sauf pas jamais nunca sólo если не";

/// Such words in languages without spaces between words.
const DOUBTS_IN_TEXT: &str =
    "と、 前に 場合 れば たら 注意 しない ません 危険 消え だめ ダメ 如果 不要 之前 否则 注意 小心";

/// Whether the text after the part makes it doubtful that the reader should type it.
fn is_in_doubt(after: &str) -> bool {
    let after = after.to_lowercase();
    let mut words = after.split(|c: char| !c.is_alphabetic() && c != '\'');
    after.contains(['?', '？'])
        || words.any(|word| is_one_of(DOUBTS, word))
        || DOUBTS_IN_TEXT.split(' ').any(|doubt| after.contains(doubt))
}

/// Whether the text asks the reader to type its quoted part at this place.
pub fn asks_to_type(text: &str, part: &Range<usize>) -> bool {
    let is_quote = |c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '\t');
    let before = text[..part.start].trim_end_matches(|c| !char::is_alphanumeric(c)).to_lowercase();
    let after = text[part.end..].trim_start_matches(is_quote);
    // The sign or number of a list, and punctuation.
    let words = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let tells_before = BEFORE.iter().any(|(verbs, others)| {
        words.iter().any(|word| is_one_of(verbs, word))
            && words.iter().all(|word| is_one_of(verbs, word) || is_one_of(others, word))
    });
    // `と入力して Enter を押します`
    let joined = after.replace(' ', "");
    let asks_after = || {
        BEFORE_AND_AFTER.iter().any(|(others, verbs)| {
            words.iter().all(|word| is_one_of(others, word))
                && verbs.split(' ').any(|verb| {
                    // `と入力すると` is a condition.
                    let rest = joined.strip_prefix(verb);
                    rest.is_some_and(|rest| !rest.starts_with('と'))
                })
        })
    };
    (tells_before || asks_after()) && !is_in_doubt(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(text: &str) -> bool {
        let at = text.find("a1 noop").expect(text);
        asks_to_type(text, &(at..at + "a1 noop".len()))
    }

    #[test]
    fn sentences_that_ask_to_type_a_command_are_recognized() {
        for text in [
            "4. Type `a1 noop`, and press Enter.",
            "Type `a1 noop` to keep the session alive.",
            "Now type `a1 noop` in the same terminal:",
            "- Now enter the following command: \"a1 noop\"",
            "Then, send **a1 noop**:",
            "「a1 noop」と入力します。",
            "次に、「a1 noop」を入力してEnterキーを押します。",
            "Geben Sie „a1 noop“ ein:",
            "Tapez « a1 noop ».",
            "Введите «a1 noop»",
            "请输入“a1 noop”。",
        ] {
            assert!(asks(text), "{text}");
        }
    }

    #[test]
    fn other_sentences_with_a_command() {
        for text in [
            "Type `a1 noop` only if you are sure.",
            "Type `a1 noop` and you lose everything.",
            "Enter `a1 noop`? Rather not!",
            "「a1 noop」と入力すると消えてしまうので注意",
            "「a1 noop」と入力する前に確認してください。",
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
            assert!(!asks(text), "{text}");
        }
    }
}
