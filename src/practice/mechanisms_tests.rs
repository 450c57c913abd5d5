//! Tests of the mechanisms, with the RFCs' examples.

use super::*;
use std::collections::HashMap;

impl Passwords for HashMap<&str, &str> {
    fn password(&self, user: &str) -> Option<String> {
        self.get(user).map(|password| (*password).to_owned())
    }
}

fn passwords() -> HashMap<&'static str, &'static str> {
    HashMap::from([("user", "pencil"), ("tim", "tanstaaftanstaaf")])
}

#[test]
fn plain_has_three_fields_and_does_not_permit_another_authzid() {
    let passwords = passwords();
    let step = |octets: &[u8]| ServerExchange::Plain.step(octets, &passwords);
    assert_eq!(step(b"\0user\0pencil"), SaslStep::Authenticated("user".into()));
    assert_eq!(step(b"user\0user\0pencil"), SaslStep::Authenticated("user".into()));
    assert_eq!(step(b"tim\0user\0pencil"), SaslStep::Failed);
    assert_eq!(step(b"\0user\0pen"), SaslStep::Failed);
    assert_eq!(step(b"\0nobody\0"), SaslStep::Failed);
    assert!(matches!(step(b"user pencil"), SaslStep::Malformed(_)));
}

#[test]
fn the_cram_md5_example_of_rfc_2195_succeeds() {
    let challenge = b"<1896.697170952@postoffice.reston.mci.net>".to_vec();
    let mut exchange = ServerExchange::CramMd5(challenge);
    let response = b"tim b913a602c7eda7a495b4e6e7334d3890";
    assert_eq!(exchange.step(response, &passwords()), SaslStep::Authenticated("tim".into()));
    assert_eq!(
        exchange.step(b"tim b913a602c7eda7a495b4e6e7334d3891", &passwords()),
        SaslStep::Failed
    );
    assert_eq!(exchange.step(b"tim zz", &passwords()), SaslStep::Failed);
}

#[test]
fn xoauth2_accepts_any_token_of_its_form_and_explains_a_refusal() {
    let step =
        |octets: &[u8]| ServerExchange::XOAuth2 { refused: false }.step(octets, &passwords());
    assert_eq!(
        step(b"user=user\x01auth=Bearer ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg\x01\x01"),
        SaslStep::Authenticated("user".into())
    );
    for refused in [
        &b"user=user\x01auth=Bearer invalid\x01\x01"[..],
        b"user=no\x01auth=Bearer x\x01\x01",
        b"user=user\x01auth=Bearer \x01\x01",
        b"nonsense",
    ] {
        let mut exchange = ServerExchange::XOAuth2 { refused: false };
        assert!(matches!(exchange.step(refused, &passwords()), SaslStep::Challenge(_)));
        assert_eq!(exchange.step(b"", &passwords()), SaslStep::Failed);
    }
}
