//! Texts of well-known servers that name a cause, explained for readers who do not know them.
//!
//! IMAP leaves the text of a response to the server, so only these words name the cause. A text is recognized
//! by a few words, because servers change the rest.

use super::Refusal;
use super::missing_subject::MAX_SENT;
use super::refusal_codes::says_more_than_text;
use crate::explain::faults::changes_mailbox;
use crate::explain::phrase::{cut, value};
use crate::explain::sentence::Explanation;
use crate::explain::server::code_advice;
use crate::explain::server::response::Response;
use crate::explain::session::WatchedCommand;
use crate::messages::{Text, text};
use crate::protocol::commands::is_login;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::ConnectionState;

/// Words as `says_one` takes them, and the meaning of a text that contains one.
type Texts = &'static [(&'static str, &'static (dyn Text + Sync))];

/// In NO and BAD.
static IN_REFUSAL: Texts = &[
    // Exchange and Outlook.
    ("authenticated but not connected", &text::TextNotConnected),
    // Gmail, Yahoo and iCloud.
    ("application-specific password|app-specific password", &text::TextAppPassword),
    ("web login|web browser", &text::TextWebLogin),
    // Microsoft.
    (
        "basicauthblocked|basic authentication is disabled|basic authentication disabled|\
      basic authentication has been disabled|basic authentication is no longer|\
      basic authentication is not supported",
        &text::TextBasicAuthentication,
    ),
    ("disabled for your domain|disabled for this domain", &text::TextImapOffForDomain),
    ("not enabled for imap|imap access is disabled|imap is disabled", &text::TextImapOff),
    // Gmail, Dovecot and Courier.
    (TOO_MANY_CONNECTIONS, &text::TextTooManyConnections),
    // Exchange.
    (
        "accesstokenexpired|token expired|token has expired|token is expired|expired token",
        &text::TextTokenNoLongerValid,
    ),
    (SESSION_OVER, &text::TextSessionInvalid),
    (
        "ip is blocked|ip address is blocked|ip has been blocked|address is blocked|\
      ip is banned|ip has been banned|address is banned|address has been banned",
        &text::TextBlocked,
    ),
    (
        "login failures|too many failed login|too many failed auth|too many login",
        &text::TextTooManyFailures,
    ),
    // NetEase: 163.com, 126.com and yeah.net.
    ("unsafe login", &text::TextUnsafeLogin),
];

/// In NO and BAD to a command other than a login.
static OF_LOGGED_OUT: Texts = &[(LOGIN_NEEDED, &text::TextNotLoggedIn)];

/// Words about a login that has to come first.
pub(super) static LOGIN_NEEDED: &str =
    "not logged in|not authenticated|log in first|login first|must login";

/// In NO and BAD that are not about an account that is yet to be locked.
static OF_ACCOUNT: Texts = &[(
    "account is locked|account locked|account has been locked|account is disabled|\
      account disabled|account is suspended|account suspended|account has been suspended",
    &text::TextAccountLocked,
)];

static CONDITION: &str = " before | if | unless | until | when ";

/// In NO and BAD to a specific command, not in untagged ones.
static OF_COMMAND: Texts = &[
    (
        "throttled|rate limit|too many requests|too many commands|bandwidth limits|\
      backoff time",
        &text::TextThrottled,
    ),
    (
        "server unavailable|server is down|service unavailable|temporarily|\
      currently unavailable|currently not available|try again later|try later|\
      try again in|temporary failure|temporary error|temporary problem|\
      temporary system|system busy|system is busy|server busy|server is busy|\
      too busy|overload|over load|high load",
        &text::TextUnavailable,
    ),
    (
        "storage is full|disk is full|disk full|no space left|out of disk space",
        &text::TextStorageFull,
    ),
    (
        "messages no longer exist|message no longer exists|message has been expunged",
        &text::TextMessagesGone,
    ),
    (TIMEOUT, &text::TextTimeout),
    (SHUTDOWN, &text::TextShutdown),
    (INTERNAL_ERROR, &text::TextInternalError),
];

static TOO_MANY_CONNECTIONS: &str = "too many simultaneous|maximum number of connections|maximum connections|\
     too many connections|too many imap connections|too many sessions";

static SESSION_OVER: &str = "session invalidated|session expired|session has expired";

static SHUTDOWN: &str = "shutting down|shutdown|restarting";

static TIMEOUT: &str = "timeout|timed out|time-out";

/// Errors that are not the client's.
static INTERNAL_ERROR: &str = "internal error|internal server error|internal failure|system error|\
     server error|\
     server failure|system i/o error|backend error";

/// In NO and BAD to a command that stores something, and to one that does not.
static OF_STORING: Texts = &[(QUOTA, &text::CodeOverquotaRefused)];
static OF_READING: Texts = &[(QUOTA, &text::CodeOverquotaReading)];
static QUOTA: &str = "quota exceeded|over quota|exceeds quota|exceed quota|mailbox is full";

/// In NO and BAD to a command that opens or changes a mailbox which exists.
static OF_MAILBOX: Texts = &[(" in use", &text::TextLocked)];

/// In NO and BAD to a command after the login.
static OF_LOCK: Texts =
    &[(" locked| for lock| for a lock| a lock| the lock| lock timeout", &text::TextLocked)];

/// In NO and BAD to a login.
static OF_LOGIN: Texts = &[
    ("password has expired|password expired|password is expired", &text::CauseExpired),
    (SECOND_FACTOR, &text::TextSecondFactor),
    ("too many failed", &text::TextTooManyFailures),
    ("use authenticate", &text::TextLoginDisabled),
    (
        "plaintext auth|plaintext login|cleartext auth|cleartext login|use ssl|use tls|use starttls|using ssl|using tls|ssl required|tls required|\
      ssl is required|tls is required|requires ssl|requires tls|require ssl|\
      require tls|encryption required|encryption is required|secure connection|\
      encrypted connection|on non-secure|not allowed before starttls|before starttls",
        &text::CausePrivacyRequired,
    ),
];

static SECOND_FACTOR: &str = "two-factor|two factor|2fa|second factor|multi-factor|two-step|2-step";

/// In NO and BAD to LOGIN.
static OF_PASSWORD: Texts = &[(
    "user name or|username or|bad password|wrong password|\
      invalid password|incorrect password|password is incorrect|invalid credentials",
    &text::CauseLogin,
)];

/// In NO and BAD to a command that gives the server a message, as Cyrus says.
static OF_MESSAGE: Texts =
    &[("invalid header|bare newline|bare lf|nul char|nul byte|bad header", &text::TextMessageForm)];

/// In NO and BAD to a command that stores messages.
static OF_SIZE: Texts = &[(
    "maximum message size|message too large|message is too large|message too big",
    &text::TextMessageTooLarge,
)];

/// In a BYE after the session was idle for too long (RFC 3501, section 5.4).
static OF_AUTOLOGOUT: Texts =
    &[("inactivity|idle for too long|autologout|timeout|timed out", &text::TextInactivity)];

/// In a BYE that is not the client's fault, although it may be a timeout.
static OF_TROUBLE: Texts = &[
    (INTERNAL_ERROR, &text::TextTrouble),
    ("try again later|temporary|temporarily|unavailable|busy|overload", &text::TextTrouble),
];

/// In other BYEs.
static IN_OTHER_BYE: Texts = &[
    ("too many invalid|too many bad", &text::TextTooManyMistakes),
    (SHUTDOWN, &text::TextShutdown),
    ("accesstokenexpired|token expired", &text::TextTokenExpired),
    (SESSION_OVER, &text::TextSessionInvalid),
];

/// In a BYE after logins that have failed, or with too many connections, whatever its code says.
static OF_LIMITS: Texts = &[
    ("login attempts|failed login|failed auth|authentication failures", &text::TextTooManyLogins),
    (TOO_MANY_CONNECTIONS, &text::TextTooManyConnections),
];

/// Explains that too many logins have failed, or too many connections are open, if the text of a BYE says so.
pub(in crate::explain) fn limit_reached(
    response: Response<'_>,
    explanation: &mut Explanation,
) -> bool {
    say(OF_LIMITS, response, "7.1.5", explanation)
}

/// Explains the cause that the text of the NO or BAD to this command names. False: it is not one of these
/// texts.
pub(super) fn refusal(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    // A second factor was sent, but is not valid.
    let has_second =
        response.says_one(SECOND_FACTOR) && response.says_one("expired| invalid| wrong");
    if response.lists_causes() || has_second {
        return false;
    }
    let section = if response.is("BAD") { "7.1.3" } else { "7.1.2" };
    // In the answer to a login the account is meant, and a new name is "in use" if it is taken.
    let is_of_login = is_login(command.name);
    let is_of_mailbox = !is_of_login && !matches!(command.name, "CREATE" | "RENAME");
    // Its token is not the login's.
    let is_of_url = matches!(command.name, "URLFETCH" | "GENURLAUTH" | "RESETKEY")
        || response.says_one(" urlauth");
    let is_general = response.tag().is_some() && !says_more_than_text(response);
    let adds_one = matches!(command.name_without_uid(), "APPEND" | "REPLACE");
    // Of a token and an answer to a challenge, more is known.
    let is_password = command.name == "LOGIN"
        && (is_general || response.code().is_some_and(|code| code.is("AUTHORIZATIONFAILED")))
        && !response.is_about_syntax()
        && !response.says_one("too many| limit| attempts");
    let of_quota = if code_advice::reads(response) { OF_READING } else { OF_STORING };
    other_namespace(refusal, explanation)
        || is_of_mailbox && is_general && say(OF_MAILBOX, response, section, explanation)
        || is_of_login && say(OF_LOGIN, response, section, explanation)
        || adds_one && is_general && say(OF_MESSAGE, response, section, explanation)
        || command.adds_messages() && is_general && say(OF_SIZE, response, section, explanation)
        || !is_of_url && say(IN_REFUSAL, response, section, explanation)
        || !is_of_login && say(OF_LOGGED_OUT, response, section, explanation)
        || !response.says_one(CONDITION) && say(OF_ACCOUNT, response, section, explanation)
        || !is_of_login && is_general && say(OF_LOCK, response, section, explanation)
        || is_general && say(of_quota, response, section, explanation)
        || is_general && !response.says_missing() && say(OF_COMMAND, response, section, explanation)
        || is_password && say(OF_PASSWORD, response, "6.2.3", explanation)
}

/// Words about the state in which a mailbox is selected.
const UNSELECTED: &str = "no mailbox selected|no mailbox is selected|no mailbox has been selected|\
     no folder selected|no folder is selected|no selected mailbox|\
     mailbox not selected|mailbox is not selected|select a mailbox|\
     select mailbox first|selected state|select first";

/// Words about a login that is over.
const LOGGED_IN: &str = "already authenticated|already logged|already in authenticated|\
     authenticated already";

/// Words about TLS that is on.
const WITH_TLS: &str = "tls already|starttls already|tls is already|already in tls|already using tls|\
     already encrypted|already secure";

/// Explains that the command is not allowed in this state of the session, if the server's text says so. False:
/// it does not.
pub(super) fn wrong_state(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let name = command.name;
    let Some(entry) = command.entry else { return false };
    let is_for = |state| entry.states == [state];
    if name == "IDLE" && response.says_one(UNSELECTED) {
        explanation.say_from(2177, "3", text::CauseIdleUnselected);
    } else if is_for(ConnectionState::Selected) && response.says_one(UNSELECTED) {
        explanation.say_from(3501, "3.3", text::CauseSelectFirst { name });
    } else if is_for(ConnectionState::NotAuthenticated)
        && response.says_one(LOGGED_IN)
        && !response.says_one(" user | another| other | elsewhere")
    {
        explanation.say_from(3501, "3.1", text::CauseAlreadyLoggedIn { name });
    } else if name == "STARTTLS" && response.says_one(WITH_TLS) {
        explanation.say_from(9051, "6.2.1", text::CauseTlsIsOn);
    } else if changes_mailbox(command) && response.says_read_only() {
        explanation.say_from(3501, "6.3.2", text::CauseReadOnly { name });
    } else {
        return false;
    }
    true
}

/// Explains that the command is not allowed now, if the server's text says no more than that.
pub(super) fn other_state(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    const STATES: &str = "invalid state|wrong state|in this state|authenticated state|current state|\
         not allowed now|not permitted now";
    const LOGIN_FIRST: &str =
        "requires authentication|authentication required|after a login|after login";
    let Refusal { command, response } = refusal;
    // A login is refused so for want of a second factor, or a mailbox for its own state.
    let may_lack_login = !is_login(command.name)
        && command.session.state().is_none_or(|it| it <= ConnectionState::NotAuthenticated);
    let is_said = command.entry.is_some()
        && !response.says_one(" account| mailbox| folder| message")
        && (response.says_one(STATES) || may_lack_login && response.says_one(LOGIN_FIRST));
    explanation.say_from_if(is_said, 3501, "3", text::CauseWrongState { name: command.name })
}

/// Explains that the server does not know the character set of a search, if its text is about that.
pub(super) fn refused_charset(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let is_this = response.says_one("charset|character set");
    let charset = command.root.child(Kind::Charset).filter(|_| is_this).map(value);
    explanation.say_from_some(3501, "6.4.4", charset.map(|charset| text::CauseCharset { charset }))
}

/// The usual hierarchy separators.
const SEPARATORS: [char; 2] = ['.', '/'];

/// Explains that the name begins unlike those of the mailboxes, as Dovecot says: `nonexistent namespace.
/// (Mailbox name should probably be prefixed with: INBOX.)`.
fn other_namespace(refusal: Refusal<'_>, explanation: &mut Explanation) -> bool {
    let Refusal { command, response } = refusal;
    let is_this = response.says_one("nonexistent namespace");
    let Some(mailbox) = command.made_name().or_else(|| command.named_mailbox()).filter(|_| is_this)
    else {
        return false;
    };
    let said = String::from_utf8_lossy(response.root.text_of(Kind::Text));
    let prefix = said.split_once("prefixed with: ").and_then(|(_, rest)| rest.split(')').next());
    match prefix.filter(|prefix| !prefix.is_empty()) {
        Some(prefix) if mailbox.starts_with(prefix) => return false,
        Some(prefix) => {
            // `INBOX/Work`, where INBOX. is the prefix.
            let rest = mailbox.strip_prefix(prefix.trim_end_matches(SEPARATORS));
            let rest = rest.and_then(|rest| rest.strip_prefix(SEPARATORS)).unwrap_or(&mailbox);
            let meant = cut(format!("{prefix}{rest}").as_bytes()).into_owned();
            let prefix = cut(prefix.as_bytes());
            explanation.say_from(
                2342,
                "5",
                text::TextPrefixMissing { mailbox: &mailbox, prefix, meant },
            );
        }
        None => explanation.say_from(2342, "5", text::TextNamespace),
    }
    true
}

/// Explains the cause that the text of a BYE names. False: it is not one of these texts.
pub(in crate::explain) fn farewell(response: Response<'_>, explanation: &mut Explanation) -> bool {
    // The limit is one after a login (RFC 9051, section 5.4).
    let is_of_client = response.session.state() != Some(ConnectionState::NotAuthenticated)
        && !response.says_one(" backend| database| upstream| lookup| proxy");
    say(IN_OTHER_BYE, response, "7.1.5", explanation)
        || say(OF_TROUBLE, response, "7.1.5", explanation)
        || is_of_client && say(OF_AUTOLOGOUT, response, "5.4", explanation)
}

fn say(
    texts: Texts,
    response: Response<'_>,
    section: &'static str,
    explanation: &mut Explanation,
) -> bool {
    // A text may repeat the command: `Mailbox shutdown does not exist`.
    let sent = response.command().and_then(WatchedCommand::root).map(Node::text);
    let sent = sent.map(|sent| String::from_utf8_lossy(&sent[..sent.len().min(MAX_SENT)]));
    let sent = sent.unwrap_or_default().to_ascii_lowercase();
    let is_new = |word: &&str| !sent.contains(word.trim_start());
    let says = |words: &str| words.split('|').filter(is_new).any(|word| response.says_one(word));
    let cause = texts.iter().find(|(words, _)| says(words));
    if let Some((_, cause)) = cause {
        explanation.say_from(3501, section, *cause);
    }
    cause.is_some()
}
