from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from models.members.mailing import LONGEST_LINK, mail_links, recipients
from models.members.member import save_member


def test_who_has_an_address_is_reached_once_and_who_rests_is_left_alone(book: Path) -> None:
    people = [
        save_member(None, {"name": name, "email": email, "rest_until": rest})
        for name, email, rest in (
            ("一", "one@example.org", None),
            ("二", "", None),
            ("三", "ONE@example.org", None),
            ("四", "four@example.org", date(2026, 10, 31)),
            ("五", "five@example.org", date(2026, 10, 30)),
        )
    ]
    found = recipients(people)
    assert found.addresses == ("one@example.org", "five@example.org")
    assert (found.without, found.resting) == (("二",), ("四",))


def test_links_are_short_enough_and_miss_nobody() -> None:
    addresses = [f"person.number{number}@example-community.org" for number in range(400)]
    links = mail_links(addresses)
    assert len(links) > 1 and all(len(link) <= LONGEST_LINK for link in links)
    reached = [parse_qs(urlsplit(link).query)["bcc"][0].split(",") for link in links]
    assert [each for part in reached for each in part] == addresses
    assert mail_links([]) == []


def test_an_address_adds_nothing_to_the_link() -> None:
    (link,) = mail_links(["a&body=x?y,z@example.org"])
    assert parse_qs(urlsplit(link).query) == {"bcc": ["a&body=x?y,z@example.org"]}
    assert link.count("&") == link.count(",") == 0
