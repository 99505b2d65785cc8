"""Documents that came together, in one file or in one archive or mail: attachments bear witness for their filings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.documents import Document, Outcome, Status
from pipeline.rules import attachments
from pipeline.rules.engine import check
from pipeline.rules.jurisdiction import jurisdiction_of
from pipeline.rules.jurisdiction_file import schemes
from pipeline.rules.outcome import outcome as status_of
from pipeline.settings import Options
from pipeline.witnesses import witnessed_across


def judged(documents: Sequence[Document], options: Options) -> tuple[Document, ...]:
    """The documents that came together, each with what the rules say of it and its status.

    What is missing is told only where at least one attachment came: else they may have come another way.
    """
    copies = [document for document in documents if document.kind in attachments.KINDS]
    filings = [document for document in documents if document.kind == "filing"]
    own = iter(attachments.belonging(filings, copies))
    return tuple(
        _judged(document, next(own) if document.kind == "filing" and copies else None, options)
        for document in documents
    )


def judged_with_members(outcomes: Iterable[Outcome], options: Options) -> Iterator[Outcome]:
    """The outcomes in their order; those of an archive or mail once its last member is there, judged together."""
    held: list[Outcome] = []
    awaited = 0
    for outcome in outcomes:
        awaited = max(0, awaited - 1) + len(outcome.members)
        held.append(outcome)
        if not awaited:
            yield from _judged_as_one(held, options)
            held = []
    yield from _judged_as_one(held, options)


def _judged_as_one(outcomes: Sequence[Outcome], options: Options) -> Iterator[Outcome]:
    documents = [document for outcome in outcomes for document in outcome.documents]
    if len(outcomes) < 2 or not any(document.kind in attachments.KINDS for document in documents):
        yield from outcomes
        return
    weighed = witnessed_across([outcome.documents for outcome in outcomes])
    anew = iter(judged([document for file in weighed for document in file], options))
    for outcome in outcomes:
        own = tuple(next(anew) for _ in outcome.documents)
        held = any(document.status is Status.REVIEW for document in own)
        status = Status.REVIEW if held else Status.ACCEPTED
        yield replace(outcome, documents=own, status=status if own else outcome.status)


def _judged(document: Document, own: tuple[Document, ...] | None, options: Options) -> Document:
    scheme = jurisdiction_of(document.jurisdiction, schemes(options.rules))
    document = replace(document, findings=check(document, scheme, options.today, own))
    return replace(document, status=status_of(document, scheme))
