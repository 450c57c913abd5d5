//! Responses of two servers in one form, so that they can be compared: what RFC 3501 leaves to
//! the server (order, UIDVALIDITY, quoting, time zones) is removed, nothing else.

use super::raw_client::announced;

/// A value of IMAP's data: an atom, a string (quoted or literal, the same), or a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Atom(String),
    Text(String),
    List(Vec<Value>),
}

/// The order of untagged responses means something only among FETCH and EXPUNGE.
pub(super) fn ordering_key(response: &str) -> String {
    let numbered = response.starts_with(|first: char| first.is_ascii_digit());
    if numbered && !response.ends_with("EXISTS") && !response.ends_with("RECENT") {
        "numbered".into()
    } else {
        response.to_owned()
    }
}

/// `OK`, `NO`, `BAD`, `BYE`, with the response code that stands behind it.
pub(super) fn completion(octets: &[u8]) -> String {
    let text = String::from_utf8_lossy(octets);
    let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
    let Some(code) = rest
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .map(|(code, _)| code)
    else {
        return word.to_owned();
    };
    let mut parts = code.splitn(3, ' ');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("CAPABILITY"), ..) => word.to_owned(),
        (Some(name @ ("APPENDUID" | "COPYUID")), Some(_), Some(uids)) => {
            format!("{word} [{name} V {uids}]")
        }
        (Some("UIDVALIDITY"), ..) => format!("{word} [UIDVALIDITY V]"),
        (Some("PERMANENTFLAGS"), ..) => {
            let mut values = values(code.as_bytes());
            values.iter_mut().for_each(sort);
            format!("{word} [{}]", joined(&values))
        }
        _ => format!("{word} [{code}]"),
    }
}

/// An untagged response in one form; none where servers may say it or not.
pub(super) fn normalized(octets: &[u8]) -> Option<String> {
    let name = octets
        .split(|octet| *octet == b' ')
        .next()
        .unwrap_or_default();
    if matches!(name, b"OK" | b"NO" | b"BAD" | b"BYE") {
        let status = completion(octets);
        // CONDSTORE's code: only one of the two has the extension.
        return (!status.contains("[HIGHESTMODSEQ") && status != "OK").then_some(status);
    }
    let mut values = values(octets);
    let at = |values: &[Value], index: usize| match values.get(index) {
        Some(Value::Atom(atom)) => atom.to_ascii_uppercase(),
        _ => String::new(),
    };
    match (at(&values, 0).as_str(), at(&values, 1).as_str()) {
        ("CAPABILITY", _) => return None,
        ("FLAGS", _) => values.iter_mut().for_each(sort),
        ("LIST" | "LSUB", _) => {
            if let Some(Value::List(attributes)) = values.get_mut(1) {
                // Whether something arrived since is a guess of the server's; it may leave it out.
                let guess = |value: &Value| matches!(value, Value::Atom(name) if name.to_ascii_lowercase().ends_with("marked"));
                attributes.retain(|value| !guess(value));
                if name == b"LSUB" {
                    // Dovecot says what a mailbox is for in LSUB too; RFC 6154 asks it for LIST.
                    let special = ["\\Archive", "\\Drafts", "\\Junk", "\\Sent", "\\Trash"];
                    attributes.retain(|value| {
                        !matches!(value, Value::Atom(name) if special.contains(&name.as_str()))
                    });
                }
                attributes.sort();
            }
            names_as_text(&mut values[3..]);
        }
        ("STATUS", _) => {
            names_as_text(&mut values[1..2]);
            if let Some(Value::List(items)) = values.get_mut(2) {
                pairs(items, |name, value| {
                    if name == "UIDVALIDITY" {
                        *value = Value::Atom("V".into());
                    }
                });
            }
        }
        (_, "FETCH") => {
            if let Some(Value::List(items)) = values.get_mut(2) {
                pairs(items, |name, value| match name {
                    "FLAGS" => sort(value),
                    // A part that is not there: NIL or empty.
                    _ if name.starts_with("BODY[") && *value == Value::Atom("NIL".into()) => {
                        *value = Value::Text(String::new());
                    }
                    "INTERNALDATE" => *value = instant(value),
                    "BODY" | "BODYSTRUCTURE" => upper(value),
                    _ => {}
                });
            }
        }
        _ => {}
    }
    Some(joined(&values))
}

/// A mailbox name is an astring: quoted or not is the same.
fn names_as_text(values: &mut [Value]) {
    for value in values {
        if let Value::Atom(name) = value {
            *value = Value::Text(std::mem::take(name));
        }
    }
}

/// Brings names in capital letters and pairs in the order of their names; `change` sees each.
fn pairs(items: &mut Vec<Value>, change: impl Fn(&str, &mut Value)) {
    let mut found: Vec<(String, Value)> = items
        .chunks(2)
        .map(|pair| {
            let name = joined(&pair[..1]).to_ascii_uppercase();
            let mut value = pair
                .get(1)
                .cloned()
                .unwrap_or(Value::Atom("(nothing)".into()));
            change(&name, &mut value);
            (name, value)
        })
        .collect();
    found.sort();
    *items = found
        .into_iter()
        .flat_map(|(name, value)| [Value::Atom(name), value])
        .collect();
}

fn sort(value: &mut Value) {
    if let Value::List(items) = value {
        items.sort();
    }
}

/// A date-time as UTC: the zone it is shown in is the server's choice.
fn instant(value: &Value) -> Value {
    let Value::Text(text) = value else {
        return value.clone();
    };
    let date = jiff::fmt::strtime::parse("%d-%b-%Y %H:%M:%S %z", text.trim_start())
        .and_then(|date| date.to_timestamp());
    match date {
        Ok(date) => Value::Text(date.to_string()),
        Err(error) => panic!("{text:?} is no date-time: {error}"),
    }
}

/// MIME's words mean the same in any case. (Names of files do not, but a difference would show in the letters.)
fn upper(value: &mut Value) {
    match value {
        Value::Atom(text) | Value::Text(text) => *text = text.to_ascii_uppercase(),
        Value::List(items) => items.iter_mut().for_each(upper),
    }
}

/// Reads values until the octets end.
fn values(octets: &[u8]) -> Vec<Value> {
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
                Value::List(stack.pop().expect("an open list"))
            }
            b'"' => Value::Text(quoted(&mut rest)),
            b'{' => Value::Text(literal(&mut rest)),
            _ => Value::Atom(atom(&mut rest)),
        };
        stack.last_mut().expect("an open list").push(value);
    }
    assert_eq!(
        stack.len(),
        1,
        "unbalanced: {}",
        String::from_utf8_lossy(octets)
    );
    stack.pop().unwrap_or_default()
}

fn quoted(rest: &mut &[u8]) -> String {
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

fn literal(rest: &mut &[u8]) -> String {
    let end = super::position(rest, b"}\r\n").expect("a literal's length") + 3;
    let length = announced(&rest[..end]).expect("a literal's length");
    let text = String::from_utf8_lossy(&rest[end..end + length]).into_owned();
    *rest = &rest[end + length..];
    text
}

/// An atom, with what stands in brackets in it (`BODY[HEADER.FIELDS (TO)]<0>`).
fn atom(rest: &mut &[u8]) -> String {
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

fn joined(values: &[Value]) -> String {
    let shown = values.iter().map(|value| match value {
        Value::Atom(atom) => atom.clone(),
        Value::Text(text) => format!("{text:?}"),
        Value::List(items) => format!("({})", joined(items)),
    });
    shown.collect::<Vec<_>>().join(" ")
}
