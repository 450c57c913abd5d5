//! The value of a command's first argument: the user of a login, the mailbox of a SELECT, RENAME or DELETE.

use crate::protocol::commands::CommandSpec;
use crate::protocol::compose::{AfterLine, Content};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::sasl;
use crate::protocol::strings;
use crate::protocol::typed_line::CommandLine;

/// The first argument of a command, if its first line shows it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FirstArgument {
    Known(String),
    /// It is a literal that has not been typed yet.
    Typed,
    /// It is not needed, not text, or missing. The user of an AUTHENTICATE is often in a response, or
    /// encrypted.
    Unknown,
}

/// Whether [`in_command`] looks for the first argument of this command.
pub(super) fn is_of_interest(spec: &CommandSpec) -> bool {
    matches!(spec.name, "LOGIN" | "AUTHENTICATE" | "SELECT" | "EXAMINE" | "RENAME" | "DELETE")
}

/// The first argument in the first line of a LOGIN, SELECT, EXAMINE, RENAME or DELETE, or the user in that of an
/// AUTHENTICATE with an initial response.
pub(super) fn in_command(line: &str, following: &AfterLine) -> FirstArgument {
    let line = CommandLine::parse(line);
    let arguments = line.arguments.trim_start();
    let argument = match line.spec.map(|spec| spec.name) {
        Some("LOGIN" | "SELECT" | "EXAMINE" | "RENAME" | "DELETE") => first_of(arguments),
        Some("AUTHENTICATE") => {
            let initial = arguments.split_once(' ');
            initial.and_then(|(mechanism, response)| sasl::user(mechanism, 0, response))
        }
        _ => None,
    };
    let Some(argument) = argument else {
        return FirstArgument::Unknown;
    };
    let announced = LiteralAnnouncement::at_end(argument.as_bytes());
    match (announced.filter(|literal| literal.length == argument.len()), following) {
        (None, _) => FirstArgument::Known(argument),
        (Some(_), AfterLine::TypedLiteral(_)) => FirstArgument::Typed,
        (Some(_), AfterLine::Literal(Content::Octets(octets), _)) => {
            let text = String::from_utf8(octets.clone());
            text.map_or(FirstArgument::Unknown, FirstArgument::Known)
        }
        (Some(_), _) => FirstArgument::Unknown,
    }
}

/// The first argument, without quotes.
fn first_of(arguments: &str) -> Option<String> {
    if !arguments.starts_with('"') {
        return arguments.split_ascii_whitespace().next().map(str::to_owned);
    }
    let end = strings::quoted_length(arguments.as_bytes())?;
    let inside = strings::unescaped(&arguments.as_bytes()[1..end - 1]);
    String::from_utf8(inside.into_owned()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_or_the_mailbox_in_a_line_is_found() {
        let known = |argument: &str| FirstArgument::Known(argument.to_owned());
        for (line, argument) in [
            ("a1 login taro x", known("taro")),
            (r#"a1 LOGIN "ta\"ro" x"#, known("ta\"ro")),
            ("a1 login taro {5}", known("taro")),
            (r#"a1 login "" x"#, known("")),
            ("a1 login", FirstArgument::Unknown),
            ("a1 authenticate PLAIN AHRhcm8AeA==", known("taro")),
            ("a1 authenticate plain", FirstArgument::Unknown),
            ("a1 authenticate external AHRhcm8AeA==", FirstArgument::Unknown),
            ("a1 select \"Old Mail\" (condstore)", known("Old Mail")),
            ("a1 examine x{5}", known("x{5}")),
            ("a1 rename \"Old\" New", known("Old")),
            ("a1 create taro", FirstArgument::Unknown),
        ] {
            assert_eq!(in_command(line, &AfterLine::End), argument, "{line}");
        }
        let literal = |octets: &[u8]| {
            AfterLine::Literal(Content::Octets(octets.to_vec()), Default::default())
        };
        assert_eq!(in_command("a1 select {5}", &literal(b"inbox")), known("inbox"));
        assert_eq!(in_command("a1 select {1}", &literal(b"\xff")), FirstArgument::Unknown);
        let announced = LiteralAnnouncement::at_end(b"{5+}").expect("an announcement");
        let typed = AfterLine::TypedLiteral(announced);
        assert_eq!(in_command("a1 login {5+}", &typed), FirstArgument::Typed);
    }
}
