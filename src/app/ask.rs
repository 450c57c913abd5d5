//! Asking for what a script needs and nobody has given: the user's name, and the password, unseen.

use crate::console::Variables;
use crate::texts::Texts;
use std::fs::OpenOptions;
use std::io::{self, BufRead, BufReader, Write};

/// Asks at the terminal for the variable with this name. False: it is none that is asked for,
/// there is no terminal, or nothing was answered.
pub fn ask(name: &str, variables: &Variables, texts: &Texts) -> bool {
    let answer = match name {
        "user" => read_seen(&texts.get("ask-user")),
        "password" => rpassword::prompt_password(texts.get("ask-password")),
        _ => return false,
    };
    match answer {
        Ok(answer) if !answer.is_empty() => {
            variables.set(name, answer);
            true
        }
        _ => false,
    }
}

fn read_seen(prompt: &str) -> io::Result<String> {
    let mut terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    terminal.write_all(prompt.as_bytes())?;
    let mut line = String::new();
    BufReader::new(terminal).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}
