"""Who is recognised, who is asked about, and what is remembered of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from models.base import database
from models.erasing import erase_member
from models.exchange.chats.applying import apply_chat
from models.exchange.chats.export import ChatExport, ChatKind, Sender
from models.exchange.chats.planning import LATER, NOBODY, ChatPlan, plan_chat
from models.exchange.chats.reading import read_chat
from models.members.alias import aliases_of
from models.members.chats import chat_days, messages_of
from models.members.member import remove_members, save_member

Planned = Callable[..., ChatPlan]


@pytest.fixture
def qq(book: Path) -> Planned:
    """Plan an export in which each of these (name, account) writes once."""

    def plan(*senders: tuple[str, str]) -> ChatPlan:
        path = book.parent / "qq.txt"
        said = [f"2026-10-01 08:00:00 {name}({account})\n嗯\n" for name, account in senders]
        path.write_text("消息对象:慢跑团\n\n" + "\n".join(said), encoding="utf-8")
        return plan_chat(read_chat(path))

    return plan


@pytest.fixture
def whatsapp(book: Path) -> Planned:
    def plan(*names: str) -> ChatPlan:
        path = book.parent / "WhatsApp Chat with 团.txt"
        said = [f"2026/10/1 08:0{at} - {name}: 嗯" for at, name in enumerate(names)]
        path.write_text("\n".join(said), encoding="utf-8")
        return plan_chat(read_chat(path))

    return plan


def known(plan: ChatPlan) -> dict[str, bytes]:
    return {each.sender.key: each.member for each in plan.known}


def add(name: str, **values: object) -> bytes:
    return save_member(None, {"name": name, **values})


def test_by_name_nickname_alias_and_phone_however_they_are_written(whatsapp: Planned) -> None:
    wang = add("王芳", group_name="🌸芳妈妈", aliases=["Ms. Wang"], phone="13800138000")
    add("李雷")
    plan = whatsapp("王 芳", "🌸芳妈妈", "ｍｓ. wang", "+86 138 0013 8000", "芳妈妈")
    assert set(known(plan).values()) == {wang} and len(plan.known) == 4
    (asked,) = plan.doubtful
    assert asked.sender.name == "芳妈妈" and not asked.called
    assert asked.candidates[0].id == wang
    assert apply_chat(plan, {}).messages == 4 and messages_of(wang)[0].amount == 4


def test_homonyms_are_asked_once_and_remembered_for_this_kind_of_chat(
    whatsapp: Planned, qq: Planned
) -> None:
    first, second = add("王芳", region="东"), add("王芳", region="西")
    plan = whatsapp("王芳")
    (asked,) = plan.open
    assert asked.called and {one.id for one in asked.candidates} == {first, second}
    apply_chat(plan, {"王芳": second})
    assert aliases_of(second) == ("whatsapp:王芳",)
    assert known(whatsapp("王芳")) == {"王芳": second}
    assert [each.sender.key for each in qq(("王芳", "10001")).open] == ["qq:10001"]


def test_an_account_stays_known_whatever_it_calls_itself(qq: Planned) -> None:
    wang = add("王芳")
    apply_chat(qq(("王芳", "10001")), {})
    assert aliases_of(wang) == ("qq:10001",)
    assert known(qq(("跑步去", "10001"))) == {"qq:10001": wang}
    # Another account of the same name may be somebody else.
    plan = qq(("跑步去", "10001"), ("王芳", "10002"))
    assert known(plan) == {"qq:10001": wang}
    assert [each.sender.key for each in plan.open] == ["qq:10002"]


def test_two_accounts_of_one_name_are_never_made_one_person_silently(qq: Planned) -> None:
    add("王芳")
    plan = qq(("王芳", "10001"), ("王芳", "10002"))
    assert plan.known == () and len(plan.open) == 2


def test_who_sounds_or_looks_alike_is_offered_first(whatsapp: Planned) -> None:
    right = add("张弛")
    near = add("李小梅")
    add("赵六")
    sound, look = whatsapp("章驰", "小梅🏃").doubtful
    assert [one.id for one in sound.candidates] == [right]
    assert [one.id for one in look.candidates] == [near]


def test_nobody_of_ours_is_remembered_and_can_be_taken_back(whatsapp: Planned) -> None:
    def answered(answers: Mapping[str, bytes | str]) -> ChatPlan:
        apply_chat(whatsapp("路人"), answers)
        return whatsapp("路人")

    assert [each.ignored for each in answered({"路人": NOBODY}).doubtful] == [True]
    assert "路人" not in repr(database.execute_sql("SELECT * FROM setting").fetchall())
    assert answered({}).open == ()
    assert len(answered({"路人": LATER}).open) == 1
    answered({"路人": NOBODY})
    wang = add("王芳")
    assert known(answered({"路人": wang})) == {"路人": wang}
    assert aliases_of(wang) == ("路人",)


def test_who_went_meanwhile_is_left_for_later(whatsapp: Planned) -> None:
    wang = add("王芳")
    plan = whatsapp("王芳", "路人")
    remove_members([wang])
    result = apply_chat(plan, {"路人": wang})
    assert (result.added, result.messages) == (0, 0)
    assert [each.sender.key for each in result.later] == ["路人"]


def test_what_was_written_is_nowhere_in_the_file(book: Path, whatsapp: Planned) -> None:
    add("王芳")
    path = book.parent / "WhatsApp Chat with 团.txt"
    path.write_text("2026/10/1 08:00 - 王芳: 天知道的秘密\n秘密还有一行\n", encoding="utf-8")
    apply_chat(plan_chat(read_chat(path)), {})
    tables = [
        name
        for (name,) in database.execute_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        ).fetchall()
    ]
    held = [database.execute_sql(f'SELECT * FROM "{name}"').fetchall() for name in tables]
    assert "秘密" not in repr(held) and "秘密".encode() not in book.read_bytes()


def test_erasing_a_person_keeps_the_numbers_and_forgets_whose(whatsapp: Planned) -> None:
    wang = add("王芳", aliases=["小芳"])
    apply_chat(whatsapp("小芳", "王芳"), {})
    erase_member(wang)
    assert aliases_of(wang) == ()
    rows = database.execute_sql(f"SELECT day, amount FROM {chat_days()}").fetchall()
    assert rows == [("2026-10-01", 2)]
    assert database.execute_sql("SELECT chat FROM chat_day").fetchone() == ("",)


def daily(days: Iterable[int], times: Callable[[int], int]) -> ChatExport:
    written = {date(2026, 9, day): times(day) for day in days}
    ends = datetime(2026, 8, 31, 9), datetime(2026, 10, 1, 9)
    return ChatExport("f", ChatKind.QQ, "QQ new", *ends, (Sender("王芳", ("王芳",), written, 1),))


@pytest.mark.usefixtures("book")
def test_a_renamed_chat_is_recognised_by_its_days_and_another_one_told_apart() -> None:
    add("王芳")
    apply_chat(plan_chat(daily(range(1, 21), lambda day: day % 5 + 1), "QQ old"), {})
    longer = daily(range(1, 30), lambda day: day % 5 + 1)
    plan = plan_chat(longer)
    assert (plan.chat, plan.counted_before, plan.same_as) == ("QQ old", True, "")
    assert plan_chat(longer, "QQ new").same_as == "QQ old"
    other = daily(range(1, 30), lambda day: day % 3 + 7)
    assert plan_chat(other).chat == "QQ new" and not plan_chat(other).differs
    assert plan_chat(other, "QQ old").differs
