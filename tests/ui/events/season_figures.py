"""Every figure of an event a second time: plain Python over raw rows, no sum of the program's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from models.base import database

Row = dict[str, Any]


def rows_of(table: str) -> list[Row]:
    """Return the rows of a table that are not in the trash."""
    cursor = database.execute_sql(f'SELECT * FROM "{table}" WHERE deleted = 0')
    names = [each[0] for each in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@dataclass
class Queue:
    seated: list[bytes]
    waiting: list[bytes]
    taken: int


class Figures:
    """The rows of a moment."""

    def __init__(self, event: bytes, now: datetime) -> None:
        self.event, self.now = event, now
        self.events = {bytes(row["id"]): row for row in rows_of("event")}
        self.members = {bytes(row["id"]): row for row in rows_of("member")}
        self.rows = [row for row in rows_of("attendance") if row["member"] in self.members]
        self.list = [row for row in self.rows if row["event"] == event]
        self.own = self.events[event]

    # Who has a place

    def queue(self) -> Queue:
        found = Queue([], [], 0)
        yes = [row for row in self.list if row["rsvp"] == "yes"]
        room = self.own["capacity"] if self.own["capacity"] is not None else 10**9
        for row in sorted(yes, key=lambda row: (row["signed"] or "", row["id"])):
            heads = 1 + row["guests"]
            if found.waiting or heads > room:
                found.waiting.append(row["member"])
            else:
                found.seated.append(row["member"])
                found.taken += heads
                room -= heads
        return found

    def places_said(self) -> str:
        queue, capacity = self.queue(), self.own["capacity"]
        if capacity is None:
            return ""
        if queue.waiting:
            heads = heads_of([row for row in self.list if row["member"] in set(queue.waiting)])
            verb = "person waits" if heads == 1 else "people wait"
            wait = f"{heads} {verb} for a place."
            return f"{queue.taken} of {capacity} places are taken. {wait}"
        free = capacity - queue.taken
        return (
            f"{capacity} places: {free} are free." if free else f"{capacity} places: all are taken."
        )

    def counts_said(self) -> list[str]:
        came = [row for row in self.list if row["came"] == "yes"]
        yes = [row for row in self.list if row["rsvp"] == "yes"]
        absent = sum(row["came"] == "no" for row in self.list)
        return [
            f"{len(self.list)} people",
            with_guests(f"{len(yes)} said yes", yes),
            with_guests(f"{len(came)} came", came),
            f"{absent} did not come",
            f"{len(self.list) - len(came) - absent} no record",
        ]

    def came_said(self) -> str:
        """Say who came of whom, as the line above the list does."""
        waiting = set(self.queue().waiting)
        groups: dict[str, list[bool]] = {}
        for row in self.list:
            if row["rsvp"] == "yes":
                name = "Said yes, without a place" if row["member"] in waiting else "Said yes"
            elif row["rsvp"] in ("maybe", "no"):
                name = f"Said {row['rsvp']}"
            else:
                name = "Walked in" if row["source"] == "door" else "Gave no answer"
            groups.setdefault(name, []).append(row["came"] == "yes")
        order = ("Said yes", "Said yes, without a place", "Said maybe", "Said no",
                 "Gave no answer", "Walked in")  # fmt: skip
        return " · ".join(
            f"{name}: {sum(groups[name])} of {len(groups[name])} came"
            for name in order
            if name in groups
        )

    def door_said(self) -> str:
        """Say what stands large at the door."""
        came = [row for row in self.list if row["came"] == "yes"]
        to_come = [row for row in self.list
                   if row["rsvp"] == "yes" and row["came"] == "no_record"]  # fmt: skip
        walked = sum(row["rsvp"] not in ("yes", "maybe") for row in came)
        said = [
            f"{heads_of(came)} in",
            f"{heads_of(to_come)} still expected",
            f"{walked} walk-in" if walked == 1 else f"{walked} walk-ins",
        ]
        if self.own["capacity"] is not None:
            said.append(f"{self.own['capacity'] - heads_of(came)} places left")
        return " · ".join(said)

    # What it was worth

    def marks(self) -> list[int]:
        slips = [row for row in rows_of("evaluation") if row["event"] == self.event]
        return [row["rating"] for row in (*self.list, *slips) if row["rating"] is not None]

    def opinions_said(self) -> str:
        came = sum(row["came"] == "yes" for row in self.list)
        slips = sum(row["event"] == self.event for row in rows_of("evaluation"))
        marks = self.marks()
        rated = f"Rated {sum(marks) / len(marks):.1f} of 5, from {len(marks)} answers."
        return f"{came} people. {slips} slips without a name. {rated}"

    def cost(self, sort: str = "") -> Decimal | None:
        """Add up what was spent, or what came in, in the lines of the event."""
        amounts = [
            row["actual"] for row in rows_of("budget_line")
            if row["event"] == self.event and (row["sort"] == "income") is (sort == "income")
            and row["actual"] is not None
        ]  # fmt: skip
        return Decimal(sum(amounts)) / 100 if amounts else None

    def heads(self) -> int:
        return heads_of(row for row in self.list if row["came"] == "yes")

    def first_timers(self) -> set[bytes]:
        came = {row["member"] for row in self.list if row["came"] == "yes"}
        earlier = {
            row["member"] for row in self.rows
            if row["came"] == "yes" and row["event"] in self.events
            and self.events[row["event"]]["begins"] < self.own["begins"]
        }  # fmt: skip
        return came - earlier

    def only_here(self) -> set[bytes]:
        """Return whom nothing else reached for 90 days before and after."""
        day = moment(self.own["begins"]).date()
        touched = {
            row["member"]: None for row in self.rows
            if row["came"] == "yes" and row["event"] != self.event
            and moment(self.events[row["event"]]["begins"]) <= self.now
            and abs(moment(self.events[row["event"]]["begins"]).date() - day) <= timedelta(days=90)
        }  # fmt: skip
        touched |= {row["member"]: None for row in rows_of("interaction") if row["event"] is None}
        came = {row["member"] for row in self.list if row["came"] == "yes"}
        return came - touched.keys()

    def worth_said(self) -> dict[str, str]:
        """Say what the table of an event that is over says, a line for each figure."""
        yes = [row for row in self.list if row["rsvp"] == "yes"]
        known = [row for row in yes if row["came"] != "no_record"]
        kept = sum(row["came"] == "yes" for row in known)
        came = sum(row["came"] == "yes" for row in self.list)
        marks, cost, heads = self.marks(), self.cost(), self.heads()
        guests = heads - came
        return {
            "Came of those who said yes": f"{kept / len(known):.0%} ({kept} of {len(known)})",
            "Came in all": f"{came} and {guests} they brought" if guests else str(came),
            "For the first time": str(len(self.first_timers())),
            "Came back within 60 days": "too early to say",
            "Rating": f"{sum(marks) / len(marks):.1f} ({len(marks)} answers)",
            "Cost per head": f"¥{(cost or 0) / heads:.2f}",
            "Reached by nothing else": str(len(self.only_here())),
        }

    def usual(self) -> tuple[int, float]:
        """Return from how many others of the format it is known who came, and how many on average
        did."""
        came: dict[bytes, int] = {}
        for row in self.rows:
            other = self.events.get(row["event"])
            if other and other["id"] != self.event and row["came"] in ("yes", "no"):
                if other["format"] == self.own["format"] and other["begins"] < self.own["begins"]:
                    came[row["event"]] = came.get(row["event"], 0) + (row["came"] == "yes")
        return len(came), sum(came.values()) / len(came)

    def format_said(self) -> list[str]:
        """Say the line of the event's format, all its events so far taken together; nothing but
        events of it reached anybody."""
        begun = {
            row["id"]: moment(row["begins"]) for row in self.events.values()
            if row["format"] == self.own["format"] and moment(row["begins"]) <= self.now
        }  # fmt: skip
        rows = [row for row in self.rows if row["event"] in begun]
        came = [row for row in rows if row["came"] == "yes"]
        recorded = {row["event"] for row in rows if row["came"] != "no_record"}
        known = [row for row in rows if row["rsvp"] == "yes" and row["came"] != "no_record"]
        kept = sum(row["came"] == "yes" for row in known)
        visits: dict[bytes, list[datetime]] = {}
        for row in came:
            visits.setdefault(row["member"], []).append(begun[row["event"]])
        sixty = timedelta(days=60)
        settled = [sorted(days) for days in visits.values() if min(days) + sixty <= self.now]
        back = sum(any(days[0] < day <= days[0] + sixty for day in days) for days in settled)
        marks = self.marks()
        return [
            "Gathering", str(len(begun)), f"{len(came) / len(recorded):.1f}",
            f"{kept / len(known):.0%} ({kept} of {len(known)})", str(len(visits)),
            f"{back / len(settled):.0%} ({back} of {len(settled)})",
            f"{sum(marks) / len(marks):.1f} ({len(marks)})",
            f"¥{(self.cost() or 0) / self.heads():.2f}", str(len(visits)),
        ]  # fmt: skip

    # What the month says

    def held_this_month(self) -> list[Row]:
        month = self.own["begins"][:7]
        return [
            row for row in self.events.values()
            if (row["begins"] or "").startswith(month) and moment(row["begins"]) <= self.now
        ]  # fmt: skip

    def month_said(self) -> list[str]:
        """Say the words of the event's line in the monthly summary, behind its format."""
        recorded = [row for row in self.list if row["came"] in ("yes", "no")]
        came = sum(row["came"] == "yes" for row in recorded)
        marks = self.marks()
        return [
            str(sum(row["rsvp"] == "yes" for row in self.list)),
            str(came),
            f"{came / len(recorded):.0%}",
            str(len(self.first_timers())),
            f"{sum(marks) / len(marks):.1f}",
            f"({len(marks)})",
            f"CN¥{(self.cost() or 0) / self.heads():.2f}",
        ]

    def overview_said(self) -> list[str]:
        """Say what stands large on the overview, of what a season changes."""
        month = self.own["begins"][:7]
        attended = sum(
            row["came"] == "yes" and self.events[row["event"]]["begins"].startswith(month)
            for row in self.rows
        )
        feedback = rows_of("feedback")
        interactions = attended + sum(row["date"].startswith(month) for row in feedback)
        members = sum(row["status"] not in ("visitor", "applicant") for row in
                      self.members.values())  # fmt: skip
        return [f"Members: {members} people", f"Interactions: {interactions} this month",
                f"Open feedback: {len(feedback)} item"]  # fmt: skip


def with_guests(told: str, rows: list[Row]) -> str:
    heads = heads_of(rows)
    return told if heads == len(rows) else f"{told}, {heads} with guests"


def heads_of(rows: Iterable[Row]) -> int:
    return sum(1 + row["guests"] for row in rows)


def moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored)
