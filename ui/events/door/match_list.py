"""Who may be meant, large enough to be read across the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from models.events.door_line import Typed
from models.events.door_told import Found, Match
from ui import icons
from ui.events.door import words
from ui.formats import joined
from ui.theme import body_font, colour
from ui.wording import _

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole
_HEIGHT = 74  # pixels at scale 1, as all of these
_NAME, _BESIDE, _CHIP = 28, 17, 16
_MARK = 30
_INSET = 20
_Align = Qt.AlignmentFlag


@dataclass(frozen=True)
class Row:
    """A line of the list: somebody known, or who was typed and is new."""

    icon: str
    tone: str
    name: str
    beside: str
    chip: str
    match: Match | None = None

    @property
    def spoken(self) -> str:
        return joined([self.name, self.beside, self.chip])


def rows_of(found: Found, is_armed: bool = False) -> list[Row]:
    """Return the lines: those who may be meant, and whoever is new: last, unless others have only
    the phone number in common with them."""
    rows = [_known(match, found.typed) for match in found.matches]
    if found.may_be_new:
        typed = found.typed
        hint = words.newcomer_hint(typed, is_armed)
        new = Row("user-plus", "teal", words.newcomer(typed), hint, _("Walk-in"))
        rows.insert(0 if found.is_elsewhose else len(rows), new)
    return rows


def _known(match: Match, typed: Typed) -> Row:
    chip, tone = words.state(match)
    guests = match.guests if typed.guests is None else typed.guests
    mark = "check" if match.is_in else "circle" if match.line is None else "user"
    name = words.with_guests(match.name, guests)
    return Row(mark, tone, name, words.beside(match), chip, match)


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class MatchList(QListView):
    """The keyboard stays in the line; a click takes somebody in as Enter does.

    Signals:
        clicked_on: somebody was clicked, who is marked now.
    """

    clicked_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows()
        self.scale = 1.0
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "bare")
        self.setAccessibleName(_("Who may be meant"))
        self.clicked.connect(lambda _index: self.clicked_on.emit())

    def show_rows(self, rows: list[Row]) -> None:
        """Show other lines, the first of them marked."""
        self._rows.show(rows)
        self.mark(0)

    def mark(self, row: int) -> None:
        self.setCurrentIndex(self._rows.index(row))

    def move(self, steps: int) -> None:  # type: ignore[override]
        """Mark another line, so many further down."""
        last = self._rows.rowCount() - 1
        self.mark(max(0, min(last, self.currentIndex().row() + steps)))

    @property
    def marked(self) -> Row | None:
        row = self.currentIndex().row()
        return self._rows.rows[row] if 0 <= row < len(self._rows.rows) else None

    @property
    def shown(self) -> list[Row]:
        return list(self._rows.rows)

    def set_scale(self, scale: float) -> None:
        self.scale = scale
        self.scheduleDelayedItemsLayout()


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: MatchList) -> None:
        super().__init__(view)
        self._view = view

    def _size(self, pixels: float) -> int:
        return round(pixels * self._view.scale)

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._size(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(_ROW)
        is_marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = option.rect.adjusted(0, self._size(3), 0, -self._size(3))
        self._paint_ground(painter, place, is_marked)
        inside = place.adjusted(self._size(_INSET), 0, -self._size(_INSET), 0)
        self._paint_mark(painter, inside, row)
        inside.setLeft(inside.left() + self._size(_MARK + 18))
        inside.setRight(self._paint_chip(painter, inside, row) - self._size(14))
        self._paint_name(painter, inside, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, place: QRect, is_marked: bool) -> None:
        painter.setPen(QPen(colour("accent"), 2) if is_marked else QPen(colour("line"), 1))
        painter.setBrush(colour("accent_soft" if is_marked else "surface"))
        radius = self._size(12)
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_mark(self, painter: QPainter, inside: QRect, row: Row) -> None:
        side = self._size(_MARK)
        square = QRect(inside.left(), inside.center().y() - side // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{row.tone}_soft"))
        painter.drawEllipse(square.adjusted(-6, -6, 6, 6))
        margin = self._size(3)
        drawing = square.adjusted(margin, margin, -margin, -margin)
        icons.icon(row.icon, row.tone).paint(painter, drawing)

    def _paint_chip(self, painter: QPainter, inside: QRect, row: Row) -> int:
        """Draw the state at the right; return where it begins."""
        painter.setFont(body_font(self._size(_CHIP), bold=True))
        width = painter.fontMetrics().horizontalAdvance(row.chip) + self._size(26)
        height = self._size(32)
        top = inside.center().y() - height // 2
        chip = QRect(inside.right() - width, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{row.tone}_soft"))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        painter.setPen(colour(row.tone))
        painter.drawText(chip, _Align.AlignCenter, row.chip)
        return chip.left()

    def _paint_name(self, painter: QPainter, inside: QRect, row: Row) -> None:
        middle = _Align.AlignVCenter | _Align.AlignLeft
        painter.setFont(body_font(self._size(_NAME), bold=True))
        painter.setPen(colour("ink"))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, middle, name)
        inside.setLeft(inside.left() + metrics.horizontalAdvance(name) + self._size(18))
        painter.setFont(body_font(self._size(_BESIDE)))
        painter.setPen(colour("muted"))
        metrics = painter.fontMetrics()
        beside = metrics.elidedText(row.beside, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, middle, beside)
