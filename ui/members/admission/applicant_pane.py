"""One applicant in the review: who they are, and each criterion with its verdict and why."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.members.applicants import Check, Judged
from models.members.barred import recognised_so_far
from models.members.profile import load_profile
from ui import theme
from ui.empty_words import EmptyWords
from ui.formats import joined
from ui.furniture import chip, label, paragraph, row, set_tone
from ui.members.admission.words import (
    MARKS,
    TONES,
    outcome_text,
    standing_text,
    warning_text,
    weight_text,
    why_text,
)
from ui.session import Session
from ui.wording import _

_ROW_HEIGHT = 36
_JUDGED = Qt.ItemDataRole.UserRole
# Pixels: the heading and some criteria are always seen.
_LEAST = 150


class ApplicantPane(QWidget):
    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = b""
        self._drafts: dict[bytes, str] = {}
        self.name = label("", "heading")
        self.outcome = chip("")
        self.standing = paragraph("", "muted")
        self.warning = paragraph("", "")
        set_tone(self.warning, "bad")
        self.facts = paragraph("", "")
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.criteria = QTreeWidget()
        self.criteria.setAccessibleName(_("Admission criteria"))
        self.criteria.setHeaderLabels(["", _("Criterion"), _("Why")])
        self.criteria.setRootIsDecorated(False)
        self.criteria.setMinimumHeight(_LEAST)
        self.criteria.setUniformRowHeights(True)
        self.criteria.setProperty("role", "boxed")
        self.criteria.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.criteria.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self.criteria.setColumnWidth(1, 220)
        self.criteria.currentItemChanged.connect(self._say_in_full)
        self.in_full = paragraph("", "caption")
        self.note = QLineEdit(maxLength=300)
        self.note.setPlaceholderText(_("A note to your verdict: write it, then P, F or U above"))
        self.note.setAccessibleName(_("A note to your verdict"))
        self.note.returnPressed.connect(self.criteria.setFocus)
        self.note.installEventFilter(self)
        EmptyWords(self.criteria, _("“Criteria…” below says who may join; every applicant is"
                                    " checked against it here."))  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(self.name, self.outcome, None))
        for made in (self.standing, self.warning, self.facts):
            column.addWidget(made)
        column.addWidget(self.criteria, 1)
        column.addWidget(self.in_full)
        column.addWidget(self.note)

    @property
    def current(self) -> Judged | None:
        """The criterion that is chosen."""
        item = self.criteria.currentItem()
        judged: Judged | None = item.data(0, _JUDGED) if item is not None else None
        return judged

    @property
    def has_drafts(self) -> bool:
        """Whether a note is written that belongs to no verdict yet."""
        return bool(self.note.text().strip() or self._drafts)

    def show_check(self, found: Check | None, keep_place: bool = False) -> None:
        """Show how somebody stands; None: nobody waits. A note half written stays with whom it is
        about."""
        if text := self.note.text().strip():
            self._drafts[self._shown] = text
        self._shown = found.facts.id if found is not None else b""
        before = self.criteria.currentItem() if keep_place else None
        place = self.criteria.indexOfTopLevelItem(before) if before is not None else -1
        self.criteria.clear()
        self.note.setText(self._drafts.pop(self._shown, ""))
        self.setVisible(found is not None)
        if found is None:
            return
        self.name.setText(found.facts.name)
        self.outcome.setVisible(bool(found.judged))
        self.outcome.setText(outcome_text(found.outcome))
        set_tone(self.outcome, TONES[found.outcome])
        self.standing.setText(
            standing_text(found) if found.judged else _("There are no admission criteria yet.")
        )
        barred = recognised_so_far(found.facts.id)
        self.warning.setText(warning_text(barred) if barred is not None else "")
        self.warning.setVisible(barred is not None)
        self.facts.setText(self._facts(found))
        for each in found.judged:
            self.criteria.addTopLevelItem(_item(each))
        first = next(
            (n for n, each in enumerate(found.judged) if each in (*found.failed, *found.open)), 0
        )
        chosen = self.criteria.topLevelItem(place if place >= 0 else first)
        if chosen is not None:
            self.criteria.setCurrentItem(chosen)

    def forget_drafts(self, people: Iterable[bytes]) -> None:
        """Drop the notes about those who are decided about."""
        for member in people:
            self._drafts.pop(member, None)
            if member == self._shown:
                self.note.clear()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the note, not the window with it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.note.text():
                self.criteria.setFocus()
                return True
        return super().eventFilter(watched, event)

    # Inside

    def _say_in_full(self, item: QTreeWidgetItem | None) -> None:
        """Say below the list what one line of it has no room for."""
        said = _("{field}: {value}", field=item.text(1), value=item.text(2)) if item else ""
        self.in_full.setText(said)

    def _facts(self, found: Check) -> str:
        from ui.members.details import describe_member  # its pane has a way to this window
        from ui.members.pane import Pane

        profile = load_profile(found.facts.id)
        if profile is None:
            return ""
        facts = describe_member(Pane(self._session, self), profile).facts
        said = joined([_("{field}: {value}", field=each.label, value=each.value) for each in facts])
        return "\n".join(filter(None, [said, profile.note]))


def _item(each: Judged) -> QTreeWidgetItem:
    mark, title = MARKS[each.verdict], each.criterion.title
    why = why_text(each).rstrip("。.")  # more follows in the same line
    item = QTreeWidgetItem([mark, title, joined([why, weight_text(each.criterion)])])
    item.setData(0, _JUDGED, each)
    item.setSizeHint(0, QSize(34, _ROW_HEIGHT))
    item.setForeground(0, theme.colour(TONES[each.verdict]))
    item.setToolTip(2, item.text(2))
    item.setData(
        0,
        Qt.ItemDataRole.AccessibleTextRole,
        _("{title}: {verdict}", title=title, verdict=_(each.verdict.title)),
    )
    return item
