//! What a text that is not a listing seems to be.

/// The format of a text that is not a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherFormat {
    Json,
    /// The source of a page, in HTML or LaTeX, or XML.
    Markup,
    /// Values with commas or semicolons between them.
    Table,
    Diff,
    /// A dump of packets, such as ngrep's, with dots for line endings.
    PacketDump,
    /// A list of commands: their names, or with numbers.
    CommandList,
    /// A log that quotes session lines in an unknown way, or several of them in one line.
    QuotedLines,
    /// A mail: it begins with header fields.
    Mail,
    /// A mail in quoted-printable, as stored (RFC 2045, 6.7).
    QuotedPrintable,
    /// The session of another protocol.
    Protocol(&'static str),
}
