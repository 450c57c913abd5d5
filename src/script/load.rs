//! Loads a script, from a file or from the bundled ones, together with the scripts that it runs. All of
//! them are checked before anything is sent.

use super::bundled;
use super::outside_access::{self, is_outside};
use crate::language::Language;
use crate::notation::directive::{Directive, ExplainArgument};
use crate::notation::{
    AccessTarget, ItemKind, MAX_SCRIPT_OCTETS, Mistake, OutsideAccess, RequiredVariable, Script,
    ScriptError,
};
use crate::protocol::secrets::Placeholder;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The maximum number of scripts that a script may run, directly or indirectly, counting each run.
const MAX_SCRIPTS: usize = 1000;

/// A script and the scripts that it runs.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    pub script: Script,
    /// The folder of the files that it names; `None` for a bundled script.
    pub folder: Option<PathBuf>,
    /// The scripts that it runs, by the line of the `:run`.
    pub runs: HashMap<usize, Rc<Loaded>>,
    /// How many scripts it runs, directly or indirectly, counting each run.
    scripts_run: usize,
}

impl Loaded {
    /// The variables that this script and those it runs need, each with the script that uses it, in the
    /// order of running. A variable that one script sets is not required by those after it.
    pub fn required_variables(&self) -> Vec<(&Script, &RequiredVariable)> {
        let mut required = Vec::new();
        self.collect_required(&mut HashSet::new(), &mut required);
        required
    }

    fn collect_required<'l>(
        &'l self,
        set: &mut HashSet<&'l str>,
        required: &mut Vec<(&'l Script, &'l RequiredVariable)>,
    ) {
        let mut variables = self.script.required_variables.iter().peekable();
        for item in &self.script.items {
            while let Some(variable) = variables.next_if(|variable| variable.line <= item.line) {
                if !set.contains(variable.name.as_str()) {
                    required.push((&self.script, variable));
                }
            }
            let ItemKind::Directive(directive) = &item.kind else {
                continue;
            };
            match &**directive {
                Directive::Set(name, _) | Directive::Capture(name, _) => drop(set.insert(name)),
                Directive::Run(_) => {
                    if let Some(script) = self.runs.get(&item.line) {
                        script.collect_required(set, required);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether this script or one that it runs explains or decodes earlier lines.
    pub fn looks_back(&self) -> bool {
        let looks_back = |directive: &Directive| {
            matches!(
                directive,
                Directive::Explain(ExplainArgument::LastExchange) | Directive::Decode(None)
            )
        };
        let mut items = self.script.items.iter();
        items.any(|item| matches!(&item.kind, ItemKind::Directive(it) if looks_back(it)))
            || self.runs.values().any(|script| script.looks_back())
    }

    /// The names of the required variables.
    pub fn variables(&self) -> Vec<String> {
        let required = self.required_variables().into_iter();
        required.map(|(_, variable)| variable.name.clone()).collect()
    }
}

/// Loads the script in this file; if there is no such file, the bundled script with this name. `trust`:
/// it may reach outside its folder. Fails with all mistakes in it and in the scripts that it runs.
pub fn load(path: &str, trust: bool) -> Result<Rc<Loaded>, Vec<ScriptError>> {
    Loader::new(trust).load(path, Path::new(""))
}

/// Loads the bundled script with this name in this language, even if a file has the name.
pub fn load_bundled(name: &str, language: Language) -> Option<Rc<Loaded>> {
    let name = bundled::translated(name, language);
    let script = Script::parse(bundled::find(&name)?.as_bytes(), &name).ok()?;
    Loader::new(false).load_runs(script, None).ok().map(Rc::new)
}

/// Loads the script of a typed `:run`, which may be any script. A bundled one is in the user's language.
pub fn load_typed(path: &str, language: Language) -> Result<Rc<Loaded>, Vec<ScriptError>> {
    let path = &*bundled::name_in(path, language);
    outside_access::check_runnable(Path::new(path), path)
        .map_err(|mistake| vec![unplaced(path, mistake)])?;
    load(path, true)
}

/// Reads and checks a script without a file, as if it were in the current folder.
pub fn from_reader(source: impl Read, name: &str, trust: bool) -> Result<Loaded, Vec<ScriptError>> {
    let octets = read_whole(source)
        .map_err(|error| vec![unplaced(name, unreadable_script(name, &error))])?;
    let script = session_in(&octets, name)?;
    Loader::new(trust).load_runs(script, Some(PathBuf::from(".")))
}

/// The script in this text. A text without a session is rejected: a list of words, the output of a program.
/// A record of a session without a command is one.
fn session_in(text: &[u8], name: &str) -> Result<Script, Vec<ScriptError>> {
    let script = Script::parse(text, name)?;
    let does_nothing = script.remarks.does_nothing && !script.is_record;
    if does_nothing || script.has_words_only() || script.answers_nothing() {
        return Err(vec![unplaced(name, Mistake::NoCommand)]);
    }
    match script.unsent_alone() {
        Some(line) => {
            Err(vec![ScriptError { line, column: 1, ..unplaced(name, Mistake::NoneSent) }])
        }
        None => Ok(script),
    }
}

/// Checks a script from separate lines, as if it were in the current folder.
pub fn from_lines(lines: &[String], name: &str, trust: bool) -> Result<Loaded, Vec<ScriptError>> {
    let with_line_end = |line: &String| line.find('\n').map(|at| line[..at].chars().count() + 1);
    let errors = lines.iter().zip(1..).filter_map(|(text, line)| {
        let (file, mistake) = (name.to_owned(), Mistake::SeveralLines);
        Some(ScriptError { file, line, column: with_line_end(text)?, mistake })
    });
    let errors: Vec<ScriptError> = errors.collect();
    if errors.is_empty() {
        let script = Script::parse(lines.join("\n").as_bytes(), name)?;
        Loader::new(trust).load_runs(script, Some(PathBuf::from(".")))
    } else {
        Err(errors)
    }
}

/// The octets of the script in this file, of the bundled script with this name, or, for `-`, of
/// standard input.
pub fn read_text(name: &str) -> Result<Vec<u8>, ScriptError> {
    let read = match name {
        "-" => read_whole(io::stdin().lock()),
        name => File::open(name).and_then(read_whole),
    };
    read.or_else(|error| match bundled::find(name) {
        Some(text) => Ok(text.as_bytes().to_vec()),
        None => Err(unplaced(name, unreadable_script(name, &error))),
    })
}

/// Reads a whole script. If it is too large, the rest is not read: it may be endless.
fn read_whole(source: impl Read) -> io::Result<Vec<u8>> {
    // Most scripts fit. Without a capacity, reading would begin with pieces of 32 octets.
    let mut octets = Vec::with_capacity(64 * 1024);
    source.take(MAX_SCRIPT_OCTETS + 1).read_to_end(&mut octets)?;
    if octets.len() as u64 > MAX_SCRIPT_OCTETS {
        Err(ErrorKind::FileTooLarge.into())
    } else {
        Ok(octets)
    }
}

/// Loads each script once, however often it is run.
pub struct Loader {
    trust: bool,
    /// The scripts being loaded, each run by the one before it.
    running: Vec<PathBuf>,
    /// The loaded scripts, by their file and the name by which they were run. `None`: a script with
    /// mistakes, which were returned.
    loaded: HashMap<(PathBuf, String), Option<Rc<Loaded>>>,
}

impl Loader {
    /// `trust`: scripts may reach outside their folder.
    pub fn new(trust: bool) -> Loader {
        Loader { trust, running: Vec::new(), loaded: HashMap::new() }
    }

    /// Checks what a line of a script from standard input accesses, and loads the script that it
    /// runs. `folder`: the current one.
    pub fn check_access(
        &mut self,
        access: &OutsideAccess,
        name: &str,
        folder: &Path,
    ) -> Result<Option<Rc<Loaded>>, Vec<ScriptError>> {
        self.check(access, Some(folder)).map_err(|mistake| vec![placed(access, name, mistake)])?;
        match &access.target {
            AccessTarget::Run(path) => self.load(path, folder).map(Some),
            _ => Ok(None),
        }
    }

    /// Finds, reads and checks a script. Mistakes that were returned before are not returned again.
    fn load(&mut self, path: &str, folder: &Path) -> Result<Rc<Loaded>, Vec<ScriptError>> {
        let file = folder.join(path);
        let key = (identity(&file), path.to_owned());
        if let Some(loaded) = self.loaded.get(&key) {
            return loaded.clone().ok_or_else(Vec::new);
        }
        if self.loaded.len() + self.running.len() > MAX_SCRIPTS {
            return Err(vec![unplaced(path, Mistake::TooManyScripts(MAX_SCRIPTS))]);
        }
        self.running.push(key.0.clone());
        let loaded = self.read(path, &file).map(Rc::new);
        self.running.pop();
        self.loaded.insert(key, loaded.as_ref().ok().cloned());
        loaded
    }

    fn read(&mut self, path: &str, file: &Path) -> Result<Loaded, Vec<ScriptError>> {
        let (octets, folder) = match File::open(file).and_then(read_whole) {
            Ok(octets) => (octets, Some(outside_access::parent(file).to_owned())),
            Err(error) => match bundled::find(path) {
                Some(text) => (text.as_bytes().to_vec(), None),
                None => return Err(vec![unplaced(path, unreadable_script(path, &error))]),
            },
        };
        self.load_runs(session_in(&octets, path)?, folder)
    }

    /// Checks what a script accesses, and loads the scripts that it runs.
    fn load_runs(
        &mut self,
        script: Script,
        folder: Option<PathBuf>,
    ) -> Result<Loaded, Vec<ScriptError>> {
        let (mut errors, mut runs) = (Vec::new(), HashMap::new());
        let (mut scripts_run, mut is_valid) = (0_usize, true);
        for access in &script.outside_accesses {
            let loaded = match self.check(access, folder.as_deref()) {
                Ok(()) => self.load_run(access, folder.as_deref()),
                Err(mistake) => Err(vec![unplaced(&script.name, mistake)]),
            };
            let loaded = loaded.and_then(|loaded| {
                let more = loaded.as_ref().map_or(0, |loaded| loaded.scripts_run.saturating_add(1));
                scripts_run = scripts_run.saturating_add(more);
                if scripts_run > MAX_SCRIPTS {
                    Err(vec![unplaced("", Mistake::TooManyScripts(MAX_SCRIPTS))])
                } else {
                    Ok(loaded)
                }
            });
            match loaded {
                Ok(loaded) => runs.extend(loaded.map(|loaded| (access.line, loaded))),
                Err(mistakes) => {
                    is_valid = false;
                    errors.extend(mistakes.into_iter().map(|error| match error.line {
                        // A file that can't be accessed is a mistake in the line that names it.
                        0 => placed(access, &script.name, error.mistake),
                        _ => error,
                    }));
                }
            }
            if scripts_run > MAX_SCRIPTS {
                break;
            }
        }
        if is_valid { Ok(Loaded { script, folder, runs, scripts_run }) } else { Err(errors) }
    }

    /// Loads the script that a script in this folder runs with this access, if it is a `:run`.
    fn load_run(
        &mut self,
        access: &OutsideAccess,
        folder: Option<&Path>,
    ) -> Result<Option<Rc<Loaded>>, Vec<ScriptError>> {
        let AccessTarget::Run(path) = &access.target else {
            return Ok(None);
        };
        let folder = folder.unwrap_or(Path::new(""));
        if self.running.contains(&identity(&folder.join(path))) {
            return Err(vec![unplaced(path, Mistake::RunsItself(path.clone()))]);
        }
        self.load(path, folder).map(Some)
    }

    /// Checks that a script in this folder may access this, and that it is possible.
    fn check(&self, access: &OutsideAccess, folder: Option<&Path>) -> Result<(), Mistake> {
        if !self.trust && is_outside(&access.target, folder) {
            return Err(Mistake::NotTrusted(if access.may_be_secret {
                HIDDEN.to_owned()
            } else {
                outside_access::shown(&access.target)
            }));
        }
        let base = folder.unwrap_or(Path::new(""));
        match &access.target {
            AccessTarget::Read(path) if access.may_be_secret => {
                outside_access::check_readable(&base.join(path), HIDDEN)
            }
            AccessTarget::Read(path) => outside_access::check_readable(&base.join(path), path),
            AccessTarget::Run(path) => outside_access::check_runnable(&base.join(path), path),
            AccessTarget::Write(_) | AccessTarget::Connect(_) => Ok(()),
        }
    }
}

/// A path that is the same for all paths of a file.
fn identity(file: &Path) -> PathBuf {
    file.canonicalize().unwrap_or_else(|_| file.to_owned())
}

/// Replaces, in an error, a file's name that may be a secret.
const HIDDEN: &str = Placeholder::Password.text();

fn unreadable_script(path: &str, error: &io::Error) -> Mistake {
    match error.kind() {
        ErrorKind::NotFound => Mistake::NotFound {
            name: path.to_owned(),
            bundled: bundled::SCRIPTS.iter().map(|script| script.name).collect(),
        },
        ErrorKind::FileTooLarge => Mistake::TooLarge(MAX_SCRIPT_OCTETS >> 20),
        _ => outside_access::unreadable(path, error),
    }
}

/// A mistake in the line that accesses something.
fn placed(access: &OutsideAccess, file: &str, mistake: Mistake) -> ScriptError {
    ScriptError { file: file.to_owned(), line: access.line, column: access.column, mistake }
}

/// A mistake in a script as a whole.
fn unplaced(file: &str, mistake: Mistake) -> ScriptError {
    ScriptError { file: file.to_owned(), line: 0, column: 0, mistake }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::write;

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
        match load(path, trust) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.iter().map(short).collect(),
        }
    }

    #[test]
    fn an_untrusted_script_stays_in_its_folder() -> std::io::Result<()> {
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
        assert_eq!(
            errors(&script, false),
            [
                "1: outside ../secret",
                "2: outside ../new.imap",
                "3: outside u:${password}@example.org",
                "4: unreadable none",
                "5: outside /etc/hostname"
            ]
        );
        write(&script, "append x {<../secret}\n:record ../new.imap\n:connect example.org\n")?;
        assert_eq!(errors(&script, true), [""; 0]);
        Ok(())
    }

    #[test]
    fn lines_of_words_are_not_a_session() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let script = folder.path().join("a.imap");
        for text in ["apple\nbanana\n", "alpha beta\n\n# x\ngamma\n", "name,mail\njoe,j@b.c\n"] {
            write(&script, text)?;
            assert_eq!(errors(&script, false), ["0: NoCommand"], "{text}");
        }
        // A session in the comments of a program, and the lines of one that has carried a session.
        for text in ["// C: a1 noop\n// S: a1 OK\n", ";; a1 noop\n;; a1 OK\n", "verify return:1\n"]
        {
            write(&script, text)?;
            assert_eq!(errors(&script, false), ["0: NoCommand"], "{text}");
        }
        // Commands that are not sent.
        let log = "# x\n12:00:01 login taro x\n12:01:01 select inbox\n";
        write(&script, log)?;
        assert_eq!(errors(&script, false), ["2: NoneSent"]);
        for text in ["login taro x\nlogin BAD Error\n", "select <folder>\nfetch 1 ...\n"] {
            write(&script, text)?;
            assert_eq!(errors(&script, false), [""; 0], "{text}");
        }
        // One that a server may know, a typo, a tag, and what another script runs.
        for text in ["noop\napple\n", "nopo\napple\n", "a1 apple\n", ":raw apple\npear\n", "# x\n"]
        {
            write(&script, text)?;
            assert_eq!(errors(&script, false), [""; 0], "{text}");
        }
        Ok(())
    }

    #[test]
    fn links_out_of_the_folder_are_followed() -> std::io::Result<()> {
        let all = tempfile::tempdir()?;
        let own = all.path().join("own");
        std::fs::create_dir(&own)?;
        write(all.path().join("secret"), "x")?;
        std::os::unix::fs::symlink("../secret", own.join("link"))?;
        std::os::unix::fs::symlink("../later", own.join("dangling"))?;
        let script = own.join("a.imap");
        write(&script, "append x {<link}\n:record dangling\n")?;
        assert_eq!(errors(&script, false), ["1: outside link", "2: outside dangling"]);
        Ok(())
    }

    #[test]
    fn mistakes_are_found_in_scripts_that_others_run() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let (a, b) = (folder.path().join("a.imap"), folder.path().join("b.imap"));
        write(&a, "noop\n:run b.imap\n:run b.imap\n")?;
        write(&b, "login ${user} x\n")?;
        let loaded = load(a.to_str().unwrap_or_default(), false).expect("no mistake");
        assert!(Rc::ptr_eq(&loaded.runs[&2], &loaded.runs[&3]), "it is loaded once");
        assert_eq!(loaded.variables(), ["user", "user"]);
        write(&b, ":run a.imap\n:exepct\n")?;
        assert_eq!(errors(&a, false), ["2: no such directive: :exepct"]);
        write(&b, "noop\n:run a.imap\n")?;
        assert_eq!(errors(&a, false), ["2: itself a.imap"]);
        write(&a, ":run nowhere.imap\n")?;
        assert_eq!(errors(&a, false), ["1: not found nowhere.imap"]);
        assert_eq!(errors(&folder.path().join("none"), false).len(), 1);
        Ok(())
    }

    #[test]
    fn endless_files_and_pipes_are_refused() -> std::io::Result<()> {
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
    fn a_script_passes_its_variables_to_the_scripts_it_runs() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let (a, b) = (folder.path().join("a.imap"), folder.path().join("b.imap"));
        let script = ":run b.imap\n:set box x\n:capture uid (...)\n:run b.imap\nnoop ${last}\n";
        write(&a, script)?;
        write(&b, "select ${box}\nfetch ${uid} flags\n:set last 1\n")?;
        let loaded = load(a.to_str().unwrap_or_default(), false).expect("no mistake");
        let required = loaded.required_variables();
        let places = required.iter().map(|(script, it)| (script.name.as_str(), it.line, &*it.name));
        let places: Vec<_> = places.collect();
        assert_eq!(places, [("b.imap", 1, "box"), ("b.imap", 2, "uid")]);
        Ok(())
    }

    #[test]
    fn the_number_of_scripts_is_limited() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        for number in 0..30 {
            let next = format!(":run {0}.imap\n:run {0}.imap\n", number + 1);
            write(folder.path().join(format!("{number}.imap")), next)?;
        }
        write(folder.path().join("30.imap"), "noop\n")?;
        let errors = errors(&folder.path().join("0.imap"), false);
        assert!(errors.iter().all(|error| error.ends_with("too many")), "{errors:?}");
        assert!((1..100).contains(&errors.len()));
        Ok(())
    }
}
