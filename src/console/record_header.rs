//! What the header of a record says about where a session leads.

use crate::record::Header;
use crate::session::{ConnectPlan, Endpoint};
use crate::transport::Security;

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
        Endpoint::InProcess(_) => Header {
            host: "practice".to_owned(),
            port: None,
            tls: "none",
            mid_session: None,
        },
    }
}
