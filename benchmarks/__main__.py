"""`python -m benchmarks`: accuracy, silent errors, speed and memory on forms made for the run.

`python -m benchmarks normalize`: written forms of single values instead (benchmarks/normalize.py).
`python -m benchmarks ticks`: the form in every encoding of ticks (benchmarks/ticks.py).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.accuracy import COPIES, KINDS, measure
from benchmarks.score import Score


def main() -> None:
    """Run the benchmarks asked for and print their tables (Markdown)."""
    if sys.argv[1:2] == ["normalize"]:
        from benchmarks.normalize import main as normalize

        normalize(sys.argv[2:])
        return
    if sys.argv[1:2] == ["ticks"]:
        from benchmarks.ticks import main as ticks

        ticks(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--kinds", default=",".join((*KINDS, COPIES)), help="kinds of file, with commas between")
    parser.add_argument("--count", type=int, default=20, help="files a kind")
    parser.add_argument("--half", choices=("develop", "held_out"), default="held_out", help="fonts and wear to use")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-speed", action="store_true", help="leave out speed and memory")
    parser.add_argument("--mistakes", action="store_true", help="list every wrong field")
    parser.add_argument("--keep", type=Path, help="a folder to keep the files in")
    asked = parser.parse_args()
    scores: dict[str, Score] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for kind in asked.kinds.split(","):
            scores[kind] = measure(kind, asked.count, folder, half=asked.half, seed=asked.seed, workers=asked.workers)
            _print_row(kind, scores[kind], first=len(scores) == 1)
            if asked.mistakes:
                _print_details(scores[kind])
        if not asked.no_speed:
            from benchmarks.speed import print_speed

            print_speed(folder, seed=asked.seed)


def _print_row(kind: str, score: Score, *, first: bool) -> None:
    row = score.row()
    if first:
        print("| kind | " + " | ".join(row) + " |")
        print("|---" * (len(row) + 1) + "|")
    print(f"| {kind} | " + " | ".join(row.values()) + " |", flush=True)


def _print_details(score: Score) -> None:
    print("\n".join(score.mistakes))
    print("wrong:", dict(score.wrong_by_field.most_common(12)))
    print("review:", dict(score.review_by_field.most_common(12)))
    print("findings:", dict(score.findings.most_common(12)))


if __name__ == "__main__":
    main()
