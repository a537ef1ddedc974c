"""All benchmarks, one after the other: `make bench`, or only those named in ARGS.

Each is a process of its own and prints its figures beside a yardstick measured in the same run.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parent


def names() -> list[str]:
    return sorted(file.stem for file in HOME.glob("*.py") if not file.stem.startswith("_"))


def main(wanted: list[str]) -> int:
    """Return 0, 1 when one broke or missed its target, 2 when there is none of that name."""
    unknown = set(wanted) - set(names())
    if unknown:
        print(f"no benchmark called {', '.join(sorted(unknown))}; there are {', '.join(names())}")
        return 2
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.platform()}")
    broken = 0
    for name in wanted or names():
        print(f"\n{name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HOME.parent)
        broken = broken or int(done.returncode != 0)
    return broken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
