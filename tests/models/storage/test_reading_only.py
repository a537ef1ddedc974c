"""Files that are only read: because they cannot be written, or because somebody else has them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import book as books
from models.errors import UserError
from models.members.listing import find_members
from models.members.member import save_member
from models.safety import check
from models.storage.copying import copy_to
from tests.models.storage.test_backups import make_version_1
from tests.models.storage.test_opening import mounted


@pytest.fixture(params=["", "secret"])
def closed(request: pytest.FixtureRequest, tmp_path: Path, clock: object) -> tuple[Path, str]:
    path = tmp_path / "a.guildbook"
    books.create_book(path, "慢跑团", request.param)
    save_member(None, {"name": "张三"})
    find_members("zs").lines(0, 1)
    books.close_book()
    return path, request.param


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "stick"
    mounted(folder, "size=4m")
    yield folder
    books.close_book()
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_file_opened_to_read_is_read_and_never_written(
    closed: tuple[Path, str], tmp_path: Path
) -> None:
    path, passphrase = closed
    path.write_bytes(path.read_bytes()[:-64])
    before = path.read_bytes()
    assert not books.read_only()
    books.open_book(path, passphrase, read_only=True)
    assert books.read_only()
    assert find_members("zs").total == 1
    assert check().whole
    with pytest.raises(UserError, match="cannot be written"):
        save_member(None, {"name": "b"})
    copy_to(tmp_path / "copy.guildbook")
    books.close_book()
    assert path.read_bytes() == before  # not even a seal
    books.open_book(path, passphrase)
    assert not books.read_only()
    save_member(None, {"name": "b"})
    books.close_book()


def test_two_may_read_and_one_write(closed: tuple[Path, str]) -> None:
    path, passphrase = closed
    import sys

    books.open_book(path, passphrase, read_only=True)
    program = (
        "import sys; from pathlib import Path; from models.book import open_book, close_book;"
        "from models.members.member import save_member;"
        "open_book(Path(sys.argv[1]), sys.argv[2]); save_member(None, {'name': 'theirs'});"
        "close_book()"
    )
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", program, str(path), passphrase]
    subprocess.run(command, cwd=root, check=True)
    assert find_members().total == 2
    books.close_book()


def test_a_read_only_stick_is_found_out_by_itself(stick: Path, closed: tuple[Path, str]) -> None:
    path, passphrase = stick / "a.guildbook", closed[1]
    path.write_bytes(closed[0].read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    books.open_book(path, passphrase)
    assert books.read_only()
    assert find_members("zs").total == 1
    books.close_book()


def test_an_older_file_that_cannot_be_written_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "old.guildbook"
    make_version_1(path)
    before = path.read_bytes()
    with pytest.raises(UserError, match="Copy it to a folder of your own"):
        books.open_book(path, read_only=True)
    assert path.read_bytes() == before
    assert not books.is_open()
