"""A list of lines: a picture, two rows of words, something at the end. Fetched in portions."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui import icons
from ui.formats import joined
from ui.theme import body_font, colour

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PORTION = 50
KEPT_PORTIONS = 24
ROW_HEIGHT = 56
_MARGIN = 14
_DISC = 32
_SMALL = 12
_Flag = Qt.AlignmentFlag


@dataclass(frozen=True)
class Shown:
    """A finished line. `chip` stands before the end; `faded` is for what no longer holds."""

    icon: str
    tone: str
    title: str
    caption: str
    end: str
    chip: str = ""
    faded: bool = False


class Portions(Protocol):
    """What the list needs of what it shows: how many, and some of them."""

    total: int

    def lines(self, start: int, stop: int) -> Sequence[Any]: ...


class LinesModel(QAbstractListModel):
    """Holds a few portions of the lines, whatever their number."""

    def __init__(self, word: Callable[[Any], Shown], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._source: Portions | None = None
        self._portions: OrderedDict[int, Sequence[Any]] = OrderedDict()

    def show(self, source: Portions) -> None:
        self.beginResetModel()
        self._source = source
        self._portions.clear()
        self.endResetModel()

    def line(self, row: int) -> Any | None:
        """Return what stands in a row, fetching its portion; None where nothing does any more."""
        if self._source is None or not 0 <= row < self._source.total:
            return None
        number, place = divmod(row, PORTION)
        if number not in self._portions:
            self._portions[number] = self._source.lines(number * PORTION, (number + 1) * PORTION)
            if len(self._portions) > KEPT_PORTIONS:
                self._portions.popitem(last=False)
        self._portions.move_to_end(number)
        portion = self._portions[number]
        return portion[place] if place < len(portion) else None

    def worded(self, row: int) -> Shown | None:
        line = self.line(row)
        return None if line is None else self._word(line)

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self._source is None else self._source.total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        shown = self.worded(index.row())
        return joined([shown.title, shown.chip, shown.caption, shown.end]) if shown else None


class LineList(QListView):
    """Signals:

    current_changed: another line has the keyboard, or the selection changed.
    opened: Enter was pressed on a line, or it was double-clicked.
    typed: a letter was typed, which is the beginning of a search.
    """

    current_changed = Signal()
    opened = Signal()
    typed = Signal(str)

    def __init__(self, word: Callable[[Any], Shown], name: str, several: bool = False) -> None:
        super().__init__()
        self.rows = LinesModel(word, self)
        self.setModel(self.rows)
        self.setItemDelegate(_LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self.current_changed.emit())
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def current(self) -> Any | None:
        return self.rows.line(self.currentIndex().row())

    def chosen(self) -> list[Any]:
        """Return the selected lines in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [line for row in rows if (line := self.rows.line(row)) is not None]

    def choose(self, row: int) -> None:
        """Put the keyboard on a row, or on the nearest there is, and bring it into view."""
        row = min(row, self.rows.rowCount() - 1)
        index = self.rows.index(max(row, 0), 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif _is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt would walk every row; the search field does that better."""


def _is_letter(event: QKeyEvent) -> bool:
    with_others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & with_others


class _LineDelegate(QStyledItemDelegate):
    """Draws a line by itself: the style would ask the model for a dozen roles of each."""

    def __init__(self, lines: LineList) -> None:
        super().__init__(lines)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, colour("sunken"))
        painter.fillRect(place.x(), place.bottom(), place.width(), 1, colour("line"))
        if self._lines.hasFocus() and self._lines.currentIndex().row() == index.row():
            painter.fillRect(place.x(), place.y(), 3, place.height() - 1, colour("accent"))
        shown = self._lines.rows.worded(index.row())
        if shown is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        _paint_disc(painter, place, shown, selected)
        right = _paint_end(painter, place, shown)
        _paint_words(painter, place, right, shown)
        painter.restore()


def _paint_disc(painter: QPainter, place: QRect, shown: Shown, selected: bool) -> None:
    tone = "grey" if shown.faded else shown.tone
    disc = QRect(place.x() + _MARGIN, place.center().y() - _DISC // 2, _DISC, _DISC)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("surface" if selected else f"{tone}_soft"))
    painter.drawEllipse(disc)
    edge = (_DISC - 16) // 2
    icons.icon(shown.icon, tone).paint(painter, disc.adjusted(edge, edge, -edge, -edge))


def _paint_end(painter: QPainter, place: QRect, shown: Shown) -> int:
    """Draw the moment and the chip at the right; return where they begin."""
    small = body_font(_SMALL)
    metrics = QFontMetrics(small)
    painter.setFont(small)
    right = place.right() - _MARGIN
    width = metrics.horizontalAdvance(shown.end)
    painter.setPen(colour("muted"))
    painter.drawText(
        QRect(right - width, place.y(), width, place.height()),
        _Flag.AlignVCenter | _Flag.AlignRight,
        shown.end,
    )
    right -= width + 12 if width else 0
    if shown.chip:
        wide = metrics.horizontalAdvance(shown.chip) + 18
        chip = QRectF(right - wide, place.center().y() - 10, wide, 21)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("grey_soft"))
        painter.drawRoundedRect(chip, 10.5, 10.5)
        painter.setPen(colour("grey"))
        painter.drawText(chip, _Flag.AlignCenter, shown.chip)
        right -= wide + 12
    return right


def _paint_words(painter: QPainter, place: QRect, right: int, shown: Shown) -> None:
    left = place.x() + _MARGIN + _DISC + 12
    room = max(right - left, 20)
    above = QRect(left, place.y() + 8, room, 20)
    below = QRect(left, place.y() + 29, room, 18)
    if not shown.caption:
        above.moveTop(place.center().y() - 10)
    for text, area, font, token in (
        (shown.title, above, body_font(), "muted" if shown.faded else "ink"),
        (shown.caption, below, body_font(_SMALL), "muted"),
    ):
        painter.setFont(font)
        painter.setPen(colour(token))
        fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, _Flag.AlignVCenter | _Flag.AlignLeft, fitting)
