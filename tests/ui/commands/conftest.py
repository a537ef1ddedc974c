"""What the tests of the commands share: a way to give one, and a community with records."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ui.commands import run

MEMBERS = """成员名单,,,
姓名,手机,状态,入会日期
张三,13800000001,正常,2026-01-02
李𬎆,13800000002,正常,2026-02-03
单思远,13800000003,申请人,2026-10-20
"""
EVENTS = """标题,日期,地点,预算,花费,状态
春日慢跑,2026-10-03 19:00,滨江公园,100,86.5,已完成
读书夜,2026-11-07 19:00,半亩书店,200,,计划中
"""
ATTENDANCE = """姓名,报名,到场,评分
张三,是,是,5
李𬎆,是,否,
钱七,是,是,4
"""


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Said]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give a command in English, in this process."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    def give(*words: object) -> Said:
        capsys.readouterr()
        code = run([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return give


@pytest.fixture
def club(tmp_path: Path, clock: object, command: Command) -> Path:
    """A file with three members, two events and the attendance of one."""
    file = tmp_path / "club.guildbook"
    assert command("new", file, "--name", "江边慢跑团").code == 0
    for kind, text in (("members", MEMBERS), ("events", EVENTS)):
        source = tmp_path / f"{kind}.csv"
        source.write_text(text, encoding="utf-8")
        assert command("import", file, source, "--as", kind).code == 0
    return file
