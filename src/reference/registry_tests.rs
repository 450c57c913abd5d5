//! Compares the names in the data with those of IANA's registries, which are listed here.
//!
//! They are from copies of the registries' pages (of 2021 for all of them, and the first part of
//! those of 2024 to 2026) and from what the RFCs after these copies register: 9051, 9208, 9394,
//! 9585, 9586, 9590, 9698, 9738, 9755, 9979 and 10022. When you add a name to the data, add it here
//! too, or to the unregistered names, with the reason for having it.

use super::{Category, entries_of_all, find};
use std::collections::BTreeSet;

/// The names of a category.
struct Names {
    category: Category,
    /// The names in IANA's registry, separated by spaces.
    registered: &'static str,
    /// Names that are used without being registered.
    unregistered: &'static str,
}

const ALL: &[Names] = &[
    // "IMAP Capabilities" and "IMAP Quota Resource Types", which are parts of capabilities.
    Names {
        category: Category::Capabilities,
        registered: "ACL ANNOTATE-EXPERIMENT-1 APPENDLIMIT AUTH= BINARY CATENATE CHILDREN
            COMPRESS=DEFLATE CONDSTORE CONTEXT=SEARCH CONTEXT=SORT CONVERT CREATE-SPECIAL-USE ENABLE
            ESEARCH ESORT FILTERS I18NLEVEL=1 I18NLEVEL=2 ID IDLE IMAP4REV1 IMAP4REV2 IMAPSIEVE=
            INPROGRESS JMAPACCESS LANGUAGE LIST-EXTENDED LIST-METADATA LIST-MYRIGHTS LIST-STATUS
            LITERAL+ LITERAL- LOGIN-REFERRALS LOGINDISABLED MAILBOX-REFERRALS MESSAGELIMIT= METADATA
            METADATA-SERVER MOVE MULTIAPPEND MULTISEARCH NAMESPACE NOTIFY OBJECTID PARTIAL PREVIEW
            QRESYNC QUOTA QUOTA=RES-ANNOTATION-STORAGE QUOTA=RES-MAILBOX QUOTA=RES-MESSAGE
            QUOTA=RES-STORAGE QUOTASET REPLACE RIGHTS= SASL-IR SAVEDATE SAVELIMIT= SEARCH=FUZZY
            SEARCHRES SORT SORT=DISPLAY SPECIAL-USE STARTTLS STATUS=SIZE THREAD UIDBATCHES UIDONLY
            UIDPLUS UNAUTHENTICATE UNSELECT URL-PARTIAL URLAUTH URLAUTH=BINARY UTF8=ACCEPT UTF8=ALL
            UTF8=APPEND UTF8=ONLY UTF8=USER WITHIN",
        // IMAP4 is RFC 1730's, and still announced. The THREAD capabilities are THREAD with an
        // algorithm. X-GM-EXT-1 is Gmail's; XLIST came before SPECIAL-USE.
        unregistered: "IMAP4 THREAD=ORDEREDSUBJECT THREAD=REFERENCES THREAD=REFS X-GM-EXT-1 XLIST",
    },
    // "IMAP Response Codes".
    Names {
        category: Category::ResponseCodes,
        registered:
            "ALERT ALREADYEXISTS ANNOTATE ANNOTATIONS APPENDUID AUTHENTICATIONFAILED
            AUTHORIZATIONFAILED BADCHARSET BADCOMPARATOR BADEVENT BADURL CANNOT CLIENTBUG CLOSED
            COMPRESSIONACTIVE CONTACTADMIN COPYUID CORRUPTION DOWNGRADED EXPIRED EXPUNGEISSUED
            HIGHESTMODSEQ INPROGRESS INUSE LIMIT MAILBOXID MAXCONVERTMESSAGES MAXCONVERTPARTS
            MESSAGELIMIT METADATA MODIFIED NEWNAME NOMODSEQ NONEXISTENT NOPERM NOTIFICATIONOVERFLOW
            NOTSAVED NOUPDATE OVERQUOTA PARSE PERMANENTFLAGS PRIVACYREQUIRED READ-ONLY READ-WRITE
            REFERRAL SERVERBUG TEMPFAIL TOOBIG TOOFEW TOOMANY TRYCREATE UIDNEXT UIDNOTSTICKY
            UIDREQUIRED UIDVALIDITY UNAVAILABLE UNDEFINED-FILTER UNKNOWN-CTE UNSEEN URLMECH USEATTR",
        // RFC 3501, RFC 5738 and RFC 9051 define them without registering them.
        unregistered: "CAPABILITY HASCHILDREN NOT-UTF-8 UTF-8-ONLY",
    },
    // "IMAP and JMAP Keywords".
    Names {
        category: Category::Flags,
        registered: "$answered $autosent $canunsubscribe $draft $flagged $followed $Forwarded
            $hasattachment $hasmemo $hasnoattachment $Important $imported $istrusted $Junk
            $MailFlagBit0 $MailFlagBit1 $MailFlagBit2 $maskedemail $MDNSent $memo $muted $new
            $notify $NotJunk $Phishing $recent $seen $SubmitPending $Submitted $unsubscribed",
        // The system flags are RFC 3501's; the registry is of keywords. Junk and NonJunk are used
        // by Thunderbird and others.
        unregistered: r"\* \Answered \Deleted \Draft \Flagged \Recent \Seen Junk NonJunk",
    },
    // "IMAP Mailbox Name Attributes".
    Names {
        category: Category::MailboxAttributes,
        registered: r"\All \Archive \Drafts \Flagged \HasChildren \HasNoChildren \Important \Inbox
            \Junk \Marked \Memos \NoInferiors \NonExistent \Noselect \Remote \Scheduled \Sent
            \Snoozed \Subscribed \Trash \Unmarked",
        // RFC 5465, RFC 5738 and Gmail define these without registering them.
        unregistered: r"\NoAccess \NoUTF8 \UTF8Only \AllMail \Spam \Starred",
    },
    // "LIST-EXTENDED options" and "LIST-EXTENDED response".
    Names {
        category: Category::ListOptions,
        registered: "CHILDREN METADATA MYRIGHTS RECURSIVEMATCH REMOTE SPECIAL-USE STATUS SUBSCRIBED
            UTF8 UTF8ONLY CHILDINFO OLDNAME",
        // The word before the return options.
        unregistered: "RETURN",
    },
    // "SASL Mechanisms" and "SASL SCRAM Family Mechanisms".
    Names {
        category: Category::SaslMechanisms,
        registered: "9798-M-DSA-SHA1 9798-M-ECDSA-SHA1 9798-M-RSA-SHA1-ENC 9798-U-DSA-SHA1
            9798-U-ECDSA-SHA1 9798-U-RSA-SHA1-ENC ANONYMOUS CRAM-MD5 DIGEST-MD5 EAP-AES128
            EAP-AES128-PLUS ECDH-X25519-CHALLENGE ECDSA-NIST256P-CHALLENGE EXTERNAL GS2-KRB5
            GS2-KRB5-PLUS GSS-SPNEGO GSSAPI KERBEROS_V4 KERBEROS_V5 LOGIN NMAS-SAMBA-AUTH
            NMAS_AUTHEN NMAS_LOGIN NTLM OAUTH10A OAUTHBEARER OPENID20 OTP PLAIN SAML20 SCRAM-SHA-1
            SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-256-PLUS SECURID SKEY SPNEGO SPNEGO-PLUS XOAUTH
            XOAUTH2",
        // From an Internet-Draft, and offered by several servers.
        unregistered: "SCRAM-SHA-512 SCRAM-SHA-512-PLUS",
    },
    // "IMAP METADATA Server Entry Registry" and "IMAP METADATA Mailbox Entry Registry".
    Names {
        category: Category::MetadataEntries,
        registered: "/shared/comment /shared/admin /private/comment /private/specialuse
            /private/filters/values/ /shared/filters/values/ /private/filters/descriptions/
            /shared/filters/descriptions/ /shared/mediaServers /shared/imapsieve/script",
        // RFC 5464 reserves them for vendors.
        unregistered: "/shared/vendor/ /private/vendor/",
    },
    // "IMAP Quota Resource Types".
    Names {
        category: Category::QuotaResources,
        registered: "STORAGE MESSAGE MAILBOX ANNOTATION-STORAGE",
        unregistered: "",
    },
    // "IMAP URLAUTH Access Identifiers and Prefixes" and "IMAP URLAUTH Authorization Mechanism Registry".
    Names {
        category: Category::UrlAccess,
        registered: "stream submit+ user+ authuser anonymous INTERNAL",
        unregistered: "",
    },
    // "IMAP Threading Algorithms".
    Names {
        category: Category::ThreadAlgorithms,
        registered: "ORDEREDSUBJECT REFERENCES",
        // From an Internet-Draft, and offered by Dovecot.
        unregistered: "REFS",
    },
];

/// The form of a name in which the registries and the data agree: in capitals, without the `=` before a
/// value.
fn normalized(name: &str) -> String {
    name.trim_end_matches('=').to_ascii_uppercase()
}

#[test]
fn the_names_are_those_of_the_registries() {
    for Names { category, registered, unregistered } in ALL {
        let registered: BTreeSet<String> = registered.split_whitespace().map(normalized).collect();
        let unregistered: BTreeSet<String> =
            unregistered.split_whitespace().map(normalized).collect();
        let described: BTreeSet<String> =
            category.entries().iter().map(|entry| normalized(entry.name)).collect();
        let expected: BTreeSet<String> = registered.union(&unregistered).cloned().collect();
        let missing: Vec<_> = expected.difference(&described).collect();
        let superfluous: Vec<_> = described.difference(&expected).collect();
        assert!(missing.is_empty(), "{category:?}: the data lacks {missing:?}");
        assert!(superfluous.is_empty(), "{category:?}: not registered: {superfluous:?}");
        assert!(registered.is_disjoint(&unregistered), "{category:?}");
    }
}

/// Each capability that an entry names has an entry.
#[test]
fn the_capabilities_that_entries_need_are_described() {
    for (category, entry) in entries_of_all() {
        if let Some(capability) = entry.capability {
            let found = find(Category::Capabilities, capability);
            assert!(found.is_some(), "{category:?} {}: {capability}", entry.name);
        }
    }
}
