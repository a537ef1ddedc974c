"""The look: two palettes of colour tokens, one style sheet, the fonts."""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from resources import path

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

LIGHT = {
    "background": "#F6F8FA",
    "surface": "#FFFFFF",
    "sunken": "#F1F4F7",
    "line": "#E2E8EE",
    "strong_line": "#CBD5DF",
    "ink": "#1F2933",
    "muted": "#5F6B78",
    "faint": "#8A96A3",
    "accent": "#2F6F8F",
    "accent_soft": "#E4EFF4",
    "accent_ink": "#FFFFFF",
    "good": "#2A7749",
    "good_soft": "#E3F3E9",
    "warning": "#8F6000",
    "warning_soft": "#FCF1D6",
    "bad": "#B5432B",
    "bad_soft": "#FBE7E2",
    "grey": "#5B6772",
    "grey_soft": "#EDF1F4",
    "teal": "#1F6F73",
    "teal_soft": "#DFF1F1",
    "violet": "#6A55A8",
    "violet_soft": "#EEEAF8",
    "sand": "#735E3B",
    "sand_soft": "#F4EEDF",
}
DARK = {
    "background": "#15191E",
    "surface": "#1C2228",
    "sunken": "#181D22",
    "line": "#2B333B",
    "strong_line": "#3A444E",
    "ink": "#E4E9EE",
    "muted": "#9AA7B4",
    "faint": "#748290",
    "accent": "#6FB1CF",
    "accent_soft": "#20343F",
    "accent_ink": "#0E1317",
    "good": "#7CC796",
    "good_soft": "#1D3326",
    "warning": "#E0B252",
    "warning_soft": "#382D14",
    "bad": "#EE8F78",
    "bad_soft": "#3C211B",
    "grey": "#A9B4BF",
    "grey_soft": "#262D34",
    "teal": "#6CC5C3",
    "teal_soft": "#17322F",
    "violet": "#B3A3E6",
    "violet_soft": "#2A2440",
    "sand": "#CDBB93",
    "sand_soft": "#2E2818",
}
TONES = ("accent", "good", "warning", "bad", "grey", "teal", "violet", "sand")
BODY_PIXELS = 13


class _System:
    """What the desktop's own palette said at the start, for desktops that say nothing else."""

    dark = False


_current = dict(LIGHT)
_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "background",
    _Role.WindowText: "ink",
    _Role.Base: "surface",
    _Role.AlternateBase: "sunken",
    _Role.Text: "ink",
    _Role.Button: "surface",
    _Role.ButtonText: "ink",
    _Role.BrightText: "bad",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "ink",
    _Role.PlaceholderText: "faint",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "accent_ink",
    _Role.Accent: "accent",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.Light: "surface",
    _Role.Midlight: "line",
    _Role.Mid: "strong_line",
    _Role.Dark: "strong_line",
    _Role.Shadow: "strong_line",
}


def colour(token: str) -> QColor:
    """Return a colour of the scheme in force."""
    return QColor(_current[token])


def colour_name(token: str) -> str:
    """Return a colour of the scheme in force as "#rrggbb"."""
    return _current[token]


def is_dark() -> bool:
    return _current["background"] == DARK["background"]


def choose_first(application: QApplication, scheme: str) -> None:
    """Take the colours for the first painting, before the program is dressed.

    The desktop's palette tells its scheme: to ask for it would load the Qt namespace (15 ms).
    """
    _System.dark = application.palette().color(QPalette.ColorRole.Window).lightness() < 128
    dark = _System.dark if scheme == "system" else scheme == "dark"
    _current.update(DARK if dark else LIGHT)


def apply(application: QApplication, scheme: str) -> None:
    """Dress the whole program: "light", "dark", or "system" for what the desktop says."""
    _current.update(DARK if _wants_dark(scheme) else LIGHT)
    application.setStyle("Fusion")
    application.setPalette(_palette())
    application.setStyleSheet(_style_sheet(is_dark()))


def apply_fonts(application: QApplication) -> None:
    """Set the body font, with our own for every character the system's has no glyph for.

    Linux has no font of its own that knows Chinese, let alone rare names, so there ours leads. In
    English our Latin one stands before it: the quotation marks of a Chinese font tear holes.
    """
    from ui import wording  # the first painting has no words

    system = _system_family(application)
    ours = _families("NotoSansSC-*.ttf")
    if wording.language() == "en":
        ours = (*_families("NotoSansSCLatin-*.ttf"), *ours)
    font = application.font()
    font.setFamilies([*ours, system] if sys.platform == "linux" else [system, *ours])
    font.setPixelSize(BODY_PIXELS)
    application.setFont(font)


@cache
def _system_family(application: QApplication) -> str:
    """Return the family the desktop chose; kept, as our own stands in its place later."""
    return application.font().family()


@cache
def _families(pattern: str) -> tuple[str, ...]:
    """Load fonts of ours, once, and return their families."""
    from PySide6.QtGui import QFontDatabase  # the first painting has no words

    found = (
        family
        for file in sorted(path("fonts").glob(pattern))
        for family in QFontDatabase.applicationFontFamilies(
            QFontDatabase.addApplicationFont(str(file))
        )
    )
    return tuple(dict.fromkeys(found))


def body_font(pixels: int = BODY_PIXELS, *, bold: bool = False) -> QFont:
    """Return the program's font in another size; paint with this, never with a bare QFont."""
    font = QApplication.font()
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _wants_dark(scheme: str) -> bool:
    if scheme == "system":
        known = QGuiApplication.styleHints().colorScheme().name
        return _System.dark if known == "Unknown" else known == "Dark"
    return scheme == "dark"


def _palette() -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, colour(token))
    for role in (_Role.Text, _Role.WindowText, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("faint"))
    return palette


@cache
def _style_sheet(dark: bool) -> str:
    colours = DARK if dark else LIGHT
    template = path("style.qss").read_text(encoding="utf-8")
    template = template.replace("@shapes", path("shapes").as_posix())
    template = template.replace("@scheme", "dark" if dark else "light")
    return re.sub(r"@([a-z_]+)", lambda found: colours[found[1]], template)
