//! What a certificate says of itself: whose it is, who signed it, for which names and until when.
//! Read for telling only; whether it is to be believed is decided in `tls`.

use jiff::Timestamp;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate, X509Name};

/// How many of a certificate's names are told: one of a large provider has hundreds.
const TOLD: usize = 10;

/// The facts of a server's certificate. The texts are the certificate's own: make them safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Whose it is: the common name, else the organization, else the whole name.
    pub subject: String,
    /// Who signed it, the organization with the common name where both are there.
    pub issuer: String,
    /// Signed by itself: subject and issuer are the same name.
    pub self_signed: bool,
    /// The host names and addresses that it is for.
    pub names: Vec<String>,
    /// Not valid before this.
    pub not_before: Timestamp,
    /// Not valid after this.
    pub not_after: Timestamp,
}

impl Certificate {
    /// Reads DER (RFC 5280 section 4). `None` for what is no certificate.
    pub fn read(der: &[u8]) -> Option<Certificate> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let validity = certificate.validity();
        let subject = certificate.subject();
        let issuer = certificate.issuer();
        let names = match certificate.subject_alternative_name() {
            Ok(Some(names)) => names
                .value
                .general_names
                .iter()
                .filter_map(one_name)
                .collect(),
            _ => Vec::new(),
        };
        Some(Certificate {
            subject: short_name(subject),
            issuer: long_name(issuer),
            self_signed: subject.as_raw() == issuer.as_raw(),
            names,
            not_before: Timestamp::from_second(validity.not_before.timestamp()).ok()?,
            not_after: Timestamp::from_second(validity.not_after.timestamp()).ok()?,
        })
    }

    /// The first of the names that it is for, as one list, and how many more there are.
    pub fn names_told(&self) -> (String, usize) {
        let told = &self.names[..self.names.len().min(TOLD)];
        (told.join(", "), self.names.len() - told.len())
    }
}

fn one_name(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(octets) => match octets.len() {
            4 => <[u8; 4]>::try_from(*octets)
                .ok()
                .map(|octets| std::net::Ipv4Addr::from(octets).to_string()),
            16 => <[u8; 16]>::try_from(*octets)
                .ok()
                .map(|octets| std::net::Ipv6Addr::from(octets).to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn common_name(name: &X509Name) -> Option<String> {
    let value = name.iter_common_name().next()?.as_str().ok()?;
    Some(value.to_owned())
}

fn organization(name: &X509Name) -> Option<String> {
    let value = name.iter_organization().next()?.as_str().ok()?;
    Some(value.to_owned())
}

fn short_name(name: &X509Name) -> String {
    common_name(name)
        .or_else(|| organization(name))
        .unwrap_or_else(|| name.to_string())
}

/// A CA's common name alone says little ("R11", "CA 1"): its organization stands before it.
fn long_name(name: &X509Name) -> String {
    match (organization(name), common_name(name)) {
        (Some(organization), Some(common)) if !common.contains(&organization) => {
            format!("{organization} {common}")
        }
        (_, Some(common)) => common,
        (Some(organization), None) => organization,
        (None, None) => name.to_string(),
    }
}
