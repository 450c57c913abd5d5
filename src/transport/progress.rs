//! The progress of a transport layer with the octets that it holds.

/// The result of one step of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerProgress {
    /// At least one octet for the layer above.
    Octets(usize),
    /// Nothing more until octets come from below.
    NeedsInput,
    /// The peer has announced that nothing more will come (TLS close_notify).
    Closed,
}

/// The progress of a TLS handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handshake {
    /// It continues when more octets have arrived.
    Unfinished,
    Done,
}
