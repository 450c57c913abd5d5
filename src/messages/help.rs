//! What `:help TOPIC` explains.

use super::{Text, text};

/// The text on a topic: an IMAP command, a directive, or one of [`OTHER_TOPICS`], in lower case.
pub fn help_on(topic: &str) -> Option<&'static dyn Text> {
    let found = TOPICS.iter().find(|(name, _)| *name == topic);
    found.map(|(_, text)| *text)
}

const TOPICS: &[(&str, &dyn Text)] = &[
    ("capability", &text::HelpCapability),
    ("noop", &text::HelpNoop),
    ("logout", &text::HelpLogout),
    ("starttls", &text::HelpStarttls),
    ("authenticate", &text::HelpAuthenticate),
    ("login", &text::HelpLogin),
    ("enable", &text::HelpEnable),
    ("select", &text::HelpSelect),
    ("examine", &text::HelpExamine),
    ("create", &text::HelpCreate),
    ("delete", &text::HelpDelete),
    ("rename", &text::HelpRename),
    ("subscribe", &text::HelpSubscribe),
    ("unsubscribe", &text::HelpUnsubscribe),
    ("list", &text::HelpList),
    ("lsub", &text::HelpLsub),
    ("namespace", &text::HelpNamespace),
    ("status", &text::HelpStatus),
    ("append", &text::HelpAppend),
    ("idle", &text::HelpIdle),
    ("check", &text::HelpCheck),
    ("close", &text::HelpClose),
    ("unselect", &text::HelpUnselect),
    ("expunge", &text::HelpExpunge),
    ("search", &text::HelpSearch),
    ("fetch", &text::HelpFetch),
    ("store", &text::HelpStore),
    ("copy", &text::HelpCopy),
    ("move", &text::HelpMove),
    ("uid", &text::HelpUid),
    ("id", &text::HelpId),
    ("compress", &text::HelpCompress),
    ("sort", &text::HelpSort),
    ("thread", &text::HelpThread),
    ("getquotaroot", &text::HelpGetquotaroot),
    ("done", &text::HelpDone),
    ("literals", &text::HelpLiterals),
    ("tags", &text::HelpTags),
    ("connect", &text::HelpConnect),
    ("deliver", &text::HelpDeliver),
    ("announce", &text::HelpAnnounce),
    ("capture", &text::HelpCapture),
    ("explain", &text::HelpExplain),
    ("expect", &text::HelpExpect),
    ("expect!", &text::HelpExpectNot),
    ("help", &text::HelpHelp),
    ("pipeline", &text::HelpPipeline),
    ("quit", &text::HelpQuit),
    ("raw", &text::HelpRaw),
    ("reconnect", &text::HelpReconnect),
    ("record", &text::HelpRecord),
    ("run", &text::HelpRun),
    ("set", &text::HelpSet),
    ("state", &text::HelpState),
    ("tag", &text::HelpTag),
    ("tls", &text::HelpTls),
    ("wait", &text::HelpWait),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::directive::USAGES;
    use crate::protocol::commands;

    /// Topics that are neither commands nor directives.
    const OTHER_TOPICS: [&str; 3] = ["done", "literals", "tags"];

    #[test]
    fn every_topic_exists_and_every_directive_is_a_topic() {
        let directives = USAGES.iter().filter_map(|usage| usage.split(' ').next());
        let directives: Vec<&str> = directives.collect();
        for (topic, _) in TOPICS {
            let is_known = commands::find(topic).is_some()
                || directives.contains(topic)
                || OTHER_TOPICS.contains(topic);
            assert!(is_known, "{topic}");
        }
        for directive in directives {
            assert!(help_on(directive).is_some(), "{directive}");
        }
    }
}
