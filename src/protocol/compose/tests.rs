//! Tests of composed lines.

use super::*;

struct Account;
impl Environment for Account {
    fn variable(&self, name: &str) -> Option<String> {
        Some(match name {
            "atom" => "pass".into(),
            "quoted" => "pa \"ss\\".into(),
            "wide" => "pä".into(),
            "nil" => "NIL".into(),
            "empty" => String::new(),
            "set" => "1:*".into(),
            "numbers" => " 9 10 11".into(),
            "flag" => "\\Seen".into(),
            "flags" => "(\\Seen $Forwarded)".into(),
            "keys" => "unseen from hana".into(),
            "announcement" => "unseen from {5}".into(),
            STRING_VARIABLE => "hunter2".into(),
            _ => return None,
        })
    }
    fn file(&self, path: &str) -> Result<FileInfo, FileError> {
        match path {
            "mail.eml" => Ok(FileInfo { size: 42, is_text: true, has_bare_lf: false }),
            _ => Err(FileError::NotRegular),
        }
    }
}

/// The lines and literals that this line is composed to, with `|` between them.
fn composed(line: &str) -> Result<String, ComposeError> {
    let mut text = compose(None, line, &Account)?.text;
    let mut described = String::new();
    loop {
        let (line, following) = text.split_first();
        described += &line;
        let AfterLine::Literal(content, rest) = following else {
            return Ok(described);
        };
        described += &format!("|<{content:?}>|");
        text = rest;
    }
}

/// The name of the variable because of which the line is refused.
fn refused(result: Result<String, ComposeError>) -> String {
    match result {
        Err(ComposeError::UndefinedVariable(name) | ComposeError::NotQuotable(name)) => name,
        other => panic!("not refused for a variable: {other:?}"),
    }
}

#[test]
fn values_become_atoms_quoted_strings_or_literals() -> Result<(), ComposeError> {
    assert_eq!(composed("login x ${atom}")?, "login x pass");
    assert_eq!(composed("login x ${quoted}")?, "login x \"pa \\\"ss\\\\\"");
    assert_eq!(composed("login x \"${quoted}\"")?, "login x \"pa \\\"ss\\\\\"");
    assert_eq!(composed("login ${wide} y")?, "login {3}|<Octets([112, 195, 164])>| y");
    assert_eq!(composed("x ${nil} ${empty}")?, "x \"NIL\" \"\"");
    assert_eq!(composed("x $${atom} $5 ${a b}")?, "x ${atom} $5 ${a b}");
    assert_eq!(composed("id (\"password\" ${secret})")?, "id (\"password\" \"hunter2\")");
    let undefined = composed("x ${what}");
    assert!(matches!(undefined, Err(ComposeError::UndefinedVariable(_))));
    assert_eq!(refused(undefined), "what");
    let not_quotable = composed("x \"${wide}\"");
    assert!(matches!(not_quotable, Err(ComposeError::NotQuotable(_))));
    assert_eq!(refused(not_quotable), "wide");
    assert!(matches!(check_framing("x\0y"), Err(ComposeError::ForbiddenOctet(1))));
    Ok(())
}

/// A quoted string would be an error of syntax there.
#[test]
fn values_that_fit_where_no_string_is_allowed_are_unchanged() -> Result<(), ComposeError> {
    assert_eq!(composed("a1 fetch ${set} flags")?, "a1 fetch 1:* flags");
    assert_eq!(composed("a1 uid copy 1,${set} ${set}")?, "a1 uid copy 1,1:* \"1:*\"");
    assert_eq!(
        composed("a1 store 1 +flags (${flag} ${flag})")?,
        r"a1 store 1 +flags (\Seen \Seen)"
    );
    assert_eq!(composed("a1 store 1 +flags ${flags}")?, r"a1 store 1 +flags (\Seen $Forwarded)");
    assert_eq!(composed("a1 search ${keys}")?, "a1 search unseen from hana");
    // What `:capture` has taken from the response to a SEARCH.
    assert_eq!(composed("a1 uid fetch ${numbers} flags")?, "a1 uid fetch 9,10,11 flags");
    assert_eq!(composed("a1 search not ${numbers}")?, "a1 search not 9,10,11");
    assert_eq!(composed("a1 search subject ${numbers}")?, "a1 search subject \" 9 10 11\"");
    for line in ["a1 store 1 +flags (${numbers})", "a1 search keyword ${numbers}"] {
        assert!(!composed(line)?.contains(','), "{line}");
    }
    assert_eq!(composed("a1 store 1 flags (${empty})")?, "a1 store 1 flags (\"\")");
    assert_eq!(composed("a1 copy ${empty} x")?, "a1 copy \"\" x");
    assert_eq!(composed("a1 search ${announcement}")?, "a1 search \"unseen from {5}\"");
    assert_eq!(composed("a1 search subject ${keys}")?, "a1 search subject \"unseen from hana\"");
    assert_eq!(composed("a1 login x ${set}")?, "a1 login x \"1:*\"");
    assert_eq!(composed("a1 select ${keys}")?, "a1 select \"unseen from hana\"");
    Ok(())
}

#[test]
fn a_sasl_response_is_not_quoted() -> Result<(), ComposeError> {
    assert_eq!(expand_variables("$${atom}$ ${atom}${wide}", &Account)?, "${atom}$ passpä");
    assert_eq!(expand_variables("=", &Account)?, "=");
    let undefined = expand_variables("${what}", &Account);
    assert!(matches!(undefined, Err(ComposeError::UndefinedVariable(_))));
    assert_eq!(refused(undefined), "what");
    Ok(())
}

#[test]
fn files_and_following_lines_become_literals() -> Result<(), ComposeError> {
    assert_eq!(
        composed("append x {<mail.eml}")?,
        "append x {42}|<File { path: \"mail.eml\", info: FileInfo { size: 42, is_text: true, has_bare_lf: false } }>|"
    );
    assert!(matches!(composed("append x {<gone}"), Err(ComposeError::File { .. })));
    let lines = |line| compose(None, line, &Account).map(|composed| composed.lines);
    let expected = |form, end| Some(LiteralLines::new(form, end));
    assert_eq!(lines("append x {<<END}")?, expected(LinesForm::Text, "END"));
    assert_eq!(lines("append x {<<-END}")?, expected(LinesForm::TextWithoutLastCrlf, "END"));
    assert_eq!(lines("append x {64<<.}")?, expected(LinesForm::Base64, "."));
    let (_, following) = compose(None, "append x {12+}", &Account)?.text.split_first();
    let AfterLine::TypedLiteral(announced) = following else {
        panic!("no literal is expected: {following:?}");
    };
    assert_eq!((announced.size, announced.non_synchronizing), (12, true));
    Ok(())
}

#[test]
fn variables_and_whether_they_are_quoted() {
    let line = r#"login ${user} "a\"b${password}" ${x} $${no} ${"#;
    let variables: Vec<_> = variables(line).map(|found| (found.name, found.in_quotes)).collect();
    assert_eq!(variables, [("user", false), ("password", true), ("x", false)]);
}
