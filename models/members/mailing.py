"""The addresses of many members, as mail programs take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from models import clock
from models.base import database
from models.progress import Progress, unheard

# What every mail program takes: Windows hands on no more than some 2,000 letters.
LONGEST_LINK = 1_800
_STEP = 500


@dataclass(frozen=True)
class Recipients:
    """`addresses` hold each once, in the order of the list. `without` are the names of those who
    have none; `resting` of those who are left alone for now, whose address is not among them."""

    addresses: tuple[str, ...]
    without: tuple[str, ...]
    resting: tuple[str, ...]


def recipients(member_ids: Sequence[bytes], progress: Progress = unheard) -> Recipients:
    """Gather whom a mail to these members reaches. Raises Cancelled."""
    addresses: dict[str, str] = {}
    without, resting = [], []
    today = clock.today().isoformat()
    for start in range(0, len(member_ids), _STEP):
        progress(start, len(member_ids))
        some = member_ids[start : start + _STEP]
        rows = database.execute_sql(
            "SELECT id, name, email, coalesce(rest_until, '') >= ? FROM member WHERE deleted = 0"
            f" AND id IN ({', '.join('?' * len(some))})",
            (today, *some),
        )
        found = {bytes(member): told for member, *told in rows}
        for name, email, rests in (found[each] for each in some if each in found):
            if rests:
                resting.append(name)
            elif email:
                addresses.setdefault(email.casefold(), email)
            else:
                without.append(name)
    return Recipients(tuple(addresses.values()), tuple(without), tuple(resting))


def mail_links(addresses: Sequence[str], subject: str = "") -> list[str]:
    """Return mailto: links that reach everybody in blind copy, each short enough for any mail
    program. An address can hold anything: what would end the link is escaped."""
    ending = f"&subject={quote(subject)}" if subject else ""
    links: list[str] = []
    part: list[str] = []
    for address in addresses:
        escaped = quote(address, safe="@")
        if part and len(_link([*part, escaped], ending)) > LONGEST_LINK:
            links.append(_link(part, ending))
            part = []
        part.append(escaped)
    return [*links, _link(part, ending)] if part else links


def _link(addresses: Sequence[str], ending: str) -> str:
    return f"mailto:?bcc={','.join(addresses)}{ending}"
