//! The learner's progress in each lesson: a file with one line per lesson, `NAME STEP` or `NAME done`,
//! which is replaced as a whole so that a crash loses nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How many octets of the file are read.
const MAX_OCTETS: u64 = 1024 * 1024;

/// The learner's progress in a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// This many steps are done.
    Steps(usize),
    /// All steps are done.
    Done,
}

#[derive(Clone, Debug, Default)]
pub struct LessonProgress {
    path: Option<PathBuf>,
    lessons: BTreeMap<String, Reached>,
}

/// The progress file can't be used.
#[derive(Debug)]
pub struct ProgressError {
    pub path: PathBuf,
    pub error: io::Error,
}

impl LessonProgress {
    /// Reads the progress from this file, which need not exist.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(path: &Path) -> Result<LessonProgress, ProgressError> {
        let read = fs::File::open(path).and_then(|file| {
            let mut text = String::new();
            file.take(MAX_OCTETS).read_to_string(&mut text).map(|_| text)
        });
        let text = match read {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(ProgressError { path: path.to_owned(), error }),
            Ok(text) => text,
        };
        let lessons = text.lines().filter_map(|line| {
            let (name, reached) = line.rsplit_once(' ')?;
            let reached = match reached {
                "done" => Reached::Done,
                steps => Reached::Steps(steps.parse().ok()?),
            };
            Some((name.to_owned(), reached))
        });
        Ok(LessonProgress { path: Some(path.to_owned()), lessons: lessons.collect() })
    }

    /// How many steps of a lesson are done, if it is not done.
    pub fn steps(&self, lesson: &str) -> usize {
        match self.lessons.get(lesson) {
            Some(Reached::Steps(steps)) => *steps,
            _ => 0,
        }
    }

    pub fn is_done(&self, lesson: &str) -> bool {
        self.lessons.get(lesson) == Some(&Reached::Done)
    }

    /// Sets the progress in a lesson, and writes the file. A lesson that was done once stays done.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn set(&mut self, lesson: &str, reached: Reached) -> Result<(), ProgressError> {
        if self.is_done(lesson) {
            return Ok(());
        }
        self.lessons.insert(lesson.to_owned(), reached);
        let Some(path) = &self.path else { return Ok(()) };
        let lines = self.lessons.iter().map(|(name, reached)| match reached {
            Reached::Done => format!("{name} done\n"),
            Reached::Steps(steps) => format!("{name} {steps}\n"),
        });
        let text: String = lines.collect();
        replace(path, &text).map_err(|error| ProgressError { path: path.clone(), error })
    }
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}", std::process::id()));
    fs::write(&temporary, text)?;
    fs::rename(&temporary, path).inspect_err(|_| drop(fs::remove_file(&temporary)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("imapsh/lessons");
        let mut progress = LessonProgress::read(&path).expect("no file");
        progress.set("idle", Reached::Steps(3)).expect("written");
        progress.set("my lesson.imap", Reached::Done).expect("written");
        let mut again = LessonProgress::read(&path).expect("a file");
        assert_eq!(again.steps("idle"), 3);
        assert!(again.is_done("my lesson.imap") && !again.is_done("idle"));
        again.set("my lesson.imap", Reached::Steps(1)).expect("nothing to write");
        assert!(again.is_done("my lesson.imap"));
    }

    #[test]
    fn lines_that_are_not_progress_are_ignored() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lessons");
        fs::write(&path, "idle x\n\nfetch 2\nnothing\n").expect("written");
        let progress = LessonProgress::read(&path).expect("a file");
        assert_eq!((progress.steps("idle"), progress.steps("fetch")), (0, 2));
        assert!(LessonProgress::read(folder.path()).is_err());
    }
}
