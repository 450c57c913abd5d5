//! How marks name the two sides: by names, such as `Client:` and `Server:`, and by arrows in opposite
//! directions.

use super::arrows::{ARROWS, SHAFTS, is_arrow};
use crate::notation::prose::list_sign::is_step;

/// The names of both sides, the client's and the server's.
const OPPOSITES: &[(&str, &str)] = &[
    ("c", "s"),
    ("client", "server"),
    ("client", "serveur"),
    ("cliente", "servidor"),
    ("tx", "rx"),
    ("send", "recv"),
    ("sent", "received"),
    ("out", "in"),
    // As a server logs it.
    ("received", "sent"),
    ("クライアント", "サーバ"),
    ("クライアント", "サーバー"),
    ("客户端", "服务器"),
];

/// The name in a mark, in lower case, and the signs around it.
pub fn name_and_signs(mark: &str) -> (String, String) {
    let is_letter = |c: &char| c.is_alphabetic() || *c == 'ー';
    let (name, signs): (String, String) = mark.chars().partition(is_letter);
    (name.to_lowercase(), signs)
}

/// Whether these marks name the two sides (`Client:` and `Server:`), or are arrows in opposite directions.
pub fn are_opposites(client: &str, server: &str) -> bool {
    let ((client_name, client_signs), (server_name, server_signs)) =
        (name_and_signs(client), name_and_signs(server));
    let are_names = OPPOSITES.contains(&(&client_name, &server_name));
    let have_arrows = client_signs.contains(ARROWS);
    if have_arrows {
        let same = client_signs == server_signs;
        let mirrored = mirrored(&client_signs) == server_signs;
        (are_names && (same || mirrored)) || (client_name == server_name && !same && mirrored)
    } else {
        are_names && client_signs == server_signs
    }
}

/// Whether these are words of sentences rather than a pair of marks: `Then`, and below it `Server:`. A pair
/// without other signs than prose has the same signs on both sides, and a single name of a side counts only
/// if the listing shows an answer, `is_answered`.
pub fn are_words_of_prose(client: &str, server: &str, is_answered: bool) -> bool {
    // The sign of a list, a colon and a quote. A log also has the signs of times.
    const MOST_SIGNS: usize = 3;
    let is_plain = |mark: &str| {
        let (_, signs) = name_and_signs(mark);
        signs.chars().count() <= MOST_SIGNS && signs.chars().all(|c| ":：\"'`-–•·*.".contains(c))
    };
    let have_names = [client, server].map(is_name_of_side);
    let are_prose = match have_names {
        [true, true] => false,
        [false, false] => name_and_signs(client).1 != name_and_signs(server).1,
        _ => !is_answered || name_and_signs(client).1 != name_and_signs(server).1,
    };
    let are_words = [client, server].iter().all(|mark| mark.contains(char::is_alphabetic));
    are_prose && are_words && is_plain(client) && is_plain(server)
}

/// Whether these marks are nothing but arrows in opposite directions.
pub fn are_opposite_arrows(client: &str, server: &str) -> bool {
    is_arrow(client) && is_arrow(server) && are_opposites(client, server)
}

/// Whether the mark is a name of the client, or of a step. `c)` may be a list entry.
pub fn is_clients_name(mark: &str) -> bool {
    let (name, _) = name_and_signs(mark);
    name.len() > 2 && may_be_clients_name(&name)
}

/// Whether a name, in lower case, may be the client's.
pub fn may_be_clients_name(name: &str) -> bool {
    OPPOSITES.iter().any(|(client, _)| name == *client) || is_step(name)
}

/// Whether the mark is a name of one of the sides.
pub fn is_name_of_side(mark: &str) -> bool {
    let (name, _) = name_and_signs(mark);
    OPPOSITES.iter().any(|(client, server)| name == *client || name == *server)
}

/// The mark with its last arrow in the other direction: `conn1<<<` for `conn1>>>`.
pub fn with_arrow_turned(mark: &str) -> Option<String> {
    let is_of_arrow = |c: char| ARROWS.contains(&c) || SHAFTS.contains(&c);
    let before = mark.trim_end_matches(is_of_arrow);
    let arrow = &mark[before.len()..];
    is_arrow(arrow).then(|| format!("{before}{}", mirrored(arrow)))
}

/// An arrow in the other direction.
fn mirrored(signs: &str) -> String {
    let turned = |c: char| match ARROWS.iter().position(|arrow| *arrow == c) {
        // The arrows are listed in pairs.
        Some(at) => ARROWS[at ^ 1],
        None => c,
    };
    signs.chars().rev().map(turned).collect()
}

/// The words that are a mark without a sign, or with a number: `C1:`.
const ROLES: &str =
    "c s client server serveur tx rx send recv sent received クライアント サーバ サーバー";

/// Whether this word is a mark without a sign. Sentences begin with `In` and `Out`.
pub fn is_role(word: &str) -> bool {
    matches!(word, "OUT" | "IN") || ROLES.split(' ').any(|role| word.eq_ignore_ascii_case(role))
}
