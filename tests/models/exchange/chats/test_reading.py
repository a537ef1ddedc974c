"""Chat exports as programs really write them."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.errors import Cancelled, UserError
from models.exchange.chats.export import ChatExport, ChatKind
from models.exchange.chats.reading import read_chat
from tests.conftest import FixedClock

pytestmark = pytest.mark.usefixtures("clock")


def read(folder: Path, text: str | bytes, name: str = "chat.txt") -> ChatExport:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_chat(path)


def counted(export: ChatExport) -> dict[str, dict[date, int]]:
    return {sender.key: dict(sender.days) for sender in export.senders}


def refused(folder: Path, text: str | bytes, name: str = "chat.txt") -> str:
    with pytest.raises(UserError) as caught:
        read(folder, text, name)
    return caught.value.message.format(**caught.value.fields)


QQ = """消息记录（此消息记录为文本格式，不支持重新导入）

================================================================
消息分组:我的QQ群
================================================================
消息对象:江边慢跑团
================================================================

2026-08-01 9:10:31 【管理员】🌸想爸爸(10020)
来看看
2026-08-01 09:11:00 小明(10021)
是别人说的

2026-08-01 10:00:00 系统消息(10000)
小明加入了群

2026-08-01 10:05:00 小明(10000)
真的有人是这个号

2026-08-02 23:59:59 老想(10020)
撤回了一条消息

2026-08-03 08:00:00 老想(10020)

2026-08-03 08:01:00 王芳<fang@qq.com>
早
"""


def test_qq_accounts_ranks_pasted_lines_and_what_was_withdrawn(tmp_path: Path) -> None:
    export = read(tmp_path, QQ)
    first, last = date(2026, 8, 1), date(2026, 8, 3)
    assert export.kind is ChatKind.QQ and export.chat == "QQ 江边慢跑团"
    assert counted(export) == {
        "qq:10020": {first: 1, last: 1},
        "qq:10000": {first: 1},
        "qq:fang@qq.com": {last: 1},
    }
    assert export.senders[0].names == ("老想", "🌸想爸爸") and export.senders[0].line == 9
    assert (export.first, export.last) == (
        datetime(2026, 8, 1, 9, 10),
        datetime(2026, 8, 3, 8, 1),
    )
    assert export.window(first) == (550, 1440) and export.window(last) == (0, 482)
    assert export.window(date(2026, 8, 2)) == (0, 1440)


def test_a_file_of_several_qq_chats_is_refused(tmp_path: Path) -> None:
    assert "several chats" in refused(tmp_path, QQ + "\n消息对象:另一个群\n")


@pytest.mark.parametrize(
    "line",
    [
        "2026/9/23 20:18 - {}",
        "23/09/2026, 20:18 - {}",
        "9/23/26, 8:18\u202fPM - {}",
        "23.09.26, 20:18 - {}",
        "2026年9月23日 下午8:18 - {}",
        "2026/9/23 下午8:18 - {}",
        "[2026/9/23 20:18:22] {}",
        "\u200e[23/09/2026, 8:18:22\u202fPM] {}",
        "[23.09.26, 20:18:22] {}",
        "2026-09-23 20:18 – {}",
    ],
)
def test_every_phone_writes_whatsapp_dates_its_own_way(tmp_path: Path, line: str) -> None:
    text = "\n".join(
        [
            line.format("Messages and calls are end-to-end encrypted."),
            line.format("王芳: 早上好"),
            "第二行: 也是她写的",
            line.format("Ann changed the subject to “Runs: autumn”"),
            line.format("~ Bob: hello: you"),
            line.format("王芳: This message was deleted"),
            line.format("王芳:"),
        ]
    )
    export = read(tmp_path, text, "WhatsApp Chat with 江边慢跑团.txt")
    day = date(2026, 9, 23)
    assert counted(export) == {"王芳": {day: 2}, "Bob": {day: 1}}
    assert export.first == export.last == datetime(2026, 9, 23, 20, 18)
    assert (export.kind, export.chat) == (ChatKind.WHATSAPP, "WhatsApp 江边慢跑团")


def test_on_an_iphone_the_group_itself_tells_what_happens(tmp_path: Path) -> None:
    text = (
        "[01/09/2026, 08:00:00] 慢跑团: \u200eMessages and calls are end-to-end encrypted.\n"
        "[01/09/2026, 08:00:01] 慢跑团: \u200e王芳 added you\n"
        "[13/09/2026, 08:00:02] 王芳: \u200eimage omitted\n"
    )
    export = read(tmp_path, text, "_chat.txt")
    assert export.chat == "WhatsApp 慢跑团"
    assert counted(export) == {"王芳": {date(2026, 9, 13): 1}}


def days(folder: Path, written: list[str]) -> list[date]:
    text = "\n".join(f"{day}, 20:18 - Ann: hi" for day in written)
    return sorted(read(folder, text).senders[0].days)


def test_the_whole_file_tells_which_number_is_the_month(tmp_path: Path) -> None:
    assert days(tmp_path, ["03/04/2026", "13/04/2026"]) == [date(2026, 4, 3), date(2026, 4, 13)]
    assert days(tmp_path, ["03/04/2026", "04/13/2026"]) == [date(2026, 3, 4), date(2026, 4, 13)]
    # A chat runs forward, leaves no long gaps, and does not come from the future.
    assert days(tmp_path, ["10/01/2026", "09/02/2026"]) == [date(2026, 1, 10), date(2026, 2, 9)]
    assert days(tmp_path, ["01/10/2026", "02/10/2026"]) == [date(2026, 10, 1), date(2026, 10, 2)]
    assert days(tmp_path, ["02/12/26", "03/12/26"]) == [date(2026, 2, 12), date(2026, 3, 12)]


def test_a_day_that_cannot_be_told_is_not_guessed(tmp_path: Path) -> None:
    assert "day or the month" in refused(tmp_path, "3/4/26, 8:18 PM - Ann: hi\n")


def telegram(*messages: dict[str, Any], **also: Any) -> str:
    return json.dumps({"name": "慢跑团", "id": 10**12, "messages": messages, **also})


def test_telegram_counts_messages_not_services(tmp_path: Path) -> None:
    said = {"type": "message", "date": "2026-10-24T07:07:56", "from": "小云", "from_id": "user7"}
    text = telegram(
        said,
        {"type": "service", "date": "2026-10-24T07:08:00", "actor": "小云"},
        {**said, "from": None, "from_id": 8, "text": [{"type": "link", "text": '}{"]['}]},
        {**said, "date": "someday"},
        also={"deep": [1, 2.5, None]},
    )
    export = read(tmp_path, text, "result.json")
    day = date(2026, 10, 24)
    assert counted(export) == {"telegram:user7": {day: 1}, "telegram:user8": {day: 1}}
    assert export.chat == "Telegram 慢跑团" and export.left_out == 1


@pytest.mark.parametrize("end", [1, 20, 60])
def test_a_telegram_file_that_breaks_off_is_refused_whole(tmp_path: Path, end: int) -> None:
    said = {"type": "message", "date": "2026-10-24T07:07:56", "from": "小云", "from_id": "user7"}
    assert "is cut off" in refused(tmp_path, telegram(said, said)[:-end], "result.json")


def test_an_export_of_all_telegram_chats_is_refused(tmp_path: Path) -> None:
    assert "all chats" in refused(tmp_path, '{"about": "x", "chats": {"list": []}}', "result.json")


def test_any_table_with_a_time_and_a_name(tmp_path: Path) -> None:
    text = (
        "localId,Type,IsSender,StrContent,StrTime,Remark,NickName,Sender\n"
        '1,1,0,"好,\n的",2026-10-01 08:00:05,,阿英,wxid_a\n'
        "2,10000,0,加入了群,2026-10-01 08:00:06,,阿英,wxid_a\n"
        "3,1,0,早,2026-10-02 23:59:59,,阿英🏃,wxid_a\n"
        "4,1,0,早,someday,,小明,wxid_b\n"
    )
    export = read(tmp_path, text.encode("gb18030", "replace"), "群聊 2026-10 (2).csv")
    assert counted(export) == {"id:wxid_a": {date(2026, 10, 1): 1, date(2026, 10, 2): 1}}
    assert export.chat == "群聊" and export.left_out == 1 and export.kind is ChatKind.TABLE
    split = read(tmp_path, "日期\t时间\t姓名\n2026/10/1\t晚上8点半\t王芳\n", "b.tsv")
    assert counted(split) == {"王芳": {date(2026, 10, 1): 1}} and split.first.hour == 20


def test_a_zip_as_phones_share_it(tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp Chat - 慢跑团.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", "[13/09/2026, 08:00:02] 王芳: 早\n")
        archive.writestr("photo.jpg", b"\xff\xd8\xff")
    export = read_chat(path)
    assert export.chat == "WhatsApp 慢跑团" and export.messages == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\0\1\2\3" * 100, "is no text"),
        (b"PK\x03\x04broken", "unpacked"),
        ("姓名,手机\n王芳,138\n".encode(), "no chat export"),
        ("你好\n".encode(), "no chat export"),
        ('时间,姓名\n2026-10-01 08:00,"王芳\n'.encode() + b"x" * 200_000, "never closed"),
        ("时间,姓名\nsomeday,王芳\n".encode(), "no message"),
    ],
)
def test_what_is_no_chat_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    assert reason in refused(tmp_path, content)


def test_odd_bytes_and_endless_lines_lose_no_message(tmp_path: Path) -> None:
    lines = [f"2026/9/{day} 20:18 - 王芳: 你好{'啊' * 40}" for day in range(1, 31)]
    text = "\n".join(lines).encode()
    assert read(tmp_path, text.replace("啊\n".encode(), b"\xe5\n", 3)).messages == 30
    long = f"2026/9/1 20:18 - 王芳: {'x' * 300_000}\n2026/9/2 20:18 - 王芳: y\n"
    assert read(tmp_path, long).messages == 2
    assert read(tmp_path, "\n".join(lines).encode("utf-16")).messages == 30
    assert read(tmp_path, "\r\n".join(lines).encode("gb18030")).messages == 30


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("2026/9/1 20:18 - 王芳: y\n" * 50_000, encoding="utf-8")

    def stop(step: int, _total: int) -> None:
        if step:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_chat(path, stop)


def test_the_clock_of_the_laptop_does_not_decide(tmp_path: Path, clock: FixedClock) -> None:
    clock.set(datetime(2020, 1, 1))
    assert read(tmp_path, "2026/9/1 20:18 - 王芳: y\n").first.year == 2026
