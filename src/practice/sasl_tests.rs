use super::*;

fn passwords() -> HashMap<String, String> {
    let users = [
        ("user", "pencil"),
        ("tim", "tanstaaftanstaaf"),
        ("a,b=c", "x"),
    ];
    users
        .iter()
        .map(|(user, password)| ((*user).into(), (*password).into()))
        .collect()
}

#[test]
fn plain_takes_three_fields_and_no_other_user() {
    let passwords = passwords();
    let step = |octets: &[u8]| Exchange::Plain.step(octets, &passwords);
    assert_eq!(step(b"\0user\0pencil"), Step::Done("user".into()));
    assert_eq!(step(b"user\0user\0pencil"), Step::Done("user".into()));
    assert_eq!(step(b"tim\0user\0pencil"), Step::Failed);
    assert_eq!(step(b"\0user\0pen"), Step::Failed);
    assert_eq!(step(b"\0nobody\0"), Step::Failed);
    assert!(matches!(step(b"user pencil"), Step::Malformed(_)));
}

#[test]
fn cram_md5_agrees_with_the_example_of_rfc_2195() {
    let challenge = b"<1896.697170952@postoffice.reston.mci.net>".to_vec();
    let mut exchange = Exchange::CramMd5(challenge);
    let answer = b"tim b913a602c7eda7a495b4e6e7334d3890";
    assert_eq!(
        exchange.step(answer, &passwords()),
        Step::Done("tim".into())
    );
    assert_eq!(
        exchange.step(b"tim b913a602c7eda7a495b4e6e7334d3891", &passwords()),
        Step::Failed
    );
    assert_eq!(exchange.step(b"tim zz", &passwords()), Step::Failed);
}

#[test]
fn scram_agrees_with_the_example_of_rfc_7677() {
    let so_far = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    let nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    let salt = decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap_or_default();
    let message = format!("c=biws,r={nonce},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    let answer = prove(&message, nonce, "n,,", so_far, &salt, Some("pencil"));
    assert_eq!(
        answer,
        Ok(b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=".to_vec())
    );
    assert_eq!(
        prove(&message, nonce, "n,,", so_far, &salt, Some("pencils")),
        Err(Step::Failed)
    );
    assert_eq!(
        prove(&message, nonce, "n,,", so_far, &salt, None),
        Err(Step::Failed)
    );
}

#[test]
fn scram_names_may_hold_commas_and_equals_signs() {
    assert_eq!(unescape("a=2Cb=3Dc"), Some("a,b=c".into()));
    assert_eq!(unescape("a=b"), None);
    let mut exchange = Exchange::Scram(Scram::Start { random: [7; 18] });
    let step = exchange.step(b"n,,n=a=2Cb=3Dc,r=xyz", &passwords());
    assert!(matches!(step, Step::Challenge(challenge) if challenge.starts_with(b"r=xyz")));
}

#[test]
fn xoauth2_takes_any_token_of_its_form_and_explains_a_refusal() {
    let step = |octets: &[u8]| Exchange::XOAuth2 { refused: false }.step(octets, &passwords());
    assert_eq!(
        step(b"user=user\x01auth=Bearer ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg\x01\x01"),
        Step::Done("user".into())
    );
    for wrong in [
        &b"user=user\x01auth=Bearer invalid\x01\x01"[..],
        b"user=no\x01auth=Bearer x\x01\x01",
        b"user=user\x01auth=Bearer \x01\x01",
        b"nonsense",
    ] {
        let mut exchange = Exchange::XOAuth2 { refused: false };
        assert!(matches!(
            exchange.step(wrong, &passwords()),
            Step::Challenge(_)
        ));
        assert_eq!(exchange.step(b"", &passwords()), Step::Failed);
    }
}
