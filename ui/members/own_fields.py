"""The organizer's own fields in the form, the table and the pane."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit

from models.members.custom_field import FieldDefinition, list_fields
from models.members.field_values import Value, rewritten
from models.members.member import MemberValues
from models.vocabulary import FieldSort
from resources.i18n import N_
from ui.formats import date_text, number_text
from ui.records.columns import Column, Look
from ui.records.date_editors import DateEditor
from ui.records.detail import Fact
from ui.records.editors import Editor, LongTextEditor, QuietWheel, Unreadable
from ui.records.form import Field, Group, no_group
from ui.wording import _

_LINES = 2


def own_group() -> Group:
    """Return the group of the form that holds the organizer's own fields, in their order."""
    fields = list_fields()
    rows = tuple((_field(each),) for each in fields)
    return Group(N_("Fields of your own"), rows, fields) if fields else no_group()


def own_columns() -> tuple[Column, ...]:
    """Return a column for each of them; hidden until somebody chooses it."""
    return tuple(
        Column(
            each.name,
            each.title,
            partial(_cell, each.id),
            96,
            Look.NUMBER if each.sort is FieldSort.NUMBER else Look.TEXT,
            importance=9,
            optional=True,
            own=True,
        )
        for each in list_fields()
    )


def own_facts(member: MemberValues) -> list[Fact]:
    return [
        Fact(each.title, own_text(member.custom[each.id]))
        for each in list_fields()
        if each.id in member.custom
    ]


def own_text(value: Value) -> str:
    """Word a value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return number_text(float(value), max(-exponent, 0) if isinstance(exponent, int) else 0)
    return value


def _cell(field_id: bytes, line: Any) -> str:
    return own_text(line.custom.get(field_id))


def _field(definition: FieldDefinition) -> Field:
    return Field(
        definition.name,
        definition.title,
        partial(_editor, definition),
        value_of=lambda member: member.custom.get(definition.id),
        own=True,
    )


def _editor(definition: FieldDefinition) -> Editor:
    if definition.sort is FieldSort.TEXT:
        return LongTextEditor(_LINES)
    if definition.sort is FieldSort.NUMBER:
        return DecimalEditor()
    if definition.sort is FieldSort.DATE:
        return OwnDateEditor()
    if definition.sort is FieldSort.YES_NO:
        return OwnChoiceEditor([(True, _("Yes")), (False, _("No"))])
    return OwnChoiceEditor([(choice, choice) for choice in definition.choices])


class DecimalEditor(Editor):
    """A number with or without decimals, or nothing. A text that stood there before may stay."""

    def __init__(self) -> None:
        self._text = ""
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.setMaxLength(40)
        self._line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> Value:
        if self._text and self._line.text() == self._text:
            return self._text
        text = rewritten(FieldSort.NUMBER, (), self._line.text())
        if text is None:
            raise Unreadable(N_("Write a number, or leave it empty."))
        return Decimal(text) if text else None

    def set_value(self, value: Any, shown: str = "") -> None:
        self._text = value if isinstance(value, str) else ""
        self._line.setText(self._text or ("" if value is None else f"{value:f}"))


class OwnDateEditor(DateEditor):
    """A date, or nothing. A text that stood there before may stay."""

    def __init__(self) -> None:
        super().__init__(hint="")
        self._text = ""

    def value(self) -> Any:
        if self._text and self._line.text() == self._text:
            return self._text
        return super().value()

    def set_value(self, value: Any, shown: str = "") -> None:
        self._text = value if isinstance(value, str) else ""
        if self._text:
            self._line.setText(self._text)
        else:
            super().set_value(value)


class OwnChoiceEditor(Editor):
    """One of a few values, or nothing. What stands there though it is not offered stays on offer
    for this member."""

    def __init__(self, choices: list[tuple[Any, str]]) -> None:
        self._box = QComboBox()
        super().__init__(self._box)
        self._choices = choices
        self._values: list[Any] = []
        self._box.installEventFilter(QuietWheel(self))
        self._box.activated.connect(lambda _index: self.changed.emit())

    def value(self) -> Any:
        place = self._box.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: Any, shown: str = "") -> None:
        offered = [(None, ""), *self._choices]
        if all(value != each for each, _title in offered):
            offered.append((value, str(value)))
        self._values = [each for each, _title in offered]
        self._box.clear()
        self._box.addItems([title for _each, title in offered])
        self._box.setCurrentIndex(self._values.index(value))
