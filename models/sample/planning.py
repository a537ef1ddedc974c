"""How the sample's events are planned and looked back on: where and with whom, who does what by
when, what it costs, which evenings come again, and what was said afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from models.events.budget_line import save_line
from models.events.evaluation import Said, add_slips
from models.events.event import save_event
from models.events.guest import save_guest
from models.events.places import places_of
from models.events.quiet_week import set_quiet
from models.events.recurring import Frequency, Repetition
from models.events.repeating import plan_series
from models.events.task import save_task, tick_tasks
from models.events.template import make_template
from models.events.venue import save_venue
from models.journal.transactions import action
from models.sample.diary import Diary
from models.sample.gatherings import Gathering
from models.sample.people import Person
from models.sample.story import Story

_DIRECTORIES_WEEK, _QUIET_WEEKS_AHEAD = -50, 6
# The book swaps are what takes most to prepare; the last is still to come.
_PREPARED, _COMING = ("swap_1", "swap_2", "swap_3"), "swap_4"
_CROWDED, _TOO_MANY = "children", 2
_BEFORE = timedelta(days=17)
_EVENING = timedelta(hours=2)
_OPEN_EVENINGS = 3
_SERIES_TIME = "19:30"


def plan(
    story: Story, diary: Diary, members: Sequence[Person], events: dict[str, Gathering]
) -> None:
    """Note it all, each when it would have been."""
    words = story.texts["planning"]
    organizers = [person for person in members if "role" in person.values]
    diary.note(story.moment(_DIRECTORIES_WEEK, "thu"), partial(_fill_directories, story))
    for key in (*_PREPARED, _COMING):
        _prepare(story, diary, organizers, events[key])
    last = events[_PREPARED[-1]]
    if last.begins is not None:
        made = last.begins + timedelta(days=2)
        diary.note(made, lambda: make_template(last.id, words["template"]))
    for key, said in words["looking_back"].items():
        _look_back(story, diary, events[key], said)
    ahead = story.now.date() + timedelta(weeks=_QUIET_WEEKS_AHEAD)
    diary.note(story.days_ago(3, "21:15"), lambda: set_quiet(ahead, words["quiet"]))
    diary.note(story.days_ago(1, "22:20"), partial(_find_a_smaller_room, events[_CROWDED]))
    diary.note(story.days_ago(2, "21:05"), partial(_plan_open_evenings, story))


def _fill_directories(story: Story) -> None:
    words = story.texts["planning"]
    with action("venue.add", len(words["venues"])):
        for key, (address, capacity, contact) in words["venues"].items():
            save_venue(None, {
                "name": story.texts["places"][key], "address": address, "capacity": capacity,
                "contact": contact,
            })  # fmt: skip
    with action("guest.add", len(words["guests"])):
        for name, topics in words["guests"]:
            save_guest(None, {"name": name, "topics": topics})


def _prepare(story: Story, diary: Diary, organizers: Sequence[Person], event: Gathering) -> None:
    """Note the tasks and the budget of an event, and what came of them."""
    if event.begins is None:
        return
    begins, words = event.begins, story.texts["planning"]
    begun = min(begins - _BEFORE, story.days_ago(4, "22:10"))
    tasks: list[bytes] = []
    lines: list[bytes] = []

    def prepare() -> None:
        with action("event.task_add", len(words["tasks"])):
            for place, (days, title) in enumerate(words["tasks"]):
                who = organizers[place % len(organizers)]
                due = (begins + timedelta(days=days)).date()
                tasks.append(
                    save_task(None, event.id, {"title": title, "due": due, "member": who.id})
                )
        for sort, title, planned, _actual in words["lines"]:
            values = {"sort": sort, "title": title, "planned": _money(story, planned)}
            lines.append(save_line(None, event.id, values))

    diary.note(begun, prepare)
    held = begins + timedelta(days=1) < story.now
    for place, (days, _title) in enumerate(words["tasks"]):
        done = datetime.combine((begins + timedelta(days=days)).date(), begins.time())
        if begun < done < story.now:
            diary.note(done, partial(_tick, tasks, place))
    if held:
        diary.note(begins + timedelta(days=1), partial(_settle, story, event, lines))


def _tick(tasks: list[bytes], place: int) -> None:
    tick_tasks([tasks[place]])


def _settle(story: Story, event: Gathering, lines: list[bytes]) -> None:
    """Write down what the lines came to; the sum is what the event's own figures said."""
    with action("event.budget", len(lines)):
        for line, (*_planned, actual) in zip(lines, story.texts["planning"]["lines"], strict=True):
            save_line(line, event.id, {"actual": _money(story, actual)})


def _look_back(story: Story, diary: Diary, event: Gathering, said: dict[str, Any]) -> None:
    """Note what was said of an event on slips, and what its organizers make of it."""
    if event.begins is None:
        return
    slips = [Said(rating, comment) for rating, comment in said["slips"]]
    after = event.begins + timedelta(days=1)
    if after < story.now:
        diary.note(after, lambda: add_slips(event.id, slips))
        values = {"went_well": said["went_well"], "to_change": said["to_change"]}
        diary.note(after + _EVENING / 8, lambda: save_event(event.id, values))


def _find_a_smaller_room(event: Gathering) -> None:
    """Let a few of those who signed up wait for a place."""
    heads = places_of(event.id).taken
    save_event(event.id, {"capacity": max(heads - _TOO_MANY, 1)})


def _plan_open_evenings(story: Story) -> None:
    """Plan the last Friday of the next months."""
    words = story.texts["planning"]["series"]
    first = _last_friday(story.now.date() + timedelta(days=40))
    begins = datetime.combine(first, datetime.strptime(_SERIES_TIME, "%H:%M").time())
    values = {
        "title": words[0], "description": words[1], "begins": begins, "ends": begins + _EVENING,
        "place": story.texts["places"]["bookshop"], "capacity": 24,
    }  # fmt: skip
    friday = Repetition(Frequency.MONTHLY, weekdays=(4,), place=-1, count=_OPEN_EVENINGS)
    plan_series(values, friday)


def _last_friday(day: date) -> date:
    """Return the last Friday of the month of a day."""
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - 4) % 7)


def _money(story: Story, amount: float) -> Decimal:
    return Decimal(round(amount * story.texts["community"]["money"] * 2)) / 2
