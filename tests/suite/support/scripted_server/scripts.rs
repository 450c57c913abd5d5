//! Scripts for a scripted server that more than one test uses.

use super::{Outcome, Peer};

/// Sends nothing, until the client closes the connection.
pub fn sends_nothing(peer: &mut Peer) -> Outcome {
    peer.read_to_end().map(drop)
}

/// Sends an OK greeting, and nothing more until the client closes the connection.
pub fn sends_only_a_greeting(peer: &mut Peer) -> Outcome {
    peer.send("* OK ready\r\n")?;
    peer.read_to_end().map(drop)
}

/// Sends an OK greeting and answers a LOGOUT.
pub fn greets_and_logs_out(peer: &mut Peer) -> Outcome {
    peer.send("* OK ready\r\n")?;
    peer.expect_logout()
}

/// Completes every command with OK, except `nope` (NO), `bad` and `lgoin` (BAD). It requests
/// literals, one answer to AUTHENTICATE, and the line that ends IDLE.
pub fn accepts_everything(peer: &mut Peer) -> Outcome {
    peer.send("* OK ready\r\n")?;
    loop {
        let mut line = peer.read_line()?;
        let (tag, command) = line.split_once(' ').unwrap_or_default();
        let (tag, command) = (tag.to_owned(), command.to_ascii_lowercase());
        while let Some(length) = announced_literal(&line) {
            peer.send("+ go on\r\n")?;
            peer.read_octets(length)?;
            line = peer.read_line()?;
        }
        match command.split(' ').next().unwrap_or_default() {
            "logout" => {
                peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                return peer.close();
            }
            "idle" => {
                peer.send("+ idling\r\n")?;
                peer.read_line()?;
                peer.send(format!("{tag} OK done\r\n"))?;
            }
            "authenticate" => {
                let has_initial_response = command.split(' ').count() > 2;
                if !has_initial_response {
                    peer.send("+ \r\n")?;
                    peer.read_line()?;
                }
                peer.send(format!("{tag} OK in\r\n"))?;
            }
            "nope" => peer.send(format!("{tag} NO not today\r\n"))?,
            "bad" | "lgoin" => peer.send(format!("{tag} BAD what\r\n"))?,
            _ => peer.send(format!("{tag} OK done\r\n"))?,
        }
    }
}

/// The length of the literal that a line ends with.
fn announced_literal(line: &str) -> Option<usize> {
    let number = line.strip_suffix('}')?.rsplit_once('{')?.1;
    number.parse().ok()
}
