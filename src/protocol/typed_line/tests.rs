//! Tests of the classification of lines.

use super::*;

fn kind(line: &str) -> String {
    match LineClassifier::default().classify(line) {
        TypedLineKind::Command(line) => format!("{}/{}", line.tag.unwrap_or("-"), line.verb),
        other => format!("{other:?}"),
    }
}

#[test]
fn lines_are_classified_by_their_words() {
    for (line, expected) in [
        ("select inbox", "-/select"),
        ("  UID fetch 1 flags  ", "-/UID"),
        ("a1 select inbox", "a1/select"),
        ("a login x y", "a/login"),
        (". noop", "./noop"),
        ("1 xyzzy", "1/xyzzy"),
        ("A00001 frobnicate it", "A00001/frobnicate"),
        ("abcdefgh1 xyzzy", "abcdefgh1/xyzzy"),
        ("abcdefghi1 xyzzy", "-/abcdefghi1"),
        ("lgoin user pass", "-/lgoin"),
        ("a005 done", "a005/done"),
        ("done", "-/done"),
        ("search no", "-/search"),
        ("noop ok", "-/noop"),
        ("a003 no such mailbox", "ServerResponse"),
        ("login BAD Error in IMAP command received by server.", "ServerResponse"),
        ("select NO such mailbox", "ServerResponse"),
        ("noop OK done", "ServerResponse"),
        ("login NO geheim", "ServerResponse"),
        ("C: login NO geheim", "-/login"),
        ("login \"NO\" geheim", "-/login"),
        ("a1 login NO geheim", "a1/login"),
        ("login no geheim", "-/login"),
        ("login NO ${password}", "-/login"),
        ("append NO {3}", "-/append"),
        ("select NO", "-/select"),
        ("search OKAY x", "-/search"),
        ("TAG bad x", "ServerResponse"),
        ("* 12 EXISTS", "ServerResponse"),
        ("+", "ServerResponse"),
        ("+ idling", "ServerResponse"),
        ("*\t12 EXISTS", "ServerResponse"),
        ("a1\tOK done", "ServerResponse"),
        ("*12", "-/*12"),
        ("", "Blank"),
        ("   ", "Blank"),
        ("# hi", "Comment"),
        (":help idle", "Directive(\"help idle\")"),
        (" :raw a1 noop ", "Directive(\"raw a1 noop \")"),
        ("noop\u{200b}", "-/noop"),
        ("\u{feff}a1 noop \u{200b} ", "a1/noop"),
        ("$ telnet mail 143", "ToolOutput"),
        ("telnet [host] 143", "ToolOutput"),
        ("taro@home:~$ openssl s_client -connect x:993", "ToolOutput"),
        ("Trying 127.0.0.1...", "ToolOutput"),
        ("verify return:1", "ToolOutput"),
        ("closed", "ToolOutput"),
        (
            "4007CA772A7F0000:error:0A000126:SSL routines:ssl3_read_n:unexpected eof while reading:x.c:318:",
            "ToolOutput",
        ),
        ("Connection closed by foreign host.", "ToolOutput"),
        ("closed now", "-/closed"),
        ("[taro@home ~]$", "ToolOutput"),
        ("taro@home ~ % exit", "ToolOutput"),
        ("list \"\" %", "-/list"),
        // Commands, whatever their arguments look like.
        ("list \"\" % nc mail", "-/list"),
        ("search text \":error: SSL routines:\"", "-/search"),
    ] {
        assert_eq!(kind(line), expected, "{line}");
    }
}

#[test]
fn output_of_tools_and_shells_is_recognized() {
    for line in [
        "Ncat: Version 7.93 ( https://nmap.org/ncat )",
        "Ncat: Connected to 127.0.0.1:143.",
        "bash: telnet: command not found",
        "ssh: connect to host mail port 22: Connection refused",
        "- Certificate type: X.509",
        "- Status: The certificate is trusted. ",
        "*** Starting TLS handshake",
        "read:errno=0",
        "^]",
        "telnet> quit",
        "Microsoft Telnet> open mail 143",
        "Connectez-vous avec openssl :",
        "次のように入力します。",
        "C:\\Users\\me>telnet mail 143",
        "PS C:\\Users\\me> telnet mail 143",
        "bash-4.2$",
        "bash-5.1# exit",
        "mail:~ #",
        "mail:/var/log # tail x",
        "user@host> openssl",
        "sudo openssl s_client -connect x:993",
        "/usr/bin/openssl s_client -connect x:993",
        "—",
        "———",
        "–––",
        "-----",
        "▸ Connected to mail:993",
        "· noop",
        "DONE: 3 bytes",
        "depth=0 CN = mail.example.org",
        "CONNECTED(000001BC)",
        "Escape character is '^]'.",
        "Connecting to ::1",
        "% telnet mail 143",
        "> telnet mail 143",
        "❯ nc mail 143",
        "{ [5 bytes data]",
        "SSL_connect:SSLv3/TLS write client hello",
        "curl: (56) response reading failed",
        "(venv) me@host:~/src$ openssl s_client -connect x:993",
        "➜  ~ openssl s_client -connect x:993",
        "λ nc mail 143",
        "MINGW64 ~",
        "/ # telnet mail 143",
        " 0 s:CN = mail.example.org",
        "Verify return code: 0 (ok)",
        "Server public key is 2048 bit",
    ] {
        assert_eq!(kind(line), "ToolOutput", "{line}");
    }
    for line in [
        "login: taro himitsu",
        "lgoin: taro himitsu",
        "login:taro himitsu",
        "user: taro",
        "A:1 select inbox",
        "AGFsaWNlAHNlY3JldA==",
        "a1 noop",
        "a1: noop",
        "x=",
        "frobnicate",
        "frobnicate (x)",
        "hello world",
        "-1",
        "a$ noop x",
        "Select INBOX.",
    ] {
        let kind = kind(line);
        assert!(kind.contains('/') || line == "a$ noop x", "{line}: {kind}");
    }
}

#[test]
fn the_report_of_openssl_is_tool_output() {
    let listing = "CONNECTED(00000003)\ndepth=0 CN = x\nverify error:num=18:x\n---\nCertificate chain\n 0 s:CN = x\n   i:CN = x\n---\n\
        Server certificate\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\nsubject=CN = x\n\nissuer=CN = x\n\n---\n\
        SSL handshake has read 1 bytes\nVerification: OK\n---\nNew, TLSv1.3, Cipher is X\nVerify return code: 0 (ok)\n---\n---\n\
        Post-Handshake New Session Ticket arrived:\nSSL-Session:\n    Protocol  : TLSv1.3\n---\nread R BLOCK\nSent 14 bytes\n* OK ready\na noop";
    let mut classifier = LineClassifier::default();
    let kinds: Vec<_> = listing.lines().map(|line| classifier.classify(line)).collect();
    let (tools, rest) = kinds.split_at(kinds.len() - 2);
    assert!(tools.iter().all(|kind| *kind == TypedLineKind::ToolOutput), "{tools:?}");
    assert_eq!(rest[0], TypedLineKind::ServerResponse);
    assert!(matches!(rest[1], TypedLineKind::Command(_)));
}
