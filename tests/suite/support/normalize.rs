//! Brings the responses of two servers into one form, so that they can be compared. Only what
//! RFC 3501 leaves to the server is removed: order, UIDVALIDITY, quoting, time zones.

use super::imap_client::announced_literal;

/// A value in a response: an atom, a string (quoted or literal), or a parenthesized list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Atom(String),
    Text(String),
    List(Vec<Value>),
}

/// A key by which to sort untagged responses. FETCH and EXPUNGE have the same key: their order among
/// each other matters, because EXPUNGE changes sequence numbers.
pub(super) fn ordering_key(response: &str) -> String {
    let numbered = response.starts_with(|first: char| first.is_ascii_digit());
    if numbered && !response.ends_with("EXISTS") && !response.ends_with("RECENT") {
        "numbered".into()
    } else {
        response.to_owned()
    }
}

/// The status (`OK`, `NO`, `BAD`, `BYE`) and the response code of a status response, without its text.
pub(super) fn normalize_status(octets: &[u8]) -> String {
    let text = String::from_utf8_lossy(octets);
    let (status, rest) = text.split_once(' ').unwrap_or((&text, ""));
    let Some(code) =
        rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(code, _)| code)
    else {
        return status.to_owned();
    };
    let mut parts = code.splitn(3, ' ');
    match (parts.next(), parts.next(), parts.next()) {
        // Dovecot 2.3 does not have OBJECTID.
        (Some("CAPABILITY" | "MAILBOXID"), ..) => status.to_owned(),
        (Some(name @ ("APPENDUID" | "COPYUID")), Some(_), Some(uids)) => {
            format!("{status} [{name} V {uids}]")
        }
        (Some("HIGHESTMODSEQ"), ..) => format!("{status} [HIGHESTMODSEQ M]"),
        (Some("UIDVALIDITY"), ..) => format!("{status} [UIDVALIDITY V]"),
        (Some("PERMANENTFLAGS"), ..) => {
            let mut values = parse(code.as_bytes());
            values.iter_mut().for_each(sort);
            format!("{status} [{}]", join(&values))
        }
        _ => format!("{status} [{code}]"),
    }
}

/// An untagged response in normalized form, or `None` for a response that a server may omit.
pub(super) fn normalize_untagged(octets: &[u8]) -> Option<String> {
    let name = octets.split(|octet| *octet == b' ').next().unwrap_or_default();
    if matches!(name, b"OK" | b"NO" | b"BAD" | b"BYE") {
        let status = normalize_status(octets);
        // HIGHESTMODSEQ belongs to CONDSTORE, which only one of the two servers supports.
        return (!status.contains("[HIGHESTMODSEQ") && status != "OK").then_some(status);
    }
    let mut values = parse(octets);
    let word = |index: usize| match values.get(index) {
        Some(Value::Atom(atom)) => atom.to_ascii_uppercase(),
        _ => String::new(),
    };
    match (word(0).as_str(), word(1).as_str()) {
        ("CAPABILITY", _) => return None,
        ("FLAGS", _) => values.iter_mut().for_each(sort),
        ("LIST", _) => normalize_list(&mut values, &[]),
        // RFC 6154 defines these attributes for LIST; Dovecot returns them for LSUB too.
        ("LSUB", _) => {
            normalize_list(&mut values, &["\\Archive", "\\Drafts", "\\Junk", "\\Sent", "\\Trash"])
        }
        ("STATUS", _) => {
            names_as_text(&mut values[1..2]);
            normalize_pairs(values.get_mut(2), |name, value| {
                if name == "UIDVALIDITY" {
                    *value = Value::Atom("V".into());
                }
            });
        }
        ("METADATA", _) => {
            names_as_text(&mut values[1..2]);
            normalize_pairs(values.get_mut(2), |_, _| {});
        }
        (_, "FETCH") => normalize_pairs(values.get_mut(2), normalize_fetch_item),
        _ => {}
    }
    Some(join(&values))
}

/// Normalizes `LIST (attributes) delimiter name`, without the ignored attributes.
fn normalize_list(values: &mut [Value], ignored: &[&str]) {
    if let Some(Value::List(attributes)) = values.get_mut(1) {
        attributes.retain(|attribute| {
            let Value::Atom(name) = attribute else {
                return true;
            };
            // \Marked and \Unmarked are the server's guess.
            !name.to_ascii_lowercase().ends_with("marked") && !ignored.contains(&name.as_str())
        });
        attributes.sort();
    }
    names_as_text(&mut values[3..]);
}

fn normalize_fetch_item(name: &str, value: &mut Value) {
    match name {
        "FLAGS" => sort(value),
        // A missing body part may be NIL or empty.
        _ if (name.starts_with("BODY[") || name.starts_with("BINARY["))
            && *value == Value::Atom("NIL".into()) =>
        {
            *value = Value::Text(String::new());
        }
        "INTERNALDATE" => *value = to_utc(value),
        // The server numbers its changes as it likes.
        "MODSEQ" => *value = Value::Atom("M".into()),
        "BODY" | "BODYSTRUCTURE" => to_uppercase(value),
        _ => {}
    }
}

/// Turns atoms into strings: a mailbox name is an astring, for which both mean the same.
fn names_as_text(values: &mut [Value]) {
    for value in values {
        if let Value::Atom(name) = value {
            *value = Value::Text(std::mem::take(name));
        }
    }
}

/// Sorts the pairs of a list of names and values by name, after `change` was called for each.
fn normalize_pairs(list: Option<&mut Value>, change: impl Fn(&str, &mut Value)) {
    let Some(Value::List(items)) = list else {
        return;
    };
    let mut pairs: Vec<(String, Value)> = items
        .chunks(2)
        .map(|pair| {
            let name = join(&pair[..1]).to_ascii_uppercase();
            let missing = Value::Atom("(no value)".into());
            let mut value = pair.get(1).cloned().unwrap_or(missing);
            change(&name, &mut value);
            (name, value)
        })
        .collect();
    pairs.sort();
    *items = pairs.into_iter().flat_map(|(name, value)| [Value::Atom(name), value]).collect();
}

fn sort(value: &mut Value) {
    if let Value::List(items) = value {
        items.sort();
    }
}

/// A date-time in UTC: the server may use any time zone.
fn to_utc(value: &Value) -> Value {
    let Value::Text(text) = value else {
        return value.clone();
    };
    let date = jiff::fmt::strtime::parse("%d-%b-%Y %H:%M:%S %z", text.trim_start())
        .and_then(|date| date.to_timestamp());
    match date {
        Ok(date) => Value::Text(date.to_string()),
        Err(error) => panic!("{text:?} is not a date-time: {error}"),
    }
}

/// The words of a body structure are case-insensitive. (File names are not, but servers do not change their
/// case.)
fn to_uppercase(value: &mut Value) {
    match value {
        Value::Atom(text) | Value::Text(text) => *text = text.to_ascii_uppercase(),
        Value::List(items) => items.iter_mut().for_each(to_uppercase),
    }
}

fn parse(octets: &[u8]) -> Vec<Value> {
    let mut rest = octets;
    let mut stack: Vec<Vec<Value>> = vec![Vec::new()];
    while let Some(first) = rest.first() {
        let value = match first {
            b' ' => {
                rest = &rest[1..];
                continue;
            }
            b'(' => {
                rest = &rest[1..];
                stack.push(Vec::new());
                continue;
            }
            b')' => {
                rest = &rest[1..];
                Value::List(stack.pop().expect("the parentheses are balanced"))
            }
            b'"' => Value::Text(parse_quoted(&mut rest)),
            b'{' => Value::Text(parse_literal(&mut rest)),
            // A literal8 is a literal that may contain NUL (RFC 3516).
            b'~' if rest.starts_with(b"~{") => {
                rest = &rest[1..];
                Value::Text(parse_literal(&mut rest))
            }
            _ => Value::Atom(parse_atom(&mut rest)),
        };
        stack.last_mut().expect("the parentheses are balanced").push(value);
    }
    match stack.as_slice() {
        [_] => stack.remove(0),
        _ => panic!("unbalanced parentheses: {}", String::from_utf8_lossy(octets)),
    }
}

fn parse_quoted(rest: &mut &[u8]) -> String {
    let mut text = Vec::new();
    let mut at = 1;
    while rest[at] != b'"' {
        at += usize::from(rest[at] == b'\\');
        text.push(rest[at]);
        at += 1;
    }
    *rest = &rest[at + 1..];
    String::from_utf8_lossy(&text).into_owned()
}

fn parse_literal(rest: &mut &[u8]) -> String {
    let end = super::find(rest, b"}\r\n").expect("a literal begins with its length") + 3;
    let length = announced_literal(&rest[..end]).expect("a literal begins with its length");
    let text = String::from_utf8_lossy(&rest[end..end + length]).into_owned();
    *rest = &rest[end + length..];
    text
}

/// An atom, which may contain anything in brackets (`BODY[HEADER.FIELDS (TO)]<0>`).
fn parse_atom(rest: &mut &[u8]) -> String {
    let mut depth = 0_u32;
    let end = rest.iter().position(|octet| {
        match octet {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(octet, b' ' | b'(' | b')')
    });
    let (atom, left) = rest.split_at(end.unwrap_or(rest.len()).max(1));
    *rest = left;
    String::from_utf8_lossy(atom).into_owned()
}

fn join(values: &[Value]) -> String {
    let texts = values.iter().map(|value| match value {
        Value::Atom(atom) => atom.clone(),
        Value::Text(text) => format!("{text:?}"),
        Value::List(items) => format!("({})", join(items)),
    });
    texts.collect::<Vec<_>>().join(" ")
}
