from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from tests.ui.commands.conftest import Command
from ui import wording
from ui.commands.language import argparse_speaks, spoken_language


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_systems(
    command: Command, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], language: str
) -> None:
    monkeypatch.delenv("LANG")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert spoken_language() == language


def test_refusals_and_usage_are_chinese_for_the_chinese(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    before = wording.language()
    assert "没有" in command("list", tmp_path / "x.guildbook", "members").err
    assert command("list").err.startswith("用法：")
    assert "不认识" in command("list", "x", "members", "--nonsense").err
    assert wording.language() == before


def test_argparse_speaks_only_while_it_reads() -> None:
    before = gettext.textdomain(), os.environ.get("LANGUAGE")
    with argparse_speaks("zh_CN"):
        assert gettext.textdomain() == "guildbook"
    assert (gettext.textdomain(), os.environ.get("LANGUAGE")) == before
