//! The TLS handshake: on connecting, with `--starttls`, and after a typed STARTTLS. It takes place in the
//! session's ordinary turns, so that the prompt works meanwhile.

use super::{ConnectionEnd, EventSink, OpenError, Session, Turn};
use crate::protocol::framing::Status;
use crate::transport::{Handshake, Poller, TlsConfig, TlsError, deadline_after};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// After this time a handshake that is not done is reported.
const SLOW: Duration = Duration::from_secs(2);

/// How to start TLS.
#[derive(Clone)]
pub(super) struct TlsPlan {
    pub config: Arc<TlsConfig>,
    /// The name that the certificate must have.
    pub name: String,
}

/// A handshake that is under way.
pub(super) struct HandshakeWait {
    /// When it fails.
    deadline: Instant,
    /// When it counts as slow. `None`: that was reported.
    slow_at: Option<Instant>,
}

impl Session {
    /// Whether a TLS handshake is under way: nothing can be sent before it is done.
    pub fn is_in_handshake(&self) -> bool {
        self.handshake.is_some()
    }

    /// Whether the handshake takes long, which is to be reported. True only once for each.
    pub fn take_slow_handshake(&mut self) -> bool {
        let slow_at = self.handshake.as_mut().map(|handshake| &mut handshake.slow_at);
        slow_at.is_some_and(|at| at.take_if(|at| *at <= Instant::now()).is_some())
    }

    /// Whether TLS may follow the OK to STARTTLS. Any octet without TLS after that OK is an attack, however
    /// late it arrives; so is an OK that arrived before STARTTLS was sent.
    pub(super) fn check_starttls(&mut self) -> Result<(), OpenError> {
        if !self.framer.take_unread().is_empty() || self.connection.has_unread() {
            return Err(OpenError::StartTlsInjected);
        }
        if self.dialogue.saw_unsolicited_tagged() {
            return Err(OpenError::StartTlsEarly);
        }
        if self.greeting == Some(Status::Preauth) {
            return Err(OpenError::StartTlsPreauth);
        }
        Ok(())
    }

    /// Begins a handshake, which the next turns continue.
    pub(super) fn begin_tls(&mut self, plan: &TlsPlan) -> Result<(), OpenError> {
        self.connection.start_tls(&plan.config, &plan.name)?;
        let now = Instant::now();
        let deadline = deadline_after(now, self.timeout);
        self.handshake = Some(HandshakeWait { deadline, slow_at: Some(now + SLOW) });
        Ok(())
    }

    /// A turn that continues the handshake.
    pub(super) fn turn_in_handshake(
        &mut self,
        poller: &mut Poller,
        deadline: Option<Instant>,
        sink: &mut dyn EventSink,
    ) -> io::Result<Turn> {
        self.continue_handshake(sink);
        let Some(handshake) = &self.handshake else {
            return Ok(Turn { woken: false, received: true });
        };
        let own = [Some(handshake.deadline), handshake.slow_at];
        let deadline = own.into_iter().flatten().chain(deadline).min();
        let ready = self.wait(poller, deadline, sink)?;
        Ok(Turn { woken: ready.woken, received: false })
    }

    /// Continues the handshake as far as possible. It also ends at its deadline.
    fn continue_handshake(&mut self, sink: &mut dyn EventSink) {
        let is_late =
            self.handshake.as_ref().is_some_and(|handshake| handshake.deadline <= Instant::now());
        match self.connection.continue_handshake() {
            Ok(Handshake::Unfinished) if is_late => {
                let error = self.handshake_error(TlsError::TimedOut);
                self.close(ConnectionEnd::Upgrade(error), sink);
            }
            Ok(Handshake::Unfinished) => {}
            Ok(Handshake::Done) => {
                self.handshake = None;
                self.protected = true;
                self.dialogue.tls_started();
            }
            Err(error) => {
                let error = self.handshake_error(error);
                self.close(ConnectionEnd::Upgrade(error), sink);
            }
        }
    }

    /// The error of a failed handshake. After STARTTLS, octets without TLS are an attack.
    fn handshake_error(&self, error: TlsError) -> OpenError {
        match error {
            TlsError::UnencryptedImap { .. }
            | TlsError::ForeignService { .. }
            | TlsError::UnknownProtocol { .. }
                if self.greeting.is_some() =>
            {
                OpenError::StartTlsInjected
            }
            TlsError::TimedOut if self.greeting.is_some() => OpenError::StartTlsTimedOut,
            error => error.into(),
        }
    }
}
