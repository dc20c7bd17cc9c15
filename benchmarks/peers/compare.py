#!/usr/bin/env python3
"""Compares the working tree's library with that of a commit: has anything become slower?

    python3 benchmarks/peers/compare.py                            with the commit of targets.json: what it asks, and
                                                                   whether that holds; exit code 1 if it doesn't
    python3 benchmarks/peers/compare.py HEAD~1                     about ten minutes
    python3 benchmarks/peers/compare.py v0.1 --limit 1.03          exit code 1 if any item has become 3 % slower
    python3 benchmarks/peers/compare.py HEAD --items send tree --rounds 5

Both are built with the working tree's benchmarks/peers/csharp. They take turns, item by item, in several rounds. In
each round, each of them runs a few times, in its own process and in alternating order, and its lowest figure counts.
Each round gives one ratio; the result is the median of all rounds. The middle half and the extremes of the ratios show
how far to trust the result; to see the machine's noise, compare a commit with itself.
Bodies are never woven here.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import builds
import report
import subjects
from builds import edits

ITEMS = [
    "send", "iterate", "deleg_1", "deleg_10", "deleg_1000", "tree", "create_finish", "close_notry", "close_try",
    "async_send", "async_foreach",
]
OLD, NEW = "old", "new"
HERE = Path(__file__).parent


def name_of(commit: str) -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--verify", "--short=12", f"{commit}^{{commit}}"], cwd=builds.ROOT, capture_output=True,
        text=True)
    return found.stdout.strip() if found.returncode == 0 else sys.exit(f"There is no commit {commit}.")


def copy_commit(commit: str, target: Path) -> None:
    """Copies the library as of the commit, wherever its files were then, and the measuring program as it is now."""
    archive = subprocess.run(
        ["git", "archive", commit, *builds.LIBRARY], cwd=builds.ROOT, check=True, stdout=subprocess.PIPE).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(target, filter="data")
    edits.copy_sources(target, builds.PROGRAM)


def variants(commit: str, items: tuple[str, ...], work: Path) -> list[builds.Variant]:
    copy_commit(commit, work / "old")
    edits.copy_sources(work / "new", *builds.LIBRARY, builds.PROGRAM)
    found = []
    for name in (OLD, NEW):
        print(f"building: {name}", file=sys.stderr)
        found.append(builds.Variant(name, items, (*builds.build(work / name, work / f"{name}-bin"), "parley")))
    return found


def ratios(figures: builds.Figures, item: str) -> list[float]:
    return sorted(new / old for old, new in zip(figures[OLD, item], figures[NEW, item], strict=True))


def median(figures: builds.Figures, item: str) -> float:
    return statistics.median(ratios(figures, item))


def table(figures: builds.Figures, items: list[str], limits: dict[str, float]) -> str:
    rows = []
    for item in items:
        found = ratios(figures, item)
        low, _, high = statistics.quantiles(found, n=4, method="inclusive") if len(found) > 1 else found * 3
        rows.append([
            item, f"{min(figures[OLD, item]):,.2f}", f"{min(figures[NEW, item]):,.2f}",
            f"{median(figures, item):.3f}", f"{low:.3f} to {high:.3f}", f"{found[0]:.3f} to {found[-1]:.3f}",
            *([f"{limits[item]}", "yes" if median(figures, item) <= limits[item] else "**no**"] if limits else [])])
    head = ["", "old, ns", "new, ns", "new / old", "middle half", "all", *(["at most", "met"] if limits else [])]
    return report.table(head, rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", nargs="?", help="the commit to compare with (default: that of targets.json)")
    parser.add_argument("--items", nargs="+", choices=[*subjects.TIMES], default=ITEMS, metavar="ITEM",
                        help=f"the items to measure (default: {' '.join(ITEMS)})")
    parser.add_argument("--seconds", type=float, default=600, help="time for all rounds (default: %(default)s)")
    parser.add_argument("--rounds", type=int, help="number of rounds, however long they take")
    parser.add_argument("--repetitions", type=int, default=3, help="processes per figure (default: %(default)s)")
    parser.add_argument("--limit", type=float, help="exit code 1 if the median of any item exceeds it")
    options = parser.parse_args()

    since = json.loads((HERE / "targets.json").read_text())["since"]
    commit = name_of(options.commit or since["commit"])
    facts = report.machine()
    items = list(dict.fromkeys(options.items))
    limits: dict[str, float] = {}
    if options.limit:
        limits = dict.fromkeys(items, options.limit)
    elif commit == name_of(since["commit"]):
        limits = {item: since["targets"].get(item, since["limit"]) for item in items}
    with tempfile.TemporaryDirectory() as folder:
        both = variants(commit, tuple(items), Path(folder))
        figures = builds.measure(both, items, options.seconds, options.rounds, options.repetitions)

    print(
        f"old: {commit}; new: {facts['commit']}; {facts['machine']}, load {facts['load']} at the start; "
        f"{report.rounds(len(figures[OLD, items[0]]))}, each the lowest of {options.repetitions}.\n")
    print(table(figures, items, limits))
    for limit in sorted(set(limits.values())):
        asked = [item for item in items if limits[item] == limit]
        above = [item for item in asked if median(figures, item) > limit]
        print(f"At most {limit} at {', '.join(asked)}: " + (f"no, not at {', '.join(above)}." if above else "yes."))
    return 1 if any(median(figures, item) > limit for item, limit in limits.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
