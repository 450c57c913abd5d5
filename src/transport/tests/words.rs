//! Every failure has its two lines in the table of texts.

use super::*;

/// Each text has both its lines, and every place in them is filled.
#[test]
fn every_text_is_there() {
    let messages = Messages::new(Language::English);
    let ids: Vec<&str> = [
        include_str!("../address.rs"),
        include_str!("../tcp.rs"),
        include_str!("../tls/error.rs"),
        include_str!("../connection.rs"),
    ]
    .iter()
    .flat_map(|code| code.split('"').skip(1).step_by(2))
    .filter(|text| text.starts_with("net-"))
    .collect();
    assert!(ids.len() > 35, "{}", ids.len());
    for id in &ids {
        assert!(
            messages.has(id) && messages.has(&format!("{id}-try")),
            "{id}"
        );
    }
    let address = "127.0.0.1:993".parse().unwrap();
    let reason = || "why".to_owned();
    let errors: Vec<Box<dyn Explain>> = vec![
        Box::new(ConnectError::NameNotFound {
            host: "h".into(),
            reason: reason(),
        }),
        Box::new(ConnectError::NoResolver {
            host: "h".into(),
            reason: reason(),
        }),
        Box::new(ConnectError::LookupTimedOut { host: "h".into() }),
        Box::new(ConnectError::Refused { address }),
        Box::new(ConnectError::TimedOut { address }),
        Box::new(ConnectError::Unreachable {
            address,
            reason: reason(),
        }),
        Box::new(ConnectError::Other {
            address,
            reason: reason(),
        }),
        Box::new(ConnectionError::Io(
            std::io::ErrorKind::ConnectionReset.into(),
        )),
        Box::new(TlsError::Alert { alert: "A".into() }),
        Box::new(TlsError::BadCertificate { reason: reason() }),
        Box::new(TlsError::Other { reason: reason() }),
        Box::new(AddressError::NoHost),
        Box::new(AddressError::UserInAddress),
        Box::new(address::parse("a b", None, None).unwrap_err()),
        Box::new(address::parse("a", Some("b"), None).unwrap_err()),
        Box::new(address::parse("a:1", Some("2"), None).unwrap_err()),
        Box::new(address::parse("x://a", None, None).unwrap_err()),
        Box::new(address::parse("imaps://a", None, Some(Security::Plain)).unwrap_err()),
        Box::new(address::parse("imap://a/b", None, None).unwrap_err()),
    ];
    for error in errors {
        let words = error.words(messages);
        for line in [words.cause, words.advice] {
            assert!(
                !line.contains(['{', '}', '\n']) && !line.starts_with("net-"),
                "{line}"
            );
        }
    }
}
