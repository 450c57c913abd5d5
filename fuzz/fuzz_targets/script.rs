//! Any octets as a script: parsed whole, and line by line as on standard input.

#![no_main]

use imapsh::notation::ScriptStream;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = imapsh::notation::Script::parse(data, "fuzz");
    let mut stream = ScriptStream::new("fuzz");
    for line in data.split(|&octet| octet == b'\n') {
        if stream.push(line).is_err() {
            return;
        }
        loop {
            match stream.next(line.len() % 3 == 0) {
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(_) => return,
            }
        }
    }
    stream.end();
    while let Ok(Some(_)) = stream.next(false) {}
});
