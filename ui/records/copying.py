"""Selected rows on the clipboard, as spreadsheets take them: a heading and tabs between cells."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from models.exchange.guarding import guard
from ui.records.table import RecordTable
from ui.session import Session
from ui.wording import n_

# More than anybody looks over in one piece, and quick enough to be fetched while one waits.
MOST = 1_000


def copy_rows(session: Session, table: RecordTable) -> None:
    """Copy what the table shows of the selected rows."""
    count = table.selected_count()
    if not count:
        return
    if count > MOST:
        session.tell(
            n_(
                "At most {count} row can be copied at once. Export the list instead.",
                "At most {count} rows can be copied at once. Export the list instead.",
                MOST,
            )
        )
        return
    columns = table.shown_columns()
    lines = ["\t".join(_cell(column.heading) for column in columns)]
    for row in table.selected_rows():
        if (line := table.rows.line(row)) is not None:
            lines.append("\t".join(_cell(column.text(line)) for column in columns))
    QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
    session.tell(n_("{count} row copied.", "{count} rows copied.", len(lines) - 1))


def _cell(text: str) -> str:
    return guard(" ".join(text.split()))
