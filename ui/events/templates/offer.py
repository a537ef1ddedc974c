"""In the form of a new event: the template of its format, taken with one press."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from models.events.template import (
    TemplateValues,
    save_from_template,
    templates_for,
    values_from,
)
from ui.events.form import blank_event
from ui.events.templates.words import template_note
from ui.furniture import button, paragraph
from ui.records.editors import Unreadable
from ui.records.record_page import RecordPage
from ui.wording import _

Save = Callable[[Any, Mapping[str, Any]], Any]


class TemplateOffer(QWidget):
    """Knows with which template the new event in the form begins."""

    def __init__(self) -> None:
        super().__init__()
        self._page: RecordPage | None = None
        self.template: TemplateValues | None = None
        self._offered: TemplateValues | None = None
        self.take = button("", icon="copy-plus", role="flat")
        self.take.clicked.connect(lambda: self._take())
        self.note = paragraph("", "caption")
        self.without = button(_("Without it"), role="flat")
        self.without.clicked.connect(lambda: self._drop())
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        across.addWidget(self.note, 1)
        across.addWidget(self.without)
        self.hide()

    def attach(self, page: RecordPage) -> None:
        """Stand in the form of a page."""
        self._page = page
        page.form.put_below_first(self)
        page.form.filled.connect(self._forget)
        page.form.edited.connect(self.refresh)

    def saving(self, save: Save) -> Save:
        """Return what saves an event, a new one with what the template brings."""

        def store(event: Any, values: Mapping[str, Any]) -> Any:
            if event is None and self.template is not None:
                return save_from_template(self.template.id, values)
            return save(event, values)

        return store

    def use(self, template: TemplateValues) -> None:
        """Let the new event in the form begin with a template; what is typed already stays."""
        if self._page is None:
            return
        form, blank = self._page.form, blank_event()
        begins = _value(self._page, "begins")
        for name, value in values_from(template, begins).items():
            usual = getattr(blank, name)
            if name != "begins" and _value(self._page, name) in (usual, None, ""):
                form.editor(name).set_value(value)
        self.template = template
        self.refresh()

    def plan(self, template: TemplateValues) -> None:
        """Begin a new event with a template."""
        if self._page is None:
            return
        self._page.start_new()
        if self._page.is_new:
            self.use(template)
            title = self._page.form.editor("title").field
            if isinstance(title, QLineEdit):
                title.selectAll()  # what is typed now is what this one is called

    def refresh(self) -> None:
        """Offer the template of the format, where there is one alone, or say which is used."""
        page = self._page
        if page is None or not page.is_new:
            self.hide()
            return
        if self.template is None:
            found = templates_for(str(_value(page, "format")))
            self._offered = found[0] if len(found) == 1 else None
            name = self._offered.name if self._offered else ""
            self.take.setText(_("Begin with the template “{name}”", name=name))
        else:
            self.note.setText(_("With the template “{name}”: {note}", name=self.template.name,
                                note=template_note(self.template)))  # fmt: skip
        self.take.setVisible(self.template is None)
        self.note.setVisible(self.template is not None)
        self.without.setVisible(self.template is not None)
        self.setVisible(self.template is not None or self._offered is not None)

    def _take(self) -> None:
        if self._offered is not None:
            self.use(self._offered)

    def _drop(self) -> None:
        """Plan without its tasks and lines; what it filled in stays to be changed."""
        self.template = None
        self.refresh()

    def _forget(self) -> None:
        self.template = None
        # The page says only afterwards whether the record is a new one.
        QTimer.singleShot(0, self, self.refresh)


def _value(page: RecordPage, name: str) -> Any:
    try:
        return page.form.editor(name).value()
    except Unreadable:
        return None
