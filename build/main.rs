//! Generates Rust code from files in other formats, so that a mistake in them fails the build: the texts
//! for users, and the reference data.

mod messages;
mod reference;

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build");
    let generated = [("text.rs", messages::generate()), ("reference.rs", reference::generate())];
    let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    for (file, code) in generated {
        match code {
            Ok(code) => {
                fs::write(Path::new(&folder).join(file), code).expect("OUT_DIR is writable");
            }
            Err(error) => println!("cargo::error={error}"),
        }
    }
}

/// Converts `net-refused` to `NetRefused`, and `fetch_items` to `FetchItems`.
fn upper_camel_case(name: &str) -> String {
    let words = name.split(['-', '_']);
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}
