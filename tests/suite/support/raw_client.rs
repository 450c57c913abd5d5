//! A client that sends IMAP commands as octets and returns the responses in normalized form.

use super::TIMEOUT;
use super::imap_client::{ImapClient, Stream};
use super::normalize::{normalize_status, normalize_untagged, ordering_key};

pub struct RawClient(ImapClient);

impl RawClient {
    /// Reads the greeting, which must be OK.
    #[track_caller]
    pub fn new(stream: impl Stream + 'static) -> Self {
        stream.set_timeout(TIMEOUT).expect("a valid timeout");
        Self(ImapClient::new(stream).expect("the server sends a greeting"))
    }

    /// Sends a command, in which literals are written as `{n+}`. Returns the normalized responses:
    /// the untagged ones in a fixed order, then the tagged one without its tag and text.
    #[track_caller]
    pub fn run(&mut self, command: impl AsRef<[u8]>) -> Vec<String> {
        let (data, status) = self.responses(command);
        let mut responses: Vec<String> =
            data.iter().filter_map(|data| normalize_untagged(data)).collect();
        responses.sort_by_key(|response| ordering_key(response));
        responses.push(normalize_status(&status));
        responses
    }

    /// Sends a command. Returns the untagged responses without `* `, then the tagged one without its
    /// tag, all as they were received.
    #[track_caller]
    pub fn responses(&mut self, command: impl AsRef<[u8]>) -> (Vec<Vec<u8>>, Vec<u8>) {
        let tag = self.0.begin(command).expect("the server accepts the command") + " ";
        let mut data = Vec::new();
        loop {
            let response = self.read_response();
            if let Some(status) = response.strip_prefix(tag.as_bytes()) {
                return (data, status.to_vec());
            }
            data.push(response.strip_prefix(b"* ").unwrap_or(&response).to_vec());
        }
    }

    /// Reads this many normalized responses that the server sends without being asked, apart from
    /// RECENT: which of several sessions gets it depends on their speed.
    #[track_caller]
    pub fn read_unasked(&mut self, count: usize) -> Vec<String> {
        let mut responses = Vec::new();
        while responses.len() < count {
            let response = self.read_response();
            let data = response.strip_prefix(b"* ").unwrap_or(&response);
            responses.extend(normalize_untagged(data).filter(|it| !it.ends_with(" RECENT")));
        }
        responses.sort_by_key(|response| ordering_key(response));
        responses
    }

    #[track_caller]
    fn read_response(&mut self) -> Vec<u8> {
        self.0.read_response().expect("the server sends a response")
    }
}
