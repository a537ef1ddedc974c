"""While somebody new is typed in: a quiet line that says whom they may be."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.errors import Invalid
from models.members.duplicates import Maybe, found_while_typing
from models.vocabulary import Kind
from ui.members.duplicates_words import maybe_words, reasons_words
from ui.past.link import Link
from ui.records.record_page import RecordPage
from ui.session import Session

# So long nobody types before the worker is asked.
_PAUSE = 250
_ASKED = frozenset(
    (
        "name",
        "phone",
        "wechat_id",
        "wechat_name",
        "group_name",
        "email",
        "born",
        "region",
        "aliases",
        "household",
        "gender",
    )
)


class MaybeLines(QWidget):
    """Stands below the name. Following a line leads to that member; what is typed is asked about
    as it always is."""

    def __init__(self, session: Session, page: RecordPage) -> None:
        super().__init__()
        self._session = session
        self._page = page
        self._asked = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.hide()
        page.form.edited.connect(self._edited)
        page.form.installEventFilter(self)

    def _edited(self) -> None:
        if self._page.is_new:
            self._pause.start()
        else:
            self.show_found(self._asked, ())

    def _ask(self) -> None:
        self._asked += 1
        try:
            values = self._page.form.values()
        except Invalid:
            return
        asked = {name: values[name] for name in _ASKED & values.keys()}
        self._session.tasks.run(
            found_while_typing, asked, done=partial(self.show_found, self._asked)
        )

    def show_found(self, number: int, found: tuple[Maybe, ...]) -> None:
        """Show whom it may be, unless more was typed since that was asked."""
        if number != self._asked:
            return
        had_focus = self.isAncestorOf(self._page.form.focusWidget() or self._page)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        before = self._page.form.editor("name").field
        for maybe in found if self._page.is_new else ():
            line = Link(maybe_words(maybe))
            line.setToolTip(_tip(maybe))
            line.setAccessibleDescription(reasons_words(maybe))
            line.clicked.connect(partial(self._follow, maybe.id))
            self._column.addWidget(line)
            QWidget.setTabOrder(before, line)
            before = line
        self.setVisible(self._column.count() > 0)
        if had_focus:
            self._page.form.editor("name").field.setFocus()

    def buttons(self) -> list[QPushButton]:
        """Return the lines that are shown."""
        return self.findChildren(QPushButton)

    def _follow(self, member: bytes) -> None:
        self._session.go_to(Kind.MEMBER, member)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._asked += 1
            self.show_found(self._asked, ())
        return super().eventFilter(watched, event)


def _tip(maybe: Maybe) -> str:
    return f"{maybe_words(maybe)}\n{reasons_words(maybe)}"


def offer_maybes(session: Session, page: RecordPage) -> MaybeLines:
    """Put the line into the form of the page, below the first row."""
    lines = MaybeLines(session, page)
    page.form.put_below_first(lines)
    return lines
