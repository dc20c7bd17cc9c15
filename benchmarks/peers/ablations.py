#!/usr/bin/env python3
"""Measures where Parley's time goes when it misses a target, and writes docs/ablations.md.

    python3 benchmarks/peers/ablations.py                 about a quarter of an hour
    python3 benchmarks/peers/ablations.py --only delegate --seconds 60

Each ablation in ablations.toml removes something: like a mutant (tests/mutants/edits.py), it replaces short texts in a
copy of the sources. If one no longer fits the sources, nothing is measured. The result is built and measured in turns
with the unchanged build. Its work still checks its results, but it isn't a generator to use: it shows what the removed
part costs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import textwrap
from pathlib import Path

import builds
import report
import subjects
from builds import Figures, Variant, edits

HERE = Path(__file__).parent
PAGE = builds.ROOT / "docs" / "ablations.md"
COMMAND = "python3 benchmarks/peers/ablations.py"
STEPS = ["send", "iterate"]
ASYNC = ["async_send", "async_foreach"]
MADE = ["create_finish", "close_notry", "tree"]
THROWN = report.THROWS
ITEMS = [*STEPS, *ASYNC, *MADE, *THROWN, "throw_catch"]
UNCHANGED, NATIVE, HAND, FLOOR = "unchanged", "native iterator", "hand-lowered class", "the same objects"
SOURCES = [*builds.LIBRARY, builds.PROGRAM]
NO_PGO = {"DOTNET_TieredPGO": "0"}


# ---- Builds ----

def items_of(ablation: edits.Change) -> list[str]:
    return ablation.more.get("items", STEPS)


def sources(root: Path) -> edits.Texts:
    return edits.read(root, "src", builds.PROGRAM)


def variants(ablations: list[edits.Change], work: Path) -> tuple[list[Variant], dict[str, float]]:
    """All variants to measure, and the bytes that creating a generator takes."""
    edits.copy_sources(work / "unchanged", *SOURCES)
    texts = sources(work / "unchanged")
    changed = [ablation.apply(texts) for ablation in ablations]  # fails before anything is built
    program = builds.build(work / "unchanged", work / "bin")
    pgo_off = tuple(NO_PGO.items())
    found = [
        Variant(UNCHANGED, (*STEPS, *ASYNC, *MADE, *THROWN), (*program, "parley")),
        Variant(NATIVE, (*STEPS, *ASYNC, *MADE, "throw_catch"), (*program, "native")),
        Variant(HAND, tuple(STEPS), (*program, "hand")),
        Variant(FLOOR, tuple(MADE), (*program, "floor")),
        Variant("PGO off", tuple(STEPS), (*program, "parley"), pgo_off),
        Variant("native iterator, PGO off", tuple(STEPS), (*program, "native"), pgo_off),
    ]
    made = bytes_made(found)
    for number, ablation in enumerate(ablations):
        source = work / str(number)
        edits.copy_sources(source, *SOURCES)
        edits.write(source, texts | changed[number])
        print(f"building: {ablation.name}", file=sys.stderr)
        command = (*builds.build(source, work / f"bin{number}"), "parley")
        found.append(Variant(ablation.name, tuple(items_of(ablation)), command))
    return found, made


# ---- Measurement ----

def bytes_made(everybody: list[Variant]) -> dict[str, float]:
    """Returns the bytes that Parley and the floor allocate, which must be equal for the floor to be one."""
    found = {}
    for item in ("alloc_create", "alloc_tree"):
        parley, floor = (variant.run(item) for variant in everybody if variant.name in (UNCHANGED, FLOOR))
        if round(parley) != round(floor):
            sys.exit(f"{item}: Parley allocates {parley:.0f} bytes, FloorWork.cs {floor:.0f}: change that.")
        found[item] = parley
    return found


# ---- The page ----

def table(names: list[str], item: str, figures: Figures) -> str:
    base = figures[UNCHANGED, item]
    rows = []
    for name in names:
        if (own := figures.get((name, item))) is None:
            continue
        change = f"{statistics.median(mine - unchanged for mine, unchanged in zip(own, base)):+.2f}"
        least, median = f"{min(own):,.2f}", f"{statistics.median(own):,.2f}"
        rows.append([name, least, median, "" if name == UNCHANGED else change])
    return f"### {subjects.TIMES[item]}\n\n" + report.table(
        ["", "least, ns", "median, ns", "median difference"], rows)


def taken_away(ablations: list[edits.Change], items: list[str]) -> str:
    return "".join(
        filled(f"- **{ablation.name}**: {ablation.why}.", "  ") for ablation in ablations
        if set(items_of(ablation)) & set(items))


def filled(text: str, indent: str = "") -> str:
    return textwrap.fill(text, 120, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False) + "\n"


def floors(figures: Figures, made: dict[str, float]) -> str:
    rows = []
    for item in MADE:
        own, floor, native = (min(figures[name, item]) for name in (UNCHANGED, FLOOR, NATIVE))
        size = made["alloc_tree" if item == "tree" else "alloc_create"]
        rows.append([subjects.TIMES[item], *(f"{x:,.0f}" for x in (size, own, floor, native)), f"{own / floor:.2f}"])
    return report.table(["", "bytes", "Parley, ns", "its objects, ns", "native, ns", "Parley / its objects"], rows)


def throws(figures: Figures) -> str:
    one, made = min(figures[NATIVE, "throw_catch"]), min(figures[UNCHANGED, "close_notry"])
    rows = []
    for item in THROWN:
        own = min(figures[UNCHANGED, item])
        rows.append([subjects.TIMES[item], f"{own:,.0f}", f"{one:,.0f}", f"{own / one:.2f}"])
    return report.table(["", "Parley, ns", "one throw and catch, ns", "ratio"], rows) + (
        "\nIn the three items that create a generator, creating it and closing it without an exception takes "
        f"{made:,.0f} ns.\n")


def targets(figures: Figures, items: list[str]) -> str:
    """The targets in this sitting's nanoseconds, next to what is left when everything is removed."""
    rows = []
    peers = {"native": NATIVE, "hand": HAND}
    last = {STEPS[0]: "none of these", ASYNC[0]: "neither", MADE[0]: FLOOR}[items[0]]
    for entry in json.loads((HERE / "targets.json").read_text())["parley"]["targets"]:
        item, peer = entry["item"], peers.get(entry.get("peer"))
        if item not in items or "of" in entry or (peer, item) not in figures:
            continue
        peer_ns, own = min(figures[peer, item]), min(figures[UNCHANGED, item])
        left = min(figures.get((last, item), [float("nan")]))  # nan if only some ablations are measured
        rows.append([
            subjects.TIMES[item], peer, f"{peer_ns:,.2f}", f"{entry['target']} × = {entry['target'] * peer_ns:,.2f}",
            f"{own / peer_ns:,.2f} × = {own:,.2f}", f"{left / peer_ns:,.2f} × = {left:,.2f}"])
    return report.table(["", "peer", "its ns", "target, ns", "unchanged, ns", f"{last}, ns"], rows, left=2)


def page(
        ablations: list[edits.Change], figures: Figures, made: dict[str, float], facts: dict[str, str],
        version: str) -> str:
    names = [UNCHANGED, *(ablation.name for ablation in ablations)]
    names += ["PGO off", NATIVE, "native iterator, PGO off", HAND]
    rounds = report.rounds(len(figures[UNCHANGED, STEPS[0]]))
    steps, asynchronous = ("\n".join(table(names, item, figures) for item in items) for items in (STEPS, ASYNC))
    sitting = (
        f"One run: {facts['date']}, {facts['machine']}, load {facts['load']} at the start, commit {facts['commit']}; "
        f"{version}. All builds took turns, item by item, in {rounds}, with one process per figure. The difference is "
        "the median, over all rounds, of the difference from the unchanged build in the same round; below 0.2 ns, it "
        "means nothing.")
    return f"""<!-- Generated by {COMMAND}. Edit the script, not this page. -->

# What Parley's time consists of

[performance.md](performance.md) has targets that Parley misses. This page shows what each of those times consists of:
one thing is removed, and the same work is measured again. Everything that is removed is there for a reason, so these
builds are only good for measuring.

{filled(sitting)}
```
{COMMAND}
```

## A step

{taken_away(ablations, STEPS)}\
- **PGO off**: removes nothing, but the JIT doesn't know which code runs most (`DOTNET_TieredPGO=0`). PGO is what lets
  the JIT inline the delegate's target, and the native iterator, into its caller; NativeAOT has none.

{steps}
### The targets for a step

{targets(figures, STEPS)}
## An asynchronous step

{taken_away(ablations, ASYNC)}
{asynchronous}
### The targets for an asynchronous step

{targets(figures, ASYNC)}
## Creating a generator, and the tree

The floor here is a program that creates the same objects, with the same sizes and the same links (the closure of the
captured values, the generator, its `yield` delegate, the body's box, and, for the first two items, the body's
delegate), and runs nothing.

{floors(figures, made)}
### The targets for creating a generator

{targets(figures, MADE)}
## Exceptions

The floor is one .NET throw and catch in plain code.

{throws(figures)}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600, help="time for all rounds (default: %(default)s)")
    parser.add_argument("--only", metavar="WORD", help="ablations with this word in their names; only prints the page")
    parser.add_argument("--check", action="store_true", help="only check whether they fit the sources")
    options = parser.parse_args()

    ablations = edits.load(HERE / "ablations.toml", "items").values()
    chosen = [ablation for ablation in ablations if not options.only or options.only in ablation.name]
    if options.check:
        for ablation in chosen:
            ablation.apply(sources(builds.ROOT))
        return
    facts = report.machine()
    with tempfile.TemporaryDirectory() as folder:
        everybody, made = variants(chosen, Path(folder))
        figures = builds.measure(everybody, ITEMS, options.seconds)

    text = page(chosen, figures, made, facts, subjects.dotnet_version())
    if options.only:
        print(text)
    else:
        PAGE.write_text(text)


if __name__ == "__main__":
    try:
        main()
    except edits.Misfit as misfit:
        sys.exit(str(misfit))
