"""Who is in the club, what they write into the group, and who comes: made from a seed, and told
apart from the program by numbers of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐"
GIVEN = (
    "伟",
    "建国",
    "秀英",
    "晓明",
    "丽华",
    "志强",
    "海燕",
    "文博",
    "雨桐",
    "子涵",
    "玉兰",
    "春生",
)
NICKNAMES = ("江边的风", "跑得慢", "夜猫子", "晨光", "小火车", "大西瓜", "一杯清茶", "老船长")
STRANGERS = (
    "Kevin", "Sophie", "Giulia", "Marko", "Yuki", "Hannah", "Oskar", "Fatima", "Ravi", "Ingrid",
    "Dmitri", "Chloe", "Noah", "Zainab", "Pedro",
)  # fmt: skip
# What is written behind a name: the answer, how many more, and how often it is chosen.
SAID = (
    ("", "yes", 0, 30), ("+1", "yes", 1, 5), ("＋１", "yes", 1, 2), ("+2", "yes", 2, 2),
    ("2人", "yes", 1, 2), ("带娃", "yes", 1, 3), ("晚到十分钟", "yes", 0, 3), ("请假", "no", 0, 4),
    ("可能来", "maybe", 0, 2), ("来不了", "no", 0, 1),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    name: str
    phone: str
    nickname: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a chain. `whose` is the phone of the member meant, "" of a stranger."""

    name: str
    written: str
    whose: str
    rsvp: str
    guests: int

    @property
    def text(self) -> str:
        return f"{self.name} {self.written}".strip()


@dataclass(frozen=True)
class Club:
    """300 members. Two of them have one name, and two one nickname."""

    people: tuple[Person, ...]
    by_phone: dict[str, Person] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        """Write the members as a list to be imported."""
        rows = [f"{each.name},{each.phone},{each.nickname},2025-03-01" for each in self.people]
        path.write_text("\n".join(["姓名,手机,群昵称,入群日期", *rows]) + "\n", encoding="utf-8")
        return path


def make_club() -> Club:
    names = [f"{one}{other}" for one in SURNAMES for other in GIVEN]
    names[7] = names[200]  # two of one name
    people = []
    for number, name in enumerate(names):
        nickname = f"{NICKNAMES[number // 30 % 8]}{number}" if number % 30 == 3 else ""
        if number in (64, 65):
            nickname = "糖糖妈"
        people.append(Person(name, f"139{number * 33331 % 10**8:08d}", nickname))
    assert len({each.phone for each in people}) == len(people) == 300
    return Club(tuple(people), {each.phone: each for each in people})


def chain_lines(chance: Random, people: Sequence[Person], strangers: Sequence[str]) -> list[Line]:
    """Let these people answer, some by their nicknames, strangers between them."""
    known = [(each.nickname or each.name, each.phone) for each in people]
    lines = []
    for name, phone in (*known, *((stranger, "") for stranger in strangers)):
        written, rsvp, guests, _weight = chance.choices(SAID, [each[3] for each in SAID])[0]
        lines.append(Line(name, written, phone, rsvp, guests))
    chance.shuffle(lines)
    return lines


def chain_text(title: str, lines: Sequence[Line]) -> str:
    """Write a chain as it is copied out of the group, with an example line to skip."""
    numbered = [f"{number}. {line.text}" for number, line in enumerate(lines, 1)]
    return "\n".join(["#接龙", title, "例 张三 1人", "", *numbered, f"{len(lines) + 1}.", ""])
