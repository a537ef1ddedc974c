"""Opening a chat export of any size: a text is read line by line and never held whole."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TextIO

from models.errors import UserError
from models.exchange import workbook
from models.exchange.encoding import encoding_of
from models.progress import Progress
from models.storage.failures import sentence_for
from resources.i18n import N_

SAMPLE = 256 * 1024
_LONGEST_LINE = 64 * 1024
_LINES_A_STEP = 20_000
# What a zip may unfold to, and how much larger than itself: chats are text and shrink well.
_LARGEST = 4 * 1024**3
_MOST_TIMES = 400
_READ = (".txt", ".json", ".csv")
# Signs of direction and no width, of control, and halves of characters, which no file can hold.
_MARKS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_BLANKS = re.compile(r"\s+")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Source:
    """An opened file: its name, what it or the zip around it is called, its bytes, its size.

    `sample` is how it begins, as text.
    """

    name: str
    title: str
    stream: IO[bytes]
    size: int
    encoding: str
    sample: str

    @contextmanager
    def text(self) -> Iterator[TextIO]:
        """Give the whole as text, from its beginning; broken characters become question marks."""
        self.stream.seek(0)
        wrapped = io.TextIOWrapper(self.stream, self.encoding, errors="replace", newline=None)
        try:
            yield wrapped
        finally:
            wrapped.detach()

    def lines(self, progress: Progress) -> Generator[tuple[int, str], None, None]:
        """Yield each line with its number. Of a line longer than any, only the beginning counts.

        Raises what `progress` raises, as Cancelled.
        """
        number, is_new = 0, True
        with self.text() as text:
            while line := text.readline(_LONGEST_LINE):
                if is_new:
                    number += 1
                    if number % _LINES_A_STEP == 0:
                        self.tell(progress)
                    yield number, line.rstrip("\n")
                is_new = line.endswith("\n")

    def tell(self, progress: Progress) -> None:
        """Say how much of the file has been read."""
        progress(min(self.stream.tell(), self.size), self.size)


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open an export, also inside a zip. Raises UserError where it cannot be read as text."""
    if path.is_dir():
        raise UserError(N_("{name} is a folder. Choose a file in it."), name=path.resolve().name)
    try:
        with path.open("rb") as stream:
            if stream.read(len(workbook.ZIP_MAGIC)) == workbook.ZIP_MAGIC:
                with zipfile.ZipFile(stream) as archive:
                    entry = _chat_in(archive, path.name)
                    with archive.open(entry) as inner:
                        yield _source(entry.filename, path, inner, entry.file_size)
            else:
                yield _source(path.name, path, stream, path.stat().st_size)
    except FileNotFoundError as error:
        raise UserError(
            N_("There is no file called {name}. Check its name and folder."), name=path.name
        ) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UserError(
            N_("{name} cannot be unpacked. Unpack it yourself, or export the chat again."),
            name=path.name,
        ) from error
    except OSError as error:
        raise sentence_for(error) or UserError(
            N_("{name} cannot be read. Check the disk and the file."), name=path.name
        ) from error


def shown(name: str) -> str:
    """Return a name as it is shown: without marks of direction, blanks squeezed."""
    return _BLANKS.sub(" ", _MARKS.sub("", name)).strip()[:_LONGEST_NAME].strip()


def without_marks(text: str) -> str:
    return _MARKS.sub("", text)


def _source(name: str, path: Path, stream: IO[bytes], size: int) -> Source:
    stream.seek(0)
    sample = stream.read(SAMPLE)
    if not sample.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UserError(N_("{name} is empty. Choose another file."), name=path.name)
    encoding = encoding_of(sample)
    if not encoding:
        raise UserError(
            N_("{name} is no text. Export the chat as text, JSON or a table."), name=path.name
        )
    # WhatsApp calls the file in its zip _chat.txt; then the zip has the name of the chat.
    inner = PurePosixPath(name).stem
    title = inner if inner.strip("_").casefold() != "chat" else path.stem
    return Source(path.name, title, stream, size, encoding, sample.decode(encoding, "replace"))


def _chat_in(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    entries = [
        entry
        for entry in archive.infolist()
        if PurePosixPath(entry.filename).suffix.casefold() in _READ
        and not entry.filename.startswith("__MACOSX/")
    ]
    if len(entries) != 1:
        raise UserError(
            N_("{name} holds no chat, or several. Unpack it and choose the chat's file."),
            name=name,
        )
    entry = entries[0]
    if entry.file_size > _LARGEST or entry.file_size > _MOST_TIMES * max(entry.compress_size, 1):
        raise UserError(
            N_("{name} unpacks to more than any chat. Check that it is the right file."), name=name
        )
    return entry
