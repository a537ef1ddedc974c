"""What is known beside a member's own record goes out with a list and comes in with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.book import close_book, create_book
from models.exchange.applying import apply_import
from models.exchange.cells import name_key
from models.exchange.exporting import export
from models.exchange.modes import CellChange, cells_of
from models.exchange.plan import Add, ImportPlan, ImportResult, Mode, Unchanged, Update
from models.exchange.planning import plan_import
from models.exchange.reading import read_table, read_text
from models.journal.transactions import Author
from models.journal.undo import undo, undo_step
from models.members.alias import aliases_of, save_aliases
from models.members.consent import Agreement, save_consents
from models.members.guardian import save_guardians
from models.members.listing import find_members
from models.members.member import save_member
from models.members.profile import Profile, load_profile, save_profile
from models.texts import tidy
from models.vocabulary import Kind
from resources.i18n import LANGUAGES, translation

GIVEN, LATER = date(2026, 1, 3), date(2026, 5, 1)
FILES = count()

SIGNS = st.text(st.sampled_from("张三Ann 、，,;；|“”（）()/·"), min_size=1, max_size=6)
NAMES = SIGNS.map(tidy).filter(bool)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1))
HOW = st.sampled_from(["", "微信", "2026-01-03", "2026-01-03 撤回", "口头、书面"])
CONSENTS = st.builds(
    Agreement, st.sampled_from(["photo", "data", "合影、（直播）"]), DAYS, DAYS, HOW
).filter(lambda each: not (each.given and each.withdrawn and each.withdrawn < each.given))
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "name": NAMES.filter(name_key),
            "aliases": st.lists(NAMES, max_size=3),
            "household": st.sampled_from(["", "王家", "李、张家"]),
            "is_contact": st.booleans(),
            "cadence": st.none() | st.integers(0, 3650),
            "rest_until": DAYS,
            "guardian": st.none() | st.tuples(st.integers(0, 3), st.just("") | NAMES),
            "consents": st.lists(CONSENTS, max_size=3),
        }
    ),
    max_size=4,
    unique_by=lambda person: name_key(str(person["name"])),
)


def fill(people: list[dict[str, Any]]) -> list[bytes]:
    saved = []
    for person in people:
        beside = ("guardian", "consents")
        values = {name: value for name, value in person.items() if name not in beside}
        saved.append(save_profile(None, values))
        save_consents(saved[-1], person["consents"])
    for member, person in zip(saved, people, strict=True):
        if person["guardian"]:
            place, relation = person["guardian"]
            others = [each for each in saved if each != member]
            if others:
                save_guardians(member, [(others[place % len(others)], relation)])
    return saved


def profile(member: bytes) -> Profile:
    found = load_profile(member)
    assert found
    return found


def known() -> dict[str, Any]:
    """What is known of everybody, with names where there are ids."""
    found = {}
    for member in find_members().ids():
        one = profile(member)
        guardians = sorted((each.name, each.relation) for each in one.guardians)
        found[one.name] = (
            one.aliases, one.household_name, one.is_contact, one.cadence, one.rest_until,
            guardians, one.consents,
        )  # fmt: skip
    return found


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    people=PEOPLE, suffix=st.sampled_from([".csv", ".xlsx"]), language=st.sampled_from(LANGUAGES)
)
def test_an_export_makes_the_same_in_an_empty_file(
    tmp_path: Path, people: list[dict[str, Any]], suffix: str, language: str
) -> None:
    number = next(FILES)
    target = tmp_path / f"out{number}{suffix}"
    create_book(tmp_path / f"{number}.guildbook", "这里", author=Author("laptop-1", "Lin"))
    try:
        saved = fill(people)
        before = known()
        export(target, Kind.MEMBER, saved, translation(language))
        again = apply_import(plan_import(read_table(target), Kind.MEMBER))
        assert (again.added, again.updated, again.skipped) == (0, 0, ())
    finally:
        close_book()
    create_book(tmp_path / f"{number}b.guildbook", "那里", author=Author("laptop-2", "Wu"))
    try:
        if people:
            result = apply_import(plan_import(read_table(target), Kind.MEMBER))
            assert (result.added, result.skipped) == (len(people), ())
        assert known() == before
    finally:
        close_book()


HEADINGS = "姓名\t别名\t家庭\t家庭联系人\t监护人\t同意事项\t联系间隔\n"
CHILD = "小明\t明明、“阿明,明”\t王家\t王芳\t王芳（母亲）、李强\t照片（2026-01-03，微信）\t30天\n"
PARENTS = "王芳\t\t王家\t\t\t\t\n李强\t\t\t\t\t\t\n"


def planned(text: str, mode: Mode = Mode.UPDATE) -> ImportPlan:
    return plan_import(read_text(text), Kind.MEMBER, mode=mode)


def bring_in(text: str, mode: Mode = Mode.UPDATE) -> ImportResult:
    return apply_import(planned(text, mode))


def called(name: str) -> Profile:
    return next(one for one in map(profile, find_members().ids()) if one.name == name)


def cells(plan: ImportPlan) -> dict[str, CellChange]:
    return {cell.field: cell for cell in cells_of(plan, 50) if cell.title == "小明"}


@pytest.fixture
def child(book: Path) -> bytes:
    """A child of whom something is known already, and the parents."""
    bring_in(HEADINGS + PARENTS)
    child = save_profile(None, {"name": "小明", "aliases": ["小小明"], "cadence": 7})
    save_guardians(child, [(called("王芳").id, "妈妈")])
    save_consents(child, [Agreement("照片", None, None, "口头")])
    return child


def test_a_list_adds_to_what_is_known(child: bytes) -> None:
    assert [type(row) for row in planned(HEADINGS + CHILD).rows] == [Update]
    bring_in(HEADINGS + CHILD)
    one = called("小明")
    assert set(one.aliases) == {"小小明", "明明", "阿明,明"}
    assert sorted((each.name, each.relation) for each in one.guardians) == [
        ("李强", ""), ("王芳", "母亲"),
    ]  # fmt: skip
    assert one.consents == (Agreement("照片", GIVEN, None, "微信"),)
    assert (one.cadence, one.household_name, called("王芳").is_contact) == (30, "王家", True)
    assert [type(row) for row in planned(HEADINGS + CHILD).rows] == [Unchanged]
    step = undo_step()
    assert step
    undo(step)
    one = called("小明")
    assert (one.aliases, one.cadence, one.household_name) == (("小小明",), 7, "")
    assert [each.relation for each in one.guardians] == ["妈妈"]
    assert not called("王芳").is_contact


def test_the_cells_are_shown_before(child: bytes) -> None:
    found = cells(planned(HEADINGS + CHILD))
    assert found["aliases"].old == ("小小明",)
    assert found["aliases"].new == ("明明", "阿明,明")
    assert found["guardians"].old == (("王芳", "妈妈"),)
    assert found["guardians"].new == (("王芳", "母亲"), ("李强", ""))
    assert found["consents"].new == (Agreement("照片", GIVEN, None, "微信"),)
    assert (found["household_contact"].old, found["household_contact"].new) == (None, "王芳")
    assert (found["cadence"].old, found["cadence"].new) == (7, 30)


def test_filling_leaves_what_is_there(child: bytes) -> None:
    before = called("小明")
    save_profile(called("王芳").id, {"is_contact": True})
    found = cells(planned(HEADINGS + CHILD.replace("王芳\t王芳", "小明\t王芳"), Mode.FILL))
    stays = {field for field, cell in found.items() if cell.stays}
    assert stays == {"aliases", "guardians", "consents", "cadence", "household_contact"}
    bring_in(HEADINGS + CHILD.replace("王芳\t王芳", "小明\t王芳"), Mode.FILL)
    one = called("小明")
    assert (one.aliases, one.guardians, one.consents, one.cadence) == (
        before.aliases, before.guardians, before.consents, 7,
    )  # fmt: skip
    assert one.household_name == "王家" and called("王芳").is_contact


def test_who_is_only_added_names_nobody_else_to_speak_to(child: bytes) -> None:
    save_profile(called("王芳").id, {"is_contact": True})
    plan = planned("姓名\t家庭\t家庭联系人\n王二\t王家\t王二\n", Mode.ADD)
    assert [type(row) for row in plan.rows] == [Add]
    apply_import(plan)
    assert called("王芳").is_contact and not called("王二").is_contact
    bring_in("姓名\t家庭\t家庭联系人\n王二\t王家\t王二\n")
    assert called("王二").is_contact


def test_a_name_taken_away_before_comes_back(book: Path) -> None:
    member = save_member(None, {"name": "小明", "aliases": ["明明"]})
    save_aliases(member, [])
    bring_in("姓名\t别名\n小明\t明明\n")
    assert aliases_of(member) == ("明明",)


def test_who_agrees_anew_has_not_withdrawn(book: Path) -> None:
    member = save_member(None, {"name": "小明"})
    save_consents(member, [Agreement("photo", GIVEN, LATER, "微信")])
    bring_in("姓名\t同意事项\n小明\tPhotos of them in reports (2026-06-01)\n")
    assert profile(member).consents == (Agreement("photo", date(2026, 6, 1), None, "微信"),)


def test_bytes_of_another_program_are_listed_and_go_out(child: bytes, book: Path) -> None:
    with closing(sqlite3.connect(book)) as other:
        other.execute("INSERT INTO alias (member, name) VALUES (?, x'416e6eff')", (child,))
        other.execute("UPDATE guardian SET relation = x'e5a688ff'")
        other.execute("INSERT INTO household (id, name) VALUES (x'01', x'e5aeb6ff')")
        other.execute("UPDATE member SET household = x'01', cadence = 'x' WHERE id = ?", (child,))
        other.commit()
    listed = find_members()
    (line,) = [each for each in listed.lines(0, listed.total) if each.id == child]
    assert (set(line.aliases), line.household) == ({"小小明", "Ann\ufffd"}, "家\ufffd")
    assert line.cadence is None
    target = book.parent / "out.csv"
    export(target, Kind.MEMBER, [child], translation("en"))
    text = target.read_text("utf-8")
    assert "Ann\ufffd" in text and "王芳（妈\ufffd）" in text
