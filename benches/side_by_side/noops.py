"""COUNT NOOPs with imaplib, each waiting for its completion: noops.py PORT CA.pem COUNT"""
import imaplib
import ssl
import sys

port, ca, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with imaplib.IMAP4_SSL("127.0.0.1", port, ssl_context=ssl.create_default_context(cafile=ca)) as imap:
    for _ in range(count):
        if imap.noop()[0] != "OK":
            sys.exit("NOOP was refused")
