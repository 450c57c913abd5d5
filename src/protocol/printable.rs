//! Printable ASCII, which nobody has to look at twice: the framer finds a line's end and learns in
//! the same pass that there is nothing to escape before it.

/// How many octets are looked at in one step; the compiler makes it one vector.
const STEP: usize = 16;

/// Where the first octet is that is no printable ASCII (0x20 to 0x7e). Inlined: as a call it costs
/// 2 % of all instructions of a line.
#[inline(always)]
pub fn find_non_printable(text: &[u8]) -> Option<usize> {
    let (steps, rest) = text.as_chunks::<STEP>();
    let mut at = 0;
    for step in steps {
        if has_odd(step) {
            let odd = odd_bits(u128::from_le_bytes(*step));
            return Some(at + odd.trailing_zeros() as usize / 8);
        }
        at += STEP;
    }
    if rest.is_empty() || is_end_plain(text) {
        return None;
    }
    let left = rest.iter().position(|&octet| is_odd(octet))?;
    Some(at + left)
}

/// No early end, so that the compiler can look at all of them at once.
#[inline(always)]
fn has_odd<const N: usize>(octets: &[u8; N]) -> bool {
    octets.iter().fold(false, |odd, &octet| odd | is_odd(octet))
}

/// Whether what no step has looked at is plain: octets that were looked at are looked at again
/// rather than each of the last by itself. False, too, where that is not known so.
#[inline(always)]
fn is_end_plain(text: &[u8]) -> bool {
    match text.len() {
        STEP.. => text.last_chunk::<STEP>().is_some_and(|end| !has_odd(end)),
        8.. => match (text.first_chunk(), text.last_chunk()) {
            (Some(first), Some(last)) => !has_odd::<8>(first) && !has_odd::<8>(last),
            _ => false,
        },
        4.. => match (text.first_chunk(), text.last_chunk()) {
            // Eight at once: a command's name has four octets, mostly.
            (Some([a, b, c, d]), Some([e, f, g, h])) => !has_odd(&[*a, *b, *c, *d, *e, *f, *g, *h]),
            _ => false,
        },
        _ => false,
    }
}

#[inline]
fn is_odd(octet: u8) -> bool {
    octet.wrapping_sub(b' ') > b'~' - b' '
}

/// The lowest bit set is in the first odd octet, the lowest one; those above it may be wrong, for
/// both sums carry.
#[inline]
fn odd_bits(octets: u128) -> u128 {
    const ONES: u128 = u128::MAX / 0xff;
    let below = octets.wrapping_sub(ONES * b' ' as u128);
    let above = octets.wrapping_add(ONES);
    (below | above | octets) & (ONES * 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_odd_octet_is_found_wherever_it_stands() {
        for length in 0..70 {
            let plain = vec![b'~'; length];
            assert_eq!(find_non_printable(&plain), None);
            for at in 0..length {
                for odd in (0..=0xff).filter(|octet| !(b' '..=b'~').contains(octet)) {
                    let mut text = plain.clone();
                    text[at] = odd;
                    // What carries from it must not be taken for the first.
                    text[at..]
                        .iter_mut()
                        .step_by(3)
                        .for_each(|octet| *octet = odd);
                    assert_eq!(
                        find_non_printable(&text),
                        Some(at),
                        "{odd} at {at} of {length}"
                    );
                }
            }
        }
    }
}
