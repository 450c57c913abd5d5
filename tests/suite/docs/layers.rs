//! The layers of `docs/architecture.md` are those of the code: a layer imports only from below.

use super::{read, root};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The layers on the page and its translation, from above: the names before the explanation, and in which
/// row each is.
fn layers(page: &str) -> HashMap<String, usize> {
    let rows = read(&root().join(page));
    let diagram = rows.split("```").nth(1).expect("the diagram of the layers");
    let rows = diagram.lines().filter(|row| !row.is_empty());
    let names = |row: &str| -> Vec<String> {
        let names = row.chars().take("commands    main       ".len()).collect::<String>();
        names.split_whitespace().map(str::to_owned).collect()
    };
    let rows = rows.enumerate();
    rows.flat_map(|(row, text)| names(text).into_iter().map(move |name| (name, row))).collect()
}

/// The source files below this one, without those that are tests alone.
fn sources(path: &Path) -> Vec<PathBuf> {
    let is_test = path.file_name().is_some_and(|name| name.to_string_lossy().contains("test"));
    if is_test {
        return Vec::new();
    }
    match path.read_dir() {
        Ok(entries) => {
            entries.flat_map(|entry| sources(&entry.expect("an entry").path())).collect()
        }
        Err(_) => vec![path.to_owned()],
    }
}

/// The modules that a file imports from the crate, apart from its tests.
fn imports(source: &Path) -> Vec<String> {
    let text = read(source);
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let name = |rest: &str| {
        let is_of_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
        rest.chars().take_while(is_of_name).collect::<String>()
    };
    code.flat_map(|line| line.split("crate::").skip(1).map(name).collect::<Vec<_>>()).collect()
}

#[test]
fn each_layer_imports_from_below_only() {
    let layers = layers("docs/architecture.md");
    let folder = root().join("src");
    let mut upward = Vec::new();
    let mut seen = 0;
    for (name, row) in &layers {
        let files = [folder.join(name), folder.join(format!("{name}.rs"))];
        for source in files.iter().filter(|path| path.exists()).flat_map(|path| sources(path)) {
            if source.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            for import in imports(&source).iter().filter(|import| *import != name) {
                seen += 1;
                let is_below = layers.get(import).is_some_and(|below| below > row);
                if !is_below {
                    upward.push(format!("{} imports {import}", source.display()));
                }
            }
        }
    }
    assert!(seen > 500, "{seen} imports were found");
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    let layers = layers("docs/architecture.md");
    for entry in root().join("src").read_dir().expect("src") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(name == "lib" || layers.contains_key(&name), "{name} is in no layer");
    }
    assert_eq!(layers, self::layers("docs/architecture.ja.md"));
}
