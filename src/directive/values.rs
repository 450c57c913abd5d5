//! Replaces the variables in a directive's value or pattern.

use crate::console::Variables;
use crate::messages::{Messages, text};
use crate::notation::Pattern;
use crate::notation::directive::Directive;
use crate::protocol::compose;
use crate::protocol::secrets::is_secret_variable;
use std::borrow::Cow;

/// The directive with the values of its variables. An error says what is missing, or that the variable is
/// for a secret, which may be shown where the value is used.
pub fn with_values<'d>(
    directive: &'d Directive,
    variables: &Variables,
    messages: Messages,
) -> Result<Cow<'d, Directive>, String> {
    let fill = |text: &str| {
        let mut named = compose::variables(text);
        if let Some(secret) = named.find(|variable| is_secret_variable(variable.name)) {
            return Err(messages.format(text::DirectiveSecretValue { name: secret.name }));
        }
        compose::expand_variables(text, variables).map_err(|error| messages.compose_error(&error))
    };
    let fill_pattern =
        |pattern: &Pattern| fill(pattern.text()).map(|text| pattern.with_text(&text));
    Ok(match directive {
        Directive::Set(name, value) if value.contains('$') => {
            Cow::Owned(Directive::Set(name.clone(), fill(value)?))
        }
        Directive::Expect(pattern) if pattern.has_variables() => {
            Cow::Owned(Directive::Expect(fill_pattern(pattern)?))
        }
        Directive::ExpectNot(pattern) if pattern.has_variables() => {
            Cow::Owned(Directive::ExpectNot(fill_pattern(pattern)?))
        }
        Directive::Capture(name, pattern) if pattern.has_variables() => {
            Cow::Owned(Directive::Capture(name.clone(), fill_pattern(pattern)?))
        }
        Directive::Wait(time, Some(pattern)) if pattern.has_variables() => {
            Cow::Owned(Directive::Wait(*time, Some(fill_pattern(pattern)?)))
        }
        other => Cow::Borrowed(other),
    })
}
