//! The commands about mailboxes by their names: LIST, LSUB, STATUS, CREATE, DELETE, RENAME,
//! SUBSCRIBE and UNSUBSCRIBE.

use super::Session;
use super::answer::Answer;
use crate::practice::grammar::{Command, StatusItem};
use crate::practice::session_event::SessionEnd;
use crate::practice::store::Refusal;
use crate::practice::store::account::{Account, Listed, nonexistent};
use crate::practice::store::flags::SEEN;
use crate::practice::store::mailbox::Mailbox;

impl Session {
    /// Carries out one of them.
    pub fn mailbox_command(&mut self, command: Command) -> Result<Answer, SessionEnd> {
        match command {
            Command::List { reference, pattern } => self.list("LIST", &reference, &pattern),
            Command::Lsub { reference, pattern } => self.list("LSUB", &reference, &pattern),
            Command::Status { mailbox, items } => self.status(&mailbox, &items),
            Command::Create(name) => Ok(self.change("Create", |account| {
                account.create(&name).map(|()| Vec::new())
            })),
            Command::Delete(name) => Ok(self.delete(&name)),
            Command::Rename { from, to } => {
                Ok(self.change("Rename", |account| account.rename(&from, &to)))
            }
            Command::Subscribe(name) => Ok(self.change("Subscribe", |account| {
                account.subscribe(&name).map(|()| Vec::new())
            })),
            Command::Unsubscribe(name) => Ok(self.change("Unsubscribe", |account| {
                account.unsubscribe(&name);
                Ok(Vec::new())
            })),
            _ => Ok(Answer::Bad(
                "This command is not about mailboxes".to_owned(),
            )),
        }
    }

    /// Changes the account; wakes who waits for the mailboxes whose numbers come back.
    fn change(
        &mut self,
        what: &'static str,
        change: impl FnOnce(&mut Account) -> Result<Vec<u64>, Refusal>,
    ) -> Answer {
        let state = self.state.clone();
        let mut accounts = Self::lock_store(&state, &mut self.locked);
        let user = self.user.as_deref().unwrap_or_default();
        let Some(account) = accounts.account(user) else {
            return nonexistent("").into();
        };
        match change(account) {
            Ok(changed) => {
                for id in changed {
                    accounts.wake_waiters(id);
                }
                Answer::done(what)
            }
            Err(refusal) => refusal.into(),
        }
    }

    /// DELETE. The mailbox that this session has selected may go too: then none is selected.
    fn delete(&mut self, name: &str) -> Answer {
        let mut gone = None;
        let answer = self.change("Delete", |account| {
            let id = account.delete(name)?;
            gone = Some(id);
            Ok(vec![id])
        });
        if gone.is_some() && self.selected.as_ref().map(|selected| selected.mailbox) == gone {
            self.selected = None;
        }
        answer
    }

    fn list(
        &mut self,
        response: &'static str,
        reference: &str,
        pattern: &str,
    ) -> Result<Answer, SessionEnd> {
        let what = if response == "LIST" { "List" } else { "Lsub" };
        if pattern.is_empty() && response == "LIST" {
            // Asks for the separator, and for the root of the reference name.
            let root = match reference.find('/') {
                Some(0) => "\"/\"",
                _ => "\"\"",
            };
            self.line(&format!("* LIST (\\Noselect) \"/\" {root}"))?;
            return Ok(Answer::done(what));
        }
        let pattern = format!("{reference}{pattern}");
        if pattern.len() > 2 * crate::practice::store::name::LONGEST {
            return Ok(Answer::done(what));
        }
        let lines = {
            let state = self.state.clone();
            let mut accounts = Self::lock_store(&state, &mut self.locked);
            let user = self.user.as_deref().unwrap_or_default();
            match accounts.account(user) {
                Some(account) if response == "LIST" => account.list(&pattern),
                Some(account) => account.lsub(&pattern),
                None => Vec::new(),
            }
        };
        for Listed { name, attributes } in lines {
            self.line(&format!(
                "* {response} ({}) \"/\" {}",
                attributes.join(" "),
                shown(&name)
            ))?;
        }
        Ok(Answer::done(what))
    }

    fn status(&mut self, name: &str, items: &[StatusItem]) -> Result<Answer, SessionEnd> {
        let values = {
            let state = self.state.clone();
            let mut accounts = Self::lock_store(&state, &mut self.locked);
            let user = self.user.as_deref().unwrap_or_default();
            let Some(mailbox) = accounts
                .account(user)
                .and_then(|account| account.mailbox(name))
            else {
                return Ok(nonexistent(name).into());
            };
            let values = items.iter().map(|item| status_value(mailbox, *item));
            format!(
                "* STATUS {} ({})",
                shown(&mailbox.name),
                values.collect::<Vec<_>>().join(" ")
            )
        };
        self.line(&values)?;
        Ok(Answer::done("Status"))
    }
}

fn status_value(mailbox: &Mailbox, item: StatusItem) -> String {
    let unseen = || {
        mailbox
            .messages()
            .iter()
            .filter(|stored| !stored.flags.has(SEEN))
            .count()
    };
    match item {
        StatusItem::Messages => format!("MESSAGES {}", mailbox.messages().len()),
        StatusItem::Recent => format!("RECENT {}", mailbox.fresh()),
        StatusItem::UidNext => format!("UIDNEXT {}", mailbox.uid_next),
        StatusItem::UidValidity => format!("UIDVALIDITY {}", mailbox.uid_validity),
        StatusItem::Unseen => format!("UNSEEN {}", unseen()),
    }
}

/// A mailbox name as an atom where it is one, else quoted. Names are printable ASCII.
fn shown(name: &str) -> String {
    let plain = |octet: u8| octet.is_ascii_graphic() && !b"(){%*\"\\]".contains(&octet);
    if !name.is_empty() && name.bytes().all(plain) && !name.eq_ignore_ascii_case("NIL") {
        return name.to_owned();
    }
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}
