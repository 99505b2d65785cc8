"""`python -m benchmarks normalize`: written forms and what they mean, how many of them the normalizers get right.

The list is `benchmarks/normalize/{develop,held_out}.tsv`, a line a form: kind, text (`\\n`, `\\uXXXX` escaped), value
(empty: none), marks: `?` a person must be asked, `T` in a Traditional document, `O` recognised, `21` or `54` the
province. `develop` is what the normalizers were built on, `held_out` was written before and not looked at meanwhile.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from normalizers.career import entries, quality_months
from normalizers.dispatch import FUNCTIONS, normalise
from normalizers.enterprise import name_key
from normalizers.value import Context, Normal, Script, Value

FOLDER = Path(__file__).parent / "normalize"
HALVES = ("develop", "held_out")
DAY = "2025-06-30"
_ESCAPE = re.compile(r"\\n|\\u([0-9A-Fa-f]{4})")
Means = Callable[[str, str, Context], Normal]
"""Kind, text, context → what a program makes of it; LookupError where it has nothing for that kind."""


@dataclass(frozen=True, slots=True)
class Case:
    """A written form: the `value` it means as text (see `shown`), and whether a person must be `asked` about it."""

    kind: str
    text: str
    value: str
    asked: bool
    context: Context


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of forms: `right`, right but a person is `bothered`, wrong with a problem code, wrong without."""

    right: int = 0
    bothered: int = 0
    noticed: int = 0
    silent: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.bothered + other.bothered,
            self.noticed + other.noticed,
            self.silent + other.silent,
        )

    @property
    def all(self) -> int:
        """Number of forms."""
        return self.right + self.bothered + self.noticed + self.silent


def cases(half: str) -> list[Case]:
    """The forms of one half; OSError where there is no such half."""
    lines = (FOLDER / f"{half}.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]
    return [_case(*line.split("\t")) for line in lines]


def _case(kind: str, text: str, value: str, marks: str) -> Case:
    province = next((code for code in ("21", "54") if code in marks), None)
    script = Script.TRADITIONAL if "T" in marks else Script.SIMPLIFIED
    context = Context(script, province, "O" in marks, DAY)
    return Case(kind, _unescaped(text), _unescaped(value), "?" in marks, context)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else "\n", text)


def shown(value: Value) -> str:
    """A value as the list writes it: `true`, `12.5`, `210203 辽宁省大连市西岗区`, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(part) for part in value.values()) if isinstance(value, dict) else str(value)


def means(kind: str, text: str, context: Context) -> Normal:
    """What the normalizers make of a form."""
    if kind in FUNCTIONS:
        return normalise(kind, text, context)
    if kind == "same_enterprise":
        one, _, other = text.partition(" ‖ ")
        return Normal(name_key(one) == name_key(other))
    found = entries(text, context)
    if kind == "resume_months":
        return Normal(quality_months(found, context.day) if found else None)
    if len(found) != 1:
        return Normal(None)
    entry = found[0]
    quality = "true" if entry.quality else "false"
    return Normal(f"{entry.start}/{entry.end}|{entry.employer}|{entry.post}|{quality}")


def judged(case: Case, normal: Normal) -> Tally:
    """A form's tally. What must be asked about is right with any problem, where value or alternatives fit the list."""
    value = shown(normal.value)
    if case.asked:
        offered = (value, *map(shown, normal.alternatives))
        fits = normal.value is None or not case.value or case.value in offered
        return Tally(right=1) if normal.problem and fits else Tally(noticed=1) if normal.problem else Tally(silent=1)
    if value == case.value:
        return Tally(bothered=1) if normal.problem else Tally(right=1)
    return Tally(noticed=1) if normal.problem else Tally(silent=1)


def by_kind(half: Iterable[Case], told: Means = means) -> dict[str, Tally]:
    """The tally of each kind of value."""
    found: dict[str, Tally] = {}
    for case in half:
        found[case.kind] = found.get(case.kind, Tally()) + judged(case, told(case.kind, case.text, case.context))
    return found


def fields_a_second(rounds: int = 3) -> float:
    """Fields normalised in a second of one core, all forms of the list that are fields; best round after a warm-up."""
    texts = [(case.kind, case.text, case.context) for half in HALVES for case in cases(half) if case.kind in FUNCTIONS]
    best = float("inf")
    for _ in range(rounds + 1):
        started = time.process_time()
        for kind, text, context in texts:
            normalise(kind, text, context)
        best = min(best, time.process_time() - started)
    return len(texts) / best


def start_seconds(rounds: int = 3) -> float:
    """Seconds of a new interpreter until it has normalised its first text; best round."""
    code = "from normalizers.dispatch import normalise; from normalizers.value import Context\n"
    code += "normalise('text', '质量部 部长', Context())"
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=FOLDER.parent.parent)
        best = min(best, time.perf_counter() - started)
    return best


def _print_half(half: str, *, mistakes: bool) -> None:
    read = cases(half)
    tallies = by_kind(read)
    total = sum(tallies.values(), Tally())
    print(f"\n**{half}**\n\n| kind | forms | right | right, but asked | wrong with a problem | wrong without |")
    print("|---|---|---|---|---|---|")
    for kind, tally in (*sorted(tallies.items()), ("all", total)):
        share = f"{100 * tally.right / tally.all:.1f} %"
        print(f"| {kind} | {tally.all} | {share} | {tally.bothered} | {tally.noticed} | {tally.silent} |")
    if not mistakes:
        return
    for case in read:
        normal = means(case.kind, case.text, case.context)
        tally = judged(case, normal)
        if not tally.right:
            word = "SILENT" if tally.silent else "noticed" if tally.noticed else "asked"
            wanted = f"{case.value!r}{' ?' if case.asked else ''}"
            print(f"{word} {case.kind} {case.text!r}: {shown(normal.value)!r} {normal.problem or ''}, wanted {wanted}")


def main(arguments: list[str]) -> None:
    """Run what is asked for and print its tables (Markdown)."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks normalize", description=__doc__)
    parser.add_argument("--half", choices=HALVES, help="one half only")
    parser.add_argument("--mistakes", action="store_true", help="list every form that is not right")
    parser.add_argument("--peers", action="store_true", help="beside other libraries, as far as they are installed")
    parser.add_argument("--names", type=int, default=0, help="names to put together of surnames and listed characters")
    parser.add_argument("--no-speed", action="store_true", help="leave out speed and start-up")
    asked = parser.parse_args(arguments)
    for half in [asked.half] if asked.half else HALVES:
        _print_half(half, mistakes=asked.mistakes)
    if asked.names:
        from benchmarks.normalize_names import changed_names

        changed = changed_names(asked.names)
        print(f"\nnames of Simplified characters changed: {len(changed)} of {asked.names}", *changed[:10])
    if asked.peers:
        from benchmarks.normalize_peers import print_peers

        print_peers([case for half in HALVES for case in cases(half)])
    if not asked.no_speed:
        print(f"\nfields a second on one core, after warm-up: {fields_a_second():,.0f}")
        print(f"seconds from the start of Python to the first value: {start_seconds():.2f}")
