#!/usr/bin/env python3
"""Measures the samples RespClient and Simulation, and writes the tables of their READMEs.

    python3 benchmarks/samples/run.py
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / 'peers'))
from report import machine  # noqa: E402

BEGIN, END = '<!-- Written by benchmarks/samples/run.py. -->', '<!-- The end of what it writes. -->'


def main() -> None:
    subprocess.run(['dotnet', 'build', str(HERE), '-c', 'Release', '-warnaserror'], check=True)
    for sample in ('RespClient', 'Simulation'):
        facts = machine()
        table = subprocess.run(
            ['dotnet', 'run', '--project', str(HERE), '-c', 'Release', '--no-build', '--', sample],
            check=True, capture_output=True, text=True).stdout.strip()
        note = (f'One run: {facts["date"]}, {facts["machine"]}, load {facts["load"]} at the start,\n'
                f'commit {facts["commit"]}.')
        page = ROOT / 'samples' / sample / 'README.md'
        text, count = re.subn(
            f'{re.escape(BEGIN)}.*{re.escape(END)}', lambda _: f'{BEGIN}\n{table}\n\n{note}\n{END}',
            page.read_text(), flags=re.DOTALL)
        if count != 1:
            sys.exit(f'{page} has no place for the table.')
        page.write_text(text)
        print(f'{sample}\n\n{table}\n\n{note}\n', flush=True)


if __name__ == '__main__':
    main()
