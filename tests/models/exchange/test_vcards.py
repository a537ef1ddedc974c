"""Address books in and out, as telephones write them and as they should not."""

from __future__ import annotations

import base64
import io
import time
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from models import book as books
from models import clock
from models.errors import UserError
from models.exchange.applying import apply_import, counts_of
from models.exchange.exporting import export
from models.exchange.plan import Doubtful, Unchanged
from models.exchange.planning import plan_import
from models.exchange.reading import read_table, read_text
from models.exchange.vcard_lines import fold, read_cards, split_at, unescape
from models.journal.undo import undo, undo_step
from models.members.listing import find_members
from models.members.member import load_member, remove_members, save_member
from models.members.photo import photo_of, save_photo
from models.stored import fetch_stored
from models.vocabulary import Kind, MemberStatus
from resources.i18n import LANGUAGES, translation

ENGLISH = translation("en")


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def read(*cards: str) -> list[dict[str, str]]:
    table = read_text("".join(cards))
    headings = table.rows[0][1]
    found = [dict(zip(headings, cells, strict=True)) for _line, cells in table.rows[1:]]
    return [{name: value for name, value in each.items() if value} for each in found]


def picture(size: int = 40) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (size, size), "teal").save(stream, "JPEG")
    return stream.getvalue()


def test_an_old_android_card_with_chinese_in_quoted_printable() -> None:
    quoted = "".join(f"={byte:02X}" for byte in "王芳".encode())
    note = "".join(f"={byte:02X}" for byte in "爱跑步\r\n也爱茶".encode())
    assert read(
        card(
            f"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{quoted[:9]};{quoted[9:]};;;",
            f"FN;CHARSET=UTF-8;QUOTED-PRINTABLE:{quoted}",
            "TEL;HOME:02165432100",
            "TEL;CELL;PREF:138-1234-5678",
            f"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:{note[:27]}=",
            note[27:],
            "CATEGORIES:My Contacts,跑步",
            version="2.1",
        )
    ) == [
        {
            "FN": "王芳", "TEL": "138-1234-5678", "CATEGORIES": "跑步",
            "NOTE": "爱跑步\n也爱茶\n02165432100",
        }
    ]  # fmt: skip


def test_a_card_in_another_charset() -> None:
    quoted = "".join(f"={byte:02X}" for byte in "王芳".encode("gbk"))
    (found,) = read(card(f"FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{quoted}", version="2.1"))
    assert found["FN"] == "王芳"


def test_a_card_of_apple_with_groups_folds_and_labels() -> None:
    (found,) = read(
        card(
            "N:王;小芳;;;",
            "FN:小芳 王",
            "NICKNAME:芳姐\\, 跑团",
            "item1.EMAIL;type=INTERNET;type=pref:fang@example.org",
            "EMAIL;type=WORK:work@example.org",
            "item2.TEL;type=IPHONE;type=CELL:+86 138 1234 5678",
            "TEL;type=WORK;type=FAX:021000",
            "item3.ADR;type=HOME:;;长江路 1 号;武汉;湖北;430000;中国",
            "item3.X-ABADR:cn",
            "BDAY;value=date:1985-03-01",
            "IMPP;X-SERVICE-TYPE=WeChat:wechat:fang85",
            "ORG:读书会;写作组",
            "NOTE:第一行\\n第二",
            " 行",
        )
    )
    assert found == {
        "FN": "王小芳", "NICKNAME": "芳姐, 跑团", "EMAIL": "fang@example.org",
        "TEL": "+86 138 1234 5678", "ADR": "武汉", "BDAY": "1985-03-01", "X-WECHAT": "fang85",
        "NOTE": "第一行\n第二行\n长江路 1 号, 武汉, 湖北, 430000, 中国\n读书会, 写作组\n"
        "work@example.org",
    }  # fmt: skip


def test_a_card_of_version_four() -> None:
    (found,) = read(
        card(
            "FN:John Smith",
            "GENDER:M;Herr",
            'TEL;VALUE=uri;PREF=2;TYPE="voice,home":tel:+44-20-7946',
            'TEL;VALUE=uri;PREF=1;TYPE="cell":tel:+44-77-0090',
            "EMAIL:mailto:john@example.org",
            "BDAY:--0322",
            "X-WECHAT:john_s",
            "CATEGORIES:Readers,Night\\, late",
            version="4.0",
        )
    )
    assert (found["TEL"], found["GENDER"], found["X-WECHAT"]) == ("+44-77-0090", "male", "john_s")
    assert found["CATEGORIES"] == "Readers、“Night, late”"
    assert "BDAY" not in found and found["NOTE"].startswith("--0322")


@pytest.mark.parametrize(
    ("written", "born"),
    [("19800322", "1980-03-22"), ("1980-03-22T00:00:00Z", "1980-03-22"), ("1980-03", "1980"),
     ("1980", "1980"), ("１９８０-03-22", "1980-03-22")],
)  # fmt: skip
def test_birthdays_as_they_are_written(written: str, born: str) -> None:
    assert read(card("FN:A", f"BDAY:{written}"))[0]["BDAY"] == born


def test_one_broken_line_or_card_costs_nothing_else() -> None:
    found = read(
        "BEGIN:VCARD\nFN:王芳\nthis is no line\nX-ABLABEL;x y:z\nTEL:138\n",
        card("FN:李四", "PHOTO;ENCODING=BASE64:/9j/broken==x", "TEL:139"),
        "between\n",
        "BEGIN:VCARD\nFN:张三\nAGENT:\nBEGIN:VCARD\nFN:秘书\nEND:VCARD\nTEL:150\nEND:VCARD\n",
        "BEGIN:VCARD\nFN:赵六",
    )
    assert [each["FN"] for each in found] == ["王芳", "李四", "张三", "赵六"]
    assert [each.get("TEL") for each in found] == ["138", "139", "150", None]


def test_an_empty_address_book_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n")
    with pytest.raises(UserError, match="no contacts"):
        read_table(path)


def test_hostile_cards_take_no_time() -> None:
    began = time.monotonic()
    for text in (
        "BEGIN:VCARD\n" * 50_000 + "FN:A\nEND:VCARD\n",
        card("FN:A", "NOTE:" + "\\" * 300_000),
        card("FN:A", "X:" + '"' * 300_000),
        card("FN:A", *["NOTE:a"] * 20_000),
        card("FN:" + "\n ".join("x" * 50_000)),
        card("FN:A", "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=\n" * 100_000),
        card("FN:A", "PHOTO;ENCODING=b:" + "\n ".join(["A" * 70] * 30_000)),
        ("AGENT:\nBEGIN:VCARD\n" * 20_000),
    ):
        list(read_cards(text))
    assert time.monotonic() - began < 20


def test_cards_go_through_the_same_plan_and_undo(book: Path, tmp_path: Path) -> None:
    fang = save_member(None, {"name": "王芳", "phone": "13812345678"})
    coded = base64.b64encode(picture()).decode()
    path = tmp_path / "phone.vcf"
    path.write_text(
        card("FN:王芳", "TEL:+86 138 1234 5678", "ADR:;;;武汉;;;", f"PHOTO;ENCODING=b:{coded}")
        + card("FN:新人", "EMAIL:neu@example.org", f"PHOTO;ENCODING=b;TYPE=JPEG:{coded}")
        + card("EMAIL:nobody@example.org"),
        encoding="utf-8",
    )
    planned = plan_import(read_table(path), Kind.MEMBER)
    (doubt,) = [row for row in planned.rows if isinstance(row, Doubtful)]
    assert doubt.reason == "The name is missing."
    result = apply_import(planned)
    assert (result.added, result.updated) == (1, 1)
    one = load_member(fang)
    assert one is not None and (one.region, one.phone) == ("武汉", "13812345678")
    assert photo_of(fang).startswith(b"\xff\xd8")
    step = undo_step()
    assert step is not None and step.kind == "member.import"
    undo(step)
    assert photo_of(fang) == b"" and find_members().total == 1


def test_whoever_has_a_picture_keeps_it(book: Path) -> None:
    fang = save_member(None, {"name": "王芳"})
    save_photo(fang, b"\xff\xd8mine")
    coded = base64.b64encode(picture()).decode()
    apply_import(plan_import(read_text(card("FN:王芳", f"PHOTO;ENCODING=b:{coded}")), Kind.MEMBER))
    assert photo_of(fang) == b"\xff\xd8mine"


def test_a_card_with_nothing_new_but_a_picture_is_a_change(book: Path) -> None:
    fang = save_member(None, {"name": "王芳"})
    coded = base64.b64encode(picture()).decode()
    cards = card("FN:王芳", f"PHOTO;ENCODING=b:{coded}")
    planned = plan_import(read_text(cards), Kind.MEMBER)
    assert (counts_of(planned).updated, counts_of(planned).unchanged) == (1, 0)
    result = apply_import(planned)
    assert (result.updated, result.unchanged) == (1, 0) and photo_of(fang)
    again = counts_of(plan_import(read_text(cards), Kind.MEMBER))
    assert (again.updated, again.unchanged) == (0, 1)


def test_a_picture_that_cannot_be_read_changes_nobody(book: Path) -> None:
    save_member(None, {"name": "王芳"})
    for broken in (b"no picture", picture()[:200]):
        coded = base64.b64encode(broken).decode()
        planned = plan_import(read_text(card("FN:王芳", f"PHOTO;ENCODING=b:{coded}")), Kind.MEMBER)
        assert (counts_of(planned).updated, counts_of(planned).unchanged) == (0, 1)


def test_what_goes_out_is_what_telephones_take(book: Path, tmp_path: Path) -> None:
    fang = save_member(
        None,
        {"name": "王芳", "phone": "13812345678", "note": "一；二\n三, 四" * 20, "tags": ["跑步"]},
    )
    save_photo(fang, picture())
    target = tmp_path / "out.vcf"
    export(target, Kind.MEMBER, [fang], ENGLISH)
    data = target.read_bytes()
    assert data.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n") and data.endswith(b"END:VCARD\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()
    with pytest.raises(UserError):
        export(tmp_path / "out2.vcf", Kind.EVENT, [], ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_in_the_community_goes_out_and_comes_in_again(
    book: Path, tmp_path: Path, language: str
) -> None:
    said = {"name": "王芳", "role": "领队, 财务", "status": "left", "joined": date(2025, 1, 5)}
    member = save_member(None, {**said, "left": date(2026, 3, 1)})
    target = tmp_path / "out.vcf"
    export(target, Kind.MEMBER, [member], translation(language))
    lines = target.read_text("utf-8").splitlines()
    assert "ROLE:领队\\, 财务" in lines
    label = translation(language)._("Joined")
    assert lines[lines.index("item1.X-ABDATE:2025-01-05") + 1] == f"item1.X-ABLabel:{label}"
    plan = plan_import(read_table(target), Kind.MEMBER)
    assert [type(row) for row in plan.rows] == [Unchanged]
    remove_members([member])
    apply_import(plan_import(read_table(target), Kind.MEMBER))
    found = load_member(find_members().ids()[0])
    assert found is not None and found.note == ""
    assert (found.role, found.status, found.joined, found.left) == (
        "领队, 财务", "left", date(2025, 1, 5), date(2026, 3, 1),
    )  # fmt: skip


def test_a_job_on_a_telephone_is_no_role_in_the_community() -> None:
    day = ("item1.X-ABDATE:2015-09-18", "item1.X-ABLabel:_$!<Anniversary>!$_")
    assert read(card("FN:王芳", "ROLE:工程师", *day)) == [{"FN": "王芳", "NOTE": "工程师"}]


_words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40
).map(str.strip)
_people = st.fixed_dictionaries(
    {
        "name": _words.filter(lambda name: any(map(str.isalnum, name)) and " " not in name),
        "wechat_name": _words.filter(lambda text: "," not in text),
        "wechat_id": st.from_regex(r"[a-z][a-z0-9_]{0,19}", fullmatch=True) | st.just(""),
        "phone": st.from_regex(r"1[3-9]\d{9}", fullmatch=True) | st.just(""),
        "email": st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.org", fullmatch=True) | st.just(""),
        "born": st.sampled_from(["", "1985", "1985-03-01"]),
        "gender": st.sampled_from(["unknown", "male", "female", "other"]),
        "region": _words,
        "note": st.lists(_words.filter(bool), max_size=3).map("\n".join),
        "tags": st.lists(st.sampled_from(["跑步", "读,书", "a;b", "c\\d"]), unique=True),
        "status": st.sampled_from([each.value for each in MemberStatus]),
        "role": _words,
        "joined": st.none() | st.just(date(2025, 1, 5)),
        "left": st.none() | st.just(date(2026, 3, 1)),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(_people)
def test_what_goes_out_comes_in_again(person: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        clock.use(lambda: datetime(2026, 10, 31, 9, 0))
        books.create_book(Path(folder) / "club.guildbook", "江边慢跑团")
        try:
            member = save_member(None, person)
            person |= next(iter(fetch_stored(Kind.MEMBER, [member])))
            target = Path(folder) / "out.vcf"
            export(target, Kind.MEMBER, [member], ENGLISH)
            (found,) = read(target.read_text("utf-8"))
        finally:
            books.close_book()
            clock.use(datetime.now)
    expected = {
        "FN": " ".join(person["name"].split()), "NICKNAME": person["wechat_name"],
        "X-WECHAT": person["wechat_id"], "TEL": person["phone"], "EMAIL": person["email"],
        "BDAY": person["born"], "ADR": person["region"], "NOTE": person["note"],
        "GENDER": "" if person["gender"] == "unknown" else person["gender"],
        "STATUS": person["status"], "ROLE": person["role"],
        "JOINED": person["joined"] and str(person["joined"]),
        "LEFT": person["left"] and str(person["left"]),
    }  # fmt: skip
    tags = found.pop("CATEGORIES", "")
    assert found == {name: value for name, value in expected.items() if value}
    assert all(tag in tags for tag in person["tags"])


@given(st.text())
def test_folding_and_splitting_lose_nothing(text: str) -> None:
    line = text.replace("\r", "").replace("\n", "")
    assert fold(line).replace("\r\n ", "") == line
    assert ";".join(split_at(line, ";")) == line
    unescape(line)
