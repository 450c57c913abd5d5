//! Lists of addresses (RFC 5322, 3.4) as ENVELOPE writes them: name, route, mailbox, host (RFC 3501, 7.4.2).
//! mail-parser decodes names and drops routes and comments; ENVELOPE wants them raw, so they are read here.

use super::lexer::Lexer;
use super::print::nstring;

/// ENVELOPE's word for a host means "this is a group" where it is NIL, so one that is missing needs a text.
const MISSING_HOST: &[u8] = b"MISSING_DOMAIN";
/// The same for a mailbox: NIL would end a group.
const MISSING_MAILBOX: &[u8] = b"MISSING_MAILBOX";

/// One entry of ENVELOPE's address lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// An address. Its route is RFC 822's source route, `@a,@b`.
    Mailbox {
        name: Option<Vec<u8>>,
        route: Option<Vec<u8>>,
        mailbox: Vec<u8>,
        host: Vec<u8>,
    },
    /// The begin of a group, with its name.
    Group(Vec<u8>),
    /// The end of a group.
    GroupEnd,
}

/// Reads the addresses of a header field's value. Whatever stands there, something is made of it, in linear time.
pub(super) fn parse(value: &[u8]) -> Vec<Address> {
    let mut reader = Reader {
        lexer: Lexer::new(value),
        found: Vec::new(),
        in_group: false,
    };
    reader.list();
    reader.found
}

/// Writes addresses as ENVELOPE has them: a parenthesised list, NIL when empty.
pub(super) fn print(out: &mut Vec<u8>, addresses: &[Address]) {
    if addresses.is_empty() {
        out.extend_from_slice(b"NIL");
        return;
    }
    out.push(b'(');
    for address in addresses {
        let (name, route, mailbox, host) = match address {
            Address::Mailbox {
                name,
                route,
                mailbox,
                host,
            } => (
                name.as_deref(),
                route.as_deref(),
                Some(mailbox.as_slice()),
                Some(host.as_slice()),
            ),
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

struct Reader<'a> {
    lexer: Lexer<'a>,
    found: Vec<Address>,
    in_group: bool,
}

impl Reader<'_> {
    fn list(&mut self) {
        loop {
            self.lexer.take_comment();
            let words = self.words();
            match self.lexer.peek() {
                Some(b'<') => self.name_and_address(&words),
                Some(b'@') => self.bare_address(words),
                Some(b':') if !self.in_group && !words.is_empty() => {
                    self.lexer.skip_octet();
                    self.found.push(Address::Group(words.join(&b' ')));
                    self.in_group = true;
                    continue;
                }
                _ if !words.is_empty() => self.no_address(words),
                _ => {}
            }
            if !self.skip_to_next() {
                break;
            }
        }
        if self.in_group {
            self.found.push(Address::GroupEnd);
        }
    }

    /// `mailbox@host`, with a comment after it that names it. Words that no dot joins to the mailbox are a name.
    fn bare_address(&mut self, mut words: Vec<Vec<u8>>) {
        self.lexer.take_comment();
        let host = self.host();
        let mailbox = words.pop().unwrap_or_default();
        self.lexer.skip_blanks();
        let comment = self.lexer.take_comment();
        let name = if words.is_empty() {
            comment
        } else {
            Some(words.join(&b' '))
        };
        self.push(name, None, mailbox, host);
    }

    /// Words with no address: one is a mailbox without its host, several are a name.
    fn no_address(&mut self, mut words: Vec<Vec<u8>>) {
        let comment = self.lexer.take_comment();
        if words.len() == 1 {
            let mailbox = words.pop().unwrap_or_default();
            self.push(comment, None, mailbox, Vec::new());
        } else {
            self.push(Some(words.join(&b' ')), None, Vec::new(), Vec::new());
        }
    }

    /// Passes over what is left of an address, and its comma. False: there is no further one.
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
                        self.found.push(Address::GroupEnd);
                        self.in_group = false;
                    }
                    return true;
                }
                Some(_) => self.lexer.skip_octet(),
            }
        }
    }

    /// Words up to what is none: atoms and quoted strings, those that follow one another at an `@` joined where a dot joins them.
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
        if self.lexer.peek() == Some(b'@') {
            join_dotted(words)
        } else {
            words
        }
    }

    /// `<@route:mailbox@host>` after a name's words.
    fn name_and_address(&mut self, name: &[Vec<u8>]) {
        self.lexer.skip_octet();
        self.lexer.skip_blanks();
        let route = self.route();
        let mailbox = self.words().concat();
        let host = self.host();
        self.lexer.skip_blanks();
        self.lexer.eat(b'>');
        let name = name.join(&b' ');
        self.push(
            Some(name).filter(|name| !name.is_empty()),
            route,
            mailbox,
            host,
        );
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

    /// `@host`, its blanks and comments dropped. Empty: none is here.
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
            let goes_on =
                host.is_empty() || host.ends_with(b".") || self.lexer.peek() == Some(b'.');
            let atom = if goes_on {
                self.lexer.take_while(is_word)
            } else {
                b""
            };
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
        let mailbox = if mailbox.is_empty() {
            MISSING_MAILBOX.to_vec()
        } else {
            mailbox
        };
        let host = if host.is_empty() {
            MISSING_HOST.to_vec()
        } else {
            host
        };
        self.found.push(Address::Mailbox {
            name,
            route,
            mailbox,
            host,
        });
    }
}

/// Joins words to those before them where a dot stands between: `a . b` is one mailbox, `a b` are two words.
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

/// What an atom is made of here: all but blanks and what has a meaning in an address.
fn is_word(octet: u8) -> bool {
    octet > b' ' && !b"()<>@,;:\"[]".contains(&octet)
}
