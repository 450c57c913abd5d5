//! Connects to a host: tries every address of the name in turn, within one deadline.

use super::address::Target;
use super::deadlines::{WaitResult, deadline_after, wait_in_pieces, wait_writable};
use rustix::io::Errno;
use socket2::{Domain, Socket, Type};
use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A connection, and the address that accepted it.
#[derive(Debug)]
pub struct Connected {
    /// Blocking; small writes go out at once (TCP_NODELAY).
    pub stream: TcpStream,
    /// The server's address.
    pub address: SocketAddr,
}

/// The steps of connecting, each reported as it happens.
#[derive(Debug)]
pub enum Attempt<'a> {
    /// An address is tried.
    Trying {
        /// The address.
        address: SocketAddr,
        /// Its number, from 1.
        number: usize,
        /// How many addresses the name has.
        of: usize,
    },
    /// An address did not accept the connection.
    Failed {
        /// The address.
        address: SocketAddr,
        /// The reason.
        error: &'a ConnectError,
        /// How many addresses the name has. With one, its failure is the failure of the whole attempt.
        of: usize,
    },
}

/// Why there is no connection. With several addresses, the most informative failure: a refusal before a
/// timeout, a timeout before an unreachable address.
#[derive(Debug)]
pub enum ConnectError {
    /// The resolver returned no address.
    LookupFailed { host: String, reason: LookupError },
    /// The resolver did not answer in time.
    LookupTimedOut { host: String },
    /// No program listens at the address.
    Refused { address: SocketAddr },
    /// The peer accepted the connection and reset it before anything was sent.
    Reset { address: SocketAddr },
    /// No answer in time.
    TimedOut { address: SocketAddr },
    /// There is no route to the address.
    Unreachable { address: SocketAddr, reason: io::Error },
    /// The caller ended the wait.
    Interrupted,
    /// Anything else.
    Other { address: SocketAddr, reason: io::Error },
}

/// Why a resolver did not return an address.
#[derive(Debug)]
pub enum LookupError {
    UnknownName,
    /// The name is registered, without an address.
    NoAddress,
    /// The servers that could know the name did not answer.
    NoAnswer,
    Other(io::Error),
}

impl LookupError {
    /// The standard library does not return the code of `getaddrinfo`, only its text: that of Linux or macOS.
    fn new(error: io::Error) -> LookupError {
        let said = error.to_string();
        match said.rsplit(": ").next().unwrap_or_default() {
            "Name or service not known" | "nodename nor servname provided, or not known" => {
                LookupError::UnknownName
            }
            "No address associated with hostname" => LookupError::NoAddress,
            "Temporary failure in name resolution" => LookupError::NoAnswer,
            _ => LookupError::Other(error),
        }
    }
}

impl ConnectError {
    fn at(address: SocketAddr, reason: io::Error) -> ConnectError {
        use io::ErrorKind as K;
        match reason.kind() {
            K::ConnectionRefused => ConnectError::Refused { address },
            K::ConnectionReset => ConnectError::Reset { address },
            K::TimedOut | K::WouldBlock => ConnectError::TimedOut { address },
            K::NetworkUnreachable | K::HostUnreachable | K::NetworkDown | K::AddrNotAvailable => {
                ConnectError::Unreachable { address, reason }
            }
            _ => ConnectError::Other { address, reason },
        }
    }

    fn weight(&self) -> u8 {
        match self {
            ConnectError::Reset { .. } => 4,
            ConnectError::Refused { .. } => 3,
            ConnectError::TimedOut { .. } => 2,
            ConnectError::Other { .. } => 1,
            _ => 0,
        }
    }
}

/// Connects to the target within `timeout`, trying each address that its name has. Setting
/// `interrupt` ends it before.
pub fn connect(
    target: &Target,
    timeout: Duration,
    interrupt: Option<&AtomicBool>,
    attempt: &mut dyn FnMut(Attempt<'_>),
) -> Result<Connected, ConnectError> {
    let deadline = deadline_after(Instant::now(), timeout);
    let addresses = look_up(&target.host, target.port, deadline, interrupt)?;
    try_each(&addresses, deadline, interrupt, attempt)
        .unwrap_or_else(|| Err(lookup_failed(&target.host, LookupError::NoAddress)))
}

/// Runs a system call that can't be interrupted on a separate thread, which is left behind if it takes
/// too long.
fn on_detached_thread<T: Send + 'static>(
    name: &str,
    deadline: Instant,
    interrupt: Option<&AtomicBool>,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> WaitResult<io::Result<T>> {
    let (sender, receiver) = mpsc::channel();
    let started = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        // After the deadline, the receiver is gone.
        let _ = sender.send(work());
    });
    if let Err(error) = started {
        return WaitResult::Done(Err(error));
    }
    let waited = wait_in_pieces(deadline, interrupt, |until| {
        let remaining = until.saturating_duration_since(Instant::now());
        Ok::<_, Infallible>(receiver.recv_timeout(remaining).ok())
    });
    let Ok(waited) = waited;
    waited
}

/// The addresses of a name; an address resolves to itself.
fn look_up(
    host: &str,
    port: u16,
    deadline: Instant,
    interrupt: Option<&AtomicBool>,
) -> Result<Vec<SocketAddr>, ConnectError> {
    if let Ok(address) = host.parse() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let named = host.to_owned();
    let found = on_detached_thread("resolver", deadline, interrupt, move || {
        (named.as_str(), port).to_socket_addrs().map(Vec::from_iter)
    });
    match found {
        WaitResult::Done(Ok(addresses)) => Ok(addresses),
        WaitResult::Done(Err(error)) => Err(lookup_failed(host, LookupError::new(error))),
        WaitResult::Interrupted => Err(ConnectError::Interrupted),
        WaitResult::TimedOut => Err(ConnectError::LookupTimedOut { host: host.to_owned() }),
    }
}

fn lookup_failed(host: &str, reason: LookupError) -> ConnectError {
    ConnectError::LookupFailed { host: host.to_owned(), reason }
}

/// Tries the addresses in the resolver's order, each with its share of the time that is left.
/// `None`: the name has no address.
fn try_each(
    addresses: &[SocketAddr],
    deadline: Instant,
    interrupt: Option<&AtomicBool>,
    attempt: &mut dyn FnMut(Attempt<'_>),
) -> Option<Result<Connected, ConnectError>> {
    let mut best_error: Option<ConnectError> = None;
    for (index, &address) in addresses.iter().enumerate() {
        attempt(Attempt::Trying { address, number: index + 1, of: addresses.len() });
        let remaining = deadline.saturating_duration_since(Instant::now());
        let share = remaining / u32::try_from(addresses.len() - index).unwrap_or(u32::MAX);
        match connect_one(address, share, interrupt) {
            Ok(stream) => return Some(Ok(Connected { stream, address })),
            Err(ConnectError::Interrupted) => return Some(Err(ConnectError::Interrupted)),
            Err(error) => {
                attempt(Attempt::Failed { address, error: &error, of: addresses.len() });
                if best_error.as_ref().is_none_or(|best_error| best_error.weight() < error.weight())
                {
                    best_error = Some(error);
                }
            }
        }
    }
    best_error.map(Err)
}

fn connect_one(
    address: SocketAddr,
    share: Duration,
    interrupt: Option<&AtomicBool>,
) -> Result<TcpStream, ConnectError> {
    if share.is_zero() {
        return Err(ConnectError::TimedOut { address });
    }
    let failed = |error: io::Error| ConnectError::at(address, error);
    let (stream, is_connected) = begin(address).map_err(failed)?;
    if !is_connected {
        let waited = wait_in_pieces(Instant::now() + share, interrupt, |until| {
            let writable = wait_writable(&stream, until)?;
            Ok::<_, io::Error>(writable.then_some(()))
        });
        match waited.map_err(failed)? {
            WaitResult::Done(()) => {}
            WaitResult::Interrupted => return Err(ConnectError::Interrupted),
            WaitResult::TimedOut => return Err(ConnectError::TimedOut { address }),
        }
        let result = stream.take_error().and_then(|error| error.map_or(Ok(()), Err));
        result.map_err(failed)?;
    }
    stream.set_nonblocking(false).and_then(|()| stream.set_nodelay(true)).map_err(failed)?;
    Ok(stream)
}

/// Begins to connect. Returns whether the connection is already complete. (The standard library connects
/// in one call, which can't be interrupted.)
fn begin(address: SocketAddr) -> io::Result<(TcpStream, bool)> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    let connected = match socket.connect(&address.into()) {
        Ok(()) => true,
        Err(error) => match Errno::from_io_error(&error) {
            Some(Errno::INPROGRESS | Errno::INTR) => false,
            _ => return Err(error),
        },
    };
    Ok((socket.into(), connected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn soon() -> Instant {
        deadline_after(Instant::now(), Duration::from_secs(30))
    }

    /// A loopback address without a listener.
    fn refusing() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    }

    #[test]
    fn the_second_address_takes_it() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let open = listener.local_addr().unwrap();
        let closed = refusing();
        let mut reported = Vec::new();
        let connected = try_each(&[closed, open], soon(), None, &mut |attempt| {
            reported.push(match attempt {
                Attempt::Trying { address, number, of } => format!("{address} {number}/{of}"),
                Attempt::Failed { error, .. } => format!("{error:?}"),
            });
        });
        assert_eq!(connected.unwrap().unwrap().address, open);
        let expected = [
            format!("{closed} 1/2"),
            format!("Refused {{ address: {closed} }}"),
            format!("{open} 2/2"),
        ];
        assert_eq!(reported, expected);
    }

    #[test]
    fn all_refuse() {
        let addresses = [refusing(), refusing()];
        let result = try_each(&addresses, soon(), None, &mut |_| {}).unwrap();
        assert!(
            matches!(result, Err(ConnectError::Refused { address }) if address == addresses[0])
        );
    }

    #[test]
    fn a_reset_is_no_refusal() {
        let error = ConnectError::at(refusing(), io::ErrorKind::ConnectionReset.into());
        assert!(matches!(error, ConnectError::Reset { .. }), "{error:?}");
    }

    #[test]
    fn a_refusal_is_reported_before_an_unreachable_address() {
        let address = refusing();
        // A v4 multicast address is nowhere that TCP can go.
        let nowhere: SocketAddr = "224.0.0.1:993".parse().unwrap();
        let result = try_each(&[nowhere, address], soon(), None, &mut |_| {}).unwrap();
        assert!(matches!(result, Err(ConnectError::Refused { .. })), "{result:?}");
    }

    #[test]
    fn a_call_that_never_returns_is_left_behind_when_interrupted() {
        let (_kept, never) = mpsc::channel::<()>();
        let interrupt = AtomicBool::new(true);
        let waited = on_detached_thread("test", soon(), Some(&interrupt), move || {
            never.recv().map_err(io::Error::other)
        });
        assert!(matches!(waited, WaitResult::Interrupted));
    }

    #[test]
    fn no_time_is_a_timeout() {
        let address = refusing();
        let result = try_each(&[address], Instant::now(), None, &mut |_| {}).unwrap();
        assert!(matches!(result, Err(ConnectError::TimedOut { .. })), "{result:?}");
    }

    #[test]
    fn the_resolvers_texts_are_recognized() {
        let lookup = |said: &str| {
            let said = format!("failed to lookup address information: {said}");
            LookupError::new(io::Error::other(said))
        };
        let macos = "nodename nor servname provided, or not known";
        assert!(matches!(lookup(macos), LookupError::UnknownName));
        let no_data = "No address associated with hostname";
        assert!(matches!(lookup(no_data), LookupError::NoAddress));
        let again = "Temporary failure in name resolution";
        assert!(matches!(lookup(again), LookupError::NoAnswer));
        assert!(matches!(lookup("System error"), LookupError::Other(_)));
    }

    #[test]
    fn names_and_addresses_are_looked_up() {
        for host in ["127.0.0.1", "::1"] {
            let found = look_up(host, 143, soon(), None).unwrap();
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].port(), 143);
        }
        // RFC 6761 section 6.4: `invalid` never exists. Without a network there is no resolver.
        let error = look_up("no.such.name.invalid", 143, soon(), None).unwrap_err();
        use LookupError::{NoAnswer, UnknownName};
        assert!(
            matches!(error, ConnectError::LookupFailed { reason: UnknownName | NoAnswer, .. }),
            "{error:?}"
        );
    }
}
