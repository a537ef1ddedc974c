"""Reading what can be read of a damaged file, around the pages that cannot.

Rows are asked for in ranges of their local number, upwards until a broken page stops it, then
downwards; what lies between is halved and asked for again, until the halves are small against a
page. So a broken page costs its own rows, and a good one between two broken ones is found.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from models.errors import UserError, WrongPassphrase
from models.storage.checking import is_plain
from models.storage.connecting import WRONG
from models.storage.connection import open_connection
from models.storage.elsewhere import KEY, SALT, derived_key
from models.storage.seal import PAGE

# What SQLCipher makes of a page by default.
_MASK, _SIGNATURE = 0x3A, 64
_LARGEST = 2**63 - 1
_HALVINGS = 13
# How far beyond the last readable row others are looked for, where nothing says how many there are.
_BEYOND = 65_536
_FAILURES = (dbapi2.DatabaseError, UserError)
_PRAGMAS = ("trusted_schema = 0", "cell_size_check = 1", "writable_schema = 1")

Row = tuple[Any, ...]


class Wreck:
    """A private copy of a damaged file. Nothing of it is run; only its tables are read.

    Raises WrongPassphrase. The copy is written to.
    """

    def __init__(self, path: Path, passphrase: str) -> None:
        key = "" if is_plain(path) else _sign_again(path, passphrase)
        self._connection = _open(path, key)
        self._stopped = False
        self.tables = frozenset(
            name
            for kind, name, sql in self.rows("sqlite_schema", ("type", "name", "sql"))
            if kind == "table" and not str(sql).startswith("CREATE VIRTUAL")
        )

    def close(self) -> None:
        self._connection.close()

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns; none where there is no such table."""
        if table not in self.tables:
            return []
        found = self._connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        return [name for (name,) in found]

    def ids(self, table: str) -> set[bytes]:
        """Return the ids of a table's rows by way of its index; none where that is broken."""
        with suppress(*_FAILURES):
            rows = self._connection.execute(f'SELECT id FROM "{table}" ORDER BY id').fetchall()
            return {row for (row,) in rows if isinstance(row, bytes)}
        return set()

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """Yield what can be read of some columns of a table, in no particular order."""
        named = ", ".join(f'"{name}"' for name in columns)
        query = f'SELECT rowid, {named} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN ? AND ?'
        last = 0
        for number, *row in self._stream(f"{query} ORDER BY rowid", 0, _LARGEST):
            last = number
            yield tuple(row)
        if not self._stopped:
            return
        low, high = last + 1, self._highest(table, last)
        smallest = max(0, (high - low) >> _HALVINGS)
        ranges = [(low, high)]
        while ranges:
            low, high = ranges.pop()
            for number, *row in self._stream(f"{query} ORDER BY rowid", low, high):
                low = max(low, number + 1)
                yield tuple(row)
            if not self._stopped:
                continue
            for number, *row in self._stream(f"{query} ORDER BY rowid DESC", low, high):
                high = min(high, number - 1)
                yield tuple(row)
            if high - low > smallest:
                middle = (low + high) // 2
                ranges += [(middle + 1, high), (low, middle)]

    def _stream(self, query: str, low: int, high: int) -> Iterator[Row]:
        """Yield rows until a broken page; `_stopped` tells whether there was one."""
        self._stopped = False
        try:
            yield from self._connection.execute(query, (low, high))
        except _FAILURES:
            self._stopped = True

    def _highest(self, table: str, last: int) -> int:
        for query in (
            f'SELECT max(rowid) FROM "{table}" NOT INDEXED',
            f'SELECT max(number) FROM (SELECT rowid AS number, id FROM "{table}" ORDER BY id)',
        ):
            with suppress(*_FAILURES):
                return int(self._connection.execute(query).fetchone()[0] or 0)
        return _LARGEST if last > 2**40 else last * 4 + _BEYOND


def _open(path: Path, key: str) -> Any:
    connection = open_connection(path, key)
    connection.text_factory = _as_text
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    with suppress(*_FAILURES):
        # Where the schema itself is broken this fails, and what follows knows the rest of it.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return connection


def _sign_again(path: Path, passphrase: str) -> str:
    """Give every page of an encrypted file the signature it would have if it were right, so that
    SQLCipher reads on where a page is broken; return the key to open it with.

    What was changed in a page comes out as noise, in sixteen or thirty-two bytes for each change.
    Raises WrongPassphrase where no page at all has the signature it should.
    """
    content = bytearray(path.read_bytes())
    salt = bytes(content[:SALT])
    key = derived_key(passphrase, salt)
    signing = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _MASK for byte in salt), 2, KEY)
    right = 0
    for number in range(1, len(content) // PAGE + 1):
        end = number * PAGE
        start = end - PAGE + (SALT if number == 1 else 0)
        signed = bytes(content[start : end - _SIGNATURE]) + number.to_bytes(4, "little")
        signature = hmac.digest(signing, signed, "sha512")
        right += content[end - _SIGNATURE : end] == signature
        content[end - _SIGNATURE : end] = signature
    if not right:
        raise WrongPassphrase(WRONG, file=path.name)
    path.write_bytes(content[: len(content) // PAGE * PAGE])
    return f"x'{key.hex()}{salt.hex()}'"


def _as_text(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")
