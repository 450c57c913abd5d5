//! What is secret in a script or a paste: in the lines that it would send, and in those that it leaves out.

pub(super) mod awaited_secrets;
pub(super) mod masked;
mod sent_lines;
