//! A script from its file, or from inside the program, with all that it runs: checked whole, and
//! kept to its own folder unless it is trusted.

use super::bundled;
use crate::notation::{
    AccessTarget, MAX_SCRIPT_OCTETS, Mistake, OutsideAccess, Script, ScriptError,
};
use crate::protocol::secrets::mask_directive_secrets;
use std::collections::HashMap;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A script, where it lives, and the scripts that it runs.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The script.
    pub script: Script,
    /// The folder that the files it names are looked for in; none for one inside the program.
    pub folder: Option<PathBuf>,
    /// The scripts of its `:run`s, by their lines.
    pub runs: HashMap<usize, Rc<Loaded>>,
}

impl Loaded {
    /// The scripts of this one and of all that it runs, in the order of running.
    pub fn all(&self) -> Vec<&Script> {
        let mut all = vec![&self.script];
        if self.runs.is_empty() {
            return all;
        }
        for item in &self.script.items {
            let run = self.runs.get(&item.line);
            all.extend(run.into_iter().flat_map(|loaded| loaded.all()));
        }
        all
    }

    /// The names of the variables that this script and those it runs need.
    pub fn variables(&self) -> Vec<String> {
        let names = self
            .all()
            .into_iter()
            .flat_map(|script| &script.required_variables);
        names.map(|variable| variable.name.clone()).collect()
    }
}

/// How a script is looked for.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// The language of those inside the program (`en`, `ja`).
    pub language: &'a str,
    /// Whether they may reach outside their folder.
    pub trust: bool,
}

/// The most scripts that one may run, itself and those inside others counted each time.
const MOST_SCRIPTS: usize = 1000;

/// Reads a whole script; one that is too large is not read to its end, which may never come.
fn read_whole(mut source: impl Read) -> std::io::Result<Vec<u8>> {
    // Most fit at once; without room they are read by ever larger pieces, from 32 octets on.
    let mut octets = Vec::with_capacity(64 * 1024);
    source
        .by_ref()
        .take(MAX_SCRIPT_OCTETS + 1)
        .read_to_end(&mut octets)?;
    match octets.len() as u64 > MAX_SCRIPT_OCTETS {
        true => Err(ErrorKind::FileTooLarge.into()),
        false => Ok(octets),
    }
}

/// What leads to the script that is being loaded, and how many were loaded.
#[derive(Default)]
struct Running {
    scripts: Vec<PathBuf>,
    loaded: usize,
}

/// Loads a script by its path; where there is no such file, the one of this name inside the
/// program. All mistakes in it and in what it runs are given, at least one.
pub fn load(path: &str, how: How<'_>) -> Result<Loaded, Vec<ScriptError>> {
    find(path, Path::new(""), how, &mut Running::default())
}

/// Loads the script of a `:run` that was typed.
pub fn load_run(path: &str, how: How<'_>) -> Result<Loaded, Vec<ScriptError>> {
    let wrong = |mistake| {
        vec![ScriptError {
            file: path.to_owned(),
            line: 0,
            column: 0,
            mistake,
        }]
    };
    runnable(Path::new(path), path).map_err(wrong)?;
    load(path, how)
}

/// Reads a script that has no file, as if it stood in the current folder.
pub fn from_reader(
    source: impl Read,
    name: &str,
    how: How<'_>,
) -> Result<Loaded, Vec<ScriptError>> {
    let octets = read_whole(source).map_err(|error| vec![cannot_read(name, &error)])?;
    let script = Script::parse(&octets, name)?;
    with_reaches(
        script,
        Some(PathBuf::from(".")),
        how,
        &mut Running::default(),
    )
}

/// Checks and loads what a line that came from standard input names. `folder`: the current one.
pub fn check_access(
    access: &OutsideAccess,
    name: &str,
    folder: &Path,
    how: How<'_>,
) -> Result<Option<Loaded>, Vec<ScriptError>> {
    let wrong = |mistake| vec![place(access, name, mistake)];
    if !how.trust && is_outside(&access.target, Some(folder), how) {
        return Err(wrong(Mistake::NotTrusted(written(&access.target))));
    }
    match &access.target {
        AccessTarget::Run(path) => {
            runnable(&folder.join(path), path).map_err(wrong)?;
            find(path, folder, how, &mut Running::default()).map(Some)
        }
        AccessTarget::Read(path) => match readable(&folder.join(path), path) {
            Ok(()) => Ok(None),
            Err(mistake) => Err(wrong(mistake)),
        },
        _ => Ok(None),
    }
}

/// Finds, reads and checks a script. `running`: those that lead to it.
fn find(
    path: &str,
    folder: &Path,
    how: How<'_>,
    running: &mut Running,
) -> Result<Loaded, Vec<ScriptError>> {
    let whole = folder.join(path);
    let (octets, folder, identity) = match std::fs::File::open(&whole).and_then(read_whole) {
        Ok(octets) => {
            let identity = whole.canonicalize().unwrap_or_else(|_| whole.clone());
            let folder = match whole.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
                _ => PathBuf::from("."),
            };
            (octets, Some(folder), identity)
        }
        Err(error) => match bundled::find(path, how.language) {
            Some(text) => (text.as_bytes().to_vec(), None, PathBuf::from(path)),
            None => return Err(vec![cannot_read(path, &error)]),
        },
    };
    let script = Script::parse(&octets, path)?;
    drop(octets);
    running.scripts.push(identity);
    let loaded = with_reaches(script, folder, how, running);
    running.scripts.pop();
    loaded
}

/// Checks what a script names, and loads what it runs.
fn with_reaches(
    script: Script,
    folder: Option<PathBuf>,
    how: How<'_>,
    running: &mut Running,
) -> Result<Loaded, Vec<ScriptError>> {
    let (mut errors, mut runs) = (Vec::new(), HashMap::new());
    let base = folder.clone().unwrap_or_default();
    for access in &script.outside_accesses {
        let mut wrong = |mistake| errors.push(place(access, &script.name, mistake));
        if !how.trust && is_outside(&access.target, folder.as_deref(), how) {
            wrong(Mistake::NotTrusted(written(&access.target)));
            continue;
        }
        match &access.target {
            AccessTarget::Read(path) => {
                if let Err(mistake) = readable(&base.join(path), path) {
                    wrong(mistake);
                }
            }
            AccessTarget::Run(path) => {
                if let Err(mistake) = runnable(&base.join(path), path) {
                    wrong(mistake);
                    continue;
                }
                let identity = base.join(path).canonicalize();
                let identity = identity.unwrap_or_else(|_| PathBuf::from(path));
                if running.scripts.contains(&identity) {
                    wrong(Mistake::RunsItself(path.clone()));
                    continue;
                }
                running.loaded += 1;
                if running.loaded > MOST_SCRIPTS {
                    wrong(Mistake::TooManyScripts(MOST_SCRIPTS));
                    break;
                }
                match find(path, &base, how, running) {
                    Ok(loaded) => drop(runs.insert(access.line, Rc::new(loaded))),
                    Err(inner) => errors.extend(inner.into_iter().map(|mut error| {
                        // A script that is not there is the mistake of the line that runs it.
                        if error.line == 0 {
                            error = place(access, &script.name, error.mistake);
                        }
                        error
                    })),
                }
            }
            AccessTarget::Write(_) | AccessTarget::Connect(_) => {}
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Loaded {
        script,
        folder,
        runs,
    })
}

fn place(access: &OutsideAccess, file: &str, mistake: Mistake) -> ScriptError {
    ScriptError {
        file: file.to_owned(),
        line: access.line,
        column: access.column,
        mistake,
    }
}

/// What is reached, as it was written; an address without the password that does not belong there.
fn written(target: &AccessTarget) -> String {
    match target {
        AccessTarget::Read(path) | AccessTarget::Run(path) | AccessTarget::Write(path) => {
            path.clone()
        }
        AccessTarget::Connect(host) => {
            let directive = mask_directive_secrets(&format!(":connect {host}"));
            directive.trim_start_matches(":connect ").to_owned()
        }
    }
}

/// Whether what a script runs may be opened; it may be one inside the program, too.
fn runnable(whole: &Path, path: &str) -> Result<(), Mistake> {
    match whole.exists() {
        true => is_file(whole, path),
        false => Ok(()),
    }
}

/// Looked at before it is opened: opening a pipe waits for who writes into it.
fn is_file(whole: &Path, path: &str) -> Result<(), Mistake> {
    match std::fs::metadata(whole) {
        Ok(facts) if facts.is_file() => Ok(()),
        Ok(_) => Err(Mistake::NotAFile(path.to_owned())),
        Err(error) => Err(unreadable(path, &error)),
    }
}

fn readable(whole: &Path, path: &str) -> Result<(), Mistake> {
    is_file(whole, path)?;
    let opened = std::fs::File::open(whole);
    opened.map(drop).map_err(|error| unreadable(path, &error))
}

/// The script itself cannot be read.
fn cannot_read(path: &str, error: &std::io::Error) -> ScriptError {
    ScriptError {
        file: path.to_owned(),
        line: 0,
        column: 0,
        mistake: match error.kind() {
            ErrorKind::NotFound => Mistake::NotFound {
                name: path.to_owned(),
                bundled: bundled::SCRIPTS.iter().map(|script| script.name).collect(),
            },
            ErrorKind::FileTooLarge => Mistake::TooLarge(MAX_SCRIPT_OCTETS >> 20),
            _ => unreadable(path, error),
        },
    }
}

fn unreadable(path: &str, error: &std::io::Error) -> Mistake {
    Mistake::Unreadable {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

/// Whether a script in this folder reaches out of it with this: links and `..` are followed.
fn is_outside(target: &AccessTarget, folder: Option<&Path>, how: How<'_>) -> bool {
    let path = match target {
        AccessTarget::Connect(_) => return true,
        AccessTarget::Run(path) | AccessTarget::Read(path) | AccessTarget::Write(path) => path,
    };
    let base = folder.unwrap_or(Path::new(""));
    let whole = base.join(path);
    if matches!(target, AccessTarget::Run(_))
        && !whole.exists()
        && bundled::find(path, how.language).is_some()
    {
        return false;
    }
    let Some(Ok(folder)) = folder.map(canonical_folder) else {
        return true;
    };
    match true_place(&whole) {
        Some(place) => !place.starts_with(folder),
        None => true,
    }
}

fn canonical_folder(folder: &Path) -> std::io::Result<PathBuf> {
    match folder.as_os_str().is_empty() {
        true => Path::new(".").canonicalize(),
        false => folder.canonicalize(),
    }
}

/// Where a path really leads; for a file that is not there yet, where it would be made.
fn true_place(whole: &Path) -> Option<PathBuf> {
    if let Ok(place) = whole.canonicalize() {
        return Some(place);
    }
    // A link that leads nowhere yet can lead anywhere.
    if whole.symlink_metadata().is_ok() {
        return None;
    }
    let parent = canonical_folder(whole.parent()?).ok()?;
    Some(parent.join(whole.file_name()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::write;

    const HOW: How<'_> = How {
        language: "en",
        trust: false,
    };

    fn errors(path: &Path, trust: bool) -> Vec<String> {
        let path = path.to_str().unwrap_or_default();
        let short = |error: &ScriptError| match &error.mistake {
            Mistake::NotTrusted(what) => format!("{}: outside {what}", error.line),
            Mistake::RunsItself(what) => format!("{}: itself {what}", error.line),
            Mistake::Unreadable { path, .. } | Mistake::NotAFile(path) => {
                format!("{}: unreadable {path}", error.line)
            }
            Mistake::UnknownDirective { word, .. } => {
                format!("{}: no such directive: :{word}", error.line)
            }
            Mistake::NotFound { name, .. } => format!("{}: not found {name}", error.line),
            Mistake::TooLarge(_) => format!("{}: too large", error.line),
            Mistake::TooManyScripts(_) => format!("{}: too many", error.line),
            other => format!("{}: {other:?}", error.line),
        };
        match load(path, How { trust, ..HOW }) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.iter().map(short).collect(),
        }
    }

    #[test]
    fn a_script_keeps_to_its_folder() -> std::io::Result<()> {
        let all = tempfile::tempdir()?;
        let own = all.path().join("own");
        std::fs::create_dir(&own)?;
        write(own.join("mail.eml"), "x")?;
        write(all.path().join("secret"), "x")?;
        let script = own.join("a.imap");
        write(
            &script,
            "append x {<mail.eml}\nappend x {<../own/mail.eml}\n:record new.imap\n:record off\n:run idle\n",
        )?;
        assert_eq!(errors(&script, false), [""; 0]);
        write(
            &script,
            "append x {<../secret}\n:record ../new.imap\n:connect u:himitsu@example.org\nappend x {<none}\n:deliver /etc/hostname\n",
        )?;
        let told = errors(&script, false);
        assert_eq!(
            told[..3],
            [
                "1: outside ../secret",
                "2: outside ../new.imap",
                "3: outside u:${password}@example.org"
            ]
        );
        assert_eq!(
            told[3..],
            ["4: unreadable none", "5: outside /etc/hostname"]
        );
        write(
            &script,
            "append x {<../secret}\n:record ../new.imap\n:connect example.org\n",
        )?;
        assert_eq!(errors(&script, true), [""; 0]);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() -> std::io::Result<()> {
        let all = tempfile::tempdir()?;
        let own = all.path().join("own");
        std::fs::create_dir(&own)?;
        write(all.path().join("secret"), "x")?;
        std::os::unix::fs::symlink("../secret", own.join("link"))?;
        std::os::unix::fs::symlink("../later", own.join("dangling"))?;
        let script = own.join("a.imap");
        write(&script, "append x {<link}\n:record dangling\n")?;
        assert_eq!(
            errors(&script, false),
            ["1: outside link", "2: outside dangling"]
        );
        Ok(())
    }

    #[test]
    fn scripts_that_run_scripts() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let (a, b) = (folder.path().join("a.imap"), folder.path().join("b.imap"));
        write(&a, "noop\n:run b.imap\n:run b.imap\n")?;
        write(&b, "login ${user} x\n")?;
        let loaded = load(a.to_str().unwrap_or_default(), HOW).expect("no mistake");
        assert_eq!(loaded.all().len(), 3);
        write(&b, ":run a.imap\n:exepct\n")?;
        assert_eq!(
            errors(&a, false),
            [
                "2: no such directive: :exepct",
                "2: no such directive: :exepct"
            ]
        );
        write(&b, "noop\n:run a.imap\n")?;
        assert_eq!(errors(&a, false), ["2: itself a.imap", "2: itself a.imap"]);
        write(&a, ":run nowhere.imap\n")?;
        assert_eq!(errors(&a, false), ["1: not found nowhere.imap"]);
        assert_eq!(errors(&folder.path().join("none"), false).len(), 1);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_is_not_read_whole() -> std::io::Result<()> {
        assert_eq!(errors(Path::new("/dev/zero"), true), ["0: too large"]);
        let folder = tempfile::tempdir()?;
        let pipe = folder.path().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU)?;
        let script = folder.path().join("a.imap");
        for line in ["append x {<pipe}\n", ":run pipe\n"] {
            write(&script, line)?;
            assert_eq!(errors(&script, false), ["1: unreadable pipe"]);
        }
        Ok(())
    }

    #[test]
    fn scripts_that_run_more_scripts_than_anybody_wants() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        for number in 0..30 {
            let next = format!(":run {0}.imap\n:run {0}.imap\n", number + 1);
            write(folder.path().join(format!("{number}.imap")), next)?;
        }
        write(folder.path().join("30.imap"), "noop\n")?;
        let errors = errors(&folder.path().join("0.imap"), false);
        assert!(
            errors.iter().all(|error| error.ends_with("too many")),
            "{errors:?}"
        );
        assert!((1..100).contains(&errors.len()));
        Ok(())
    }
}
