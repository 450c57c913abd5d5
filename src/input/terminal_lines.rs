//! Reads lines from a terminal without a line editor, and shows their secrets as stars: the terminal's
//! own echo is off, and this module echoes what is typed.

use super::{EchoOff, InputLine, InputLines, SecretMask, read_on_thread};
use crate::protocol::secrets::{InputMask, secrets_of_lines};
use crate::transport::Waker;
use rustyline::GraphemeClusterMode;
use std::fs::File;
use std::io::{self, Read, Stdin, Write, stdin};
use std::os::fd::AsFd;
use std::sync::{Arc, Mutex, PoisonError};
use unicode_width::UnicodeWidthStr;

const CTRL_D: u8 = 0x04;
const CTRL_U: u8 = 0x15;
const ESCAPE: u8 = 0x1b;

/// What is secret in the line being typed, shared with the thread that reads it.
#[derive(Clone, Default)]
pub struct SharedMask(Arc<Mutex<InputMask>>);

impl SharedMask {
    pub fn set(&self, mask: InputMask) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = mask;
    }

    fn get(&self) -> InputMask {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Starts a thread that reads the terminal of standard input, and wakes the console for each line.
/// The terminal echoes nothing itself until the guard is dropped.
pub fn read_terminal(waker: Waker, mask: SharedMask) -> io::Result<(InputLines, EchoOff<Stdin>)> {
    let mut terminal = File::from(stdin().as_fd().try_clone_to_owned()?);
    let echo_off = EchoOff::for_keys(stdin())?;
    let lines = read_on_thread(
        move || waker.wake(),
        move |send| {
            let mut typed = TypedLine::default();
            let mut octets = [0; 4096];
            while let Ok(count) = terminal.read(&mut octets)
                && count > 0
            {
                for &octet in &octets[..count] {
                    if octet == CTRL_D && typed.line.is_empty() {
                        return;
                    }
                    let (line, echo) = typed.key(octet, &mask);
                    let _ = terminal.write_all(echo.as_bytes());
                    let line = line.map(|octets| InputLine { octets, has_next: false });
                    if line.is_some_and(|line| !send(Ok(line))) {
                        return;
                    }
                }
            }
        },
    )?;
    Ok((lines, echo_off))
}

/// The line that is being typed, and how it is shown.
#[derive(Default)]
struct TypedLine {
    line: Vec<u8>,
    shown: String,
    mask: SecretMask,
    /// Whether an escape sequence of a key has begun and not ended.
    in_sequence: bool,
}

impl TypedLine {
    /// Takes an octet. Returns the line that it ends, and the text to write to the terminal.
    fn key(&mut self, octet: u8, mask: &SharedMask) -> (Option<Vec<u8>>, String) {
        if self.in_sequence {
            self.in_sequence = matches!(octet, b'[' | b'O' | b'0'..=b'?');
            return (None, String::new());
        }
        match octet {
            b'\r' | b'\n' => {
                // The next line may be typed before the console has read this one.
                mask.set(mask.get().after(&String::from_utf8_lossy(&self.line)));
                return (Some(std::mem::take(self).line), "\r\n".to_owned());
            }
            0x08 | 0x7f => while self.line.pop().is_some_and(|octet| octet & 0xc0 == 0x80) {},
            CTRL_U => self.line.clear(),
            ESCAPE => self.in_sequence = true,
            octet if octet.is_ascii_control() && octet != b'\t' => {}
            octet => self.line.push(octet),
        }
        (None, self.redraw(&mask.get()))
    }

    /// The text that redraws the line on the screen.
    fn redraw(&mut self, mask: &InputMask) -> String {
        // A character is shown once all of its octets have arrived.
        let complete = match str::from_utf8(&self.line) {
            Err(error) if error.error_len().is_none() => &self.line[..error.valid_up_to()],
            _ => &self.line,
        };
        let text = String::from_utf8_lossy(complete).replace('\t', " ");
        let secrets = secrets_of_lines(&text, mask);
        let shown = self.mask.apply(&text, &secrets, None, GraphemeClusterMode::from_env());
        let is_same = |(old, new): &(char, char)| old == new;
        let same = self.shown.chars().zip(shown.chars()).take_while(is_same);
        let same: usize = same.map(|(old, _)| old.len_utf8()).sum();
        let (old, new) = (self.shown.split_off(same), &shown[same..]);
        let blanks = old.width().saturating_sub(new.width());
        let back = |columns| "\x08".repeat(columns);
        let written = format!("{}{new}{}{}", back(old.width()), " ".repeat(blanks), back(blanks));
        self.shown = shown;
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The row after these keys.
    fn row(keys: &str, mask: &SharedMask) -> String {
        let (mut typed, mut row, mut column) = (TypedLine::default(), Vec::new(), 0_usize);
        for octet in keys.bytes() {
            for c in typed.key(octet, mask).1.chars() {
                match c {
                    '\x08' => column -= 1,
                    c => {
                        row.resize(row.len().max(column + 1), ' ');
                        row[column] = c;
                        column += 1;
                    }
                }
            }
        }
        String::from_iter(row).trim_end().to_owned()
    }

    #[test]
    fn secrets_are_shown_as_stars() {
        for (keys, shown) in [
            ("noop", "noop"),
            ("login user hunter2", "login user *******"),
            ("login user hunter2\x7f\x7f", "login user *****"),
            ("login u\x7fuser \x1b[Dhunter2", "login user *******"),
            ("login user hunter2\x15check", "check"),
            (":set password hunter2", ":set password *******"),
            ("select 日本", "select 日本"),
        ] {
            assert_eq!(row(keys, &SharedMask::default()), shown, "{keys:?}");
        }
        let all = SharedMask::default();
        all.set(InputMask::All);
        assert_eq!(row("AGFi", &all), "****");
    }

    #[test]
    fn a_line_is_returned_as_it_was_typed() {
        let (mask, mut typed) = (SharedMask::default(), TypedLine::default());
        let lines = "login user 日\x7fx\rnoop\n".bytes();
        let lines: Vec<_> = lines.filter_map(|octet| typed.key(octet, &mask).0).collect();
        assert_eq!(lines, [&b"login user x"[..], b"noop"]);
    }
}
