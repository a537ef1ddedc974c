"""Tab goes the way the eye goes: in the order things stand in their layouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QTableWidget, QWidget


def order_tabs(root: QWidget, anchor: QWidget | None = None) -> None:
    """Let Tab follow the layouts. Qt goes by when a widget was made, so that what is put between
    others later would be reached last.

    The first stop keeps its place among those outside, and the rest follows it; where the first
    may be new itself, `anchor` is the one whose place is kept.
    """
    stops = list(_stops(root))
    if anchor is not None and (before := _before(anchor, stops)) is not None:
        stops.insert(0, before)
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _before(anchor: QWidget, stops: Sequence[QWidget]) -> QWidget | None:
    """Return where Tab comes from into the stops, None where there is nothing else."""
    each: QWidget | None = anchor.previousInFocusChain()
    while each is not None and each is not anchor:
        if _is_stop(each) and each not in stops:
            return each
        each = each.previousInFocusChain()
    return None


def _is_stop(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.focusProxy() is None


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if _is_stop(widget):
        yield widget
    if isinstance(widget, QScrollArea):
        if (page := widget.widget()) is not None:
            yield from _stops(page)
    elif isinstance(widget, QTableWidget):
        for place in range(widget.rowCount() * widget.columnCount()):
            if (inside := widget.cellWidget(*divmod(place, widget.columnCount()))) is not None:
                yield from _stops(inside)
    elif (layout := widget.layout()) is not None:
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _stops(widget)
        elif (inner := item.layout()) is not None:
            yield from _inside(inner)
