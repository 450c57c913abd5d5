//! Secrets of the client's lines that a server repeats in the text of a refusal.

use super::Listing;
use crate::notation::LineKind;
use crate::protocol::framing::Status;
use crate::protocol::sasl;
use crate::protocol::secrets::Placeholder;

/// The fewest characters of a secret that are hidden elsewhere: fewer may be a part of ordinary words.
const MIN_CHARACTERS: usize = 4;
/// The most secrets that are looked for.
const MAX_SECRETS: usize = 50;

/// A secret and what replaces it.
struct Secret {
    text: String,
    placeholder: Placeholder,
}

/// Hides the secrets of the lines above in the texts of NO, BAD and BYE.
pub(super) fn hide_repeated(listing: &mut Listing) {
    let mut secrets: Vec<Secret> = Vec::new();
    for index in 0..listing.decisions.len().min(listing.written.len()) {
        if !listing.is(index, LineKind::Server) {
            let secret = Secret::of(&listing.written[index], &listing.shown(index));
            let Some(secret) = secret.filter(|_| secrets.len() < MAX_SECRETS) else { continue };
            secrets.extend(secret.decoded(secrets.last()));
            secrets.push(secret);
        } else if let Some(text) = text_of_refusal(&listing.said[index]).map(str::to_owned) {
            let hidden = secrets.iter().fold(text.clone(), |text, secret| secret.hide(&text));
            for line in [&mut listing.said[index], &mut listing.written[index]] {
                if let Some(before) = line.trim_end().strip_suffix(&text) {
                    *line = before.to_owned() + &hidden;
                }
            }
        }
    }
}

/// The text after the status.
fn text_of_refusal(said: &str) -> Option<&str> {
    let mut words = said.trim().splitn(3, ' ').skip(1);
    let is_refusal =
        |word: &[u8]| matches!(Status::parse(word), Some(Status::No | Status::Bad | Status::Bye));
    words.next().filter(|word| is_refusal(word.as_bytes()))?;
    words.next()
}

impl Secret {
    /// The secret of the line, if it is long enough. `masked`: the line without it.
    fn of(line: &str, masked: &str) -> Option<Secret> {
        let (line, masked) = (line.trim_end(), masked.trim_end());
        let hidden = Placeholder::all_in(masked.as_bytes());
        let (text, placeholder) = { hidden }.find_map(|it| {
            let text = line.strip_prefix(&masked[..it.start])?.strip_suffix(&masked[it.end..])?;
            Some((text.trim_matches('"'), Placeholder::at_start(&masked.as_bytes()[it.start..])?))
        })?;
        let is_long = text.chars().nth(MIN_CHARACTERS - 1).is_some();
        is_long.then(|| Secret { text: text.to_owned(), placeholder })
    }

    /// What this answer to AUTHENTICATE encodes. LOGIN's first answer is the name of the user; `above`: the last
    /// secret above it.
    fn decoded(&self, above: Option<&Secret>) -> Option<Secret> {
        let is_answer = |it: &Secret| it.placeholder == Placeholder::Sasl;
        let is_alone = |it: &Secret| is_answer(it) && !sasl::is_answer_with_secret(&it.text);
        let text = sasl::decoded_secret(&self.text).filter(|_| is_answer(self))?;
        let is_name = is_alone(self) && !above.is_some_and(is_alone);
        let is_long = text.chars().nth(MIN_CHARACTERS - 1).is_some();
        (is_long && !is_name).then_some(Secret { text, placeholder: Placeholder::Password })
    }

    /// The text with the placeholder for the secret, where it is not a part of a word.
    fn hide(&self, text: &str) -> String {
        let mut hidden = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(&*self.text) {
            let ends = [before.chars().next_back(), after.chars().next()];
            let is_part = ends.into_iter().flatten().any(char::is_alphanumeric);
            hidden += before;
            hidden += if is_part { &self.text } else { self.placeholder.text() };
            rest = after;
        }
        hidden + rest
    }
}
