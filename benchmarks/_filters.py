"""What the members of benchmarks.filtering have, and what is asked of them."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from models.base import database, link_id, new_id
from models.journal.transactions import action
from models.members.custom_field import define_field
from models.members.filters import ALL, ANY, Condition, Group, Test, Visits
from models.members.member import tag_id
from models.vocabulary import FieldSort

TAGS = ("跑步", "亲子", "摄影", "读书", "烘焙", "徒步", "编程", "瑜伽")


def hang_on(chance: random.Random) -> None:
    """Give members tags, contact notes, points, and what they have in fields of one's own."""
    rows = database.execute_sql("SELECT id FROM member ORDER BY rid").fetchall()
    members = [bytes(member) for (member,) in rows]
    tags = [
        (tag_id(member, tag), member, tag)
        for member in members
        for tag in chance.sample(TAGS, chance.choice((0, 1, 1, 2)))
    ]
    spoken = [
        (new_id(), member, f"2026-{chance.randint(1, 10):02d}-{chance.randint(1, 28):02d}")
        for member in chance.sample(members, 60_000)
    ]
    given = [(new_id(), member, chance.randint(1, 9), "2026-05-01")
             for member in chance.sample(members, 60_000)]  # fmt: skip
    size = define_field(None, "Size", FieldSort.NUMBER)
    team = define_field(None, "Team", FieldSort.TEXT)
    own = [
        (link_id("custom_value", member, field), member, field, value)
        for member in chance.sample(members, 60_000)
        for field, value in (
            (size, f"{chance.randint(30, 50)}"),
            (team, f"T{chance.randint(1, 999)}"),
        )
    ]
    with action("member.import", len(members)):
        execute = database.connection().executemany
        execute("INSERT INTO custom_value (id, member, field, value) VALUES (?, ?, ?, ?)", own)
        execute("INSERT INTO member_tag (id, member, tag) VALUES (?, ?, ?)", tags)
        execute("INSERT INTO contact (id, member, day) VALUES (?, ?, ?)", spoken)
        execute("INSERT INTO points (id, member, amount, day) VALUES (?, ?, ?, ?)", given)


def filters() -> dict[str, Group]:
    (event,) = database.execute_sql("SELECT id FROM event LIMIT 1").fetchone()
    asked: dict[str, Condition | Group] = {
        "status": Condition("status", Test.ANY_OF, ("paused", "left")),
        "region contains": Condition("region", Test.CONTAINS, "海"),
        "note is empty": Condition("note", Test.EMPTY),
        "phone contains": Condition("phone", Test.CONTAINS, "7788"),
        "joined before": Condition("joined", Test.OLDER_DAYS, 400),
        "tags any": Condition("tags", Test.ANY_OF, ("跑步", "亲子")),
        "tags none": Condition("tags", Test.NONE_OF, ("跑步", "亲子")),
        "class": Condition("standing", Test.ANY_OF, ("silent",)),
        "last seen": Condition("last_seen", Test.NOT_FOR_DAYS, 365),
        "last contact": Condition("last_contact", Test.NOT_FOR_DAYS, 60),
        "came to an event": Condition("attendance", Test.CAME, Visits(event=bytes(event))),
        "no record": Condition("attendance", Test.NO_RECORD, Visits(days=365)),
        "points": Condition("points", Test.AT_LEAST, Decimal(5)),
        "name contains": Condition("name", Test.CONTAINS, "伟"),
        "WeChat ID contains": Condition("wechat_id", Test.CONTAINS, "42"),
        "region is": Condition("region", Test.IS, "杭州"),
        "region is not": Condition("region", Test.IS_NOT, "上海"),
        "status none": Condition("status", Test.NONE_OF, ("left", "applicant")),
        "joined after": Condition("joined", Test.AFTER, date(2025, 11, 1)),
        "tags all": Condition("tags", Test.ALL_OF, ("跑步", "亲子")),
        "tags filled": Condition("tags", Test.FILLED),
        "two classes": Condition("standing", Test.ANY_OF, ("core", "active")),
        "seen lately": Condition("last_seen", Test.LAST_DAYS, 90),
        "came at least": Condition("came", Test.AT_LEAST, Decimal(3)),
        "score": Condition("score", Test.AT_LEAST, Decimal(3)),
    }
    groups = {name: Group(ALL, (condition,)) for name, condition in asked.items()}
    either = Group(ANY, (asked["last seen"], asked["points"]))
    return {**groups, "nested": Group(ALL, (asked["tags any"], asked["status"], either))}
