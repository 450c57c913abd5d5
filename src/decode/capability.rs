//! Shows CAPABILITY in groups, with a few words about each capability.

use super::rows::Rows;
use crate::messages::{Text, text};
use crate::protocol::syntax::{Kind, Node};

/// The maximum number of capabilities that are shown.
const MAX_CAPABILITIES: usize = 300;

/// The maximum width of the column of names. A longer name shifts only its own row.
const WIDEST: usize = 24;

/// A capability's name, or its prefix up to `=`, and what it means.
type CapabilityWords = (&'static str, &'static dyn Text);

struct CapabilityGroup {
    name: &'static dyn Text,
    capabilities: &'static [CapabilityWords],
}

/// Shows the capabilities by group, and within a group in the server's order.
pub(super) fn show(root: Node<'_>, rows: &mut Rows) {
    let capabilities = root.descendants_of(Kind::Capability);
    let mut capabilities = capabilities.map(|node| String::from_utf8_lossy(node.text()));
    let known: Vec<_> = capabilities.by_ref().take(MAX_CAPABILITIES).collect();
    let known = known.into_iter().map(|name| (found(&name), name));
    let mut known: Vec<_> = known.collect();
    // The sort is stable.
    known.sort_by_key(|(found, _)| found.map_or(GROUPS.len(), |(group, _)| group));
    let width = known.iter().map(|(_, name)| name.len()).filter(|len| *len <= WIDEST).max();
    let mut current = None;
    for (found, name) in &known {
        let group = found.map(|(group, _)| group);
        if current != Some(group) {
            current = Some(group);
            let heading: &dyn Text = match group.and_then(|group| GROUPS.get(group)) {
                Some(group) => &group.name,
                None => &text::DecodeOtherCapabilities,
            };
            rows.push(1, rows.messages.format(heading));
        }
        let words = found.map(|(_, words)| rows.messages.format(words)).unwrap_or_default();
        if words.is_empty() {
            rows.push(2, name)
        } else {
            rows.field(2, width.unwrap_or_default(), name, words)
        }
    }
    rows.count(capabilities.count());
}

/// The group of a capability, and what it means.
fn found(name: &str) -> Option<(usize, &'static dyn Text)> {
    let kind = name.find('=').and_then(|at| name.get(..=at));
    [Some(name), kind].into_iter().flatten().find_map(|name| {
        GROUPS.iter().enumerate().find_map(|(index, group)| {
            let is_named = |(known, _): &&CapabilityWords| known.eq_ignore_ascii_case(name);
            Some((index, group.capabilities.iter().find(is_named)?.1))
        })
    })
}

const GROUPS: &[CapabilityGroup] = &[
    CapabilityGroup {
        name: &text::CapabilitiesBase,
        capabilities: &[
            ("IMAP4rev1", &text::CapabilityImap4rev1),
            ("IMAP4rev2", &text::CapabilityImap4rev2),
            ("IMAP4", &text::CapabilityImap4),
            ("STARTTLS", &text::CapabilityStarttls),
            ("ENABLE", &text::CapabilityEnable),
            ("ID", &text::CapabilityId),
            ("COMPRESS=DEFLATE", &text::CapabilityCompress),
            ("LITERAL+", &text::CapabilityLiteralPlus),
            ("LITERAL-", &text::CapabilityLiteralMinus),
            ("LANGUAGE", &text::CapabilityLanguage),
            ("UTF8=ACCEPT", &text::CapabilityUtf8Accept),
            ("UTF8=ONLY", &text::CapabilityUtf8Only),
            ("UTF8=ALL", &text::CapabilityUtf8All),
            ("UTF8=APPEND", &text::CapabilityUtf8Append),
            ("UTF8=USER", &text::CapabilityUtf8User),
        ],
    },
    CapabilityGroup {
        name: &text::CapabilitiesLogins,
        capabilities: &[
            ("AUTH=", &text::CapabilityAuth),
            ("AUTH=PLAIN", &text::CapabilityAuthPlain),
            ("AUTH=LOGIN", &text::CapabilityAuthLogin),
            ("AUTH=CRAM-MD5", &text::CapabilityAuthCram),
            ("AUTH=SCRAM-SHA-1", &text::CapabilityAuthScramSha1),
            ("AUTH=SCRAM-SHA-256", &text::CapabilityAuthScramSha256),
            ("AUTH=XOAUTH2", &text::CapabilityAuthXoauth2),
            ("AUTH=OAUTHBEARER", &text::CapabilityAuthOauthbearer),
            ("AUTH=EXTERNAL", &text::CapabilityAuthExternal),
            ("AUTH=ANONYMOUS", &text::CapabilityAuthAnonymous),
            ("LOGINDISABLED", &text::CapabilityLogindisabled),
            ("SASL-IR", &text::CapabilitySaslIr),
            ("UNAUTHENTICATE", &text::CapabilityUnauthenticate),
            ("LOGIN-REFERRALS", &text::CapabilityLoginReferrals),
            ("JMAPACCESS", &text::CapabilityJmapaccess),
        ],
    },
    CapabilityGroup {
        name: &text::CapabilitiesMailboxes,
        capabilities: &[
            ("NAMESPACE", &text::CapabilityNamespace),
            ("CHILDREN", &text::CapabilityChildren),
            ("LIST-EXTENDED", &text::CapabilityListExtended),
            ("LIST-STATUS", &text::CapabilityListStatus),
            ("LIST-METADATA", &text::CapabilityListMetadata),
            ("LIST-MYRIGHTS", &text::CapabilityListMyrights),
            ("SPECIAL-USE", &text::CapabilitySpecialUse),
            ("CREATE-SPECIAL-USE", &text::CapabilityCreateSpecialUse),
            ("XLIST", &text::CapabilityXlist),
            ("STATUS=SIZE", &text::CapabilityStatusSize),
            ("MAILBOX-REFERRALS", &text::CapabilityMailboxReferrals),
            ("UNSELECT", &text::CapabilityUnselect),
            ("OBJECTID", &text::CapabilityObjectid),
            ("METADATA", &text::CapabilityMetadata),
            ("METADATA-SERVER", &text::CapabilityMetadataServer),
            ("ACL", &text::CapabilityAcl),
            ("RIGHTS=", &text::CapabilityRights),
            ("QUOTA", &text::CapabilityQuota),
            ("QUOTASET", &text::CapabilityQuotaset),
            ("QUOTA=RES-STORAGE", &text::CapabilityQuotaStorage),
            ("QUOTA=RES-MESSAGE", &text::CapabilityQuotaMessage),
            ("QUOTA=RES-MAILBOX", &text::CapabilityQuotaMailbox),
            ("QUOTA=RES-ANNOTATION-STORAGE", &text::CapabilityQuotaAnnotation),
        ],
    },
    CapabilityGroup {
        name: &text::CapabilitiesSearching,
        capabilities: &[
            ("ESEARCH", &text::CapabilityEsearch),
            ("SEARCHRES", &text::CapabilitySearchres),
            ("SEARCH=FUZZY", &text::CapabilitySearchFuzzy),
            ("WITHIN", &text::CapabilityWithin),
            ("MULTISEARCH", &text::CapabilityMultisearch),
            ("SORT", &text::CapabilitySort),
            ("SORT=DISPLAY", &text::CapabilitySortDisplay),
            ("ESORT", &text::CapabilityEsort),
            ("CONTEXT=SEARCH", &text::CapabilityContextSearch),
            ("CONTEXT=SORT", &text::CapabilityContextSort),
            ("PARTIAL", &text::CapabilityPartial),
            ("FILTERS", &text::CapabilityFilters),
            ("THREAD=", &text::CapabilityThread),
            ("THREAD=ORDEREDSUBJECT", &text::CapabilityThreadOrderedsubject),
            ("THREAD=REFERENCES", &text::CapabilityThreadReferences),
            ("THREAD=REFS", &text::CapabilityThreadRefs),
            ("I18NLEVEL=1", &text::CapabilityI18nlevel1),
            ("I18NLEVEL=2", &text::CapabilityI18nlevel2),
        ],
    },
    CapabilityGroup {
        name: &text::CapabilitiesSynchronizing,
        capabilities: &[
            ("IDLE", &text::CapabilityIdle),
            ("NOTIFY", &text::CapabilityNotify),
            ("CONDSTORE", &text::CapabilityCondstore),
            ("QRESYNC", &text::CapabilityQresync),
            ("UIDPLUS", &text::CapabilityUidplus),
            ("UIDONLY", &text::CapabilityUidonly),
            ("UIDBATCHES", &text::CapabilityUidbatches),
            ("INPROGRESS", &text::CapabilityInprogress),
        ],
    },
    CapabilityGroup {
        name: &text::CapabilitiesMessages,
        capabilities: &[
            ("MOVE", &text::CapabilityMove),
            ("BINARY", &text::CapabilityBinary),
            ("PREVIEW", &text::CapabilityPreview),
            ("SAVEDATE", &text::CapabilitySavedate),
            ("CATENATE", &text::CapabilityCatenate),
            ("MULTIAPPEND", &text::CapabilityMultiappend),
            ("REPLACE", &text::CapabilityReplace),
            ("APPENDLIMIT", &text::CapabilityAppendlimit),
            ("APPENDLIMIT=", &text::CapabilityAppendlimit),
            ("MESSAGELIMIT=", &text::CapabilityMessagelimit),
            ("SAVELIMIT=", &text::CapabilitySavelimit),
            ("CONVERT", &text::CapabilityConvert),
            ("ANNOTATE-EXPERIMENT-1", &text::CapabilityAnnotate),
            ("URLAUTH", &text::CapabilityUrlauth),
            ("URLAUTH=BINARY", &text::CapabilityUrlauthBinary),
            ("URL-PARTIAL", &text::CapabilityUrlPartial),
            ("X-GM-EXT-1", &text::CapabilityXGmExt1),
            ("IMAPSIEVE=", &text::CapabilityImapsieve),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Category;

    #[test]
    fn every_registered_capability_is_in_a_group() {
        for entry in Category::Capabilities.entries() {
            assert!(found(entry.name).is_some(), "{}", entry.name);
        }
        assert!(found("APPENDLIMIT=35651584").is_some());
        assert!(found("X-UNHEARD-OF").is_none() && found("=").is_none());
    }
}
