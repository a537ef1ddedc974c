"""The papers of one event: every name once, nothing private, nothing cut, a code that is read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from models.erasing import erase_member
from models.errors import Cancelled, UserError
from models.events.attendance import save_attendance
from models.events.event import remove_events, save_event
from models.journal.transactions import action
from models.members.member import save_member
from models.papers.event_order import EventOrder, EventPaper
from models.papers.gathering import expected_at, gathering_of
from models.papers.naming import without_phone
from models.vocabulary import Audience
from reports.code import address
from reports.event_papers import write_event_paper
from reports.sheet import Written
from tests.reports.code_reading import code_on
from tests.reports.gatherings import LINK, PRIVATE, Evening
from tests.reports.reading import info_of, places_of, plain_text_of, text_of

ABOUT_ONE = (EventPaper.SIGN_IN, EventPaper.BADGES, EventPaper.POSTER)


def write(
    target: Path, paper: EventPaper, event: bytes | None, language: str = "en", **order: object
) -> Written:
    order.setdefault("audience", Audience.COMMITTEE)
    return write_event_paper(target, EventOrder(paper, language, **order), event)  # type: ignore[arg-type]


def numbered_rows(document: Path) -> list[int]:
    """Return the numbers of a sign-in sheet's rows as they stand on its pages."""
    first = [line.split() for line in text_of(document).splitlines() if line.strip()]
    return [int(words[0]) for words in first if re.fullmatch(r"\d{1,4}", words[0])]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("paper", ABOUT_ONE)
@pytest.mark.parametrize("audience", list(Audience))
def test_nothing_private_is_printed_whoever_reads_it(
    evening: Evening, tmp_path: Path, paper: EventPaper, audience: Audience, language: str
) -> None:
    target = tmp_path / "paper.pdf"
    write(target, paper, evening.event, language, audience=audience, blank=3)
    text, found = text_of(target), plain_text_of(target)
    for hidden in (*PRIVATE, "138", "Key under the mat", "the chairs", "nothing yet"):
        assert hidden not in text and "".join(hidden.split()) not in found
    assert "River & village <b>talk</b>".replace(" ", "") in found
    if audience is Audience.PUBLIC:
        for hidden in ("Berg", "Zoe", "Quist", "欧阳", "Late"):
            assert hidden not in text


def test_a_sheet_to_sign_has_every_name_once_and_lines_to_the_end_of_its_page(
    evening: Evening, tmp_path: Path
) -> None:
    target = tmp_path / "sign.pdf"
    made = write(target, EventPaper.SIGN_IN, evening.event, blank=12)
    text = text_of(target)
    for name in ("Anna Berg", "欧阳晓明", "Zoe Quist"):
        assert text.count(name) == 1
    assert text.count("Li Late (waiting list)") == 1 and text.count("waiting list") == 1
    assert "Nora" not in text and "Signature" in text and "Phone" in text
    assert re.search(r"Anna Berg\s+\+2", text) and "5 expected · 1 waiting" in text
    rows = numbered_rows(target)
    assert rows == list(range(1, len(rows) + 1)) and len(rows) >= 4 + 12
    lowest = max(y for page, _x, y, word in places_of(target) if word == str(rows[-1]))
    assert lowest + 2 * 25 > 842 - 48, "the last page is full"
    assert (made.pages, info_of(target)["Title"]) == (1, "江边慢跑团 Sign-in sheet")
    write(target, EventPaper.SIGN_IN, evening.event, "zh_CN", pen=("微信号",))
    found = plain_text_of(target)
    assert "LiLate（候补）" in found and "微信号" in found and "电话" not in found


def test_a_public_sheet_says_for_how_many_a_line_is_to_be_kept(
    evening: Evening, tmp_path: Path
) -> None:
    target = tmp_path / "sign.pdf"
    write(target, EventPaper.SIGN_IN, evening.event, audience=Audience.PUBLIC)
    text = text_of(target)
    assert "Anna" in text and "晓明" in text
    assert "2 people who are expected did not agree" in " ".join(text.split())
    order = EventOrder(EventPaper.SIGN_IN, "en", Audience.PUBLIC, 1_000)
    write_event_paper(target, order, evening.event)
    assert len(numbered_rows(target)) >= 2 + 2 + 1_000
    order = EventOrder(EventPaper.BADGES, "en", Audience.PUBLIC, 15)
    assert write_event_paper(target, order, evening.event).pages == 2, "2 + 2 guests + 1 + 15"
    order = replace(order, waiting=True)
    assert write_event_paper(target, order, evening.event).pages == 3, "and one who waits"


def test_who_was_erased_stands_on_no_paper(evening: Evening, tmp_path: Path) -> None:
    erase_member(evening.shy)
    target = tmp_path / "paper.pdf"
    for paper in (EventPaper.SIGN_IN, EventPaper.BADGES):
        write(target, paper, evening.event)
        assert "Zoe" not in text_of(target) and "Anna Berg" in text_of(target)


def test_nobody_signed_up_yet(evening: Evening, tmp_path: Path) -> None:
    empty = save_event(None, {"title": "Empty"})
    target = tmp_path / "sign.pdf"
    write(target, EventPaper.SIGN_IN, empty)
    assert len(numbered_rows(target)) > 20 and "Please write your name" in text_of(target)
    with pytest.raises(UserError, match="Nobody has signed up"):
        write(tmp_path / "none.pdf", EventPaper.BADGES, empty)
    assert not (tmp_path / "none.pdf").exists()
    assert write(target, EventPaper.BADGES, empty, blank=1).pages == 1
    assert text_of(target).count("Empty") == 10, "the sheet is filled with blank badges"
    assert write(target, EventPaper.POSTER, empty).pages == 1
    for hidden in ("When", "Where", "Scan"):
        assert hidden not in text_of(target)


def test_badges_are_for_who_has_a_place_and_for_those_they_bring(
    evening: Evening, tmp_path: Path
) -> None:
    target = tmp_path / "badges.pdf"
    assert write(target, EventPaper.BADGES, evening.event, blank=6).pages == 2
    text = text_of(target)
    for name in ("Zoe Quist", "欧阳晓明"):
        assert text.count(name) == 1
    assert text.count("With Anna Berg") == 2 and text.count("Anna Berg") == 3
    assert text.count("江边慢跑团") == 20, "3 with names, 2 of guests, 6 blank, and the rest"
    assert "Li Late" not in text, "who waits has no place yet"
    write(target, EventPaper.BADGES, evening.event, waiting=True)
    assert text_of(target).count("Li Late") == 1


def test_who_came_all_the_same_wears_a_badge(evening: Evening, tmp_path: Path) -> None:
    walked_in = save_member(None, {"name": "Walt In"})
    for member in (evening.late, walked_in):
        save_attendance(evening.event, member, came="yes")
    write(tmp_path / "badges.pdf", EventPaper.BADGES, evening.event)
    text = text_of(tmp_path / "badges.pdf")
    assert text.count("Li Late") == text.count("Walt In") == 1 and "Nora" not in text


def test_a_poster_says_what_when_where_and_its_code_leads_to_the_link(
    evening: Evening, tmp_path: Path
) -> None:
    target = tmp_path / "poster.pdf"
    write(target, EventPaper.POSTER, evening.event, audience=Audience.PUBLIC)
    text = " ".join(text_of(target).split())
    for said in ("Sat, Dec 5 15:00 to 17:30", "Reading room, Mill Lane 3", "Bring a book.",
                 "Anna, Professor Xu", "Scan to sign up", LINK):  # fmt: skip
        assert said in text
    assert "Host" not in text, "the host is a member who did not agree"
    assert code_on(target, tmp_path) == LINK
    write(target, EventPaper.POSTER, evening.event, "zh_CN", audience=Audience.FULL)
    found = plain_text_of(target)
    assert "12月5日周六15:00至17:30" in found and "ZoeQuist" in found and "扫码报名" in found


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("https://例子.example/报名?谁=我 你", "https://xn--fsqu00a.example/%E6%8A%A5%E5%90%8D"
         "?%E8%B0%81=%E6%88%91%E4%BD%A0"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("https://example.org/a%20b?x=1&y=2#c", "https://example.org/a%20b?x=1&y=2#c"),
        ("weixin://dl/chat?abc", "weixin://dl/chat?abc"),
        ("https://[broken", "https://[broken"),
        ("mailto:lin@example.org", "mailto:lin@example.org"),
        ("https://example.org/" + "x" * 980, "https://example.org/" + "x" * 980),
    ],
)  # fmt: skip
def test_a_code_is_read_whatever_the_link(
    evening: Evening, tmp_path: Path, link: str, code: str
) -> None:
    save_event(evening.event, {"link": link})
    assert address(link) == code
    target = tmp_path / "poster.pdf"
    assert write(target, EventPaper.POSTER, evening.event).pages == 1
    assert code_on(target, tmp_path) == code


def test_a_link_too_long_for_a_code_is_refused(evening: Evening, tmp_path: Path) -> None:
    save_event(evening.event, {"link": "https://example.org/" + "字" * 200})
    with pytest.raises(UserError, match="too long for a code"):
        write(tmp_path / "poster.pdf", EventPaper.POSTER, evening.event)
    assert list(tmp_path.glob("*.pdf")) == []


def test_long_texts_are_shrunk_and_stay_on_the_page(evening: Evening, tmp_path: Path) -> None:
    title = "Eine sehr lange Überschrift " * 9 + "Ende"
    name = "Maximiliane-Alexandra von und zu Hohenlohe " * 3 + "Zuletzt"
    save_event(evening.event, {"title": title, "place": "Ein Ort " * 20 + "dort",
                               "description": "Wort " * 700 + "Schluss"})  # fmt: skip
    save_member(evening.anna, {"name": name})
    target = tmp_path / "paper.pdf"
    for paper, said in ((EventPaper.SIGN_IN, "Ende dort Zuletzt"), (EventPaper.POSTER, "Ende dort"),
                        (EventPaper.BADGES, "Zuletzt")):  # fmt: skip
        made = write(target, paper, evening.event)
        assert made.pages == 1, paper
        for word in said.split():
            assert word in plain_text_of(target), (paper, word)
        for _page, x, y, word in places_of(target):
            assert 10 < x < 590 and 10 < y < 835, (paper, word)
    save_event(evening.event, {"description": "Wort " * 7_000 + "Schluss", "title": "W" * 900})
    for paper in ABOUT_ONE:
        assert write(target, paper, evening.event).pages == 1
    write(target, EventPaper.POSTER, evening.event)
    assert "…" in text_of(target), "what is too much ends visibly"
    assert code_on(target, tmp_path) == LINK


def test_five_hundred_names_each_once(evening: Evening, tmp_path: Path) -> None:
    big = save_event(None, {"title": "Big", "begins": datetime(2026, 12, 6, 9)})
    names = [f"Runner{number:03}" for number in range(500)]
    with action("member.import", len(names)):  # one transaction is quicker than a thousand
        for name in names:
            save_attendance(big, save_member(None, {"name": name}), rsvp="yes")
    target = tmp_path / "paper.pdf"
    seen: list[tuple[int, int]] = []
    order = EventOrder(EventPaper.SIGN_IN, "en", Audience.COMMITTEE, 10)
    made = write_event_paper(target, order, big, lambda *step: seen.append(step))
    words = [word for _page, _x, _y, word in places_of(target) if word.startswith("Runner")]
    assert words == names
    rows = numbered_rows(target)
    assert rows == list(range(1, len(rows) + 1)) and len(rows) >= 510
    assert made.pages <= 20 and seen[-1] == (510, 510)
    write(target, EventPaper.BADGES, big)
    words = [word for _page, _x, _y, word in places_of(target) if word.startswith("Runner")]
    assert words == names

    def stop(_step: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_event_paper(tmp_path / "stopped.pdf", order, big, stop)
    assert not (tmp_path / "stopped.pdf").exists()


@pytest.mark.parametrize(
    "odd",
    [
        "😀👨‍👩‍👧🇨🇳", "\u202eabc\u200b", "e\u0301" * 40, "𬎆", "{0} %s {title}", "مرحبا ก็",
        "a\tb\nc", "无" * 300, "W" * 300,
    ],
)  # fmt: skip
def test_odd_texts_are_printed_literally_or_reported(
    evening: Evening, tmp_path: Path, odd: str
) -> None:
    values = dict.fromkeys(("title", "place", "host", "guest", "description"), odd)
    save_event(evening.event, values)
    save_member(evening.anna, {"name": odd})
    target = tmp_path / "paper.pdf"
    for paper in ABOUT_ONE:
        made = write(target, paper, evening.event)
        assert made.pages == 1
        for character in made.missing_characters:
            assert character in odd
        if not made.missing_characters and odd.isprintable() and len(odd) < 20:
            assert "".join(odd.split()) in plain_text_of(target)


def test_a_paper_needs_its_event(evening: Evening, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="about one event"):
        write(tmp_path / "x.pdf", EventPaper.POSTER, None)
    remove_events([evening.event])
    with pytest.raises(UserError, match="is gone"):
        write(tmp_path / "x.pdf", EventPaper.SIGN_IN, evening.event)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张伟13800138000", "张伟"), ("张伟 138-0013-8000", "张伟"), ("13800138000", "…8000"),
        ("+86 138 0013 8000 张伟", "张伟"), ("张伟（１３８００１３８０００）", "张伟"),
        ("Anna (Bob)", "Anna (Bob)"),
        ("Route 66", "Route 66"), ("2026级小王", "2026级小王"), ("Tel. 0571/8888 8888", "Tel"),
    ],
)  # fmt: skip
def test_a_name_is_shown_without_its_phone_number(name: str, shown: str) -> None:
    assert without_phone(name) == shown


def test_who_has_a_place_and_who_waits(evening: Evening) -> None:
    expected = expected_at(evening.event)
    assert [(each.name, each.guests, each.waits) for each in expected.people] == [
        ("Anna Berg", 2, False), ("Li Late", 0, True), ("欧阳晓明", 0, False),
        ("Zoe Quist", 0, False),
    ]  # fmt: skip
    assert (expected.heads, expected.waiting) == (5, 1)
    public = gathering_of(evening.event, Audience.PUBLIC)
    assert (public.hosts, public.guests) == ((), ("Anna", "Professor Xu"))
    assert gathering_of(evening.event).hosts == ("Zoe Quist",)
