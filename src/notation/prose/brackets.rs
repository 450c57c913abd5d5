//! The brackets in which texts put what they leave out or ask the reader for: `[snip]`, `<folder>`,
//! `【パスワード】`, `{{user}}`.

/// The pairs of brackets. `«` and `»` are quotation marks.
pub const PAIRS: &[(char, char)] = &[
    ('[', ']'),
    ('(', ')'),
    ('<', '>'),
    ('{', '}'),
    ('（', '）'),
    ('［', '］'),
    ('【', '】'),
    ('〔', '〕'),
    ('＜', '＞'),
    ('《', '》'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
];

/// The text inside the brackets that enclose all of this text, and the opening bracket. Of several equal
/// pairs, as in `{{user}}`, the innermost one counts. The text inside has none of these brackets.
pub fn inside(text: &str) -> Option<(char, &str)> {
    let (open, close) = PAIRS.iter().find(|(open, _)| text.starts_with(*open))?;
    let mut inside = text;
    while let Some(within) = inside.strip_prefix(*open).and_then(|it| it.strip_suffix(*close)) {
        inside = within;
    }
    (inside.len() < text.len() && !inside.contains([*open, *close])).then_some((*open, inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_one_pair_of_brackets_is_found() {
        assert_eq!(inside("[snip]"), Some(('[', "snip")));
        assert_eq!(inside("{{ user }}"), Some(('{', " user ")));
        assert_eq!(inside("「名前」"), Some(('「', "名前")));
        for text in ["", "[", "[]]", "[a] [b]", "<a", "a>", "[a>", "«a»"] {
            assert_eq!(inside(text), None, "{text}");
        }
    }
}
