from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from ui import icons, theme
from ui.rooms import ROOMS

_UI = Path(icons.__file__).parent
_ICON_CALLS = {"icon", "Picture", "empty_state", "_button"}


def named_icons() -> Iterator[str]:
    for file in sorted(_UI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                name = node.func.id if isinstance(node.func, ast.Name) else called
                values = [each.value for each in node.keywords if each.arg == "icon"]
                values += node.args[:1] if name in _ICON_CALLS else []
                values += node.args[2:3] if name == "Command" else []
                for value in values:
                    if isinstance(value, ast.Constant) and value.value:
                        yield value.value


@pytest.mark.parametrize("name", sorted({*named_icons(), *(room.icon for room in ROOMS)}))
def test_lucide_has_every_icon_we_name(name: str) -> None:
    assert "<svg" in icons.source(name)


def test_older_names_are_found() -> None:
    assert icons.source("history") != icons.source("users")


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(LookupError):
        icons.source("no-such-icon")


def colours_of(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = icon.pixmap(QSize(32, 32), mode).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    return {
        QColor(image.pixelColor(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_icons_follow_the_scheme_and_their_state(qapp: QApplication) -> None:
    icon = icons.icon("users")
    for scheme in ("light", "dark"):
        theme.apply(qapp, scheme)
        assert colours_of(icon) == {theme.colour("muted").name()}
        assert colours_of(icon, QIcon.Mode.Selected) == {theme.colour("accent").name()}
        assert colours_of(icon, QIcon.Mode.Disabled) == {theme.colour("faint").name()}
        assert colours_of(icons.icon("users", "bad")) == {theme.colour("bad").name()}
