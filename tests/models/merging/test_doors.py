"""Two laptops at the doors of one event: who came is right on both, whoever wrote it down."""

from __future__ import annotations

from models.events.attendance import attendance_of, remove_attendance, save_attendance
from tests.models.merging.conftest import Laptops, take_back


def test_two_doors_make_one_right_list(laptops: Laptops) -> None:
    """One asks who comes, the other checks in; neither overrules with what was never said."""
    with laptops.at("mei"):
        save_attendance(laptops.run, laptops.zhang, came="yes", rating=5)
        save_attendance(laptops.run, laptops.li, came="yes")
    with laptops.at("lin"):
        save_attendance(laptops.run, laptops.zhang, rsvp="yes", comment="brings water")
        save_attendance(laptops.run, laptops.li, rsvp="no")
        merged = laptops.merge("mei")
        assert merged.conflicts == ()
        lines = {line.member: line for line in attendance_of(laptops.run)}
    with laptops.at("mei"):
        laptops.merge("lin")
        assert {line.member: line for line in attendance_of(laptops.run)} == lines
    zhang, li = lines[laptops.zhang], lines[laptops.li]
    assert (zhang.rsvp, zhang.came, zhang.rating, zhang.comment) == (
        "yes",
        "yes",
        5,
        "brings water",
    )
    assert (li.rsvp, li.came) == ("no", "yes")


def test_both_doors_check_in_the_same_person(laptops: Laptops) -> None:
    for name in ("lin", "mei"):
        with laptops.at(name):
            save_attendance(laptops.run, laptops.zhang, came="yes")
    with laptops.at("lin"):
        save_attendance(laptops.run, laptops.zhang, rating=4)
        assert laptops.merge("mei").conflicts == ()
        (line,) = attendance_of(laptops.run)
        assert (line.came, line.rating) == ("yes", 4)


def test_taking_back_the_other_door_leaves_this_ones_list(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_attendance(laptops.run, laptops.zhang, came="yes")
    with laptops.at("lin"):
        save_attendance(laptops.run, laptops.zhang, rsvp="yes")
        laptops.merge("mei")
        take_back("merge")
        (line,) = attendance_of(laptops.run)
        assert (line.rsvp, line.came) == ("yes", "no_record")


def test_who_is_entered_anew_overrules_who_took_them_off(laptops: Laptops) -> None:
    with laptops.at("lin"):
        remove_attendance([save_attendance(laptops.run, laptops.zhang, rsvp="yes")])
    with laptops.at("mei"):
        save_attendance(laptops.run, laptops.zhang, came="yes")
    with laptops.at("lin"):
        laptops.merge("mei")
        (line,) = attendance_of(laptops.run)
        assert line.came == "yes"
