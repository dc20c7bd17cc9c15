#!/usr/bin/env python3
"""Measures where Parley's time goes when it misses a target, and writes docs/ablations.md.

    python3 benchmarks/peers/ablations.py                 half an hour and more
    python3 benchmarks/peers/ablations.py --tier woven --seconds 360    measures and rewrites only that part of the page
    python3 benchmarks/peers/ablations.py --only delegate --seconds 60

Each ablation in ablations.toml removes something: like a mutant (tests/mutants/edits.py), it replaces short texts in a
copy of the sources. If one no longer fits the sources, nothing is measured. The result is built and measured in turns
with the unchanged build of its tier: as the compiler makes the bodies, or woven. Its work still checks its results, but
it isn't a generator to use: it shows what the removed part costs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import ablations_page
import builds
import report
import subjects
from ablations_page import (
    AOT, ASYNC, CLOSED, FLOOR, HAND, MADE, NATIVE, STEPS, THROWN, UNCHANGED, WOVEN, Built, items_of)
from builds import Variant, edits

HERE = Path(__file__).parent
PAGE = builds.ROOT / "docs" / "ablations.md"
SOURCES = [*builds.LIBRARY, "Directory.Build.targets", builds.PROGRAM]
NO_PGO = {"DOTNET_TieredPGO": "0"}
PEERS = {"cpp": subjects.cpp, "node": subjects.node, "cpython": subjects.cpython, "luajit": subjects.luajit}


# ---- Builds ----

def sources(root: Path) -> edits.Texts:
    return edits.read(root, "src", builds.PROGRAM)


def copy_all(ablations: list[edits.Change], work: Path) -> dict[str, Path]:
    """Makes a copy of the sources for each ablation, and an unchanged one. Fails before anything is built."""
    texts = sources(builds.ROOT)
    copies = {UNCHANGED: ({}, work / "unchanged")}
    for number, ablation in enumerate(ablations):
        copies[ablation.name] = ablation.apply(texts), work / str(number)
    for changed, folder in copies.values():
        edits.copy_sources(folder, *SOURCES)
        edits.write(folder, changed)
    return {name: folder for name, (_, folder) in copies.items()}


def build(name: str, folder: Path, **how: bool) -> tuple[str, ...]:
    print(f"building: {', '.join([name, *how])}", file=sys.stderr)
    return builds.build(folder, folder.with_name("-".join([folder.name, "built", *how])), **how)


def parley(ablations: list[edits.Change], work: Path) -> Built:
    copies = copy_all(ablations, work)
    program = build(UNCHANGED, copies[UNCHANGED])
    pgo_off = tuple(NO_PGO.items())
    unchanged = Variant(UNCHANGED, (*STEPS, *ASYNC, *MADE, *THROWN), (*program, "parley"))
    floor = Variant(FLOOR, tuple(MADE), (*program, "floor"))
    variants = [
        unchanged,
        Variant(NATIVE, (*STEPS, *ASYNC, *MADE, "throw_catch"), (*program, "native")),
        Variant(HAND, tuple(STEPS), (*program, "hand")),
        floor,
        Variant("PGO off", tuple(STEPS), (*program, "parley"), pgo_off),
        Variant("native iterator, PGO off", tuple(STEPS), (*program, "native"), pgo_off),
    ]
    made = bytes_made(unchanged)
    for item, size in bytes_made(floor).items():
        if round(made[item]) != round(size):
            sys.exit(f"{item}: Parley allocates {made[item]:.0f} bytes, FloorWork.cs {size:.0f}: change that.")
    for ablation in ablations:
        command = (*build(ablation.name, copies[ablation.name]), "parley")
        variants.append(Variant(ablation.name, tuple(items_of(ablation)), command))
    return Built(variants, made, {"native": NATIVE, "hand": HAND}, [subjects.dotnet_version()])


def woven(ablations: list[edits.Change], work: Path) -> Built:
    copies = copy_all(ablations, work)
    program = build(UNCHANGED, copies[UNCHANGED], woven=True)
    program_aot = build(UNCHANGED, copies[UNCHANGED], woven=True, aot=True)
    unchanged = Variant(UNCHANGED, tuple(WOVEN), (*program, "parley"))
    of_aot = ablations_page.compared("native", aot=True)
    variants = [
        unchanged,
        Variant(NATIVE, tuple(CLOSED), (*program, "native")),
        Variant(UNCHANGED + AOT, of_aot, (*program_aot, "parley")),
        Variant(NATIVE + AOT, of_aot, (*program_aot, "native")),
    ]
    built = Built(variants, bytes_made(unchanged), {"native": NATIVE}, [subjects.dotnet_version()])
    for key, make in PEERS.items():
        try:
            [peer] = make(work)
        except subjects.Missing as reason:
            print(f"left out: {key}: {reason}", file=sys.stderr)
            built.left_out[key] = str(reason)
            continue
        variants.append(Variant(peer.title, ablations_page.compared(key), tuple(peer.command)))
        built.peers[key] = peer.title
        built.versions.append(peer.version)
    for ablation in ablations:
        items = tuple(items_of(ablation))
        command = (*build(ablation.name, copies[ablation.name], woven=True), "parley")
        variants.append(Variant(ablation.name, items, command))
        if ablation.more.get("aot"):
            command = (*build(ablation.name, copies[ablation.name], woven=True, aot=True), "parley")
            variants.append(Variant(ablation.name + AOT, tuple(item for item in of_aot if item in items), command))
    return built


def bytes_made(variant: Variant) -> dict[str, float]:
    return {item: variant.run(item) for item in ("alloc_create", "alloc_tree")}


# ---- The command line ----

TIERS = {
    "parley": (parley, [*STEPS, *ASYNC, *MADE, *THROWN, "throw_catch"], ablations_page.parley),
    "woven": (woven, WOVEN, ablations_page.woven),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tier", choices=TIERS, help="only this part of the page (default: both)")
    parser.add_argument("--seconds", type=float, default=600, help="time for a tier's rounds (default: %(default)s)")
    parser.add_argument("--only", metavar="WORD", help="ablations with this word in their names; only prints the parts")
    parser.add_argument("--check", action="store_true", help="only check whether they fit the sources")
    options = parser.parse_args()

    chosen: dict[str, list[edits.Change]] = {tier: [] for tier in TIERS if options.tier in (None, tier)}
    for ablation in edits.load(HERE / "ablations.toml", "tier", "items", "aot").values():
        tier = ablation.more.get("tier", "parley")
        if tier in chosen and (not options.only or options.only in ablation.name):
            chosen[tier].append(ablation)
    chosen = {tier: ablations for tier, ablations in chosen.items() if ablations}
    if not chosen:
        parser.error(f"there is no ablation with {options.only} in its name")
    texts = sources(builds.ROOT)
    for ablations in chosen.values():
        for ablation in ablations:
            ablation.apply(texts)
    if options.check:
        return

    parts = {}
    for tier, ablations in chosen.items():
        make, items, part = TIERS[tier]
        facts = report.machine()
        with tempfile.TemporaryDirectory() as folder:
            built = make(ablations, Path(folder))
            figures = builds.measure(built.variants, items, options.seconds)
        parts[tier] = part(ablations, built, figures, facts)
        if options.only:
            print(parts[tier])
    if not options.only:
        PAGE.write_text(ablations_page.join(parts, PAGE.read_text() if PAGE.exists() else ""))


if __name__ == "__main__":
    try:
        main()
    except edits.Misfit as misfit:
        sys.exit(str(misfit))
