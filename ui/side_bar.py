"""The left side of the window: the community's name, the tabs, and what is always at hand."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QTabBar, QVBoxLayout, QWidget

from ui import furniture, icons, theme
from ui.main_window import SIDE_WIDTH, TAB_HEIGHT
from ui.wording import _

_MARGIN = 12
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class SideTabs(QTabBar):
    """A real tab bar, standing, with an icon and a horizontal word on every tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "side")
        self.setAccessibleName(_("Pages"))
        self._by_keyboard = False

    # Qt overrides

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(SIDE_WIDTH - 2 * _MARGIN, TAB_HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame is for those who come by keyboard; a pointer sees where it is."""
        self._by_keyboard = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setCurrentIndex((self.currentIndex() + step) % self.count())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pointed = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for index in range(self.count()):
            self._paint_tab(painter, index, index == pointed)
        painter.end()

    def _paint_tab(self, painter: QPainter, index: int, pointed: bool) -> None:
        rect = self.tabRect(index).adjusted(0, 1, 0, -1)
        chosen = index == self.currentIndex()
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or pointed:
            painter.setBrush(theme.colour("accent_soft" if chosen else "sunken"))
            painter.drawRoundedRect(QRectF(rect), 7, 7)
        if chosen and self.hasFocus() and self._by_keyboard:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -2, -1), 6, 6)
        side = icons.SIZE
        where = QRect(rect.x() + 13, rect.center().y() - side // 2 + 1, side, side)
        mode = QIcon.Mode.Selected if chosen else QIcon.Mode.Normal
        self.tabIcon(index).paint(painter, where, Qt.AlignmentFlag.AlignCenter, mode)
        painter.setPen(theme.colour("accent" if chosen else "ink"))
        painter.setFont(self.font())
        words = rect.adjusted(13 + side + 12, 0, -6, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tabText(index)
        )


class SideBar(QFrame):
    """Name above, tabs, and below them language, colours and the menu."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setFixedWidth(SIDE_WIDTH)
        self.name = _Name()
        self.tabs = SideTabs()
        self.language = self._button("languages", _("Switch the language"))
        self.scheme = self._button("moon", _("Switch between light and dark"))
        self.menu = self._button("menu", _("Every action with its shortcut (F10)"))
        self.menu.setText(_("Menu"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 18, _MARGIN, 14)
        layout.setSpacing(10)
        layout.addWidget(self.name)
        layout.addWidget(self.tabs)
        layout.addStretch()
        feet = QVBoxLayout()
        feet.setSpacing(6)
        for button in (self.language, self.scheme, self.menu):
            feet.addWidget(button)
        layout.addLayout(feet)

    def _button(self, icon: str, tip: str) -> QPushButton:
        made = furniture.button("", icon=icon, role="side", tip=tip)
        made.setIconSize(QSize(26, 16))
        made.setAccessibleDescription(tip)
        return made


class _Name(QLabel):
    """The community's name, shortened with an ellipsis where it does not fit."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "heading")
        self.setContentsMargins(10, 0, 4, 0)
        self.setFixedWidth(SIDE_WIDTH - 2 * _MARGIN)

    def show_name(self, name: str) -> None:
        self.setToolTip(name)
        self.ensurePolished()
        space = self.width() - 16
        self.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, space))
        self.setAccessibleName(name)
