//! The script reader's decision about each line, in words.

use super::{Messages, Text, text};
use crate::notation::{LineKind, Remarks, Why};
use crate::protocol::secrets::mask_secrets;

impl Messages {
    pub fn line_kind(self, kind: LineKind) -> String {
        let text: &dyn Text = match kind {
            LineKind::Blank => &text::LineKindBlank,
            LineKind::Comment => &text::LineKindComment,
            LineKind::Heading => &text::LineKindHeading,
            LineKind::Directive => &text::LineKindDirective,
            LineKind::Command => &text::LineKindCommand,
            LineKind::Continuation => &text::LineKindContinuation,
            LineKind::Octets => &text::LineKindOctets,
            LineKind::Answer => &text::LineKindAnswer,
            LineKind::Server => &text::LineKindServer,
            LineKind::Tool => &text::LineKindTool,
            LineKind::Prose => &text::LineKindProse,
            LineKind::Elision => &text::LineKindElision,
            LineKind::Mistake => &text::LineKindMistake,
        };
        self.format(text)
    }

    /// Why a line is of its kind; empty if there is nothing to add.
    pub fn line_reason(self, why: Why) -> String {
        let text: &dyn Text = match why {
            Why::Evident => return String::new(),
            Why::Typed => &text::LineWhyTyped,
            Why::Tagged => &text::LineWhyTagged,
            Why::InSentence => &text::LineWhyInSentence,
            Why::ClientMark => &text::LineWhyClientMark,
            Why::ServerMark => &text::LineWhyServerMark,
            Why::ServerForm => &text::LineWhyServerForm,
            Why::WrappedResponse => &text::LineWhyWrappedResponse,
            Why::ServerLiteral => &text::LineWhyServerLiteral,
            Why::Wrapped => &text::LineWhyWrapped,
            Why::OpenBracket => &text::LineWhyOpenBracket,
            Why::LiteralOctets => &text::LineWhyLiteralOctets,
            Why::LiteralLines => &text::LineWhyLiteralLines,
            Why::AfterLiteral => &text::LineWhyAfterLiteral,
            Why::Challenged => &text::LineWhyChallenged,
            Why::LeftOutLogin => &text::LineWhyLeftOutLogin,
            Why::EndsIdle => &text::LineWhyEndsIdle,
            Why::NoMark => &text::LineWhyNoMark,
            Why::UnknownMark => &text::LineWhyUnknownMark,
            Why::OfProgram => &text::LineWhyOfProgram,
            Why::LikeProse => &text::LineWhyLikeProse,
            Why::ListEntry => &text::LineWhyListEntry,
            Why::NoTag => &text::LineWhyNoTag,
            Why::NoTagComplete => &text::LineWhyNoTagComplete,
            Why::Unanswered => &text::LineWhyUnanswered,
            Why::Unquoted => &text::LineWhyUnquoted,
            Why::BesideSession => &text::LineWhyBesideSession,
            Why::InIdle => &text::LineWhyInIdle,
            Why::NoIdle => &text::LineWhyNoIdle,
            Why::AfterLogout => &text::LineWhyAfterLogout,
            Why::Repeated => &text::LineWhyRepeated,
            Why::ForgottenTag => &text::LineWhyForgottenTag,
            Why::Refused => &text::LineWhyRefused,
            Why::Elided => &text::LineWhyElided,
            Why::Remark => &text::LineWhyRemark,
            Why::PageBreak => &text::LineWhyPageBreak,
            Why::ToolForm => &text::LineWhyToolForm,
        };
        self.format(text)
    }

    /// The reason for a line in which a masked secret is not a value to be asked for.
    pub fn masked_line_reason(self, why: &str) -> String {
        self.format(text::LineWhyMasked { why })
    }

    /// The notices about the lines of a script that are not sent, one per line.
    pub fn script_remarks(self, remarks: &Remarks) -> Vec<String> {
        let mut lines = Vec::new();
        let mut above = None;
        for unsent in &remarks.unsent_commands {
            let (line, command) = (unsent.line, mask_secrets(&unsent.text));
            let is_same = above.replace(unsent.why) == Some(unsent.why);
            lines.push(match unsent.why {
                _ if is_same => self.format(text::UnsentToo { line, command }),
                Why::InIdle => self.format(text::UnsentInIdle { line, command }),
                Why::Elided => self.format(text::UnsentElided { line, command }),
                Why::NoMark => self.format(text::UnsentWithoutMark { line, command }),
                Why::UnknownMark => self.format(text::UnsentUnknownMark { line, command }),
                Why::OfProgram => self.format(text::UnsentOfProgram { line, command }),
                Why::LikeProse => self.format(text::UnsentLikeProse { line, command }),
                Why::ListEntry => self.format(text::UnsentListEntry { line, command }),
                Why::Unanswered => self.format(text::UnsentUnanswered { line, command }),
                Why::ServerLiteral => self.format(text::UnsentInLiteral { line, command }),
                Why::BesideSession => self.format(text::UnsentBesideSession { line, command }),
                Why::ForgottenTag => self.format(text::UnsentForgottenTag { line, command }),
                Why::ServerForm => self.format(text::UnsentLikeAnswer { line, command }),
                Why::Unquoted => self.format(text::UnsentUnquoted { line, command }),
                _ => self.format(text::UnsentCommand { line, command }),
            });
        }
        if remarks.prose > 0 {
            lines.push(self.format(text::UnsentProse { count: remarks.prose }));
        }
        if let Some((line, count)) = remarks.edited {
            lines.push(self.format(text::ScriptEdited { line, others: count - 1 }));
        }
        if remarks.does_nothing {
            lines.push(self.format(text::UnsentNothing));
        }
        if remarks.after_logout > 0 {
            lines.push(self.format(text::UnsentAfterLogout { count: remarks.after_logout }));
        }
        lines
    }

    /// The notices about a paste. Its lines that are not sent are shown as such, and counted below.
    pub fn paste_remarks(self, remarks: &Remarks) -> Vec<String> {
        let does_nothing = remarks.does_nothing;
        let others = Remarks { prose: 0, does_nothing: false, ..remarks.clone() };
        let mut lines = self.script_remarks(&others);
        lines.extend(does_nothing.then(|| self.format(text::PasteUnsentNothing)));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::notation::read;
    use crate::protocol::dialogue::Expected;

    #[test]
    fn a_reason_is_said_once_for_the_lines_that_share_it() {
        let page = "| `a7 noop` | nothing |\n| `a8 check` | a check |\n\n\
                    a1 select inbox\n* 3 EXISTS\na1 OK done\nSee a2 fetch 1 ... below.\n";
        let reading = read(page.as_bytes(), "x", &Expected::default()).expect("UTF-8");
        let remarks = Messages::new(Language::English).script_remarks(&reading.script.remarks);
        assert!(remarks[0].contains("in a list, a table or prose"), "{remarks:?}");
        assert_eq!(remarks[1], "Line 2 is not sent for the same reason: a8 check");
    }
}
