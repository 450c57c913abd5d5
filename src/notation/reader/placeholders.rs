//! Placeholders of tutorials, in place of the reader's name and password. Section 8 of `docs/listings.md`.

use crate::notation::listing_tags::{is_sure_tag, surely_tagged};
use crate::notation::prose::brackets;
use crate::notation::words;
use crate::protocol::commands;
use crate::protocol::secrets::Placeholder;
use crate::protocol::typed_line::CommandLine;
use std::borrow::Cow;

/// Words written in place of a user's name.
const USERS: &str = "ACCOUNT EMAIL EMAIL_ADDRESS LOGIN MAIL_ADDRESS MYUSERNAME NAME USER USERID USERNAME USER_NAME \
    YOUREMAIL YOURNAME YOURUSERNAME YOUR_EMAIL YOUR_USER YOUR_USERNAME ユーザ \
    ユーザー ユーザ名 ユーザー名 メールアドレス 用户名 帳號 账号 사용자 Benutzername BENUTZER \
    Utilisateur utilisateur votre_login votre_identifiant usuario tu_usuario 邮箱账号 你的邮箱 \
    아이디 계정 имя логин";

/// Words written in place of a password.
const PASSWORDS: &str = "APP_PASSWORD MYPASSWORD PASS PASSWD PASSWORD PWD SECRET YOURPASSWORD YOUR_PASS YOUR_PASSWORD \
    パスワード 密码 密碼 비밀번호 Passwort Kennwort PASSWORT MotDePasse \
    mot_de_passe votre_mot_de_passe contraseña tu_contraseña 授权码 你的授权码 암호 пароль";

/// Domains for examples (RFC 2606).
const EXAMPLE_DOMAINS: &[&str] = &["@example.com", "@example.org", "@example.net", "@domain.com"];

/// Whether a variable with this name is one of a shell rather than of imapsh: `${USER}`.
pub(super) fn is_of_shell(name: &str) -> bool {
    !name.bytes().any(|octet| octet.is_ascii_lowercase())
}

/// The text of a listing's LOGIN, with `${user}` and `${password}` where it has variables of a shell.
pub(super) fn without_shell_variables(command: &CommandLine<'_>) -> Option<String> {
    let is_of_shell = |text: &str| {
        let name = unquoted(text).strip_prefix("${").and_then(|text| text.strip_suffix('}'));
        name.is_some_and(is_of_shell)
    };
    let (user, password) = two_arguments(command.arguments.trim())?;
    if !command.is_login() || !is_of_shell(password) {
        return None;
    }
    let user = if is_of_shell(user) { "${user}" } else { user };
    let before = &command.text[..command.text.len() - command.arguments.len()];
    Some(format!("{before} {user} ${{password}}"))
}

/// The command's text, with `${user}` and `${password}` where a LOGIN has placeholders: both of its arguments
/// are in brackets or between signs, or both are words for what the reader puts there, or stars; or the
/// password alone is.
pub(super) fn filled_in<'a>(command: &CommandLine<'a>) -> Cow<'a, str> {
    let text = command.text;
    match command.spec.map(|spec| spec.name) {
        Some("LOGIN") => {}
        Some("AUTHENTICATE") => return with_response(command),
        _ => return text.into(),
    }
    let before = &text[..text.len() - command.arguments.len()];
    let arguments = command.arguments.trim();
    // Some logs hide both arguments at once: `LOGIN *****`.
    let is_hidden = |text: &str| is_starred(text) || is_left_out(text);
    let is_word = !arguments.contains([' ', '\t']) && is_hidden(unquoted(arguments));
    if is_word || names_password(arguments) || is_starred_remark(arguments) {
        return format!("{before} ${{user}} ${{password}}").into();
    }
    let Some((user, password)) = two_arguments(arguments).or_else(|| starred_second(arguments))
    else {
        return text.into();
    };
    let (user_name, secret) = (unquoted(user), unquoted(password));
    let is_secret = is_of_reader(secret, PASSWORD_PARTS)
        || names_password(password)
        || is_shell_variable(secret, PASSWORD_PARTS);
    let hides_secret = is_password_word(secret) || is_left_out(secret) || is_secret;
    // `LOGIN t***o@example.jp x`; `LOGIN ****** [39]`, with the length of both arguments.
    let both = is_hidden_address(user_name)
        || user_name.contains("***")
        || (user_name, secret) == ("username", "password")
        || ((is_enclosed(user_name) || is_starred(user_name))
            && brackets::inside(secret).is_some())
        || (is_enclosed(user_name) && is_enclosed(secret))
        || (is_user(user_name) && hides_secret);
    // `my…` may be a beginner's real choice, so it is not a placeholder.
    let is_secret = is_secret && !secret.starts_with("my");
    if both {
        format!("{before} ${{user}} ${{password}}").into()
    } else if is_starred(secret) || is_left_out(secret) || is_secret {
        format!("{before} {user} ${{password}}").into()
    } else {
        text.into()
    }
}

/// Whether this is what a page shows in place of every address, to hide it from programs.
fn is_hidden_address(text: &str) -> bool {
    text.replace('\u{a0}', " ") == "[email protected]"
}

/// Whether a user's name is a placeholder, or an address whose first part is one: `USERNAME@gmail.com`,
/// `<local>@<domain>`.
fn is_user(text: &str) -> bool {
    let name = text.split_once('@').map_or(text, |(name, _)| name);
    is_user_word(text)
        || is_user_word(name)
        || is_enclosed(name)
        || name == "your"
        || is_of_reader(text, USER_PARTS)
        || is_shell_variable(text, USER_PARTS)
}

/// Whether this is a variable of a shell whose name has one of these parts: `$IMAP_USER`.
fn is_shell_variable(text: &str, parts: &[&str]) -> bool {
    text.strip_prefix('$').is_some_and(|name| {
        let is_of_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let lower = name.to_ascii_lowercase();
        let is_part = |word: &str| {
            let rest = |part: &&str| word.strip_prefix(*part).map(str::to_owned);
            // `USERNAME`
            let mut rests = parts.iter().filter_map(rest);
            rests.any(|rest| rest.is_empty() || parts.contains(&&*rest))
        };
        name.chars().all(is_of_name) && lower.split('_').any(is_part)
    })
}

/// Whether a log replaces both arguments of a LOGIN by a remark between stars:
/// `*** sensitive parameters replaced *** [PASSWORD]`.
fn is_starred_remark(arguments: &str) -> bool {
    let remark = arguments.strip_prefix("***").and_then(|rest| rest.split_once("***"));
    remark.is_some_and(|(remark, rest)| {
        remark.starts_with(' ') && (rest.is_empty() || brackets::inside(rest.trim()).is_some())
    })
}

/// The parts of words written in place of a user's name, and of a password: `your_username`, `mypassword`.
const USER_PARTS: &[&str] = &["user", "name", "mail", "email", "login", "account", "id"];
const PASSWORD_PARTS: &[&str] =
    &["pass", "passwd", "password", "pw", "pwd", "secret", "kennwort", "passwort"];

/// Whether a word names something of the reader's: `your_password`, `MYUSER`, `YOUR_PASSWORD_HERE`.
fn is_of_reader(text: &str, parts: &[&str]) -> bool {
    let lower = text.to_ascii_lowercase();
    let owners = ["your", "my", "dein", "ihr", "mein"];
    let rest = owners.iter().find_map(|owner| lower.strip_prefix(owner)).unwrap_or_default();
    let rest = rest.trim_start_matches(['_', '-', '.']);
    let is_word = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '@' | '.');
    rest.chars().all(is_word)
        && parts.iter().any(|part| rest.starts_with(part) || rest.ends_with(part))
}

/// Whether a text in brackets has several words, one of which names a password or says that it was left out:
/// `<password removed>`, `[your password]`.
fn names_password(text: &str) -> bool {
    const PARTS: &[&str] =
        &["pass", "secret", "hidden", "masked", "omitted", "redacted", "removed"];
    let lower = unquoted(text).to_lowercase();
    let is_named = PARTS.iter().any(|part| lower.contains(part)) || lower.contains("パスワード");
    let is_sentence = lower.contains([' ', '-', '_']) || !lower.is_ascii();
    is_enclosed(unquoted(text)) && is_sentence && is_named
}

/// The first argument, and the second one if it consists of stars and text follows it:
/// `taro ******** (hidden)`.
fn starred_second(arguments: &str) -> Option<(&str, &str)> {
    let (user, rest) = arguments.split_once([' ', '\t'])?;
    let (password, remark) = rest.trim_start().split_once([' ', '\t'])?;
    let is_remark = remark.trim().starts_with(['(', '[', '<', '（', '#', '/']);
    (is_remark && is_starred(unquoted(password))).then_some((user, password))
}

/// The beginnings of a log's remark that a login was left out.
const LEFT_OUT: &[&str] = &[
    "Logging suppressed for this command",
    "[Command Hidden",
    "[IMAP command redacted",
    "[LOGIN Command",
    "[AUTHENTICATE Command",
    "[INITIAL CLIENT RESPONSE",
];

/// The command that is sent where a log leaves out a login.
pub(super) const LOGIN: &str = "login ${user} ${password}";

/// Whether this is a log's remark that it leaves out a login, or an answer to AUTHENTICATE's `+`:
/// Thunderbird's `Logging suppressed for this command …`, JavaMail's `LOGIN command trace suppressed`, K-9
/// Mail's `[Command Hidden, …]`, Horde's `[LOGIN Command - username: …]`, perhaps after the tag.
pub(super) fn is_left_out_login(text: &str) -> bool {
    let after_tag = text.split_once(" [").filter(|(tag, _)| is_sure_tag(tag));
    let text = after_tag.map_or(text, |(tag, _)| &text[tag.len() + 1..]);
    let suppressed = text.strip_suffix(" command trace suppressed");
    let is_login = |text: &str| text.split([' ', '\t']).any(commands::is_login);
    LEFT_OUT.iter().any(|it| text.starts_with(it))
        || suppressed.is_some_and(is_login)
        || is_cut_login(text)
}

/// Whether a log has cut the arguments of a LOGIN: `I/O: 'A00001 LOGIN...'`, as Evolution writes it.
fn is_cut_login(text: &str) -> bool {
    let Some(text) = text.trim_end_matches('\'').strip_suffix("...") else {
        return false;
    };
    let content = text.rsplit_once(": '").map_or(text, |(_, content)| content);
    surely_tagged(content).is_some_and(|it| it.is("LOGIN") && it.arguments.is_empty())
}

/// The text of an AUTHENTICATE, with `${sasl}` where its initial response is starred or in brackets.
fn with_response<'a>(command: &CommandLine<'a>) -> Cow<'a, str> {
    let text = command.text;
    let arguments = command.arguments.trim();
    let Some((mechanism, response)) = arguments.split_once([' ', '\t']) else {
        // Not even the mechanism is known.
        let tag = command.tag.map_or(String::new(), |tag| format!("{tag} "));
        return if is_starred(arguments) || is_left_out(arguments) {
            format!("{tag}{LOGIN}").into()
        } else {
            text.into()
        };
    };
    let response = response.trim();
    let before = &text[..text.len() - command.arguments.len()];
    if is_left_out_response(response)
        || brackets::inside(response).is_some()
        || LEFT_OUT.iter().any(|it| response.starts_with(it))
    {
        format!("{before} {mechanism} {}", Placeholder::Sasl.text()).into()
    } else {
        text.into()
    }
}

/// Two arguments, each a word, a quoted string, or in brackets with spaces inside.
fn two_arguments(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let pairs = brackets::PAIRS.iter().chain(&[('"', '"')]);
    let close = pairs.clone().find_map(|(open, close)| (*open == first).then_some(*close));
    let end = match close {
        Some(close) => {
            let closing = 1 + text.get(first.len_utf8()..)?.find(close)? + (first.len_utf8() - 1);
            // `{{ user }}`
            let end = text.len() - text[closing..].trim_start_matches(close).len();
            // `<local>@<domain>`
            end + text[end..].find([' ', '\t']).filter(|_| close != '"').unwrap_or_default()
        }
        None => text.find([' ', '\t'])?,
    };
    let (user, rest) = text.split_at_checked(end)?;
    let password = rest.trim();
    let one =
        !password.contains([' ', '\t']) || is_enclosed(unquoted(password)) || is_quoted(password);
    (!password.is_empty() && one && rest.starts_with([' ', '\t'])).then_some((user, password))
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

fn is_quoted(text: &str) -> bool {
    text.len() > unquoted(text).len() && text.matches('"').count() == 2
}

/// Whether a text is in brackets or between signs: `<your name>`, `%PASSWORD%`, `__user__`. `{7}` announces a
/// literal.
fn is_enclosed(text: &str) -> bool {
    let inside = without_signs(text);
    inside.len() < text.len() && !inside.bytes().all(|octet| octet.is_ascii_digit())
}

fn is_user_word(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    is_starred(text)
        || is_one_of(USERS, text)
        || EXAMPLE_DOMAINS.iter().any(|domain| lower.ends_with(domain))
}

fn is_password_word(text: &str) -> bool {
    is_starred(text) || is_one_of(PASSWORDS, text)
}

/// `user`, `pass` and `password` in lower case may be real arguments. In capitals any of the words is a
/// placeholder: `MOTDEPASSE`.
fn is_one_of(list: &str, text: &str) -> bool {
    let text = text.replace('-', "_");
    let is_in_capitals = text.len() > 1 && text.to_uppercase() == text;
    words::is_one_of(list, &text)
        || (is_in_capitals && words::is_one_of(&list.to_uppercase(), &text))
}

/// Whether this replaces a password that a log left out: `[FILTERED]`, `<suppressed>`, `...`, or `*` as
/// fetchmail writes it.
fn is_left_out(text: &str) -> bool {
    const WORDS: &str = "censored filtered hidden masked omitted passwd password redacted removed secret suppressed \
        パスワード";
    let inside = without_signs(text);
    (inside.len() < text.len() && words::is_one_of(WORDS, &inside.to_lowercase()))
        // One of these words alone is not a real password in a listing.
        || ["redacted", "censored"].iter().any(|word| word.eq_ignore_ascii_case(text))
        || matches!(text, "*" | "..." | "…" | "パスワード")
}

/// A word without the brackets and signs around it: `{{password}}`, `**REDACTED**`, `#PASSWORD#`.
fn without_signs(text: &str) -> &str {
    let inside = brackets::inside(text).map_or(text, |(_, inside)| inside.trim());
    let is_sign = |c: char| "*#_~-=!$%«»".contains(c);
    let word = inside.trim_matches(is_sign);
    let is_between = inside.starts_with(is_sign) && inside.ends_with(is_sign);
    if is_between && !word.is_empty() { word } else { inside }
}

/// Whether a response of AUTHENTICATE, or a part of it, was left out: `********`, `****** [28]` with its
/// size, or signs among the base64 that are not base64: `dXNlcj1i...`, `AGJv****`, `dXNl[snip]AQE=`.
pub(super) fn is_left_out_response(text: &str) -> bool {
    // imapsh asks for a variable.
    if text.contains("${") {
        return false;
    }
    // `*** 32 bytes hidden ***`
    if text.len() > 3 && text.starts_with("***") && text.ends_with('*') {
        return true;
    }
    let response = match text.split_once([' ', '\t']) {
        Some((response, size)) if is_remark(size.trim()) => response,
        Some(_) => return false,
        None => text,
    };
    if is_starred(response) || is_left_out(response) {
        return true;
    }
    let is_sign = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '/' | '=' | '-' | '_');
    let left_out: String = response.chars().filter(|c| is_sign(*c)).collect();
    is_gap(&left_out) || cut_by_brackets(response)
}

/// Whether these signs mark an omission: `...`, `…`, `****`.
fn is_gap(signs: &str) -> bool {
    let is_dots = signs.len() > 2 && signs.bytes().all(|octet| octet == b'.');
    let is_ellipsis = !signs.is_empty() && signs.chars().all(|c| c == '…');
    is_dots || is_ellipsis || is_starred(signs)
}

/// Whether a response continues, or begins, with something in brackets: `dXNl[snip]AQE=`.
fn cut_by_brackets(response: &str) -> bool {
    brackets::PAIRS.iter().any(|(open, close)| {
        let Some((before, rest)) = response.split_once(*open) else { return false };
        rest.split_once(*close).is_some_and(|(inside, after)| {
            let is_word = inside.chars().all(char::is_alphabetic) && !inside.is_empty();
            // Alone, `[...]` may replace several lines.
            let is_part = !before.is_empty() || !after.is_empty();
            is_word || (is_part && is_gap(inside))
        })
    })
}

/// Whether this is a remark in brackets, such as the size of the omitted text: `[28]`.
fn is_remark(text: &str) -> bool {
    brackets::PAIRS.iter().any(|(open, close)| text.starts_with(*open) && text.ends_with(*close))
}

/// Whether this consists of stars, or of other signs that replace a word, perhaps in groups: `****`,
/// `xxxx xxxx`, `○○○○`.
pub(super) fn is_starred(text: &str) -> bool {
    const SIGNS: &[char] = &['*', '＊', '•', '●', '○', '◯', '〇', '×', '✕'];
    let consists_of = |signs: &[char]| text.chars().all(|c| c == ' ' || signs.contains(&c));
    match text.chars().count() {
        0 | 1 => false,
        2 | 3 => consists_of(SIGNS),
        _ => consists_of(SIGNS) || consists_of(&['x']) || consists_of(&['X']),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_in_other_languages_may_be_in_capitals() {
        for login in [
            "a1 LOGIN BENUTZERNAME PASSWORT",
            "a1 LOGIN UTILISATEUR MOTDEPASSE",
            "a1 LOGIN USUARIO CONTRASEÑA",
            "a1 LOGIN USERNAME PASSWORD",
        ] {
            let filled = filled_in(&CommandLine::parse(login));
            assert_eq!(filled, "a1 LOGIN ${user} ${password}", "{login}");
        }
        for login in ["a1 LOGIN user password", "a1 LOGIN TARO GEHEIM1"] {
            assert_eq!(filled_in(&CommandLine::parse(login)), login);
        }
    }

    #[test]
    fn logins_that_a_log_leaves_out() {
        for line in [
            "Logging suppressed for this command (it probably contained authentication information)",
            "DEBUG IMAP: LOGIN command trace suppressed",
            "DEBUG IMAP: AUTHENTICATE PLAIN command trace suppressed",
            "A00001 LOGIN...",
            "[LOGIN Command - username: taro]",
            "[imapx:A] I/O: 'A00001 LOGIN...'",
            "[Command Hidden, Enable Sensitive Debug Logging To Show]",
        ] {
            assert!(is_left_out_login(line), "{line}");
        }
        for line in [
            "Starting command (active=1)  A00001 LOGIN...",
            "Logging suppressed",
            "trace suppressed",
            "LOGIN",
            "a1 login u p",
        ] {
            assert!(!is_left_out_login(line), "{line}");
        }
    }

    #[test]
    fn placeholders_are_filled_in() {
        for (line, filled) in [
            ("a001 login [メールユーザ] [パスワード]", "a001 login ${user} ${password}"),
            ("login <user name> <password>", "login ${user} ${password}"),
            ("login \"[user]\" \"[pass word]\"", "login ${user} ${password}"),
            ("a LOGIN USERNAME PASSWORD", "a LOGIN ${user} ${password}"),
            ("a login user@example.com ****", "a login ${user} ${password}"),
            ("a login taro ******", "a login taro ${password}"),
            ("a login taro xxxxxx", "a login taro ${password}"),
            ("a login taro \"XXXXXXXX\"", "a login taro ${password}"),
            ("a login taro ○○○", "a login taro ${password}"),
            ("a login taro パスワード", "a login taro ${password}"),
            ("a login taro $PASSWORD", "a login taro ${password}"),
            ("a login YOUR-USERNAME YOUR-PASSWORD", "a login ${user} ${password}"),
            ("login ［ユーザ］ ［パスワード］", "login ${user} ${password}"),
            ("A1 AUTHENTICATE PLAIN ********", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN ****** [25]", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN dGFyb...", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN AGJvYgA…", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN AGJv****", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN AGJv...cHc=", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN dXNl[snip]AQE=", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN ...", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN .....", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN AGJv....", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN AGJv<...>", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN AGJv[…]cHc=", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE PLAIN AGJv(***)", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("a8ez LOGIN *****", "a8ez LOGIN ${user} ${password}"),
            ("a LOGIN <redacted>", "a LOGIN ${user} ${password}"),
            ("A0002 LOGIN \"taro\" *", "A0002 LOGIN \"taro\" ${password}"),
            ("a LOGIN \"taro\" [FILTERED]", "a LOGIN \"taro\" ${password}"),
            ("a LOGIN taro <suppressed>", "a LOGIN taro ${password}"),
            ("a LOGIN \"taro\" \"...\"", "a LOGIN \"taro\" ${password}"),
            ("a authenticate plain <base64 of it>", "a authenticate plain ${sasl}"),
            ("a LOGIN taro <password removed>", "a LOGIN taro ${password}"),
            ("a LOGIN taro <your password>", "a LOGIN taro ${password}"),
            ("a LOGIN taro [パスワードは省略]", "a LOGIN taro ${password}"),
            ("a LOGIN taro your_password", "a LOGIN taro ${password}"),
            ("a LOGIN taro YOUR_PASSWORD_HERE", "a LOGIN taro ${password}"),
            ("a LOGIN myuser mypassword", "a LOGIN ${user} ${password}"),
            ("a LOGIN your_username your_password", "a LOGIN ${user} ${password}"),
            ("a LOGIN your@email.com yourpassword", "a LOGIN ${user} ${password}"),
            ("a LOGIN dein_name dein_passwort", "a LOGIN ${user} ${password}"),
            ("a LOGIN [email protected] secret", "a LOGIN ${user} ${password}"),
            ("a LOGIN \"[email\u{a0}protected]\" \"pw\"", "a LOGIN ${user} ${password}"),
            ("a LOGIN {{ user }} {{ password }}", "a LOGIN ${user} ${password}"),
            ("a LOGIN 【アドレス】 【パスワード】", "a LOGIN ${user} ${password}"),
            ("a LOGIN 「名前」 「暗証」", "a LOGIN ${user} ${password}"),
            ("a LOGIN USERNAME@mail.example.jp PASSWORD", "a LOGIN ${user} ${password}"),
            ("a LOGIN __USER__ __PASS__", "a LOGIN ${user} ${password}"),
            ("a LOGIN «benutzer» «kennwort»", "a LOGIN ${user} ${password}"),
            ("a LOGIN %benutzer% %geheim%", "a LOGIN ${user} ${password}"),
            ("a LOGIN ○○○ ×××", "a LOGIN ${user} ${password}"),
            ("a LOGIN \"〇〇@example.jp\" \"××××\"", "a LOGIN ${user} ${password}"),
            ("a LOGIN taro \"xxxx xxxx xxxx xxxx\"", "a LOGIN taro ${password}"),
            ("a LOGIN taro ******** (hidden)", "a LOGIN taro ${password}"),
            ("a LOGIN **REDACTED**", "a LOGIN ${user} ${password}"),
            ("a LOGIN taro **removed**", "a LOGIN taro ${password}"),
            ("a LOGIN taro {{password}}", "a LOGIN taro ${password}"),
            ("a LOGIN taro \"#PASSWORD#\"", "a LOGIN taro ${password}"),
            ("a LOGIN taro __hidden__", "a LOGIN taro ${password}"),
            ("a LOGIN taro --Omitted--", "a LOGIN taro ${password}"),
            ("a LOGIN taro redacted", "a LOGIN taro ${password}"),
            ("a LOGIN [login and password hidden]", "a LOGIN ${user} ${password}"),
            ("A3 LOGIN ****** [39]", "A3 LOGIN ${user} ${password}"),
            ("1 LOGIN **** [PASSWORD]", "1 LOGIN ${user} ${password}"),
            ("1 LOGIN *****@local [PASSWORD]", "1 LOGIN ${user} ${password}"),
            ("1 LOGIN t***o@x.example secret", "1 LOGIN ${user} ${password}"),
            ("1 LOGIN t****@x.example ****", "1 LOGIN ${user} ${password}"),
            ("1 LOGIN *** parameters replaced *** [PASSWORD]", "1 LOGIN ${user} ${password}"),
            ("a LOGIN <local>@<domain> <password>", "a LOGIN ${user} ${password}"),
            ("a LOGIN {account}@mail.example {password}", "a LOGIN ${user} ${password}"),
            ("a LOGIN $IMAP_USER $IMAP_PASSWORD", "a LOGIN ${user} ${password}"),
            ("a LOGIN taro $MAIL_PW", "a LOGIN taro ${password}"),
            (
                "1 AUTHENTICATE PLAIN [INITIAL CLIENT RESPONSE (username: [[x]])]",
                "1 AUTHENTICATE PLAIN ${sasl}",
            ),
            ("A1 AUTHENTICATE PLAIN **REDACTED**", "A1 AUTHENTICATE PLAIN ${sasl}"),
            ("A1 AUTHENTICATE **REDACTED**", "A1 login ${user} ${password}"),
        ] {
            assert_eq!(filled_in(&CommandLine::parse(line)), filled);
        }
        for line in [
            "a login user pass",
            "a login user password",
            "a login taro mypassword",
            "a login taro **x**",
            "a login taro@your.example secret",
            "a login taro \"my cat\"",
            "a login taro hidden",
            "a login taro *password",
            "a login taro $ECRET",
            "a login taro $COMPASS1",
            "a login ta**ro hunter2",
            "a login taro $Passw0rd",
            "a login myrtle mystery",
            "a login taro mypass123",
            "a login taro <secret>x",
            "a login USER secret",
            "a login [user] secret",
            "a login taro xxx",
            "a login taro xxXX",
            "login user@example.com secret",
            "a select [x] [y]",
            "login {4}",
            "login",
            "login [a",
            "a authenticate plain",
            "a authenticate plain =",
            "a authenticate plain AGEAYg==",
            "a authenticate plain AGEA Yg==",
            "a authenticate plain taro.y",
            "a authenticate plain ${base64}",
            "a authenticate xoauth2 ${answer}",
        ] {
            assert_eq!(filled_in(&CommandLine::parse(line)), line);
        }
    }
}
