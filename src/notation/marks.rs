//! Marks: what a listing writes before a line to say whose it is, such as the RFCs' `C:` and `S:`.

use super::forms::reads_like_prose;
use super::lines::blanks_before;
use super::listing_tags::is_sure_tag;
use super::log_prefix::{ARROWS, EMPHASIS, after_prefix, after_time, prefix_ends, significant};
use super::program_prompt::Prompt;
use super::quoted::decoded;
use super::response::{bare_status, is_response};
use super::shape::is_complete;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// A line's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub side: Side,
    /// The octet where the mark begins.
    pub begins: usize,
    /// The octet after it.
    pub after: usize,
    /// Which of several clients or servers it means: 1 for `C1:`. 0 if it does not say.
    pub number: u32,
}

/// The marks of a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MarkStyle {
    /// `C:` and `S:`. A line with such a mark is a client's or a server's in any listing.
    #[default]
    Rfc,
    /// Another pair, each without its blanks: `>` and `<`, `Client:` and `Server:`. The server's lines may
    /// have none.
    Pair { client: String, server: Option<String> },
    /// The prompt of a program, which ends with this sign; its output has no mark.
    Prompt { sign: String },
}

/// The signs that end a mark, of which arrows may consist of several: `>>>`, `-->`.
const SIGNS: &[char] = &[':', '：', ']', ')', '|'];
const SHAFTS: &[char] = &['-', '='];

/// The brackets that may enclose a mark.
const BRACKETS: &[(char, char)] = &[('[', ']'), ('(', ')'), ('<', '>'), ('{', '}'), ('【', '】')];

/// How the logs of Thunderbird begin what was sent, and what was received, behind much else.
const LOGGED: &[&str] = &["SendData:", "CreateNewLineFromSocket:"];

/// The words that are a mark without a sign, or with a number: `C1:`.
const WORDS: &[&str] = &[
    "c",
    "s",
    "client",
    "server",
    "serveur",
    "tx",
    "rx",
    "send",
    "recv",
    "sent",
    "received",
    "クライアント",
    "サーバ",
    "サーバー",
];

/// The most signs of a quotation before a mark.
const MAX_QUOTATION: usize = 3;

/// The longest word in a mark, in characters.
const MAX_WORD: usize = 16;

impl MarkStyle {
    /// The client's mark alone.
    pub fn of_client(mark: &str) -> MarkStyle {
        MarkStyle::Pair { client: mark.to_owned(), server: None }
    }

    /// Whether the server's lines have marks too.
    pub fn has_server_marks(&self) -> bool {
        match self {
            MarkStyle::Rfc => true,
            MarkStyle::Pair { server, .. } => server.is_some(),
            MarkStyle::Prompt { .. } => false,
        }
    }

    /// The mark of this line.
    pub fn find(&self, text: &str) -> Option<Mark> {
        let (client, server) = match self {
            MarkStyle::Rfc => {
                // Most lines begin with another letter, and need no further look.
                let first = text.trim_start_matches([' ', '\t']).chars().next()?;
                matches!(first, 'C' | 'S' | 'E' | 'e' | '例').then_some(())?;
                MarkPosition::in_line(text)?;
                ("C:", "S:")
            }
            MarkStyle::Pair { client, server } => {
                (client.as_str(), server.as_deref().unwrap_or(""))
            }
            MarkStyle::Prompt { sign } => {
                let found = Prompt::of_line(text).filter(|found| found.sign == sign)?;
                let (begins, after) = (blanks_before(text), found.after);
                return Some(Mark { side: Side::Client, begins, after, number: 0 });
            }
        };
        let sides = [(Side::Client, client), (Side::Server, server)];
        let sides = sides.into_iter().filter(|(_, name)| !name.is_empty());
        let known = MarkPosition::in_line(text).and_then(|found| {
            let (side, _) = sides.clone().find(|(_, name)| found.letters(text).eq(name.chars()))?;
            let (begins, after, number) = (found.begins, found.after, found.number(text));
            Some(Mark { side, begins, after, number })
        });
        if *self == MarkStyle::Rfc {
            return known;
        }
        let logged = sides.filter_map(|(side, name)| {
            let (begins, after) = (blanks_before(text), after_prefix(text, name)?);
            Some(Mark { side, begins, after, number: 0 })
        });
        // One may begin like the other.
        let logged = logged.max_by_key(|mark| mark.after);
        match known {
            Some(known) if logged.is_none_or(|logged| logged.after <= known.after) => Some(known),
            _ => logged,
        }
    }
}

/// A single line without its mark, and whether the mark is the server's.
pub fn without_mark(text: &str) -> (&str, Option<bool>) {
    match MarkStyle::Rfc.find(text) {
        Some(mark) => (text[mark.after..].trim_start(), Some(mark.side == Side::Server)),
        None => match LogLine::read(text) {
            Some(line) => (text[line.after..].trim_start(), Some(line.is_server)),
            None => (text, None),
        },
    }
}

/// A line that begins with what may be a mark, in front of a response or a tagged command.
pub struct LogLine<'a> {
    /// What may be its mark.
    pub mark: String,
    /// The text behind it.
    pub said: Cow<'a, str>,
    pub is_server: bool,
    /// Where that begins.
    pub after: usize,
}

impl<'a> LogLine<'a> {
    /// The line, if it is one.
    pub fn read(text: &'a str) -> Option<LogLine<'a>> {
        if !may_have_mark(text) {
            return None;
        }
        let known =
            MarkPosition::in_line(text).and_then(|found| LogLine::behind(text, &found, false));
        known.or_else(|| {
            prefix_ends(text).find_map(|after| {
                let found = MarkPosition { begins: blanks_before(text), after };
                LogLine::behind(text, &found, true).filter(|_| !is_sure_command(text))
            })
        })
    }

    /// The line with this mark, if it is one. `sure`: behind it there may only be what is
    /// certain to be a server's line or a tagged command.
    fn behind(text: &'a str, found: &MarkPosition, sure: bool) -> Option<LogLine<'a>> {
        let said = in_table(&text[..found.after], text[found.after..].trim());
        let said = decoded(said).map_or(Cow::Borrowed(said), Cow::Owned);
        let command = CommandLine::parse(&said);
        // `1>>>2 noop` has another mark before its tag.
        let may_be_tag = |tag: &str| match sure {
            true => is_sure_tag(tag),
            false => !tag.contains(ARROWS),
        };
        // `C1 OK ID completed` is a completion, which may name its command.
        let is_status =
            |tag: &str| ["OK", "NO", "BAD"].iter().any(|it| tag.eq_ignore_ascii_case(it));
        let is_command = command.spec.is_some()
            && command.tag.is_some_and(|tag| may_be_tag(tag) && !is_status(tag));
        let is_server = match tagged_status(&said) {
            Some((tag, _)) => may_be_tag(tag),
            None => is_response(&said),
        };
        // `login: a1 noop` is a mistyped command.
        let word = text[found.begins..found.after].trim_end_matches(':');
        let is_mark = crate::protocol::commands::find(word).is_none();
        (is_mark && (is_server || is_command)).then(|| LogLine {
            after: found.after,
            mark: found.letters(text).collect(),
            said,
            is_server,
        })
    }
}

/// What was sent, without the sign that ends a row of a table, `| C | a1 noop |`, if there is one in the mark.
pub fn in_table<'a>(mark: &str, said: &'a str) -> &'a str {
    let cell = said.strip_suffix('|').filter(|_| mark.contains('|'));
    cell.map_or(said, str::trim_end)
}

/// Whether a line is a command with a tag, whatever its arguments are.
fn is_sure_command(text: &str) -> bool {
    let command = CommandLine::parse(text);
    command.spec.is_some() && command.tag.is_some_and(is_sure_tag)
}

impl LogLine<'_> {
    /// Whether this is a server's line behind the sign of a quotation, which is rather a client's mark.
    pub fn is_quoted_response(text: &str) -> bool {
        LogLine::read(text).is_some_and(|it| it.is_server && it.mark.starts_with(['>', '|']))
    }
}

/// A line that begins with what may be a mark, in front of a complete command without a tag, or of a
/// status without one. Prose may look like this: `Note: select Trash`, `Result: OK`.
pub struct UntaggedLine {
    /// What may be its mark.
    pub mark: String,
    pub is_server: bool,
    /// Where what stands behind the mark begins.
    pub after: usize,
}

impl UntaggedLine {
    /// The line, if it is one.
    pub fn read(text: &str) -> Option<UntaggedLine> {
        if !may_have_mark(text) {
            return None;
        }
        let found = MarkPosition::in_line(text)?;
        let after = found.after;
        let said = text[after..].trim();
        let is_server = bare_status(said).is_some();
        let command = CommandLine::parse(said);
        let is_command = command.tag.is_none()
            && command.spec.is_some_and(|spec| is_complete(spec, command.arguments))
            && !reads_like_prose(command.arguments.trim());
        // `login: noop` is a mistyped command.
        let word = text[found.begins..after].trim_end_matches(':');
        let mark: String = found.letters(text).collect();
        // In `C1 noop` the word is a tag.
        let has_sign = !name_and_signs(&mark).1.is_empty();
        let is_mark = has_sign && crate::protocol::commands::find(word).is_none();
        let is_any = is_mark && (is_server || is_command);
        is_any.then_some(UntaggedLine { mark, is_server, after })
    }

    /// Whether this is a command behind what may be the client's mark in a pair of opposites.
    pub fn may_be_clients(&self) -> bool {
        let (name, signs) = name_and_signs(&self.mark);
        let is_name = OPPOSITES.iter().any(|(client, _)| name == *client);
        !self.is_server && (is_name || (name.is_empty() && signs.contains(ARROWS)))
    }

    /// Whether the mark by itself says that this is the client's line.
    pub fn is_certainly_clients(&self) -> bool {
        !self.is_server && (is_clients_name(&self.mark) || is_arrow(&self.mark))
    }
}

/// The names of both sides, the client's and the server's.
const OPPOSITES: &[(&str, &str)] = &[
    ("c", "s"),
    ("client", "server"),
    ("client", "serveur"),
    ("cliente", "servidor"),
    ("tx", "rx"),
    ("send", "recv"),
    ("sent", "received"),
    ("クライアント", "サーバ"),
    ("クライアント", "サーバー"),
    ("客户端", "服务器"),
];

/// The name in a mark, in lower case, and the signs around it.
fn name_and_signs(mark: &str) -> (String, String) {
    let is_letter = |c: &char| c.is_alphabetic() || *c == 'ー';
    let (name, signs): (String, String) = mark.chars().partition(is_letter);
    (name.to_lowercase(), signs)
}

/// Whether these marks name the two sides (`Client:` and `Server:`), or are arrows in opposite directions.
fn are_opposites(client: &str, server: &str) -> bool {
    let ((client_name, client_signs), (server_name, server_signs)) =
        (name_and_signs(client), name_and_signs(server));
    let are_names = OPPOSITES.contains(&(&client_name, &server_name));
    let have_arrows = client_signs.contains(ARROWS);
    match have_arrows {
        true => {
            let same = client_signs == server_signs;
            let mirrored = mirrored(&client_signs) == server_signs;
            (are_names && (same || mirrored)) || (client_name == server_name && !same && mirrored)
        }
        false => are_names && client_signs == server_signs,
    }
}

/// Whether the mark is a name of the client. `c)` may be a list's entry.
fn is_clients_name(mark: &str) -> bool {
    let (name, _) = name_and_signs(mark);
    name.len() > 2 && OPPOSITES.iter().any(|(client, _)| name == *client)
}

/// Whether a word is nothing but an arrow: `>`, `-->`.
pub fn is_arrow(word: &str) -> bool {
    word.contains(ARROWS) && word.chars().all(|c| ARROWS.contains(&c) || SHAFTS.contains(&c))
}

/// An arrow in the other direction.
fn mirrored(signs: &str) -> String {
    let turned = |c: char| match ARROWS.iter().position(|arrow| *arrow == c) {
        // The arrows stand in pairs.
        Some(at) => ARROWS[at ^ 1],
        None => c,
    };
    signs.chars().rev().map(turned).collect()
}

/// The text behind this mark.
pub fn behind_mark<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let found = MarkPosition::in_line(text).filter(|found| found.letters(text).eq(mark.chars()));
    let after = found.map(|found| found.after).or_else(|| after_prefix(text, mark))?;
    Some(text[after..].trim())
}

/// Whether a line begins with a word and a colon, as a remark does, in front of a command without a
/// tag: `Note: delete Work`; or with an arrow. A server would take it for the tag.
pub fn begins_with_label(command: &CommandLine<'_>) -> bool {
    if command.tag.is_some_and(is_arrow) {
        return true;
    }
    let word = command.tag.and_then(|tag| tag.strip_suffix([':', '：']));
    word.is_some_and(|word| !word.is_empty() && word.chars().all(char::is_alphabetic))
}

/// Where a line has what can be a mark, of whatever pair.
struct MarkPosition {
    begins: usize,
    after: usize,
}

impl MarkPosition {
    /// What a line begins with, if that can be a mark: a sign, or a word with a sign; the RFCs put
    /// `Example:` before the first. `C:\` and `http://` are none.
    fn in_line(text: &str) -> Option<MarkPosition> {
        MarkPosition::behind_quotation(text, MAX_QUOTATION)
    }

    /// The same, behind at most `depth` signs of a quotation, which are a part of the mark.
    fn behind_quotation(text: &str, depth: usize) -> Option<MarkPosition> {
        if let Some(found) = MarkPosition::logged(text) {
            return Some(found);
        }
        let mut begins = blanks_before(text);
        if let Some(after) = after_example(&text[begins..]) {
            begins += after;
            begins += blanks_before(&text[begins..]);
        }
        begins += after_time(&text[begins..]);
        let rest = &text[begins..];
        let inside = rest.trim_start_matches(EMPHASIS);
        let is_emphasized = inside.len() < rest.len() && !inside.starts_with([' ', '\t']);
        let inside = if is_emphasized { inside } else { rest };
        let mut after = after_mark(inside)?;
        if is_emphasized {
            after = after.trim_start_matches(EMPHASIS);
        }
        let end = text.len() - after.len();
        let is_quotation = depth > 0 && text[begins..end].chars().all(|c| matches!(c, '>' | '|'));
        let inner =
            if is_quotation { MarkPosition::behind_quotation(after, depth - 1) } else { None };
        let inner = inner.filter(|inner| inner.has_word(after)).map_or(0, |inner| inner.after);
        Some(MarkPosition { begins, after: end + inner })
    }

    /// The mark of a log's line, which much else comes before.
    fn logged(text: &str) -> Option<MarkPosition> {
        // Most lines have no colon, and are not searched.
        if !text.contains(':') {
            return None;
        }
        LOGGED.iter().find_map(|mark| {
            let begins = text.find(mark)?;
            let is_behind_other = text[..begins].ends_with([':', ' ']);
            is_behind_other.then_some(MarkPosition { begins, after: begins + mark.len() })
        })
    }

    /// The mark's characters, without blanks, numbers and emphasis.
    fn letters<'a>(&self, text: &'a str) -> impl Iterator<Item = char> + use<'a> {
        significant(&text[self.begins..self.after]).map(|(_, c)| c)
    }

    /// Whether the mark has letters.
    fn has_word(&self, text: &str) -> bool {
        text[self.begins..self.after].contains(char::is_alphabetic)
    }

    /// The number of the client or the server, 0 if it has none.
    fn number(&self, text: &str) -> u32 {
        let mark = &text[self.begins..self.after];
        let digits = mark.trim_matches(|c: char| !c.is_ascii_digit());
        digits.parse().unwrap_or_default()
    }
}

/// Whether a text has a sign that could end a mark, or begins with one of the words that need none. Most
/// commands have neither, and are not taken apart.
fn may_have_mark(text: &str) -> bool {
    let is_plain =
        |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b' ' | b'\t' | b',' | b'.');
    !text.bytes().all(is_plain) || begins_with_role(text.trim_start())
}

/// Whether a text of ASCII begins with a word that is a mark without a sign: `client login ...`.
pub fn begins_with_role(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    is_role(&text[..letters])
}

/// Whether this word is a mark without a sign.
pub fn is_role(word: &str) -> bool {
    WORDS.iter().any(|role| word.eq_ignore_ascii_case(role))
}

/// The text behind the mark that a text begins with.
fn after_mark(text: &str) -> Option<&str> {
    let close = |(open, close): &(char, char)| text.starts_with(*open).then_some(*close);
    let close = BRACKETS.iter().find_map(close);
    let opening = close.and_then(|_| text.chars().next());
    let inside = opening.and_then(|opening| text.strip_prefix(opening)).unwrap_or(text);
    let behind = inside.trim_start_matches(|c: char| c.is_alphabetic() || c == 'ー');
    let word = &inside[..inside.len() - behind.len()];
    if word.chars().count() > MAX_WORD {
        return None;
    }
    let is_role = is_role(word);
    let behind = match is_role {
        true => behind.trim_start_matches(|c: char| c.is_ascii_digit()),
        false => behind,
    };
    if let Some(after) = close.and_then(|close| behind.strip_prefix(close)) {
        // `()` is a list.
        return (!word.is_empty()).then(|| after.strip_prefix(':').unwrap_or(after));
    }
    let behind = if opening == Some('<') { text } else { behind };
    let emphasis = behind.trim_start_matches(EMPHASIS);
    let at_sign = emphasis.trim_start_matches([' ', '\t']);
    let after = match at_sign.chars().next() {
        Some(sign) if SIGNS.contains(&sign) => at_sign.strip_prefix(sign)?,
        _ => {
            let after = at_sign.trim_start_matches(|c| ARROWS.contains(&c) || SHAFTS.contains(&c));
            let sign = &at_sign[..at_sign.len() - after.len()];
            match sign.contains(ARROWS) {
                true => after,
                false => return (is_role && at_sign.len() < behind.len()).then_some(behind),
            }
        }
    };
    let is_path = at_sign.starts_with(':') && after.starts_with(['\\', '/']);
    (!is_path).then_some(after)
}

/// The octet after `Example:`, `Examples:` or `Example 2:`.
fn after_example(text: &str) -> Option<usize> {
    if !text.starts_with(['E', 'e', '例']) {
        return None;
    }
    let (at, colon) = text.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let word = text[..at].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#'));
    let known = ["example", "examples", "例"];
    known.iter().any(|example| word.eq_ignore_ascii_case(example)).then_some(at + colon.len_utf8())
}

/// Counts the lines behind possible marks, in order to find the real ones: prose begins
/// with a word and a colon too, `Note: a2 delete Work`.
#[derive(Default)]
pub struct MarkCandidates(HashMap<String, Counts>);

struct Counts {
    /// Whose mark it is: that of the first line that begins with it. Later lines may be those of a literal, in which
    /// either side can write anything.
    side: Side,
    responses: usize,
    /// Those that do not read like prose.
    commands: usize,
    /// Answers without their tag, and complete commands without one. They count only behind marks that
    /// are opposites, such as `>` and `<`: prose may look like these.
    bare_statuses: usize,
    untagged_commands: usize,
    /// The first tags of these, and of the completions.
    command_tags: HashSet<Box<str>>,
    completed_tags: HashSet<Box<str>>,
}

/// What the lines without a mark are, where others seem to have one.
#[derive(Clone, Copy)]
pub struct UnmarkedLines<'a> {
    /// There are commands among them.
    pub has_commands: bool,
    /// How many of these are tagged and completed without a mark.
    pub completed: usize,
    /// The tags of their completions.
    pub completed_tags: &'a HashSet<Box<str>>,
}

/// More marks than this are not compared.
const MAX_CANDIDATES: usize = 256;

/// More tags than this of a mark are not compared.
const MAX_TAGS: usize = 1024;

impl Counts {
    fn new(side: Side) -> Counts {
        let (command_tags, completed_tags) = (HashSet::new(), HashSet::new());
        Counts {
            side,
            responses: 0,
            commands: 0,
            bare_statuses: 0,
            untagged_commands: 0,
            command_tags,
            completed_tags,
        }
    }

    fn add_untagged(&mut self, line: &UntaggedLine) {
        match line.is_server {
            true => self.bare_statuses += 1,
            false => self.untagged_commands += 1,
        }
    }

    fn add(&mut self, line: &LogLine<'_>) {
        if line.is_server {
            self.responses += 1;
            if let Some((tag, _)) = tagged_status(&line.said) {
                add_tag(&mut self.completed_tags, tag);
            }
            return;
        }
        let command = CommandLine::parse(&line.said);
        if reads_like_prose(command.arguments.trim()) {
            return;
        }
        self.commands += 1;
        if let Some(tag) = command.tag {
            add_tag(&mut self.command_tags, tag);
        }
    }

    /// Whether a completion with one of these tags answers a command behind this mark.
    fn is_answered_by(&self, completed: &HashSet<Box<str>>) -> bool {
        self.command_tags.iter().any(|tag| completed.contains(tag))
    }

    fn has_sure_tag(&self) -> bool {
        self.command_tags.iter().any(|tag| is_sure_tag(tag))
    }
}

fn add_tag(tags: &mut HashSet<Box<str>>, tag: &str) {
    if tags.len() < MAX_TAGS {
        tags.insert(tag.into());
    }
}

impl MarkCandidates {
    /// Counts this line.
    pub fn add(&mut self, line: &LogLine<'_>) {
        if self.0.len() < MAX_CANDIDATES || self.0.contains_key(&line.mark) {
            let side = if line.is_server { Side::Server } else { Side::Client };
            self.0.entry(line.mark.clone()).or_insert_with(|| Counts::new(side)).add(line);
        }
    }

    /// Counts what stands in this line, which has no tag.
    pub fn add_untagged(&mut self, line: &UntaggedLine) {
        if self.0.len() < MAX_CANDIDATES || self.0.contains_key(&line.mark) {
            let side = if line.is_server { Side::Server } else { Side::Client };
            let counts = self.0.entry(line.mark.clone()).or_insert_with(|| Counts::new(side));
            counts.add_untagged(line);
        }
    }

    /// Whether the first line with this line's mark was a response.
    pub fn is_servers(&self, line: &LogLine<'_>) -> bool {
        self.0.get(&line.mark).is_some_and(|it| it.side == Side::Server)
    }

    /// The tags of the commands behind this mark.
    pub fn tags_behind(&self, mark: &str) -> impl Iterator<Item = &Box<str>> {
        self.0.get(mark).into_iter().flat_map(|it| &it.command_tags)
    }

    /// The mark of this side with the most lines that count.
    fn best(&self, side: Side, lines: fn(&Counts) -> usize) -> Option<(&String, &Counts)> {
        let candidates = self.0.iter().filter(|(_, it)| it.side == side && lines(it) > 0);
        // A part of the server's mark may precede what looks like commands, with the rest of the
        // mark for a tag: `server → client: idle`.
        let is_sure = |it: &Counts| side == Side::Client && it.has_sure_tag();
        candidates
            .max_by_key(|(mark, it)| (is_sure(it), lines(it), Reverse(mark.len()), Reverse(*mark)))
    }

    /// The pair of which one precedes responses and the other tagged commands. Where
    /// commands have no mark, its completions must answer more of its commands than there are
    /// such commands without one: a sentence may quote a command, and the next one its answer.
    pub fn pair(&self, unmarked: UnmarkedLines<'_>) -> Option<MarkStyle> {
        self.tagged_pair(unmarked).or_else(|| self.opposites(unmarked))
    }

    fn tagged_pair(&self, unmarked: UnmarkedLines<'_>) -> Option<MarkStyle> {
        let (client, commands) = self.best(Side::Client, |it| it.commands)?;
        let (server, responses) = self.best(Side::Server, |it| it.responses)?;
        let answered = commands.command_tags.intersection(&responses.completed_tags).count();
        let is_mutual = answered > unmarked.completed;
        let is_pair = is_mutual || (!unmarked.has_commands && commands.has_sure_tag());
        is_pair.then(|| MarkStyle::Pair { client: client.clone(), server: Some(server.clone()) })
    }

    /// The pair of which each is the opposite of the other, where the listing leaves out tags.
    fn opposites(&self, unmarked: UnmarkedLines<'_>) -> Option<MarkStyle> {
        let (client, _) = self.best(Side::Client, |it| it.commands + it.untagged_commands)?;
        let (server, _) = self.best(Side::Server, |it| it.responses + it.bare_statuses)?;
        let is_pair = !unmarked.has_commands && are_opposites(client, server);
        is_pair.then(|| MarkStyle::Pair { client: client.clone(), server: Some(server.clone()) })
    }

    /// The prefix of both sides' lines, such as a time: no other mark is the client's, and a
    /// completion behind it answers a command behind it.
    pub fn shared(&self, unmarked: UnmarkedLines<'_>) -> Option<&str> {
        let (mark, lines) = self.best(Side::Server, |it| it.commands.min(it.responses))?;
        let is_shared = lines.is_answered_by(&lines.completed_tags)
            && lines.has_sure_tag()
            && !self.has_client()
            && !unmarked.has_commands;
        is_shared.then_some(mark)
    }

    /// Whether the first line with some mark was a command.
    pub fn has_client(&self) -> bool {
        self.0.values().any(|it| it.side == Side::Client && it.commands > 0)
    }

    /// The client's mark in a listing in which the server's lines have none: several tagged commands
    /// have it, or one that a completion answers, and there are no commands without it.
    pub fn clients_alone(&self, unmarked: UnmarkedLines<'_>) -> Option<&str> {
        let (client, commands) =
            self.best(Side::Client, |it| it.commands + it.untagged_commands)?;
        let is_shared = commands.commands > 1 && commands.has_sure_tag();
        let is_mark = is_shared
            || commands.is_answered_by(unmarked.completed_tags)
            || is_clients_name(client)
            || (is_arrow(client) && commands.commands + commands.untagged_commands > 1);
        (is_mark && !unmarked.has_commands).then_some(client)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(text: &str) -> LogLine<'_> {
        LogLine::read(text).expect(text)
    }

    #[test]
    fn marks_of_the_rfcs() {
        for (text, said) in [
            ("C: a001 noop", Some((Side::Client, " a001 noop"))),
            ("   S:   * OK", Some((Side::Server, "   * OK"))),
            ("C:", Some((Side::Client, ""))),
            ("\tC:\tnoop", Some((Side::Client, "\tnoop"))),
            ("Example:    C: A001 SELECT", Some((Side::Client, " A001 SELECT"))),
            ("  Examples:   S: + idling", Some((Side::Server, " + idling"))),
            ("Example 2: C: x", Some((Side::Client, " x"))),
            ("例：C: x", Some((Side::Client, " x"))),
            ("C:\\Users\\taro> telnet mail 143", None),
            ("Note: C: is the client", None),
            ("c: x", None),
            ("C", None),
            ("ＣＳ", None),
            ("Example: see below", None),
        ] {
            let found = MarkStyle::Rfc.find(text).map(|mark| (mark.side, &text[mark.after..]));
            assert_eq!(found, said, "{text}");
        }
    }

    #[test]
    fn what_a_literal_contains_does_not_change_whose_a_mark_is() {
        let mut candidates = MarkCandidates::default();
        for line in [
            "<- * OK ready",
            "-> a1 append x {20}",
            "<- a7 delete evil",
            "<- a8 delete evil",
            "-> * 1 EXISTS",
        ] {
            candidates.add(&foreign(line));
        }
        let (client, server) = ("->".to_owned(), Some("<-".to_owned()));
        let unmarked =
            UnmarkedLines { has_commands: false, completed: 0, completed_tags: &HashSet::new() };
        assert_eq!(candidates.pair(unmarked), Some(MarkStyle::Pair { client, server }));
        assert!(candidates.is_servers(&foreign("<- a9 delete evil")));
        assert!(!candidates.is_servers(&foreign("-> a9 noop")));
    }

    #[test]
    fn a_part_of_the_servers_mark_is_not_the_clients() {
        let mut candidates = MarkCandidates::default();
        for line in [
            "server → client: * OK ready",
            "client → server: a1 fetch 1 body[]",
            "server → client: append evil {3}",
            "server → client: idle",
        ] {
            candidates.add(&foreign(line));
        }
        let (client, server) = ("client→server:".to_owned(), Some("server→client:".to_owned()));
        let unmarked =
            UnmarkedLines { has_commands: false, completed: 0, completed_tags: &HashSet::new() };
        assert_eq!(candidates.pair(unmarked), Some(MarkStyle::Pair { client, server }));
    }

    #[test]
    fn other_pairs() {
        for (client, server) in [
            (">", "<"),
            ("C ->", "S ->"),
            ("Client :", "Serveur :"),
            ("client:", "server:"),
            ("[C]", "[S]"),
            ("→", "←"),
            ("クライアント：", "サーバー："),
            ("C>", "S>"),
        ] {
            let mut candidates = MarkCandidates::default();
            for line in ["* OK ready", "a1 OK done"] {
                candidates.add(&foreign(&format!("  {server} {line}")));
            }
            candidates.add(&foreign(&format!("  {client} a1 noop")));
            let unmarked =
                UnmarkedLines { has_commands: true, completed: 0, completed_tags: &HashSet::new() };
            let style = candidates.pair(unmarked).expect(client);
            let line = format!("{client} a2 logout");
            let mark = style.find(&line).expect(client);
            assert_eq!((mark.side, line[mark.after..].trim()), (Side::Client, "a2 logout"));
        }
        let mut one_sign = MarkCandidates::default();
        for line in ["> * OK ready", "> a1 noop"] {
            one_sign.add(&foreign(line));
        }
        let unmarked =
            UnmarkedLines { has_commands: false, completed: 0, completed_tags: &HashSet::new() };
        assert_eq!(one_sign.pair(unmarked), None);
    }
}
