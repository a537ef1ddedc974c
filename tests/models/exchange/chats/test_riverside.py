"""The three exports of one organizer, counted by plain Python beside. Runs where the files are."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.base import database, live
from models.exchange.applying import apply_import
from models.exchange.chats.applying import ChatResult, apply_chat, foresee_chat
from models.exchange.chats.planning import plan_chat
from models.exchange.chats.reading import read_chat
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.journal.undo import undo, undo_step
from models.members.alias import Alias
from models.members.chats import chat_days
from models.members.interaction import ChatDay
from models.members.member import Member
from models.vocabulary import Kind, MemberStatus
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops

FOLDER = Path(__file__).parents[5] / "shared" / "data" / "riverside"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the organizer's files are not here")

QQ, WHATSAPP, TELEGRAM = "qq-chat.txt", "whatsapp-chat.txt", "telegram-result.json"
# sender (account or name), name, day
Said = tuple[str, str, str]


def said_in(name: str) -> Iterator[Said]:
    text = (FOLDER / name).read_text(encoding="utf-8-sig")
    if name == TELEGRAM:
        for message in json.loads(text)["messages"]:
            yield message["from_id"], message["from"], message["date"][:10]
    elif name == QQ:
        for day, shown, account in re.findall(r"^(2026-\S+) \S+ (.+)\((\d+)\)$", text, re.M):
            yield account, shown, day
    else:
        for day, shown in re.findall(r"^\[(2026/\d+/\d+) [\d:]+\] ([^:\n]+): ", text, re.M):
            year, month, number = map(int, day.split("/"))
            yield shown, shown, date(year, month, number).isoformat()


def key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def names() -> dict[str, set[int]]:
    """Whose row of members.csv has a name, nickname or WeChat ID."""
    with (FOLDER / "members.csv").open(encoding="gb18030", newline="") as stream:
        rows = [row for row in csv.reader(stream) if len(row) > 2][1:-1]
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate({tuple(row): row for row in rows}.values()):
        for cell in row[:3]:
            found[key(cell)].add(number)
    return found


def expected(name: str) -> Counter[tuple[int, str]]:
    """Messages by row of members.csv and day, of those a name finds alone."""
    known, said = names(), list(said_in(name))
    bearers: dict[str, set[str]] = defaultdict(set)
    for sender, shown, _day in said:
        bearers[key(shown)].add(sender)
    return Counter(
        (next(iter(known[key(shown)])), day)
        for _sender, shown, day in said
        if len(known.get(key(shown), ())) == 1 and len(bearers[key(shown)]) == 1
    )


def put_members_in() -> None:
    apply_import(plan_import(read_table(FOLDER / "members.csv"), Kind.MEMBER))


def count(name: str) -> ChatResult:
    plan = plan_chat(read_chat(FOLDER / name))
    foreseen = foresee_chat(plan, {})
    result = apply_chat(plan, {})
    assert foreseen == result
    return result


def counted() -> Counter[tuple[str, str]]:
    rows = database.execute_sql(
        f"SELECT m.name || m.group_name, c.day, c.amount FROM {chat_days()} c"
        " JOIN member m ON m.id = c.member"
    )
    return Counter({(who, day): amount for who, day, amount in rows})


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(("name", "messages"), [(QQ, 450), (WHATSAPP, 250), (TELEGRAM, 200)])
def test_each_export_as_counted_by_plain_python(name: str, messages: int) -> None:
    put_members_in()
    facts = json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))
    assert messages in facts["messages"].values()
    said, wanted = list(said_in(name)), expected(name)
    export = read_chat(FOLDER / name)
    assert export.messages == messages == len(said)
    assert len(export.senders) == len({sender for sender, _shown, _day in said})
    assert export.first.date().isoformat() == min(day for *_rest, day in said)
    assert export.last.date().isoformat() == max(day for *_rest, day in said)
    result = count(name)
    assert result.messages == wanted.total() > messages // 2
    assert result.added == len(wanted) == live(ChatDay).count()
    assert result.people == len({row for row, _day in wanted})
    assert sorted(counted().values()) == sorted(wanted.values())
    assert result.messages + sum(each.sender.amount for each in result.later) == messages
    again = count(name)
    assert (again.added, again.unchanged) == (0, len(wanted))
    assert counted().total() == wanted.total()


@pytest.mark.usefixtures("book")
def test_who_wrote_nothing_is_listed() -> None:
    put_members_in()
    result = count(QQ)
    wrote = {row.__data__["member"] for row in live(ChatDay)}
    there = {
        member.id
        for member in live(Member)
        if member.status == MemberStatus.ACTIVE
        and (member.joined is None or member.joined <= date(2026, 9, 23))
    }
    assert {silent.id for silent in result.silent} == there - wrote != set()


@pytest.mark.usefixtures("book")
def test_one_undo_takes_back_counts_and_what_was_learned() -> None:
    put_members_in()
    plan = plan_chat(read_chat(FOLDER / QQ))
    doubtful = [each for each in plan.doubtful if len(each.candidates) > 1]
    answers = {each.sender.key: each.candidates[0].id for each in doubtful[:3]}
    result = apply_chat(plan, {**answers, doubtful[3].sender.key: "nobody"})
    assert result.messages > plan.messages and live(Alias).count() == len(plan.known) + 3
    later = plan_chat(read_chat(FOLDER / QQ))
    assert len(later.known) == len(plan.known) + 3 and len(later.open) == len(plan.open) - 4
    step = undo_step()
    assert step is not None and (step.kind, step.amount) == ("chat.import", result.messages)
    undo(step)
    assert counted() == Counter() and live(Alias).count() == 0
    assert len(plan_chat(read_chat(FOLDER / QQ)).open) == len(plan.open)


def test_two_laptops_that_import_in_another_order_count_as_one(
    tmp_path: Path, clock: FixedClock
) -> None:
    laptops = Laptops(tmp_path, clock)
    with laptops.at("lin"):
        put_members_in()
    laptops.copy("lin", "mei", "solo")
    found: dict[str, Counter[tuple[str, str]]] = {}
    for laptop, order in {
        "solo": (QQ, WHATSAPP, TELEGRAM),
        "lin": (TELEGRAM, QQ, WHATSAPP),
        "mei": (WHATSAPP, TELEGRAM, QQ, QQ),
    }.items():
        with laptops.at(laptop):
            for name in order:
                count(name)
            found[laptop] = counted()
    assert found["solo"] == found["lin"] == found["mei"]
    assert found["solo"].total() == sum(expected(n).total() for n in (QQ, WHATSAPP, TELEGRAM))
    for laptop, other in (("lin", "mei"), ("mei", "lin")):
        with laptops.at(laptop):
            laptops.merge(other)
            assert counted() == found["solo"]
            assert live(Alias).count() == len({(row.member_id, row.name) for row in live(Alias)})
