"""Seconds a page and peak memory, beside plain full-page OCR of the same pages by the same engine in the same run."""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy import make_files

THREADS = 1
"""Of the engine, for both sides."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Wall seconds of each file, and the peak resident memory of the process in MiB (0 where it cannot be told)."""

    seconds: tuple[float, ...]
    peak: float


def print_speed(folder: Path, *, seed: int, pages: int = 12) -> None:
    """Make pages, read them both ways in turn, and print the table (Markdown)."""
    scans = [made.path for made in make_files("office", pages, folder, half="held_out", seed=seed)]
    forms = [made.path for made in make_files("docx", pages, folder, half="held_out", seed=seed)]
    plain, ours, word = (_in_process(how, files) for how, files in (("plain", scans), ("cqo", scans), ("cqo", forms)))
    ratio = statistics.median(a / b for a, b in zip(ours.seconds, plain.seconds, strict=True))
    print("\n| what | seconds a page (median) | of plain OCR | peak memory, MiB |")
    print("|---|---|---|---|")
    for name, timed, share in (
        ("plain full-page OCR of an office scan", plain, "1"),
        ("cqo, office scan, file to values", ours, f"{ratio:.2f}"),
        ("cqo, .docx, file to values", word, "-"),
    ):
        print(f"| {name} | {statistics.median(timed.seconds):.3f} | {share} | {timed.peak:.0f} |")


def _in_process(how: str, files: Sequence[Path]) -> Timed:
    """The files read in a process of their own, after one of them to warm up."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, how, list(files)))
    process.start()
    timed: Timed = ours.recv()
    process.join()
    return timed


def _serve(pipe: Any, how: str, files: list[Path]) -> None:
    read = _plain() if how == "plain" else _cqo
    read(files[0])
    seconds = []
    for file in files:
        started = time.perf_counter()
        read(file)
        seconds.append(time.perf_counter() - started)
    pipe.send(Timed(tuple(seconds), _peak()))


def _plain() -> Any:
    from rapidocr import EngineType, RapidOCR

    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "Det.engine_type": EngineType.OPENVINO,
            "Cls.engine_type": EngineType.OPENVINO,
            "Rec.engine_type": EngineType.OPENVINO,
            "EngineConfig.openvino.inference_num_threads": THREADS,
        }
    )
    return lambda file: engine(str(file))


def _cqo(file: Path) -> None:
    from pipeline.intake import ReceivedFile
    from pipeline.read import read_file
    from pipeline.settings import Options

    read_file(ReceivedFile(file, file.name), Options(threads=THREADS))


def _peak() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
