//! The results of SEARCH: SEARCH, or ESEARCH with what the client asked for (RFC 4731), and `$` (RFC
//! 5182).

use super::ServerSession;
use super::search::FoundMessage;
use crate::practice::grammar::{SearchReturn, format_uid_set};
use crate::practice::session_event::SessionEnd;

impl ServerSession {
    /// Sends numbers or UIDs, and with CONDSTORE the highest modification sequence among them.
    pub fn send_numbers(
        &mut self,
        response: &str,
        uid: bool,
        found: &[FoundMessage],
        with_modseq: bool,
    ) -> Result<(), SessionEnd> {
        self.send_part(format!("* {response}").as_bytes())?;
        for found in found {
            self.send_part(format!(" {}", found.shown(uid)).as_bytes())?;
        }
        let modseq = found.iter().map(|found| found.modseq).max();
        self.send_line(&match modseq.filter(|_| with_modseq) {
            Some(modseq) => format!(" (MODSEQ {modseq})"),
            None => String::new(),
        })
    }

    /// Sends ESEARCH, and keeps the result if the client asked for that.
    pub fn send_esearch(
        &mut self,
        tag: &str,
        uid: bool,
        returns: &SearchReturn,
        found: &[FoundMessage],
        with_modseq: bool,
    ) -> Result<(), SessionEnd> {
        let counted = returns.counted(found);
        if returns.save {
            self.save_result(&counted);
        }
        if *returns == (SearchReturn { save: true, ..SearchReturn::default() }) {
            return Ok(());
        }
        let mut line = format!("* ESEARCH (TAG \"{tag}\")");
        if uid {
            line.push_str(" UID");
        }
        for (name, asked, end) in
            [("MIN", returns.min, found.first()), ("MAX", returns.max, found.last())]
        {
            if let Some(end) = end.filter(|_| asked) {
                line.push_str(&format!(" {name} {}", end.shown(uid)));
            }
        }
        if returns.all && !found.is_empty() {
            line.push_str(&format!(" ALL {}", set_of(found, uid)));
        }
        if let Some(range) = returns.partial {
            let set = set_of(range.of(found), uid);
            let set = if set.is_empty() { "NIL" } else { &set };
            line.push_str(&format!(" PARTIAL ({range} {set})"));
        }
        if returns.count {
            line.push_str(&format!(" COUNT {}", found.len()));
        }
        let modseq = counted.iter().map(|found| found.modseq).max();
        if let Some(modseq) = modseq.filter(|_| with_modseq) {
            line.push_str(&format!(" MODSEQ {modseq}"));
        }
        self.send_line(&line)
    }

    /// Keeps the messages for `$`.
    fn save_result(&mut self, found: &[FoundMessage]) {
        let Some(selected) = &mut self.selected else { return };
        selected.saved = found.iter().map(|found| found.uid).collect();
        selected.saved.sort_unstable();
        selected.saved.dedup();
    }
}

impl SearchReturn {
    /// The messages that SAVE keeps and that count for MODSEQ. If the client asks only for the ends or
    /// a part of the result, these are only the ends and the part (RFC 5182, section 2.4; RFC 9394,
    /// section 3.2; RFC 4731, section 3.2).
    fn counted(&self, found: &[FoundMessage]) -> Vec<FoundMessage> {
        let only_some = self.min || self.max || self.partial.is_some();
        if !only_some || self.all || self.count {
            return found.to_vec();
        }
        let min = found.first().filter(|_| self.min);
        let max = found.last().filter(|_| self.max);
        let part = self.partial.map(|range| range.of(found)).unwrap_or_default();
        min.into_iter().chain(max).chain(part).copied().collect()
    }
}

/// `1,3:5`
fn set_of(found: &[FoundMessage], uid: bool) -> String {
    let numbers: Vec<u32> = found.iter().map(|found| found.shown(uid)).collect();
    format_uid_set(&numbers)
}

impl FoundMessage {
    /// Its UID or its sequence number.
    pub fn shown(&self, uid: bool) -> u32 {
        if uid { self.uid } else { self.number }
    }
}
