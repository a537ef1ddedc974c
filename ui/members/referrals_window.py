"""The tree of referrals around a member: who introduced them, and everybody they brought."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from models.members.member import load_member
from models.members.referrals import Brought, Referrals, referrals_of
from models.progress import Progress
from models.vocabulary import Kind, MemberStatus
from ui.dialogs.frame import column_of
from ui.formats import count_text
from ui.furniture import button, paragraph
from ui.records.choices import title_of
from ui.session import Session
from ui.wording import _, n_

_MEMBER = Qt.ItemDataRole.UserRole
_FIGURES = (2, 3)  # the columns that hold one
_WIDTH, _HEIGHT, _ROW_HEIGHT = 620, 420, 32


def show_referrals(session: Session, parent: QWidget, member: bytes) -> None:
    known = load_member(member)
    if known is None:
        return

    def show(found: Referrals) -> None:
        ReferralsWindow(session, member, known.name, found, parent.window()).open()

    session.tasks.run(
        gather, member, title=_("Following the introductions…"), done=show, stoppable=False
    )


def gather(member: bytes, progress: Progress) -> Referrals:
    return referrals_of(member, progress=progress)


class ReferralsWindow(QDialog):
    """Enter or a double click on somebody goes there."""

    def __init__(
        self,
        session: Session,
        member: bytes,
        name: str,
        found: Referrals,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        column = column_of(self, _("Introductions around {name}", name=name), _WIDTH)
        column.addWidget(paragraph(_summary(found), ""))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.windowTitle())
        self.tree.setHeaderLabels([_("Name"), _("Status"), _("Brought"), _("All below")])
        self.tree.setProperty("role", "boxed")
        self.tree.setMinimumHeight(_HEIGHT)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.setUniformRowHeights(True)
        self.tree.itemActivated.connect(lambda item, _column: self._go(item))
        self._fill(found, member, name)
        column.addWidget(self.tree, 1)
        if found.total > len(found.below):
            column.addWidget(
                paragraph(
                    n_(
                        "{count} more person is not shown here.",
                        "{count} more people are not shown here.",
                        found.total - len(found.below),
                    ),
                    "caption",
                )
            )
        self.show_person = button(_("Show this member"), role="primary")
        self.show_person.clicked.connect(lambda: self._go(self.tree.currentItem()))
        close = button(_("Close"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.show_person)
        column.addLayout(buttons)
        self.tree.setFocus()

    def _fill(self, found: Referrals, member: bytes, name: str) -> None:
        """Put in the line from the first introducer down to the member, then everybody below."""
        at: QTreeWidgetItem | QTreeWidget = self.tree
        _set_sides(self.tree.headerItem())
        for person, title in reversed(found.above):
            at = _item(at, person, [title])
        brought = sum(each.depth == 1 for each in found.below)
        own = _item(at, member, [name, "", count_text(brought), count_text(found.total)])
        font = own.font(0)
        font.setBold(True)
        own.setFont(0, font)
        path = [own]
        for each in found.below:
            del path[each.depth :]
            path.append(_item(path[-1], each.id, _cells(each)))
        self.tree.expandAll()
        self.tree.setCurrentItem(own)

    def _go(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.accept()
            self._session.go_to(Kind.MEMBER, item.data(0, _MEMBER))


def _item(
    parent: QTreeWidgetItem | QTreeWidget, member: bytes, cells: list[str]
) -> QTreeWidgetItem:
    made = QTreeWidgetItem(parent, cells)
    made.setData(0, _MEMBER, member)
    made.setSizeHint(0, QSize(0, _ROW_HEIGHT))
    _set_sides(made)
    return made


def _set_sides(line: QTreeWidgetItem) -> None:
    """Set a line's figures, or their headings, at the right of their columns."""
    for column in range(line.columnCount()):
        side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
        line.setTextAlignment(column, side | Qt.AlignmentFlag.AlignVCenter)


def _cells(each: Brought) -> list[str]:
    return [
        each.name,
        title_of(MemberStatus, each.status),
        count_text(each.brought) if each.brought else "",
        count_text(each.below) if each.below else "",
    ]


def _summary(found: Referrals) -> str:
    if not found.total:
        return _("Nobody came through them yet.")
    return n_(
        "{count} person came through them, directly or further down.",
        "{count} people came through them, directly or further down.",
        found.total,
    )
