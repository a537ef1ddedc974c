"""The other file: a private copy of it, checked and brought up to date, never the original."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from peewee import DatabaseError

from models.base import database
from models.errors import Damaged, UserError
from models.records import RECORDS
from models.storage import checking, upgrading
from models.storage.dataset import dataset_of_open_file
from models.storage.elsewhere import passphrase_in_use, path_in_use, visiting
from models.storage.failures import demand_file, refusal_for, sentence_for
from models.storage.seal import is_sealed
from models.storage.workrooms import private_folder
from resources.i18n import N_

THEIRS = "theirs"
# What SQLite keeps beside a file that was copied while somebody wrote to it.
_COMPANIONS = ("-journal", "-wal")


@dataclass(frozen=True)
class Incoming:
    """A file to be merged. `path` is the copy that is worked on, `name` the original's name;
    `sealed` says that it was closed cleanly and is as it was then."""

    path: Path
    name: str
    passphrase: str
    sealed: bool
    folder: tempfile.TemporaryDirectory[str]

    def close(self) -> None:
        """Remove the copy."""
        self.folder.cleanup()

    def __enter__(self) -> Incoming:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def attached(self) -> Iterator[None]:
        """Read it as the schema `theirs` beside the open file; nothing can be written there."""
        address = f"{self.path.resolve().as_uri()}?mode=ro"
        database.execute_sql(f"ATTACH ? AS {THEIRS} KEY ?", (address, self.passphrase))
        try:
            yield
        finally:
            database.execute_sql(f"DETACH {THEIRS}")


def receive(path: Path, passphrase: str | None = None) -> Incoming:
    """Take a copy of a file and check it, so that it can be merged into the open one.

    An older copy is brought up to date; the original is only read. Without a passphrase the open
    file's own is tried. Raises NotOurs, WrongPassphrase, FileTooNew, Damaged, or another
    UserError where it is the open file itself or belongs to another community.
    """
    demand_file(path)
    try:
        if path.samefile(path_in_use()):
            raise UserError(
                N_("“{file}” is the file that is open. Choose a copy of it."), file=path.name
            )
    except OSError as error:
        raise refusal_for(error, path) from error
    key = passphrase_in_use() if passphrase is None else passphrase
    folder = private_folder()
    try:
        copy = _copy(path, Path(folder.name))
        with _naming(path.name):
            if not checking.is_encrypted(copy):
                key = ""
            sealed = is_sealed(copy)
            theirs = _bring_up_to_date(copy, key)
        if theirs != dataset_of_open_file():
            raise UserError(
                N_(
                    "“{file}” belongs to another community, so nothing was merged. Choose a copy of"
                    " this one."
                ),
                file=path.name,
            )
    except BaseException:
        folder.cleanup()
        raise
    return Incoming(copy, path.name, key, sealed, folder)


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Say the original's name, not the copy's, in what is raised about it."""
    try:
        yield
    except DatabaseError as error:
        raise Damaged(checking.DAMAGED, file=name) from error
    except UserError as error:
        if isinstance(error, Damaged) and not error.fields:
            raise Damaged(checking.DAMAGED, file=name) from error
        error.fields["file"] = name
        raise


def _bring_up_to_date(copy: Path, passphrase: str) -> bytes:
    """Check the copy and migrate it where it is older; return which community it belongs to.

    Its seal is not asked: it says that the file is as somebody left it, not that they were honest.
    """
    latest = upgrading.latest_version()
    with visiting(copy, passphrase, read_only=False):
        version = upgrading.file_version()
        known = version if 0 < version < latest else latest
        checking.check_file(copy, checking.expected_schema(RECORDS, known), sealed=False)
        if version < latest:
            upgrading.migrate(RECORDS)
        return dataset_of_open_file()


def _copy(path: Path, folder: Path) -> Path:
    """Copy a file with what SQLite has beside it; a writer that was killed is rolled back there."""
    target = folder / "theirs.guildbook"
    try:
        shutil.copyfile(path, target)
        # A sealed file is whole as it is: what lies beside it is another file's.
        for ending in () if is_sealed(target) else _COMPANIONS:
            beside = path.with_name(path.name + ending)
            if beside.is_file():
                shutil.copyfile(beside, target.with_name(target.name + ending))
        target.chmod(0o600)
    except OSError as error:
        raise sentence_for(error) or UserError(
            N_("“{file}” cannot be read. Copy it to this laptop first, then merge the copy."),
            file=path.name,
        ) from error
    return target
