//! SORT (RFC 5256).

use super::ServerSession;
use super::search::FoundMessage;
use crate::practice::grammar::{SortCriterion, SortKey};
use crate::practice::mime::sort_fields;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::messages::StoredMessage;
use jiff::Timestamp;
use std::cmp::Ordering;

/// What is compared for one criterion.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortValue {
    Number(i64),
    Text(String),
}

impl ServerSession {
    /// Sorts messages of the view. Equal ones stay in the order of their numbers.
    pub fn sort_found(
        &mut self,
        found: Vec<FoundMessage>,
        criteria: &[SortCriterion],
    ) -> Result<Vec<FoundMessage>, SessionEnd> {
        let view = match &self.selected {
            Some(selected) => selected.view.clone(),
            None => return Ok(found),
        };
        let mut valued = Vec::with_capacity(found.len());
        for (index, found) in found.into_iter().enumerate() {
            if index % 1000 == 0 {
                self.check_client()?;
            }
            let stored = view.by_uid(found.uid);
            let value = |criterion: &SortCriterion| stored.map(|it| sort_value(it, criterion.key));
            valued.push((criteria.iter().map(value).collect::<Vec<_>>(), found));
        }
        valued.sort_by(|(one, _), (other, _)| {
            let orders = criteria
                .iter()
                .zip(one.iter().zip(other))
                .map(|(criterion, (a, b))| if criterion.reverse { b.cmp(a) } else { a.cmp(b) });
            orders.fold(Ordering::Equal, Ordering::then)
        });
        Ok(valued.into_iter().map(|(_, found)| found).collect())
    }
}

/// When a message was sent: by its Date field, or else by INTERNALDATE (RFC 5256, section 2.2).
pub fn sent(stored: &StoredMessage) -> Timestamp {
    let message = &stored.message;
    sort_fields::sent(&message.octets).unwrap_or_else(|| message.date.timestamp())
}

fn sort_value(stored: &StoredMessage, key: SortKey) -> SortValue {
    let octets = &stored.message.octets;
    match key {
        SortKey::Arrival => SortValue::Number(stored.message.date.timestamp().as_second()),
        SortKey::Date => SortValue::Number(sent(stored).as_second()),
        SortKey::Size => SortValue::Number(octets.len() as i64),
        SortKey::Cc => SortValue::Text(sort_fields::address(octets, "cc")),
        SortKey::From => SortValue::Text(sort_fields::address(octets, "from")),
        SortKey::To => SortValue::Text(sort_fields::address(octets, "to")),
        SortKey::DisplayFrom => SortValue::Text(sort_fields::display(octets, "from")),
        SortKey::DisplayTo => SortValue::Text(sort_fields::display(octets, "to")),
        SortKey::Subject => SortValue::Text(sort_fields::subject(octets).text),
    }
}
