"""Small changes to the sources, used for the mutants and the ablations: text to replace, and its replacement.

They are in TOML files, one table per change:

    [close-swallows-all]
    why = "Close swallows whatever leaves the body."
    old = "if (drive.Exit == s_exit && Failure is GeneratorExitException)"
    new = "if (drive.Exit == s_exit)"

`why` is one line. Texts of several lines are enclosed in '''. `times` says how often the old text occurs, if not once.
A change in several places has a list of edits instead, and may include other changes of its file, which come first:

    with = ["no check in Suspend"]
    edits = [
        { old = "…", new = "…" },
        { old = "…", new = "…", times = 2 },
    ]

No file is named: the old text must occur exactly that often in all the sources that are searched, or nothing is
changed. White space doesn't matter, except between two words, and only whole words match: a text is found however it is
indented and wrapped, and `end` isn't found in `append`. So a change still fits when members move within or between
files, when a file is moved, renamed or split, and when lines are added anywhere outside the old text. It stops fitting
when the code that it replaces changes, and then somebody has to look. Choose the shortest text that occurs once; if a
line occurs twice, add a neighboring line rather than `times = 2`.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import textwrap
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
Texts = dict[str, str]  # file: its text


class Misfit(Exception):
    """Says which change doesn't fit the sources, and why."""


@dataclass(frozen=True)
class Edit:
    old: str
    new: str
    times: int = 1


@dataclass(frozen=True)
class Change:
    name: str
    why: str
    edits: tuple[Edit, ...]
    more: dict[str, Any] = field(default_factory=dict)  # the other keys of its table

    def apply(self, texts: Texts) -> Texts:
        """The files that it changes, with their new texts."""
        changed: Texts = {}
        for edit in self.edits:
            now = texts | changed
            old = words(edit.old)
            found = places(old, now)
            if len(found) != edit.times:
                raise Misfit(self._misfit(edit, found, now))
            for file in {place.rpartition(":")[0] for place in found}:
                changed[file] = pattern(*old).sub(lambda _: edit.new, now[file])
        return changed

    def _misfit(self, edit: Edit, found: list[str], texts: Texts) -> str:
        expected = "once" if edit.times == 1 else f"{edit.times} times"
        where = f": {', '.join(found)}" if found else nearest(words(edit.old), texts)
        text = textwrap.indent(textwrap.dedent(edit.old).strip("\n"), "    ")
        return f"{self.name}: this occurs {len(found)} times, not {expected}{where}\n{text}"


def load(file: Path, *more: str) -> dict[str, Change]:
    """The changes in a file, by name. `more` lists further keys that their tables may have."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))

    def edits_of(name: str) -> list[Edit]:
        """The edits of the changes that it includes, each once, and its own."""
        table = tables[name]
        found = [edit for other in table.get("with", []) for edit in edits_of(other)]
        own = {key: value for key, value in table.items() if key not in ("why", "with", "edits", *more)}
        listed = [*table.get("edits", []), *([own] if own else [])]
        return list(dict.fromkeys([*found, *(Edit(**edit) for edit in listed)]))

    changes = {}
    for name, table in tables.items():
        try:
            rest = {key: table[key] for key in more if key in table}
            changes[name] = Change(name, table["why"], tuple(edits_of(name)), rest)
        except (KeyError, TypeError) as error:
            raise Misfit(f"{name}: {file.name} isn't in the format that edits.py describes: {error}") from None
        if not changes[name].edits:
            raise Misfit(f"{name}: it changes nothing.")
    return changes


# ---- Sources ----

def copy_sources(target: Path, *paths: str) -> None:
    """Copies the files of the working tree, committed or not: all of them, or those at some paths."""
    for name in subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z", *paths],
            cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def read(root: Path, *folders: str) -> Texts:
    """All C# files in some folders."""
    files = [file.relative_to(root) for folder in folders for file in sorted((root / folder).rglob("*.cs"))]
    return {
        file.as_posix(): (root / file).read_text(encoding="utf-8") for file in files
        if not {"bin", "obj"} & set(file.parts)}


def write(root: Path, texts: Texts) -> None:
    for file, text in texts.items():
        (root / file).write_text(text, encoding="utf-8")


# ---- Texts ----

def words(text: str) -> list[str]:
    """Its words, and its punctuation marks one by one."""
    return re.findall(r"\w+|[^\w\s]", text)


@functools.cache
def pattern(*words: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(rf"\b{word}\b" if re.match(r"\w", word) else re.escape(word) for word in words))


def places(words: list[str], texts: Texts) -> list[str]:
    """Where the words occur, as file:line."""
    return [
        f"{file}:{text.count(chr(10), 0, match.start()) + 1}"
        for file, text in texts.items() for match in pattern(*words).finditer(text)]


def nearest(words: list[str], texts: Texts) -> str:
    """The one place where most of the words occur, counted from the first or from the last, if there is one."""
    for count in range(len(words) - 1, 2, -1):
        for part, how in ((words[:count], "begins"), (words[-count:], "ends")):
            if len(found := places(part, texts)) == 1:
                return f"; something in {found[0]} {how} like it"
    return ""
