"""Every modal question, in one place that tests can replace.

Callers use `from ui import asking` and `asking.say(…)`: replacing a name here is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QStackedWidget,
    QWidget,
)

from models.naming import SUFFIX
from ui.wording import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 80

# (what is chosen, its endings): (_("Spreadsheets"), ("xlsx", "csv"))
Pattern = tuple[str, Sequence[str]]


@dataclass(frozen=True)
class Key:
    """A passphrase that was typed, and whether this laptop is to remember it."""

    passphrase: str
    remember: bool = False


def documents() -> Path:
    """Return the folder where people keep their files; their home where they have none."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place) or Path.home())
    return folder if folder.is_dir() else Path.home()


def communities() -> Pattern:
    """Return what community files are called, for the system's file windows."""
    return (_("Communities"), (SUFFIX.removeprefix("."),))


def choose_file(
    parent: QWidget | None, title: str, patterns: Sequence[Pattern], start: Path | None = None
) -> Path | None:
    """Ask for a file that exists; None when the user thinks better of it."""
    chosen, _pattern = QFileDialog.getOpenFileName(
        parent, title, str(start or documents()), _filters(patterns)
    )
    return Path(chosen) if chosen else None


def choose_target(
    parent: QWidget | None, title: str, patterns: Sequence[Pattern], suggestion: str | Path = ""
) -> Path | None:
    """Ask where to save; the ending of the chosen pattern is added when none was typed.

    A `suggestion` is a whole path, or a name, which may hold what no system allows in one. The
    dialog itself asks before an existing file would be replaced.
    """
    name = _plain(suggestion) if isinstance(suggestion, str) else suggestion
    start = documents() / name
    chosen, pattern = QFileDialog.getSaveFileName(parent, title, str(start), _filters(patterns))
    if not chosen:
        return None
    target = Path(chosen)
    endings = [f".{ending}" for _name, every in patterns for ending in every]
    if target.suffix.lower() in endings:
        return target
    chosen_endings = next((every for name, every in patterns if pattern.startswith(name)), ())
    ending = chosen_endings[0] if chosen_endings else endings[0].removeprefix(".")
    return target.with_name(f"{target.name}.{ending}")


def plain_name(name: str) -> str:
    """Return a name as every system takes it for a file; "" where nothing is left of it."""
    return " ".join(_NOT_IN_NAMES.sub(" ", name).split()).strip(" .")[:_LONGEST]


def _plain(suggestion: str) -> str:
    stem, dot, ending = suggestion.rpartition(".")
    return f"{plain_name(stem) or 'Guildbook'}{dot}{ending}" if dot else suggestion


def choose_folder(parent: QWidget | None, title: str) -> Path | None:
    """Ask for a folder that exists; None when the user thinks better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(documents()))
    return Path(chosen) if chosen else None


def ask_passphrase(parent: QWidget | None, name: str, *, again: bool = False) -> str | None:
    """Ask for the passphrase of a file; `again` after a wrong one. None: not given."""
    question = (
        _("That passphrase does not open “{name}”. Please try again.", name=name)
        if again
        else _("“{name}” is protected. Enter its passphrase to open it.", name=name)
    )
    answer, agreed = QInputDialog.getText(
        parent, _("Passphrase"), question, QLineEdit.EchoMode.Password
    )
    return answer if agreed else None


def ask_text(
    parent: QWidget | None, title: str, question: str, text: str = "", may_be_empty: bool = False
) -> str | None:
    """Ask for one line of text; None when the user thinks better of it, or leaves it empty where
    it may not be."""
    answer, agreed = QInputDialog.getText(parent, title, question, QLineEdit.EchoMode.Normal, text)
    wanted = agreed and (may_be_empty or answer.strip())
    return answer.strip() if wanted else None


def ask_key(
    parent: QWidget | None, name: str, complaint: str = "", has_store: bool = True
) -> Key | None:
    """Ask for the passphrase of a file that is to be opened, and whether to remember it.

    `complaint` says why it is asked again. None: the user thinks better of it.
    """
    from ui.safety.unlocking import UnlockWindow  # this module is what our windows ask with

    window = UnlockWindow(name, complaint, has_store, parent)
    return window.key if window.exec() else None


def say(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Tell what stands in the way, in a sentence, and wait until it was read."""
    box = QMessageBox(QMessageBox.Icon.Information, _("Guildbook"), text, parent=parent)
    box.setInformativeText(detail)
    box.exec()


def offer(parent: QWidget | None, text: str, detail: str, way: str) -> bool:
    """Tell what happened, and offer one way on; say whether it was taken."""
    box = QMessageBox(QMessageBox.Icon.Information, _("Guildbook"), text, parent=parent)
    box.setInformativeText(detail)
    button = box.addButton(way, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    return box.clickedButton() is button


def choose_printer(parent: QWidget | None, pages: int) -> QPrinter | None:
    """Ask for a printer and the pages; None when the user thinks better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # at the first printing

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() else None


def choose(
    parent: QWidget | None, question: str, answers: Sequence[str], *, careful: bool = False
) -> int | None:
    """Ask which of a few named ways to go; None when the user thinks better of it, and where they
    are `careful` ones, when they press Enter alone."""
    box = QMessageBox(QMessageBox.Icon.Question, _("Guildbook"), question, parent=parent)
    buttons = [box.addButton(text, QMessageBox.ButtonRole.AcceptRole) for text in answers]
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    if careful:
        box.setDefaultButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    return next((place for place, known in enumerate(buttons) if known is clicked), None)


def leave_edit(
    edited: QWidget, save: Callable[[], bool], drop: Callable[[], None] | None = None
) -> bool:
    """Show what is half edited, wherever it is, and ask whether it is saved or dropped; say whether
    it may be left: neither where the user thinks better of it, nor where saving is refused."""
    _bring_up(edited)
    question = _("There are changes that are not saved yet.")
    answer = choose(edited.window(), question, [_("Save"), _("Discard")])
    if answer == 0:
        return save()
    if answer == 1 and drop is not None:
        drop()
    return answer == 1


def _bring_up(inside: QWidget) -> None:
    """Show the pages that a widget is on."""
    above = inside.parentWidget()
    while above is not None:
        if isinstance(above, QStackedWidget) and above.indexOf(inside) >= 0:
            above.setCurrentWidget(inside)
        inside, above = above, above.parentWidget()


def _filters(patterns: Sequence[Pattern]) -> str:
    return ";;".join(
        f"{name} ({' '.join(f'*.{ending}' for ending in endings)})" for name, endings in patterns
    )
