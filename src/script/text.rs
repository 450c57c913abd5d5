//! Parts of a script's text. They share it, so that a script of many thousand commands is in
//! memory once.

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// A part of a text, and a share in the whole. It is used like a `str`.
#[derive(Clone)]
pub struct Text {
    whole: Rc<str>,
    from: usize,
    to: usize,
}

impl Text {
    /// A part of this part: best one that was cut out of it, any other is copied.
    pub fn part(&self, part: &str) -> Text {
        let within = (part.as_ptr() as usize).checked_sub(self.whole.as_ptr() as usize);
        let range = within.map(|from| (from, from + part.len()));
        match range {
            // What stands in the same memory is the same.
            Some((from, to)) if to <= self.whole.len() => Text {
                whole: self.whole.clone(),
                from,
                to,
            },
            _ => part.into(),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text {
            to: text.len(),
            whole: text.into(),
            from: 0,
        }
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        self.whole.get(self.from..self.to).unwrap_or_default()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_share_the_whole() {
        let whole = Text::from("a001 noop\na002 noop");
        let line = whole.part(&whole[10..]);
        let word = line.part(&line[5..]);
        assert_eq!((&*line, &*word), ("a002 noop", "noop"));
        assert_eq!(Rc::strong_count(&whole.whole), 3);
        assert_eq!(&*line.part("elsewhere"), "elsewhere");
        assert_eq!(&*word.part(""), "");
    }
}
