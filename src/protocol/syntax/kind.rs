//! The kinds of spans, named by the RFCs' terms.

macro_rules! kinds {
    ($($kind:ident $name:literal,)*) => {
        /// What a span is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Kind { $($kind,)* }

        impl Kind {
            /// The RFCs' term for it.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$kind => $name,)* }
            }
        }
    };
}

kinds! {
    Command "command",
    Response "response",
    // Leaves that belong to every message.
    Tag "tag",
    Blank "blank",
    Open "open",
    Close "close",
    Unknown "unknown",
    Atom "atom",
    Number "number",
    Quoted "quoted",
    LiteralSize "literal-size",
    Literal "literal",
    Nil "nil",
    Text "text",
    Base64 "base64",
    // Of commands.
    CommandName "command-name",
    UserId "userid",
    Password "password",
    Mechanism "auth-type",
    InitialResponse "initial-resp",
    Mailbox "mailbox",
    ListMailbox "list-mailbox",
    SequenceSet "sequence-set",
    StoreItem "store-att-flags",
    SearchKey "search-key",
    SearchKeyName "search-key-name",
    SearchArgument "search-argument",
    Charset "charset",
    Date "date",
    DateTime "date-time",
    Message "message",
    // Of responses.
    Untagged "untagged",
    Continuation "continuation",
    StatusWord "status-word",
    ResponseName "response-name",
    ResponseCode "resp-text-code",
    CodeName "code-name",
    CodeArgument "code-argument",
    MessageNumber "message-number",
    Capability "capability",
    Flag "flag",
    FlagList "flag-list",
    MailboxAttribute "mbx-list-flag",
    MailboxAttributes "mbx-list-flags",
    Delimiter "delimiter",
    StatusItem "status-att",
    StatusItems "status-att-list",
    StatusValue "status-att-val",
    // Of FETCH.
    FetchItem "fetch-att",
    FetchItems "fetch-att-list",
    FetchItemName "fetch-att-name",
    FetchData "msg-att",
    FetchValue "msg-att-value",
    Section "section",
    Partial "partial",
}
