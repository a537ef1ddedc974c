"""A small picture of somebody: made from what the organizer chose, with nothing else in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from peewee import ForeignKeyField

from models.base import ImageField, Record, database, link_id
from models.errors import UserError
from models.journal.transactions import action
from models.members.tables import Member
from models.progress import Progress, unheard
from models.vocabulary import Kind
from resources.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 320
LARGEST = 24_000  # bytes of a picture as it is kept
ENDINGS = ("jpg", "jpeg", "png", "webp", "avif", "gif", "bmp")

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP")
_MOST_BYTES = 60_000_000
_A_LOOK = 64  # pixels that are enough to tell whether a picture can be read
# What claims more would fill the memory. A JPEG is read at a fraction of its size.
_MOST_PIXELS = 40_000_000
_MOST_PIXELS_OF_JPEG = 110_000_000
_QUALITIES = (88, 80, 70, 60, 50, 40, 30, 20)
_NO_PICTURE = N_(
    "This is no picture that Guildbook can read. Choose one in JPEG, PNG or WebP; a telephone"
    " that makes HEIC can share it as JPEG."
)
_TOO_LARGE = N_("This picture is too large. Choose one with fewer pixels.")


class Photo(Record):
    """One for each member at most."""

    subject = Kind.MEMBER
    keys = ("member",)
    shared_id = True
    owner = "member"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="photos")
    image = ImageField()


def photo_of(member_id: bytes) -> bytes:
    """Return a member's picture as JPEG; b"" where there is none."""
    row = database.execute_sql(
        "SELECT image FROM photo WHERE member = ? AND deleted = 0", (member_id,)
    ).fetchone()
    return bytes(row[0]) if row and isinstance(row[0], bytes) else b""


def save_photo(member_id: bytes, image: bytes) -> None:
    """Give a member a picture that `shrink` made; b"" takes it away."""
    photo_id = link_id("photo", member_id)
    known = Photo.get_or_none(Photo.id == photo_id)
    with action("member.photo"):
        if known is None and image:
            Photo.create(id=photo_id, member=member_id, image=image)
        elif known is not None and image and (known.image, known.deleted) != (image, 0):
            Photo.update(image=image, deleted=0).where(Photo.id == photo_id).execute()
        elif known is not None and not image and not known.deleted:
            Photo.update(deleted=1).where(Photo.id == photo_id).execute()


def shrink_file(path: Path, progress: Progress = unheard) -> bytes:
    """Read a picture from a file and make it small. Raises UserError as `shrink` does."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(_TOO_LARGE)
        data = path.read_bytes()
    except OSError as error:
        raise UserError(N_("This picture cannot be read. Is the file still there?")) from error
    return shrink(data, progress)


def is_picture(data: bytes) -> bool:
    """Say whether `shrink` can read it: quicker, as a coarse look is enough."""
    try:
        with _opened(data, _A_LOOK) as opened:
            opened.load()
    except UserError:
        return False
    return True


def shrink(data: bytes, progress: Progress = unheard) -> bytes:
    """Return the picture as a small JPEG, upright, without anything the camera wrote beside it.

    Raises UserError where it is no picture, or one that would fill the memory.
    """
    from PIL import ImageOps  # only a new picture needs it

    progress(0, 2)
    with _opened(data, 2 * LONGEST_SIDE) as opened:
        upright = ImageOps.exif_transpose(opened)
        progress(1, 2)
        return _packed(_flat(upright))


@contextmanager
def _opened(data: bytes, side: int) -> Iterator[Image]:
    """Open a picture; a JPEG no finer than `side` needs. Raises UserError as `shrink` does."""
    import struct
    import warnings

    from PIL import Image

    if len(data) > _MOST_BYTES:
        raise UserError(_TOO_LARGE)
    try:
        with warnings.catch_warnings():
            # Its own bound is lower than what telephones make; ours is asked below.
            warnings.simplefilter("ignore")
            Image.init()
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                is_jpeg = opened.format in ("JPEG", "MPO")
                most = _MOST_PIXELS_OF_JPEG if is_jpeg else _MOST_PIXELS
                if opened.width * opened.height > most:
                    raise UserError(_TOO_LARGE)
                opened.draft("RGB", (side, side))
                yield opened
    except Image.DecompressionBombError as error:
        raise UserError(_TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise UserError(_NO_PICTURE) from error


def _flat(picture: Image) -> Image:
    """Put a picture on white, without transparency, in plain colours."""
    from PIL import Image as images

    if picture.mode in ("1", "L", "RGB", "CMYK", "YCbCr"):
        flat = picture.convert("RGB")
        flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return flat
    small = picture.convert("RGBA")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    ground = images.new("RGBA", small.size, "white")
    ground.alpha_composite(small)
    return ground.convert("RGB")


def _packed(picture: Image) -> bytes:
    """Write a JPEG that is small enough: first coarser, then with fewer pixels."""
    from PIL import Image as images

    # The pixels alone: what stood beside them, Pillow would write again.
    picture = images.frombytes("RGB", picture.size, picture.tobytes())
    while True:
        for quality in _QUALITIES:
            stream = io.BytesIO()
            picture.save(stream, "JPEG", quality=quality, optimize=True)
            if stream.tell() <= LARGEST:
                return stream.getvalue()
        picture = picture.resize((max(picture.width // 2, 1), max(picture.height // 2, 1)))
