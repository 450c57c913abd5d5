//! The hash by which names are found. `build/reference.rs` includes this file.

/// A case-insensitive hash of a name (FNV-1a). It ignores the bit in which the two cases of a letter differ.
pub fn hash(name: &[u8]) -> usize {
    let hash = name.iter().fold(0x811c_9dc5_u32, |hash, octet| {
        (hash ^ u32::from(octet | 0x20)).wrapping_mul(0x0100_0193)
    });
    (hash ^ (hash >> 16)) as usize
}
