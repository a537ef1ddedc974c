"""“Templates…”: what the events of each kind begin with, and planning one with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.errors import Invalid, UserError
from models.events.template import TemplateValues, remove_templates, save_template, templates
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults, undoing
from ui.dialogs.frame import column_of
from ui.events.templates.form import stored, template_form
from ui.events.templates.words import template_note
from ui.furniture import button, card, label, paragraph, row
from ui.notice import Notice
from ui.session import Session
from ui.tab_order import order_tabs
from ui.wording import _

Plan = Callable[[TemplateValues], None]
_WIDTH, _HEIGHT, _LIST, _LINE = 860, 640, 250, 50
_PURPOSE = N_(
    "What an event of its kind begins with: how long it takes, where it is, what is to be done,"
    " what it costs. “Save as a template…” at an event makes one of it."
)
_HELD = Qt.ItemDataRole.UserRole


def show_templates(session: Session, parent: QWidget, plan: Plan) -> None:
    TemplatesWindow(session, parent.window(), plan).open()


def plan_from_template(session: Session, parent: QWidget, plan: Plan) -> None:
    """Plan with the only template there is, or ask which; without any, show where they are made."""
    known = templates()
    if len(known) == 1:
        plan(known[0])
    elif known:
        ChooseWindow(parent.window(), known, plan).open()
    else:
        show_templates(session, parent, plan)


class ChooseWindow(QDialog):
    """Which template to plan with: Enter takes the one the keyboard is on."""

    def __init__(self, parent: QWidget, known: tuple[TemplateValues, ...], plan: Plan) -> None:
        super().__init__(parent)
        self._plan = plan
        column = column_of(self, _("New from a template"), 420)
        column.addWidget(label(_("New from a template"), "title"))
        self.list = template_list()
        self.list.setMinimumHeight(min(len(known), 6) * _LINE + 12)
        for template in known:
            self.list.addItem(_item(template))
        self.list.setCurrentRow(0)
        column.addWidget(self.list)
        cancel, agree = button(_("Cancel")), button(_("Plan an event"), role="primary")
        cancel.clicked.connect(self.reject)
        agree.clicked.connect(lambda: self._take())
        agree.setDefault(True)
        self.list.itemDoubleClicked.connect(lambda _item: self._take())
        column.addLayout(row(None, cancel, agree, spacing=10))
        self.list.setFocus()

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self._plan(item.data(_HELD))


class TemplatesWindow(QDialog):
    """The templates at the left, the chosen one's form at the right."""

    def __init__(self, session: Session, parent: QWidget, plan: Plan) -> None:
        super().__init__(parent)
        self._session, self._plan = session, plan
        self._template: TemplateValues | None = None
        column = column_of(self, _("Templates"), _WIDTH)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(22, 20, 22, 18)
        inside.setSpacing(12)
        inside.addWidget(label(_("Templates"), "title"))
        inside.addWidget(paragraph(_(_PURPOSE)))
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(self._left())
        across.addLayout(self._right(), 1)
        inside.addLayout(across, 1)
        column.addLayout(inside, 1)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.resize(_WIDTH, _HEIGHT)
        self._connect()
        order_tabs(self)
        self.show_templates()
        (self.list if self.list.count() else self.form.editor("name").field).setFocus()

    def show_templates(self, chosen: bytes | None = None) -> None:
        """List the templates as they are now, with one of them chosen."""
        row = self.list.currentRow()
        known = templates()
        self.list.blockSignals(True)
        self.list.clear()
        for template in known:
            self.list.addItem(_item(template))
        places = [template.id for template in known]
        place = places.index(chosen) if chosen in places else min(max(row, 0), len(known) - 1)
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        self._show(known[place] if known else None)

    def begin(self) -> None:
        """Begin a new template."""
        if self._can_leave():
            self.list.blockSignals(True)
            self.list.setCurrentRow(-1)
            self.list.blockSignals(False)
            self._show(None)
            self.form.focus_first()

    def save(self) -> bool:
        """Store what the form holds; False where it is refused."""
        known = self._template.id if self._template is not None else None
        try:
            saved = save_template(known, stored(self.form.values()))
        except Invalid as error:
            self.form.mark(error.errors)
            return False
        except UserError as error:
            asking.say(self, faults.worded(error))
            return False
        self._session.announce(Kind.COMMUNITY)
        self.show_templates(saved)
        self._session.tell(_("The template is saved."), undo=True)
        return True

    def remove(self) -> None:
        """Delete the chosen template; Undo is offered."""
        if self._template is None:
            return
        name = self._template.name
        remove_templates([self._template.id])
        self._session.announce(Kind.COMMUNITY)
        self.show_templates()
        self._session.tell(_("The template “{name}” is deleted.", name=name), undo=True)

    # Inside

    def _show(self, template: TemplateValues | None) -> None:
        self._template = template
        self.heading.setText(template.name if template else _("New template"))
        self.form.fill(template)
        self.delete.setEnabled(template is not None)
        self.use.setEnabled(template is not None)

    def _choose(self, item: QListWidgetItem | None) -> None:
        known = self._template
        chosen = item.data(_HELD).id if item is not None else None  # saving makes the list anew
        if chosen is None or not self._can_leave():
            places = [self.list.item(place).data(_HELD).id for place in range(self.list.count())]
            self.list.blockSignals(True)
            self.list.setCurrentRow(places.index(known.id) if known and known.id in places else -1)
            self.list.blockSignals(False)
            return
        self.show_templates(chosen)

    def _can_leave(self) -> bool:
        return not self.form.is_edited() or asking.leave_edit(self, self.save)

    def _use(self) -> None:
        if self._template is not None and self._can_leave():
            template = self._template
            super().done(QDialog.DialogCode.Accepted)
            self._plan(template)

    def _news(self, kinds: frozenset[Kind]) -> None:
        """Show what was undone, or came with a merge; a form that is edited stays."""
        if Kind.COMMUNITY in kinds and not self.form.is_edited():
            self.show_templates(self._template.id if self._template else None)

    def _left(self) -> QVBoxLayout:
        self.list = template_list()
        self.list.setFixedWidth(_LIST)
        self.new = button(_("New template"), icon="plus")
        self.delete = button("", icon="trash-2", tip=_("Delete this template"))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        buttons = row(self.new, self.delete, spacing=6)
        buttons.setStretch(0, 1)
        column.addLayout(buttons)
        return column

    def _right(self) -> QVBoxLayout:
        self.heading = label("", "heading")
        self.heading.setContentsMargins(22, 4, 22, 0)
        self.form = template_form()
        frame = card()
        frame.body.setContentsMargins(1, 10, 1, 1)
        frame.body.addWidget(self.heading)
        frame.body.addWidget(self.form, 1)
        self.keep = button(_("Save template"), tip=_("Save (Ctrl+S)"))
        self.use = button(_("Plan an event"), icon="calendar-plus", role="primary")
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(frame, 1)
        column.addLayout(row(self.keep, None, close, self.use, spacing=10))
        return column

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.list.itemActivated.connect(lambda _item: self.form.focus_first())
        self.new.clicked.connect(self.begin)
        self.delete.clicked.connect(self.remove)
        self.keep.clicked.connect(lambda: self.save())
        self.use.clicked.connect(self._use)
        for keys, do in (("Ctrl+S", self.save), ("Ctrl+N", self.begin)):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        QShortcut(
            QKeySequence("Delete"), self.list, context=Qt.ShortcutContext.WidgetShortcut
        ).activated.connect(self.remove)
        self._session.told.connect(self.notice.tell)
        self._session.changed.connect(self._news)
        self.notice.undo_wanted.connect(lambda: undoing.undo(self._session))
        undoing.answer_keys(self._session, self)

    # Qt overrides

    def done(self, result: int) -> None:
        """Close, unless something is half written and to be kept."""
        if self._can_leave():
            super().done(result)


def template_list() -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(_("Templates"))
    made.setProperty("role", "boxed")
    return made


def _item(template: TemplateValues) -> QListWidgetItem:
    item = QListWidgetItem(f"{template.name}\n{template_note(template)}")
    item.setSizeHint(QSize(0, _LINE))
    item.setData(_HELD, template)
    return item
