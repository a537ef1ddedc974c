"""The fields that are changed for many at once: a tick, and the value they all get."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from models.errors import Invalid
from models.members.bulk_edit import ADD_TAGS, FIELDS, TAKE_TAGS
from models.members.member import all_tags, words_in_use
from models.vocabulary import MEMBER_ROLES, Gender, Kind, MemberStatus
from ui.members.own_fields import own_group
from ui.records.date_editors import DateEditor
from ui.records.editors import (
    ChoiceEditor,
    Editor,
    NumberEditor,
    OpenChoiceEditor,
    TextEditor,
    Unreadable,
)
from ui.records.field_titles import field_title
from ui.records.record_chooser import RecordChooser
from ui.records.tags_editor import TagsEditor
from ui.wording import _


class BulkFields(QWidget):
    """Signals:

    changed: another field is ticked, or a value is another.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.ticks: dict[str, QCheckBox] = {}
        self.editors: dict[str, Editor] = {}
        self._add(ADD_TAGS, _("Add tags"), lambda: TagsEditor(all_tags))
        self._add(TAKE_TAGS, _("Take tags away"), lambda: TagsEditor(all_tags))
        for name in FIELDS:
            self._add(name, _(field_title("member", name)), _editor_of(name))
        for (field,) in own_group().rows:
            self._add(field.name, field.label, field.editor)
        self._grid.setRowStretch(len(self.ticks), 1)

    def values(self) -> dict[str, Any]:
        """Return what is ticked, typed. Raises Invalid."""
        values, errors = {}, {}
        for name, tick in self.ticks.items():
            if tick.isChecked():
                try:
                    values[name] = self.editors[name].value()
                except Unreadable as error:
                    errors[name] = error.message
        for name, editor in self.editors.items():
            editor.set_invalid(name in errors)
        if errors:
            raise Invalid(errors)
        return values

    def titles(self) -> dict[str, str]:
        return {name: tick.text().replace("&&", "&") for name, tick in self.ticks.items()}

    def _add(self, name: str, title: str, make: Callable[[], Editor]) -> None:
        place = len(self.ticks)
        tick = QCheckBox(title.replace("&", "&&"))
        editor = make()
        editor.set_value(None)
        editor.name_for_readers(title)
        tick.toggled.connect(lambda _on: self.changed.emit())
        editor.changed.connect(lambda: self._typed(tick))
        self._grid.addWidget(tick, place, 0)
        self._grid.addWidget(editor, place, 1)
        self.ticks[name], self.editors[name] = tick, editor

    def _typed(self, tick: QCheckBox) -> None:
        """Who types a value wants it."""
        if not tick.isChecked():
            tick.setChecked(True)
        else:
            self.changed.emit()


def _editor_of(field: str) -> Callable[[], Editor]:
    if field in ("status", "gender"):
        return lambda: ChoiceEditor(MemberStatus if field == "status" else Gender)
    if field in ("role", "region", "source"):
        usual = tuple(map(_, MEMBER_ROLES)) if field == "role" else ()
        return lambda: OpenChoiceEditor(
            lambda: [(word, word) for word in dict.fromkeys((*usual, *words_in_use(field)))]
        )
    if field in ("joined", "left", "rest_until", "applied"):
        return DateEditor
    if field == "introduced_by":
        return lambda: RecordChooser(Kind.MEMBER)
    return NumberEditor if field == "cadence" else TextEditor
