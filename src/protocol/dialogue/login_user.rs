//! The name of the user in what the client sends to log in.

use crate::protocol::compose::{AfterLine, Content};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::sasl;
use crate::protocol::typed_line::CommandLine;

/// The name in the first line of a LOGIN, or of an AUTHENTICATE with an initial response. `None`: it
/// is sent later, or encrypted.
pub(super) fn in_command(line: &str, following: &AfterLine) -> Option<String> {
    let line = CommandLine::parse(line);
    let arguments = line.arguments.trim_start();
    match line.spec?.name {
        "LOGIN" => {
            let argument = first_argument(arguments)?;
            match (LiteralAnnouncement::at_end(argument.as_bytes()), following) {
                (None, _) => Some(argument),
                (Some(_), AfterLine::Literal(Content::Octets(octets), _)) => {
                    String::from_utf8(octets.clone()).ok()
                }
                (Some(_), _) => None,
            }
        }
        "AUTHENTICATE" => {
            let (mechanism, response) = arguments.split_once(' ')?;
            sasl::user(mechanism, 0, response)
        }
        _ => None,
    }
}

/// The first argument, without quotes.
fn first_argument(arguments: &str) -> Option<String> {
    let Some(quoted) = arguments.strip_prefix('"') else {
        return arguments.split_ascii_whitespace().next().map(str::to_owned);
    };
    let (mut argument, mut chars) = (String::new(), quoted.chars());
    loop {
        match chars.next()? {
            '"' => return Some(argument),
            '\\' => argument.push(chars.next()?),
            c => argument.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_of_a_login() {
        for (line, user) in [
            ("a1 login taro x", Some("taro")),
            (r#"a1 LOGIN "ta\"ro" x"#, Some("ta\"ro")),
            ("a1 login {5}", None),
            ("a1 login taro {5}", Some("taro")),
            ("a1 authenticate PLAIN AHRhcm8AeA==", Some("taro")),
            ("a1 authenticate plain", None),
            ("a1 authenticate cram-md5 AHRhcm8AeA==", None),
            ("a1 select taro", None),
        ] {
            let found = in_command(line, &AfterLine::End);
            assert_eq!(found.as_deref(), user, "{line}");
        }
    }
}
