//! From a script's name to a script that was checked: the file, or one that the program carries;
//! what it needs, and what it reaches.

use super::{Reach, Script, Target, bundled};
use crate::console::Variables;
use crate::texts::Texts;
use std::path::{Path, PathBuf};

/// A script with the folder that its files are looked for in.
pub struct Loaded {
    /// The script.
    pub script: Script,
    /// Its folder.
    pub folder: PathBuf,
}

/// The largest script: what is larger is no script.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Reads the script with this name: a file, seen from `base`, else one that the program carries.
/// An error is in the user's words, a line each.
pub fn load(name: &str, base: &Path, texts: &Texts) -> Result<Loaded, String> {
    let path = base.join(name);
    let unreadable = |reason: &dyn std::fmt::Display| {
        texts.with("script-unreadable", &[("path", &name), ("reason", reason)])
    };
    let octets = match std::fs::metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => match bundled::find(name) {
            Some(text) => {
                let folder = base.to_owned();
                return read(text.as_bytes(), &format!("{name}.imap"), folder, texts);
            }
            None => {
                let known = bundled::names().join(", ");
                return Err(texts.with("script-not-found", &[("name", &name), ("known", &known)]));
            }
        },
        Err(error) => return Err(unreadable(&error)),
        Ok(facts) if facts.is_dir() => {
            return Err(texts.with("script-is-folder", &[("path", &name)]));
        }
        Ok(facts) if facts.len() > LARGEST => {
            return Err(texts.with("script-too-large", &[("path", &name)]));
        }
        Ok(_) => std::fs::read(&path).map_err(|error| unreadable(&error))?,
    };
    let folder = path.parent().unwrap_or(base).to_owned();
    read(&octets, name, folder, texts)
}

/// Checks a script's octets.
pub fn read(octets: &[u8], name: &str, folder: PathBuf, texts: &Texts) -> Result<Loaded, String> {
    match super::read(octets, name) {
        Ok(script) => Ok(Loaded { script, folder }),
        Err(errors) => {
            let said: Vec<String> = errors
                .iter()
                .take(20)
                .map(|error| error.say(texts))
                .collect();
            Err(said.join("\n"))
        }
    }
}

impl Loaded {
    /// The names that have no value yet.
    pub fn missing(&self, variables: &Variables) -> Vec<&super::Name> {
        self.script
            .names
            .iter()
            .filter(|name| !variables.has(&name.name))
            .collect()
    }

    /// Checks that nothing is missing, and that nothing outside is reached without trust.
    pub fn check(&self, trust: bool, variables: &Variables, texts: &Texts) -> Result<(), String> {
        self.check_reach(trust, texts)?;
        match self.missing(variables).first() {
            None => Ok(()),
            Some(name) => Err(self.place(name.line, name.column)
                + &texts.with("script-no-value", &[("name", &name.name)])),
        }
    }

    /// Checks that nothing outside is reached without trust, and that what is read is there.
    pub fn check_reach(&self, trust: bool, texts: &Texts) -> Result<(), String> {
        for reach in &self.script.reaches {
            let outside = is_outside(reach, &self.folder);
            if outside && !trust {
                let what = target(&reach.to);
                return Err(self.place(reach.line, reach.column)
                    + &texts.with("script-outside", &[("what", &what)]));
            }
            if let Target::Read(path) = &reach.to
                && let Err(error) = std::fs::metadata(self.folder.join(path))
            {
                let given: &[(&str, &dyn std::fmt::Display)] =
                    &[("path", path), ("reason", &error)];
                return Err(
                    self.place(reach.line, reach.column) + &texts.with("script-unreadable", given)
                );
            }
        }
        Ok(())
    }

    fn place(&self, line: usize, column: usize) -> String {
        format!("{}:{line}:{column}: ", self.script.name)
    }
}

/// How a target is named to the user.
fn target(target: &Target) -> String {
    match target {
        Target::Read(path) => format!("{{<{path}}}"),
        Target::Run(path) => format!(":run {path}"),
        Target::Write(path) => format!(":record {path}"),
        Target::Connect(host) => format!(":connect {host}"),
    }
}

/// Whether this is outside of the folder, links followed. Another host always is.
pub fn is_outside(reach: &Reach, folder: &Path) -> bool {
    let path = match &reach.to {
        Target::Connect(_) => return true,
        Target::Run(name) if !folder.join(name).exists() && bundled::find(name).is_some() => {
            return false;
        }
        Target::Read(path) | Target::Run(path) | Target::Write(path) => folder.join(path),
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let Ok(folder) = folder.canonicalize() else {
        return true;
    };
    // A file that is not there yet is where its folder is.
    let real = path.canonicalize().or_else(|_| {
        path.parent()
            .unwrap_or(&path)
            .canonicalize()
            .map(|parent| parent.join("new"))
    });
    match real {
        Ok(real) => !real.starts_with(&folder),
        // There is no such folder: nothing is reached, but not inside either.
        Err(_) => true,
    }
}
