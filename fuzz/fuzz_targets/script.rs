//! A script from a stranger: read whole, and as it would arrive on standard input.

#![no_main]

use imapsh::notation::Stream;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = imapsh::notation::Script::parse(data, "fuzz");
    let mut stream = Stream::new("fuzz");
    for line in data.split(|&octet| octet == b'\n') {
        if stream.push(line, line.len() % 3 == 0).is_err() {
            return;
        }
    }
    let _ = stream.finish();
});
