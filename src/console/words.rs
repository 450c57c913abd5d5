//! Where a session leads: for the header of a record, and from the arguments of `:connect`.

use crate::messages::{Explain, Messages, text};
use crate::record::Header;
use crate::session::{ConnectPlan, Endpoint};
use crate::transport::Security;

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

/// Where `:connect` goes: `HOST [PORT] [--starttls|--plain]`, the rest as before.
pub fn plan_of(words: &str, plan: &ConnectPlan, messages: Messages) -> Result<ConnectPlan, String> {
    let (mut named, mut security) = (Vec::new(), None);
    for word in words.split_whitespace() {
        match word {
            "--starttls" => security = Some(Security::StartTls),
            "--plain" => security = Some(Security::Plain),
            option if option.starts_with("--") => {
                return Err(messages.format(text::DirectiveConnectOption { option }));
            }
            word => named.push(word),
        }
    }
    let [host, port @ ..] = named.as_slice() else {
        return Err(messages.format(text::DirectiveConnectHost));
    };
    if port.len() > 1 {
        return Err(messages.format(text::DirectiveConnectHost));
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
