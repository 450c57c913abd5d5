"""Uses the practice server with Python's imaplib. Arguments: the plain port, the TLS port, the CA file."""

import imaplib
import ssl
import sys

plain_port, tls_port, ca_file = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
context = ssl.create_default_context(cafile=ca_file)


def ok(answer):
    """Returns the data of an answer, whose status must be OK."""
    assert answer[0] == "OK", answer
    return answer[1]


# TLS from the start: read, flag, copy, delete.
with imaplib.IMAP4_SSL("127.0.0.1", tls_port, ssl_context=context) as client:
    ok(client.login("user", "pass"))
    names = [line.decode().rsplit(" ", 1)[1].strip('"') for line in ok(client.list())]
    assert names == ["Archive", "Sent", "Drafts", "Trash", "Junk", "INBOX"], names
    assert ok(client.select("INBOX")) == [b"11"]
    assert ok(client.search(None, "UNSEEN")) == [b"9 10 11"]
    fetched = ok(client.fetch("2", "(UID BODY.PEEK[HEADER])"))
    assert b"Subject:" in fetched[0][1], fetched
    whole = ok(client.fetch("2", "(RFC822.SIZE BODY.PEEK[])"))
    assert b"RFC822.SIZE %d " % len(whole[0][1]) in whole[0][0], whole
    ok(client.store("2", "+FLAGS", "(\\Flagged $Read)"))
    ok(client.create("Lesson/One"))
    ok(client.copy("2", "Lesson/One"))
    ok(client.create("Gone"))
    ok(client.copy("3:4", "Gone"))
    ok(client.select("Gone"))
    ok(client.store("1", "+FLAGS", "\\Deleted"))
    assert ok(client.expunge()) == [b"1"]
    ok(client.close())
    ok(client.delete("Gone"))
    assert client.select("Gone")[0] == "NO"

# STARTTLS, CRAM-MD5, and an APPEND with a literal.
with imaplib.IMAP4("127.0.0.1", plain_port) as client:
    ok(client.starttls(context))
    ok(client.login_cram_md5("user", "pass"))
    date = '" 1-Mar-2026 09:30:00 +0900"'
    ok(client.append("Drafts", "(\\Draft)", date, b"Subject: from imaplib\r\n\r\nHello.\r\n"))
    ok(client.select("Drafts", readonly=True))
    assert ok(client.uid("SEARCH", "SUBJECT", "imaplib")) == [b"2"]

# A refused login raises the exception that users of imaplib catch.
with imaplib.IMAP4("127.0.0.1", plain_port) as client:
    try:
        client.login("user", "wrong")
    except imaplib.IMAP4.error as error:
        assert "AUTHENTICATIONFAILED" in str(error), error
    else:
        raise AssertionError("a wrong password was accepted")

print("finished")
