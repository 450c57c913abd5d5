//! No files of the program import each other in a circle, so that each can be read before those above it.
//!
//! A module's file and the files below it count as one room: they may name each other.

use super::{read, root};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::visit::Visit;
use syn::{Attribute, Item, ItemMod, UseTree, Visibility};

/// The path of a module or an item from the root of the crate.
type Names = Vec<String>;

/// A circle that is meant: a corrected form of a command is judged by the checks that propose such forms.
const MEANT: [&str; 7] = [
    "corrected", "first_fault", "near_forms", "near_misses", "other_brackets", "split_words",
    "stray_blanks",
];

/// What a file imports or names by a path, and the names that it passes on.
#[derive(Default)]
struct Imports {
    module: Names,
    named: BTreeSet<Names>,
    /// Names that others import from here, with the paths that they stand for.
    passed_on: BTreeMap<String, Names>,
}

impl Imports {
    /// The path from the root of the crate, unless it begins elsewhere.
    fn absolute(&self, path: &[String]) -> Option<Names> {
        let ups = path.iter().take_while(|name| *name == "super").count();
        let (base, rest) = match path.first()?.as_str() {
            "crate" => (&[][..], &path[1..]),
            "self" => (&self.module[..], &path[1..]),
            "super" => (&self.module[..self.module.len().checked_sub(ups)?], &path[ups..]),
            _ => return None,
        };
        Some([base, rest].concat())
    }

    fn add_use(&mut self, tree: &UseTree, before: &mut Names, is_passed_on: bool) {
        let (name, as_name) = match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.add_use(&path.tree, before, is_passed_on);
                before.pop();
                return;
            }
            UseTree::Group(group) => {
                return group.items.iter().for_each(|it| self.add_use(it, before, is_passed_on));
            }
            UseTree::Name(name) => (name.ident.to_string(), name.ident.to_string()),
            UseTree::Rename(rename) => (rename.ident.to_string(), rename.rename.to_string()),
            UseTree::Glob(_) => return,
        };
        let mut path = [&before[..], &[name]].concat();
        if is_passed_on && !["crate", "self", "super"].contains(&path[0].as_str()) {
            path.insert(0, "self".to_owned());
        }
        let Some(path) = self.absolute(&path) else { return };
        if is_passed_on {
            self.passed_on.insert(as_name, path.clone());
        }
        self.named.insert(path);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    let is_test = |it: &Attribute| {
        it.path().is_ident("cfg") && it.parse_args::<syn::Ident>().is_ok_and(|it| it == "test")
    };
    attributes.iter().any(is_test)
}

impl<'ast> Visit<'ast> for Imports {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Use(item) => {
                let is_passed_on = !matches!(item.vis, Visibility::Inherited);
                self.add_use(&item.tree, &mut Vec::new(), is_passed_on);
            }
            Item::Mod(ItemMod { attrs, .. }) if is_test(attrs) => {}
            _ => syn::visit::visit_item(self, item),
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Names = path.segments.iter().map(|it| it.ident.to_string()).collect();
        self.named.extend(self.absolute(&names));
        syn::visit::visit_path(self, path);
    }
}

/// The imports of each file of the program, by its module.
fn files(folder: &Path, module: &[String], found: &mut BTreeMap<Names, Imports>) {
    for entry in folder.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let is_of_module = ["mod", "lib"].contains(&&*name);
        let module = if is_of_module {
            module.to_vec()
        } else {
            [module, std::slice::from_ref(&name)].concat()
        };
        if name.contains("test") {
        } else if path.is_dir() {
            files(&path, &module, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = syn::parse_file(&read(&path)).expect("Rust");
            let mut imports = Imports { module: module.clone(), ..Imports::default() };
            imports.visit_file(&file);
            found.insert(module, imports);
        }
    }
}

/// The module that has what is named, and not only passes it on.
fn origin(mut path: Names, files: &BTreeMap<Names, Imports>) -> Option<&Names> {
    for _ in 0..8 {
        let module = (0..=path.len()).rev().find_map(|end| files.get_key_value(&path[..end]))?;
        let rest = &path[module.0.len()..];
        match rest.first().and_then(|name| module.1.passed_on.get(name)) {
            Some(target) => path = [&target[..], &rest[1..]].concat(),
            None => return Some(module.0),
        }
    }
    None
}

/// The modules that can be reached from one by imports.
fn reached<'f>(
    from: &'f Names,
    imported: &BTreeMap<&'f Names, BTreeSet<&'f Names>>,
) -> BTreeSet<&'f Names> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(module) = open.pop() {
        let next = imported[module].iter().filter(|it| reached.insert(**it));
        open.extend(next);
    }
    reached
}

#[test]
fn no_files_import_each_other() {
    let mut found = BTreeMap::new();
    files(&root().join("src"), &[], &mut found);
    assert!(found.len() > 400, "{} files were found", found.len());
    let imported: BTreeMap<&Names, BTreeSet<&Names>> = found
        .iter()
        .map(|(module, imports)| {
            let origins = imports.named.iter().filter_map(|it| origin(it.clone(), &found));
            let others = origins.filter(|it| !it.starts_with(module) && !module.starts_with(it));
            (module, others.collect())
        })
        .collect();
    let count = imported.values().map(BTreeSet::len).sum::<usize>();
    assert!(count > 1500, "{count} imports were found");
    let circle: Vec<String> = imported
        .keys()
        .filter(|module| reached(module, &imported).contains(**module))
        .map(|module| module.join("::"))
        .collect();
    let meant = MEANT.map(|name| format!("explain::client::{name}"));
    assert_eq!(circle, meant, "these files import each other in a circle");
}
