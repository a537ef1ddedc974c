"""A lively, made-up community to look around in: some 120 people and 14 months up to today.

Its texts are data under resources/sample; its months are written through the ordinary save
functions with the clock set back, so that its history reads like a real one.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from models import clock
from models.base import database
from models.book import close_book, create_book, save_about
from models.journal.transactions import Author
from models.progress import Progress, unheard
from models.sample import (
    acquaintance,
    breaches,
    chatter,
    company,
    gatherings,
    intake,
    people,
    planning,
    rulebook,
    voices,
)
from models.sample.diary import Diary, set_back
from models.sample.story import Story, read_story

_SEED = 2026


def create_sample(
    path: Path,
    language: str,
    progress: Progress = unheard,
    passphrase: str = "",
    name: str = "",
) -> None:
    """Make the sample community in "zh_CN" or "en" as a new file, and leave it closed.

    `name` is another name for the community.
    Raises UserError where the file cannot be made and Cancelled; nothing half-made stays.
    """
    story = read_story(language, clock.now())
    diary = _plan(story)
    authors = [
        Author(f"sample-{place}", name) for place, name in enumerate(story.texts["authors"], 1)
    ]
    with set_back(story.founded):
        create_book(path, name or story.texts["community"]["name"], passphrase, authors[0])
        try:
            # One transaction of the database for all the actions: one wait for the disk.
            with database.atomic():
                diary.write(authors, progress)
        except BaseException:
            close_book()
            path.unlink(missing_ok=True)
            raise
        close_book()


def _plan(story: Story) -> Diary:
    chance = Random(_SEED)
    diary = Diary(story.now)
    about = {name: story.texts["community"][name] for name in ("purpose", "currency")}
    diary.note(story.founded, lambda: save_about({**about, "founded": story.founded.date()}))
    members = people.plan(story, diary, chance)
    rules = rulebook.plan(story, diary)
    events = gatherings.plan(story, diary, chance, members)
    voices.plan(story, diary, chance, members, events, rules)
    # Each of these throws dice of its own, so that one more of them changes nobody's story.
    acquaintance.plan(story, diary, members)
    intake.plan(story, diary, members)
    company.plan(story, diary, members, events)
    chatter.plan(story, diary, members)
    planning.plan(story, diary, members, events)
    breaches.plan(story, diary, members, rules)
    return diary
