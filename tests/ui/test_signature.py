from __future__ import annotations

import pytest

from ui.signature import signed, unsigned


@pytest.mark.parametrize(
    ("organizer", "laptop", "written"),
    [("Lin", "ThinkPad", "Lin (ThinkPad)"), ("Lin", "", "Lin"), ("", "ThinkPad", "ThinkPad"),
     ("", "", "")],
)  # fmt: skip
def test_a_signature_has_what_is_known(organizer: str, laptop: str, written: str) -> None:
    assert signed(organizer, laptop) == written


def test_only_this_laptop_s_name_is_left_out() -> None:
    assert unsigned("Lin (ThinkPad)", "ThinkPad") == "Lin"
    assert unsigned("Lin (treasurer)", "ThinkPad") == "Lin (treasurer)"
    assert unsigned("Lin (treasurer)", "") == "Lin (treasurer)"
