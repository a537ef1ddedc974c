"""An organizer's four files become a community and a month on paper, every figure counted twice.

The second count reads the files with plain csv and knows nothing of the program. It runs on files
written here and, where they lie beside the checkout, on a real organizer's.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from statistics import median

import pytest

from tests.conftest import FixedClock
from tests.reports.reading import plain_text_of
from ui.commands import run

REAL = Path(__file__).parents[2] / "shared" / "data" / "riverside"
ENCODINGS = {
    "members": "gb18030",
    "events": "utf-8-sig",
    "attendance": "utf-8-sig",
    "feedback": "gb18030",
}
CAME = {"到", "是", "√"}
STAYED_AWAY = {"×", "请假"}
MEMBERS, EVENTS, PEOPLE_PER_EVENT, VOICES = 60, 14, 18, 50


@pytest.fixture(params=["written here", "an organizer's"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "written here":
        folder = tmp_path / "files"
        folder.mkdir()
        write_files(folder)
        return folder
    if not REAL.is_dir():
        pytest.skip("the organizer's files are not here")
    return REAL


@pytest.fixture
def community(
    files: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    clock.set(datetime(2026, 10, 31, 21, 0))
    path = tmp_path / "江边慢跑团.guildbook"
    assert run(["new", str(path), "--name", "江边慢跑团"]) == 0
    for kind in ENCODINGS:
        assert run(["import", str(path), str(files / f"{kind}.csv"), "--as", kind]) == 0
    return path


@pytest.mark.parametrize("audience", ["public", "committee", "full"])
def test_every_figure_of_the_month_is_right(
    community: Path, files: Path, tmp_path: Path, audience: str
) -> None:
    target = tmp_path / f"{audience}.pdf"
    options = ["--month", "2026-10", "--language", "zh_CN", "--audience", audience]
    assert run(["report", str(community), "--output", str(target), *options]) == 0
    text = plain_text_of(target)
    for figure in figures(files):
        assert figure in text, figure
    named = {row["姓名"].strip() for row in joined_in_october(files)}
    shown = {name for name in named if "".join(name.split()) in text}
    assert shown == (set() if audience == "public" else named)


def figures(folder: Path) -> Iterator[str]:
    """Count October 2026 by plain csv and say it as the paper should."""
    people = members(folder)
    belong = [row for row in people if row["状态"] not in ("待审核", "已退群")]
    now = sum(day(row["入群时间"]) <= date(2026, 10, 31) for row in belong)
    before = sum(day(row["入群时间"]) <= date(2026, 9, 30) for row in belong)
    yield f"共有{now}名成员，比上月末多{now - before}名"
    came, with_record = Counter[str](), Counter[str]()
    for row in attendances(folder):
        came[row["日期"]] += row["到场"] in CAME
        with_record[row["日期"]] += row["到场"] in CAME | STAYED_AWAY
    events = [row for row in rows(folder, "events") if row["开始时间"].startswith("2026-10")]
    days = [row["开始时间"][:10] for row in events]
    yield f"举办{len(events)}场活动，{sum(came[each] for each in days)}人次到场"
    yield percent(sum(came[d] for d in days), sum(with_record[d] for d in days))
    for row, each in zip(events, days, strict=True):
        yield "".join(row["活动名称"].split()) + "".join(row["形式"].split())
        yield f"{came[each]}{percent(came[each], with_record[each])}"
    spent = sum(float(row["花费"] or 0) for row in events)
    yield f"共花费¥{spent:,.2f}".removesuffix(".00")
    yield from feedback_figures(folder)


def feedback_figures(folder: Path) -> Iterator[str]:
    voices = [row for row in feedback(folder) if day(row["日期"]) <= date(2026, 10, 31)]
    month = [row for row in voices if day(row["日期"]) >= date(2026, 10, 1)]
    yield f"本月收到{len(month)}条"
    rated = [int(row["满意度"]) for row in month if row["满意度"]]
    assert len(rated) >= 5
    happy = sum(value >= 4 for value in rated)
    yield f"{len(rated)}人打分，其中{happy}人给出4分或5分，满意率{percent(happy, len(rated))}"
    waiting = [
        row for row in voices if not row["答复日期"] or day(row["答复日期"]) > date(2026, 10, 31)
    ]
    yield f"截至10月31日有{len(waiting)}条待处理"
    took = [
        (day(row["答复日期"]) - day(row["日期"])).days
        for row in voices
        if row["答复日期"] and date(2026, 10, 1) <= day(row["答复日期"]) <= date(2026, 10, 31)
    ]
    yield f"本月答复{len(took)}条，答复用时的中位数为{median(took):g}天"


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%"


def joined_in_october(folder: Path) -> list[dict[str, str]]:
    return [
        row
        for row in members(folder)
        if row["状态"] not in ("待审核",) and row["入群时间"] and day(row["入群时间"]).year == 2026
        and day(row["入群时间"]).month == 10 and row["状态"] != "已退群"
    ]  # fmt: skip


def rows(folder: Path, kind: str) -> list[dict[str, str]]:
    with (folder / f"{kind}.csv").open(encoding=ENCODINGS[kind], newline="") as stream:
        lines = [line for line in csv.reader(stream) if any(line)]
    if len(lines[0]) < 3 or not lines[0][1]:
        lines.pop(0)
    return [dict(zip(lines[0], line, strict=False)) for line in lines[1:] if "合计" not in line[0]]


def members(folder: Path) -> list[dict[str, str]]:
    """Each line once: a line that is there twice is one person."""
    return list({tuple(row.values()): row for row in rows(folder, "members")}.values())


def attendances(folder: Path) -> list[dict[str, str]]:
    """What can be told to be somebody's: two people of one name are never one."""
    ambiguous = homonyms(folder)
    return [row for row in rows(folder, "attendance") if row["姓名"].strip() not in ambiguous]


def feedback(folder: Path) -> list[dict[str, str]]:
    ambiguous = homonyms(folder)
    return [row for row in rows(folder, "feedback") if row["姓名"].strip() not in ambiguous]


def homonyms(folder: Path) -> set[str]:
    names = Counter("".join(row["姓名"].split()) for row in members(folder))
    return {name for name, count in names.items() if count > 1}


def day(text: str) -> date:
    """Read any of the files' four notations; what is missing lies before all of them."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    return date(*parts[:3]) if parts else date.min


def write_files(folder: Path) -> None:
    """Write four files as messy as organizers' are."""
    chance = random.Random(11)
    notations = ("{0}-{1:02}-{2:02}", "{0}.{1:02}.{2:02}", "{0}/{1}/{2}", "{0}年{1}月{2}日")
    names = [
        f"{chance.choice('王李张刘陈单曾')}{chance.choice('伟芳静洋')}{mark}"
        for mark in "一二三四五六七八九十" * 6
    ]
    names[0], names[1], names[2], names[3], names[4] = (
        "李𬎆 ",
        "王䶮",
        "=1+1",
        "<b>粗体</b>",
        "张 三",
    )
    names = list(dict.fromkeys(names))[: MEMBERS - 1]
    names.append(names[10])

    def written(when: date) -> str:
        return chance.choice(notations).format(when.year, when.month, when.day)

    people = [
        [
            name,
            f"wx_{place}",
            chance.choice(("男", "女", "未知", "")),
            f"139{place:08}",
            written(date(2025 + place % 2, chance.randint(1, 10), chance.randint(1, 28))),
            chance.choice(("正常", "正常", "正常", "暂停", "待审核", "已退群")),
            chance.choice(("摄影、徒步", "编程,读书", "")),
        ]
        for place, name in enumerate(names)
    ]
    headings = ["姓名", "微信号", "性别", "手机", "入群时间", "状态", "兴趣"]
    total = ["（合计）", str(len(people)), "", "", "", "", ""]
    write(folder, "members", [["某某社群 成员名单"], [], headings, *people, people[3], total])
    begins = [date(2026, 9, 1 + 7 * place) for place in range(4)]
    begins += [date(2026, 10, 2 + 6 * place) for place in range(5)]
    events = [
        [
            f"晨跑 第{place}期",
            chance.choice(("培训", "读书会")),
            f"{when} 19:00",
            f"{when} 21:00",
            "0",
            chance.choice(("0", "86.5", "150")),
        ]
        for place, when in enumerate(begins)
    ]
    write(folder, "events", [["活动名称", "形式", "开始时间", "结束时间", "预算", "花费"], *events])
    marks = (*sorted(CAME), *sorted(STAYED_AWAY), "")
    lists = [
        [
            event[0],
            event[2][:10],
            person[0],
            chance.choice(("是", "")),
            chance.choice(marks),
            chance.choice(("", "4", "5")),
        ]
        for event in events
        for person in chance.sample(people[:-1], PEOPLE_PER_EVENT)
    ]
    write(folder, "attendance", [["活动", "日期", "姓名", "报名", "到场", "评分"], *lists])
    voices = []
    for place in range(VOICES):
        said = date(2026, 9 + place % 2, chance.randint(1, 20))
        answer = ["已关闭", "已在群里说明", written(said.replace(day=said.day + place % 9))]
        voices.append(
            [
                written(said),
                chance.choice(("匿名", people[place % 30][0])),
                chance.choice(("提问", "表扬", "投诉", "建议")),
                f"第{place}条意见",
                chance.choice("2345"),
                *(answer if place % 4 else ["新", "", ""]),
            ]
        )
    headings = ["日期", "姓名", "类型", "内容", "满意度", "状态", "答复", "答复日期"]
    write(folder, "feedback", [headings, *voices])


def write(folder: Path, kind: str, lines: list[list[str]]) -> None:
    with (folder / f"{kind}.csv").open("w", encoding=ENCODINGS[kind], newline="") as stream:
        csv.writer(stream).writerows(lines)
