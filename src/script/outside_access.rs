//! Checks what a script accesses outside its session: files, other scripts, other servers. Without
//! `--trust` a script may access the files in its own folder, and the bundled scripts.

use super::bundled;
use crate::notation::{AccessTarget, Mistake};
use crate::protocol::secrets::mask_directive_secrets;
use std::fs::{File, metadata};
use std::io;
use std::path::{Path, PathBuf};

/// The target as written in the script. A password in an address is masked.
pub fn shown(target: &AccessTarget) -> String {
    match target {
        AccessTarget::Read(path) | AccessTarget::Run(path) | AccessTarget::Write(path) => {
            path.clone()
        }
        AccessTarget::Connect(host) => {
            let directive = mask_directive_secrets(&format!(":connect {host}"));
            directive.strip_prefix(":connect ").unwrap_or(&directive).to_owned()
        }
    }
}

/// Checks that a file can be read.
pub fn check_readable(file: &Path, path: &str) -> Result<(), Mistake> {
    check_is_file(file, path)?;
    match File::open(file) {
        Ok(_) => Ok(()),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Checks that a script can be opened, if it is a file; otherwise it may be a bundled one.
pub fn check_runnable(file: &Path, path: &str) -> Result<(), Mistake> {
    if file.exists() { check_is_file(file, path) } else { Ok(()) }
}

/// Checks that this is a file. Call it before opening: opening a pipe would block until something
/// writes to it.
fn check_is_file(file: &Path, path: &str) -> Result<(), Mistake> {
    match metadata(file) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => Err(Mistake::NotAFile(path.to_owned())),
        Err(error) => Err(unreadable(path, &error)),
    }
}

pub fn unreadable(path: &str, error: &io::Error) -> Mistake {
    Mistake::Unreadable { path: path.to_owned(), reason: error.into() }
}

/// Whether this is outside the folder of the script that accesses it. Follows links and `..`.
/// A bundled script has no folder.
pub fn is_outside(target: &AccessTarget, folder: Option<&Path>) -> bool {
    let path = match target {
        AccessTarget::Connect(_) => return true,
        AccessTarget::Run(path) | AccessTarget::Read(path) | AccessTarget::Write(path) => path,
    };
    let file = folder.unwrap_or(Path::new("")).join(path);
    let may_be_bundled = matches!(target, AccessTarget::Run(_)) && !file.exists();
    if may_be_bundled && bundled::find(path).is_some() {
        return false;
    }
    let folder = folder.and_then(|folder| current_if_empty(folder).canonicalize().ok());
    match (folder, destination(&file)) {
        (Some(folder), Some(destination)) => !destination.starts_with(folder),
        _ => true,
    }
}

/// Where a path really leads; for a file that does not exist, where it would be created.
fn destination(file: &Path) -> Option<PathBuf> {
    if let Ok(destination) = file.canonicalize() {
        return Some(destination);
    }
    // The target of a broken link can still be created anywhere.
    if file.symlink_metadata().is_ok() {
        return None;
    }
    let parent = parent(file).canonicalize().ok()?;
    Some(parent.join(file.file_name()?))
}

/// The folder that a file is in.
pub fn parent(file: &Path) -> &Path {
    current_if_empty(file.parent().unwrap_or(Path::new("")))
}

fn current_if_empty(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}
