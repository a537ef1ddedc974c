"""Reading a chat export: what the file's first lines say counts, not what its name says."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from models.errors import UserError
from models.exchange import workbook
from models.exchange.chats import qq, tables, telegram, whatsapp
from models.exchange.chats.export import ChatExport, ChatKind, Tally
from models.exchange.chats.source import Source, opened, shown
from models.exchange.reading import read_table
from models.progress import Progress, unheard
from resources.i18n import N_

_NO_CHAT = N_(
    "{name} is no chat export we know. Export the chat of QQ or WhatsApp as text, that of Telegram"
    " as JSON, or make a table with a column for the time and one for the name."
)
# "chat (2)", "聊天记录 2026-10", "chat副本": another file of the same chat.
_COPY = re.compile(r"(?:[\s_.\-–(（]*(?:\d[\d\-.年月日_]*|副本|copy)[)）]?)+$", re.IGNORECASE)
_STEP = 20_000
_SEARCHED_ROWS = 25


def read_chat(path: Path, progress: Progress = unheard) -> ChatExport:
    """Count the messages of an export by person and day.

    Raises UserError where it cannot be read or is no chat, Cancelled from `progress`.
    """
    progress(0, 1)
    if _is_spreadsheet(path):
        return _read_spreadsheet(path)
    with opened(path) as source:
        if telegram.is_json(source.sample):
            return _read_telegram(source, progress)
        if qq.is_qq(source.sample):
            made = qq.Reader(source.name)
            return _read_lines(source, ChatKind.QQ, made, progress)
        if whatsapp.is_whatsapp(source.sample):
            return _read_lines(
                source, ChatKind.WHATSAPP, whatsapp.Reader(_plain(source.title)), progress
            )
        if tables.is_table(source.sample):
            return _read_table(source, progress)
    raise UserError(_NO_CHAT, name=path.name)


def _read_lines(
    source: Source, kind: ChatKind, reader: qq.Reader | whatsapp.Reader, progress: Progress
) -> ChatExport:
    tally = Tally(source.name)
    with closing(source.lines(progress)) as lines:
        for message in reader.messages(lines):
            tally.add(message)
    return tally.finish(kind, _called(kind, reader.chat), reader.twelve_hours)


def _read_telegram(source: Source, progress: Progress) -> ChatExport:
    tally, reader = Tally(source.name), telegram.Reader(source.name)
    with source.text() as text:
        for count, message in enumerate(reader.messages(text)):
            tally.add(message)
            if count % _STEP == 0:
                source.tell(progress)
    tally.left_out = reader.left_out
    return tally.finish(ChatKind.TELEGRAM, _called(ChatKind.TELEGRAM, reader.chat))


def _read_table(source: Source, progress: Progress) -> ChatExport:
    with closing(source.lines(progress)) as lines:
        rows = tables.split(lines, source.sample, source.name)
        return _read_rows(source.name, source.title, rows)


def _read_spreadsheet(path: Path) -> ChatExport:
    table = read_table(path)
    if not any(tables.find_columns(cells) for _line, cells in table.rows[:_SEARCHED_ROWS]):
        raise UserError(_NO_CHAT, name=path.name)
    return _read_rows(path.name, path.stem, table.rows)


def _read_rows(name: str, title: str, rows: Iterable[tuple[int, Sequence[str]]]) -> ChatExport:
    tally, reader = Tally(name), tables.Reader(_plain(title))
    for message in reader.messages(rows):
        tally.add(message)
    tally.left_out = reader.left_out
    return tally.finish(ChatKind.TABLE, reader.chat, reader.twelve_hours)


def _called(kind: ChatKind, name: str) -> str:
    """Name a chat with where it is: the same group may have one on each side."""
    plain = re.sub(r"[\W_]", "", name).casefold()
    generic = plain in ("", "chat", "result", f"{kind}chat", f"{kind}聊天", str(kind))
    return kind.title if generic else f"{kind.title} {name}"


def _plain(title: str) -> str:
    return shown(_COPY.sub("", title)) or shown(title)


def _is_spreadsheet(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            if stream.read(len(workbook.OLE_MAGIC)) == workbook.OLE_MAGIC:
                return True
        with zipfile.ZipFile(path) as archive:
            return bool({"[Content_Types].xml", "mimetype"} & set(archive.namelist()))
    except (OSError, zipfile.BadZipFile):
        return False
