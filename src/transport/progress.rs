//! How far a layer of the transport got with the octets that it holds.

/// What a layer made of the octets that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerProgress {
    /// At least one octet for the layer above.
    Octets(usize),
    /// Nothing more until octets come from below.
    NeedsInput,
    /// The peer has announced that nothing more will come (TLS close_notify).
    Closed,
}
