//! Finds the secret of a command, across its lines and literals.

use super::address::passwords_in_urls;
use super::joined_secret::{
    after_colon, begins_mechanism, end_of_address, end_of_lone_user, end_of_mechanism,
    name_without_verb, password_after_name,
};
use super::login_words::{
    FirstWord, LoginWord, MAX_WORDS_BEFORE, classify, is_encoder, is_foreign_login, is_other,
    is_secret_word, letters_of, near_login_word,
};
use super::named_value::{NamedValues, is_list_of_values};
use super::parts::{argument_end, first_to_last, is_mark};
use super::program_line::secret_for_program_in;
use super::short_login::{bare_answer, short_login};
use super::swallowed_login::swallowed_login;
use super::url_token::{Urls, announces_url, tokens_in};
use super::valid_command::ValidCommand;
use super::{LiteralSecret, Placeholder, SecretSpan, UnknownVerbPolicy};
use crate::protocol::blanks::{first_char, last_word_end, skip_blanks, words};
use crate::protocol::commands::{self, CommandSpec, HELP_WORDS, QUIT_WORDS};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::typed_line::{CommandLine, looks_like_tag, to_half_width};
use std::ops::Range;

/// Follows one command through its lines and literals, in the order of sending: first
/// [`SecretScanner::first_line`], then `begin_literal` and
/// [`SecretScanner::next_line`] in turn.
#[derive(Clone, Debug, Default)]
pub struct SecretScanner {
    /// The placeholder of everything after the first argument, if that is a secret.
    secret: Option<Placeholder>,
    first_argument: BeforeSecret,
    first_argument_done: bool,
    /// The arguments that may contain tokens, if there is no other secret.
    urls: Urls,
    /// The names and values, in commands that have them.
    values: Option<NamedValues>,
    /// Whether a login was attempted and none has succeeded since.
    after_attempt: bool,
    /// The last line ends with a literal that is a URL among other arguments.
    is_url_next: bool,
}

/// The argument before the secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum BeforeSecret {
    /// A user name, which may be joined with the password: `user:hunter2`.
    User,
    /// A mechanism.
    Mechanism,
    #[default]
    Any,
}

/// The start of a login's arguments, and the kind of the first one; `None`: a secret.
#[derive(Clone)]
struct LoginArguments {
    arguments: usize,
    first: Option<BeforeSecret>,
    word: LoginWordAt,
}

/// The place of a word for a login.
#[derive(Clone, Debug, PartialEq, Eq)]
enum LoginWordAt {
    /// Nowhere: the line only has arguments like a login's.
    None,
    /// At the beginning of a command.
    Verb(LoginWord),
    /// After a word that may be a tag: it is a word for an argument.
    After(Range<usize>, LoginWord),
}

impl SecretScanner {
    /// The secret in a command's first line. `verb_at`: how many octets precede the verb (the tag
    /// and a blank). `spec`: the command that the verb is, as far as the caller has looked.
    pub fn first_line(
        &mut self,
        line: &[u8],
        verb_at: usize,
        spec: Option<&'static CommandSpec>,
        policy: UnknownVerbPolicy,
    ) -> Option<SecretSpan> {
        let verb_at = verb_at.min(line.len());
        if spec.is_some_and(|spec| !logs_in(spec)) && is_one_word(&line[verb_at..]) {
            return None;
        }
        if spec.is_none()
            && let Some(range) = bare_answer(line, verb_at)
        {
            return Some(SecretSpan { range, placeholder: Placeholder::Password });
        }
        self.after_attempt = policy == UnknownVerbPolicy::MaskAll;
        let found = match policy {
            // Most lines of a session.
            UnknownVerbPolicy::Show if spec.is_some_and(|spec| !logs_in(spec)) => None,
            UnknownVerbPolicy::Show => find_after_login(line, verb_at),
            _ => find_before_login(line, verb_at, spec, policy),
        };
        // A password in a URL may be a word that would precede a secret elsewhere.
        let in_url = passwords_in_urls(line);
        let is_in_url =
            |at: usize| in_url.as_ref().is_some_and(|it| it.start < at && at <= it.end + 1);
        let for_program = match spec {
            None => secret_for_program_in(line, verb_at, policy),
            Some(_) => None,
        };
        let Some(found) = found.filter(|found| !is_in_url(found.arguments)) else {
            if let Some((mut values, arguments)) = NamedValues::of(line, verb_at, spec) {
                let secret = value_in(&mut values, line, arguments);
                self.values = Some(values);
                return secret;
            }
            let mut words = words(line, 0).take(MAX_WORDS_BEFORE).map(|word| &line[word]);
            self.urls = Urls::of(spec, &mut words);
            let secret = first_to_last(for_program, self.in_urls(line));
            // Alone after an attempt, a word such as `x:y@z` is hardly a URL.
            let is_alone = self.after_attempt && is_one_word(&line[verb_at..]);
            return if is_alone && secret.is_some() {
                self.all_from(line, verb_at)
            } else {
                secret
            };
        };
        // A script can reproduce the response only if the command is exactly AUTHENTICATE.
        let is_authenticate = words(line, verb_at)
            .next()
            .is_some_and(|word| line[word].eq_ignore_ascii_case(b"AUTHENTICATE"));
        let arguments = found.arguments;
        self.begin(found, if is_authenticate { Placeholder::Sasl } else { Placeholder::Password });
        let password = in_url.map(|range| SecretSpan { range, placeholder: Placeholder::Password });
        let secret = self.secret_after(line, arguments);
        first_to_last(first_to_last(password, for_program), secret)
    }

    fn begin(&mut self, found: LoginArguments, placeholder: Placeholder) {
        self.secret = Some(placeholder);
        self.first_argument_done = found.first.is_none();
        self.first_argument = found.first.unwrap_or_default();
    }

    /// The tokens in a line of a command that takes URLs, and the passwords in the URLs of any command.
    fn in_urls(&mut self, line: &[u8]) -> Option<SecretSpan> {
        self.is_url_next = self.urls != Urls::None && announces_url(line);
        let tokens =
            tokens_in(line).map(|range| SecretSpan { range, placeholder: Placeholder::Token });
        let passwords = passwords_in_urls(line)
            .map(|range| SecretSpan { range, placeholder: Placeholder::Password });
        first_to_last(passwords, tokens)
    }

    /// The secret of a login anywhere in these arguments of something else.
    pub(super) fn in_arguments(&mut self, arguments: &[u8]) -> Option<SecretSpan> {
        let found = find_in_arguments(arguments, 0, |_, _| true, |_| false)?;
        let start = found.arguments;
        self.begin(found, Placeholder::Password);
        self.secret_after(arguments, start)
    }

    /// The secret of a line that is secret from this octet on.
    pub fn all_from(&mut self, line: &[u8], at: usize) -> Option<SecretSpan> {
        let all = LoginArguments { arguments: at, first: None, word: LoginWordAt::None };
        self.begin(all, Placeholder::Password);
        self.secret_after(line, at)
    }

    /// The secret in a further line of the command, after one of its literals.
    pub fn next_line(&mut self, line: &[u8]) -> Option<SecretSpan> {
        let secret = match (self.secret, &mut self.values) {
            (Some(_), _) => self.secret_after(line, 0),
            (None, Some(values)) => value_in(values, line, 0),
            (None, None) => self.in_urls(line),
        };
        secret.or_else(|| self.swallowed_login(std::str::from_utf8(line).unwrap_or_default()))
    }

    /// The secret of a login that was typed where something else is expected.
    pub(super) fn swallowed_login(&mut self, line: &str) -> Option<SecretSpan> {
        let login = swallowed_login(line)?;
        let octets = login.trim_end().as_bytes();
        let command = CommandLine::parse(login.trim());
        let policy = match command.spec {
            Some(_) => UnknownVerbPolicy::Show,
            None => UnknownVerbPolicy::MaskArguments,
        };
        let verb_at = octets.len() - command.text.len() + command.tag.map_or(0, str::len);
        let secret = self.first_line(octets, verb_at, command.spec, policy)?;
        Some(secret.shifted(line.len() - login.len()))
    }

    /// Takes the rest of the command for a secret.
    pub fn hide_rest(&mut self) {
        self.all_from(b"", 0);
    }

    /// Notes that a literal follows. Returns what is secret in it.
    pub fn begin_literal(&mut self) -> LiteralSecret {
        use LiteralSecret::{AfterWord, AfterWordOrAlone, Everything, Nothing};
        let is_first = !std::mem::replace(&mut self.first_argument_done, true);
        if let (None, Some(values)) = (self.secret, &mut self.values) {
            return if values.begin_literal() { Everything(Placeholder::Value) } else { Nothing };
        }
        match self.secret {
            None if self.is_url() => Everything(Placeholder::Token),
            None => Nothing,
            Some(_) if is_first && self.first_argument != BeforeSecret::User => Nothing,
            Some(placeholder) if is_first && self.after_attempt => AfterWordOrAlone(placeholder),
            Some(placeholder) if is_first => AfterWord(placeholder),
            Some(placeholder) => Everything(placeholder),
        }
    }

    /// The placeholder for the next literal, if it will be a secret.
    pub fn next_literal(&self) -> Option<Placeholder> {
        match self.secret {
            None if self.is_url() => Some(Placeholder::Token),
            None => self.values.filter(|it| it.is_secret_next()).map(|_| Placeholder::Value),
            secret => secret.filter(|_| self.first_argument_done),
        }
    }

    /// Whether the literal that follows is a URL, which may end with a token.
    fn is_url(&self) -> bool {
        self.urls == Urls::All || self.is_url_next
    }

    /// Whether the next literal will be a secret.
    pub fn next_literal_is_secret(&self) -> bool {
        self.next_literal().is_some()
    }

    /// The secret in the arguments that begin at this octet of a line.
    fn secret_after(&mut self, line: &[u8], from: usize) -> Option<SecretSpan> {
        let placeholder = self.secret?;
        let mut start = skip_blanks(line, from);
        if !self.first_argument_done {
            let announced = LiteralAnnouncement::at_end(&line[start..]);
            if start == line.len() || announced.is_some_and(|a| start + a.length == line.len()) {
                // The first argument is still to come, or is the literal after this line.
                return None;
            }
            self.first_argument_done = true;
            start = self.end_of_first_argument(line, start);
        }
        let mut end = line.len();
        if let Some(literal) = LiteralAnnouncement::at_end(&line[start..]) {
            let before = end - literal.length;
            // Without a space before it, `{7}` may be the end of the secret itself.
            if before <= start || last_word_end(&line[..before], start) < before {
                end = before;
            }
        }
        let range = start..last_word_end(&line[..end], start);
        // The empty answer of SASL (RFC 4959, section 3).
        let is_secret =
            !range.is_empty() && (placeholder != Placeholder::Sasl || &line[range.clone()] != b"=");
        is_secret.then_some(SecretSpan { range, placeholder })
    }

    /// The start of the secret in a line whose first argument begins at `start`.
    fn end_of_first_argument(&self, line: &[u8], start: usize) -> usize {
        let end = argument_end(line, start);
        let next = skip_blanks(line, end);
        let joined = match self.first_argument {
            BeforeSecret::Any => end_of_address(&line[start..end], true),
            BeforeSecret::User if next < line.len() => after_colon(&line[start..end]),
            BeforeSecret::User => {
                // After an attempt, the user name may have been forgotten: `login hunter2`.
                let is_all = self.after_attempt && !line[start..].starts_with(b"${");
                end_of_lone_user(&line[start..end]).or(is_all.then_some(0))
            }
            BeforeSecret::Mechanism => {
                let is_unknown = self.after_attempt && !begins_mechanism(&line[start..end]);
                if is_unknown { Some(0) } else { end_of_mechanism(&line[start..end]) }
            }
        };
        joined.map_or(next, |length| skip_blanks(line, start + length))
    }
}

/// The secret values from this octet of a line on.
fn value_in(values: &mut NamedValues, line: &[u8], from: usize) -> Option<SecretSpan> {
    let range = values.secrets_in(line, from)?;
    Some(SecretSpan { range, placeholder: Placeholder::Value })
}

/// Whether this is a single word, like most commands without arguments.
fn is_one_word(text: &[u8]) -> bool {
    text.trim_ascii().iter().all(u8::is_ascii_graphic)
}

/// Whether this command has a secret.
fn logs_in(spec: &CommandSpec) -> bool {
    commands::is_login(spec.name)
}

/// After login only LOGIN and AUTHENTICATE count, where a command begins, or a word there that certainly means
/// one of them: it has a hint that says so; and a line that has just the words of a login or a password.
fn find_after_login(line: &[u8], from: usize) -> Option<LoginArguments> {
    find_login(line, from).or_else(|| {
        let arguments = short_login(std::str::from_utf8(line).ok()?)?;
        Some(LoginArguments { arguments, first: None, word: LoginWordAt::None })
    })
}

fn find_login(line: &[u8], from: usize) -> Option<LoginArguments> {
    // A tag and a mark may precede it, but not the words of a sentence.
    let mut plain_words = 0;
    let mut is_first = true;
    let (name, word) = words(line, from)
        .take(MAX_WORDS_BEFORE)
        .take_while(|word| {
            let precedes = plain_words;
            plain_words += plain_words_in(&line[word.clone()]);
            precedes < 2
        })
        .find_map(|word| {
            let text = std::str::from_utf8(&line[word.clone()]).map(to_half_width).ok()?;
            let may_be_mistyped = is_first;
            is_first &= looks_like_tag(&text) || is_mark(&line[word.clone()]);
            let meant =
                || is_foreign_login(&text).then_some("LOGIN").or(commands::meant(&text, []));
            let mistyped = || meant().filter(|name| commands::is_login(name));
            let exact = commands::find(&text).map(|spec| spec.name);
            Some((exact.or_else(|| mistyped().filter(|_| may_be_mistyped))?, word))
        })?;
    let (first, kind) = match name {
        "LOGIN" => (BeforeSecret::User, LoginWord::Login),
        "AUTHENTICATE" => (BeforeSecret::Mechanism, LoginWord::Authenticate),
        _ => return None,
    };
    // An argument may be joined with the word: `login:taro`.
    let length = match classify(&line[word.clone()]) {
        FirstWord::Login(_, length) => length,
        _ => word.len(),
    };
    let arguments = skip_joint(line, word.start + length);
    Some(LoginArguments { arguments, first: Some(first), word: LoginWordAt::Verb(kind) })
}

/// For how many plain words this one counts. One may be a tag, two begin a sentence; a word in another
/// script counts as two, since it cannot be a tag.
fn plain_words_in(word: &[u8]) -> usize {
    match std::str::from_utf8(word) {
        Ok(word) if word.chars().all(char::is_alphabetic) => 2 - usize::from(word.is_ascii()),
        _ => 0,
    }
}

/// The word for a login where a command begins in this line: the first word, the one after a
/// tag, whatever that looks like, or one after another command. For `spec` and `verb_at` see
/// [`SecretScanner::first_line`].
pub(super) fn login_word_in(
    line: &[u8],
    verb_at: usize,
    spec: Option<&'static CommandSpec>,
) -> Option<LoginWord> {
    let found = find_before_login(line, verb_at, spec, UnknownVerbPolicy::MaskArguments);
    match found?.word {
        LoginWordAt::None => None,
        LoginWordAt::Verb(word) => Some(word),
        LoginWordAt::After(first, word) => {
            (!is_other(&String::from_utf8_lossy(&line[first]))).then_some(word)
        }
    }
}

/// Before login, any word may be meant as LOGIN, and the line may lack its tag or have two.
fn find_before_login(
    line: &[u8],
    verb_at: usize,
    spec: Option<&'static CommandSpec>,
    policy: UnknownVerbPolicy,
) -> Option<LoginArguments> {
    if spec.is_none()
        && policy == UnknownVerbPolicy::MaskArguments
        && let Some(arguments) = name_without_verb(line)
    {
        let (first, word) = (Some(BeforeSecret::User), LoginWordAt::Verb(LoginWord::User));
        return Some(LoginArguments { arguments, first, word });
    }
    if spec.is_none()
        && policy == UnknownVerbPolicy::MaskArguments
        && let Some(arguments) = password_after_name(line)
    {
        return Some(LoginArguments { arguments, first: None, word: LoginWordAt::None });
    }
    let is_mechanism =
        spec.is_some_and(|spec| spec.name == "LOGIN") && is_authenticate(line, verb_at);
    let is_misspelled = spec.is_none() && is_misspelled_verb(line, verb_at, policy);
    let mut from = if is_mechanism || is_misspelled { 0 } else { verb_at };
    let mut follows_command = false;
    loop {
        let mut following = words(line, from).skip_while(|word| is_mark(&line[word.clone()]));
        let Some(mut verb) = following.next() else {
            // After an attempt, a literal after just a tag may be the secret.
            let is_perhaps = policy == UnknownVerbPolicy::MaskAll;
            let all =
                LoginArguments { arguments: line.len(), first: None, word: LoginWordAt::None };
            return is_perhaps.then_some(all);
        };
        let mut meant = classify(&line[verb.clone()]);
        let mut after_tag = None;
        if matches!(meant, FirstWord::Unknown | FirstWord::Login(LoginWord::User, _))
            && let Some(second) = following.next()
        {
            // The first word is a tag.
            let meaning = classify(&line[second.clone()]);
            if let FirstWord::Login(word @ (LoginWord::User | LoginWord::Secret), _) = meaning {
                after_tag = Some(LoginWordAt::After(verb.clone(), word));
            }
            if is_verb_after(meant, meaning, policy) {
                (verb, meant) = (second, meaning);
            }
        }
        match meant {
            // Text after a command without arguments is another command.
            FirstWord::Other(spec) if spec.arguments().is_empty() => {
                (from, follows_command) = (verb.end, true);
            }
            FirstWord::Other(spec) => return find_in_command(line, verb, spec),
            FirstWord::Unknown if is_known_word(line, &verb) => from = verb.end,
            // A remark: `noop to keep alive`.
            FirstWord::Unknown if follows_command && policy != UnknownVerbPolicy::MaskAll => {
                return find_in_arguments(line, verb.start, |_, _| true, is_secret_word);
            }
            meant => {
                let found = find_at(line, verb, meant, policy);
                return Some(match after_tag {
                    Some(word) => LoginArguments { word, ..found },
                    None => found,
                });
            }
        }
    }
}

/// Whether a line's second word, with this meaning, is the verb, because the first one is a tag.
fn is_verb_after(first: FirstWord, second: FirstWord, policy: UnknownVerbPolicy) -> bool {
    match second {
        FirstWord::Other(_) => first == FirstWord::Unknown,
        FirstWord::Login(LoginWord::Login | LoginWord::Authenticate, _) => true,
        // After an attempt the first word may be a part of the secret.
        FirstWord::Login(LoginWord::Secret, _) => policy != UnknownVerbPolicy::MaskAll,
        FirstWord::Login(LoginWord::User, _) | FirstWord::Unknown => false,
    }
}

/// A login in the arguments of a command that begins with this verb and does not log in.
fn find_in_command(
    line: &[u8],
    verb: Range<usize>,
    spec: &'static CommandSpec,
) -> Option<LoginArguments> {
    // The others of its values stay visible.
    let values = NamedValues::of(line, verb.start, Some(spec));
    if values.is_some_and(|(it, at)| is_list_of_values(line, at, it)) {
        find_in_arguments(line, verb.end, is_string, |_| false)
    } else {
        let found = find_in_arguments(line, verb.end, |_, _| true, is_secret_word)?;
        let Some(valid) = ValidCommand::parse(&line[verb.start..]) else { return Some(found) };
        let counts = |_: &[u8], word: Range<usize>| valid.may_be_login(word.start - verb.start);
        find_in_arguments(line, verb.end, counts, |_| false)
    }
}

/// Whether the word before LOGIN is AUTHENTICATE, as SMTP writes it: `AUTH LOGIN AHVzZXI=`.
fn is_authenticate(line: &[u8], verb_at: usize) -> bool {
    let first = words(line, 0).next().filter(|word| word.end <= verb_at);
    first.is_some_and(|word| line[word].eq_ignore_ascii_case(b"AUTH"))
}

/// Whether the word before the verb, which looks like a tag, is a mistyped verb or a mechanism without
/// a verb: `login1 user hunter2`, `xoauth2 TOKEN`.
fn is_misspelled_verb(line: &[u8], verb_at: usize, policy: UnknownVerbPolicy) -> bool {
    let logs_in = |word: Range<usize>| match classify(&line[word]) {
        FirstWord::Login(LoginWord::Login | LoginWord::Authenticate, _) => true,
        // After an attempt all that follows a tag is masked, and the tag has to be known.
        FirstWord::Login(LoginWord::Secret, _) => policy != UnknownVerbPolicy::MaskAll,
        _ => false,
    };
    let is_command = |word: Range<usize>| matches!(classify(&line[word]), FirstWord::Other(_));
    // In this order, because a search for near misses takes far longer than finding a command.
    verb_at > 0
        && !words(line, verb_at).next().is_some_and(is_command)
        && words(line, 0).next().is_some_and(logs_in)
}

/// The secret of a command that begins with this word, which is a login or unknown.
fn find_at(
    line: &[u8],
    verb: Range<usize>,
    meant: FirstWord,
    policy: UnknownVerbPolicy,
) -> LoginArguments {
    let bare = LoginArguments { arguments: verb.start, first: None, word: LoginWordAt::None };
    let is_exact = commands::find(&String::from_utf8_lossy(&line[verb.clone()])).is_some();
    let (kind, length) = match meant {
        FirstWord::Login(kind, length) => (kind, length),
        _ if policy == UnknownVerbPolicy::MaskAll => return bare,
        _ => {
            if let Some(length) = end_of_address(&line[verb.clone()], false) {
                return LoginArguments { arguments: verb.start + length, ..bare };
            }
            if is_encoder(&line[verb.clone()]) {
                return LoginArguments { arguments: verb.end, ..bare };
            }
            // `imap.login("taro", …`, `write(3, "a1 login taro …`
            let next = skip_blanks(line, verb.end);
            let end = match line.get(next) {
                Some(b'"') => argument_end(line, next),
                _ => verb.end,
            };
            let inside = find_in_arguments(line, verb.start, |_, _| true, |_| false);
            let any =
                LoginArguments { arguments: verb.end, first: Some(BeforeSecret::Any), ..bare };
            return inside.filter(|found| found.arguments < end).unwrap_or(any);
        }
    };
    let arguments = skip_joint(line, verb.start + length);
    let first = match kind {
        LoginWord::Login => Some(BeforeSecret::User),
        LoginWord::Authenticate => Some(BeforeSecret::Mechanism),
        LoginWord::User => Some(BeforeSecret::User),
        LoginWord::Secret => None,
    };
    let is_login = matches!(kind, LoginWord::Login | LoginWord::Authenticate);
    // A single word may be the secret, even if it begins like a login.
    let has_arguments = skip_blanks(line, verb.end) < line.len();
    match policy {
        UnknownVerbPolicy::MaskAll if !(is_exact || is_login && has_arguments) => bare,
        _ => LoginArguments { arguments, first, word: LoginWordAt::Verb(kind) },
    }
}

/// Whether a word is a whole argument or a whole string: not a part of a name, as in
/// `("name" "Login Test" "support-url" "https://mail/login")`.
fn is_string(line: &[u8], word: Range<usize>) -> bool {
    let before = line[..word.start].last().copied().unwrap_or(b' ');
    let after = line.get(word.end).copied().unwrap_or(b' ');
    match before {
        b'"' => after == b'"',
        _ => before.is_ascii_whitespace() || before == b'(',
    }
}

/// LOGIN or AUTHENTICATE in the arguments of another command, or a word that precedes a secret. `counts`:
/// whether a login's word at this place of the line does.
fn find_in_arguments(
    line: &[u8],
    from: usize,
    counts: impl Fn(&[u8], Range<usize>) -> bool,
    precedes_secret: impl Fn(&str) -> bool,
) -> Option<LoginArguments> {
    let mut at = from;
    while at < line.len() {
        let (letters, range) = letters_of(&line[at..]);
        if letters.is_empty() {
            return None;
        }
        let end = at + range.end;
        let word = near_login_word(&letters).filter(|_| counts(line, at + range.start..end));
        let first = match word {
            Some(LoginWord::Login) => Some(BeforeSecret::User),
            Some(_) => Some(BeforeSecret::Mechanism),
            None if precedes_secret(&letters) && !is_wildcard(&line[end..]) => None,
            None => {
                at = end;
                continue;
            }
        };
        // In arguments, other words for a secret may mean anything.
        let word = word.map_or(LoginWordAt::None, LoginWordAt::Verb);
        return Some(LoginArguments { arguments: skip_joint(line, end), first, word });
    }
    None
}

/// Whether the rest of a line is the end of a pattern, as in `list "" "pass*"`.
fn is_wildcard(rest: &[u8]) -> bool {
    matches!(rest.trim_ascii(), b"*" | b"%" | b"*\"" | b"%\"")
}

/// Whether the word is known although it is not a command: it ends IDLE, or, alone on its line, ends
/// other programs or asks them for help.
fn is_known_word(line: &[u8], word: &Range<usize>) -> bool {
    let is = |known: &&str| line[word.clone()].eq_ignore_ascii_case(known.as_bytes());
    let is_alone = skip_blanks(line, word.end) == line.len();
    is(&"done") || (is_alone && QUIT_WORDS.iter().chain(HELP_WORDS).any(is))
}

/// Skips the sign between a word and an argument, as in `login:user` or `login(user, …`.
fn skip_joint(line: &[u8], from: usize) -> usize {
    match first_char(&line[from..]) {
        (Some(c), length) if !c.is_alphanumeric() && !"\"{~$".contains(c) => from + length,
        _ => from,
    }
}
