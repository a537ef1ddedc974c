from __future__ import annotations

import struct
import zlib
from datetime import date, datetime
from pathlib import Path

import pytest

from models.base import database
from models.errors import UserError
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.feedback.feedback import save_feedback
from models.journal.transactions import action
from models.members.alias import save_aliases
from models.members.chats import chat_day_id
from models.members.contact import note_contact
from models.members.criterion import Criterion, Finding
from models.members.guardian import save_guardians
from models.members.household import make_household
from models.members.interaction import ChatDay, Interaction
from models.members.member import remove_members, save_member
from models.members.photo import save_photo, shrink
from models.members.points import give_points
from models.members.stay import Stay
from models.members.violation import note_violation
from models.members.welcome import WelcomeStep
from models.papers.held import Held, held_of
from models.records import RECORDS
from reports.member_sheet import write_member_sheet
from tests.reports.papers import AWKWARD, Club
from tests.reports.reading import outline_of, plain_text_of, text_of

# Every kind of record that belongs to a member, and where the sheet has it.
SHOWN = {
    "member_tag": "stored", "attendance": "events", "alias": "aliases", "guardian": "guardians",
    "consent": "consents", "photo": "photo", "custom_value": "stored", "contact": "contacts",
    "interaction": "interactions", "chat_day": "messages", "finding": "findings",
    "welcome_step": "welcome", "stay": "stays", "points": "points",
    "violation": "violations",
}  # fmt: skip


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data)
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


@pytest.fixture
def known(club: Club) -> bytes:
    """Somebody of whom the file has something of every kind."""
    anna = club.anna
    save_member(anna, {"tags": ["running", "tea"], "can_give": "cooking", "cadence": 30})
    save_member(anna, {"household": make_household("Elm"), "decision": "a friend of us"})
    event = save_event(None, {"title": "Night run", "begins": datetime(2026, 10, 3, 19, 0)})
    save_attendance(event, anna, rsvp="yes", came="yes", rating=4, comment="too fast")
    save_feedback(None, {"date": date(2026, 10, 4), "member": anna, "kind": "praise",
                         "text": "Lovely evening", "satisfaction": 5})  # fmt: skip
    save_aliases(anna, ["Annie", "qq:10020"])
    save_guardians(anna, [(club.shy, "aunt")])
    save_photo(anna, shrink(png(60, 80)))
    note_contact(anna, {"channel": "Phone call", "needs": "a lift", "note": AWKWARD, "mood": 2})
    note_violation(anna, {"note": "sang all night", "measure": "warning"})
    give_points([anna], 7, "carried chairs", date(2026, 9, 1))
    with action("test"):
        Interaction.create(member=anna, day=date(2026, 8, 1), sort="hosted", amount=2, note="tea")
        Stay.create(member=anna, joined=date(2018, 1, 1), left=date(2019, 1, 1), reason="moved")
        WelcomeStep.create(member=anna, title="A first call", due=date(2026, 11, 1))
        criterion = Criterion.create(title="Lives nearby", sort="question")
        Finding.create(member=anna, criterion=criterion.id, verdict="pass", note="said so")
        ChatDay.create(
            id=chat_day_id(anna, "group", "2026-10-05", (0, 1440), 12),
            member=anna, chat="group", day="2026-10-05", amount=12,
        )  # fmt: skip
    return anna


def test_it_holds_everything_that_is_kept(known: bytes, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    made = write_member_sheet(target, held_of(known), "en")
    assert made.missing_characters == frozenset()
    found = plain_text_of(target)
    for text in (
        "Anna Berg", "13800000001", "anna@example.org", "Nov 3, 1985", "running, tea", "cooking",
        "Elm Street 5", "Address & street", "Annie", "qq:10020", "Zoe Quist (aunt)",
        "a friend of us", "every 30 days", "Night run", "4 of 5", "too fast", "Lovely evening",
        "5 of 5", "Phone call", "a lift", "src='/etc/passwd'/>", "2 of 5", "carried chairs", "+7",
        "sang all night", "Warning",
        "Hosted", "moved", "A first call", "Lives nearby", "Passes", "October 2026", "12",
        "Their first name in public reports", "in person", "You can have yourself erased.",
        "Who can see this",
    ):  # fmt: skip
        assert "".join(text.split()) in found, text
    assert "1. Your details" in outline_of(target)


def test_the_class_is_told_once_and_as_worked_out(known: bytes, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    write_member_sheet(target, held_of(known), "en")
    found = plain_text_of(target)
    assert "Classworkedout" in found and found.count("Class") == 1


def test_in_chinese_a_relation_stands_in_chinese_brackets(known: bytes, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    write_member_sheet(target, held_of(known), "zh_CN")
    assert "ZoeQuist（aunt）" in plain_text_of(target)


def test_no_kind_of_record_is_forgotten() -> None:
    owned = {record._meta.table_name for record in RECORDS if record.owner == "member"}
    assert owned == SHOWN.keys(), "say on the sheet what is kept in the new table"
    assert set(SHOWN.values()) <= Held.__dataclass_fields__.keys()


def test_in_chinese_and_with_what_is_empty_said(club: Club, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    assert write_member_sheet(target, held_of(club.xiaoming), "zh_CN").pages == 1
    assert "欧阳晓明" in plain_text_of(target)
    write_member_sheet(target, held_of(club.xiaoming), "en")
    assert "Nothing is kept of these" in text_of(target)


def test_the_picture_is_on_it(known: bytes, tmp_path: Path) -> None:
    with_picture, without = tmp_path / "a.pdf", tmp_path / "b.pdf"
    write_member_sheet(with_picture, held_of(known), "en")
    save_photo(known, b"")
    write_member_sheet(without, held_of(known), "en")
    assert b"/Subtype /Image" in with_picture.read_bytes()
    assert b"/Subtype /Image" not in without.read_bytes()


def test_who_is_gone_is_refused(known: bytes) -> None:
    remove_members([known])
    with pytest.raises(UserError):
        held_of(known)
    assert database.execute_sql("SELECT count(*) FROM member").fetchone()[0] == 3
