"""The choices that every paper asks for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox

from models.vocabulary import Audience
from ui import wording
from ui.wording import _

LANGUAGES = (("zh_CN", "简体中文"), ("en", "English"))


def choice_box(name: str, choices: Iterable[tuple[str, str]]) -> QComboBox:
    """Return a box of (value, title) choices that a screen reader calls by a name."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    for value, title in choices:
        made.addItem(title, value)
    return made


def language_box() -> QComboBox:
    made = choice_box(_("Language"), LANGUAGES)
    made.setCurrentIndex(made.findData(wording.language()))
    return made


def audience_box(usual: Audience) -> QComboBox:
    made = choice_box(_("Audience"), [(each, _(each.title)) for each in Audience])
    made.setCurrentIndex(made.findData(usual))
    return made
