"""Members as the list shows them, with what they took part in."""

from __future__ import annotations

from models import indexing, listing
from models.beginning import begin
from models.indexing import Index
from models.listing import Listing
from models.listing_query import ALL, Start, Table
from models.members import participation, standing
from models.members.concerned import watched
from models.members.filter_sql import extra_of
from models.members.filters import NOTHING, Group
from models.members.lines import MemberLine as MemberLine
from models.members.lines import lines_of
from models.members.own_orders import orders_with_own, starts_with_own, sums_with_own
from models.members.participation import FIGURES
from models.members.points import active_of_all, active_of_one
from models.memory import Memory
from models.vocabulary import Gender, MemberStatus, Standing

MEMBER_INDEX = Index(
    "member",
    "SELECT m.rid, m.status, m.name, m.wechat_name, m.group_name,"
    # A comma, or two names would be heard as one.
    " (SELECT group_concat(a.name, ', ') FROM alias a WHERE a.member = m.id AND a.deleted = 0),"
    " m.wechat_id, m.region, m.phone,"
    " m.email, m.role, m.source, m.note, m.left_reason, m.born, m.can_give, m.needs, m.traits,"
    " (SELECT name FROM household h WHERE h.id = m.household AND h.deleted <> 2),"
    # Yes and no say nothing without their field.
    " (SELECT group_concat(v.value, ' ') FROM custom_value v CROSS JOIN custom_field f"
    " ON f.id = v.field WHERE v.member = m.id AND v.deleted = 0 AND f.deleted = 0"
    " AND f.sort <> 'yes_no'),"
    " (SELECT name FROM member i WHERE i.id = m.introduced_by),"
    " (SELECT group_concat(tag, ' ') FROM member_tag g WHERE g.member = m.id AND g.deleted = 0),"
    " (SELECT group_concat(c.note || ' ' || c.needs, ' ') FROM contact c"
    " WHERE c.member = m.id AND c.deleted = 0),"
    " m.joined, m.gender"
    " FROM member m WHERE +m.deleted = 0 AND m.rid IN",
    spoken=4,
    choices=(MemberStatus, Gender),
    days=1,
    dependents=(
        (
            "member_tag",
            "SELECT m.rid FROM member m JOIN member_tag g ON g.member = m.id WHERE g.id",
        ),
        ("member", "SELECT rid FROM member WHERE introduced_by"),
        ("contact", "SELECT m.rid FROM member m JOIN contact c ON c.member = m.id WHERE c.id"),
        ("alias", "SELECT m.rid FROM member m JOIN alias a ON a.member = m.id WHERE a.id"),
        ("household", "SELECT rid FROM member WHERE household"),
        (
            "custom_value",
            "SELECT m.rid FROM member m JOIN custom_value v ON v.member = m.id WHERE v.id",
        ),
        (
            "custom_field",
            "SELECT m.rid FROM member m JOIN custom_value v ON v.member = m.id WHERE v.field",
        ),
    ),
    sort_column="pinyin",
    version=2,
)

_KEPT = "LEFT JOIN _participation p ON p.member = t.rid"
_TOOK_PART = '_participation p CROSS JOIN "member" t ON t.rid = p.member'
_NEVER_CAME = "coalesce((SELECT p.came FROM _participation p WHERE p.member = t.rid), 0) = 0"


def _walked(index: str) -> str:
    return f'"member" t INDEXED BY {index}'


def _starts(
    order: str, rows: str, columns: tuple[str, ...], known: str, behind: str = ""
) -> dict[tuple[str, bool], Start]:
    """Return an order that has its beginning in one index, whichever way it goes."""
    start = Start(rows, columns, known, behind)
    return {(order, False): start, (order, True): start}


def _texts(*names: str) -> dict[tuple[str, bool], Start]:
    """Return the orders by columns that are texts, each with an index of its own."""
    starts = [
        _starts(
            name,
            _walked(f"member_deleted_{name}"),
            (f"t.{name}", "t.rid"),
            f"t.{name} > ''",
            f"t.{name} = ''",
        )
        for name in names
    ]
    return {order: start for each in starts for order, start in each.items()}


def _of_one(figure: str) -> str:
    return f"(SELECT {figure} FROM (SELECT {FIGURES} AND a.member = t.id))"


def find_members(
    text: str = "",
    pill: str = ALL,
    order: str = "name",
    descending: bool = False,
    asked: Group = NOTHING,
    whole: bool = False,
) -> Listing[MemberLine]:
    """List the members under a pill who are found by a text and meet a filter.

    A list that is found `whole` asks for nothing later but the lines it shows. Raises UserError
    where the filter asks for what is not there any more.
    """
    prepare()
    return listing.find(MEMBER_TABLE, text, pill, order, descending, extra_of(asked), whole)


def prepare() -> None:
    """Bring up to date what every line says, and what lists that are remembered are told from:
    whoever shows a list after a save waits for that, and not the next key."""
    standing.refresh()
    if MEMBER_TABLE.memory.recall() is not None:
        indexing.refresh(MEMBER_INDEX)
        participation.refresh()


def begin_members(
    text: str = "",
    pill: str = ALL,
    order: str = "name",
    descending: bool = False,
    asked: Group = NOTHING,
    wanted: int = 50,
) -> list[MemberLine] | None:
    """Return the first lines of what find_members would list, None where that takes longer than a
    frame. Raises UserError as it does."""
    standing.refresh()
    return begin(MEMBER_TABLE, text, pill, order, descending, extra_of(asked), wanted)


def pill_counts(text: str = "", asked: Group = NOTHING) -> dict[str, int]:
    return listing.count_pills(MEMBER_TABLE, text, extra_of(asked))


def class_pill(standing: Standing) -> str:
    """Return the name of the pill that shows one class."""
    return f"class.{standing}"


def class_counts(text: str = "", asked: Group = NOTHING) -> dict[str, int]:
    """Count what the pills of the classes would show, right after a change too."""
    prepare()
    return listing.count_kept(MEMBER_TABLE, text, extra_of(asked))


def count_members(asked: Group) -> int:
    """Count the members who meet a filter. Raises UserError as find_members does."""
    return listing.count(MEMBER_TABLE, extra=extra_of(asked))


def _refresh() -> bool:
    # Both, whatever the first one says.
    return all([participation.refresh(), standing.refresh()])


MEMBER_TABLE = Table(
    MEMBER_INDEX,
    pills={
        "all": "1",
        "active": "t.status = 'active'",
        "applicant": "t.status = 'applicant'",
        "paused": "t.status = 'paused'",
        "left": "t.status = 'left'",
        "waiting": "t.status = 'waiting'",
        "refused": "t.status = 'refused'",
        "visitor": "t.status = 'visitor'",
        **{class_pill(each): f"{standing.STANDING} = '{each}'" for each in Standing},
    },
    orders=orders_with_own(
        {
            "name": "t.pinyin",
            "group_name": "t.group_name",
            "status": "t.status",
            "region": "t.region",
            "phone": "t.phone",
            "role": "t.role",
            "joined": "t.joined",
            "standing": standing.PLACE,
            "came": _of_one("came"),
            "rate": _of_one("rate"),
            "last_seen": _of_one("last_seen"),
            "points": active_of_one,
        }
    ),
    sums=sums_with_own(
        {
            "came": (_KEPT, "coalesce(p.came, 0)"),
            "rate": (_KEPT, "p.rate"),
            "last_seen": (_KEPT, "p.last_seen"),
            "points": active_of_all,
        }
    ),
    refresh=_refresh,
    memory=Memory(watched(MEMBER_INDEX)),
    make=lines_of,
    starts=starts_with_own(
        {
            **_starts("name", _walked("member_deleted_pinyin"), ("t.pinyin", "t.rid"), "1"),
            **_starts(
                "joined", _walked("member_deleted_joined"), ("t.joined", "t.rid"), "t.joined > ''"
            ),
            **_starts(
                "status",
                _walked("member_deleted_status_pinyin"),
                ("t.status", "t.pinyin", "t.rid"),
                "t.status > ''",
            ),
            **_texts("group_name", "region", "phone", "role"),
            **_starts("rate", _TOOK_PART, ("p.rate", "p.member"), "p.rate IS NOT NULL"),
            **_starts("last_seen", _TOOK_PART, ("p.last_seen", "p.member"), "p.last_seen > ''"),
            ("came", True): Start(_TOOK_PART, ("p.came", "p.member"), "p.came > 0"),
            ("came", False): Start('"member" t NOT INDEXED', ("t.rid",), _NEVER_CAME),
        }
    ),
    ties={"status": ("t.pinyin",)},
    source="_standing",
    kept={class_pill(each): f"s.standing = '{each}'" for each in Standing},
    walks={"standing": "s.place"},
    walked=("all", "active"),
    states={str(each): (str(each),) for each in MemberStatus},
)
COLUMNS = tuple(MEMBER_TABLE.orders)
