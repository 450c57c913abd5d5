//! The capabilities that the server can announce, and those that it does announce.
//!
//! A command or an argument that belongs to a capability is parsed only if the capability is
//! announced: see [`Announced::permits`].

use crate::protocol::session_facts::is_in_imap4rev2;
use Capability::*;
use std::fmt;

/// Defines the capabilities, each with its name, by when they are in CAPABILITY.
macro_rules! capabilities {
    ($($when:ident { $($capability:ident $name:literal,)* })*) => {
        /// A capability of the server.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Capability {
            $($($capability,)*)*
        }

        /// All capabilities in the order of CAPABILITY, which is that of the enum.
        const CAPABILITIES: &[(Capability, &str, AnnouncedWhen)] =
            &[$($(($capability, $name, AnnouncedWhen::$when),)*)*];
    };
}

capabilities! {
    Always {
        Imap4rev1 "IMAP4rev1", Imap4rev2 "IMAP4rev2", LiteralPlus "LITERAL+",
        LiteralMinus "LITERAL-", Id "ID", Enable "ENABLE", Idle "IDLE",
    }
    BeforeLogin {
        SaslIr "SASL-IR", StartTls "STARTTLS", AuthPlain "AUTH=PLAIN", AuthLogin "AUTH=LOGIN",
        AuthCramMd5 "AUTH=CRAM-MD5", AuthScramSha256 "AUTH=SCRAM-SHA-256",
        AuthXoauth2 "AUTH=XOAUTH2",
    }
    AfterLogin {
        Namespace "NAMESPACE", Unselect "UNSELECT", UidPlus "UIDPLUS", Move "MOVE",
        Children "CHILDREN", SpecialUse "SPECIAL-USE", CreateSpecialUse "CREATE-SPECIAL-USE",
        Esearch "ESEARCH", SearchRes "SEARCHRES", ListExtended "LIST-EXTENDED",
        ListStatus "LIST-STATUS", StatusSize "STATUS=SIZE", Condstore "CONDSTORE",
        Qresync "QRESYNC", Within "WITHIN", Binary "BINARY", MultiAppend "MULTIAPPEND",
        Preview "PREVIEW", Utf8Accept "UTF8=ACCEPT", Sort "SORT", SortDisplay "SORT=DISPLAY",
        ThreadOrderedSubject "THREAD=ORDEREDSUBJECT", ThreadReferences "THREAD=REFERENCES",
        Esort "ESORT", ContextSearch "CONTEXT=SEARCH", ContextSort "CONTEXT=SORT",
        SaveDate "SAVEDATE", ObjectId "OBJECTID", Replace "REPLACE", UidOnly "UIDONLY",
        Quota "QUOTA", QuotaStorage "QUOTA=RES-STORAGE", QuotaMessage "QUOTA=RES-MESSAGE",
        QuotaMailbox "QUOTA=RES-MAILBOX", Metadata "METADATA", Notify "NOTIFY", Partial "PARTIAL",
        Compress "COMPRESS=DEFLATE",
    }
}

/// When a capability is in CAPABILITY.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AnnouncedWhen {
    Always,
    BeforeLogin,
    AfterLogin,
}

impl Capability {
    /// Its name in CAPABILITY.
    fn name(self) -> &'static str {
        CAPABILITIES[self as usize].1
    }
}

/// A set of capabilities: those that a server announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announced(u64);

impl Announced {
    /// Everything that the server implements.
    pub fn all() -> Announced {
        let all = CAPABILITIES.iter().filter(|(capability, ..)| *capability != LiteralMinus);
        Announced(all.fold(0, |bits, (capability, ..)| bits | bit(*capability)))
    }

    /// The capabilities of a list, with commas or spaces between them, and IMAP4rev1. `all` stands for
    /// everything that the server implements.
    ///
    /// # Errors
    /// The first name that is not a capability of this server.
    pub fn parse(list: &str) -> Result<Announced, String> {
        let mut announced = Announced(bit(Imap4rev1));
        for name in list.split([',', ' ']).filter(|name| !name.is_empty()) {
            if name.eq_ignore_ascii_case("all") {
                announced.0 |= Announced::all().0;
                continue;
            }
            let found = CAPABILITIES.iter().find(|(_, known, _)| known.eq_ignore_ascii_case(name));
            announced.0 |= bit(found.ok_or(name)?.0);
        }
        // A server must not announce both (RFC 7888, section 6).
        if announced.has(LiteralPlus) {
            announced.0 &= !bit(LiteralMinus);
        }
        Ok(announced)
    }

    pub fn from_bits(bits: u64) -> Announced {
        Announced(bits)
    }

    pub fn bits(self) -> u64 {
        self.0
    }

    /// Whether a capability is announced.
    pub fn has(self, capability: Capability) -> bool {
        self.0 & bit(capability) != 0
    }

    /// Whether what belongs to a capability can be used.
    pub fn permits(self, capability: Capability) -> bool {
        self.has(capability) || (self.has(Imap4rev2) && is_in_imap4rev2(capability.name()))
    }

    /// The names in CAPABILITY before or after login, except those for which `hidden` is true.
    pub fn names(
        self,
        logged_in: bool,
        hidden: impl Fn(Capability) -> bool,
    ) -> impl Iterator<Item = &'static str> {
        let is_shown = move |shown: AnnouncedWhen| match shown {
            AnnouncedWhen::Always => true,
            AnnouncedWhen::BeforeLogin => !logged_in,
            AnnouncedWhen::AfterLogin => logged_in,
        };
        let announced = CAPABILITIES.iter().filter(move |(capability, _, shown)| {
            self.has(*capability) && is_shown(*shown) && !hidden(*capability)
        });
        announced.map(|(_, name, _)| *name)
    }
}

/// What a client has enabled with ENABLE or, for CONDSTORE, by using it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Enabled {
    pub imap4rev2: bool,
    pub condstore: bool,
    pub qresync: bool,
    pub utf8_accept: bool,
    pub uid_only: bool,
    /// Report changes of annotations.
    pub metadata: bool,
}

impl Enabled {
    /// Whether VANISHED takes the place of EXPUNGE.
    pub fn vanished(self) -> bool {
        self.qresync || self.uid_only
    }

    /// Whether mailbox names and quoted strings are in UTF-8.
    pub fn utf8(self) -> bool {
        self.utf8_accept || self.imap4rev2
    }
}

/// The IMAP that a session speaks.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    pub announced: Announced,
    pub enabled: Enabled,
}

#[cfg(test)]
impl Dialect {
    /// Everything that the server implements.
    pub fn all() -> Dialect {
        Dialect { announced: Announced::all(), enabled: Enabled::default() }
    }
}

/// As in CAPABILITY: names with spaces between them.
impl fmt::Display for Announced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let announced = CAPABILITIES.iter().filter(|(capability, ..)| self.has(*capability));
        let names: Vec<&str> = announced.map(|(_, name, _)| *name).collect();
        f.write_str(&names.join(" "))
    }
}

fn bit(capability: Capability) -> u64 {
    1 << capability as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_capability_has_its_own_name() {
        for (_, name, _) in CAPABILITIES {
            assert_eq!(CAPABILITIES.iter().filter(|(_, other, _)| other == name).count(), 1);
        }
    }

    #[test]
    fn a_list_selects_capabilities_by_name() {
        let announced = Announced::parse("idle, LITERAL-,literal+").unwrap();
        let names: Vec<_> = announced.names(true, |_| false).collect();
        assert_eq!(names, ["IMAP4rev1", "LITERAL+", "IDLE"]);
        assert_eq!(Announced::parse("IDLE,FROB"), Err("FROB".to_owned()));
    }
}
