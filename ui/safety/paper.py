"""What the worker writes on paper for the safety of the file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models import known_copies
from models.book import about
from models.errors import UserError
from models.progress import Progress, unheard
from models.storage.copying import copy_to
from models.storage.elsewhere import passphrase_in_use
from models.storage.failures import refusal_for

if TYPE_CHECKING:
    from reports.sheet import Written

LANGUAGES = (("zh_CN", "简体中文"), ("en", "English"))


@dataclass(frozen=True)
class Names:
    """What the three files of the pack are called."""

    copy: str
    sheet: str
    page: str


def write_recovery_sheet(
    target: Path,
    file: str,
    community: str,
    protected: bool,
    passphrase: str,
    language: str,
    progress: Progress = unheard,
) -> Written:
    from reports.recovery import Key, write_recovery  # reportlab, at the first document

    key = Key(file, community, protected, passphrase)
    return write_recovery(target, key, language, progress)


def write_pack(
    folder: Path,
    names: Names,
    contact: str,
    language: str,
    progress: Progress = unheard,
) -> Path:
    """Put the copy, the recovery sheet and the page for the successor into a folder.

    What is there under these names already is replaced. Raises UserError.
    """
    from reports.handover import write_handover  # reportlab, at the first document

    community, protected = about().name, bool(passphrase_in_use())
    progress(0, 3)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise refusal_for(error, folder) from error
    copy = folder / names.copy
    copy_to(copy, replace=True)
    with suppress(UserError):
        known_copies.remember(copy)
    progress(1, 3)
    write_recovery_sheet(folder / names.sheet, names.copy, community, protected, "", language)
    progress(2, 3)
    write_handover(folder / names.page, names.copy, protected, contact, language)
    progress(3, 3)
    return folder
