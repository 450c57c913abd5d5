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
        let ends = [(returns.min, found.first()), (returns.max, found.last())];
        let ends: Vec<FoundMessage> =
            ends.iter().filter(|(asked, _)| *asked).filter_map(|(_, end)| end.copied()).collect();
        let part = returns.partial.map(|partial| (partial, partial.of(found)));
        // Of a result of which only the ends or a part are asked for, only these are kept (RFC 5182,
        // section 2.4; RFC 9394, section 3.2), and only they count for MODSEQ (RFC 4731, section 3.2).
        let only_some = returns.min || returns.max || part.is_some();
        let meant = match only_some && !returns.all && !returns.count {
            true => [ends.as_slice(), part.map(|(_, found)| found).unwrap_or_default()].concat(),
            false => found.to_vec(),
        };
        if returns.save
            && let Some(selected) = &mut self.selected
        {
            selected.saved = meant.iter().map(|found| found.uid).collect();
            selected.saved.sort_unstable();
            selected.saved.dedup();
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
            let numbers: Vec<u32> = found.iter().map(|found| found.shown(uid)).collect();
            line.push_str(&format!(" ALL {}", format_uid_set(&numbers)));
        }
        if let Some((range, found)) = part {
            let numbers: Vec<u32> = found.iter().map(|found| found.shown(uid)).collect();
            let set = format_uid_set(&numbers);
            let set = if set.is_empty() { "NIL" } else { &set };
            line.push_str(&format!(" PARTIAL ({range} {set})"));
        }
        if returns.count {
            line.push_str(&format!(" COUNT {}", found.len()));
        }
        if let Some(modseq) = meant.iter().map(|found| found.modseq).max().filter(|_| with_modseq) {
            line.push_str(&format!(" MODSEQ {modseq}"));
        }
        self.send_line(&line)
    }
}

impl FoundMessage {
    /// Its UID or its sequence number.
    pub fn shown(&self, uid: bool) -> u32 {
        if uid { self.uid } else { self.number }
    }
}
