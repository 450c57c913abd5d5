//! Joins the lines of paragraphs that were broken for sending (format=flowed, RFC 3676).

/// Joins the lines of each paragraph, as a mail client does. `del_sp`: the space at which a line was
/// broken is not part of the text.
pub(super) fn join(text: &str, del_sp: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    // The quote depth of the paragraph that continues in the next line.
    let mut open = None;
    for (index, line) in text.lines().enumerate() {
        let unquoted = line.trim_start_matches('>');
        let depth = line.len() - unquoted.len();
        let line = unquoted.strip_prefix(' ').unwrap_or(unquoted);
        let is_signature = line == "-- ";
        if open.take_if(|open| *open == depth && !is_signature).is_none() {
            if index > 0 {
                joined.push('\n');
            }
            joined.extend(std::iter::repeat_n('>', depth));
            if depth > 0 {
                joined.push(' ');
            }
        }
        let goes_on = line.ends_with(' ') && !is_signature;
        let content = if goes_on && del_sp { &line[..line.len() - 1] } else { line };
        joined.push_str(content);
        open = goes_on.then_some(depth);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn the_lines_of_a_paragraph_are_joined() {
        for (text, del_sp, expected) in [
            ("a \r\nb\r\nc\r\n", false, "a b\nc"),
            ("日 \n本\n", true, "日本"),
            (" From x\n  y\n", false, "From x\n y"),
            ("> a \n> b\n>> c \nd\n", false, "> a b\n>> c \nd"),
            ("a \n-- \nb\n", false, "a \n-- \nb"),
            ("\na\n\nb", false, "\na\n\nb"),
            ("", false, ""),
        ] {
            assert_eq!(join(text, del_sp), expected, "{text:?}");
        }
    }
}
