//! Hides the secrets of the typed text. Hidden text stays hidden while the line is edited: deleting the
//! `l` of `login` must not show the password after it. A hidden word stays hidden when a key moves it,
//! for example by exchanging words or inserting cut text.

use rustyline::GraphemeClusterMode;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The text as it was last drawn, and which of its characters were hidden.
#[derive(Clone, Default)]
pub struct SecretMask {
    text: Vec<char>,
    hidden: Vec<bool>,
    /// Whether something is hidden only until the text continues after it.
    is_until_continued: bool,
    /// Whether the text was changed elsewhere than at its end, so that what is hidden may have lost the place
    /// where it was a secret.
    is_edited: bool,
    /// Hidden words that a change has removed from their place.
    moved: Vec<Vec<char>>,
}

/// The maximum length of a text in which they are searched for: an edited line, not a long paste.
const MAX_SEARCHED: usize = 4096;

/// The maximum number of such words.
const MAX_MOVED: usize = 16;

/// The minimum length of a word that is hidden elsewhere: shorter ones occur in many other words.
const MIN_MOVED: usize = 2;

impl SecretMask {
    /// The text for the screen. `secrets`: the byte ranges in it that are secret; `at_end`: one that is
    /// hidden until the text continues after it. Hidden characters become stars of the same width. Control
    /// characters are left out: rustyline counts no columns for them, and a paste must not control the
    /// terminal.
    pub fn apply(
        &mut self,
        text: &str,
        secrets: &[Range<usize>],
        at_end: Option<Range<usize>>,
        mode: GraphemeClusterMode,
    ) -> String {
        let is_until_continued = at_end.is_some();
        let secrets: Vec<_> = secrets.iter().cloned().chain(at_end).collect();
        self.update(text, &secrets);
        self.is_until_continued = is_until_continued;
        let mut hidden = self.hidden.iter();
        let mut shown = String::with_capacity(text.len());
        for cluster in text.graphemes(true) {
            let flags = hidden.by_ref().take(cluster.chars().count());
            let is_hidden = flags.fold(false, |any, flag| any | flag);
            match cluster {
                "\n" | "\t" => shown.push_str(cluster),
                _ if is_hidden => {
                    let width = usize::from(mode.width(cluster));
                    shown.extend(std::iter::repeat_n('*', width));
                }
                _ => shown.extend(cluster.chars().filter(|c| !c.is_control())),
            }
        }
        shown
    }

    /// For each character of this text, whether it is hidden. Everything is, if the text is not the last one.
    pub fn hidden_in(&self, text: &str) -> Vec<bool> {
        if text.chars().eq(self.text.iter().copied()) {
            self.hidden.clone()
        } else {
            vec![true; text.chars().count()]
        }
    }

    /// Whether the text was changed elsewhere than at its end.
    pub fn is_edited(&self) -> bool {
        self.is_edited
    }

    /// Whether a character of the text is hidden.
    pub fn hides_any(&self) -> bool {
        self.hidden.contains(&true)
    }

    /// Replaces the text; `secrets` are the byte ranges in it that are secret. Returns for each
    /// character whether it is hidden: because of a range, or because it was hidden before.
    fn update(&mut self, text: &str, secrets: &[Range<usize>]) -> &[bool] {
        let new: Vec<char> = text.chars().collect();
        let is_continued = new.len() > self.text.len() && new.starts_with(&self.text);
        self.is_edited |= !new.starts_with(&self.text) && !self.text.starts_with(&new);
        let mut hidden = if self.is_until_continued && is_continued {
            vec![false; new.len()]
        } else {
            self.still_hidden(&new)
        };
        for (flag, (offset, _)) in hidden.iter_mut().zip(text.char_indices()) {
            *flag |= secrets.iter().any(|range| range.contains(&offset));
        }
        if !self.is_until_continued && self.text.len().max(new.len()) <= MAX_SEARCHED {
            self.remember_moved(&new, &hidden);
        }
        for word in &self.moved {
            hide_word(word, &new, &mut hidden);
        }
        self.text = new;
        self.hidden = hidden;
        &self.hidden
    }

    /// Remembers the hidden words of the old text that are not hidden in the new one.
    fn remember_moved(&mut self, new: &[char], hidden: &[bool]) {
        let kept: Vec<&[char]> = hidden_words(new, hidden).collect();
        let contains = |longer: &[char], word: &[char]| {
            word.len() <= longer.len() && longer.windows(word.len()).any(|part| part == word)
        };
        for word in hidden_words(&self.text, &self.hidden) {
            let is_known = self.moved.iter().any(|known| contains(known, word));
            let is_kept = kept.iter().any(|longer| contains(longer, word));
            if word.len() >= MIN_MOVED && !is_known && !is_kept && self.moved.len() < MAX_MOVED {
                self.moved.push(word.to_vec());
            }
        }
    }

    /// Which characters of the new text stay hidden. Both texts are taken to have the same start and
    /// the same end, and a changed part between them. The border between them may be ambiguous (which `s`
    /// of `pass` was deleted?), so this tries the longest start and the longest end, and hides what either
    /// of them hides.
    fn still_hidden(&self, new: &[char]) -> Vec<bool> {
        let equal = |pair: &(&char, &char)| pair.0 == pair.1;
        let shorter = self.text.len().min(new.len());
        let common_end = |limit: usize| {
            let pairs = self.text.iter().rev().zip(new.iter().rev()).take(limit);
            pairs.take_while(equal).count()
        };
        let start = self.text.iter().zip(new).take_while(equal).count();
        let end = common_end(shorter);
        let longest_start = self.kept(new.len(), start, common_end(shorter - start));
        let longest_end = self.kept(new.len(), start.min(shorter - end), end);
        (longest_start.iter().zip(longest_end).map(|(a, b)| a | b)).collect()
    }

    /// Which of `length` characters stay hidden if `start` characters at the start and `end` at the
    /// end are the old ones. Inserted characters are hidden if a neighbor is. If most of the hidden
    /// characters were replaced, it is another text, from the history, and nothing stays hidden.
    fn kept(&self, length: usize, start: usize, end: usize) -> Vec<bool> {
        let (before, rest) = self.hidden.split_at(start);
        let (replaced, after) = rest.split_at(rest.len() - end);
        let count = |flags: &[bool]| flags.iter().filter(|hidden| **hidden).count();
        let inserted = length - start - end;
        if inserted > 0 && count(replaced) > count(before) + count(after) {
            return vec![false; length];
        }
        let beside_hidden = before.last() == Some(&true) || after.first() == Some(&true);
        let mut hidden = before.to_vec();
        hidden.extend(std::iter::repeat_n(beside_hidden, inserted));
        hidden.extend_from_slice(after);
        hidden
    }
}

/// The words in the hidden parts of a text.
fn hidden_words<'t>(text: &'t [char], hidden: &'t [bool]) -> impl Iterator<Item = &'t [char]> {
    let mut at = 0;
    let is_in_word = |at: usize| hidden.get(at) == Some(&true) && text[at].is_alphanumeric();
    std::iter::from_fn(move || {
        let start = (at..text.len()).find(|&at| is_in_word(at))?;
        at = (start..text.len()).find(|&at| !is_in_word(at)).unwrap_or(text.len());
        Some(&text[start..at])
    })
}

/// Hides all occurrences of a word in the text, in any case: a key may have changed the case too.
fn hide_word(word: &[char], text: &[char], hidden: &mut [bool]) {
    let is_same = |(one, other): (&char, &char)| one.to_lowercase().eq(other.to_lowercase());
    let mut at = 0;
    while let Some(part) = text.get(at..at + word.len()) {
        if part.iter().zip(word).all(is_same) {
            hidden[at..at + word.len()].fill(true);
            at += word.len();
        } else {
            at += 1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text after `login user ` is secret.
    fn secret(text: &str) -> Vec<Range<usize>> {
        match text.strip_prefix("login user ") {
            Some(_) => std::iter::once(11..text.len()).collect(),
            None => Vec::new(),
        }
    }

    fn shown(mask: &mut SecretMask, text: &str) -> String {
        let hidden = mask.update(text, &secret(text)).to_vec();
        (text.chars().zip(hidden)).map(|(c, hidden)| if hidden { '*' } else { c }).collect()
    }

    /// The shown text, with the secret of a LOGIN by any user masked.
    fn shown_any(mask: &mut SecretMask, text: &str) -> String {
        let second = text.match_indices(' ').nth(1).filter(|_| text.starts_with("login "));
        let secrets: Vec<_> = second.map(|(at, _)| at + 1..text.len()).into_iter().collect();
        let hidden = mask.update(text, &secrets).to_vec();
        (text.chars().zip(hidden)).map(|(c, hidden)| if hidden { '*' } else { c }).collect()
    }

    #[test]
    fn a_secret_stays_hidden_while_the_verb_is_edited() {
        let mut mask = SecretMask::default();
        assert_eq!(shown(&mut mask, "login user pass"), "login user ****");
        assert_eq!(shown(&mut mask, "ogin user pass"), "ogin user ****");
        assert_eq!(shown(&mut mask, "user pass"), "user ****");
        assert_eq!(shown(&mut mask, "user paXss"), "user *****");
        assert_eq!(shown(&mut mask, "user paXssY"), "user ******");
        assert_eq!(shown(&mut mask, "auser paXssY"), "auser ******");
    }

    #[test]
    fn a_secret_stays_hidden_wherever_a_key_moves_it() {
        for (changes, seen) in [
            // Alt-t exchanges two words, again and again.
            (&["login hunter6 user"][..], "login ******* ****"),
            (&["hunter6 login user"], "******* login user"),
            (&["login user hunter6", "login hunter6 user"], "login ******* ****"),
            (&["login hunter6 user", "hunter6 login user"], "******* login ****"),
            // It is cut, and inserted elsewhere, or typed on.
            (&["login user ", "login ", "hunter6login "], "*******login "),
            (&["login user ", "login user", "login hunter6user"], "login *******user"),
            (&["", "hunter6"], "*******"),
            // In capitals.
            (&["login user HUNTER6", "login Hunter6 user"], "login ******* ****"),
        ] {
            let mut mask = SecretMask::default();
            shown(&mut mask, "login user hunter6");
            let last = changes.iter().map(|text| shown_any(&mut mask, text)).last();
            assert_eq!(last.as_deref(), Some(seen), "{changes:?}");
        }
        // A part of it.
        let mut mask = SecretMask::default();
        shown_any(&mut mask, "login user hun-ter6");
        shown_any(&mut mask, "login user hun-");
        assert_eq!(shown_any(&mut mask, "login ter6 user hun-"), "login **** *********");
        // The secret that is typed again, or corrected, is not another word.
        let mut mask = SecretMask::default();
        for text in
            ["login user h", "login user hu", "login user hun", "login user hu", "login user"]
        {
            shown(&mut mask, text);
        }
        assert_eq!(mask.moved, [vec!['h', 'u', 'n']]);
    }

    #[test]
    fn text_hidden_at_the_end_is_shown_when_the_line_continues() {
        let mut mask = SecretMask::default();
        let mut shown =
            |text: &str, at_end| mask.apply(text, &[], at_end, GraphemeClusterMode::Unicode);
        assert_eq!(shown(":set box", Some(5..8)), ":set ***");
        assert_eq!(shown(":set boxes", Some(5..10)), ":set *****");
        // The verb is edited: the word may still be a secret.
        assert_eq!(shown("set boxes", None), "set *****");
        assert_eq!(shown(":set boxes", Some(5..10)), ":set *****");
        assert_eq!(shown(":set boxes A", None), ":set boxes A");
    }

    #[test]
    fn a_line_from_the_history_starts_with_nothing_hidden() {
        let mut mask = SecretMask::default();
        shown(&mut mask, "login user pass");
        assert_eq!(shown(&mut mask, "fetch 1 flags"), "fetch 1 flags");
        assert_eq!(shown(&mut mask, "login user pass"), "login user ****");
        mask = SecretMask::default();
        assert_eq!(shown(&mut mask, "user pass"), "user pass");
    }

    proptest! {
        /// A deletion outside the secret never shows a character of it.
        #[test]
        fn deletions_show_nothing(word in "[a-z]{1,8}", cuts in prop::collection::vec(0usize..11, 1..11)) {
            let mut mask = SecretMask::default();
            let mut text = format!("login user {word}");
            shown(&mut mask, &text);
            for cut in cuts {
                let visible = text.len() - word.len();
                if visible == 0 { break; }
                text.remove(cut % visible);
                let seen = shown(&mut mask, &text);
                prop_assert!(seen.ends_with(&"*".repeat(word.len())), "{seen}");
            }
        }

        /// There is a flag for each character, for any texts and ranges.
        #[test]
        fn flags_fit_the_text(one in ".{0,20}", two in ".{0,20}", from in 0usize..30, to in 0usize..30) {
            let mut mask = SecretMask::default();
            prop_assert_eq!(mask.update(&one, std::slice::from_ref(&(from..to))).len(), one.chars().count());
            prop_assert_eq!(mask.update(&two, &[]).len(), two.chars().count());
        }
    }
}
