"""Typing a call sheet back in: the number or the initials, what came of it, Enter, the next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models import clock
from models.errors import Invalid, UserError
from models.members.calling_codes import looks_like_code, members_coded
from models.members.contact import CHANNELS, note_contact, organizers_in_use, remove_contacts
from models.vocabulary import Kind
from ui import asking, faults
from ui.dialogs.frame import column_of
from ui.empty_words import EmptyWords
from ui.formats import joined
from ui.furniture import button, label, paragraph, row, set_tone
from ui.icons import icon
from ui.members.person.entry import channels_offered
from ui.records.completion import CompletionLine, Match
from ui.records.date_editors import DateEditor
from ui.records.editors import OpenChoiceEditor, Unreadable
from ui.records.record_chooser import OFFERED, completing
from ui.session import Session
from ui.wording import _, n_

_WIDTH, _HEIGHT = 680, 560
_LINE_HEIGHT = 32
_LOOKED_THROUGH = 60  # of those called alike, for one who is on the sheet
_NO_ANSWER = ("-", "－", "—", "–")
_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _Typed:
    contact: bytes
    name: str
    reached: bool
    note: str


class TypeInWindow(QDialog):
    """Every line is saved at once: nothing is lost when somebody is called away. Whoever is
    `expected` on the sheet is meant before others who are called alike."""

    def __init__(self, session: Session, parent: QWidget, expected: Collection[bytes] = ()) -> None:
        super().__init__(parent.window())
        self._session = session
        self._member, self._name = b"", ""
        self.who = CompletionLine(partial(_completing, expected))
        self.outcome = QLineEdit()
        self.day = DateEditor()
        self.organizer = OpenChoiceEditor(_organizers)
        self.channel = OpenChoiceEditor(channels_offered)
        self.list = QListWidget()
        self.list.setProperty("role", "boxed")
        self.list.setIconSize(QSize(16, 16))
        self._told = paragraph("", "caption")
        self._count = label("", "muted")
        column = column_of(self, _("Type back in"), _WIDTH)
        self.resize(_WIDTH, _HEIGHT)
        column.addWidget(label(_("Type back in"), "title"))
        column.addWidget(
            paragraph(
                _(
                    "Type the number on the sheet, initials or a name, then Enter. Then what came"
                    " of it, or nothing, and Enter: the next. Begin with - where nobody answered."
                )
            )
        )
        column.addLayout(self._common())
        column.addLayout(self._typing())
        column.addWidget(self._told)
        column.addWidget(self.list, 1)
        close = button(_("Close"))
        close.clicked.connect(self.accept)
        column.addLayout(row(self._count, None, close))
        self._connect()
        parent.destroyed.connect(self.close)
        self.who.setFocus()

    def save(self) -> None:
        """Write down what came of the call, and go on with the next."""
        if not self._member:
            self.who.setFocus()
            return
        text = self.outcome.text().strip()
        reached = not text.startswith(_NO_ANSWER)
        note = text if reached else text.lstrip("".join(_NO_ANSWER)).strip()
        try:
            made = note_contact(self._member, {**self._shared(), "note": note, "reached": reached})
        except Invalid as error:
            self._tell(_(next(iter(error.errors.values()))), "bad")
            return
        except Unreadable as error:
            self._tell(_(error.message), "bad")
            return
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._add(_Typed(made, self._name, reached, note))
        self._session.announce(Kind.MEMBER)
        self._begin()

    def remove(self) -> None:
        """Take the current line back."""
        item = self.list.currentItem()
        if item is None:
            return
        remove_contacts([item.data(_ROW)])
        self.list.takeItem(self.list.row(item))
        self._say_count()
        self._session.announce(Kind.MEMBER)
        self.who.setFocus()

    # Inside

    def _shared(self) -> dict[str, Any]:
        return {
            "day": self.day.value(),
            "who": self.organizer.value(),
            "channel": self.channel.value(),
        }

    def _pick(self, member: bytes, name: str) -> None:
        self._member, self._name = member, name
        self.who.setText(name)
        self._tell("", "")
        self.outcome.setFocus()

    def _typed(self, _text: str) -> None:
        self._member = b""
        self._tell("", "")

    def _unknown(self, text: str) -> None:
        if looks_like_code(text):
            told = _("Number {text} is nobody's. Look at the sheet again, or type the name.",
                     text=text)  # fmt: skip
        else:
            told = _("Nobody is found by “{text}”. Type more of the name.", text=text)
        self._tell(told, "bad")

    def _begin(self) -> None:
        self._member, self._name = b"", ""
        self.who.clear()
        self.outcome.clear()
        self._tell("", "")
        self.who.setFocus()

    def _tell(self, text: str, tone: str) -> None:
        self._told.setText(text)
        set_tone(self._told, tone)

    def _add(self, typed: _Typed) -> None:
        said = _("reached") if typed.reached else _("no answer")
        item = QListWidgetItem(joined([typed.name, said, typed.note]))
        item.setIcon(icon("phone" if typed.reached else "phone-missed",
                          "good" if typed.reached else "grey"))  # fmt: skip
        item.setSizeHint(QSize(0, _LINE_HEIGHT))
        item.setData(_ROW, typed.contact)
        self.list.insertItem(0, item)
        self._say_count()

    def _say_count(self) -> None:
        count = self.list.count()
        told = n_("{count} call typed in", "{count} calls typed in", count) if count else ""
        self._count.setText(told)

    def _common(self) -> QHBoxLayout:
        preferences = self._session.preferences
        across = QHBoxLayout()
        across.setSpacing(10)
        for title, editor, value in (
            (_("Date"), self.day, clock.today()),
            (_("Who spoke to them"), self.organizer, preferences.organizer),
            (_("Channel"), self.channel, CHANNELS[0]),
        ):
            editor.set_value(value)
            editor.name_for_readers(title)
            across.addLayout(_titled(title, editor), 1)
        return across

    def _typing(self) -> QHBoxLayout:
        self.who.setPlaceholderText(_("Number, initials or name"))
        self.who.setAccessibleName(_("Number, initials or name"))
        self.outcome.setPlaceholderText(_("Note, or - where nobody answered"))
        self.outcome.setAccessibleName(_("What came of it"))
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addLayout(_titled(_("Who"), self.who), 2)
        across.addLayout(_titled(_("What came of it"), self.outcome), 3)
        return across

    def _connect(self) -> None:
        self.who.picked.connect(self._pick)
        self.who.refused.connect(self._unknown)
        self.who.textEdited.connect(self._typed)
        self.list.setAccessibleName(_("Typed in"))
        EmptyWords(self.list, _("What is typed in stands here; Delete takes a line back."))
        self.outcome.installEventFilter(self)
        self.list.installEventFilter(self)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.outcome and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.save()
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Delete:
                self.remove()
                return True
        return super().eventFilter(watched, event)


def _titled(title: str, editor: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label(title, "caption"))
    column.addWidget(editor)
    return column


def _completing(expected: Collection[bytes], text: str) -> list[Match]:
    """Look up a number of the sheet, else names and initials: a number that was misread must not
    find whoever has it in their telephone number."""
    if looks_like_code(text):
        return members_coded(text)
    found = completing(Kind.MEMBER, _LOOKED_THROUGH)(text)
    return sorted(found, key=lambda match: match[0] not in expected)[:OFFERED]


def _organizers() -> list[tuple[str, str]]:
    return [(name, name) for name in organizers_in_use()]
