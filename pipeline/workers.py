"""Reading in worker processes that can die without taking the run along.

Each worker is spawned (an OCR engine must not be forked), reads one file at a time, and is killed when a file
takes longer than its limit. A file that kills its worker is read once more alone, then quarantined.

A worker that opens a container lays its members into a folder that is private to the run; they are read next.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from pipeline.documents import Failure, Outcome, Status
from pipeline.intake import ReceivedFile
from pipeline.scratch import private_folder
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
class _Spent:
    """What a received file has unpacked to so far, with all that is nested in it."""

    members: int = 0
    unpacked: int = 0


@dataclass(slots=True)
class _Run:
    files: list[ReceivedFile]
    options: Options
    reader: Reader
    scratch: Path
    queue: deque[int]
    workers: list[_Worker] = field(default_factory=list)
    finished: dict[int, Outcome] = field(default_factory=dict)
    deaths: dict[int, int] = field(default_factory=dict)
    inside: dict[int, list[int]] = field(default_factory=dict)
    roots: dict[int, int] = field(default_factory=dict)
    spent: dict[int, _Spent] = field(default_factory=dict)


def read_all(
    files: Sequence[ReceivedFile], options: Options, workers: int, reader: Reader = READ_FILE
) -> Iterator[Outcome]:
    """The outcome of each file, in the order given, each container's members behind it; read by so many workers."""
    with private_folder() as scratch:
        housed = [replace(file, room=scratch / str(number)) for number, file in enumerate(files)]
        run = _Run(housed, options, reader, scratch, deque(range(len(housed))))
        order = deque(range(len(housed)))
        try:
            while order:
                number = order.popleft()
                while number not in run.finished:
                    _hand_out(run, workers)
                    _collect(run)
                order.extendleft(reversed(run.inside.pop(number, [])))
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
            failed = _failed(run, worker, "timeout", "读取超时，请检查文件是否过于复杂，或单独重新报送。")
            run.workers.remove(worker)
            _stop(worker)
            _finish(run, worker, failed)


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
        _settle(run, worker.task, outcome)
    worker.task = None
    worker.done += 1


def _settle(run: _Run, task: int, outcome: Outcome) -> None:
    """Note the outcome of a file, queue its members next, and remove what is no longer needed of it."""
    root = run.roots.get(task, task)
    if outcome.members and _is_too_much(run, root, outcome):
        failure = Failure("too-large", "压缩包连同里面各层压缩包的文件过多或总量过大，超出限额，请拆分后重新报送。")
        outcome = replace(outcome, status=Status.QUARANTINED, error=failure, documents=(), members=())
    run.finished[task] = outcome
    file = run.files[task]
    if outcome.members:
        _queue_members(run, task, root, outcome)
    elif file.room is not None:
        shutil.rmtree(file.room, ignore_errors=True)
    if task in run.roots:
        file.path.unlink(missing_ok=True)
        with suppress(OSError):
            file.path.parent.rmdir()


def _is_too_much(run: _Run, root: int, outcome: Outcome) -> bool:
    spent = run.spent.setdefault(root, _Spent())
    spent.members += len(outcome.members)
    spent.unpacked += sum(member.size for member in outcome.members)
    return spent.members > run.options.limits.members or spent.unpacked > run.options.limits.unpacked


def _queue_members(run: _Run, task: int, root: int, outcome: Outcome) -> None:
    """Members are read before other files are opened, so that little is unpacked at a time."""
    file = run.files[task]
    above = (*file.above, outcome.sha256 or "")
    readable: list[int] = []
    for member in outcome.members:
        number = len(run.files)
        name = f"{file.name}!{member.name}"
        path = member.path or Path(member.name)
        run.files.append(ReceivedFile(path, name, run.scratch / str(number), above))
        run.inside.setdefault(task, []).append(number)
        run.roots[number] = root
        if member.error is not None:
            failure = Failure(member.error.code, member.error.message)
            run.finished[number] = Outcome(name, None, None, Status.QUARANTINED, failure)
        else:
            readable.append(number)
    run.queue.extendleft(reversed(readable))


def _lost(run: _Run, worker: _Worker, code: str, message: str) -> None:
    """A worker died or ran out of memory: its file gets one more try with a fresh one, then is quarantined."""
    task = worker.task
    if task is not None:
        run.deaths[task] = run.deaths.get(task, 0) + 1
        if run.deaths[task] < 2:
            run.queue.appendleft(task)
        else:
            _settle(run, task, _failed(run, worker, code, message))
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
    process = context.Process(target=_serve, args=(theirs, run.options, run.reader, run.scratch), daemon=True)
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


def _serve(pipe: Connection, options: Options, reader: Reader, scratch: Path) -> None:
    """A worker's life: read each file that comes through the pipe, until it is closed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()
    _bound_memory(options.limits.memory)
    module, _, name = reader.partition(":")
    read_file: Callable[[ReceivedFile, Options], Outcome] = getattr(import_module(module), name)
    try:
        _read_on(pipe, options, read_file)
    finally:
        # the thread that waits for the parent's end would be cut off with this process in the midst of its work
        if _is_orphan():
            shutil.rmtree(scratch, ignore_errors=True)


def _read_on(pipe: Connection, options: Options, read_file: Callable[[ReceivedFile, Options], Outcome]) -> None:
    """Read each file that comes through the pipe, until it is closed or memory is short."""
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


def _is_orphan() -> bool:
    """Whether the run that this worker belongs to is no more; it ends a moment after its end of the pipe is closed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join(timeout=0.05)
    return parent is not None and not parent.is_alive()


def _end_with_parent(scratch: Path) -> None:
    """When the run is killed, nobody but its workers can remove what lies in its private folder."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)


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
