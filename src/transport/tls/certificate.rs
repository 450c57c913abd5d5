//! A certificate's subject, issuer, names and validity. They are read only to be reported; `verify`
//! decides whether to trust the certificate.

use jiff::Timestamp;
use std::net::IpAddr;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate, X509Name};

/// How many of a certificate's names are reported: a large provider's has hundreds.
const REPORTED_NAMES: usize = 10;

/// The facts of a server's certificate. Escape the texts, which come from the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The common name, or else the organization, or else the whole name.
    pub subject: String,
    /// The organization and the common name.
    pub issuer: String,
    pub self_signed: bool,
    /// The host names and addresses for which it is valid.
    pub names: Vec<String>,
    pub not_before: Timestamp,
    pub not_after: Timestamp,
}

impl Certificate {
    /// Parses DER (RFC 5280 section 4).
    pub fn parse(der: &[u8]) -> Option<Certificate> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let validity = certificate.validity();
        let (subject, issuer) = (certificate.subject(), certificate.issuer());
        let names = match certificate.subject_alternative_name() {
            Ok(Some(names)) => names.value.general_names.iter().filter_map(host).collect(),
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

    /// The first names, and the number of further ones.
    pub fn first_names(&self) -> (&[String], usize) {
        let first = &self.names[..self.names.len().min(REPORTED_NAMES)];
        (first, self.names.len() - first.len())
    }
}

/// A name, if it is a host's.
fn host(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(octets) => {
            let v4 = <[u8; 4]>::try_from(*octets).map(IpAddr::from);
            let v6 = <[u8; 16]>::try_from(*octets).map(IpAddr::from);
            v4.or(v6).ok().map(|address| address.to_string())
        }
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
    common_name(name).or_else(|| organization(name)).unwrap_or_else(|| name.to_string())
}

/// A CA's common name alone is often meaningless ("R11", "CA 1"), so its organization precedes it.
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
