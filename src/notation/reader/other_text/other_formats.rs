//! Texts that are not listings of an IMAP session, but contain or resemble one: a log in JSON, a diff, a dump
//! of packets, the session of another protocol. A replay could send parts of them that were never typed. So
//! they are a mistake whose message names the apparent format. Section 12 of `docs/listings.md`.

use super::other_protocols::{
    greeting_of_other_protocol, protocol_of_command, protocol_of_reply, reply_of_other_protocol,
};
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::{Mistake, ScriptError};
use crate::notation::lines::ScriptLine;
use crate::notation::lines::markup::has_markup;
use crate::notation::listing_tags::{is_sure_tag, surely_tagged};
use crate::notation::marks::arrows::is_arrow;
use crate::notation::marks::{after_mark_of_side, are_opposites, is_name_of_side, is_of_session};
use crate::notation::other_format::OtherFormat;
use crate::notation::reader::{NeedsLine, ScriptReader, StepResult};
use crate::notation::response::{bare_status, is_response};
use crate::notation::shape::is_complete_command;
use crate::notation::words::is_one_of;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, certain_protocol, is_sequence_set, tagged_status};

impl ScriptReader {
    /// The other format that a line of a script reveals, if the text is not a listing.
    pub fn other_format(&self, text: &str) -> Option<OtherFormat> {
        let is_first = self.is_at_start();
        let of_protocol = |content: &str| {
            let certain = certain_protocol(&CommandLine::parse(content));
            protocol_of_reply(content)
                .or_else(|| greeting_of_other_protocol(content).filter(|_| is_first))
                .or_else(|| self.reply_in_other_protocol(content))
                .or(certain.map(OtherFormat::Protocol))
        };
        self.reply_in_other_protocol(text)
            .or_else(|| format_of(text))
            .or_else(|| format_of_first(text).filter(|_| is_first))
            .or_else(|| of_protocol(after_mark_of_side(text)?))
            .or_else(|| self.is_dumped_command(text).then_some(OtherFormat::PacketDump))
    }

    /// Whether a command is in a text that begins with the header of a mail, which may quote a session.
    pub fn is_in_mail(&mut self, command: &CommandLine<'_>) -> bool {
        self.prose.has_mail_header
            && command.tag.is_none_or(|tag| !self.stream && !self.is_completed_below(tag))
    }

    /// Whether a stored mail begins here, with its session encoded.
    pub fn is_encoded_mail(&self, text: &str) -> bool {
        const ENCODING: &str = "content-transfer-encoding: quoted-printable";
        self.is_at_start() && text.len() == ENCODING.len() && text.eq_ignore_ascii_case(ENCODING)
    }

    /// The other protocol in which the server answers in this line, which has its mark.
    pub fn protocol_of_marked(&self, line: &ScriptLine) -> Option<OtherFormat> {
        if self.is_record || line.side() != Some(Side::Server) {
            return None;
        }
        let text = line.content().trim();
        if self.is_at_start() {
            protocol_of_reply(text).or_else(|| greeting_of_other_protocol(text))
        } else {
            protocol_of_reply(text).or_else(|| self.reply_in_other_protocol(text))
        }
    }

    /// The other protocol in which this line answers the command above it. The number of a reply may also
    /// be the tag of one of the listing's commands.
    pub fn reply_in_other_protocol(&self, text: &str) -> Option<OtherFormat> {
        let first = text.split([' ', '\t']).next().unwrap_or_default();
        let is_tag = self.sent.tags.contains(first) || self.style.tags.contains(first);
        reply_of_other_protocol(text, self.protocols.last).filter(|_| !is_tag)
    }

    /// The other protocol of a command that IMAP does not have. `None`: it is an IMAP command, or the listing
    /// shows that an IMAP server refused it.
    pub fn protocol_of_unknown(
        &self,
        command: &CommandLine<'_>,
    ) -> Result<Option<OtherFormat>, NeedsLine> {
        let Some(protocol) = certain_protocol(command) else {
            return Ok(None);
        };
        let is_refused = self.is_refused_at(self.at + 1)?;
        Ok((!is_refused).then_some(OtherFormat::Protocol(protocol)))
    }

    /// Notes whether a command that is sent, or that may be prose, belongs to another protocol.
    pub fn note_protocol(&mut self, command: &CommandLine<'_>) {
        self.protocols.last = protocol_of_command(command, self.protocols.last);
    }

    /// Skips such a line. Only the first one is reported: most of the others are like it.
    pub fn pass_other_format(&mut self, line: &ScriptLine, format: OtherFormat) -> StepResult {
        self.protocols.lines += usize::from(matches!(format, OtherFormat::Protocol(_)));
        let is_other = |error: &ScriptError| matches!(error.mistake, Mistake::OtherFormat(_));
        if !self.output.errors.iter().any(is_other) {
            self.mistake(line, Mistake::OtherFormat(format));
        }
        self.pass(LineKind::Mistake, Why::Evident)
    }

    /// In a session of another protocol, or in a list of commands, the rules for IMAP listings do not apply:
    /// only the format is reported.
    pub fn keep_decisive_mistake(&mut self) {
        use OtherFormat::{CommandList, Protocol};
        let decides = |error: &ScriptError| {
            matches!(error.mistake, Mistake::OtherFormat(Protocol(_) | CommandList))
        };
        if self.output.errors.iter().any(decides) {
            self.output.errors.retain(decides);
        }
    }

    /// Whether the text is a session of another protocol, whose reply numbers look like tags.
    pub fn is_of_other_protocol(&self) -> bool {
        const CERTAIN: usize = 3;
        let is_reply = |word: &str| word.len() == 3 && word.bytes().all(|it| it.is_ascii_digit());
        self.protocols.lines >= CERTAIN && self.evidence.commands.iter().all(|word| is_reply(word))
    }

    /// Whether a program that dumps packets has printed this command.
    fn is_dumped_command(&self, text: &str) -> bool {
        let content = text.trim_end_matches('.');
        let dots = text.len() - content.len();
        if dots != 2 && !(dots == 1 && self.protocols.is_dump) {
            return false;
        }
        let command = CommandLine::parse(content);
        let is_tagged = command.tag.is_some_and(|tag| tag.bytes().any(|it| it.is_ascii_digit()));
        is_tagged && (command.spec.is_some() || self.protocols.is_dump)
    }
}

/// Whether this is the header of a packet: `T 192.0.2.1:40000 -> 192.0.2.7:143 [AP]`.
pub fn is_packet_header(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    let is_protocol = words.next().is_some_and(|word| matches!(word, "T" | "U"));
    let is_address = |word: Option<&str>| word.is_some_and(|word| word.contains([':', '.']));
    is_protocol
        && is_address(words.next())
        && words.next() == Some("->")
        && is_address(words.next())
}

/// Whether a line has the octets of a packet's head, as dots, right before a command or an answer, as printed
/// by `tcpdump -A`.
pub fn has_packet_head(text: &str) -> bool {
    let word = text.split([' ', '\t']).next().unwrap_or_default();
    let is_head =
        word.len() > MIN_PACKET_HEAD && word.contains("...") && !word.ends_with(['.', ':']);
    is_head
        && (CommandLine::parse_tagged(text).is_some_and(|it| it.spec.is_some())
            || tagged_status(text).is_some())
}

/// The shortest head of a packet with a tag after it, in octets.
const MIN_PACKET_HEAD: usize = 8;

/// The format that a single line reveals.
fn format_of(text: &str) -> Option<OtherFormat> {
    // Most lines are plain words and are skipped here.
    let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || octet == b' ';
    if text.bytes().all(is_plain) {
        return is_change_of_file(text).then_some(OtherFormat::Diff);
    }
    if is_json(text) {
        return Some(OtherFormat::Json);
    }
    if is_markup(text) {
        return Some(OtherFormat::Markup);
    }
    if is_of_diff(text) {
        return Some(OtherFormat::Diff);
    }
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    let has_command = || CommandLine::parse(text).spec.is_some() || tagged_status(text).is_some();
    if first.matches(',').count() > 3
        && first.starts_with(char::is_alphanumeric)
        && !is_sequence_set(first)
    {
        return Some(OtherFormat::Table);
    }
    let separators = [',', ';'].map(|sign| first.matches(sign).count());
    if separators.iter().any(|count| *count > 1)
        && first.starts_with(|c: char| c.is_ascii_alphanumeric())
    {
        return has_command().then_some(OtherFormat::Table);
    }
    protocol_of_reply(text)
}

/// `{"line":"a1 noop"}`, and its lines if it is pretty-printed: `"line": "a1 noop",`.
fn is_json(text: &str) -> bool {
    let begins = ["{\"", "[{", "[\"", "[[\"", "{ \"", "[ {", "[ \""];
    let is_member = || {
        let name = text.strip_prefix('"').and_then(|text| text.split_once('"'));
        let value = name.filter(|(name, _)| !name.is_empty()).and_then(|it| it.1.strip_prefix(':'));
        value.is_some_and(begins_json_value)
    };
    begins.iter().any(|sign| text.starts_with(sign)) || is_member()
}

/// Whether a text, after a member's name, begins like a value of JSON: `"Archive": 3 messages` is not a
/// member.
fn begins_json_value(text: &str) -> bool {
    let value = text.trim().trim_end_matches(',').trim_end();
    let is_word = matches!(value, "" | "true" | "false" | "null");
    is_word || value.starts_with(['"', '{', '[']) || value.parse::<f64>().is_ok()
}

/// `<line>a1 noop</line>`, or `a1 list &quot;&quot; *`.
fn is_markup(text: &str) -> bool {
    if has_markup(text) && CommandLine::parse(text).spec.is_some() {
        return true;
    }
    let Some(rest) = text.strip_prefix('<') else {
        return false;
    };
    let begins = rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '?' | '!'));
    begins && text.ends_with('>') && (text.contains("</") || rest.starts_with(['?', '!']))
}

/// The head of a diff or of a part of it, git's description of its files, or a command after a diff's sign.
fn is_of_diff(text: &str) -> bool {
    let is_hunk = text.starts_with("@@ -") && text[2..].contains(" @@");
    if is_hunk || text.starts_with("diff --git ") || is_change_of_file(text) {
        return true;
    }
    let Some(content) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    // `- a1 noop` is an entry of a list.
    content.starts_with(|c: char| c.is_ascii_alphanumeric())
        && CommandLine::parse(content).spec.is_some()
}

/// A line of git about a file: `delete mode 100644 x`, `rename x => y (97%)`, `rename from x`.
pub fn is_change_of_file(text: &str) -> bool {
    let (verb, rest) = text.split_once(' ').unwrap_or_default();
    let has_mode = || {
        let mode =
            rest.strip_prefix("file ").unwrap_or(rest).strip_prefix("mode ").unwrap_or_default();
        let mode = mode.split(' ').next().unwrap_or_default();
        mode.len() == 6 && mode.bytes().all(|octet| octet.is_ascii_digit())
    };
    let is_moved = || {
        (rest.contains(" => ") && rest.ends_with("%)"))
            || ["from ", "to "]
                .iter()
                .any(|it| rest.strip_prefix(it).is_some_and(|it| !it.contains(' ')))
    };
    match verb {
        "create" | "delete" | "deleted" | "new" | "old" => has_mode(),
        "rename" | "copy" => is_moved(),
        _ => false,
    }
}

/// The format that the first line of a text reveals.
fn format_of_first(text: &str) -> Option<OtherFormat> {
    let is_column = |name: &str| name.len() > 1 && name.bytes().all(|it| it.is_ascii_alphabetic());
    // A mistyped command may have one comma.
    const USUAL: &str = "command content data dir direction line message payload side text";
    let is_usual = |name: &str| is_one_of(USUAL, &name.to_ascii_lowercase());
    let is_head = |separator: char| match text.matches(separator).count() {
        0 => false,
        1 => !text.contains(' ') && text.split(separator).any(is_usual),
        _ => text.split(separator).all(is_column),
    };
    if is_head(',') || is_head(';') {
        Some(OtherFormat::Table)
    } else {
        greeting_of_other_protocol(text)
    }
}

/// Whether this is a field of a mail's header that explanations hardly begin with.
pub fn is_mail_header(text: &str) -> bool {
    const FIELDS: &str = "content-type delivered-to from message-id mime-version received return-path subject to \
        件名 宛先 差出人";
    let field = text.split_once([':', '：']).map(|(field, _)| field);
    field.is_some_and(|field| is_one_of(FIELDS, &field.to_ascii_lowercase()))
}

/// The signs of a program's source after a string.
const AFTER_STRING: &[char] = &[',', ';', ')', ']', '}', ' '];

/// Whether this line is a string in the source of a program with a line of a session in it:
/// `'C: a1 noop',`.
pub fn is_string_of_source(text: &str) -> bool {
    let inside = text.trim_end_matches(AFTER_STRING);
    let is_string = |quote: &char| {
        let string = inside.strip_prefix(*quote).and_then(|it| it.strip_suffix(*quote));
        inside.len() < text.len() && string.is_some_and(is_of_session)
    };
    ['"', '\'', '`'].iter().any(is_string)
}

/// Whether the text of this line is a string in the source of a program, or in JSON: a quote is open before
/// it, and signs of the program's follow the one that closes it: `'C: a1 noop',`.
pub fn is_in_source(line: &ScriptLine) -> bool {
    let content = line.content().trim();
    let inside = content.trim_end_matches(AFTER_STRING);
    let quote = inside.chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'));
    quote.is_some_and(|quote| {
        let is_open = |text: &str| text.matches(quote).count() % 2 == 1;
        inside.len() < content.len() && is_open(inside) && is_open(line.before(content))
    })
}

impl ScriptReader {
    /// Whether a line of a script is not a command, but contains a tagged command or a response in quotes or
    /// after a tab, as in logs.
    pub fn quotes_session(&self, text: &str) -> bool {
        if self.style.page || !text.contains(['"', '\'', '\t']) {
            return false;
        }
        // `s.send(b"a1 noop\r\n")` is not a command with the tag `s.send(b"a1`.
        let is_tag = |tag: &str| !tag.contains(['"', '\'']);
        let command = CommandLine::parse(text);
        let is_command = command.spec.is_some() && command.tag.is_none_or(is_tag);
        let is_known = is_command || is_response(text);
        let is_line = |quoted: &str| {
            let end = quoted.find("\\r").or_else(|| quoted.find("\\n"));
            let line = &quoted[..end.unwrap_or(quoted.len())];
            is_response(line) || surely_tagged(line).is_some_and(|it| is_complete_command(&it))
        };
        !is_known && ['"', '\'', '\t'].iter().any(|sign| text.split(*sign).skip(1).any(is_line))
    }
}

const SEPARATORS: [char; 2] = [',', ';'];

impl ScriptReader {
    /// Whether a line without a mark is a row of a table, judging by its other columns.
    pub fn is_row_of_table(&mut self, text: &str) -> bool {
        text.contains(SEPARATORS) && (self.has_column_before(text) || self.has_column_after(text))
    }

    /// `1,a1 noop`, `C;a1 noop`, `2, * 3 EXISTS`. A tag may have a comma in it: then a completion repeats it.
    fn has_column_before(&mut self, text: &str) -> bool {
        let first = text.split([' ', '\t']).next().unwrap_or_default();
        let Some(end) = first.rfind(SEPARATORS) else {
            return false;
        };
        let cell = first[..end].rsplit(SEPARATORS).next().unwrap_or_default();
        let content = text[end + 1..].trim_start();
        let is_joined = end + 1 < first.len();
        // Prose may have a comma before a command: `Then, a2 delete Work`.
        let may_be_cell = is_joined && !cell.is_empty() && !self.style.page;
        if !may_be_cell && !is_number_or_side(cell) {
            return false;
        }
        let command = CommandLine::parse(content);
        let is_command = is_complete_command(&command)
            && match command.tag {
                Some(tag) => is_sure_tag(tag),
                None => is_joined && !self.style.page && is_number_or_side(cell),
            };
        (is_command || is_response(content)) && !self.is_completed_below(first)
    }

    /// `a1 noop,client`, `a2 delete Work,3`. An argument may end like this, so that the lines around it
    /// decide.
    fn has_column_after(&self, text: &str) -> bool {
        let Some((content, cell)) =
            split_last_cell(text).filter(|(_, cell)| is_number_or_side(cell))
        else {
            return false;
        };
        let command = CommandLine::parse(content);
        if is_complete_command(&command) && command.arguments.is_empty() {
            // The name of a command has no comma in it.
            return command.tag.is_none_or(is_sure_tag);
        }
        let is_command = is_complete_command(&command) && command.tag.is_none_or(is_sure_tag);
        let above = self.line_above();
        let below = self.arrived_text(self.at + 1);
        is_command
            && [above, below].into_iter().flatten().any(|line| {
                split_last_cell(line.text().trim())
                    .is_some_and(|(content, other)| is_row_of_server(content, cell, other))
            })
    }
}

/// The text before the last separator of a line, and the single word after it.
fn split_last_cell(text: &str) -> Option<(&str, &str)> {
    let (content, cell) = text.rsplit_once(SEPARATORS)?;
    let cell = cell.trim();
    (!cell.is_empty() && !cell.contains([' ', '\t'])).then_some((content.trim_end(), cell))
}

/// Whether a line is the server's, with the other side's name in its last column, or with the number before
/// or after that of the client's line.
fn is_row_of_server(content: &str, clients: &str, servers: &str) -> bool {
    let number = |cell: &str| cell.parse::<u32>().ok();
    match (number(clients), number(servers)) {
        // The last number of a set may be the next one too.
        (Some(one), Some(other)) => one.abs_diff(other) == 1 && tagged_status(content).is_some(),
        _ => {
            let is_servers = is_response(content) || bare_status(content).is_some();
            is_servers && (are_opposites(clients, servers) || are_opposites(servers, clients))
        }
    }
}

/// Whether a cell has a number, a time or an address, or the name or the arrow of a side.
fn is_number_or_side(cell: &str) -> bool {
    let cell = cell.trim_matches('"');
    let is_number = cell.starts_with(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_hexdigit() || "TZ:.-+_/[]".contains(c));
    is_number || is_arrow(cell) || (!cell.is_empty() && is_name_of_side(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_listing() {
        use OtherFormat::{Diff, Json, Markup, Protocol, Table};
        for (text, format) in [
            (r#"{"dir":"C","line":"a1 noop"}"#, Some(Json)),
            (r#"[{"dir":"C","#, Some(Json)),
            (r#"["a1 noop", "a2 noop"]"#, Some(Json)),
            (r#""line": "a1 noop","#, Some(Json)),
            ("<log><c>a1 noop</c></log>", Some(Markup)),
            ("<?xml version=\"1.0\"?>", Some(Markup)),
            ("1,C,a1 noop", Some(Table)),
            ("2,S,a1 OK done", Some(Table)),
            ("2;S;a1 OK done", Some(Table)),
            ("2026-11-28T00:00:00.001Z,08D,1,10.0.0.1:25,10.0.0.2:4000,<,EHLO x,", Some(Table)),
            ("1,2,3,4,5", None),
            ("diff --git a/x b/x", Some(Diff)),
            ("@@ -1,3 +1,4 @@ fn x", Some(Diff)),
            ("+a1 noop", Some(Diff)),
            ("-delete Work", Some(Diff)),
            ("delete mode 100644 src/x.rs", Some(Diff)),
            ("deleted file mode 100644", Some(Diff)),
            ("rename a => b (97%)", Some(Diff)),
            ("rename from a", Some(Diff)),
            ("rename to b", Some(Diff)),
            ("rename from to x", None),
            ("rename a b", None),
            ("delete mode", None),
            ("delete Work", None),
            ("+OK POP3 ready", Some(Protocol("POP3"))),
            ("HTTP/1.1 200 OK", Some(Protocol("HTTP"))),
            ("DELETE /x HTTP/1.1", Some(Protocol("HTTP"))),
            ("search text /x HTTP/1.1 y", None),
            ("\"IMPLEMENTATION\" \"x\"", Some(Protocol("ManageSieve"))),
            ("\"/var/mail/taro\": 3 messages 3 new", None),
            (":expect OK", None),
            (":wait 10", None),
            ("STORED", None),
            ("a1 noop", None),
            ("+ OK", None),
            ("- a1 noop", None),
            ("-x", None),
            ("{5}", None),
            ("\"INBOX\"", None),
            ("1,2,3", None),
            ("<user> noop", None),
            ("a1 search subject <b>x</b>", None),
        ] {
            assert_eq!(format_of(text), format, "{text}");
        }
    }

    #[test]
    fn heads_of_tables_and_of_packets() {
        assert_eq!(format_of_first("time,side,line"), Some(OtherFormat::Table));
        for text in ["n,line", "line;side", "time;side;line", "No,Text"] {
            assert_eq!(format_of_first(text), Some(OtherFormat::Table), "{text}");
        }
        for text in ["noop", "yes,indeed", "select inbox,line"] {
            assert_eq!(format_of_first(text), None, "{text}");
        }
        assert!(has_packet_head("E..<.@.@.......a1 LOGIN user pass"));
        assert!(has_packet_head("E..<.@.@.......a1 OK in"));
        for text in ["a1 create etc...", "... a1 noop", "a...b noop", "E..<.@.@.......x y"] {
            assert!(!has_packet_head(text), "{text}");
        }
        assert!(is_packet_header("T 192.0.2.1:40000 -> 192.0.2.7:143 [AP] #4"));
        assert!(!is_packet_header("T 1 -> 2") && !is_packet_header("T noop"));
    }
}
