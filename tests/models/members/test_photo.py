"""A picture is made small and plain; what is hostile is refused in a sentence."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from models.book import close_book, open_book
from models.erasing import erase_member
from models.errors import UserError
from models.journal.undo import undo, undo_step
from models.members.member import save_member
from models.members.photo import LARGEST, LONGEST_SIDE, photo_of, save_photo, shrink, shrink_file


def picture(
    size: tuple[int, int], format: str = "JPEG", mode: str = "RGB", **options: object
) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 80).convert(mode).save(stream, format, **options)
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    made = Image.open(io.BytesIO(data))
    made.load()
    return made


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP"])
def test_every_format_becomes_a_small_jpeg(format: str) -> None:
    made = shrink(picture((1200, 900), format))
    assert len(made) <= LARGEST
    assert opened(made).format == "JPEG" and opened(made).size == (LONGEST_SIDE, 240)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK", "1", "I;16"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    stream = io.BytesIO()
    Image.new(mode, (40, 30)).save(stream, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(shrink(stream.getvalue())).mode == "RGB"


def test_what_is_transparent_becomes_white_and_a_small_picture_stays_small() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (20, 10), (255, 0, 0, 0)).save(stream, "PNG")
    made = opened(shrink(stream.getvalue()))
    assert made.size == (20, 10) and made.getpixel((5, 5)) == (255, 255, 255)


def test_it_stands_upright_and_says_nothing_of_place_or_camera() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera Maker"
    exif.get_ifd(0x8825)[1] = "N"
    data = picture((400, 200), exif=exif.tobytes(), comment=b"secret", icc_profile=b"x" * 200)
    assert b"Camera Maker" in data and b"secret" in data
    made = shrink(data)
    assert opened(made).size == (160, LONGEST_SIDE)
    assert not opened(made).getexif() and b"Exif" not in made
    assert set(opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def claiming(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is as large as that."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        )

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("data", [claiming(50_000, 50_000), claiming(10_000, 9_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(data: bytes) -> None:
    with pytest.raises(UserError, match="too large"):
        shrink(data)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"<svg/>",
        lambda data: b"%PDF-1.4",
        lambda data: data[: len(data) // 2],
        lambda data: data[:30],
        lambda data: b"\0\0\0\x18ftypheic" + data,
        lambda data: claiming(100, 100),
    ],
)
def test_what_is_no_picture_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UserError, match="no picture"):
        shrink(spoil(picture((300, 200), "PNG")))


def test_a_file_that_has_gone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture((300, 200), "PNG"))
    assert shrink_file(path)
    path.unlink()
    with pytest.raises(UserError, match="still there"):
        shrink_file(path)


def test_saved_replaced_taken_away_and_undone(book: Path) -> None:
    member = save_member(None, {"name": "张三"})
    first, second = shrink(picture((90, 60))), shrink(picture((60, 90)))
    for image in (first, second, b"", second):
        save_photo(member, image)
        assert photo_of(member) == image
    step = undo_step()
    assert step and step.kind == "member.photo"
    undo(step)
    assert photo_of(member) == b""


def test_nothing_of_it_is_left_in_the_file_of_somebody_erased(book: Path) -> None:
    image = shrink(picture((400, 300)))
    piece = image[len(image) // 2 :][:200]
    member = save_member(None, {"name": "张三"})
    save_photo(member, image)
    save_photo(member, shrink(picture((200, 300))))
    save_photo(member, image)
    close_book()
    assert piece in book.read_bytes()
    open_book(book)
    assert erase_member(member)
    assert photo_of(member) == b""
    close_book()
    assert piece not in book.read_bytes()
    open_book(book)
