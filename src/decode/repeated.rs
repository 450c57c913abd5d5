//! Templates for responses that differ only in their values, of which there may be millions.

use super::dates::LocalTime;
use super::fetched;
use super::part_types::{PartTypes, TypesBySection};
use super::rows::MAX_CHARACTERS;
use crate::encoding::{encoded_words, modified_utf7};
use crate::messages::Edges;
use crate::protocol::framing::{Piece, PieceKind};
use crate::protocol::meaning::{Fetch, Meaning, MessageId};
use crate::protocol::syntax::{Node, Tree};
use crate::templates::{Forms, Value, ValueReader};
use std::sync::Arc;

/// The maximum length of a value, and of the rest of its row, in characters. A row has at most three
/// values, so it is not cut.
const MAX_VALUE_LENGTH: usize = 120;
const MAX_ROW_LENGTH: usize = MAX_CHARACTERS - 3 * MAX_VALUE_LENGTH;

/// The forms of responses, and the rows below them.
pub(super) struct Repeated {
    forms: Forms<LocalTime, FormOfResponse>,
    /// The last response, if its rows came from a template.
    last: Vec<u8>,
}

/// What a form means besides its rows.
enum FormOfResponse {
    /// Nothing about the parts of a message.
    Other,
    /// It has a structure, with these parts that are texts.
    Structure { is_by_uid: bool, parts: Arc<TypesBySection> },
}

impl Repeated {
    pub fn new(local: LocalTime) -> Repeated {
        Repeated { forms: Forms::new(local), last: Vec::new() }
    }

    pub fn clear(&mut self) {
        self.forms.clear();
        self.forget_last();
    }

    /// Appends the rows of a one-line response, and notes the types of the message's parts. False: its
    /// form is not known.
    pub fn show(&mut self, piece: &Piece<'_>, types: &mut PartTypes, rows: &mut String) -> bool {
        let is_data = piece.kind == PieceKind::Untagged && piece.status.is_none();
        let begin = rows.len();
        let Some(form) = self.forms.append(piece.octets, rows).filter(|_| is_data) else {
            rows.truncate(begin);
            return false;
        };
        if let FormOfResponse::Structure { is_by_uid, parts } = form
            && !note(piece.octets, *is_by_uid, parts, types)
        {
            rows.truncate(begin);
            return false;
        }
        self.last.clear();
        self.last.extend_from_slice(piece.octets);
        true
    }

    /// Learns the form of a one-line response. `shown`: the rows below it. `show`: makes the rows of
    /// another response, to check the template.
    pub fn learn(&mut self, tree: &Tree, shown: &str, show: impl FnMut(&Tree) -> String) {
        let form = tree.root().and_then(form_of);
        if let Some(form) = form.filter(|_| shown.lines().all(|row| row.len() <= MAX_ROW_LENGTH)) {
            self.forms.learn(tree, shown, form, show);
        }
    }

    /// Takes the last response, if its rows came from a template.
    pub fn take_last(&mut self) -> Option<Vec<u8>> {
        (!self.last.is_empty()).then(|| std::mem::take(&mut self.last))
    }

    /// Forgets the last response: a newer one did not come from a template.
    pub fn forget_last(&mut self) {
        self.last.clear();
    }
}

/// What the response's form means. `None`: the rows depend on more than the response, or the response
/// changes more than the types of parts.
fn form_of(root: Node<'_>) -> Option<FormOfResponse> {
    match Meaning::of(root) {
        Meaning::Listed(_) | Meaning::MailboxStatus(_) => Some(FormOfResponse::Other),
        Meaning::Fetch(fetch) if fetched::has_content(fetch) => None,
        Meaning::Fetch(fetch) if fetched::has_structure(fetch) => Some(structure(fetch)),
        Meaning::Fetch(_) => Some(FormOfResponse::Other),
        _ => None,
    }
}

fn structure(fetch: Fetch<'_>) -> FormOfResponse {
    let mut types = PartTypes::default();
    fetched::note_types(fetch, &mut types);
    FormOfResponse::Structure {
        is_by_uid: matches!(fetch.message, MessageId::Uid(_)),
        parts: types.of(fetch.message).cloned().unwrap_or_default(),
    }
}

/// Notes the parts of the line's message. False: other parts are known for it.
fn note(line: &[u8], is_by_uid: bool, parts: &Arc<TypesBySection>, types: &mut PartTypes) -> bool {
    let number = line.get(2..).unwrap_or_default().iter();
    let digits = number.take_while(|octet| octet.is_ascii_digit());
    let number = digits
        .fold(0_u64, |number, digit| number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0')));
    let message = if is_by_uid { MessageId::Uid(number) } else { MessageId::Number(number) };
    match types.of(message) {
        Some(known) => return Arc::ptr_eq(known, parts),
        None if !parts.is_empty() => types.note_all(message, parts.clone()),
        None => {}
    }
    true
}

/// Shows the values in the rows.
impl ValueReader for LocalTime {
    fn longest(&self) -> usize {
        MAX_VALUE_LENGTH
    }

    fn read(&self, value: Value, sent: &str, out: &mut String) -> bool {
        match value {
            Value::EncodedText => encoded_words::append(sent.as_bytes(), out),
            Value::HeaderDate => return self.append_of_header(sent.as_bytes(), out),
            Value::DateTime => return self.append_of_date_time(sent.as_bytes(), out),
            Value::EncodedName(_) => {
                let begin = out.len();
                modified_utf7::append(sent, out);
                return out[begin..] != *sent;
            }
            Value::Number | Value::LongNumber | Value::Text | Value::Name(_) => out.push_str(sent),
        }
        true
    }

    fn edges(&self, text: &str) -> Edges {
        self.messages.edges(text)
    }
}

#[cfg(test)]
mod tests {
    use crate::decode::Decoder;
    use crate::language::Language;
    use crate::messages::Messages;
    use crate::protocol::framing::Framer;
    use jiff::tz::{TimeZone, offset};
    use proptest::prelude::*;

    /// The rows below these lines, and how many came from a template. `clear`: without templates.
    fn shown(language: Language, lines: &[String], clear: bool) -> (Vec<String>, usize) {
        let zone = TimeZone::fixed(offset(9));
        let mut decoder = Decoder::in_zone(Messages::new(language), zone);
        let mut framer = Framer::new();
        let (mut all, mut repeated) = (Vec::new(), 0);
        for line in ["* OK hi".to_owned()].iter().chain(lines) {
            let octets = format!("{line}\r\n").into_bytes();
            framer.push(&octets);
            while let Some(piece) = framer.next_piece() {
                if clear {
                    decoder.repeated.clear();
                }
                let mut rows = String::new();
                decoder.server(&piece, true, &mut rows);
                repeated += usize::from(!decoder.repeated.last.is_empty());
                // As `:decode` shows it.
                let last = decoder.last_line();
                all.push(format!("{rows}{last:?}\n{}", decoder.rows()));
            }
        }
        (all, repeated)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn templates_show_what_the_tree_shows(lines in crate::templates::tests::lines(), japanese: bool) {
            let language = if japanese { Language::Japanese } else { Language::English };
            prop_assert_eq!(shown(language, &lines, false).0, shown(language, &lines, true).0);
        }
    }

    /// Texts of a message are read in the charset of its structure, which came from a template.
    #[test]
    fn lines_with_other_values_are_shown_alike() {
        let of_message = |number: u32| {
            [
                format!(
                    "* {number} FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"ISO-2022-JP\") NIL NIL \"BASE64\" {number}0 9))"
                ),
                format!("* {number} FETCH (BODY[1] \"GyRCRnxLXBsoQg==\")"),
                format!(
                    "* {number} FETCH (ENVELOPE (\"Mon, 2 Mar 2026 09:15:{number} +0000\" \"=?utf-8?Q?=E4=BC=9A_{number}?=\" NIL NIL NIL NIL NIL NIL NIL NIL) INTERNALDATE \"{number}-Feb-1994 21:52:25 -0800\")"
                ),
                format!("* LIST () \"/\" \"&ZeVnLA-{number}\""),
                format!(
                    "* {number} FETCH (ENVELOPE (NIL \"say \\\"{number}\\\"\" ((\"Zoë {number}\" NIL \"z\" \"example.org\")) NIL NIL NIL NIL NIL NIL NIL))"
                ),
            ]
        };
        let lines: Vec<String> = (20..24).flat_map(of_message).collect();
        for language in [Language::English, Language::Japanese] {
            let (rows, repeated) = shown(language, &lines, false);
            assert_eq!(rows, shown(language, &lines, true).0);
            assert_eq!(repeated, 12);
            assert!(rows[rows.len() - 4].contains("日本"), "{rows:?}");
        }
    }
}
