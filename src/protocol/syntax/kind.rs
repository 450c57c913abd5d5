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
    // Of FETCH data.
    UniqueId "uniqueid",
    ModSeq "mod-sequence-value",
    ObjectId "objectid",
    SectionPart "section-part",
    SectionText "section-text",
    HeaderName "header-fld-name",
    HeaderList "header-list",
    Separator "separator",
    Envelope "envelope",
    EnvelopeDate "env-date",
    EnvelopeSubject "env-subject",
    EnvelopeFrom "env-from",
    EnvelopeSender "env-sender",
    EnvelopeReplyTo "env-reply-to",
    EnvelopeTo "env-to",
    EnvelopeCc "env-cc",
    EnvelopeBcc "env-bcc",
    EnvelopeInReplyTo "env-in-reply-to",
    EnvelopeMessageId "env-message-id",
    Address "address",
    AddressName "addr-name",
    AddressRoute "addr-adl",
    AddressMailbox "addr-mailbox",
    AddressHost "addr-host",
    Body "body",
    MediaType "media-type",
    MediaSubtype "media-subtype",
    BodyParameters "body-fld-param",
    ParameterName "param-name",
    ParameterValue "param-value",
    BodyId "body-fld-id",
    BodyDescription "body-fld-desc",
    BodyEncoding "body-fld-enc",
    BodyOctets "body-fld-octets",
    BodyLines "body-fld-lines",
    BodyMd5 "body-fld-md5",
    BodyDisposition "body-fld-dsp",
    DispositionType "disposition-type",
    BodyLanguage "body-fld-lang",
    BodyLocation "body-fld-loc",
    BodyExtension "body-extension",
    GmailLabel "gmail-label",
    AnnotationEntry "entry",
    AnnotationAttribute "attrib",
    AnnotationValue "value",
}
