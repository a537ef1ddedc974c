"""How a month looks: quiet grounds, one number a day, soft bars in the colour of their format."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from models.events.calendar import DayEvent
from models.events.quiet_week import Quiet
from models.vocabulary import EventStatus
from ui.events.calendar.month_layout import HEAD
from ui.events.calendar.words import format_tone, more_text, quiet_text, start_text
from ui.icons import icon
from ui.theme import body_font, colour

_SMALL, _TITLE = 11, 12
_RADIUS = 4.0
_STRIP = 3
_INSIDE = 6
_DISC = 21
_TICK = 12
_TIME_FROM = 84  # pixels of a bar that has room for the time before its title
_FREE, _QUIET, _FADED = 0.45, 0.55, 0.55
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True)
class CellLook:
    """What a day's cell shows besides its events; `festival` and `lunar` as they are read."""

    number: str
    festival: str = ""
    lunar: str = ""
    due: int = 0
    inside: bool = True  # the month
    today: bool = False
    free: bool = False
    quiet: bool = False
    current: bool = False
    target: bool = False  # of what is dragged


@dataclass(frozen=True)
class BarLook:
    """How a bar is drawn: selected by the keys, under the mouse, or left behind by a drag."""

    selected: bool = False
    hovered: bool = False
    left_behind: bool = False


@dataclass(frozen=True)
class Ends:
    """Whether a bar begins and ends where it is drawn; else it goes on in another week."""

    begins_here: bool = True
    ends_here: bool = True


def paint_cell(painter: QPainter, place: QRect, look: CellLook, has_keyboard: bool) -> None:
    """Draw a day without its events."""
    painter.fillRect(place, colour("surface" if look.inside else "sunken"))
    if look.free:
        painter.fillRect(place, _thin("sand_soft", _FREE if look.inside else _FREE / 2))
    if look.quiet:
        hatch = QBrush(_thin("strong_line", _QUIET), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(place, hatch)
    if look.target:
        painter.fillRect(place, _thin("accent_soft", 0.8))
    line = colour("line")
    painter.fillRect(place.x(), place.bottom(), place.width(), 1, line)
    painter.fillRect(place.right(), place.y(), 1, place.height(), line)
    _paint_head(painter, place, look)
    if look.target or look.current:
        token = "accent" if look.target or has_keyboard else "strong_line"
        painter.setPen(QPen(colour(token), 2 if has_keyboard or look.target else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(place).adjusted(1.5, 1.5, -2, -2), _RADIUS, _RADIUS)


def paint_event(
    painter: QPainter, place: QRect, event: DayEvent, look: BarLook, ends: Ends
) -> None:
    """Draw an event: an idea only dashed, what is over faded, what is called off struck out."""
    painter.save()
    tone, status = format_tone(event.format), event.status
    if look.left_behind:
        painter.setOpacity(0.35)
    _paint_body(painter, _cut_open(place, ends), tone, status, look)
    font = body_font(_TITLE, bold=look.selected)
    font.setStrikeOut(status == EventStatus.CANCELLED)
    room = place.adjusted(_INSIDE + (_STRIP if ends.begins_here else 0), 0, -_INSIDE, 0)
    begins = start_text(event)
    if begins and ends.begins_here and place.width() >= _TIME_FROM:
        small = body_font(_SMALL)
        painter.setFont(small)
        painter.setPen(colour("faint" if status == EventStatus.CANCELLED else tone))
        painter.drawText(room, _LEFT, begins)
        room.setLeft(room.left() + QFontMetrics(small).horizontalAdvance(begins) + 5)
    quiet = status in (EventStatus.DONE, EventStatus.IDEA, EventStatus.CANCELLED)
    _paint_words(painter, room, event.title, font, "muted" if quiet else "ink")
    painter.restore()


def paint_quiet(painter: QPainter, place: QRect, quiet: Quiet, ends: Ends) -> None:
    """Draw the band that says why a week is quiet."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("grey_soft"))
    painter.drawRoundedRect(QRectF(_cut_open(place, ends)), _RADIUS, _RADIUS)
    room = place.adjusted(_INSIDE, 0, -_INSIDE, 0)
    if ends.begins_here:
        picture = QRect(room.left(), room.center().y() - _TICK // 2 + 1, _TICK, _TICK)
        icon("moon", "grey").paint(painter, picture)
        room.setLeft(room.left() + _TICK + 5)
    _paint_words(painter, room, quiet_text(quiet), body_font(_SMALL), "grey")
    painter.restore()


def paint_more(painter: QPainter, place: QRect, count: int, hovered: bool) -> None:
    """Draw how many more there are, as the link it is."""
    font = body_font(_SMALL)
    font.setUnderline(hovered)
    _paint_words(painter, place.adjusted(_INSIDE, 0, 0, 0), more_text(count), font, "accent")


def paint_ghost(painter: QPainter, place: QRect, event: DayEvent) -> None:
    """Draw what is dragged, under the mouse."""
    painter.save()
    painter.setOpacity(0.92)
    paint_event(painter, place, replace(event, status=str(EventStatus.ANNOUNCED)),
                BarLook(selected=True), Ends())  # fmt: skip
    painter.restore()


def _paint_head(painter: QPainter, place: QRect, look: CellLook) -> None:
    disc = QRectF(place.left() + 5, place.top() + 4, _DISC, _DISC)
    metrics = QFontMetrics(body_font(_TITLE, bold=True))
    width = max(_DISC, metrics.horizontalAdvance(look.number) + 8)
    disc.setWidth(width)
    painter.setFont(body_font(_TITLE, bold=look.today or look.current))
    if look.today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(disc, _DISC / 2, _DISC / 2)
    token = "accent_ink" if look.today else "ink" if look.inside else "faint"
    painter.setPen(colour(token))
    painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), look.number)
    left = round(disc.right()) + 4
    if look.due:
        left = _paint_due(painter, QPointF(left, disc.center().y()), look.due)
    room = QRect(left, place.top() + 4, place.right() - 7 - left, HEAD - 6)
    words = look.festival or look.lunar
    tone = "sand" if look.festival and look.inside else "faint"
    _paint_words(painter, room, words, body_font(_SMALL), tone, _RIGHT)


def _paint_due(painter: QPainter, where: QPointF, count: int) -> int:
    """Draw the tick of tasks that are due; return where it ends."""
    square = QRect(round(where.x()), round(where.y() - _TICK / 2), _TICK, _TICK)
    icon("square-check-big", "warning").paint(painter, square)
    if count == 1:
        return square.right() + 5
    text, font = str(count), body_font(_SMALL)
    width = QFontMetrics(font).horizontalAdvance(text)
    _paint_words(painter, square.translated(_TICK + 3, 0).adjusted(0, -4, width, 4), text, font,
                 "warning")  # fmt: skip
    return square.right() + 8 + width


def _paint_body(painter: QPainter, place: QRect, tone: str, status: str, look: BarLook) -> None:
    body = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    called_off = status == EventStatus.CANCELLED
    ground = colour("grey_soft" if called_off else f"{tone}_soft")
    if status == EventStatus.DONE:
        ground.setAlphaF(_FADED)
    edge = QPen(Qt.PenStyle.NoPen)
    if status == EventStatus.IDEA:
        ground = colour("surface")
        edge = QPen(colour(tone), 1, Qt.PenStyle.DashLine)
    if look.hovered:
        edge = QPen(colour(tone), 1)
    if look.selected:
        edge = QPen(colour("accent"), 1.6)
    painter.setPen(edge)
    painter.setBrush(ground)
    painter.drawRoundedRect(body, _RADIUS, _RADIUS)
    if status != EventStatus.IDEA:
        strip = _thin("faint" if called_off else tone, _FADED if status == EventStatus.DONE else 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(strip)
        painter.drawRoundedRect(QRectF(body.x(), body.y() + 2, _STRIP, body.height() - 4), 1.5, 1.5)


def _cut_open(place: QRect, ends: Ends) -> QRect:
    """Let a bar that goes on beyond the week end behind its edge, where nothing is drawn."""
    reach = round(_RADIUS) + 2
    return place.adjusted(0 if ends.begins_here else -reach, 0, 0 if ends.ends_here else reach, 0)


def _paint_words(
    painter: QPainter, room: QRect, text: str, font: QFont, token: str, flags: int = _LEFT
) -> None:
    if text and room.width() > _INSIDE:
        painter.setFont(font)
        painter.setPen(colour(token))
        painter.drawText(room, flags, QFontMetrics(font).elidedText(text, _ELIDE, room.width()))


def _thin(token: str, share: float) -> QColor:
    made = colour(token)
    made.setAlphaF(share)
    return made
