//! Hints about a line that is about to be sent, and about a record that begins in mid-session.

use super::{Messages, Text, text};
use crate::encoding::modified_utf7;
use crate::notation::record_comments::MidSession;
use crate::protocol::commands::ConnectionState;
use crate::protocol::dialogue::{Hint, LiteralCount};
use crate::protocol::secrets::Placeholder;
use crate::protocol::typed_line::{ForeignLine, ForeignWord, LocalizedMailbox, ShellCommand};
use crate::reference::arguments_in;

impl Messages {
    /// A hint of the dialogue.
    pub fn hint(self, hint: Hint) -> String {
        let text: &dyn Text = match hint {
            Hint::DidYouMean(command) => &text::HintDidYouMean { command },
            Hint::LoginFirst => &text::HintLoginFirst,
            Hint::SelectFirst => &text::HintSelectFirst,
            Hint::AlreadyLoggedIn => &text::HintAlreadyLoggedIn,
            Hint::NotAnnounced { command, capability } => {
                &text::HintNotAnnounced { command, capability }
            }
            Hint::LoginDisabled { starttls: false } => &text::HintLoginDisabled,
            Hint::LoginDisabled { starttls: true } => &text::HintLoginDisabledStarttls,
            Hint::MechanismNotAnnounced(mechanism) => {
                &text::HintMechanismNotAnnounced { mechanism }
            }
            Hint::MailboxOutsideAscii(name) => {
                let encoded = modified_utf7::encode(&name);
                return self.format(text::HintMailboxOutsideAscii { encoded });
            }
            Hint::LocalizedMailbox(LocalizedMailbox { shown, attribute: None }) => {
                &text::HintLocalizedInbox { shown }
            }
            Hint::LocalizedMailbox(LocalizedMailbox { shown, attribute: Some(attribute) }) => {
                &text::HintLocalizedMailbox { shown, attribute }
            }
            Hint::PlaintextPassword => &text::HintPlaintextPassword,
            Hint::IdleWithoutMailbox => &text::HintIdleWithoutMailbox,
            Hint::FullWidth(Some(line)) => return self.format(text::HintFullWidth { line }),
            Hint::FullWidth(None) => &text::HintFullWidthUnread,
            Hint::FullWidthColon => &text::HintFullWidthColon,
            Hint::QuotationSign => &text::HintQuotationSign,
            Hint::LookAlike { letter, ascii } => {
                let code = format!("U+{:04X}", u32::from(letter));
                return self.format(text::HintLookAlike { letter, code, ascii });
            }
            Hint::QuotationMark(mark) => &text::HintQuotationMark { mark },
            Hint::Dash(dash) => &text::HintDash { dash },
            Hint::UnusualBlank(blank) => {
                let code = format!("U+{:04X}", u32::from(blank));
                return self.format(text::HintUnusualBlank { code });
            }
            Hint::TwoSpaces => &text::HintTwoSpaces,
            Hint::TwoBlanks => &text::HintTwoBlanks,
            Hint::WrongEscape(corrected) => {
                return self.format(text::HintWrongEscape { corrected });
            }
            Hint::EscapedSpace(quoted) => return self.format(text::HintEscapedSpace { quoted }),
            Hint::UnclosedBrace => &text::HintUnclosedBrace,
            Hint::LiteralInsideLine => &text::HintLiteralInsideLine,
            Hint::BareLf(path) => &text::HintBareLf { path },
            Hint::VariableInLiteral(name) => &text::HintVariableInLiteral { name },
            Hint::FlagWithoutBackslash(flag) => &text::HintFlagWithoutBackslash { flag },
            Hint::DoubledTag { tags, command: None } => {
                return self.format(text::HintLoneTag { tag: tags });
            }
            Hint::DoubledTag { tags, command: Some(name) } => {
                let command = name.to_ascii_lowercase();
                return self.format(text::HintDoubledTag { tags, command });
            }
            Hint::TagInUse => &text::HintTagInUse,
            Hint::LoginPlaceholders => &text::HintLoginPlaceholders,
            Hint::TaggedDone => &text::HintTaggedDone,
            Hint::NotIdling => &text::HintNotIdling,
            Hint::DoneFirst => &text::HintDoneFirst,
            Hint::BeforeIdleContinuation => &text::HintBeforeIdleContinuation,
            Hint::BetweenCrAndLf(None) => &text::HintBetweenCrAndLf,
            Hint::BetweenCrAndLf(Some(count)) => {
                let (fewer, more) =
                    (count.announced.saturating_sub(1), count.announced.saturating_add(1));
                let text = self.format(text::HintBetweenCrAndLfCounted { fewer, more });
                return self.with_counting(text, count, false);
            }
            Hint::LeftOver { octets: 0, count: None } => &text::HintLeftOverSecret,
            Hint::LeftOver { octets, count: None } => &text::HintLeftOverUncounted { octets },
            Hint::LeftOver { octets, count: Some(count) } => {
                let needed = count.announced.saturating_add(octets);
                let text = self.format(text::HintLeftOver { octets, needed });
                return self.with_counting(text, count, true);
            }
            Hint::LiteralComplete { without_line_ending: None } => &text::HintLiteralComplete,
            Hint::LiteralComplete { without_line_ending: Some(fewer) } => {
                &text::HintLiteralCompleteCounted { fewer }
            }
            Hint::EmptyLiteral => &text::HintEmptyLiteral,
            Hint::SentAsRest => &text::HintSentAsRest,
            Hint::StillInLiteral { octets, before, left_over: 0 } => {
                &text::HintStillInLiteral { octets, before }
            }
            Hint::StillInLiteral { octets, before, left_over } => {
                &text::HintEndsLiteral { octets, before, left_over }
            }
            Hint::StillInLines(end) => return self.format(text::HintStillInLines { end }),
            Hint::WrittenLineEnd(sign) => &text::HintWrittenLineEnd { sign },
            Hint::LoginVariable => {
                &text::HintLoginVariable { variable: Placeholder::Password.text() }
            }
            Hint::UseQuitDirective => &text::HintUseQuitDirective,
            Hint::UseHelpDirective => &text::HintUseHelpDirective,
            Hint::OwnWordAsTag { tag, directive, command } => {
                let topic = command.to_ascii_lowercase();
                return self.format(text::HintOwnWordAsTag { tag, directive, command, topic });
            }
            Hint::ForeignLogin(protocol) => &text::HintForeignLogin { protocol },
            Hint::DirectiveBeforeResponse(name) => &text::HintDirectiveBeforeResponse { name },
            Hint::UseDirective(name) => &text::HintUseDirective { name },
            Hint::ForShell(ShellCommand { instead: None }) => &text::HintForShell,
            Hint::ForShell(ShellCommand { instead: Some(command) }) => {
                let command = arguments_in(&command, self.language());
                return self.format(text::HintForShellInstead { command });
            }
            Hint::ShellSeparator(sign) => &text::HintShellSeparator { sign },
            Hint::ShellPipe => &text::HintShellPipe,
            Hint::FileFromShell(line) => return self.format(text::HintFileFromShell { line }),
            Hint::AnswerToFile(file) => return self.format(text::HintAnswerToFile { file }),
            Hint::LoginTakesTwo => &text::HintLoginTakesTwo,
            Hint::DeletesMailbox(set) => return self.format(text::HintDeletesMailbox { set }),
            Hint::ExpungesAll(set) => return self.format(text::HintExpungesAll { set }),
            Hint::ForeignWord(ForeignWord { protocol, instead }) => {
                let command = arguments_in(instead, self.language());
                return match protocol {
                    Some(protocol) => self.format(text::HintOtherProtocol { protocol, command }),
                    None => self.format(text::HintInEnglish { command }),
                };
            }
            Hint::ConnectInstead(arguments) => {
                return self.format(text::HintConnectInstead { arguments });
            }
            Hint::LooksLikeResponse => &text::HintLooksLikeResponse,
            Hint::LooksLikeAnswer => &text::HintLooksLikeAnswer,
            Hint::LooksLikeOutput => &text::HintLooksLikeOutput,
            Hint::ForOtherProtocol { protocol, instead } => {
                let command = arguments_in(instead, self.language());
                return self.format(text::HintForOtherProtocol { protocol, command });
            }
            Hint::ForOtherProgram(ForeignLine::Server(arguments)) => {
                return self.format(text::HintProgramConnects { arguments });
            }
            Hint::ForOtherProgram(ForeignLine::WebPage(arguments)) => {
                return self.format(text::HintWebPage { arguments });
            }
            Hint::ForOtherProgram(ForeignLine::Call) => &text::HintForProgram,
            Hint::QuitAsResponse => &text::HintQuitAsResponse,
            Hint::InvalidBase64 => &text::HintInvalidBase64,
        };
        self.format(text)
    }

    /// The hint, and those reminders about counting octets that apply to this literal.
    pub(super) fn with_counting(
        self,
        hint: String,
        count: LiteralCount,
        line_endings: bool,
    ) -> String {
        let mut sentences = vec![hint];
        if line_endings && count.line_endings > 0 {
            let number = count.line_endings;
            sentences.push(self.format(text::HintCountLineEndings { number }));
        }
        if let Some(character) = count.wide {
            let size = character.len_utf8();
            sentences.push(self.format(text::HintCountCharacter { character, size }));
        }
        self.sentences(sentences)
    }

    /// What a record that begins in mid-session lacks.
    pub fn mid_session(self, mid_session: MidSession) -> String {
        let text: &dyn Text = match mid_session.state {
            _ if mid_session.idle => &text::RecordMidSessionIdle,
            ConnectionState::NotAuthenticated => &text::RecordMidSessionConnected,
            ConnectionState::Authenticated => &text::RecordMidSessionAuthenticated,
            ConnectionState::Selected => &text::RecordMidSessionSelected,
        };
        self.format(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    #[test]
    fn sentences_of_a_hint_are_joined_as_the_language_does() {
        let hint = |language| {
            let count = LiteralCount {
                announced: 1,
                line_endings: 1,
                wide: Some('梅'),
                ..LiteralCount::default()
            };
            Messages::new(language).hint(Hint::LeftOver { octets: 2, count: Some(count) })
        };
        let (english, japanese) = (hint(Language::English), hint(Language::Japanese));
        assert_eq!(english.matches(". ").count(), 3, "{english}");
        assert_eq!(japanese.matches('。').count(), 5, "{japanese}");
        assert!(!japanese.contains("。 "), "{japanese}");
    }

    #[test]
    fn an_empty_literal_is_not_suggested() {
        for (language, left_over) in
            [Language::English, Language::Japanese].into_iter().flat_map(|it| [(it, 0), (it, 1)])
        {
            let hint = |before| {
                let hint = Hint::StillInLiteral { octets: 14, before, left_over };
                Messages::new(language).hint(hint)
            };
            assert!(hint(9).contains("{9}"));
            let first = hint(0);
            assert!(!first.contains('{') && first.ends_with(['.', '。']), "{first}");
        }
    }
}
