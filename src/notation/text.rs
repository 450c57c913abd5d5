//! Parts of a script's text. They share it, so that a script of many thousand commands is in
//! memory once.

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// A part of a text, and a share in the whole, of at most 4 GiB. It is used like a `str`. A script
/// has one for each of its commands, so it is kept small.
#[derive(Clone)]
pub struct Text {
    whole: Rc<Box<str>>,
    from: u32,
    to: u32,
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
                from: narrow(from),
                to: narrow(to),
            },
            _ => part.into(),
        }
    }
}

/// Whoever makes a text sees to it that it is not larger.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text {
            to: narrow(text.len()),
            whole: Rc::new(text.into()),
            from: 0,
        }
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        let range = self.from as usize..self.to as usize;
        self.whole.get(range).unwrap_or_default()
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
