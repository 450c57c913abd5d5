//! What a script would send, without secrets.

use super::directive::Directive;
use super::{ItemKind, Script};
use crate::protocol::secrets::{InputMask, UnknownVerbPolicy};
use crate::protocol::typed_line::CommandLine;
use std::collections::HashMap;

/// What each line would send, by its number, with secrets replaced by placeholders.
pub fn masked_lines(script: &Script, policy: UnknownVerbPolicy) -> HashMap<usize, String> {
    let mut lines = HashMap::new();
    let (mut command_mask, mut line_mask) = (InputMask::Command(policy), InputMask::default());
    for item in &script.items {
        let begins = match &item.kind {
            ItemKind::Command(command) => Some(&*command.text),
            ItemKind::Directive(directive) => match &**directive {
                Directive::Raw(text) => Some(&**text),
                _ => continue,
            },
            _ => None,
        };
        let text = match (begins, &item.kind) {
            (Some(command), _) => {
                let shown = command_mask.masked(command);
                line_mask = command_mask.after(command);
                // The listing shows that a login was refused: its secret may be typed once more.
                let name = CommandLine::parse(command).spec.map_or("", |spec| spec.name);
                let is_login = matches!(name, "LOGIN" | "AUTHENTICATE");
                command_mask = match item.meant_to_fail && is_login {
                    true => InputMask::Command(UnknownVerbPolicy::MaskAll),
                    false => command_mask.after_command(command),
                };
                shown
            }
            (None, ItemKind::FurtherLine(text)) => {
                let shown = line_mask.masked(text);
                line_mask = line_mask.after(text);
                shown
            }
            (None, ItemKind::Answer(text)) => match &**text {
                "" | "*" => text.to_string(),
                _ => "${sasl}".to_owned(),
            },
            (None, ItemKind::Done(text)) => text.to_string(),
            _ => continue,
        };
        lines.insert(item.line, text);
    }
    lines
}
