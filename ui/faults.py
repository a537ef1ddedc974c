"""What is said when something fails: a sentence for the world's faults, a window for ours."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.errors import Cancelled, UserError
from ui import asking, fault_words, furniture
from ui.fault_words import worded as worded
from ui.wording import _


def show(error: BaseException, parent: QWidget | None) -> None:
    """Tell the user what failed: nothing for a cancelled job, a sentence, or the fault window."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, UserError):
        asking.say(parent, worded(error))
        return
    sys.stderr.write(details(error))
    FaultWindow(details(error), parent).exec()


def tried(parent: QWidget | None, do: Callable[[], object]) -> bool:
    """Do something, and say why where it is refused; return whether it was done."""
    try:
        do()
    except UserError as error:
        asking.say(parent, worded(error))
        return False
    return True


def details(error: BaseException) -> str:
    return fault_words.details(error, f"Qt {qVersion()}")


def catch(parent: QWidget | None = None) -> None:
    """From now on, every failure that nobody caught ends in the fault window."""

    def hook(
        _type: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            QGuiApplication.quit()
        else:
            show(error, parent)

    sys.excepthook = hook


class FaultWindow(QDialog):
    """A bug of ours, with details that can be copied into a report."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.resize(560, 360)
        self.text = QPlainTextEdit(text, readOnly=True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(_("Details"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = furniture.button(_("Copy details"), icon="copy")
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(
            furniture.label(_("This is a mistake in Guildbook, not yours."), "heading")
        )
        layout.addWidget(
            furniture.paragraph(
                _(
                    "What you saved before is safe. The details below name places in the program"
                    " and nothing from your file; please send them to whoever gave you Guildbook."
                )
            )
        )
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
