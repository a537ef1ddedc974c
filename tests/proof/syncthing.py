"""Two Syncthing programs with one shared folder, on loopback, that call nobody else.

Discovery, relays, NAT, reports and upgrades are switched off in the configuration before the first
start, and each knows the other by its address.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen
from xml.etree import ElementTree

FOLDER = "guildbook"
KEY = "only-for-this-test"
# What must not happen: every way by which Syncthing would speak to anybody but its peer.
OFF = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "announceLANAddresses": "false",
    "urAccepted": "-1",
    "crashReportingEnabled": "false",
    "autoUpgradeIntervalH": "0",
    "upgradeToPreReleases": "false",
    "startBrowser": "false",
    "stunKeepaliveStartS": "0",
    "reconnectionIntervalS": "2",
    "setLowPriority": "false",
}
_SECONDS = 60


@dataclass(frozen=True)
class Laptop:
    """One Syncthing and its folder."""

    home: Path
    folder: Path
    device: str
    gui: int
    listen: int

    def ask(self, path: str, method: str = "GET") -> Any:
        """Ask its interface. Raises OSError where it does not answer in time."""
        address = f"http://127.0.0.1:{self.gui}/rest/{path}"
        request = Request(address, method=method, headers={"X-API-Key": KEY})
        with urlopen(request, timeout=5) as answer:
            text = answer.read()
        return json.loads(text) if text.strip() else None

    def is_ready(self) -> bool:
        try:
            return bool(self.ask("system/ping"))
        except (URLError, OSError):
            return False

    def is_in_step(self) -> bool:
        """Say whether it has looked at its folder and lacks nothing of the other's."""
        state = self.ask(f"db/status?folder={FOLDER}")
        return state["state"] == "idle" and not state["needTotalItems"]

    def scan(self) -> None:
        self.ask(f"db/scan?folder={FOLDER}", "POST")


def is_installed() -> bool:
    return shutil.which("syncthing") is not None


def wait_for(condition: Callable[[], bool], seconds: float = _SECONDS) -> None:
    """Raises TimeoutError where a condition does not come true."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)


@contextmanager
def two_laptops(place: Path) -> Iterator[tuple[Laptop, Laptop]]:
    """Start two of them, connected; stop them at the end."""
    one, other = (_prepare(place / name) for name in ("one", "other"))
    _introduce(one, other)
    _introduce(other, one)
    running = [_start(each) for each in (one, other)]
    try:
        for each in (one, other):
            wait_for(each.is_ready)
        wait_for(lambda: _is_connected(one) and _is_connected(other))
        yield one, other
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=30)


def _prepare(home: Path) -> Laptop:
    folder = home / "shared"
    folder.mkdir(parents=True)
    command = ["syncthing", "generate", f"--home={home}", "--no-default-folder"]
    subprocess.run([*command, "--skip-port-probing"], check=True, capture_output=True, timeout=60)
    root = ElementTree.parse(home / "config.xml").getroot()
    device = root.find("device")
    assert device is not None
    return Laptop(home, folder, device.attrib["id"], _free_port(), _free_port())


def _introduce(laptop: Laptop, peer: Laptop) -> None:
    """Write the configuration: the peer's address, the shared folder, and all that is off."""
    file = laptop.home / "config.xml"
    tree = ElementTree.parse(file)
    root = tree.getroot()
    for old in root.findall("folder"):
        root.remove(old)
    gui = root.find("gui")
    options = root.find("options")
    assert gui is not None
    assert options is not None
    _set(gui, "address", f"127.0.0.1:{laptop.gui}")
    _set(gui, "apikey", KEY)
    for name in ("globalAnnounceServer", "stunServer", "listenAddress"):
        for old in options.findall(name):
            options.remove(old)
    _set(options, "listenAddress", f"tcp://127.0.0.1:{laptop.listen}")
    for name, value in OFF.items():
        _set(options, name, value)
    device = ElementTree.SubElement(root, "device", id=peer.device, name="peer")
    _set(device, "address", f"tcp://127.0.0.1:{peer.listen}")
    shared = ElementTree.SubElement(
        root,
        "folder",
        id=FOLDER,
        path=str(laptop.folder),
        type="sendreceive",
        rescanIntervalS="2",
        fsWatcherEnabled="true",
        fsWatcherDelayS="1",
    )
    for each in (laptop, peer):
        ElementTree.SubElement(shared, "device", id=each.device)
    _set(shared, "maxConflicts", "-1")
    tree.write(file)


def _set(parent: ElementTree.Element, name: str, value: str) -> None:
    found = parent.find(name)
    if found is None:
        found = ElementTree.SubElement(parent, name)
    found.text = value


def _start(laptop: Laptop) -> subprocess.Popen[bytes]:
    command = ["syncthing", "serve", f"--home={laptop.home}", "--no-browser", "--no-restart"]
    environment = {**os.environ, "STNOUPGRADE": "1", "HOME": str(laptop.home)}
    with (laptop.home / "log.txt").open("wb") as log:
        return subprocess.Popen([*command, "--no-upgrade"], env=environment, stdout=log, stderr=log)


def _is_connected(laptop: Laptop) -> bool:
    connections = laptop.ask("system/connections")["connections"]
    return any(each["connected"] for each in connections.values())


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
