"""Taking a list out as it is filtered, into a .csv or .xlsx file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.vocabulary import Kind
from ui import asking
from ui.records.record_list import RecordList
from ui.session import Session
from ui.wording import _, catalogue, n_


def export_list(session: Session, listing: RecordList, kind: Kind) -> None:
    """Ask for a file and write what the list shows, in its order."""
    export_records(session, listing, kind, listing.listed_ids(), listing.title)


def export_records(
    session: Session, parent: QWidget, kind: Kind, ids: Sequence[bytes], name: str
) -> None:
    """Ask for a file and write these records; `name` is what the file is called at first."""
    patterns = [(_("Excel workbook"), ("xlsx",)), (_("Text table (CSV)"), ("csv",))]
    target = asking.choose_target(parent, _("Export"), patterns, f"{name}.xlsx")
    if target is None:
        return
    from models.exchange.exporting import export

    session.tasks.run(
        export,
        target,
        kind,
        ids,
        catalogue(),
        title=_("Exporting…"),
        done=lambda _nothing: session.tell(
            n_(
                "{count} record exported to {name}.",
                "{count} records exported to {name}.",
                len(ids),
                name=target.name,
            )
        ),
    )
