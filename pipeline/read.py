"""One received file, the whole way without a registry: intake → extractors → normalizers → rules → outcome."""

from __future__ import annotations

import logging
import time
from dataclasses import replace

from extractors.errors import NoForm, ReadError
from extractors.forms.documents import read_documents
from extractors.forms.reading import Reading
from extractors.page import Page
from pipeline.documents import Document, Failure, Outcome, Status
from pipeline.extract import pages_of
from pipeline.intake import ReceivedFile, read_bytes, sha256_of
from pipeline.media import media_type_of
from pipeline.members import contents_of, is_container
from pipeline.rules.jurisdiction_file import schemes
from pipeline.settings import Options
from pipeline.together import judged
from pipeline.values import to_document
from pipeline.witnesses import witnessed

logger = logging.getLogger(__name__)


def read_file(file: ReceivedFile, options: Options) -> Outcome:
    """The outcome of one received file. It is never lost: whatever goes wrong in reading it is a quarantine."""
    started = time.perf_counter()
    outcome = Outcome(file.name, None, None, Status.QUARANTINED)
    try:
        content = read_bytes(file.path, options.limits.size)
        outcome = replace(outcome, sha256=sha256_of(content))
        media_type = media_type_of(content)
        outcome = replace(outcome, media_type=media_type)
        found = contents_of(file, content, outcome, options)
        if found is not None:
            outcome = replace(outcome, members=found.members, passed_over=found.passed_over)
            if found.error is not None:
                raise found.error
        if is_container(media_type):
            outcome = replace(outcome, status=Status.ACCEPTED)
        else:
            pages = pages_of(content, media_type, options)
            outcome = replace(outcome, pages=len(pages))
            documents = read_pages(pages, options)
            if not documents and not outcome.members:
                raise NoForm
            held = any(document.status is Status.REVIEW for document in documents)
            outcome = replace(outcome, documents=documents, status=Status.REVIEW if held else Status.ACCEPTED)
    except ReadError as error:
        outcome = replace(outcome, error=Failure(error.code, error.message))
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours must not lose the file, nor stop the run
        logger.error("reading %s failed: %s at %s", file.name, type(error).__name__, _origin(error))
        outcome = replace(outcome, error=Failure("corrupt", "读取此文件时程序出错，未能读完，请人工处理并告知管理员。"))
    return replace(outcome, seconds=time.perf_counter() - started)


def read_pages(pages: tuple[Page, ...], options: Options) -> tuple[Document, ...]:
    """Every document on the pages, with its values and what the rules say of it; none where there is no form."""
    known = schemes(options.rules)
    return judged(witnessed([to_document(reading, known, options) for reading in _readings(pages, options)]), options)


def _readings(pages: tuple[Page, ...], options: Options) -> tuple[Reading, ...]:
    readings = read_documents(pages)
    if not readings or all(page.image is None for page in pages):
        return readings
    from extractors.ocr.engines import engine
    from extractors.scan.second import look_again

    return read_documents(look_again(pages, readings, engine(options.ocr, options.threads)))


def _origin(error: BaseException) -> str:
    """The place in our code where an exception came from, without any value it may carry."""
    trace = error.__traceback__
    last = "?"
    while trace is not None:
        last = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return last
