//! Good and bad certificates, the server's and the client's, and the files that options name.

use super::*;

#[test]
fn a_good_certificate_is_reported() {
    let ca = authority("Test CA");
    let pair = leaf(&ca, |_| {});
    for (version, known) in
        [(&rustls::version::TLS13, "TLS 1.3"), (&rustls::version::TLS12, "TLS 1.2")]
    {
        for name in ["mail.example", "127.0.0.1"] {
            let (stream, serving) = serve(server(&pair, None, &[version]), greet);
            let (facts, heard, end) = talk(stream, &trusting(&ca), name).unwrap();
            serving.join().unwrap().unwrap();
            assert_eq!(heard, b"* OK ready\r\n");
            assert_eq!(end, Read::End { clean: true });
            assert_eq!(facts.version, known);
            assert!(facts.cipher_suite.starts_with("TLS_"), "{}", facts.cipher_suite);
            assert_eq!(facts.verified, Verified::PracticeCa);
            let certificate = facts.certificate.unwrap();
            assert_eq!(certificate.subject, "mail.example");
            assert_eq!(certificate.issuer, "Test CA");
            let names = ["mail.example".to_owned(), "127.0.0.1".to_owned()];
            assert_eq!(certificate.first_names(), (&names[..], 0));
        }
    }
}

#[test]
fn a_bad_certificate_is_reported() {
    let ca = authority("Test CA");
    let trust = trusting(&ca);
    let good = leaf(&ca, |_| {});
    let old = leaf(&ca, |params| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 2, 3);
    });
    let new = leaf(&ca, |params| params.not_before = date_time_ymd(3000, 1, 1));
    let nameless = leaf(&ca, |params| params.subject_alt_names.clear());
    let many = leaf(&ca, |params| {
        let names = (0..300).map(|at| format!("{at}.example").try_into().unwrap());
        params.subject_alt_names = names.map(SanType::DnsName).collect();
    });
    let nobody = TlsConfig::new(&TlsOptions::default()).unwrap();
    let cases = [
        (
            failure(&nameless, &trust, "mail.example"),
            "lists no host names; a name in its subject (mail.example) is no longer accepted. / The server needs",
        ),
        (
            failure(&many, &trust, "mail.example"),
            ".example and 290 more / Connect to one of those names",
        ),
        (failure(&old, &trust, "mail.example"), "expired on 2021-02-03 (issued by Test CA). / "),
        (
            failure(&new, &trust, "mail.example"),
            "not valid before 3000-01-01. / Check this machine's clock.",
        ),
        (
            failure(&good, &trust, "other.example"),
            "not valid for other.example, only for: mail.example, 127.0.0.1 / ",
        ),
        (failure(&good, &trust, "127.0.0.2"), "not valid for 127.0.0.2, only for: mail.example"),
        (
            failure(&good, &nobody, "mail.example"),
            "was issued by an unknown authority: Test CA / Pass the CA certificate with --ca-file",
        ),
    ];
    for (words, expected) in cases {
        assert!(words.contains(expected), "{words}\nlacks\n{expected}");
    }
}

#[test]
fn a_self_signed_certificate_can_be_its_own_ca_file() {
    for is_ca in [IsCa::NoCa, IsCa::Ca(BasicConstraints::Unconstrained)] {
        let mut params = CertificateParams::new(["mail.example".to_owned()]).unwrap();
        params.is_ca = is_ca;
        params.distinguished_name.push(DnType::CommonName, "Myself");
        let own = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let pair = Pair(own.der().clone(), own.pem(), own.key().serialize_pem());
        let nobody = TlsConfig::new(&TlsOptions::default()).unwrap();
        let words = failure(&pair, &nobody, "mail.example");
        assert!(words.contains("is self-signed: Myself"), "{words}");
        let words = failure(&pair, &trusting(&own), "other.example");
        assert!(words.contains("not valid for other.example, only for: mail.example"), "{words}");
        let (stream, _serving) = serve(usual(&pair), greet);
        let (facts, ..) = talk(stream, &trusting(&own), "mail.example").unwrap();
        assert_eq!(facts.verified, Verified::PracticeCa);
    }
}

/// The system's roots are those of a file that the environment names, so the test runs once more as
/// a process with its own environment.
#[test]
fn the_systems_roots_are_asked_last() {
    const ROOTS: &str = "IMAPSH_TEST_ROOTS";
    let Some(file) = std::env::var_os(ROOTS) else {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("roots.pem");
        let ran = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "transport::tests::certificates::the_systems_roots_are_asked_last"])
            .env("SSL_CERT_FILE", &file)
            .env(ROOTS, &file)
            .env_remove("SSL_CERT_DIR")
            .output()
            .unwrap();
        let words = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success() && words.contains("1 passed"), "{words}");
        return;
    };
    let ca = authority("The Company's CA");
    std::fs::write(file, ca.pem()).unwrap();
    let pair = leaf(&ca, |_| {});
    let config = TlsConfig::new(&TlsOptions::default()).unwrap();
    let (stream, _serving) = serve(usual(&pair), greet);
    let (facts, ..) = talk(stream, &config, "mail.example").unwrap();
    assert_eq!(facts.verified, Verified::System);
    let words = failure(&pair, &config, "other.example");
    assert!(words.contains("not valid for other.example"), "{words}");
}

#[test]
fn insecure_trusts_any_certificate_and_says_so() {
    let old = leaf(&authority("Test CA"), |params| params.not_after = date_time_ymd(2021, 2, 3));
    let options = TlsOptions { insecure: true, ..TlsOptions::default() };
    let (stream, _serving) = serve(usual(&old), greet);
    let (facts, heard, _) =
        talk(stream, &TlsConfig::new(&options).unwrap(), "other.example").unwrap();
    assert_eq!(heard, b"* OK ready\r\n");
    assert_eq!(facts.verified, Verified::Skipped);
    assert_eq!(facts.certificate.unwrap().subject, "mail.example");
}

#[test]
fn a_client_certificate_is_required_accepted_and_refused() {
    let ca = authority("Test CA");
    let pair = leaf(&ca, |_| {});
    let folder = tempfile::tempdir().unwrap();
    let with = |client: &Pair| {
        let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        std::fs::write(&cert, &client.1).unwrap();
        std::fs::write(&key, &client.2).unwrap();
        let more_roots = Some(ca.pem().into_bytes());
        let client_cert = Some((cert, key));
        TlsConfig::new(&TlsOptions { more_roots, client_cert, ..TlsOptions::default() }).unwrap()
    };
    let known = with(&leaf(&ca, |_| {}));
    let unknown = with(&leaf(&authority("Another CA"), |_| {}));
    for version in [&rustls::version::TLS13, &rustls::version::TLS12] {
        let meet = |config: &TlsConfig| {
            let (stream, serving) = serve(server(&pair, Some(&ca), &[version]), greet);
            let result = talk(stream, config, "mail.example");
            let _ = serving.join().unwrap();
            result
        };
        let wanted = explained(meet(&trusting(&ca)));
        assert_eq!(
            wanted,
            "The server requires a client certificate. / Pass one with --cert and --key."
        );
        assert_eq!(meet(&known).unwrap().1, b"* OK ready\r\n");
        let refused = explained(meet(&unknown));
        assert!(
            refused.starts_with("The server rejected the client certificate (UnknownCA)"),
            "{refused}"
        );
    }
}

#[test]
fn an_invalid_file_is_reported_by_its_name() {
    let ca = authority("Test CA");
    let (one, two) = (leaf(&ca, |_| {}), leaf(&ca, |_| {}));
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let cert = file("cert.pem", &one.1);
    let key = file("key.pem", &one.2);
    let other_key = file("other.pem", &two.2);
    let empty = file("empty.pem", "nothing here\n");
    let broken =
        file("broken.pem", "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n");
    let no_x509 = file("no.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let locked = file(
        "locked.pem",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    let missing = folder.path().join("missing.pem");
    let messages = Messages::new(Language::English);
    let ca_file = |file: &std::path::Path| TlsOptions {
        ca_file: Some(file.to_owned()),
        ..TlsOptions::default()
    };
    let client = |cert: &std::path::Path, key: &std::path::Path| TlsOptions {
        client_cert: Some((cert.to_owned(), key.to_owned())),
        ..TlsOptions::default()
    };
    let cases = [
        (ca_file(&missing), "Cannot read FOLDER/missing.pem: No such file"),
        (ca_file(&empty), "empty.pem contains no certificate."),
        (ca_file(&key), "key.pem contains no certificate."),
        (ca_file(&broken), "broken.pem is not a valid PEM file: "),
        (ca_file(&no_x509), "Cannot use a certificate in "),
        (client(&empty, &key), "empty.pem contains no certificate."),
        (client(&cert, &missing), "Cannot read FOLDER/missing.pem: "),
        (client(&cert, &cert), "cert.pem contains no private key."),
        (client(&cert, &locked), "is encrypted with a passphrase."),
        (client(&cert, &other_key), "key in FOLDER/other.pem do not match."),
    ];
    for (options, expected) in cases {
        let expected = &expected.replace("FOLDER", &folder.path().display().to_string());
        let words = TlsConfig::new(&options).unwrap_err().explain(messages);
        assert!(words.cause.contains(expected), "{}\nlacks\n{expected}", words.cause);
        assert!(!words.advice.starts_with("net-"), "{}", words.advice);
    }
    assert!(TlsConfig::new(&client(&cert, &key)).is_ok());
}
