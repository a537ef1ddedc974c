"""An editor that names another record: typed, completed, chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.vocabulary import Kind
from resources.i18n import N_
from ui.records.completion import CompletionLine, Match
from ui.records.editors import Editor, Unreadable
from ui.records.told_apart import told_apart
from ui.wording import _

OFFERED = 8


def completing(kind: Kind, most: int = OFFERED) -> Callable[[str], list[Match]]:
    """Return the look-up of one kind of record."""

    def complete(text: str) -> list[Match]:
        # The search room brings peewee and pinyin; nothing of it is needed before someone types.
        from models.search import complete as look_up

        hits = look_up(kind, text, limit=most)
        return [(hit.id, hit.title, told_apart(kind, hit.subtitle)) for hit in hits]

    return complete


class RecordChooser(Editor):
    """One record, or none. What is typed and not chosen is no value."""

    def __init__(self, kind: Kind, hint: str = N_("Type a name")) -> None:
        self._line = CompletionLine(completing(kind))
        super().__init__(self._line)
        self._record: Any | None = None
        self._title = ""
        self._line.setPlaceholderText(_(hint))
        self._line.setClearButtonEnabled(True)
        self._line.picked.connect(self._pick)
        self._line.textChanged.connect(self._typed)

    def value(self) -> Any | None:
        if self._line.text().strip() and self._record is None:
            raise Unreadable(N_("Choose one from the list, or leave it empty."))
        return self._record

    def set_value(self, value: Any, shown: str = "") -> None:
        self._record, self._title = value, shown if value is not None else ""
        self._line.settled = self._title
        self._line.setText(self._title)
        self._line.setCursorPosition(0)

    def offer(self, name: str) -> None:
        """Write a name as if somebody typed it, and offer whom it may mean."""
        self._line.setText(name)
        self._line.offer(name)
        self._line.setFocus()
        if (completer := self._line.completer()) is not None:
            completer.complete()

    def _pick(self, record: Any, title: str) -> None:
        self.set_value(record, title)
        self.changed.emit()

    def _typed(self, text: str) -> None:
        if text == self._title:
            return
        self._record, self._title = None, ""
        self._line.settled = ""
        self.changed.emit()
