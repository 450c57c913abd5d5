//! The base subject (RFC 5256, section 2.1): a subject without "Re:", "[list]", "(fwd)" and the like.
//!
//! mail-parser has such a function too, but it removes prefixes of other languages, and every server
//! must use exactly this algorithm.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseSubject {
    pub text: String,
    /// Something that marks a reply or a forwarded message was removed.
    pub is_reply: bool,
}

/// Extracts the base subject from a decoded subject.
pub fn base_subject(subject: &str) -> BaseSubject {
    let spaced: Vec<&str> = subject.split_whitespace().collect();
    let spaced = spaced.join(" ");
    let mut text = spaced.as_str();
    let mut is_reply = false;
    loop {
        text = without_trailers(text, &mut is_reply);
        loop {
            let before = text.len();
            text = without_leader(text, &mut is_reply);
            if let Some(rest) = without_blob(text).filter(|rest| !rest.is_empty()) {
                text = rest;
            }
            if text.len() == before {
                break;
            }
        }
        match without_word(text, "[fwd:").and_then(|rest| rest.strip_suffix(']')) {
            Some(rest) => (text, is_reply) = (rest, true),
            None => return BaseSubject { text: text.to_owned(), is_reply },
        }
    }
}

/// Removes white space and "(fwd)" at the end.
fn without_trailers<'a>(mut text: &'a str, is_reply: &mut bool) -> &'a str {
    loop {
        text = text.trim_end_matches(' ');
        let start = text.len().checked_sub(5).filter(|start| text.is_char_boundary(*start));
        match start.map(|start| text.split_at(start)) {
            Some((rest, end)) if end.eq_ignore_ascii_case("(fwd)") => {
                (text, *is_reply) = (rest, true);
            }
            _ => return text,
        }
    }
}

/// Removes white space, or blobs and then "re:", "fw:" or "fwd:", at the start.
fn without_leader<'a>(text: &'a str, is_reply: &mut bool) -> &'a str {
    let text = text.trim_start_matches(' ');
    let mut rest = text;
    while let Some(after) = without_blob(rest) {
        rest = after;
    }
    let word = ["re", "fwd", "fw"].iter().find_map(|word| without_word(rest, word));
    let after = word.and_then(|rest| {
        let rest = rest.trim_start_matches(' ');
        without_blob(rest).unwrap_or(rest).strip_prefix(':')
    });
    match after {
        Some(after) => {
            *is_reply = true;
            after
        }
        None => text,
    }
}

/// Removes "[text]" and the white space after it at the start.
fn without_blob(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('[')?;
    let rest = inside.get(inside.find(['[', ']'])?..)?;
    Some(rest.strip_prefix(']')?.trim_start_matches(' '))
}

fn without_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let start = text.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then(|| text.get(word.len()..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_marks_replies_and_lists_is_removed() {
        for (subject, base, is_reply) in [
            ("hello", "hello", false),
            ("  Re:  hello\t there ", "hello there", true),
            ("RE: re[2]: Fwd : hello (fwd)", "hello", true),
            ("[list] hello", "hello", false),
            ("[list] [other] re: [x] hello", "hello", true),
            ("[only]", "[only]", false),
            ("Re: [only]", "[only]", true),
            ("[fwd: Re: hello]", "hello", true),
            ("Antw: hello", "Antw: hello", false),
            ("Re:", "", true),
            ("(fwd)", "", true),
            ("会議", "会議", false),
            ("[a[b] re: x", "[a[b] re: x", false),
            ("", "", false),
        ] {
            let expected = BaseSubject { text: base.to_owned(), is_reply };
            assert_eq!(base_subject(subject), expected, "{subject}");
        }
    }
}
