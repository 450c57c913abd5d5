//! The sections of a message that FETCH names: BODY[1.2.HEADER.FIELDS (FROM)] and its like (RFC 3501, 6.4.5).

/// What stands between the brackets of BODY[…].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Section {
    /// The part's number, `1.2` as [1, 2]; empty: the message itself.
    pub part: Vec<u32>,
    /// What of that part; None: its body (of the message itself: all of it).
    pub text: Option<SectionText>,
}

/// What of a part a [`Section`] means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SectionText {
    /// HEADER: the header of the message, or of the message/rfc822 part.
    Header,
    /// HEADER.FIELDS: of that header the fields of these names only.
    HeaderFields(Vec<Vec<u8>>),
    /// HEADER.FIELDS.NOT: of that header all but the fields of these names.
    HeaderFieldsNot(Vec<Vec<u8>>),
    /// TEXT: what follows that header.
    Text,
    /// MIME: the part's own MIME header.
    Mime,
}
