from __future__ import annotations

import re
import sys

import pytest
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication

from resources import path
from ui import speech, theme

_READ = [  # what is written on what
    ("ink", "background"),
    ("ink", "surface"),
    ("ink", "accent_soft"),
    ("muted", "background"),
    ("muted", "surface"),
    ("accent_ink", "accent"),
    ("accent", "surface"),
    *((tone, "surface") for tone in theme.TONES if tone != "accent"),
    *((tone, f"{tone}_soft") for tone in theme.TONES),
]


def luminance(name: str) -> float:
    parts = QColor(name).getRgbF()[:3]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _READ)
def test_words_can_be_read(colours: dict[str, str], text: str, ground: str) -> None:
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_both_palettes_have_the_same_colours() -> None:
    assert theme.LIGHT.keys() == theme.DARK.keys()


def test_the_style_sheet_uses_known_colours_only(qapp: QApplication) -> None:
    named = set(re.findall(r"@([a-z_]+)", path("style.qss").read_text("utf-8")))
    assert named - {"shapes", "scheme"} <= theme.LIGHT.keys()
    assert "@" not in qapp.styleSheet()


def test_a_scheme_dresses_the_whole_program(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert theme.is_dark()
    assert qapp.palette().window().color() == QColor(theme.DARK["background"])
    assert theme.DARK["accent"] in qapp.styleSheet()
    theme.apply(qapp, "light")
    assert qapp.palette().window().color() == QColor(theme.LIGHT["background"])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own font leads")
def test_the_first_family_follows_the_language(qapp: QApplication) -> None:
    before = qapp.font()
    try:
        for _time in range(2):
            speech.speak("zh_CN")
            chinese = qapp.font().families()
            assert chinese[0] == "Noto Sans SC"
            assert _width_of("“") == theme.BODY_PIXELS
            speech.speak("en")
            assert qapp.font().families() == ["Noto Sans SC Latin", *chinese]
            assert _width_of("“") < theme.BODY_PIXELS * 0.6
            assert _width_of("好") == theme.BODY_PIXELS
    finally:
        qapp.setFont(before)


def _width_of(text: str) -> float:
    return QFontMetricsF(theme.body_font()).horizontalAdvance(text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_of_the_style_sheet_are_there(qapp: QApplication, scheme: str) -> None:
    theme.apply(qapp, scheme)
    named = re.findall(r"shapes/([\w-]+\.svg)", qapp.styleSheet())
    assert len(named) > 2 and f"check-{scheme}.svg" in named
    for name in named:
        assert path("shapes").joinpath(name).is_file()
    theme.apply(qapp, "light")
