# Every word that imapsh says, in English. An id is ROOM-WHAT; arguments are in { $braces }.
# Texts of several lines are indented. Keep to one sentence a line of output, in plain words.

## net: what goes wrong on the way to a server. NAME says the cause, NAME-try what to try.

net-address-none = No host is named.
net-address-none-try = Give a host: imapsh mail.example.org
net-address-host = { $host } is no host name.
net-address-host-try = Write HOST, HOST:PORT, [v6 address]:PORT, imaps://HOST or imap://HOST.
net-address-port = { $port } is no port.
net-address-port-try = A port is a number from 1 to 65535; IMAP's are 993 (TLS) and 143.
net-address-two-ports = Two ports are given: { $first } and { $second }.
net-address-two-ports-try = Leave one of them out.
net-address-scheme = { $scheme }:// is not IMAP.
net-address-scheme-try = Write imaps://HOST for TLS, or imap://HOST for STARTTLS.
net-address-contradiction = imaps:// means TLS from the start, { $option } means something else.
net-address-contradiction-try = Write the host alone, or leave { $option } out.
net-address-user = There is an @ in the address: a user's name does not belong there, and a password even less, since command lines are public.
net-address-user-try = Give the host alone, and the name with --user.
net-address-path = An address ends after the host: { $path } is too much.
net-address-path-try = Leave it out; mailboxes are chosen with SELECT.

net-name-not-found = The name { $host } was not found: { $reason }
net-name-not-found-try = Check its spelling; a mail server is often called imap. or mail. and the domain.
net-no-resolver = The name { $host } could not be looked up: { $reason }
net-no-resolver-try = Check this machine's network and its name server, or give an address instead of the name.
net-lookup-timed-out = Looking up the name { $host } took too long.
net-lookup-timed-out-try = Check this machine's network and its name server, or allow more with --timeout.
net-refused = { $address } refused the connection: nothing listens on that port.
net-refused-try = Check the port: 993 is TLS, 143 is for --starttls and --plain.
net-timed-out = { $address } did not answer in time.
net-timed-out-try = A firewall may be in between; check host and port, or allow more with --timeout.
net-unreachable = { $address } can't be reached: { $reason }
net-unreachable-try = Check this machine's network; the address may be of a kind (IPv6) that it has no way to.
net-not-connected = No connection to { $address }: { $reason }
net-not-connected-try = Check host and port.
net-lost = The connection broke: { $reason }
net-lost-try = Connect again; if it breaks at the same place, the server's log may say why.

net-tls-bad-name = No certificate can be for a name like { $name }.
net-tls-bad-name-try = Give the server's host name, in ASCII letters.
net-tls-clear = This port speaks in the clear, not TLS: { $said }
net-tls-clear-try = Try --starttls, or --plain.
net-tls-not = This port speaks no TLS: { $said }
net-tls-not-try = Check the port: IMAP over TLS is 993.
net-tls-closed = The server closed the connection during the TLS handshake.
net-tls-closed-try = Check the port: 993 is TLS; on 143 try --starttls.
net-tls-timed-out = The TLS handshake was not finished in time.
net-tls-timed-out-try = The port may not speak TLS: try --starttls, or allow more with --timeout.
net-tls-expired = The server's certificate expired on { $since } (issued by { $issuer }).
net-tls-expired-try = The server needs a new one; --insecure connects all the same, unprotected against an impostor.
net-tls-not-yet-valid = The server's certificate is not valid before { $from }.
net-tls-not-yet-valid-try = Check this machine's clock.
net-tls-wrong-name = The server's certificate is not for { $expected } but for: { $names }
net-tls-wrong-name-try = Connect by a name that it is for; --insecure connects all the same, unprotected against an impostor.
net-tls-unknown-issuer = The issuer of the server's certificate is not known: { $issuer }
net-tls-unknown-issuer-try = Give its CA's certificate with --ca-file; --insecure connects all the same, unprotected against an impostor.
net-tls-self-signed = The server's certificate is vouched for by nobody but itself: { $subject }
net-tls-self-signed-try = Give that certificate with --ca-file; --insecure connects all the same, unprotected against an impostor.
net-tls-bad-certificate = The server's certificate can't be believed: { $reason }
net-tls-bad-certificate-try = --insecure connects all the same, unprotected against an impostor.
net-tls-client-certificate-wanted = The server wants a client certificate.
net-tls-client-certificate-wanted-try = Give one with --cert and --key.
net-tls-client-certificate-refused = The server did not take the client certificate ({ $alert }).
net-tls-client-certificate-refused-try = Check that --cert is one that the server's CA signed, is valid today, and comes with its chain.
net-tls-old-version = The server speaks no version of TLS from 1.2 on.
net-tls-old-version-try = Older versions are broken, and imapsh does not speak them: the server needs an update.
net-tls-alert = The server broke off TLS ({ $alert }).
net-tls-alert-try = The server's log may say why.
net-tls-other = TLS failed: { $reason }
net-tls-other-try = Check the port: 993 is TLS; on 143 try --starttls.

net-file-unreadable = { $file } can't be read: { $reason }
net-file-unreadable-try = Check the file's name and its permissions.
net-file-no-certificate = There is no certificate in { $file }.
net-file-no-certificate-try = It must be a PEM file, with -----BEGIN CERTIFICATE----- in it.
net-file-no-key = There is no private key in { $file }.
net-file-no-key-try = It must be a PEM file, with -----BEGIN PRIVATE KEY----- in it.
net-file-encrypted-key = The private key in { $file } is under a passphrase.
net-file-encrypted-key-try = Take the passphrase off a copy: openssl pkey -in { $file } -out plain.pem
net-file-bad-pem = { $file } is a broken PEM file: { $reason }
net-file-bad-pem-try = Get the file anew.
net-file-bad-certificate = A certificate in { $file } can't be used: { $reason }
net-file-bad-certificate-try = Get the file anew, as X.509 version 3.
net-file-bad-key = The private key in { $file } can't be used: { $reason }
net-file-bad-key-try = It must be an RSA, ECDSA (P-256, P-384) or Ed25519 key.
net-file-not-matching = { $cert } and { $key } are not a pair.
net-file-not-matching-try = Give the key that the certificate was made for.

net-child-not-started = The command could not be started: { $command }: { $reason }
net-child-not-started-try = Check that /bin/sh is there.
net-child-not-found = The command was not found (status 127).
net-child-exited = The command ended with status { $status }.
net-child-killed = The command was ended by signal { $signal }.
