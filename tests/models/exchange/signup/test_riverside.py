"""The organizer's own chain beside the organizer's own members, counted by plain csv and by eye."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

import pytest

from models.events.attendance import attendance_of
from models.events.event import save_event
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.exchange.signup import chain as reasons
from models.exchange.signup.applying import apply_sign_up
from models.exchange.signup.parsing import parse_chain
from models.exchange.signup.plan import State
from models.exchange.signup.planning import plan_sign_up
from models.members.member import load_member
from models.vocabulary import Kind

FOLDER = Path(__file__).parents[5] / "shared" / "data" / "riverside"
# By eye, from the text itself.
DECLINED = {"小兰爸爸", "赵燕", "孙云", "欧秀兰"}
BRINGING = {
    "小涛同学", "徐洋", "李畅", "温勇", "王芳", "大梅🏃", "袁东", "阿梅🏃", "大飞妈妈"
}  # fmt: skip
SEVERAL = {"🌸兰": 2, "大梅🏃": 3, "林爸爸": 2, "李飞": 2}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the organizer's files are not here")


@pytest.fixture
def run(book: Path) -> bytes:
    apply_import(plan_import(read_table(FOLDER / "members.csv"), Kind.MEMBER))
    return save_event(None, {"title": "周六晨跑", "begins": datetime(2026, 11, 7, 7)})


def chain_text() -> str:
    return (FOLDER / "signup.txt").read_text(encoding="utf-8")


def called() -> dict[str, set[str]]:
    """Who is called what, by plain csv: a name or a group nickname to telephone numbers."""
    with (FOLDER / "members.csv").open(encoding="gb18030", newline="") as stream:
        rows = [row for row in csv.reader(stream) if len([cell for cell in row if cell]) > 2]
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows[1:]:
        for name in (row[0].strip(), row[1].strip()):
            found[name].add(row[6].strip())
    return found


def test_the_chain_says_what_stands_in_it() -> None:
    chain = parse_chain(chain_text())
    facts = json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))
    assert len(chain.entries) == facts["signup_lines"] == 24
    assert {each.name for each in chain.entries if each.answer.value == "no"} == DECLINED
    assert {each.name for each in chain.entries if each.guests} == BRINGING
    assert all(each.guests <= 1 for each in chain.entries)
    assert [each.phone for each in chain.entries if each.phone] == ["17725231644", "13815807841"]
    assert Counter(each.note for each in chain.entries if each.note) == {
        "可能晚到": 4, "带娃": 4
    }  # fmt: skip
    assert [each.reason for each in chain.left_out] == [
        reasons.TITLE, reasons.TITLE, reasons.EXAMPLE
    ]  # fmt: skip


def test_everybody_is_found_who_alone_is_called_so(run: bytes) -> None:
    chain = parse_chain(chain_text())
    made = plan_sign_up(chain, run)
    assert made.counts == {State.NEW: 20, State.DOUBTFUL: 4}
    assert {line.name: len(line.candidates) for line in made.waiting} == SEVERAL
    phones = called()
    for entry, line in zip(chain.entries, made.lines, strict=True):
        assert phones[entry.name], entry.name
        if line.member is not None:
            member = load_member(line.member)
            assert member is not None
            there = phones[entry.name]
            assert len(there) == 1 or entry.phone in there
            assert member.phone[-4:] in {normalize("NFKC", phone)[-4:] for phone in there}


def test_settled_and_pasted_again_it_changes_nothing(run: bytes) -> None:
    chain = parse_chain(chain_text())
    waiting = plan_sign_up(chain, run).waiting
    answers = {line.key: line.candidates[0].id for line in waiting}
    result = apply_sign_up(chain, run, answers)
    assert (result.added, result.visitors, result.outside) == (24, 0, ())
    lines = attendance_of(run)
    assert Counter(line.rsvp for line in lines) == {"yes": 20, "no": 4}
    assert sum(line.guests for line in lines) == 9
    again = plan_sign_up(chain, run)
    assert again.counts == {State.UNCHANGED: 24}
    grown = parse_chain(f"{chain_text()}25. 高强 带娃\n26. 新来的小邱\n")
    assert plan_sign_up(grown, run).counts == {State.UNCHANGED: 24, State.NEW: 2}
