//! The hash by which names are found. `build/reference.rs` includes this file.

/// A case-insensitive hash of a name (FNV-1a).
pub fn hash(name: &[u8]) -> usize {
    let hash = name.iter().fold(0x811c_9dc5_u32, |hash, octet| {
        (hash ^ u32::from(octet.to_ascii_uppercase())).wrapping_mul(0x0100_0193)
    });
    (hash ^ (hash >> 16)) as usize
}
