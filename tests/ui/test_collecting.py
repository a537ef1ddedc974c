from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from ui.collecting import Collecting, collect


class Ring:
    def __init__(self) -> None:
        self.itself = self


def make_rings(many: int) -> weakref.ref[Ring]:
    first = weakref.ref(Ring())
    for _ring in range(many):
        Ring()
    return first


def test_rings_made_on_another_thread_are_collected_here(qtbot: QtBot) -> None:
    before = gc.isenabled()
    owner = QObject()
    collecting = Collecting(owner)
    try:
        assert not gc.isenabled()
        gone_on: list[int] = []
        made: list[weakref.ref[Ring]] = []

        def work() -> None:
            ring = Ring()
            weakref.finalize(ring, lambda: gone_on.append(threading.get_ident()))
            del ring
            made.append(make_rings(20_000))

        worker = threading.Thread(target=work)
        worker.start()
        worker.join()
        assert made[0]() is not None
        assert not gone_on
        qtbot.waitUntil(lambda: made[0]() is None and bool(gone_on))
        assert gone_on == [threading.get_ident()]
    finally:
        collecting.deleteLater()
        QCoreApplication.sendPostedEvents(collecting, QEvent.Type.DeferredDelete.value)
        gc.enable() if before else gc.disable()


def test_nothing_is_collected_without_need() -> None:
    gc.collect()
    ring = weakref.ref(Ring())
    collect()
    assert ring() is not None
