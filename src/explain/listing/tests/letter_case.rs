//! Responses in small letters: names of responses are the same in any case.

use super::messages;

#[test]
fn responses_in_small_letters_are_read() {
    let listing = "* ok hi\na1 login u p\na1 ok done\na2 select inbox\n* 3 exists\n* ok [uidvalidity 5] x\n* list () \"/\" x\n* search 1 2\na2 ok [read-write] done\n";
    let responses = messages(listing);
    let responses: Vec<&str> = responses.iter().filter_map(|it| it.strip_prefix("S ")).collect();
    assert_eq!(
        responses,
        [
            "* ok hi",
            "a1 ok done",
            "* 3 exists",
            "* ok [uidvalidity 5] x",
            "* list () \"/\" x",
            "* search 1 2",
            "a2 ok [read-write] done"
        ]
    );
}

#[test]
fn a_response_in_small_letters_beside_others() {
    let listing = "a1 FETCH 1 FLAGS\n* 1 Fetch (FLAGS (\\Seen))\n* flags (\\Seen)\n* search for mail\na1 OK done\n";
    assert_eq!(
        messages(listing),
        [
            "C a1 FETCH 1 FLAGS",
            "S * 1 Fetch (FLAGS (\\Seen))",
            "S * flags (\\Seen)",
            "S a1 OK done"
        ]
    );
}
