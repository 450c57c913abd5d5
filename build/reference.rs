//! Generates static tables from the reference data (`src/reference/data`), which has one file per
//! category. Each table is sorted by name. `src/reference/mod.rs` includes the generated code and
//! explains its use.

#[path = "../src/reference/hash.rs"]
mod hash;

use super::upper_camel_case;
use hash::hash;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const FOLDER: &str = "src/reference/data";

const STATES: &[(&str, &str)] = &[
    ("not-authenticated", "NotAuthenticated"),
    ("authenticated", "Authenticated"),
    ("selected", "Selected"),
];

/// A file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    entry: Vec<Entry>,
}

/// The fields that `src/reference/mod.rs` describes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    syntax: String,
    #[serde(default)]
    states: Vec<String>,
    capability: Option<String>,
    rfc: Option<u16>,
    section: Option<String>,
    document: Option<String>,
    example: String,
    en: String,
    ja: String,
    next: Option<String>,
    #[serde(default)]
    obsolete: bool,
    #[serde(default)]
    server_only: bool,
    #[serde(default)]
    can_enable: bool,
}

/// The code of `reference::data`.
pub fn generate() -> Result<String, String> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let files = fs::read_dir(FOLDER).map_err(|error| format!("{FOLDER}: {error}"))?;
    let mut categories = BTreeMap::new();
    for file in files {
        let path = file.map_err(|error| format!("{FOLDER}: {error}"))?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let source = fs::read_to_string(&path);
        let source = source.map_err(|error| format!("{}: {error}", path.display()))?;
        let table: Table =
            toml::from_str(&source).map_err(|error| format!("{}: {error}", path.display()))?;
        categories.insert(stem, table.entry);
    }
    check_sentences(&categories)?;
    let mut code = String::from("use super::{Entry, Source};\n");
    code += &category_enum(&categories);
    for (stem, entries) in &mut categories {
        code += &table(stem, entries)?;
    }
    Ok(code)
}

/// Checks that entries do not share a sentence: it would be too vague for at least one of them.
fn check_sentences(categories: &BTreeMap<String, Vec<Entry>>) -> Result<(), String> {
    let mut seen = BTreeMap::new();
    for (stem, entries) in categories {
        for entry in entries {
            for sentence in [&entry.en, &entry.ja] {
                if let Some(other) = seen.insert(sentence, (stem, &entry.name)) {
                    return Err(format!("{stem}: {}: has the sentence of {other:?}", entry.name));
                }
            }
        }
    }
    Ok(())
}

fn category_enum(categories: &BTreeMap<String, Vec<Entry>>) -> String {
    let (mut variants, mut all) = (String::new(), String::new());
    let (mut tables, mut slots, mut orders) = (String::new(), String::new(), String::new());
    for stem in categories.keys() {
        let variant = upper_camel_case(stem);
        variants += &format!("/// `data/{stem}.toml`\n{variant},\n");
        all += &format!("Category::{variant}, ");
        let table = stem.to_ascii_uppercase();
        tables += &format!("Category::{variant} => {table},\n");
        slots += &format!("Category::{variant} => {table}_SLOTS,\n");
        orders += &format!("Category::{variant} => {table}_AS_WRITTEN,\n");
    }
    format!(
        "/// What kind of word it is; each has its own names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Category {{\n{variants}}}
        impl Category {{
            /// Every category.
            pub const ALL: &[Category] = &[{all}];
            /// Its entries, sorted by name.
            pub fn entries(self) -> &'static [Entry] {{ match self {{\n{tables}}} }}
            /// The positions of its entries in the order of the file.
            fn order(self) -> &'static [usize] {{ match self {{\n{orders}}} }}
            /// The position of the entry of each hash, or of one of the hashes before; a power of two.
            pub(super) fn slots(self) -> &'static [u16] {{ match self {{\n{slots}}} }}
            /// Its entries in the order of the file: the common ones first.
            pub fn as_written(self) -> impl Iterator<Item = &'static Entry> {{
                self.order().iter().map(move |&at| &self.entries()[at])
            }}
        }}\n"
    )
}

fn table(stem: &str, entries: &mut [Entry]) -> Result<String, String> {
    let as_written: Vec<String> = entries.iter().map(|entry| entry.name.clone()).collect();
    entries.sort_by_key(|entry| entry.name.to_ascii_uppercase());
    let mut names = BTreeSet::new();
    let mut code = format!("static {}: &[Entry] = &[\n", stem.to_ascii_uppercase());
    for entry in entries.iter() {
        let context = |what: &str| format!("{FOLDER}/{stem}.toml: {}: {what}", entry.name);
        if !names.insert(entry.name.to_ascii_uppercase()) {
            return Err(context("is defined twice"));
        }
        code += &entry_code(entry).map_err(|what| context(&what))?;
    }
    let position = |name: &String| entries.iter().position(|entry| entry.name == *name);
    let order: Vec<usize> = as_written.iter().filter_map(position).collect();
    let table = stem.to_ascii_uppercase();
    let slots = slots(entries);
    Ok(format!(
        "{code}];\nstatic {table}_AS_WRITTEN: &[usize] = &{order:?};\n\
         static {table}_SLOTS: &[u16] = &{slots:?};\n"
    ))
}

/// A hash table of the entries: each is in the slot of its hash, or in the next empty one.
fn slots(entries: &[Entry]) -> Vec<u16> {
    let mut slots = vec![u16::MAX; (2 * entries.len() + 1).next_power_of_two()];
    for (position, entry) in (0..).zip(entries) {
        let mut slot = hash(entry.name.as_bytes());
        while slots[slot % slots.len()] != u16::MAX {
            slot += 1;
        }
        let count = slots.len();
        slots[slot % count] = position;
    }
    slots
}

fn entry_code(entry: &Entry) -> Result<String, String> {
    let mut states = String::new();
    for state in &entry.states {
        let known = STATES.iter().find(|(name, _)| name == state);
        let (_, variant) = known.ok_or_else(|| format!("there is no state {state:?}"))?;
        states += &format!("super::ConnectionState::{variant}, ");
    }
    let source = match (entry.rfc, &entry.section, &entry.document) {
        (Some(rfc), Some(section), None) => {
            format!("Some(Source::Rfc {{ rfc: {rfc}, section: {section:?} }})")
        }
        (None, None, Some(document)) => format!("Some(Source::Document({document:?}))"),
        (None, None, None) => "None".to_owned(),
        _ => return Err("the source is an RFC with its section, or a document".to_owned()),
    };
    Ok(format!(
        "Entry {{ name: {:?}, syntax: {:?}, states: &[{states}], capability: {:?}, source: {source}, \
         example: {:?}, english: {:?}, japanese: {:?}, next: {:?}, obsolete: {}, server_only: {}, \
         can_enable: {} }},\n",
        entry.name,
        entry.syntax,
        entry.capability,
        entry.example,
        entry.en,
        entry.ja,
        entry.next,
        entry.obsolete,
        entry.server_only,
        entry.can_enable
    ))
}
