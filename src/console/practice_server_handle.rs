//! The practice server as the console uses it: the sessions on it, and what `:deliver`, `:other` and
//! `:reset` do there.

use super::Console;
use crate::messages::{Explain, Messages};
use crate::practice::{self, OtherClient, StoreError};
use crate::protocol::compose::Environment;
use crate::protocol::framing::Status;
use crate::session::{ConnectPlan, Endpoint, SocketFactory};
use crate::transport::{Security, TlsConfig, TlsOptions};
use std::io;
use std::sync::Arc;

/// The practice server, and its other clients besides the session.
pub(super) struct PracticeServerHandle {
    server: practice::Server,
    /// TLS that trusts its certificate.
    tls: Arc<TlsConfig>,
    /// The account of the last `:other`, and the client that sends its commands.
    other: Option<(String, OtherClient)>,
}

pub fn practice_endpoint(server: &practice::Server, security: Option<Security>) -> Endpoint {
    let server = server.clone();
    let connect: SocketFactory = match security {
        Some(Security::Tls) => Arc::new(move || Ok(server.attach_with_tls()?.into())),
        _ => Arc::new(move || Ok(server.attach()?.into())),
    };
    Endpoint::InProcess { connect, security }
}

impl PracticeServerHandle {
    pub(super) fn new(server: practice::Server, tls: Arc<TlsConfig>) -> PracticeServerHandle {
        PracticeServerHandle { server, tls, other: None }
    }

    fn start(messages: Messages) -> Result<PracticeServerHandle, String> {
        let server = practice::Server::new(practice::Config::default());
        let roots = server.ca_pem();
        let roots = roots.map_err(|error| messages.practice_certificate_error(&error))?;
        let options = TlsOptions { more_roots: Some(roots.into_bytes()), ..TlsOptions::default() };
        let tls = TlsConfig::new(&options).map_err(|error| error.explain(messages).cause)?;
        Ok(PracticeServerHandle::new(server, Arc::new(tls)))
    }
}

impl Console {
    /// A plan to reach the practice server, which is started if there is none.
    ///
    /// # Errors
    /// Why it has no certificate.
    pub fn plan_to_practice(&mut self, security: Security) -> Result<ConnectPlan, String> {
        let handle = match self.practice.take() {
            Some(handle) => handle,
            None => PracticeServerHandle::start(self.messages)?,
        };
        let endpoint = practice_endpoint(&handle.server, Some(security));
        let plan = ConnectPlan { endpoint, tls: handle.tls.clone(), ..self.plan.clone() };
        self.practice = Some(handle);
        Ok(plan)
    }

    /// The practice server, if the session is connected to it.
    pub fn practice_server(&self) -> Option<&practice::Server> {
        match self.plan.endpoint {
            Endpoint::InProcess { .. } => self.practice.as_ref().map(|handle| &handle.server),
            _ => None,
        }
    }

    /// The session's account on the practice server: the one that has logged in, or else `${user}`.
    pub fn practice_account(&self) -> String {
        let user = self.session().and_then(|session| session.dialogue().facts().user.as_deref());
        match user {
            Some(user) => user.to_owned(),
            None => self.variables.variable("user").unwrap_or_default(),
        }
    }

    /// Delivers a message to the session's account; without a message, the sample. False: the session is
    /// not on the practice server.
    pub fn deliver(&mut self, message: Option<&[u8]>) -> Result<bool, StoreError> {
        let account = self.practice_account();
        let Some(server) = self.practice_server() else {
            return Ok(false);
        };
        let delivered = match message {
            Some(message) => server.deliver_text(&account, message),
            None => server.deliver_default(&account),
        };
        delivered.map(|()| true)
    }

    /// Restores the accounts and the mail of the practice server to their initial state. False: the
    /// session is not on the practice server.
    pub fn reset_practice(&mut self) -> bool {
        let Some(server) = self.practice_server() else {
            return false;
        };
        server.reset();
        if let Some(handle) = &mut self.practice {
            handle.other = None;
        }
        true
    }

    /// Sends a command from another client of the same account. Returns the status and the text of its
    /// completion; `None`: the session is not on the practice server.
    ///
    /// # Errors
    /// The client cannot log in, or its connection has failed.
    pub fn send_from_other_client(&mut self, line: &str) -> Option<io::Result<(Status, String)>> {
        let account = self.practice_account();
        self.practice_server()?;
        let handle = self.practice.as_mut()?;
        let of_account = handle.other.take().filter(|(of, _)| *of == account);
        let client = match of_account {
            Some((_, client)) => Ok(client),
            None => handle.server.other_client(&account),
        };
        let sent = client.and_then(|mut client| {
            let answer = client.send(line)?;
            handle.other = Some((account, client));
            Ok(answer)
        });
        Some(sent)
    }
}
