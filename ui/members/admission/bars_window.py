"""Who is barred: reasons and days, for there are no names; and taking a bar away."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from models import clock
from models.errors import UserError
from models.members.barred import Standing, lift_bars, list_bars
from models.vocabulary import Kind
from ui import asking, faults
from ui.dialogs.frame import column_of
from ui.formats import date_text, joined
from ui.furniture import button, label, paragraph, row
from ui.members.admission.two_lines import HELD, boxed_list, two_lines
from ui.session import Session
from ui.wording import _, n_


class BarsWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = column_of(self, _("Barred people"), 560)
        column.addWidget(label(_("Barred people"), "title"))
        column.addWidget(
            paragraph(
                _(
                    "Who they were is not kept, only marks to recognise them by when they are"
                    " added, imported or apply. You bar somebody when they leave or are erased."
                )
            )
        )
        self.list = boxed_list(_("Barred people"))
        self.list.currentItemChanged.connect(lambda _item, _before: self._tell())
        self.nobody = paragraph(_("Nobody is barred."), "")
        column.addWidget(self.nobody)
        column.addWidget(self.list, 1)
        self.lift = button(_("Remove this bar"), icon="lock-open")
        close = button(_("Close"))
        self.lift.clicked.connect(self._lift)
        close.clicked.connect(self.accept)
        column.addLayout(row(self.lift, None, close))
        self._reload()

    def _reload(self) -> None:
        self.list.clear()
        for each in list_bars():
            self.list.addItem(two_lines(each.reason, _line(each), each.id))
        self.list.setVisible(bool(self.list.count()))
        self.nobody.setVisible(not self.list.count())
        self.list.setCurrentRow(0)
        self._tell()

    def _tell(self) -> None:
        self.lift.setEnabled(self.list.currentItem() is not None)

    def _lift(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        try:
            lift_bars([item.data(HELD)])
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._session.announce(Kind.COMMUNITY)
        self._session.tell(_("The bar was removed."), undo=True)
        self._reload()


def _line(bar: Standing) -> str:
    since = _("since {day}", day=date_text(bar.day)) if bar.day else ""
    until = _("for good")
    if bar.until is not None:
        ended = bar.until < clock.today()
        day = date_text(bar.until)
        until = _("over since {day}", day=day) if ended else _("until {day}", day=day)
    marks = n_("{count} mark", "{count} marks", bar.marks)
    return joined([since, until, marks])
