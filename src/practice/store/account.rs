//! One account: its password, its mailboxes by name, and what it is subscribed to.
//! A level above a mailbox need not be one itself: LIST then shows it as `\NoSelect`.

use super::flags::{Flags, system_flag};
use super::mailbox::Mailbox;
use super::{AccountLimits, Refusal, name};
use crate::practice::seed;

/// An account.
#[derive(Debug)]
pub struct Account {
    name: String,
    password: String,
    mailboxes: Vec<Mailbox>,
    subscribed: Vec<String>,
    limits: AccountLimits,
    /// The numbers that new mailboxes get, and the highest UIDVALIDITY that any had.
    next_id: u64,
    highest_validity: u32,
    arrived: bool,
}

/// How far apart the accounts' mailbox numbers begin.
const IDS_AN_ACCOUNT: u64 = 1 << 32;

/// A line of LIST or LSUB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<String>,
}

impl Account {
    /// An account as the seed has it, under another name perhaps. `ids` counts the accounts.
    pub fn seeded(
        name: &str,
        password: &str,
        seed: &seed::SeedAccount,
        limits: AccountLimits,
        ids: &mut u64,
    ) -> Account {
        *ids += IDS_AN_ACCOUNT;
        let mut account = Account {
            name: name.to_owned(),
            password: password.to_owned(),
            mailboxes: Vec::new(),
            subscribed: Vec::new(),
            limits,
            next_id: *ids,
            highest_validity: 1,
            arrived: false,
        };
        for mailbox in &seed.mailboxes {
            account.seed(mailbox);
        }
        account
    }

    fn seed(&mut self, seed: &seed::SeedMailbox) {
        self.highest_validity = self.highest_validity.max(seed.uid_validity);
        let mut mailbox = Mailbox::new(self.new_id(), seed.name, seed.uid_validity);
        let given = seed
            .attributes
            .iter()
            .filter(|name| !name.ends_with("Children"));
        mailbox.attributes = given.map(|name| (*name).to_owned()).collect();
        for message in &seed.messages {
            mailbox.uid_next = message.uid.max(mailbox.uid_next);
            let mut flags = Flags::default();
            for flag in &message.flags {
                match system_flag(flag) {
                    Some(bit) => flags.system |= bit,
                    None => flags.keywords |= mailbox.keywords.learn(flag).unwrap_or(0),
                }
            }
            let date = (&message.internal_date).into();
            if let Some(uid) = mailbox.add(message.octets.as_slice().into(), date, flags) {
                mailbox.set_fresh(uid, message.recent);
            }
        }
        mailbox.uid_next = seed.uid_next.max(mailbox.uid_next);
        if seed.subscribed {
            self.subscribed.push(seed.name.to_owned());
        }
        self.mailboxes.push(mailbox);
    }

    fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// A UIDVALIDITY that no mailbox of this account ever had.
    fn new_validity(&mut self) -> u32 {
        self.highest_validity = self.highest_validity.saturating_add(1);
        self.highest_validity
    }

    /// Its name, as LOGIN takes it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its password.
    pub fn password(&self) -> &str {
        &self.password
    }

    /// Gives it another password.
    pub fn set_password(&mut self, password: &str) {
        password.clone_into(&mut self.password);
    }

    /// True the first time only: the mail of the tutorial arrives once.
    pub fn first_arrival(&mut self) -> bool {
        !std::mem::replace(&mut self.arrived, true)
    }

    /// Refuses if so many octets more are over the limit of the account.
    pub fn check_quota(&self, octets: u64) -> Result<(), Refusal> {
        let held: u64 = self.mailboxes.iter().map(Mailbox::octets).sum();
        if held.saturating_add(octets) > self.limits.octets {
            let limit = self.limits.octets;
            let text = format!("The account is full: it holds {held} of at most {limit} octets");
            return Err(Refusal::coded("OVERQUOTA", text));
        }
        Ok(())
    }

    /// The mailbox of that name.
    pub fn mailbox(&mut self, name: &str) -> Option<&mut Mailbox> {
        let name = name::normalised(name);
        self.mailboxes
            .iter_mut()
            .find(|mailbox| mailbox.name == name)
    }

    /// The mailbox with that number.
    pub fn mailbox_by_id(&mut self, id: u64) -> Option<&mut Mailbox> {
        self.mailboxes.iter_mut().find(|mailbox| mailbox.id == id)
    }

    /// Two different mailboxes at once.
    pub fn pair(&mut self, from: u64, to: u64) -> Option<(&mut Mailbox, &mut Mailbox)> {
        let from = self
            .mailboxes
            .iter()
            .position(|mailbox| mailbox.id == from)?;
        let to = self.mailboxes.iter().position(|mailbox| mailbox.id == to)?;
        match self.mailboxes.get_disjoint_mut([from, to]) {
            Ok([from, to]) => Some((from, to)),
            Err(_) => None,
        }
    }

    /// Whether a name is a mailbox, or a level above one.
    fn is_name(&self, name: &str) -> bool {
        let here =
            |mailbox: &Mailbox| mailbox.name == name || name::is_inferior(&mailbox.name, name);
        self.mailboxes.iter().any(here)
    }

    /// CREATE. A "/" at the end only says that there will be names below (RFC 3501, 6.3.3).
    pub fn create(&mut self, name: &str) -> Result<(), Refusal> {
        let name = name::normalised(name.strip_suffix(name::SEPARATOR).unwrap_or(name));
        if let Some(fault) = name::fault(&name) {
            return Err(Refusal::coded("CANNOT", fault));
        }
        if self.mailbox(&name).is_some() {
            return Err(Refusal::coded("ALREADYEXISTS", "Mailbox already exists"));
        }
        if self.mailboxes.len() >= self.limits.mailboxes {
            return Err(Refusal::coded(
                "LIMIT",
                "The account has too many mailboxes",
            ));
        }
        let mailbox = Mailbox::new(self.new_id(), &name, self.new_validity());
        self.mailboxes.push(mailbox);
        Ok(())
    }

    /// DELETE. Names below stay, and this one with them as a level (RFC 3501, 6.3.4). Gives its number.
    pub fn delete(&mut self, name: &str) -> Result<u64, Refusal> {
        let name = name::normalised(name);
        if name == "INBOX" {
            return Err(Refusal::coded("CANNOT", "INBOX can't be deleted"));
        }
        match self
            .mailboxes
            .iter()
            .position(|mailbox| mailbox.name == name)
        {
            Some(at) => Ok(self.mailboxes.remove(at).id),
            None if self.is_name(&name) => {
                let text = "Mailbox has names below it and is none itself: delete those first";
                Err(Refusal::coded("CANNOT", text))
            }
            None => Err(nonexistent(&name)),
        }
    }

    /// RENAME, with all names below; INBOX is emptied into the new name instead (RFC 3501, 6.3.5).
    /// Gives the numbers of the mailboxes whose messages changed.
    pub fn rename(&mut self, from: &str, to: &str) -> Result<Vec<u64>, Refusal> {
        let from = name::normalised(from);
        let to = name::normalised(to.strip_suffix(name::SEPARATOR).unwrap_or(to));
        if !self.is_name(&from) {
            return Err(nonexistent(&from));
        }
        if let Some(fault) = name::fault(&to) {
            return Err(Refusal::coded("CANNOT", fault));
        }
        if self.is_name(&to) {
            return Err(Refusal::coded(
                "ALREADYEXISTS",
                "Target mailbox already exists",
            ));
        }
        if from == "INBOX" {
            return self.rename_inbox(&to);
        }
        if name::is_inferior(&to, &from) {
            return Err(Refusal::coded("CANNOT", "A mailbox can't go below itself"));
        }
        let renamed = |name: &str| name.strip_prefix(&from).map(|rest| format!("{to}{rest}"));
        let below = |name: &str| name == from || name::is_inferior(name, &from);
        let moved = self.mailboxes.iter().filter(|mailbox| below(&mailbox.name));
        if moved
            .filter_map(|mailbox| renamed(&mailbox.name))
            .any(|name| name.len() > name::LONGEST)
        {
            return Err(Refusal::coded(
                "CANNOT",
                "A mailbox name below it would be too long",
            ));
        }
        for mailbox in &mut self.mailboxes {
            if below(&mailbox.name)
                && let Some(name) = renamed(&mailbox.name)
            {
                mailbox.name = name;
            }
        }
        Ok(Vec::new())
    }

    fn rename_inbox(&mut self, to: &str) -> Result<Vec<u64>, Refusal> {
        self.create(to)?;
        let id = self.next_id;
        let Some(inbox) = self.mailbox("INBOX").map(|inbox| inbox.id) else {
            return Err(nonexistent("INBOX"));
        };
        if let Some((from, into)) = self.pair(inbox, id) {
            into.keywords = from.keywords.clone();
            for stored in from.remove(|_| true) {
                let fresh = stored.fresh;
                let message = &stored.message;
                if let Some(uid) = into.add(message.octets.clone(), message.date, stored.flags) {
                    into.set_fresh(uid, fresh);
                }
            }
        }
        Ok(vec![inbox, id])
    }

    /// SUBSCRIBE, to a name that is a mailbox or a level.
    pub fn subscribe(&mut self, name: &str) -> Result<(), Refusal> {
        let name = name::normalised(name);
        if !self.is_name(&name) {
            return Err(nonexistent(&name));
        }
        if !self.subscribed.contains(&name) {
            if self.subscribed.len() >= self.limits.mailboxes {
                return Err(Refusal::coded(
                    "LIMIT",
                    "The account has too many subscriptions",
                ));
            }
            self.subscribed.push(name);
        }
        Ok(())
    }

    /// UNSUBSCRIBE.
    pub fn unsubscribe(&mut self, name: &str) {
        let name = name::normalised(name);
        self.subscribed.retain(|subscribed| *subscribed != name);
    }

    /// LIST: the names that match, levels that are no mailbox included.
    pub fn list(&self, pattern: &str) -> Vec<Listed> {
        let mut names: Vec<(&str, Option<&Mailbox>)> = Vec::new();
        for mailbox in &self.mailboxes {
            for above in name::superiors(&mailbox.name) {
                let known = |(name, _): &(&str, Option<&Mailbox>)| *name == above;
                if !names.iter().any(known)
                    && !self.mailboxes.iter().any(|other| other.name == above)
                {
                    names.push((above, None));
                }
            }
            names.push((&mailbox.name, Some(mailbox)));
        }
        names.retain(|(name, _)| name::matches(pattern, name));
        names
            .into_iter()
            .map(|(name, mailbox)| self.listed(name, mailbox))
            .collect()
    }

    fn listed(&self, name: &str, mailbox: Option<&Mailbox>) -> Listed {
        let mut attributes = Vec::new();
        if mailbox.is_none() {
            attributes.push("\\Noselect".to_owned());
        }
        let parent = self
            .mailboxes
            .iter()
            .any(|other| name::is_inferior(&other.name, name));
        attributes.push(
            if parent {
                "\\HasChildren"
            } else {
                "\\HasNoChildren"
            }
            .to_owned(),
        );
        if let Some(mailbox) = mailbox {
            let marked = mailbox.fresh() > 0;
            let still = mailbox
                .attributes
                .iter()
                .filter(|name| !(marked && *name == "\\UnMarked"));
            attributes.extend(still.cloned());
        }
        Listed {
            name: name.to_owned(),
            attributes,
        }
    }

    /// LSUB: the subscribed names that match; where a `%` at the end cuts one short, its level
    /// with `\Noselect` (RFC 3501, 6.3.9).
    pub fn lsub(&self, pattern: &str) -> Vec<Listed> {
        let mut lines: Vec<Listed> = Vec::new();
        for subscribed in &self.subscribed {
            if name::matches(pattern, subscribed) {
                lines.push(Listed {
                    name: subscribed.clone(),
                    attributes: Vec::new(),
                });
            }
            if !pattern.ends_with('%') {
                continue;
            }
            for above in name::superiors(subscribed) {
                let known = self.subscribed.iter().any(|name| name == above)
                    || lines.iter().any(|line| line.name == above);
                if !known && name::matches(pattern, above) {
                    let attributes = vec!["\\Noselect".to_owned()];
                    lines.push(Listed {
                        name: above.to_owned(),
                        attributes,
                    });
                }
            }
        }
        lines
    }
}

/// The refusal of a name that is no mailbox.
pub fn nonexistent(name: &str) -> Refusal {
    let printable = name.bytes().all(|octet| (0x20..0x7f).contains(&octet));
    let text = if printable && !name.is_empty() {
        format!("Mailbox doesn't exist: {name}")
    } else {
        "Mailbox doesn't exist".to_owned()
    };
    Refusal::coded("NONEXISTENT", text)
}
