//! Tests of the masking in directives.

use super::UnknownVerbPolicy::{MaskArguments, Show};
use super::tests::{assert_masked, masked};
use super::*;

#[test]
fn secrets_in_directives_are_masked() {
    let mask = InputMask::default();
    let typed = |line: &str| {
        mask.secret(line).map_or_else(|| line.to_owned(), |secret| secret.masked(line))
    };
    for (line, shown) in [
        (":set password hunter 2", ":set password ${password}"),
        (":set pasword hunter2", ":set pasword ${password}"),
        (":set passwd hunter2", ":set passwd ${password}"),
        (":set PW hunter2", ":set PW ${password}"),
        (":set my-password hunter2", ":set my-password ${password}"),
        (":set password=hunter2", ":set password=${password}"),
        (":set user taro pass hunter2", ":set user taro pass ${password}"),
        (":set\u{a0}password\u{200b}hunter2", ":set\u{a0}password\u{200b}${password}"),
        (":set box Archive", ":set box Archive"),
        (":set user taro", ":set user taro"),
        (":set patience 10s", ":set patience 10s"),
        (":sett password hunter2", ":sett ${password}"),
        (":password hunter2", ":password ${password}"),
        (":password=hunter2", ":password${password}"),
        (":base64 hunter2", ":base64 ${password}"),
        (":base64hunter2", ":base64${password}"),
        (":set pswd hunter2", ":set pswd ${password}"),
        (":set mailpass hunter2", ":set mailpass ${password}"),
        (":set pw2 hunter2", ":set pw2 ${password}"),
        (":set jwt hunter2", ":set jwt ${password}"),
        (":set 秘密 hunter2", ":set 秘密 ${password}"),
        (":auth plain AGEAYg==", ":auth ${password}"),
        (": login user hunter2", ": ${password}"),
        (": state", ": state"),
        (":a1 login user hunter2", ":${password}"),
        (":rwa a1 login user hunter2", ":rwa ${password}"),
        (":decode hunter2", ":decode ${password}"),
        (":decode aHVudGVyMg==", ":decode ${password}"),
        (":decode on", ":decode on"),
        (":decode oof", ":decode oof"),
        (":decode o", ":decode o"),
        (":decode =?utf-8?B?5pel", ":decode =?utf-8?B?5pel"),
        (":decode &ZeVnLIqe-", ":decode &ZeVnLIqe-"),
        (":help login user hunter2", ":help login user ${password}"),
        (":run a1 lgoin user hunter2", ":run a1 lgoin user ${password}"),
        (
            ":connect imaps://taro:hunt:er@2@mail:993 --plain",
            ":connect imaps://taro:${password}@mail:993 --plain",
        ),
        (":connect taro:hunter2@mail", ":connect taro:${password}@mail"),
        (":connect mail:993 --user taro@mail", ":connect mail:993 --user taro@mail"),
        (":conect imaps://taro:hunter2@mail", ":conect ${password}"),
        (":connect taro:123@mail", ":connect taro:${password}@mail"),
        // While it is typed: text that can't be a port.
        (":connect taro:hun", ":connect taro:${password}"),
        (":connect mail:993", ":connect mail:993"),
        (":connect mail 993 --starttls", ":connect mail 993 --starttls"),
        (":connect mail 99999", ":connect mail 99999"),
        (":connect mail 993 --pl", ":connect mail 993 --pl"),
        (":connect --plain mail 993", ":connect --plain mail 993"),
        (":connect practice", ":connect practice"),
        // The directive does not take more words.
        (":connect no such host", ":connect no ${password}"),
        (":connect mail hunter2", ":connect mail ${password}"),
        (":connect mail 993 hunter2", ":connect mail 993 ${password}"),
        (":connect mail:993 --plain hunter2", ":connect mail:993 --plain ${password}"),
        (":connect mail --user taro:hunter2", ":connect mail --user taro:${password}"),
        (":connect mail --user taro hunter2", ":connect mail --user taro ${password}"),
        (":connect mail:993 --ca-file my/ca.pem", ":connect mail:993 --ca-file my/ca.pem"),
        (":connect mail --insecure", ":connect mail --insecure"),
        (":connect mail --ca-file ca.pem hunter2", ":connect mail --ca-file ca.pem ${password}"),
        (":connect mail --pw=hunter2", ":connect mail --pw=${password}"),
        (":connect mail -u taro:hunter2", ":connect mail -u ${password}"),
        (
            ":connect mail --user taro --password hunter2",
            ":connect mail --user taro --password ${password}",
        ),
        (":connect mail --password=hunter2", ":connect mail --password=${password}"),
        (":set user taro hunter2", ":set user taro ${password}"),
        (":set user taro:hunter2", ":set user taro:${password}"),
        (":set user=\"taro:hunter2\"", ":set user=\"taro:${password}"),
        (":set user=taro/hunter2", ":set user=taro/${password}"),
        (":set user: taro hunter2", ":set user: taro ${password}"),
        (":set user taro@mail.example", ":set user taro@mail.example"),
        (":set user taro@mail.example:hunter2", ":set user taro@mail.example:${password}"),
        (":set patience 10s hunter2", ":set patience 10s ${password}"),
        (":set auth=plain hunter2", ":set auth=${password}"),
        (":set login taro hunter2", ":set login ${password}"),
        (":set plain AGEAYg==", ":set plain ${password}"),
        (":set パスワード hunter2", ":set パスワード ${password}"),
        (":set mot-de-passe hunter2", ":set mot-de-passe ${password}"),
        (":set hunter2! now", ":set ${password}"),
        (":set author Taro", ":set author Taro"),
        (":set passage Genesis", ":set passage Genesis"),
        (":set passive on", ":set passive on"),
        (":set box=Archive", ":set box=Archive"),
        (":connect [::1]:143 --plain", ":connect [::1]:143 --plain"),
        (":expect * OK [x:y@z] login done now", ":expect * OK [x:y@z] login done now"),
        (":expect a1 OK LOGIN completed", ":expect a1 OK LOGIN completed"),
        (":expect ...LOGIN is disabled", ":expect ...LOGIN is disabled"),
        (":expect x1 login taro hunter2", ":expect x1 login taro ${password}"),
        (":expect! lgoin taro hunter2", ":expect! lgoin taro ${password}"),
        (":expect login taro:hunter2", ":expect login taro:${password}"),
        (":other id (\"password\" \"hunter2\")", ":other id (\"password\" ${secret})"),
        (":expect * login taro hunter2", ":expect * login taro ${password}"),
        (":wait 1s login taro hunter2", ":wait 1s login taro ${password}"),
        (":wait login taro hunter2", ":wait login taro ${password}"),
        (":wait 1s", ":wait 1s"),
        (":capture pw login taro hunter2", ":capture pw ${password}"),
        (":capture x login taro hunter2", ":capture x login taro ${password}"),
        (":capture password hunter2", ":capture password ${password}"),
        (":capture token * OK token (...)", ":capture token * OK token (...)"),
        (
            ":capture uid ...[APPENDUID ... (...)] done",
            ":capture uid ...[APPENDUID ... (...)] done",
        ),
        (":run a:b", ":run a:b"),
        (":wait 10s * 3 EXISTS", ":wait 10s * 3 EXISTS"),
        (":login taro hunter2", ":login ${password}"),
        (" :LOGNI taro hunter2", " :LOGNI ${password}"),
        (":raw a1 login taro hunter2", ":raw a1 login taro ${password}"),
        (":exepct", ":exepct"),
        (":", ":"),
        // The name itself may be a secret, or be joined with the value.
        (":hunter2", ":${password}"),
        (":battery horse staple", ":${password}"),
        (":set paswordhunter2", ":set pasword${password}"),
        (":set passwordHunter2 x", ":set password${password}"),
        (":set passwdhunter2", ":set passwd${password}"),
        (":set passphrase hunter2", ":set passphrase ${password}"),
    ] {
        assert_eq!(typed(line), shown);
        assert_eq!(mask_directive_secrets(line), shown);
    }
    // After login a pattern may be a line of a mail.
    for line in [
        ":expect Please login to the site",
        ":wait 5s Your login is taro",
        ":capture code the login code is (...)",
    ] {
        assert_eq!(masked(line, Show), line);
    }
    let tagged = masked(":expect x1 login taro hunter2", Show);
    assert_eq!(tagged, ":expect x1 login taro ${password}");
    assert_eq!(directive_name("password=hunter2"), "password");
    assert_eq!(directive_name(" login"), "");
    assert_eq!(directive_name("hunter2"), "");
    assert_eq!(directive_name("recnnect now"), "recnnect");
}

#[test]
fn a_directive_that_does_not_exist_is_repeated_by_its_name() {
    for line in [":time on", ":timestamps", ":guide off", ":learn tags", ":fold", ":color always"] {
        assert_eq!(masked(line, Show), line);
        for policy in [UnknownVerbPolicy::MaskArguments, UnknownVerbPolicy::MaskAll] {
            let name = line.split(' ').next().unwrap_or_default();
            let shown =
                if name == line { line.to_owned() } else { format!("{name} ${{password}}") };
            assert_eq!(masked(line, policy), shown);
        }
    }
    for (line, after_login) in [
        (":whoami", ":whoami"),
        (":whoami now", ":whoami ${password}"),
        (":history -c", ":history ${password}"),
        (":time on hunter2", ":time on ${password}"),
        (":learn login taro hunter2", ":learn login taro ${password}"),
        (":sett password hunter2", ":sett ${password}"),
        (":passwrod hunter2", ":passwrod ${password}"),
        (": hunter2", ": ${password}"),
    ] {
        assert_eq!(masked(line, Show), after_login);
        let before = masked(line, UnknownVerbPolicy::MaskAll);
        assert!(!before.contains("whoami") && !before.contains("hunter2"), "{before}");
    }
    // None is kept in the history.
    let mask = InputMask::Command(Show);
    for line in [":whoami", ":whoami now", ":time on", ":exepct", ":login taro hunter2"] {
        assert_eq!(mask.kept(line), None, "{line}");
    }
    for line in [":help", ":set guide off", "whoami"] {
        assert_eq!(mask.kept(line).as_deref(), Some(line));
    }
}

#[test]
fn the_password_in_a_url_that_is_explained_is_masked() {
    for policy in [MaskArguments, Show] {
        assert_masked(
            policy,
            &[(
                ":explain * OK [REFERRAL imap://joe:hunter2@x/] y",
                ":explain * OK [REFERRAL imap://joe:${password}@x/] y",
            )],
        );
    }
}

#[test]
fn after_an_attempt_a_topic_that_does_not_exist_may_be_the_secret() {
    let masked = |policy, line: &str| InputMask::Command(policy).masked(line);
    let refused = UnknownVerbPolicy::MaskAll;
    assert_eq!(masked(refused, ":help himitsu7"), ":help ${password}");
    assert_eq!(masked(UnknownVerbPolicy::MaskArguments, ":help himitsu7"), ":help himitsu7");
    for topic in ["select", "SCRAM-SHA-256", "imap4rev", "utf8=accept", "search keys", "7162"] {
        let line = format!(":help {topic}");
        assert_eq!(masked(refused, &line), line);
    }
}
