"""Reads a QR code off a printed page, as a phone would: knows nothing of how it was made.

Written after ISO/IEC 18004, for byte mode and error correction of level M without errors. Where
zbarimg is installed, it has to read the same.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Of each version from 1 on, at level M: (how many blocks, how many data bytes in each) in turn.
_BLOCKS = (
    ((1, 16),), ((1, 28),), ((1, 44),), ((2, 32),), ((2, 43),), ((4, 27),), ((4, 31),),
    ((2, 38), (2, 39)), ((3, 36), (2, 37)), ((4, 43), (1, 44)), ((1, 50), (4, 51)),
    ((6, 36), (2, 37)), ((8, 37), (1, 38)), ((4, 40), (5, 41)), ((5, 41), (5, 42)),
    ((7, 45), (3, 46)), ((10, 46), (1, 47)), ((9, 43), (4, 44)), ((3, 44), (11, 45)),
    ((3, 41), (13, 42)), ((17, 42),), ((17, 46),), ((4, 47), (14, 48)), ((6, 45), (14, 46)),
    ((8, 47), (13, 48)), ((19, 46), (4, 47)),
)  # fmt: skip
_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
_RESOLUTION = 200
_BLACK = 10  # the ink of texts is never as dark
_LEVEL_M = 0


def code_on(document: Path, folder: Path) -> str:
    """Return what the code on the first page says."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler is not installed")
    stem = folder / "code"
    subprocess.run(
        ["pdftoppm", "-r", str(_RESOLUTION), "-gray", "-singlefile", str(document), str(stem)],
        check=True,
        timeout=60,
    )
    picture = stem.with_suffix(".pgm")
    text = _decoded(_modules(picture.read_bytes()))
    if shutil.which("zbarimg"):
        seen = subprocess.run(
            ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)],
            capture_output=True,
            check=True,
            timeout=60,
        )
        assert seen.stdout.decode().strip() == text
    return text


def _modules(picture: bytes) -> list[list[bool]]:
    """Return the squares of the code, of which there is one on the page; dark ones are True."""
    kind, size, _depth, pixels = picture.split(b"\n", 3)
    assert kind == b"P5"
    width, height = map(int, size.split())
    rows = [pixels[row * width : (row + 1) * width] for row in range(height)]
    dark = [(y, row) for y, row in enumerate(rows) if min(row) < _BLACK]
    top, bottom = dark[0][0], dark[-1][0]
    columns = [x for x in range(width) if any(row[x] < _BLACK for _y, row in dark)]
    left, right = columns[0], columns[-1]
    finder = next(x for x in range(left, right) if rows[top + 1][x] >= 128) - left
    count = 17 + 4 * round(((right - left + 1) / (finder / 7) - 17) / 4)
    step_x, step_y = (right - left + 1) / count, (bottom - top + 1) / count
    return [
        [rows[int(top + (i + 0.5) * step_y)][int(left + (j + 0.5) * step_x)] < 128
         for j in range(count)]
        for i in range(count)
    ]  # fmt: skip


def _decoded(modules: list[list[bool]]) -> str:
    version = (len(modules) - 17) // 4
    form = [modules[8][j] for j in (0, 1, 2, 3, 4, 5, 7, 8)]
    bits = int("".join("1" if each else "0" for each in form[:5]), 2) ^ 0b10101
    assert bits >> 3 == _LEVEL_M
    mask = _MASKS[bits & 7]
    read = [modules[i][j] != mask(i, j) for i, j in _path(len(modules), version)]
    stream = [_number(read[at : at + 8]) for at in range(0, len(read) - 7, 8)]
    data = "".join(f"{byte:08b}" for byte in _in_order(stream, version))
    assert data[:4] == "0100", "bytes"
    wide = 8 if version < 10 else 16
    length, begin = int(data[4 : 4 + wide], 2), 4 + wide
    said = (int(data[at : at + 8], 2) for at in range(begin, begin + 8 * length, 8))
    return bytes(said).decode("utf-8")


def _in_order(stream: list[int], version: int) -> list[int]:
    """Return the data bytes of the blocks, which stand in the code byte by byte in turn."""
    sizes = [size for count, size in _BLOCKS[version - 1] for _block in range(count)]
    blocks: list[list[int]] = [[] for _size in sizes]
    coming = iter(stream)
    for place in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if place < size:
                block.append(next(coming))
    return [byte for block in blocks for byte in block]


def _path(size: int, version: int) -> Iterator[tuple[int, int]]:
    """Yield where the data stand: up and down in columns of two, from the right."""
    taken = _taken(size, version)
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for i in range(size - 1, -1, -1) if upwards else range(size):
            for j in (right, right - 1):
                if (i, j) not in taken:
                    yield i, j
        upwards = not upwards


def _taken(size: int, version: int) -> set[tuple[int, int]]:
    """Return where the patterns stand that make a code readable."""
    taken = {(i, j) for i in range(9) for j in range(9)}
    taken |= {(i, j) for i in range(9) for j in range(size - 8, size)}
    taken |= {(i, j) for i in range(size - 8, size) for j in range(9)}
    corners = set(taken)
    taken |= {(6, j) for j in range(size)} | {(i, 6) for i in range(size)}
    if version > 1:
        count = version // 7 + 2
        step = (version * 8 + count * 3 + 5) // (count * 4 - 4) * 2
        middles = [6, *(size - 7 - number * step for number in range(count - 1))]
        taken |= {
            (y + i, x + j)
            for y in middles for x in middles if (y, x) not in corners
            for i in range(-2, 3) for j in range(-2, 3)
        }  # fmt: skip
    if version > 6:
        taken |= {(i, j) for i in range(6) for j in range(size - 11, size - 8)}
        taken |= {(i, j) for i in range(size - 11, size - 8) for j in range(6)}
    return taken


def _number(bits: list[bool]) -> int:
    return int("".join("1" if each else "0" for each in bits), 2)
