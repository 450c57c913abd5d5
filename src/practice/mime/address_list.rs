//! Address lists (RFC 5322, section 3.4) as in ENVELOPE: name, route, mailbox, host (RFC 3501,
//! section 7.4.2).
//!
//! They are parsed here because mail-parser decodes names and drops routes and comments.

use super::lexer::Lexer;
use super::print::nstring;

/// The maximum number of addresses of a field that are parsed.
pub(super) const MAX_ADDRESSES: usize = 10_000;

/// Replaces a missing host. NIL would mean a group.
const MISSING_HOST: &[u8] = b"MISSING_DOMAIN";
/// Replaces a missing mailbox. NIL would mean the end of a group.
const MISSING_MAILBOX: &[u8] = b"MISSING_MAILBOX";

/// An entry in the address list of an ENVELOPE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// An address. `route` is a source route of RFC 822, such as `@a,@b`.
    Mailbox {
        name: Option<Vec<u8>>,
        route: Option<Vec<u8>>,
        mailbox: Vec<u8>,
        host: Vec<u8>,
    },
    /// The start of a group, with its name.
    Group(Vec<u8>),
    GroupEnd,
}

/// Parses the value of an address field in linear time. From an invalid value it returns what it
/// can recognize.
pub(super) fn parse(value: &[u8]) -> Vec<Address> {
    let mut parser =
        AddressParser { lexer: Lexer::new(value), addresses: Vec::new(), in_group: false };
    parser.list();
    parser.addresses
}

/// Writes an address list as in ENVELOPE: in parentheses, or NIL if it is empty.
pub(super) fn print(out: &mut Vec<u8>, addresses: &[Address]) {
    if addresses.is_empty() {
        out.extend_from_slice(b"NIL");
        return;
    }
    out.push(b'(');
    for address in addresses {
        let (name, route, mailbox, host) = match address {
            Address::Mailbox { name, route, mailbox, host } => {
                (name.as_deref(), route.as_deref(), Some(mailbox.as_slice()), Some(host.as_slice()))
            }
            Address::Group(name) => (None, None, Some(name.as_slice()), None),
            Address::GroupEnd => (None, None, None, None),
        };
        out.push(b'(');
        nstring(out, name);
        for text in [route, mailbox, host] {
            out.push(b' ');
            nstring(out, text);
        }
        out.push(b')');
    }
    out.push(b')');
}

struct AddressParser<'a> {
    lexer: Lexer<'a>,
    addresses: Vec<Address>,
    in_group: bool,
}

impl AddressParser<'_> {
    fn list(&mut self) {
        loop {
            self.lexer.take_comment();
            let words = self.words();
            match self.lexer.peek() {
                Some(b'<') => self.name_and_address(&words),
                Some(b'@') => self.bare_address(words),
                Some(b':') if !self.in_group && !words.is_empty() => {
                    self.lexer.skip_octet();
                    self.addresses.push(Address::Group(words.join(&b' ')));
                    self.in_group = true;
                    continue;
                }
                _ if !words.is_empty() => self.no_address(words),
                _ => {}
            }
            if self.addresses.len() >= MAX_ADDRESSES || !self.skip_to_next() {
                break;
            }
        }
        if self.in_group {
            self.addresses.push(Address::GroupEnd);
        }
    }

    /// `mailbox@host`. A comment after it is its name, unless words come before the mailbox.
    fn bare_address(&mut self, mut words: Vec<Vec<u8>>) {
        self.lexer.take_comment();
        let host = self.host();
        let mailbox = words.pop().unwrap_or_default();
        self.lexer.skip_blanks();
        let comment = self.lexer.take_comment();
        let name = if words.is_empty() { comment } else { Some(words.join(&b' ')) };
        self.push(name, None, mailbox, host);
    }

    /// Words without an address: a single one is a mailbox without a host, several are a name.
    fn no_address(&mut self, mut words: Vec<Vec<u8>>) {
        let comment = self.lexer.take_comment();
        if words.len() == 1 {
            let mailbox = words.pop().unwrap_or_default();
            self.push(comment, None, mailbox, Vec::new());
        } else {
            self.push(Some(words.join(&b' ')), None, Vec::new(), Vec::new());
        }
    }

    /// Skips the rest of an address and the comma after it. Returns whether another address may
    /// follow.
    fn skip_to_next(&mut self) -> bool {
        loop {
            self.lexer.skip_blanks();
            match self.lexer.peek() {
                None => return false,
                Some(b'"') => {
                    self.lexer.quoted_string();
                    continue;
                }
                Some(b',') => {
                    self.lexer.skip_octet();
                    return true;
                }
                Some(b';') => {
                    self.lexer.skip_octet();
                    if self.in_group {
                        self.addresses.push(Address::GroupEnd);
                        self.in_group = false;
                    }
                    return true;
                }
                Some(_) => self.lexer.skip_octet(),
            }
        }
    }

    /// Atoms and quoted strings. Before an `@`, those with a dot between them are one word.
    fn words(&mut self) -> Vec<Vec<u8>> {
        let mut words = Vec::new();
        loop {
            self.lexer.skip_blanks();
            if self.lexer.peek() == Some(b'"') {
                words.push(self.lexer.quoted_string());
                continue;
            }
            let atom = self.lexer.take_while(is_word);
            if atom.is_empty() {
                break;
            }
            words.push(atom.to_vec());
        }
        if self.lexer.peek() == Some(b'@') { join_dotted(words) } else { words }
    }

    /// `<@route:mailbox@host>` after the words of a name.
    fn name_and_address(&mut self, name: &[Vec<u8>]) {
        self.lexer.skip_octet();
        self.lexer.skip_blanks();
        let route = self.route();
        let mailbox = self.words().concat();
        let host = self.host();
        self.lexer.skip_blanks();
        self.lexer.eat(b'>');
        let name = name.join(&b' ');
        self.push(Some(name).filter(|name| !name.is_empty()), route, mailbox, host);
    }

    fn route(&mut self) -> Option<Vec<u8>> {
        let mut route = Vec::new();
        while self.lexer.peek() == Some(b'@') {
            if !route.is_empty() {
                route.push(b',');
            }
            route.push(b'@');
            route.append(&mut self.host());
            self.lexer.skip_blanks();
            if !self.lexer.eat(b',') {
                break;
            }
            self.lexer.skip_blanks();
        }
        if !route.is_empty() {
            self.lexer.eat(b':');
        }
        (!route.is_empty()).then_some(route)
    }

    /// `@host`, without white space and comments. Empty if there is none.
    fn host(&mut self) -> Vec<u8> {
        let mut host = Vec::new();
        if !self.lexer.eat(b'@') {
            return host;
        }
        loop {
            self.lexer.skip_blanks();
            if self.lexer.peek() == Some(b'[') {
                host.extend_from_slice(self.lexer.take_while(|octet| octet != b']'));
                host.push(b']');
                self.lexer.eat(b']');
                return host;
            }
            let continues =
                host.is_empty() || host.ends_with(b".") || self.lexer.peek() == Some(b'.');
            let atom = if continues { self.lexer.take_while(is_word) } else { b"" };
            if atom.is_empty() {
                return host;
            }
            host.extend_from_slice(atom);
        }
    }

    fn push(
        &mut self,
        name: Option<Vec<u8>>,
        route: Option<Vec<u8>>,
        mailbox: Vec<u8>,
        host: Vec<u8>,
    ) {
        let mailbox = if mailbox.is_empty() { MISSING_MAILBOX.to_vec() } else { mailbox };
        let host = if host.is_empty() { MISSING_HOST.to_vec() } else { host };
        self.addresses.push(Address::Mailbox { name, route, mailbox, host });
    }
}

/// Joins words that have a dot between them: `a . b` is one mailbox, `a b` are two words.
fn join_dotted(words: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let mut joined: Vec<Vec<u8>> = Vec::new();
    for mut word in words {
        match joined.last_mut() {
            Some(last) if last.ends_with(b".") || word.starts_with(b".") => last.append(&mut word),
            _ => joined.push(word),
        }
    }
    joined
}

/// Whether an octet can be in an atom here: anything but white space and the special characters of
/// addresses.
fn is_word(octet: u8) -> bool {
    octet > b' ' && !b"()<>@,;:\"[]".contains(&octet)
}
