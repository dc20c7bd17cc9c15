"""Builds of Parley, each with the peers' C# program, measured side by side."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import subjects

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "tests" / "mutants"))
import edits  # noqa: E402
PROGRAM = "benchmarks/peers/csharp"
# The changelog, because a package quotes it.
LIBRARY = ["src", "Directory.Build.props", "Directory.Packages.props", "global.json", "CHANGELOG.md"]

Figures = dict[tuple[str, str], list[float]]  # variant and item: one figure per round


@dataclass(frozen=True)
class Variant:
    """A program and the items that are measured on it."""

    name: str
    items: tuple[str, ...]
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()

    def run(self, item: str) -> float:
        command = [*self.command, subjects.ASKED.get(item, item)]
        return subjects.run(self.name, command, **dict(self.environment))[item]


def build(source: Path, target: Path, woven: bool = False, aot: bool = False) -> tuple[str, ...]:
    """Builds a copy and returns the command that runs it. Warnings are allowed: an ablation may leave unused code
    behind."""
    project = source / PROGRAM
    lenient = ["-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false"]
    if woven:
        return tuple(subjects.build_woven(target, *lenient, aot=aot, project=project))
    return tuple(subjects.build_csharp(project, target, *lenient, aot=aot))


def measure(
        everybody: list[Variant], items: list[str], seconds: float, rounds: int | None = None,
        repetitions: int = 1) -> Figures:
    """Measures everybody in turn, item by item, in a process per figure, and reverses the order each time. With
    repetitions, each figure is the lowest of that many processes."""
    figures: Figures = {}
    for everybody_in_turn in subjects.rounds(seconds, everybody, rounds):
        for item in items:
            measured = [variant for variant in everybody_in_turn if item in variant.items]
            runs: dict[str, list[float]] = {variant.name: [] for variant in measured}
            for _ in range(repetitions):
                for variant in measured:
                    runs[variant.name].append(variant.run(item))
                measured.reverse()
            for name, found in runs.items():
                figures.setdefault((name, item), []).append(min(found))
    return figures
