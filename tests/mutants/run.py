#!/usr/bin/env python3
"""Puts small bugs into the engine and the weaver, one at a time, and runs the tests: they must notice each.

    tests/mutants/run.py                              all mutants, in Release
    tests/mutants/run.py try-unseen trace-lost        some of them
    tests/mutants/run.py --configuration both         all, in Debug and in Release; each must be noticed in both
    tests/mutants/run.py --part "$(git rev-parse HEAD)"   a tenth of them, chosen by the commit
    tests/mutants/run.py --check                      only checks that all mutants and ablations fit the sources

A mutant is one or more edits; edits.py describes the format. The mutants in Parley.Tests.toml are for the tests of that
name, and so on. Slow tests run last, if no other test has failed. A mutant that makes the tests hang counts as found.

Exit codes: 0 if all mutants are found, 1 if any survives, 2 if the tests fail without a mutant, or a mutant doesn't fit
or doesn't build. Needs git and the .NET SDK.
"""

from __future__ import annotations

import argparse
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import edits

HERE = Path(__file__).resolve().parent
ABLATIONS = edits.ROOT / "benchmarks" / "peers" / "ablations.toml"
LIBRARIES = {"src/Parley": "net10.0", "src/Parley.Weaver": "netstandard2.0"}  # what mutants are in, and its framework
PROGRAM = "benchmarks/peers/csharp"
# To build it. The changelog, because a package quotes it.
NEEDED = [
    "src", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "CHANGELOG.md",
]

# The slowest test classes, and other slow ones; all others run first. If a slow class is missing here, it only runs
# earlier than it should.
SLOWEST = ["*.Oracle.*"]
SLOW = [
    "*.Compile.*", "*.Docs.*", "*.Model.*", "*.Samples.*", "*Depth*", "*.KeptContextsTests", "*.SideBySideTests",
    "*.StressTests", "*SuitesTests",
]
STAGES = [
    [argument for name in SLOW + SLOWEST for argument in ("-class-", name)],
    [argument for name in SLOW for argument in ("-class", name)],
    [argument for name in SLOWEST for argument in ("-class", name)],
]


class Broken(Exception):
    """The reason why a mutant could not be tried."""


@dataclass(frozen=True)
class Mutant:
    change: edits.Change
    project: str
    configuration: str

    def __str__(self) -> str:
        return f"{self.change.name} ({self.configuration})"


def run(*command: str, cwd: Path, seconds: float | None = None) -> tuple[int | None, str]:
    """A command's exit code and output; None as the exit code if it took too long."""
    quiet = {"MSBUILDDISABLENODEREUSE": "1", "UseSharedCompilation": "false"}  # leave no build servers running
    try:
        done = subprocess.run(
            command, cwd=cwd, timeout=seconds, text=True, errors="replace", env=os.environ | quiet,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except subprocess.TimeoutExpired:
        return None, ""
    return done.returncode, done.stdout


def build(root: Path, project: str, configuration: str, *more: str) -> None:
    code, output = run("dotnet", "build", project, "-c", configuration, "-v", "q", *more, cwd=root)
    if code != 0:
        errors = dict.fromkeys(line.strip() for line in output.splitlines() if ": error " in line)
        raise Broken("It doesn't build.\n    " + "\n    ".join(list(errors)[:5] or [output]))


class Suite:
    """A test project, built once, with the unchanged library."""

    def __init__(self, root: Path, project: str, configuration: str) -> None:
        self.project = project
        self.folder = root / "tests" / project / "bin" / configuration / "net10.0"
        self._lock = threading.Lock()
        self._seconds: dict[int, float | Broken] = {}
        print(f"building: {project}, {configuration}", flush=True)
        build(root, f"tests/{project}", configuration)

    def failure(self, folder: Path) -> str | None:
        """The first failure in a copy with a changed library; None if all tests pass."""
        for stage in range(len(STAGES)):
            # A stage that fails without a mutant proves nothing, so seconds() first runs it without one.
            seconds = 30 + 10 * self.seconds(stage)
            if (failure := self._failure(folder, stage, seconds)) is not None:
                return failure
        return None

    def seconds(self, stage: int) -> float:
        """How long a stage takes without a mutant."""
        with self._lock:
            if stage not in self._seconds:
                begin = time.monotonic()
                failure = self._failure(self.folder, stage, None)
                self._seconds[stage] = (
                    time.monotonic() - begin if failure is None
                    else Broken(f"{self.project} fails without a mutant: {failure}"))
            found = self._seconds[stage]
        if isinstance(found, Broken):
            raise found
        return found

    def _failure(self, folder: Path, stage: int, seconds: float | None) -> str | None:
        code, output = run(
            "dotnet", f"{self.project}.dll", "-noLogo", "-noColor", "-stopOnFail", *STAGES[stage], cwd=folder,
            seconds=seconds)
        if code == 0:
            return None
        if code is None:
            return f"It hangs, or takes longer than {seconds:.0f} s."
        lines = output.strip().splitlines() or [f"Exit code {code}."]
        return next((line.strip() for line in lines if "[FAIL]" in line), lines[-1].strip())


class Job:
    """Builds mutants in its own copy of the libraries, and runs its own copies of the tests on them."""

    def __init__(self, number: int, root: Path, target: Path) -> None:
        self._number = number
        self._root = target
        self._folders: set[Path] = set()
        for name in NEEDED:
            if (root / name).is_dir():
                shutil.copytree(root / name, target / name, ignore=shutil.ignore_patterns("bin", "obj"))
            elif (root / name).exists():
                shutil.copy2(root / name, target / name)
        self._texts = edits.read(target, *LIBRARIES)
        self._restored: set[str] = set()

    def failure(self, mutant: Mutant, suite: Suite) -> str | None:
        """The first test that fails; None if the mutant survives."""
        folder = suite.folder.with_name(f"job{self._number}")  # at the same depth as the original
        if folder not in self._folders:
            shutil.copytree(suite.folder, folder)
            self._folders.add(folder)
        changed = mutant.change.apply(self._texts)
        edits.write(self._root, changed)
        try:
            libraries = [library for library in LIBRARIES if any(file.startswith(f"{library}/") for file in changed)]
            for library in libraries:
                self._build(library, mutant.configuration)
        finally:
            edits.write(self._root, {file: self._texts[file] for file in changed})
        for library, framework in LIBRARIES.items():
            built = self._root / library / "bin" / mutant.configuration / framework
            copy_library(Path(library).name, built if library in libraries else suite.folder, folder)
        return suite.failure(folder)

    def _build(self, library: str, configuration: str) -> None:
        # A mutant may leave unused code behind.
        more = ["-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false"]
        build(self._root, library, configuration, *more, *(["--no-restore"] if library in self._restored else []))
        self._restored.add(library)


def copy_library(name: str, source: Path, target: Path) -> None:
    for file in (source / f"{name}.dll", source / f"{name}.pdb"):
        if file.exists():
            shutil.copy2(file, target)


# ---- The command line ----

def load() -> dict[str, tuple[edits.Change, str]]:
    """All mutants by name, each with the test project that must notice it."""
    found: dict[str, tuple[edits.Change, str]] = {}
    for file in sorted(HERE.glob("*.toml"), key=lambda file: len(file.name)):
        for name, change in edits.load(file).items():
            if name in found:
                raise edits.Misfit(f"{name}: there are two mutants of this name.")
            found[name] = change, file.stem
    return found


def misfits(changes: list[edits.Change], texts: edits.Texts) -> list[str]:
    found = []
    for change in changes:
        try:
            change.apply(texts)
        except edits.Misfit as misfit:
            found.append(str(misfit))
    return found


def check(mutants: list[edits.Change]) -> int:
    ablations = list(edits.load(ABLATIONS, "tier", "items", "aot").values())
    found = [
        *misfits(mutants, edits.read(edits.ROOT, *LIBRARIES)), *misfits(ablations, edits.read(edits.ROOT, "src", PROGRAM))]
    print(*found, f"{len(found)} of {len(mutants)} mutants and {len(ablations)} ablations don't fit.", sep="\n")
    return 2 if found else 0


def hexadecimal(text: str) -> int:
    return int(text, 16)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="the mutants to try (default: all)")
    parser.add_argument("--configuration", choices=["Release", "Debug", "both"], default="Release",
                        help="the configuration to build (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="how many mutants to try at a time (default: %(default)s)")
    parser.add_argument("--part", metavar="HASH", type=hexadecimal, help="try a tenth of the mutants, chosen by HASH")
    parser.add_argument("--check", action="store_true", help="only list what no longer fits the sources")
    parser.add_argument("--list", action="store_true", help="list the mutants and stop")
    options = parser.parse_args()

    every = load()
    if unknown := [name for name in options.names if name not in every]:
        parser.error(f"there is no mutant {', '.join(unknown)}")
    names = options.names or list(every)
    if options.part is not None:
        names = names[options.part % 10::10]
    if options.list:
        for name in names:
            print(f"{name}: {every[name][0].why}")
        return 0
    if options.check:
        return check([change for change, _ in every.values()])

    configurations = ["Debug", "Release"] if options.configuration == "both" else [options.configuration]
    mutants = [Mutant(*every[name], configuration) for configuration in configurations for name in names]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "sources"
        edits.copy_sources(root)
        if found := misfits([every[name][0] for name in names], edits.read(root, *LIBRARIES)):
            print(*found, sep="\n")
            return 2
        try:
            return try_all(mutants, root, options.jobs)
        except Broken as broken:
            print(broken)
            return 2


def try_all(mutants: list[Mutant], root: Path, jobs: int) -> int:
    suites = {}
    for key in dict.fromkeys((mutant.project, mutant.configuration) for mutant in mutants):
        suites[key] = Suite(root, *key)
        suites[key].seconds(0)
    free: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for number in range(jobs):
        free.put(Job(number, root, root.parent / f"job{number}"))

    def attempt(mutant: Mutant) -> tuple[str | None, float]:
        job, begin = free.get(), time.monotonic()
        try:
            return job.failure(mutant, suites[mutant.project, mutant.configuration]), time.monotonic() - begin
        finally:
            free.put(job)

    survivors, broken = set(), set()
    with ThreadPoolExecutor(jobs) as pool:
        attempts = {pool.submit(attempt, mutant): mutant for mutant in mutants}
        for number, done in enumerate(as_completed(attempts), 1):
            mutant = attempts[done]
            try:
                failure, seconds = done.result()
            except Broken as reason:
                broken.add(mutant.change.name)
                print(f"{number}/{len(mutants)} {mutant}: {reason}", flush=True)
                continue
            if failure is None:
                survivors.add(mutant.change.name)
            print(f"{number}/{len(mutants)} {mutant}: {'SURVIVES' if failure is None else 'found'} ({seconds:.0f} s) "
                  f"{failure or mutant.change.why}", flush=True)
    names = {mutant.change.name for mutant in mutants}
    print(f"{len(names - survivors - broken)} of {len(names)} mutants found.")
    return 2 if broken else 1 if survivors else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except edits.Misfit as misfit:
        print(misfit)
        sys.exit(2)
