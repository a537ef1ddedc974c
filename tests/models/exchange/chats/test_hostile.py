"""Whatever a file holds: it is read, or refused with a sentence; nothing else happens."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models.errors import UserError
from models.exchange.chats.applying import apply_chat
from models.exchange.chats.planning import plan_chat
from models.exchange.chats.reading import read_chat
from models.members.member import save_member

pytestmark = pytest.mark.usefixtures("book")

PIECES = (
    "消息对象:", "2026-10-01 08:00:00 王芳(10001)", "2026/10/1 08:00 - 王芳: 嗯", "王芳: ", "\n",
    "\n\n", "[01/02/26, 8:00:00 PM] ", "99/99/9999, 77:77 - x: y", "٣/٤/2026, 08:00 - ش: y",
    "时间,姓名\n", "2026-10-01 08:00,王芳\n", '"', "\0", "\ud800", "{", '{"messages":[', "]}",
    '{"type":"message"}', "1e999", ",", "\t", "\u200e", "\u2028", "\x0b", "=1+1", "9999999999,a\n",
    "a:b", "(", ")", "\r",
)  # fmt: skip
files = some.lists(some.one_of(some.sampled_from(PIECES), some.text(max_size=8)), max_size=25).map(
    "".join
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files, some.sampled_from(["utf-8", "gb18030", "utf-16", "latin-1"]))
def test_odd_files_are_read_or_refused(book: Path, text: str, encoding: str) -> None:
    path = book.parent / "chat.txt"
    path.write_bytes(text.encode(encoding, "surrogatepass" if "utf" in encoding else "replace"))
    with suppress(UserError):
        export = read_chat(path)
        assert export.messages > 0 and export.first <= export.last
        apply_chat(plan_chat(export), {export.senders[0].key: "nobody"})


def test_names_no_file_can_hold_are_kept_as_far_as_they_are_names(book: Path) -> None:
    wang = save_member(None, {"name": "王芳"})
    said = {"type": "message", "date": "2026-10-24T07:07:56", "from_id": "user7"}
    path = book.parent / "result\udce4.json"
    messages = [{**said, "from": "王\ud83d芳\x07"}, {**said, "from": "\ud800", "from_id": "\ud800"}]
    path.write_text(json.dumps({"name": "\ud800团", "messages": messages}), encoding="utf-8")
    plan = plan_chat(read_chat(path))
    assert [each.member for each in plan.known] == [wang] and plan.chat == "Telegram 团"
    assert apply_chat(plan, {}).added == 1


def test_json_as_deep_as_the_sea_and_numbers_without_end(book: Path) -> None:
    path = book.parent / "result.json"
    for value in ("[" * 200_000, "1" * 3_000_000, '"' + "x" * 20_000_000):
        path.write_text(f'{{"name": {value}', encoding="utf-8")
        with pytest.raises(UserError):
            read_chat(path)
