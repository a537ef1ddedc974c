"""Where copies of the community lie, kept outside the file: paths, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from platformdirs import user_data_path

from models.storage.dataset import dataset_of_open_file
from models.storage.elsewhere import path_in_use
from models.storage.replacing import replacing
from resources.version import APPLICATION

_MOST = 50


def remember(path: Path) -> None:
    """Note where a copy of the open community was written to or merged from.

    Raises UserError where the note cannot be written.
    """
    place = path.resolve()
    if place != path_in_use().resolve():
        _write([place, *(each for each in _read() if each != place)][:_MOST])


def known() -> tuple[Path, ...]:
    """Return where copies of the open community lie as far as is known, the latest first.

    What lies on a stick that is not there now is still a copy, so they are not looked for.
    """
    return tuple(_read())


def forget(path: Path) -> None:
    """Leave a place out from now on: the copy there is gone."""
    place = path.resolve()
    _write([each for each in _read() if each not in (path, place)])


def _read() -> list[Path]:
    try:
        found = json.loads(_note().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return (
        [Path(each) for each in found if isinstance(each, str)] if isinstance(found, list) else []
    )


def _write(places: list[Path]) -> None:
    note = _note()
    note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with replacing(note) as beside:
        beside.write_text(json.dumps([str(each) for each in places], indent=1), encoding="utf-8")


def _note() -> Path:
    return (
        user_data_path(APPLICATION, appauthor=False)
        / "copies"
        / f"{dataset_of_open_file().hex()}.json"
    )
