//! BODYSTRUCTURE and BODY (RFC 3501, section 7.4.2): the tree of a message's parts.

use super::content_type::{ContentType, Parameter, disposition, languages, transfer_encoding};
use super::entity::{BodyContent, Entity};
use super::envelope;
use super::print::{nstring, print_string as string};
use crate::encoding::fields::{Field, fields, unfold};

/// Replaces the parts of a multipart that has none, because the grammar requires at least one. The
/// closing parenthesis is missing, because extension data may follow.
const NO_PARTS: &[u8] = b"(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 0 0";

/// Writes the structure of `entity`, an entity of `message`. BODYSTRUCTURE is `extensible`, BODY is
/// not.
pub(super) fn print(out: &mut Vec<u8>, message: &[u8], entity: &Entity, extensible: bool) {
    let all: Vec<Field<'_>> = fields(entity.header_of(message)).collect();
    out.push(b'(');
    if let BodyContent::Multipart(parts) = &entity.content {
        if parts.is_empty() {
            out.extend_from_slice(NO_PARTS);
            out.extend_from_slice(if extensible { b" NIL NIL NIL NIL)" } else { b")" });
        }
        for part in parts {
            print(out, message, part, extensible);
        }
        out.push(b' ');
        string(out, &entity.content_type.sub);
        if extensible {
            out.push(b' ');
            parameter_list(out, &entity.content_type.parameters);
        }
    } else {
        single_part(out, message, entity, &all, extensible);
        if extensible {
            out.push(b' ');
            nstring(out, field_value(&all, "content-md5").as_deref());
        }
    }
    if extensible {
        extension_data(out, &all);
    }
    out.push(b')');
}

/// Writes body-type-basic, body-type-msg or body-type-text, without extension data.
fn single_part(
    out: &mut Vec<u8>,
    message: &[u8],
    entity: &Entity,
    all: &[Field<'_>],
    extensible: bool,
) {
    string(out, &entity.content_type.main);
    out.push(b' ');
    string(out, &entity.content_type.sub);
    out.push(b' ');
    parameter_list(out, &with_charset(&entity.content_type));
    for name in ["content-id", "content-description"] {
        out.push(b' ');
        nstring(out, field_value(all, name).as_deref());
    }
    out.push(b' ');
    let encoding = field_value(all, "content-transfer-encoding");
    let mechanism = encoding.as_deref().map(transfer_encoding).unwrap_or_default();
    string(out, if mechanism.is_empty() { b"7BIT" } else { mechanism });
    let body = entity.body_of(message);
    out.extend_from_slice(format!(" {}", body.len()).as_bytes());
    if let BodyContent::Message(inner) = &entity.content {
        out.push(b' ');
        envelope::print(out, inner.header_of(message));
        out.push(b' ');
        print(out, message, inner, extensible);
    }
    if entity.content_type.is_main("text") || matches!(entity.content, BodyContent::Message(_)) {
        out.extend_from_slice(format!(" {}", count_lines(body)).as_bytes());
    }
}

/// The parameters, with the default charset for a text part that has none (RFC 2046, section
/// 4.1.2).
fn with_charset(content_type: &ContentType) -> Vec<Parameter> {
    let mut parameters = content_type.parameters.clone();
    if content_type.is_main("text") && content_type.parameter("charset").is_none() {
        parameters.push((b"CHARSET".to_vec(), b"US-ASCII".to_vec()));
    }
    parameters
}

/// Writes disposition, language and location, each after a space.
fn extension_data(out: &mut Vec<u8>, all: &[Field<'_>]) {
    match field_value(all, "content-disposition").as_deref().and_then(disposition) {
        Some((kind, parameters)) => {
            out.extend_from_slice(b" (");
            string(out, &kind);
            out.push(b' ');
            parameter_list(out, &parameters);
            out.push(b')');
        }
        None => out.extend_from_slice(b" NIL"),
    }
    out.push(b' ');
    language_list(
        out,
        &field_value(all, "content-language").as_deref().map(languages).unwrap_or_default(),
    );
    out.push(b' ');
    nstring(out, field_value(all, "content-location").as_deref());
}

fn language_list(out: &mut Vec<u8>, tags: &[Vec<u8>]) {
    match tags {
        [] => out.extend_from_slice(b"NIL"),
        tags => {
            for (index, tag) in tags.iter().enumerate() {
                out.push(if index == 0 { b'(' } else { b' ' });
                string(out, tag);
            }
            out.push(b')');
        }
    }
}

fn parameter_list(out: &mut Vec<u8>, parameters: &[Parameter]) {
    if parameters.is_empty() {
        out.extend_from_slice(b"NIL");
        return;
    }
    for (index, (name, value)) in parameters.iter().enumerate() {
        out.push(if index == 0 { b'(' } else { b' ' });
        string(out, name);
        out.push(b' ');
        string(out, value);
    }
    out.push(b')');
}

fn field_value(all: &[Field<'_>], name: &str) -> Option<Vec<u8>> {
    all.iter().find(|field| field.is(name)).map(|field| unfold(field.value).into_owned())
}

fn count_lines(body: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', body).count()
}
