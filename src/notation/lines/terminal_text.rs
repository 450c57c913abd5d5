//! The text that a terminal shows for a line of its recording, such as one made by `script(1)`.

/// The text that a terminal shows of this line, if it has a backspace or an escape sequence: without
/// overwritten and deleted characters, colors and titles (ECMA-48, section 8.3).
pub fn shown(line: &str) -> Option<String> {
    is_edited(line).then_some(())?;
    let mut row = Row::default();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\x08' => row.move_left(1),
            '\r' => row.cursor = 0,
            '\x07' => {}
            '\x1b' => match chars.next() {
                Some('[') => {
                    let mut parameters = String::new();
                    let function = chars.find(|c| {
                        let is_last = matches!(c, '@'..='~');
                        parameters.extend((!is_last).then_some(*c));
                        is_last
                    });
                    row.control(&parameters, function);
                }
                // A title, up to BEL or ESC \.
                Some(']') => drop(chars.find(|c| matches!(c, '\x07' | '\\'))),
                // A character set.
                Some('(' | ')') => drop(chars.next()),
                _ => {}
            },
            c => row.write(c),
        }
    }
    Some(row.cells.into_iter().collect())
}

/// Whether a line has a backspace or an escape sequence.
pub fn is_edited(line: impl AsRef<[u8]>) -> bool {
    memchr::memchr2(b'\x08', b'\x1b', line.as_ref()).is_some()
}

/// A row of a terminal.
#[derive(Default)]
struct Row {
    cells: Vec<char>,
    /// At most the number of cells.
    cursor: usize,
}

impl Row {
    fn write(&mut self, c: char) {
        match self.cells.get_mut(self.cursor) {
            Some(cell) => *cell = c,
            None => self.cells.push(c),
        }
        self.cursor += 1;
    }

    fn move_left(&mut self, cells: usize) {
        self.cursor = self.cursor.saturating_sub(cells);
    }

    /// Performs a control function with a `[`: those that a shell's line editor uses.
    fn control(&mut self, parameters: &str, function: Option<char>) {
        let count = parameters.parse().unwrap_or(1);
        let cells_after = self.cells.len() - self.cursor;
        match function {
            Some('C') => self.cursor += cells_after.min(count),
            Some('D') => self.move_left(count),
            Some('K') if matches!(parameters, "" | "0") => self.cells.truncate(self.cursor),
            Some('P') => drop(self.cells.drain(self.cursor..self.cursor + cells_after.min(count))),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_was_rubbed_out_is_gone() {
        for (line, text) in [
            ("select in\x08\x08\x08\x08 inbox", "selec inbox"),
            ("noox\x08 \x08p", "noop"),
            ("noox\x08\x1b[Kp", "noop"),
            ("\x1b[1muser@host\x1b[0m:~$ ls\x1b]0;title\x07", "user@host:~$ ls"),
            ("nop\x1b[D\x1b[Dno", "nno"),
            ("noop\x1b[3D\x1b[P", "nop"),
            ("a1 x\ra1 noop\x1b(B", "a1 noop"),
            ("a\x1b[99999999999999999999Cb\x1b[4096Cc\x1b[999Dz", "zbc"),
            ("\x08\x08\x1b[", ""),
        ] {
            assert_eq!(shown(line).as_deref(), Some(text), "{line:?}");
        }
        assert_eq!(shown("a1 noop"), None);
    }
}
