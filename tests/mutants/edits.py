"""Small changes of the sources, such as the mutants are and the ablations: what they replace, and with what.

A file of them is TOML, a table a change:

    [close-swallows-all]
    why = "Close swallows whatever leaves the body."
    old = "if (drive.Exit == s_exit && Failure is GeneratorExitException)"
    new = "if (drive.Exit == s_exit)"

`why` is one line. Texts of several lines stand between '''. `times` says how often the old text is there, if not once.
A change of several places has a list of these instead, and may include other changes of its file, which come first:

    with = ["no check in Suspend"]
    edits = [
        { old = "…", new = "…" },
        { old = "…", new = "…", times = 2 },
    ]

The old text names no file: it has to be found so often, no more and no less, in all the sources that are looked
through, or nothing is changed at all. White space doesn't count, but where it parts two words, and words are whole: a
text is found however it is indented and wrapped, and `end` isn't found in `append`. So a change survives it when a
member moves within a file or to another one, when a file is moved, renamed or split, and when another line is put in
anywhere but within the old text. It breaks when what it changes is changed, which somebody has to read. Take the
shortest text that is there once; where a line is there twice, one more line of its surroundings, not the number 2.
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

ROOT = Path(__file__).resolve().parent.parent.parent
Texts = dict[str, str]  # file: what is in it


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
    more: dict[str, list[str]] = field(default_factory=dict)  # what else its table has

    def apply(self, texts: Texts) -> Texts:
        """The files that it changes, as they are then."""
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
        return f"{self.name}: this is there {len(found)} times, not {expected}{where}\n{text}"


def load(file: Path, *more: str) -> dict[str, Change]:
    """The changes in a file, by name. More are keys that their tables may have besides."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))

    def edits_of(name: str) -> list[Edit]:
        """Those of the changes that it includes, each once, and its own."""
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
            raise Misfit(f"{name}: {file.name} isn't as edits.py says: {error}") from None
        if not changes[name].edits:
            raise Misfit(f"{name}: it changes nothing.")
    return changes


# ---- Sources ----

def copy_sources(target: Path, *paths: str) -> None:
    """Copies what stands in the working tree, committed or not: all, or what is at some paths."""
    for name in subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z", *paths],
            cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def read(root: Path, *folders: str) -> Texts:
    """All C# in some folders."""
    files = [file.relative_to(root) for folder in folders for file in sorted((root / folder).rglob("*.cs"))]
    return {
        file.as_posix(): (root / file).read_text(encoding="utf-8") for file in files
        if not {"bin", "obj"} & set(file.parts)}


def write(root: Path, texts: Texts) -> None:
    for file, text in texts.items():
        (root / file).write_text(text, encoding="utf-8")


# ---- Texts ----

def words(text: str) -> list[str]:
    """Its words, and its signs one by one."""
    return re.findall(r"\w+|[^\w\s]", text)


@functools.cache
def pattern(*words: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(rf"\b{word}\b" if re.match(r"\w", word) else re.escape(word) for word in words))


def places(words: list[str], texts: Texts) -> list[str]:
    """Where they are, as file:line."""
    return [
        f"{file}:{text.count(chr(10), 0, match.start()) + 1}"
        for file, text in texts.items() for match in pattern(*words).finditer(text)]


def nearest(words: list[str], texts: Texts) -> str:
    """Where most of them are, from the first on or up to the last, if that is one place."""
    for count in range(len(words) - 1, 2, -1):
        for part, how in ((words[:count], "begins"), (words[-count:], "ends")):
            if len(found := places(part, texts)) == 1:
                return f"; something {how} like it in {found[0]}"
    return ""
