//! Checks that a command is valid in the session's state (RFC 3501, sections 3 and 6) and executes
//! it.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use super::selected::Selected;
use crate::practice::grammar::{
    Command, FetchArguments, ReplaceArguments, SelectArguments, SortArguments, StoreArguments,
    ThreadArguments,
};
use crate::practice::session_event::SessionEnd;
use std::time::Duration;

pub const NOT_LOGGED_IN: &str = "Not logged in: use LOGIN or AUTHENTICATE first";

/// The states in which a command is valid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValidIn {
    AnyState,
    NotAuthenticated,
    /// Authenticated, with or without a selected mailbox.
    Authenticated,
    Selected,
}

impl Command {
    fn valid_in(&self) -> ValidIn {
        match self {
            Command::Capability | Command::Noop | Command::Logout | Command::Id => {
                ValidIn::AnyState
            }
            Command::StartTls | Command::Authenticate { .. } | Command::Login { .. } => {
                ValidIn::NotAuthenticated
            }
            Command::Compress { .. }
            | Command::Namespace
            | Command::GetQuota(_)
            | Command::GetMetadata(_)
            | Command::SetMetadata(_)
            | Command::GetQuotaRoot(_)
            | Command::Notify(_)
            | Command::Enable(_)
            | Command::Select(_)
            | Command::Create { .. }
            | Command::Delete(_)
            | Command::Rename { .. }
            | Command::Subscribe(_)
            | Command::Unsubscribe(_)
            | Command::List(_)
            | Command::Lsub { .. }
            | Command::Status { .. }
            | Command::Append(_)
            | Command::Idle => ValidIn::Authenticated,
            Command::Check
            | Command::Close
            | Command::Unselect
            | Command::Expunge
            | Command::UidExpunge(_)
            | Command::Search { .. }
            | Command::CancelUpdate(_)
            | Command::Replace(_)
            | Command::Sort(_)
            | Command::Thread(_)
            | Command::Fetch(_)
            | Command::Store(_)
            | Command::Copy { .. }
            | Command::Move { .. } => ValidIn::Selected,
        }
    }

    /// Whether it refers to messages by sequence number, or returns sequence numbers.
    fn uses_numbers(&self) -> bool {
        match self {
            Command::Search { uid, program, .. } => !uid || program.has_numbers(),
            Command::Sort(SortArguments { uid, program, .. }) => !uid || program.has_numbers(),
            Command::Thread(ThreadArguments { uid, program, .. }) => !uid || program.has_numbers(),
            Command::Fetch(FetchArguments { uid, .. })
            | Command::Store(StoreArguments { uid, .. })
            | Command::Replace(ReplaceArguments { uid, .. })
            | Command::Copy { uid, .. }
            | Command::Move { uid, .. } => !uid,
            Command::Select(SelectArguments { qresync: Some(known), .. }) => known.has_numbers,
            _ => false,
        }
    }

    /// Whether it reports what has changed before it completes. Commands that log in, select or leave a
    /// mailbox, or change the connection do not, nor does CAPABILITY.
    fn reports_changes(&self) -> bool {
        !matches!(
            self,
            Command::Capability
                | Command::StartTls
                | Command::Authenticate { .. }
                | Command::Login { .. }
                | Command::Compress { .. }
                | Command::Select(_)
                | Command::Close
                | Command::Unselect
                | Command::Logout
        )
    }

    /// Whether EXPUNGE may be reported before the command completes. FETCH, STORE and SEARCH refer
    /// to messages by sequence number, which EXPUNGE would change (RFC 3501, section 7.4.1).
    fn permits_expunge(&self) -> bool {
        !matches!(
            self,
            Command::Search { uid: false, .. }
                | Command::Sort(SortArguments { uid: false, .. })
                | Command::Thread(ThreadArguments { uid: false, .. })
                | Command::Fetch(FetchArguments { uid: false, .. })
                | Command::Store(StoreArguments { uid: false, .. })
        )
    }
}

impl ServerSession {
    /// Executes a command if the session's state permits it. Most commands then report what has
    /// changed, even if they fail. `messages` are those of an APPEND.
    pub fn execute(&mut self, tag: &str, command: Command, messages: Vec<Vec<u8>>) -> Outcome {
        self.check_state(command.valid_in())?;
        if self.enabled.uid_only && command.uses_numbers() {
            let text = "[UIDREQUIRED] Expected UIDs, because UIDONLY is enabled";
            return Err(CommandError::bad(text));
        }
        let (reports_changes, permits_expunge) =
            (command.reports_changes(), command.permits_expunge());
        let outcome = self.perform(tag, command, messages);
        if reports_changes && !matches!(outcome, Err(CommandError::End(_))) {
            self.send_changes(permits_expunge)?;
        }
        outcome
    }

    /// Executes a command that is valid in the session's state.
    fn perform(&mut self, tag: &str, command: Command, messages: Vec<Vec<u8>>) -> Outcome {
        match command {
            Command::Capability => self.capability(),
            Command::StartTls => self.start_tls(tag),
            Command::Authenticate { mechanism, initial_response } => {
                self.authenticate(&mechanism, initial_response)
            }
            Command::Login { user, password } => self.login(&user, &password),
            Command::Compress { algorithm } => self.compress(tag, &algorithm),
            Command::Select(arguments) => self.select(&arguments),
            Command::Enable(names) => self.enable(&names),
            Command::Close => Ok(self.close()),
            Command::Unselect => Ok(self.unselect()),
            Command::Noop => Ok(OkResponse::completed("NOOP")),
            Command::Logout => self.logout(tag),
            Command::Id => self.id(),
            Command::Namespace => self.namespace(),
            Command::GetMetadata(arguments) => self.get_metadata(&arguments),
            Command::SetMetadata(arguments) => self.set_metadata(arguments),
            Command::Notify(arguments) => self.notify(arguments),
            Command::GetQuota(root) => self.get_quota(&root),
            Command::GetQuotaRoot(mailbox) => self.get_quota_root(&mailbox),
            Command::Create { mailbox, uses } => self.create(&mailbox, &uses),
            Command::Delete(name) => self.delete(&name),
            Command::Rename { from, to } => self.rename(&from, &to),
            Command::Subscribe(name) => self.subscribe(&name),
            Command::Unsubscribe(name) => self.unsubscribe(&name),
            Command::List(arguments) => self.list(&arguments),
            Command::Lsub { reference, pattern } => self.lsub(&reference, &pattern),
            Command::Status { mailbox, items } => self.status(&mailbox, &items),
            Command::Append(append) => self.append(&append, messages),
            Command::Idle => self.idle(),
            Command::Check => Ok(OkResponse::completed("Check")),
            Command::Expunge => self.expunge(None),
            Command::UidExpunge(set) => self.expunge(Some(&set)),
            Command::Search { uid, returns, program } => {
                self.search(tag, uid, returns, program, None)
            }
            Command::CancelUpdate(tags) => self.cancel_update(&tags),
            Command::Replace(arguments) => self.replace(&arguments, messages),
            Command::Sort(SortArguments { uid, returns, criteria, program }) => {
                self.search(tag, uid, returns, program, Some(criteria))
            }
            Command::Thread(arguments) => self.thread(arguments),
            Command::Fetch(arguments) => self.fetch(arguments),
            Command::Store(store) => self.store_flags(store),
            Command::Copy { uid, set, mailbox } => self.copy(uid, &set, &mailbox),
            Command::Move { uid, set, mailbox } => self.move_messages(uid, &set, &mailbox),
        }
    }

    fn check_state(&mut self, valid_in: ValidIn) -> Result<(), CommandError> {
        let logged_in = self.store.is_logged_in();
        match valid_in {
            ValidIn::NotAuthenticated if logged_in => {
                Err(CommandError::bad("Already logged in: this command is valid before login only"))
            }
            ValidIn::Authenticated | ValidIn::Selected if !logged_in => {
                Err(CommandError::bad(NOT_LOGGED_IN))
            }
            ValidIn::Selected => Selected::required(&mut self.selected).map(drop),
            _ => Ok(()),
        }
    }

    fn capability(&mut self) -> Outcome {
        let capabilities = self.capabilities();
        self.send_line(&format!("* CAPABILITY {capabilities}"))?;
        Ok(OkResponse::completed("Capability"))
    }

    fn logout(&mut self, tag: &str) -> Outcome {
        self.send_line("* BYE Logging out")?;
        self.complete(tag, OkResponse::completed("Logout"), Duration::ZERO)?;
        Err(SessionEnd::Logout.into())
    }

    fn id(&mut self) -> Outcome {
        let version = env!("CARGO_PKG_VERSION");
        self.send_line(&format!("* ID (\"name\" \"imapsh\" \"version\" \"{version}\")"))?;
        Ok(OkResponse::completed("ID"))
    }

    fn namespace(&mut self) -> Outcome {
        self.send_line("* NAMESPACE ((\"\" \"/\")) NIL NIL")?;
        Ok(OkResponse::completed("Namespace"))
    }
}
