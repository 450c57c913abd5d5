//! Generates Rust code from the texts that users see (`src/messages`), so that the build fails for
//! a misspelled name, a missing or superfluous argument, or a text that is missing in a language.
//!
//! The texts are written in [Fluent](https://projectfluent.org). Each message becomes a struct with
//! a field for each of its arguments. (Functions would take them by position, in the order in which
//! the English text happens to name them: rewording it could swap two of them unnoticed.)
//! `src/messages/mod.rs` includes the generated code and explains its use.
//!
//! A text may contain arguments, string literals, references to other messages and to terms, and
//! selectors over a number. A message may have the attribute `.advice`, which says what to do about
//! an error. Other parts of Fluent's syntax are reported as errors.

use super::upper_camel_case;
use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, PatternElement, VariantKey};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The folder of each language, and its variant of `Language`; English is the first. All languages
/// must have the same messages with the same arguments.
const LANGUAGES: &[(&str, &str)] =
    &[("src/messages/en", "English"), ("src/messages/ja", "Japanese")];

/// The argument that is an error with a text in each language, such as the operating system's.
const REASON: &str = "reason";

/// The code of `messages::text`.
pub fn generate() -> Result<String, String> {
    let mut tables = Vec::new();
    for (folder, language) in LANGUAGES {
        println!("cargo::rerun-if-changed={folder}");
        tables.push(Table::read(folder, language)?);
    }
    let ids: BTreeSet<&str> = tables.iter().flat_map(Table::ids).collect();
    let mut code = String::from("use crate::language::Language;\n");
    code += "use std::fmt::{Display, Formatter, Result};\n";
    for id in ids {
        code += &message(id, &tables)?;
    }
    Ok(code)
}

/// The texts of one language.
struct Table {
    folder: &'static str,
    language: &'static str,
    /// By id. The key of an attribute is `id.attribute`, that of a term `-id`.
    patterns: BTreeMap<String, ast::Pattern<String>>,
}

/// The arguments of a text by name, and whether it selects a variant by the argument's value.
type Arguments = BTreeMap<String, bool>;

/// The texts of a file, with their keys in a table.
fn patterns(resource: ast::Resource<String>) -> Vec<(String, ast::Pattern<String>)> {
    let mut found = Vec::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let id = &message.id.name;
                found.extend(message.value.map(|value| (key(id, None), value)));
                let attributes = message.attributes.into_iter();
                found.extend(attributes.map(|it| (key(id, Some(&it.id)), it.value)));
            }
            Entry::Term(term) => found.push((format!("-{}", term.id.name), term.value)),
            _ => {}
        }
    }
    found
}

/// The key of a message, or of one of its attributes, in a table.
fn key(id: &str, attribute: Option<&ast::Identifier<String>>) -> String {
    match attribute {
        Some(attribute) => format!("{id}.{}", attribute.name),
        None => id.to_owned(),
    }
}

impl Table {
    fn read(folder: &'static str, language: &'static str) -> Result<Table, String> {
        let mut table = Table { folder, language, patterns: BTreeMap::new() };
        for file in fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))? {
            let path = file.map_err(|error| format!("{folder}: {error}"))?.path();
            let file = path.display();
            let source = fs::read_to_string(&path).map_err(|error| format!("{file}: {error}"))?;
            let resource =
                fluent_syntax::parser::parse(source.clone()).map_err(|(_, errors)| {
                    let before = source.get(..errors[0].pos.start).unwrap_or_default();
                    format!("{file}:{}: {}", before.lines().count() + 1, errors[0])
                })?;
            for (key, pattern) in patterns(resource) {
                if key.contains('.') && !key.ends_with(".advice") {
                    return Err(format!("{file}: {key}: advice is the only attribute"));
                }
                if table.patterns.insert(key.clone(), pattern).is_some() {
                    return Err(format!("{file}: {key} is defined twice"));
                }
            }
        }
        Ok(table)
    }

    /// The ids of the messages, without the terms, which are only used inside messages.
    fn ids(&self) -> impl Iterator<Item = &str> {
        let keys = self.patterns.keys().filter(|key| !key.starts_with('-'));
        keys.map(|key| key.strip_suffix(".advice").unwrap_or(key))
    }

    /// The arm of a `match` on the language that writes the text with this key.
    fn arm(&self, key: &str, arguments: &mut Arguments) -> Result<String, String> {
        let code = self.text(key, arguments);
        let code = code.map_err(|error| format!("{}: {key}: {error}", self.folder))?;
        Ok(format!("Language::{} => {{\n{code}}}\n", self.language))
    }

    fn text(&self, key: &str, arguments: &mut Arguments) -> Result<String, String> {
        match self.patterns.get(key) {
            Some(pattern) => self.pattern(pattern, arguments),
            None => Err(format!("there is no {key}")),
        }
    }

    fn pattern(
        &self,
        pattern: &ast::Pattern<String>,
        arguments: &mut Arguments,
    ) -> Result<String, String> {
        let mut code = String::new();
        for element in &pattern.elements {
            code += &match element {
                PatternElement::TextElement { value } => write_literal(value),
                PatternElement::Placeable { expression } => {
                    self.expression(expression, arguments)?
                }
            };
        }
        Ok(code)
    }

    fn expression(
        &self,
        expression: &Expression<String>,
        arguments: &mut Arguments,
    ) -> Result<String, String> {
        use InlineExpression as Inline;
        match expression {
            Expression::Inline(Inline::StringLiteral { value }) => {
                Ok(write_literal(&fluent_syntax::unicode::unescape_unicode_to_string(value)))
            }
            Expression::Inline(Inline::VariableReference { id }) => {
                arguments.entry(id.name.to_owned()).or_default();
                Ok(match id.name.as_str() {
                    REASON => format!("super::Text::write(&self.{REASON}, language, f)?;\n"),
                    name => format!("Display::fmt(&self.{name}, f)?;\n"),
                })
            }
            Expression::Inline(Inline::MessageReference { id, attribute }) => {
                self.text(&key(&id.name, attribute.as_ref()), arguments)
            }
            Expression::Inline(Inline::TermReference { id, .. }) => {
                self.text(&format!("-{}", id.name), arguments)
            }
            Expression::Select { selector: Inline::VariableReference { id }, variants } => {
                arguments.insert(id.name.to_owned(), true);
                self.selection(&id.name, variants, arguments)
            }
            _ => Err("this kind of expression is not supported".to_owned()),
        }
    }

    /// Code that selects a variant by a number's value or plural category.
    fn selection(
        &self,
        argument: &str,
        variants: &[ast::Variant<String>],
        arguments: &mut Arguments,
    ) -> Result<String, String> {
        let mut code = format!("match TryInto::<u64>::try_into(self.{argument}) {{\n");
        let (default, others): (Vec<_>, Vec<_>) = variants.iter().partition(|it| it.default);
        for variant in others.into_iter().chain(default) {
            let number = match &variant.key {
                _ if variant.default => "_".to_owned(),
                VariantKey::NumberLiteral { value } => format!("Ok({value})"),
                VariantKey::Identifier { name } => match (self.language, name.as_str()) {
                    ("English", "one") => "Ok(1)".to_owned(),
                    _ => return Err(format!("[{name}] is not a plural category here")),
                },
            };
            let text = self.pattern(&variant.value, arguments)?;
            code += &format!("{number} => {{\n{text}}}\n");
        }
        Ok(code + "}\n")
    }
}

fn write_literal(text: &str) -> String {
    format!("f.write_str({text:?})?;\n")
}

/// The struct of a message, and the code that writes it in each language.
fn message(id: &str, tables: &[Table]) -> Result<String, String> {
    let advice = format!("{id}.advice");
    let has_advice = (tables.iter()).any(|table| table.patterns.contains_key(&advice));
    let (mut text_arms, mut advice_arms) = (String::new(), String::new());
    let mut arguments = Arguments::new();
    for (index, table) in tables.iter().enumerate() {
        let mut found = Arguments::new();
        text_arms += &table.arm(id, &mut found)?;
        if has_advice {
            advice_arms += &table.arm(&advice, &mut found)?;
        }
        if index > 0 && !arguments.keys().eq(found.keys()) {
            return Err(format!(
                "{}: {id}: its arguments are not those of the other languages",
                table.folder
            ));
        }
        for (name, selects) in found {
            *arguments.entry(name).or_default() |= selects;
        }
    }
    let (mut fields, mut types, mut bounds) = (String::new(), String::new(), String::new());
    for (argument, selects) in arguments {
        let type_name = upper_camel_case(&argument);
        fields += &format!("pub {argument}: {type_name},\n");
        types += &format!("{type_name}, ");
        bounds += &match argument.as_str() {
            REASON => format!("{type_name}: super::Text, "),
            _ if selects => format!("{type_name}: Copy + Display + TryInto<u64>, "),
            _ => format!("{type_name}: Display, "),
        };
    }
    let name = upper_camel_case(id);
    let implementation = |interface: &str, function: &str, arms: &str| {
        format!(
            "impl<{bounds}> {interface} for {name}<{types}> {{
                fn {function}(&self, language: Language, f: &mut Formatter<'_>) -> Result {{
                    match language {{\n{arms}}}
                    Ok(())
                }}
            }}\n"
        )
    };
    let body = if fields.is_empty() { ";".to_owned() } else { format!("<{types}> {{\n{fields}}}") };
    let mut code = format!("/// `{id}`\npub struct {name}{body}\n");
    code += &implementation("super::Text", "write", &text_arms);
    if has_advice {
        code += &implementation("super::ErrorText", "write_advice", &advice_arms);
    }
    Ok(code)
}
