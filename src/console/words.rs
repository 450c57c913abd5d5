//! What a console says of connections: the ids of the texts and what they name.

use crate::messages::{Explain, Messages};
use crate::notation::marks::MidSession;
use crate::protocol::commands::ConnectionState;
use crate::protocol::dialogue::Hint;
use crate::protocol::framing::UnfinishedSummary;
use crate::record::{Header, RecordError};
use crate::session::{ConnectPlan, ConnectionEnd, Endpoint, NoticeLevel, Progress, Session};
use crate::transport::{Attempt, Security, TlsFacts, Verified};

type Said = Vec<(NoticeLevel, String)>;

/// What is said on the way to a session.
pub fn progress(messages: Messages, plan: &ConnectPlan, progress: Progress<'_>) -> Said {
    match progress {
        Progress::Attempt(Attempt::Trying {
            address,
            number,
            of,
        }) if of > 1 => {
            let given: &[(&str, &dyn std::fmt::Display)] =
                &[("address", &address), ("number", &number), ("of", &of)];
            vec![(NoticeLevel::Info, messages.with("session-trying", given))]
        }
        Progress::Attempt(Attempt::Trying { .. }) => Vec::new(),
        Progress::Attempt(Attempt::Failed { of: 1, .. }) => Vec::new(),
        Progress::Attempt(Attempt::Failed { error, .. }) => {
            vec![(NoticeLevel::Warning, error.explain(messages).cause)]
        }
        Progress::ProgramSays(line) => vec![(NoticeLevel::Info, program_says(messages, line))],
        Progress::Silent => vec![(NoticeLevel::Warning, messages.get("session-silent"))],
        Progress::Stopped(inside) => vec![(NoticeLevel::Warning, stopped(messages, inside))],
        Progress::Protected(facts) => protected(messages, "session-protected", "", facts),
        Progress::Connected { address, tls } => connected(messages, plan, address, tls),
    }
}

/// A line of a program's standard error, as that program's words, and escaped like a server's.
pub fn program_says(messages: Messages, line: &[u8]) -> String {
    let mut safe = Vec::new();
    crate::escape::append(line, false, &mut safe);
    let line = String::from_utf8_lossy(&safe);
    messages.with("session-program-says", &[("line", &line)])
}

fn connected(
    messages: Messages,
    plan: &ConnectPlan,
    address: &str,
    tls: Option<&TlsFacts>,
) -> Said {
    let target = match &plan.endpoint {
        Endpoint::Network(target) => target,
        Endpoint::Command(command) => {
            return vec![(
                NoticeLevel::Info,
                messages.with("session-started", &[("command", command)]),
            )];
        }
        Endpoint::Practice(_) => {
            return vec![(NoticeLevel::Info, messages.get("practice-connected"))];
        }
    };
    if let Some(facts) = tls {
        return protected(messages, "session-connected-tls", address, facts);
    }
    let id = match (target.security, target.implied) {
        (Security::StartTls, true) => "session-connected-starttls-implied",
        (Security::StartTls, false) => "session-connected-starttls",
        _ => "session-connected-plain",
    };
    vec![(
        if id == "session-connected-plain" {
            NoticeLevel::Warning
        } else {
            NoticeLevel::Info
        },
        messages.with(id, &[("address", &address)]),
    )]
}

/// What TLS agreed on, where STARTTLS began it.
pub fn begun(messages: Messages, facts: &TlsFacts) -> Said {
    protected(messages, "session-protected", "", facts)
}

/// What TLS agreed on, for who asks.
pub fn tls_facts(messages: Messages, facts: &TlsFacts) -> Said {
    protected(messages, "session-tls-facts", "", facts)
}

/// What TLS agreed on, who vouches, until when.
fn protected(messages: Messages, id: &str, address: &str, facts: &TlsFacts) -> Said {
    let unknown = || messages.get("session-certificate-unreadable");
    let (subject, issuer, until) = match &facts.certificate {
        Some(certificate) => (
            certificate.subject.clone(),
            certificate.issuer.clone(),
            certificate.not_after.strftime("%Y-%m-%d").to_string(),
        ),
        None => (unknown(), unknown(), unknown()),
    };
    let roots = messages.get(match facts.verified {
        Verified::Bundled => "session-roots-bundled",
        Verified::System => "session-roots-system",
        Verified::CaFile => "session-roots-ca-file",
        Verified::Nobody => "session-roots-nobody",
    });
    let mut said = vec![(
        NoticeLevel::Info,
        messages.with(
            id,
            &[
                ("address", &address),
                ("version", &facts.version),
                ("cipher", &facts.cipher_suite),
                ("subject", &subject),
                ("issuer", &issuer),
                ("roots", &roots),
                ("until", &until),
            ],
        ),
    )];
    if facts.verified == Verified::Nobody {
        said.push((NoticeLevel::Warning, messages.get("session-insecure")));
    }
    said
}

/// What is said of a connection's end.
pub fn end(messages: Messages, session: &Session) -> (NoticeLevel, Vec<String>) {
    let both = |error: &dyn Explain| {
        let words = error.explain(messages);
        vec![words.cause, words.advice]
    };
    match session.end() {
        None => (NoticeLevel::Info, Vec::new()),
        Some(ConnectionEnd::Closed | ConnectionEnd::CutOff | ConnectionEnd::Broken(_))
            if session.said_bye() =>
        {
            let (level, id) = ended(session.was_left());
            (level, vec![messages.get(id)])
        }
        Some(ConnectionEnd::Closed) => (NoticeLevel::Warning, vec![messages.get("session-closed")]),
        Some(ConnectionEnd::CutOff) => {
            (NoticeLevel::Warning, vec![messages.get("session-cut-off")])
        }
        Some(ConnectionEnd::Broken(error)) => (NoticeLevel::Error, both(error)),
        Some(ConnectionEnd::Upgrade(error)) => (NoticeLevel::Error, both(error)),
        Some(ConnectionEnd::Literal(reason)) => (
            NoticeLevel::Error,
            vec![messages.with("session-literal-broke", &[("reason", reason)])],
        ),
        Some(ConnectionEnd::Compressed) => {
            (NoticeLevel::Error, vec![messages.get("session-compressed")])
        }
    }
}

/// What is said of a connection that ended after a BYE; `left`: which LOGOUT had asked for.
pub fn ended(left: bool) -> (NoticeLevel, &'static str) {
    match left {
        true => (NoticeLevel::Info, "session-ended"),
        false => (NoticeLevel::Warning, "session-sent-away"),
    }
}

/// Inside what the server stopped, where more is due.
pub fn stopped(messages: Messages, inside: &UnfinishedSummary) -> String {
    match inside {
        UnfinishedSummary::Literal {
            received: come,
            size,
        } => messages.with("stall-stopped-literal", &[("come", come), ("size", size)]),
        UnfinishedSummary::Line {
            received: come,
            after_literal: true,
            ..
        } => messages.with("stall-stopped-rest", &[("come", come)]),
        UnfinishedSummary::Line {
            received: come,
            beginning: text,
            ..
        } if text.is_empty() => messages.with("stall-stopped-line", &[("come", come)]),
        UnfinishedSummary::Line {
            received: come,
            beginning: text,
            ..
        } => {
            let text = String::from_utf8_lossy(text);
            messages.with(
                "stall-stopped-line-text",
                &[("come", come), ("text", &text)],
            )
        }
    }
}

/// How much has come of a line or a literal, where its rest may still come. What is not shown yet
/// of a line stands in it.
pub fn so_far(messages: Messages, inside: &UnfinishedSummary, shown: bool) -> String {
    match inside {
        UnfinishedSummary::Literal {
            received: come,
            size,
        } => messages.with("stall-literal", &[("come", come), ("size", size)]),
        UnfinishedSummary::Line {
            received: come,
            beginning: text,
            ..
        } if !shown => {
            let text = String::from_utf8_lossy(text);
            messages.with("stall-line-unshown", &[("come", come), ("text", &text)])
        }
        UnfinishedSummary::Line {
            received: come,
            after_literal: true,
            ..
        } => messages.with("stall-rest", &[("come", come)]),
        UnfinishedSummary::Line { received: come, .. } => {
            messages.with("stall-line", &[("come", come)])
        }
    }
}

/// Where a plan goes, in a word or two.
pub fn address(messages: Messages, plan: &ConnectPlan) -> String {
    match &plan.endpoint {
        Endpoint::Network(target) if target.host.contains(':') => {
            format!("[{}]:{}", target.host, target.port)
        }
        Endpoint::Network(target) => format!("{}:{}", target.host, target.port),
        Endpoint::Command(command) => command.clone(),
        Endpoint::Practice(_) => messages.get("session-practice"),
    }
}

/// What is said as a hint.
pub fn hint(messages: Messages, hint: Hint) -> String {
    messages.get(match hint {
        Hint::DidYouMean(command) => {
            return messages.with("hint-did-you-mean", &[("command", &command)]);
        }
        Hint::LoginFirst => "hint-login-first",
        Hint::SelectFirst => "hint-select-first",
        Hint::AlreadyLoggedIn => "hint-logged-in-already",
        Hint::PlaintextPassword => "hint-in-the-clear",
        Hint::FullWidth => "hint-full-width",
        Hint::TwoSpaces => "hint-two-blanks",
        Hint::TagInUse => "hint-tag-in-use",
        Hint::TaggedDone => "hint-tagged-done",
        Hint::NotIdling => "hint-not-idling",
        Hint::DoneFirst => "hint-done-first",
        Hint::BetweenCrAndLf => "hint-between-cr-and-lf",
        Hint::UseQuitDirective => "hint-leave-by-quit",
        Hint::UseHelpDirective => "hint-help-by-colon",
        Hint::InvalidBase64 => "hint-not-base64",
    })
}

/// What a record says of where a session goes.
pub fn header(plan: &ConnectPlan) -> Header {
    match &plan.endpoint {
        Endpoint::Network(target) => Header {
            host: target.host.clone(),
            port: Some(target.port),
            tls: match target.security {
                Security::Tls => "tls",
                Security::StartTls => "starttls",
                Security::Plain => "none",
            },
            mid_session: None,
        },
        Endpoint::Command(command) => Header {
            host: command.clone(),
            port: None,
            tls: "none",
            mid_session: None,
        },
        Endpoint::Practice(_) => Header {
            host: "practice".to_owned(),
            port: None,
            tls: "none",
            mid_session: None,
        },
    }
}

/// The id of what is said of a record that begins in mid-session: what it lacks.
pub fn mid_session(mid_session: MidSession) -> &'static str {
    match mid_session.state {
        _ if mid_session.idle => "record-midway-idle",
        ConnectionState::Any | ConnectionState::NotAuthenticated => "record-midway-connected",
        ConnectionState::Authenticated => "record-midway-authenticated",
        ConnectionState::Selected => "record-midway-selected",
    }
}

/// Why there is no record, in words.
pub fn record_error(messages: Messages, error: &RecordError) -> String {
    match error {
        RecordError::Kind(path) => messages.with("record-kind", &[("path", &path.display())]),
        RecordError::Exists(path) => messages.with("record-exists", &[("path", &path.display())]),
        RecordError::Io { path, error } => {
            messages.with("record-io", &[("path", &path.display()), ("reason", error)])
        }
    }
}

/// Where `:connect` goes: `HOST [PORT] [--starttls|--plain]`, the rest as before.
pub fn plan_of(words: &str, plan: &ConnectPlan, messages: Messages) -> Result<ConnectPlan, String> {
    let (mut named, mut security) = (Vec::new(), None);
    for word in words.split_whitespace() {
        match word {
            "--starttls" => security = Some(Security::StartTls),
            "--plain" => security = Some(Security::Plain),
            option if option.starts_with("--") => {
                return Err(messages.with("directive-connect-option", &[("option", &option)]));
            }
            word => named.push(word),
        }
    }
    let [host, port @ ..] = named.as_slice() else {
        return Err(messages.get("directive-connect-host"));
    };
    if port.len() > 1 {
        return Err(messages.get("directive-connect-host"));
    }
    let target = crate::transport::address::parse(host, port.first().copied(), security).map_err(
        |error| {
            let words = error.explain(messages);
            format!("{} {}", words.cause, words.advice)
        },
    )?;
    Ok(ConnectPlan {
        endpoint: Endpoint::Network(target),
        ..plan.clone()
    })
}
