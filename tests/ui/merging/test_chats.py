"""After a merge, a chat that another laptop counted under another name counts once."""

from __future__ import annotations

import pytest

from models.members.chats import chats_known
from tests.models.members.test_one_chat import MIT, WITH, count, counted, stream, two
from tests.models.merging.conftest import Laptops, laptops
from ui.commands import run
from ui.merging.jobs import look_at, take_in

__all__ = ["laptops", "two"]
SAID = stream(7)


@pytest.fixture
def apart(two: Laptops) -> Laptops:
    for laptop, called in (("lin", WITH), ("mei", MIT)):
        with two.at(laptop):
            count(two.folder, SAID, called)
    return two


def test_in_the_window(apart: Laptops) -> None:
    with apart.at("lin"):
        take_in(look_at(apart.path("mei"), None, lambda _done, _total: None))
        assert len(chats_known()) == 1 and counted() == len(SAID)


def test_on_the_command_line(apart: Laptops) -> None:
    assert run(["merge", str(apart.path("lin")), str(apart.path("mei"))]) == 0
    with apart.at("lin"):
        assert len(chats_known()) == 1 and counted() == len(SAID)
