"""What happened to one record, newest first, as the journal knows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from models import vocabulary
from ui.actions_wording import action_name
from ui.formats import joined, moment_text
from ui.furniture import label, paragraph, rule_line
from ui.records.choices import title_of
from ui.wording import _

if TYPE_CHECKING:
    from models.base import Record
    from models.journal.history import Change, Entry

_LONGEST = 300
# Tables of link rows, and the field of the form that shows them.
_LINKS = {"member_tag": "tags"}
_CODES: dict[tuple[str, str], type[vocabulary.Choice]] = {
    ("member", "gender"): vocabulary.Gender,
    ("member", "status"): vocabulary.MemberStatus,
    ("rule", "section"): vocabulary.RuleSection,
    ("rule", "status"): vocabulary.RuleStatus,
    ("event", "format"): vocabulary.EventFormat,
    ("event", "mode"): vocabulary.EventMode,
    ("event", "status"): vocabulary.EventStatus,
    ("feedback", "kind"): vocabulary.FeedbackKind,
    ("feedback", "status"): vocabulary.FeedbackStatus,
}


def show_history(
    parent: QWidget, labels: Mapping[str, str], links: tuple[type[Record], ...], record: Any
) -> None:
    """Show a record's history; `labels` are the message ids of its columns."""
    from models.journal.history import history_of

    HistoryWindow(parent, history_of(record, *links), labels).exec()


class HistoryWindow(QDialog):
    def __init__(
        self, parent: QWidget, entries: tuple[Entry, ...], labels: Mapping[str, str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("History"))
        self.resize(520, 560)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 16, 4)
        column.setSpacing(6)
        for entry in entries:
            _add_entry(column, entry, labels)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 20, 22, 18)
        outer.setSpacing(12)
        outer.addWidget(label(_("History"), "title"))
        outer.addWidget(scroll, 1)
        outer.addWidget(buttons)


def _add_entry(column: QVBoxLayout, entry: Entry, labels: Mapping[str, str]) -> None:
    column.addWidget(rule_line())
    column.addWidget(label(joined([moment_text(entry.at), entry.who]), "caption"))
    done = action_name(entry.kind)
    column.addWidget(paragraph(done[:1].upper() + done[1:], "heading"))
    for text in _lines(entry, labels):
        column.addWidget(paragraph(text, ""))


def _lines(entry: Entry, labels: Mapping[str, str]) -> list[str]:
    lines = [_worded(change, labels) for change in entry.changes if change.column in labels]
    made = any(change.column is None and change.table not in _LINKS for change in entry.changes)
    touched = {_LINKS[change.table] for change in entry.changes if change.table in _LINKS}
    # Of a link row the journal tells only that it came or went; a new record says it by itself.
    lines += [_("{field}: changed", field=_(labels[name])) for name in touched if not made]
    return lines


def _worded(change: Change, labels: Mapping[str, str]) -> str:
    field = _(labels[change.column or ""])
    new = _shown(change, change.new)
    if change.old in (None, ""):
        return _("{field}: {value}", field=field, value=new)
    return _("{field}: {old} → {new}", field=field, old=_shown(change, change.old), new=new)


def _shown(change: Change, value: object) -> str:
    """Word a stored value: codes by their titles, the rest as it is."""
    if value is None or value == "":
        return _("empty")
    if isinstance(value, bytes):
        return _("another record")
    codes = _CODES.get((change.table, change.column or ""))
    text = title_of(codes, str(value)) if codes else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
