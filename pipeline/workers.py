"""Reading in worker processes that can die without taking the run along.

Each worker is spawned (an OCR engine must not be forked), reads one file at a time, and is killed when a file
takes longer than its limit. A file that kills its worker is read once more alone, then quarantined.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from pipeline.documents import Failure, Outcome, Status
from pipeline.intake import ReceivedFile
from pipeline.settings import Options

Reader = str
"""`module:function` of (ReceivedFile, Options) → Outcome; a name, so that the parent imports nothing to read with."""

READ_FILE: Reader = "pipeline.read:read_file"
FILES_A_WORKER = 500
"""A worker is replaced after so many files: engines and parsers grow."""


MOST_RESIDENT = 1536 * 2**20
"""A worker that holds more bytes than this after a file is replaced before the next."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker sends back: the outcome, None where its memory did not suffice; `last`: it ends after this."""

    outcome: Outcome | None
    last: bool = False


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    task: int | None = None
    started: float = 0.0
    done: int = 0


@dataclass(slots=True)
class _Run:
    files: Sequence[ReceivedFile]
    options: Options
    reader: Reader
    queue: deque[int]
    workers: list[_Worker] = field(default_factory=list)
    finished: dict[int, Outcome] = field(default_factory=dict)
    deaths: dict[int, int] = field(default_factory=dict)


def read_all(
    files: Sequence[ReceivedFile], options: Options, workers: int, reader: Reader = READ_FILE
) -> Iterator[Outcome]:
    """The outcome of each file, in the order given, read by so many workers at once."""
    run = _Run(files, options, reader, deque(range(len(files))))
    try:
        for number in range(len(files)):
            while number not in run.finished:
                _hand_out(run, min(workers, len(files)))
                _collect(run)
            yield run.finished.pop(number)
    finally:
        for worker in run.workers:
            _stop(worker)


def _hand_out(run: _Run, most: int) -> None:
    for worker in run.workers:
        if worker.task is None and run.queue and worker.done < FILES_A_WORKER:
            _give(run, worker, run.queue.popleft())
    spent = [worker for worker in run.workers if worker.task is None and worker.done >= FILES_A_WORKER]
    for worker in spent:
        run.workers.remove(worker)
        _stop(worker)
    while run.queue and len(run.workers) < most:
        worker = _start(run)
        run.workers.append(worker)
        _give(run, worker, run.queue.popleft())


def _give(run: _Run, worker: _Worker, task: int) -> None:
    worker.task, worker.started = task, time.monotonic()
    # a pipe that broke is seen when the answer is waited for
    with suppress(OSError):
        worker.pipe.send(run.files[task])


def _collect(run: _Run) -> None:
    """Wait for the next answer, death or deadline, and note it."""
    busy = [worker for worker in run.workers if worker.task is not None]
    if not busy:
        return
    limit = run.options.limits.seconds
    patience = max(0.0, min(worker.started + limit for worker in busy) - time.monotonic())
    ready = set(wait([worker.pipe for worker in busy], timeout=patience))
    for worker in busy:
        if worker.pipe in ready:
            _take(run, worker)
        elif time.monotonic() - worker.started >= limit:
            _finish(run, worker, _failed(run, worker, "timeout", "读取超时，请检查文件是否过于复杂，或单独重新报送。"))
            run.workers.remove(worker)
            _stop(worker)


def _take(run: _Run, worker: _Worker) -> None:
    try:
        answer: _Answer = worker.pipe.recv()
    except (EOFError, OSError):
        _lost(run, worker, "unsafe", "读取此文件时程序两次异常退出，未能读完，请核实文件后重新报送。")
        return
    if answer.outcome is None:
        _lost(run, worker, "too-large", "文件过大，超出内存限额，请拆分或压缩后重新报送。")
        return
    _finish(run, worker, answer.outcome)
    if answer.last:
        run.workers.remove(worker)
        _stop(worker)


def _finish(run: _Run, worker: _Worker, outcome: Outcome) -> None:
    if worker.task is not None:
        run.finished[worker.task] = outcome
    worker.task = None
    worker.done += 1


def _lost(run: _Run, worker: _Worker, code: str, message: str) -> None:
    """A worker died or ran out of memory: its file gets one more try with a fresh one, then is quarantined."""
    task = worker.task
    if task is not None:
        run.deaths[task] = run.deaths.get(task, 0) + 1
        if run.deaths[task] < 2:
            run.queue.appendleft(task)
        else:
            run.finished[task] = _failed(run, worker, code, message)
    worker.task = None
    run.workers.remove(worker)
    _stop(worker)


def _failed(run: _Run, worker: _Worker, code: str, message: str) -> Outcome:
    file = run.files[worker.task or 0]
    seconds = time.monotonic() - worker.started
    return Outcome(file.name, None, None, Status.QUARANTINED, Failure(code, message), None, seconds)


def _start(run: _Run) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, run.options, run.reader), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    if worker.process.is_alive() and worker.task is None:
        worker.process.join(timeout=0.5)
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join()


def _serve(pipe: Connection, options: Options, reader: Reader) -> None:
    """A worker's life: read each file that comes through the pipe, until it is closed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory(options.limits.memory)
    module, _, name = reader.partition(":")
    read_file: Callable[[ReceivedFile, Options], Outcome] = getattr(import_module(module), name)
    while True:
        try:
            file: ReceivedFile = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            outcome = read_file(file, options)
        except MemoryError:
            pipe.send(_Answer(None, last=True))
            return
        last = _resident() > MOST_RESIDENT
        pipe.send(_Answer(outcome, last))
        if last:
            return


def _resident() -> int:
    """The memory that this process holds, in bytes; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _bound_memory(most: int) -> None:
    """Limit what this process may allocate, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
