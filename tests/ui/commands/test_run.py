"""The command line as a process: exit codes, what is on which stream, what it loads."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from models.base import database
from models.naming import SUFFIX
from resources.version import VERSION
from tests.ui.commands.conftest import Command
from ui.commands import faults, run

ROOT = Path(__file__).parents[3]


def start(
    *words: object, language: str = "en_US.UTF-8", typed: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": language, **more}
    for name in ("LANGUAGE", "LC_ALL"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
        check=False,
    )  # fmt: skip


def test_a_whole_day_as_a_script_would_have_it(tmp_path: Path) -> None:
    file, source = tmp_path / f"club{SUFFIX}", tmp_path / "members.csv"
    source.write_text("姓名,手机\n张三,13800000001\n合计,1\n", encoding="gb18030")
    made = start("new", file, "--name", "江边慢跑团", "--passphrase-file", "-", typed="口令\n")
    assert (made.returncode, made.stderr) == (0, "")
    words = ("--passphrase-file", "-", "--json")
    told = start("import", file, source, "--as", "members", *words, typed="口令\n")
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["added"] == 1
    listed = start("list", file, "members", *words, typed="口令\n")
    assert json.loads(listed.stdout)["records"][0]["name"] == "张三"


def test_a_refusal_is_one_sentence_in_the_users_language(tmp_path: Path) -> None:
    file = tmp_path / f"no{SUFFIX}"
    file.write_bytes(b"%PDF-1.7" + b"x" * 9000)
    refused = start("list", file, "members", "--json", language="zh_CN.UTF-8")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.count("\n") == 1
    assert "社群" in refused.stderr


def test_what_is_no_file_is_said_truly(club: Path, command: Command) -> None:
    folder = club.parent
    for words, said in (
        (("list", folder, "members"), f"“{folder.name}” is a folder. "),
        (("list", ".", "members"), f"“{Path.cwd().name}” is a folder. "),
        (("list", folder / "gone.guildbook", "members"), "There is no file “gone.guildbook”. "),
        (("list", club / "gone.guildbook", "members"), "There is no file “gone.guildbook”. "),
        (("import", club, ".", "--as", "members"), f"{Path.cwd().name} is a folder. "),
        (("import", club, folder / "gone.csv", "--as", "members"), "There is no file called gone"),
        (("list", club, "members", "--passphrase-file", folder / "gone"), "There is no passphrase"),
    ):
        refused = command(*words)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.startswith(said), words
        assert "any more" not in refused.err


def test_wrong_usage_is_two(tmp_path: Path) -> None:
    assert start("list", tmp_path / "x", "nonsense").returncode == 2
    assert start("paint").returncode == 2


def test_the_version_is_told() -> None:
    assert start("--version").stdout == f"Guildbook {VERSION}\n"


def test_the_self_test_says_a_line_for_each_check() -> None:
    told = start("--self-test", language="C")
    assert (told.returncode, told.stderr) == (0, "")
    lines = told.stdout.splitlines()
    assert len(lines) == 16
    assert all(line.endswith(": yes") for line in lines)


def test_a_reader_that_stops_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / f"club{SUFFIX}"
    assert run(["new", str(file), "--sample", "--language", "en"]) == 0
    command = [sys.executable, str(ROOT / "main.py"), "list", str(file), "attendance", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_bug_is_told_in_a_sentence_with_its_details_in_a_log(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from ui import commands;"
        "commands._answer = lambda options: {}['张三'];"
        "sys.exit(commands.run(['list', 'x', 'members']))"
    )
    command = [sys.executable, "-c", program, str(ROOT)]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.count("\n") == 1
    assert str(faults.log_path()) in told.stderr
    log = faults.log_path().read_text(encoding="utf-8")
    assert "KeyError" in log
    assert "ui/commands/__init__.py" in log
    assert "张三" not in log


def test_a_command_loads_no_qt(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from ui.commands import run;"
        "code = run(['new', sys.argv[2], '--sample']);"
        "code = code or run(['list', sys.argv[2], 'members']);"
        "sys.exit(code or any(name.startswith('PySide6') for name in sys.modules))"
    )
    command = [sys.executable, "-c", program, str(ROOT), str(tmp_path / "a.guildbook")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("words", [["--help"], ["import", "--help"], ["--version"]])
def test_help_ends_well(command: Command, words: list[str]) -> None:
    said = command(*words)
    assert said.code == 0
    assert said.out


def test_every_command_leaves_the_file_closed(club: Path, command: Command) -> None:
    for words in (["list", club, "members"], ["undo", club], ["history", club, "--record", "x"]):
        command(*words)
        assert database.is_closed()


def test_another_programs_database_is_left_alone(tmp_path: Path, command: Command) -> None:
    file = tmp_path / "other.guildbook"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE member (id INTEGER)")
    other.close()
    before = file.read_bytes()
    assert command("list", file, "members").code == 1
    assert file.read_bytes() == before
