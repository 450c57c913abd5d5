//! Which characters of the typed text are secret, kept closed while the text is edited:
//! deleting the `l` of `login` must not open the password behind it.

use std::ops::Range;

/// The closed characters of the text as it was last drawn.
#[derive(Default)]
pub struct Masks {
    text: Vec<char>,
    closed: Vec<bool>,
}

impl Masks {
    /// A new line: nothing is closed.
    pub fn forget(&mut self) {
        *self = Masks::default();
    }

    /// Takes the text as it is now and the byte ranges that are secret by what it says.
    /// Returns for each character whether it is closed: by a range, or because it was.
    pub fn update(&mut self, text: &str, secret: &[Range<usize>]) -> &[bool] {
        let now: Vec<char> = text.chars().collect();
        let mut closed = self.carried(&now);
        for (at, (offset, _)) in text.char_indices().enumerate() {
            if secret.iter().any(|range| range.contains(&offset))
                && let Some(flag) = closed.get_mut(at)
            {
                *flag = true;
            }
        }
        self.text = now;
        self.closed = closed;
        &self.closed
    }

    /// What stays closed of the text before: the same characters at both ends, and what was put
    /// between them beside a closed one. Which of two equal neighbours was deleted can't be seen:
    /// either may be the one, and what is closed by one reading is closed.
    fn carried(&self, now: &[char]) -> Vec<bool> {
        let same = |pair: &(&char, &char)| pair.0 == pair.1;
        let shorter = self.text.len().min(now.len());
        let ends = |limit: usize| {
            let pairs = self.text.iter().rev().zip(now.iter().rev()).take(limit);
            pairs.take_while(same).count()
        };
        let head = self.text.iter().zip(now).take_while(same).count();
        let tail = ends(shorter);
        let first = self.aligned(now.len(), head, ends(shorter - head));
        let second = self.aligned(now.len(), head.min(shorter - tail), tail);
        first.iter().zip(second).map(|(a, b)| a | b).collect()
    }

    /// The same by one reading: so many characters at the start and at the end are the old ones.
    /// Where most of the secret is gone it is another text (history), and starts open.
    fn aligned(&self, length: usize, head: usize, tail: usize) -> Vec<bool> {
        let (before, rest) = self.closed.split_at(head);
        let (lost, after) = rest.split_at(rest.len() - tail);
        let count = |flags: &[bool]| flags.iter().filter(|closed| **closed).count();
        let put = length - head - tail;
        if put > 0 && count(lost) > count(before) + count(after) {
            return vec![false; length];
        }
        let beside = before.last() == Some(&true) || after.first() == Some(&true);
        let mut closed = before.to_vec();
        closed.extend(std::iter::repeat_n(beside, put));
        closed.extend_from_slice(after);
        closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Secret is what follows `login user `.
    fn secret(text: &str) -> Vec<Range<usize>> {
        match text.strip_prefix("login user ") {
            Some(_) => std::iter::once(11..text.len()).collect(),
            None => Vec::new(),
        }
    }

    fn shown(masks: &mut Masks, text: &str) -> String {
        let closed = masks.update(text, &secret(text)).to_vec();
        (text.chars().zip(closed))
            .map(|(c, closed)| if closed { '*' } else { c })
            .collect()
    }

    #[test]
    fn a_mask_stays_closed_while_the_verb_is_edited() {
        let mut masks = Masks::default();
        assert_eq!(shown(&mut masks, "login user pass"), "login user ****");
        assert_eq!(shown(&mut masks, "ogin user pass"), "ogin user ****");
        assert_eq!(shown(&mut masks, "user pass"), "user ****");
        assert_eq!(shown(&mut masks, "user paXss"), "user *****");
        assert_eq!(shown(&mut masks, "user paXssY"), "user ******");
        assert_eq!(shown(&mut masks, "auser paXssY"), "auser ******");
    }

    #[test]
    fn a_line_of_history_is_judged_by_itself() {
        let mut masks = Masks::default();
        shown(&mut masks, "login user pass");
        assert_eq!(shown(&mut masks, "fetch 1 flags"), "fetch 1 flags");
        assert_eq!(shown(&mut masks, "login user pass"), "login user ****");
        masks.forget();
        assert_eq!(shown(&mut masks, "user pass"), "user pass");
    }

    proptest! {
        /// One deletion anywhere outside the secret never opens a character of it.
        #[test]
        fn deletions_open_nothing(word in "[a-z]{1,8}", cuts in prop::collection::vec(0usize..11, 1..11)) {
            let mut masks = Masks::default();
            let mut text = format!("login user {word}");
            shown(&mut masks, &text);
            for cut in cuts {
                let open = text.len() - word.len();
                if open == 0 { break; }
                text.remove(cut % open);
                let seen = shown(&mut masks, &text);
                prop_assert!(seen.ends_with(&"*".repeat(word.len())), "{seen}");
            }
        }

        /// Any two texts, any ranges: as many flags as characters, and no panic.
        #[test]
        fn flags_fit_the_text(one in ".{0,20}", two in ".{0,20}", from in 0usize..30, to in 0usize..30) {
            let mut masks = Masks::default();
            prop_assert_eq!(masks.update(&one, std::slice::from_ref(&(from..to))).len(), one.chars().count());
            prop_assert_eq!(masks.update(&two, &[]).len(), two.chars().count());
        }
    }
}
