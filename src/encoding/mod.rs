//! How mail and IMAP write text that is not ASCII: the fields of a header, encoded words in them,
//! charsets, and the modified UTF-7 of mailbox names.

pub mod charsets;
pub mod encoded_words;
pub mod fields;
mod iso_2022_jp;
pub mod modified_utf7;
mod shifted_charsets;
