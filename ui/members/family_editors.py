"""The household and the guardians of a member, as the form edits them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from models.members.household import list_households
from models.vocabulary import Kind
from resources.i18n import N_
from ui.furniture import button, row
from ui.records.editors import Editor, OpenChoiceEditor, TextEditor
from ui.records.record_chooser import RecordChooser
from ui.tab_order import order_tabs
from ui.wording import _


class HouseholdEditor(OpenChoiceEditor):
    """A household by its name: one there is, or a new one. The value is its id or its new name."""

    def __init__(self) -> None:
        super().__init__(_offered)

    def value(self) -> Any:
        return super().value() or None

    def set_value(self, value: Any, shown: str = "") -> None:
        super().set_value(value, shown)
        known = dict(self._usual())
        self._box.blockSignals(True)
        self._box.setEditText(known.get(value, shown) if value else "")
        self._box.blockSignals(False)


def _offered() -> list[tuple[Any, str]]:
    """Name every household; of several with one name the later ones get a number."""
    offered: dict[bytes, str] = {}
    for household, name in list_households():
        title, number = name, 2
        while title in offered.values():
            title, number = f"{name} ({number})", number + 1
        offered[household] = title
    return list(offered.items())


class CheckEditor(Editor):
    """Yes or no."""

    def __init__(self, text: str) -> None:
        self._box = QCheckBox(_(text))
        super().__init__(self._box)
        self._box.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        return self._box.isChecked()

    def set_value(self, value: Any, shown: str = "") -> None:
        self._box.blockSignals(True)
        self._box.setChecked(bool(value))
        self._box.blockSignals(False)


class _GuardianLine(QWidget):
    """One guardian and what they are to the minor."""

    def __init__(self) -> None:
        super().__init__()
        self.person = RecordChooser(Kind.MEMBER, N_("Type a member's name"))
        self.relation = TextEditor(N_("mother, father…"), limit=40)
        self.remove = button("", icon="x", role="flat", tip=_("Remove this guardian"))
        self.setLayout(row(self.person, self.relation, self.remove, spacing=6))
        self.person.name_for_readers(_("Guardian"))
        self.relation.name_for_readers(_("What the guardian is to them"))


class GuardiansEditor(Editor):
    """Any number of guardians; the value is pairs of a member and what they are to the minor."""

    def __init__(self) -> None:
        self._list = QWidget()
        super().__init__(self._list)
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._lines: list[_GuardianLine] = []
        self.more = button(_("Add a guardian"), icon="plus", role="flat")
        self.more.clicked.connect(lambda: self._add().person.field.setFocus())
        self._column.addWidget(self.more)
        self._list.setFocusProxy(self.more)

    def value(self) -> tuple[tuple[bytes, str], ...]:
        chosen = [(line.person.value(), line.relation.value()) for line in self._lines]
        return tuple((person, relation) for person, relation in chosen if person is not None)

    def set_value(self, value: Any, shown: str = "") -> None:
        """Show guardians as the profile has them."""
        for line in list(self._lines):
            self._drop(line)
        for each in value or ():
            line = self._add()
            line.person.set_value(each.id, each.name)
            line.relation.set_value(each.relation)

    def name_for_readers(self, name: str) -> None:
        self._list.setAccessibleName(name)

    def _add(self) -> _GuardianLine:
        line = _GuardianLine()
        line.person.changed.connect(self.changed)
        line.relation.changed.connect(self.changed)
        line.remove.clicked.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._column.insertWidget(len(self._lines) - 1, line)
        order_tabs(self._list, self.more)
        return line

    def _remove(self, line: _GuardianLine) -> None:
        self._drop(line)
        self.more.setFocus()
        self.changed.emit()

    def _drop(self, line: _GuardianLine) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
