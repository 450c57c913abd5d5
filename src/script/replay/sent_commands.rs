//! The commands of a script that were sent and not yet judged.

use super::failures::ScriptPosition;
use std::collections::VecDeque;

pub struct SentCommand {
    pub place: ScriptPosition,
    pub is_logout: bool,
    pub meant_to_fail: bool,
}

/// Commands sorted by their number in the dialogue. A pipeline has thousands, and most are completed in
/// the order in which they were sent.
#[derive(Default)]
pub struct SentCommands(VecDeque<(u64, SentCommand)>);

impl SentCommands {
    pub fn insert(&mut self, number: u64, sent: SentCommand) {
        match self.find(number) {
            Ok(index) => self.0[index] = (number, sent),
            Err(index) if index == self.0.len() => self.0.push_back((number, sent)),
            Err(index) => self.0.insert(index, (number, sent)),
        }
    }

    pub fn remove(&mut self, number: u64) -> Option<SentCommand> {
        let removed = match self.find(number).ok()? {
            0 => self.0.pop_front(),
            index => self.0.remove(index),
        };
        removed.map(|(_, sent)| sent)
    }

    pub fn contains(&self, number: u64) -> bool {
        self.find(number).is_ok_and(|index| self.0.get(index).is_some_and(|it| it.0 == number))
    }

    pub fn pop_last(&mut self) -> Option<SentCommand> {
        self.0.pop_back().map(|(_, sent)| sent)
    }

    pub fn last(&self) -> Option<&SentCommand> {
        self.0.back().map(|(_, sent)| sent)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &(u64, SentCommand)> {
        self.0.iter()
    }

    pub fn into_values(self) -> impl Iterator<Item = SentCommand> {
        self.0.into_iter().map(|(_, sent)| sent)
    }

    /// The index of the command with this number, or where it would be.
    fn find(&self, number: u64) -> Result<usize, usize> {
        match (self.0.front(), self.0.back()) {
            (Some((first, _)), _) if *first == number => Ok(0),
            (_, Some((last, _))) if *last < number => Err(self.0.len()),
            _ => self.0.binary_search_by_key(&number, |(number, _)| *number),
        }
    }
}
