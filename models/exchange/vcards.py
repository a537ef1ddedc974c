"""Address books: cards become the rows of a table like any other, and members become cards."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from models.errors import UserError
from models.exchange.records import Stored, fetch
from models.exchange.table import MAX_CELL_LENGTH, Row, Table, check_size
from models.exchange.tags import join_tags
from models.exchange.vcard_lines import Property, escape, fold, read_cards
from models.exchange.vcard_membership import COLUMNS as OURS
from models.exchange.vcard_membership import membership_lines, membership_of
from models.members.photo import is_picture, photo_of
from models.pinyin import HAN
from models.progress import Progress, unheard
from models.storage.replacing import replacing
from models.texts import storable
from models.vocabulary import Gender, Kind
from resources.i18n import N_, Catalogue

FORMAT = "vcf"
# What heads the columns: the names the cards have for it, which headings.py knows.
COLUMNS = (
    "FN", "NICKNAME", "X-WECHAT", "GENDER", "BDAY", "ADR", "TEL", "EMAIL", "CATEGORIES", "NOTE",
)  # fmt: skip
_ALL = (*COLUMNS, *OURS)
_WECHAT = ("X-WECHAT", "X-WEIXIN", "X-WECHAT-ID")
_WECHAT_ADDRESS = re.compile(r"(?:x-)?(?:wechat|weixin):(?://)?(.+)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-\d\d)?")
_SEXES = {"m": Gender.MALE, "f": Gender.FEMALE, "o": Gender.OTHER}
_SEX_OF = {sex.value: letter.upper() for letter, sex in _SEXES.items()}
_PREFERRED = ("cell", "mobile", "iphone", "pref", "voice", "home")
_NO_TELEPHONE = frozenset(("fax", "pager", "bbs", "modem"))
# What telephones put everybody into.
_NO_CATEGORIES = frozenset(("my contacts", "mycontacts", "我的联系人", "starred in android"))
# A telephone makes a wrong date of a year alone.
_YEAR = "X-BIRTHYEAR"
_STEP = 500
_FILLER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def read_vcards(text: str, name: str, encoding: str = "") -> Table:
    """Return the cards as a table with a row of headings; a row's number is a line of its card.

    Raises UserError where no card says anything.
    """
    rows: list[Row] = []
    pictures: dict[int, bytes] = {}
    for line, card in read_cards(text):
        if any(cells := _cells(card)):
            rows.append((line, cells))
            check_size(name, len(rows) * len(_ALL))
            picture = next((each.data for each in card if each.name == "PHOTO"), b"")
            if picture and is_picture(picture):
                pictures[line] = picture
    if not rows:
        raise UserError(N_("{name} holds no contacts. Choose another file."), name=name)
    return Table(name, _with_headings(rows), FORMAT, encoding, pictures=pictures)


def _with_headings(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Put the headings above; what only cards of ours say is left out where none does."""
    own = any(any(cells[len(COLUMNS) :]) for _line, cells in rows)
    width = len(_ALL) if own else len(COLUMNS)
    return ((1, _ALL[:width]), *((line, cells[:width]) for line, cells in rows))


def write_vcards(
    path: Path, ids: Sequence[bytes], words: Catalogue, progress: Progress = unheard
) -> None:
    """Write members as cards of version 3.0, which every telephone takes.

    Raises UserError where the file cannot be written.
    """
    with replacing(path) as target, target.open("w", encoding="utf-8", newline="") as stream:
        for number, (member, record) in enumerate(zip(ids, fetch(Kind.MEMBER, ids), strict=True)):
            if number % _STEP == 0:
                progress(number, len(ids))
            stream.write(_card(member, record, words))


def _cells(card: Sequence[Property]) -> tuple[str, ...]:
    first: dict[str, Property] = {}
    for each in card:
        if each.text:
            first.setdefault(each.name, each)
    telephone, other_numbers = _telephones(card)
    email, other_emails = _chosen([each for each in card if each.name == "EMAIL"], "mailto:")
    born = _born(first["BDAY"].text) if "BDAY" in first else ""
    born = born or (_born(first[_YEAR].text) if _YEAR in first else "")
    ours = membership_of(card)
    said = {
        "FN": _name(first),
        "NICKNAME": next(iter(first["NICKNAME"].parts(",")), "") if "NICKNAME" in first else "",
        "X-WECHAT": _wechat(card),
        "GENDER": _gender(first),
        "BDAY": born,
        "ADR": _region(first),
        "TEL": telephone,
        "EMAIL": email,
        "CATEGORIES": join_tags(_categories(card)),
        "NOTE": _note(card, [*other_numbers, *other_emails], "" if born else "BDAY", ours["ROLE"]),
        **ours,
    }
    return tuple(_FILLER.sub("", storable(said[column]))[:MAX_CELL_LENGTH] for column in _ALL)


def _name(first: dict[str, Property]) -> str:
    """A Chinese name is read family name first, however the telephone shows it."""
    parts = [*first["N"].parts(), "", "", ""] if "N" in first else ["", "", ""]
    family, given, middle = parts[:3]
    whole = first["FN"].text if "FN" in first else ""
    if HAN.search(family + given) and family and given:
        return f"{family}{middle}{given}"
    joined = " ".join(filter(None, (given, middle, family)))
    others = (first[name].parts()[0] for name in ("NICKNAME", "ORG") if name in first)
    return " ".join((whole or joined or next(others, "")).split())


def _telephones(card: Sequence[Property]) -> tuple[str, list[str]]:
    numbers = [each for each in card if each.name == "TEL"]
    people = [each for each in numbers if not each.types & _NO_TELEPHONE]
    chosen, others = _chosen(people, "tel:")
    return chosen, others


def _chosen(properties: Sequence[Property], scheme: str) -> tuple[str, list[str]]:
    """Return the value that is preferred, and the others."""
    ranked = sorted(enumerate(properties), key=lambda each: (_rank(each[1]), each[0]))
    values = [value for _place, each in ranked if (value := each.text.removeprefix(scheme).strip())]
    distinct = list(dict.fromkeys(values))
    return (distinct[0], distinct[1:]) if distinct else ("", [])


def _rank(each: Property) -> int:
    if each.parameters.get("PREF") == "1":
        return -1
    return next((place for place, kind in enumerate(_PREFERRED) if kind in each.types), 99)


def _wechat(card: Sequence[Property]) -> str:
    for each in card:
        if each.name in _WECHAT:
            return each.text
        service = each.parameters.get("X-SERVICE-TYPE", "").casefold()
        if each.name in ("IMPP", "X-IM") or each.name.startswith("X-SOCIALPROFILE"):
            if found := _WECHAT_ADDRESS.fullmatch(each.text):
                return found[1]
            if service in ("wechat", "weixin", "微信"):
                return each.text.rpartition(":")[2]
    return ""


def _gender(first: dict[str, Property]) -> str:
    found = first.get("GENDER") or first.get("X-GENDER") or first.get("SEX")
    if found is None:
        return ""
    word = found.parts()[0].casefold()
    return _SEXES.get(word, word)


def _born(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _DAY.fullmatch(plain):
        return "-".join(found.groups())
    found = _MONTH_OR_YEAR.fullmatch(plain)
    return found[1] if found else ""


def _region(first: dict[str, Property]) -> str:
    """Return the town of an address, or the province where it names none."""
    if "ADR" not in first:
        return ""
    parts = [*first["ADR"].parts(), *[""] * 7]
    return parts[3] or parts[4]


def _categories(card: Sequence[Property]) -> list[str]:
    found = [part for each in card if each.name == "CATEGORIES" for part in each.parts(",")]
    return list(dict.fromkeys(tag for tag in found if tag and tag.casefold() not in _NO_CATEGORIES))


def _note(card: Sequence[Property], others: Sequence[str], more: str, role: str) -> str:
    """Return the notes, and below them what there is no field for."""
    lines = [each.text for each in card if each.name == "NOTE" and each.text]
    for each in card:
        if each.name == "ROLE" and each.text == role:
            continue
        if each.name in ("ORG", "TITLE", "ROLE", "URL", "LABEL", more) and each.text:
            lines.append(", ".join(part for part in each.parts() if part))
        elif each.name == "ADR" and (street := each.parts()[2:3]) and street[0]:
            lines.append(", ".join(part for part in each.parts() if part))
    return "\n".join(dict.fromkeys([*lines, *others]))


def _card(member: bytes, record: dict[str, Stored], words: Catalogue) -> str:
    said = {name: _FILLER.sub("", str(value or "")) for name, value in record.items()}
    tags = record.get("tags")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{';'.join(map(escape, _split_name(said['name'])))};;;",
        f"FN:{escape(said['name'])}",
        _line("NICKNAME", said["wechat_name"]),
        _line("X-WECHAT", said["wechat_id"]),
        _line("TEL;TYPE=CELL", said["phone"]),
        _line("EMAIL;TYPE=INTERNET", said["email"]),
        _line("BDAY" if len(said["born"]) > 4 else _YEAR, said["born"]),
        _line("X-GENDER", _SEX_OF.get(said["gender"], "")),
        f"ADR;TYPE=HOME:;;;{escape(said['region'])};;;" if said["region"] else "",
        f"CATEGORIES:{','.join(map(escape, tags))}" if isinstance(tags, tuple) and tags else "",
        *membership_lines(said, words),
        _line("NOTE", said["note"]),
        _picture(member),
        "END:VCARD",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines if line)


def _line(name: str, value: str) -> str:
    return f"{name}:{escape(value)}" if value else ""


def _split_name(name: str) -> tuple[str, str]:
    """Return family name and given name; a Chinese name stays whole, as telephones show it."""
    given, _blank, family = name.rpartition(" ")
    return (family, given) if not HAN.search(name) else (name, "")


def _picture(member: bytes) -> str:
    image = photo_of(member)
    return f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(image).decode()}" if image else ""
