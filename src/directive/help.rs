//! `:help [TOPIC]`

mod overview;
mod suggestions;

use crate::console::Console;
use crate::language::Language;
use crate::messages::{
    Messages, help_on_directive, help_on_topic, is_unknown_key, more_on_command, text,
};
use crate::notation::directive;
use crate::protocol::possible;
use crate::protocol::secrets::mask_argument;
use crate::protocol::session_facts::Capabilities;
use crate::protocol::settings::values_of;
use crate::reference::{self, Category, ConnectionState, Entry};
use crate::session::NoticeLevel;
use crate::view::table::align;
use suggestions::suggested;

/// The most meanings of a word that are explained in full: with their requirements and what to type next.
const MAX_WHOLE: usize = 3;

/// How the directive begins.
const HELP: &str = ":help ";

/// Explains a word of IMAP, an idea of IMAP, a directive or a key; without a topic, lists what is
/// possible now, the directives and the keys.
pub fn help(console: &mut Console, topic: Option<&str>, in_lesson: bool) {
    let messages = console.messages();
    let Some(topic) = topic else {
        let overview = overview::overview(console, in_lesson);
        return console.notice(NoticeLevel::Answer, &overview);
    };
    let support = |entry: &Entry| {
        console.dialogue().map_or(Support::Possible, |dialogue| {
            support_for(entry, dialogue.settled_state(), &dialogue.facts().capabilities)
        })
    };
    let mut blocks = blocks_about(topic, &support, messages);
    if blocks.is_empty() {
        let of_directive = console.mask().masked(&format!("{HELP}{topic}"));
        let masked = mask_argument(of_directive.strip_prefix(HELP).unwrap_or(topic));
        // A word of a secret may be a topic too.
        let shown = masked.split("${").next().unwrap_or_default();
        blocks.push(match suggested(shown, messages) {
            Some(name) => messages.format(text::HelpNearMiss { topic: masked, name }),
            None => messages.format(text::HelpUnknown { topic: masked }),
        });
    }
    console.notice(NoticeLevel::Answer, &indented(&blocks));
}

/// Whether the server supports a word, by its announced capabilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Support {
    /// Nothing speaks against it.
    Possible,
    /// The capability that it needs is missing.
    Lacking,
    /// The capability that it needs is missing now, since it is offered only before login.
    Past,
}

fn support_for(
    entry: &Entry,
    state: Option<ConnectionState>,
    capabilities: &Capabilities,
) -> Support {
    let is_early = entry.needed_state() == Some(ConnectionState::NotAuthenticated);
    match possible::missing_capability(entry, state, capabilities) {
        None => Support::Possible,
        Some(_) if is_early && state != Some(ConnectionState::NotAuthenticated) => Support::Past,
        Some(_) => Support::Lacking,
    }
}

/// Indents each block below its first line, the topic.
fn indented(blocks: &[String]) -> String {
    let blocks: Vec<String> = blocks.iter().map(|block| block.replace('\n', "\n  ")).collect();
    blocks.join("\n")
}

/// The help on a topic; a name with a colon is a directive. `support`: whether the server supports a
/// word.
fn blocks_about(
    topic: &str,
    support: &dyn Fn(&Entry) -> Support,
    messages: Messages,
) -> Vec<String> {
    let word = match topic.strip_prefix(':') {
        // The directive may have arguments.
        Some(directive) => directive.split_whitespace().next().unwrap_or_default(),
        None => topic,
    };
    let word = word.trim_start_matches(':').to_lowercase();
    let directive = about_directive(&word, messages);
    if topic.starts_with(':') && directive.is_some() {
        return directive.into_iter().collect();
    }
    let blocks = blocks_about_word(&word, directive, support, messages);
    if !blocks.is_empty() {
        return blocks;
    }
    // `quota root`, `object-id`, `search keys`, `.silent`
    let bare = word.trim_matches(['.', ',', ';', '"', '\'', '(', ')']);
    let singular = bare.strip_suffix('s').unwrap_or(bare);
    let same = SAME_AS.iter().find(|(other, _)| *other == bare).map_or(bare, |(_, word)| word);
    let forms = [
        same.to_owned(),
        bare.replace(' ', "-"),
        bare.replace('-', " "),
        bare.replace([' ', '-'], ""),
        singular.to_owned(),
        singular.replace(' ', "-"),
        format!("flags.{bare}"),
    ];
    let others = forms.iter().map(|form| blocks_about_word(form, None, support, messages));
    if let Some(blocks) = { others }.find(|blocks| !blocks.is_empty()) {
        return blocks;
    }
    // `set fold`, `fold`
    let first = word.split_whitespace().next().unwrap_or_default();
    let name = if values_of(first).is_some() { "set" } else { first };
    about_directive(name, messages).into_iter().collect()
}

/// Words of the RFCs, and the words of the reference that have their explanation.
const SAME_AS: &[(&str, &str)] = &[
    ("continuation", "+"),
    ("continuation request", "+"),
    ("command continuation request", "+"),
    ("earlier", "vanished"),
    ("継続要求", "+"),
];

/// The help on a word in lower case, and on the directive of this name.
fn blocks_about_word(
    word: &str,
    directive: Option<String>,
    support: &dyn Fn(&Entry) -> Support,
    messages: Messages,
) -> Vec<String> {
    let unknown_key =
        is_unknown_key(word).then(|| messages.format(text::HelpUnknownKey { key: word }));
    let ideas = help_on_topic(word).map(|text| align(&messages.format(text)));
    let mut found: Vec<(Category, &Entry)> = reference::lookup(word).collect();
    if found.is_empty() {
        found.extend(reference::capability(word));
    }
    found.sort_by_key(|(category, _)| *category != Category::Commands);
    // A word with many categories should fit on a screen.
    let is_short = |category| found.len() > MAX_WHOLE && category != Category::Commands;
    let entries = found.iter().map(|&(category, entry)| {
        about_entry(category, entry, is_short(category), support(entry), messages)
    });
    let lists = named_category(word).map(|category| names_in(category, messages));
    let blocks = unknown_key.into_iter().chain(ideas).chain(entries).chain(lists).chain(directive);
    blocks.collect()
}

/// The category that is called like this: `search keys`, `応答コード`.
fn named_category(word: &str) -> Option<Category> {
    let is_title = |category: &&Category| {
        let titles = [Language::English, Language::Japanese].map(|it| category.title(it));
        titles.iter().any(|title| title.to_lowercase() == word)
    };
    let others = OTHER_TITLES.iter().find(|(title, _)| *title == word).map(|(_, other)| *other);
    others.or_else(|| Category::ALL.iter().find(is_title).copied())
}

/// What categories are called besides their titles.
const OTHER_TITLES: &[(&str, Category)] = &[
    ("検索キー", Category::SearchKeys),
    ("データ項目", Category::FetchItems),
    ("認証方式", Category::SaslMechanisms),
    ("拡張", Category::Capabilities),
    ("属性", Category::MailboxAttributes),
    ("extensions", Category::Capabilities),
    ("mechanisms", Category::SaslMechanisms),
    ("codes", Category::ResponseCodes),
    ("data items", Category::FetchItems),
    ("attributes", Category::MailboxAttributes),
];

/// The names in a category, which `:help` explains one by one.
fn names_in(category: Category, messages: Messages) -> String {
    let names = category.entries().iter().filter(|entry| !entry.obsolete).map(|entry| entry.name);
    let names = names.collect::<Vec<_>>().join(", ");
    format!("{}\n{names}", category.title(messages.language()))
}

fn about_directive(word: &str, messages: Messages) -> Option<String> {
    let usage = directive::usage_of(word)?;
    let about = messages.format(help_on_directive(usage.split(' ').next()?)?);
    Some(format!(":{usage}\n{about}"))
}

/// The reference's entry about a word.
fn about_entry(
    category: Category,
    entry: &Entry,
    is_short: bool,
    support: Support,
    messages: Messages,
) -> String {
    let language = messages.language();
    let (syntax, title) = (entry.syntax_in(language), category.title(language));
    let source = entry.source.map(|source| source.to_string());
    let about = messages.list([Some(title.to_owned()), source].into_iter().flatten());
    let head = if entry.obsolete {
        messages.format(text::HelpWordObsolete { syntax, about })
    } else {
        messages.format(text::HelpWord { syntax, about })
    };
    let more = more_on_command(entry.name).filter(|_| category == Category::Commands);
    let next =
        entry.next.filter(|_| !is_short).map(|next| messages.format(text::HelpNext { next }));
    let lines = [
        Some(head),
        Some(entry.says(language).to_owned()),
        more.map(|text| messages.format(text)),
        needs(category, entry, support, messages).filter(|_| !is_short),
        Some(messages.format(text::HelpExample { example: entry.example })),
        next,
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// When a command is allowed, and the capability that a server needs to know the word.
fn needs(
    category: Category,
    entry: &Entry,
    support: Support,
    messages: Messages,
) -> Option<String> {
    let allowed = (category == Category::Commands).then(|| match entry.needed_state() {
        None => messages.format(text::HelpAnyState),
        Some(ConnectionState::NotAuthenticated) => messages.format(text::HelpBeforeLogin),
        Some(ConnectionState::Authenticated) => messages.format(text::HelpAfterLogin),
        Some(ConnectionState::Selected) => messages.format(text::HelpSelected),
    });
    let is_said_by_servers = matches!(
        category,
        Category::Capabilities
            | Category::Flags
            | Category::MailboxAttributes
            | Category::ResponseCodes
            | Category::Responses
            | Category::SaslMechanisms
    );
    let capability = entry.capability.filter(|_| !is_said_by_servers && !entry.server_only);
    let needed = capability.map(|capability| match support {
        Support::Lacking => messages.format(text::HelpLacks { capability }),
        Support::Past => messages.format(text::HelpNeedsBeforeLogin { capability }),
        Support::Possible => messages.format(text::HelpNeeds { capability }),
    });
    let sentences: Vec<String> = allowed.into_iter().chain(needed).collect();
    (!sentences.is_empty()).then(|| messages.sentences(sentences))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::topics;
    use crate::view::wrap::wrap;

    fn blocks(topic: &str, language: Language) -> Vec<String> {
        blocks_about(topic, &|_| Support::Possible, Messages::new(language))
    }

    /// The rows that are printed about a topic in a terminal of this width.
    fn rows_about(topic: &str, language: Language, columns: usize) -> Vec<String> {
        let text = indented(&blocks(topic, language));
        text.lines().flat_map(|line| wrap(line, columns - 2)).collect()
    }

    fn every_topic() -> impl Iterator<Item = String> {
        let directives = directive::names().map(|(name, _)| format!(":{name}"));
        topics().chain(reference::names()).map(str::to_owned).chain(directives)
    }

    #[test]
    fn every_paragraph_is_indented_alike_and_nothing_is_glued_to_it() {
        for topic in every_topic() {
            for language in [Language::English, Language::Japanese] {
                for block in blocks(&topic, language) {
                    // The first line has the source in a second column. The keys are a table.
                    let mut paragraphs = block.lines().skip(1);
                    let is_table = block.lines().any(|line| line.starts_with("  Ctrl-R"));
                    let glued = paragraphs.find(|it| it.contains("  ") && !is_table);
                    assert_eq!(glued, None, "{topic}");
                }
            }
        }
    }

    #[test]
    fn the_descriptions_of_keys_are_below_each_other() {
        for language in [Language::English, Language::Japanese] {
            let rows = rows_about("keys", language, 80);
            let begins: Vec<usize> = rows[1..]
                .iter()
                .filter_map(|row| {
                    let description = row
                        .trim_start()
                        .split_once("  ")
                        .map_or(row.trim_start(), |(_, it)| it.trim_start());
                    row.find(description)
                        .map(|at| unicode_width::UnicodeWidthStr::width(&row[..at]))
                })
                .collect();
            assert!(begins.windows(2).all(|pair| pair[0] == pair[1]), "{begins:?}\n{rows:#?}");
        }
    }

    #[test]
    fn a_capability_may_have_a_value_and_a_directive_its_arguments() {
        for (topic, syntax) in [
            ("AUTH=PLAIN", "AUTHENTICATE PLAIN"),
            ("auth=scram-sha-512", "AUTHENTICATE SCRAM-SHA-512"),
            ("RIGHTS=texk", "RIGHTS=LETTERS"),
            ("APPENDLIMIT=35651584", "APPENDLIMIT[=OCTETS]"),
            (":save 2 x", ":save [PART] FILE"),
            (":set fold", ":set [NAME [VALUE]]"),
            ("set fold", ":set [NAME [VALUE]]"),
            ("patience", ":set [NAME [VALUE]]"),
        ] {
            let blocks = blocks(topic, Language::English);
            assert!(blocks.iter().any(|block| block.starts_with(syntax)), "{topic}: {blocks:?}");
        }
        assert_eq!(blocks("x=y", Language::English), [""; 0]);
    }

    #[test]
    fn a_word_in_use_is_found_once_and_in_order() {
        for (topic, begins) in [
            ("body[]", &["BODY[SECTION]"][..]),
            ("{10}", &["Literal"]),
            ("~{10+}", &["Literal"]),
            ("{<file}", &["Literal"]),
            ("octet", &["Literal"]),
            ("undelete", &["Delete a message"]),
            ("delete", &["Delete a message", "DELETE"]),
            ("unread", &["Read and unread"]),
            ("flag", &["Flags"]),
            ("keyword", &["Flags", "KEYWORD"]),
            ("mime", &["MIME", "BODY[PART.MIME]"]),
            ("learn", &["Lessons"]),
            ("topics", &["Ideas"]),
            ("tls", &["TLS", ":tls"]),
            ("*", &["Untagged", "Wildcards", "Sequence set", r"\*", "* RESPONSE"]),
            ("ctrl-c", &["Keys"]),
            ("^R", &["Keys"]),
            ("ctrl+x ctrl+e", &["Keys"]),
            ("Ctrl", &["Keys"]),
            ("ctrl-\\", &["Keys"]),
            ("Enter", &["Keys"]),
            ("push", &["Push"]),
            ("生存確認", &["Push"]),
            ("受信箱", &["Mailbox"]),
            ("全角", &["Full-width"]),
            ("date", &["Date", "DATE"]),
            ("session", &["Session"]),
            ("greeting", &["Greeting"]),
            ("section", &["Section"]),
            ("response code", &["Response code"]),
            ("Response codes", &["Response code", "Response codes\nALERT"]),
            ("search keys", &["Search keys", "SEARCH keys\n$, ALL"]),
            ("search key", &["Search keys"]),
            ("sasl mechanisms", &["SASL mechanisms\n"]),
            ("1:*", &["Sequence set"]),
            ("2,5", &["Sequence set"]),
            ("lrs", &["Access rights"]),
            (".silent", &["FLAGS.SILENT"]),
            ("quota root", &["* QUOTAROOT"]),
            ("object-id", &["OBJECTID"]),
            ("oauth2", &["OAuth"]),
            ("challenge", &["SASL"]),
            ("continuation", &["+"]),
            ("earlier", &["(CHANGEDSINCE", "* VANISHED"]),
            ("階層", &["Hierarchy"]),
            ("ctrl-q", &["There is no help on the key \"ctrl-q\"", "Keys"]),
            ("^j", &["There is no help on the key \"^j\"", "Keys"]),
        ] {
            let blocks = blocks(topic, Language::English);
            assert_eq!(blocks.len(), begins.len(), "{topic}: {blocks:#?}");
            for (block, begin) in blocks.iter().zip(begins) {
                assert!(block.starts_with(begin), "{topic}: {block}");
            }
        }
    }

    #[test]
    fn a_capability_that_the_server_lacks_is_named() {
        let capabilities = Capabilities::of("IMAP4rev1 IDLE");
        let support_in = |state| {
            let capabilities = &capabilities;
            move |entry: &Entry| support_for(entry, Some(state), capabilities)
        };
        let about_in = |topic, state| {
            blocks_about(topic, &support_in(state), Messages::new(Language::English)).join("\n")
        };
        let about = |topic| about_in(topic, ConnectionState::Selected);
        let missing = "This server's CAPABILITY does not have it.";
        assert!(about("move").contains(&format!("Needs the server's MOVE. {missing}")));
        assert!(about("emailid").contains(missing));
        assert!(!about("idle").contains(missing) && !about("fetch").contains(missing));
        assert!(!blocks("move", Language::English).join("\n").contains(missing));
        // STARTTLS may have been in the greeting.
        let past = "The server offers it before login only.";
        assert!(about("starttls").contains(past) && !about("starttls").contains(missing));
        let before_login = about_in("starttls", ConnectionState::NotAuthenticated);
        assert!(before_login.contains(missing) && !before_login.contains(past));
    }
}
