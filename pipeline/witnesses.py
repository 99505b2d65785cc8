"""What an attachment says of the same person makes what the filing says surer, or less sure, and the other way round.

Two papers read apart are hardly ever misread alike. Where they differ at most one is right, or the papers themselves
differ (which the rules tell); no value is ever changed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from normalizers.enterprise import name_key
from pipeline.documents import Document, FieldValue
from pipeline.rules.attachments import KINDS, belonging
from pipeline.rules.likeness import alike, person_key
from pipeline.sureness import marked

CONFIRMED: Mapping[str, tuple[str, ...]] = {
    "id_card": ("name", "id_number", "birth_date", "gender"),
    "diploma": ("name", "school", "major", "education"),
    "title_certificate": ("name", "title"),
}
"""The fields of a filing that each kind of attachment bears witness of."""
CONTRADICTED = {"id_card": CONFIRMED["id_card"]}
"""Those of which it also bears witness against: people have several diplomas, and name their schools as they like."""
SAME_MISREADING: Mapping[str, float] = {"id_number": 0.1, "birth_date": 0.1, "gender": 1.0}
"""The chance that two misreadings of a field are the same one."""
SAME_TEXT = 0.5
PAPERS_DIFFER = 0.01
"""The chance that the two papers, both read right, do not say the same."""


def witnessed(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents of one received file, each field as sure as the filing and its attachments together make it."""
    return witnessed_across([documents], within=True)[0]


def witnessed_across(files: Sequence[Sequence[Document]], *, within: bool = False) -> list[tuple[Document, ...]]:
    """The documents of several files that came together, weighed against those of the other files.

    `within`: against those of the same file instead, which is done once, when the file is read.
    """
    made = [list(documents) for documents in files]
    places = [(file, place) for file, documents in enumerate(files) for place in range(len(documents))]
    filings = [spot for spot in places if files[spot[0]][spot[1]].kind == "filing"]
    copies = [spot for spot in places if files[spot[0]][spot[1]].kind in KINDS]
    shown = {id(files[file][place]): (file, place) for file, place in copies}
    owned = belonging([files[f][p] for f, p in filings], [files[f][p] for f, p in copies])
    for (file, place), own in zip(filings, owned, strict=True):
        for kind in KINDS:
            spots = [shown[id(copy)] for copy in own if copy.kind == kind]
            spots = [spot for spot in spots if (spot[0] == file) == within]
            best = max(spots, key=lambda spot: _agreements(made[file][place], made[spot[0]][spot[1]]), default=None)
            if best is not None:
                pair = _weighed(made[file][place], made[best[0]][best[1]])
                made[file][place], made[best[0]][best[1]] = pair
    return [tuple(documents) for documents in made]


def _weighed(filing: Document, copy: Document) -> tuple[Document, Document]:
    """Both with their sureness as the other makes it; as they are where the copy is of somebody else."""
    if not _is_of_same_person(filing, copy):
        return filing, copy
    ours, theirs = dict(filing.fields), dict(copy.fields)
    for name in CONFIRMED[copy.kind]:
        one, other = ours[name], theirs[name]
        if one.value is None or other.value is None:
            continue
        if _agree(name, one, other):
            shared = (1 - one.confidence) * (1 - other.confidence) * SAME_MISREADING.get(name, SAME_TEXT)
            ours[name], theirs[name] = (_raised(field, 1 - shared) for field in (one, other))
        elif name in CONTRADICTED.get(copy.kind, ()):
            ours[name], theirs[name] = _lowered(one, other), _lowered(other, one)
    return replace(filing, fields=ours), replace(copy, fields=theirs)


def _raised(field: FieldValue, confidence: float) -> FieldValue:
    return marked(replace(field, confidence=max(field.confidence, confidence)))


def _lowered(field: FieldValue, other: FieldValue) -> FieldValue:
    """The chance that it is right given that the other says something else, the other's value as an alternative."""
    a, b = field.confidence, other.confidence
    right = a * b * PAPERS_DIFFER + a * (1 - b)
    whole = right + b * (1 - a) + (1 - a) * (1 - b)
    chance = min(a, right / whole) if whole > 0 else a
    known = (other.value, min(b, 1 - chance))
    alternatives = (known, *(pair for pair in field.alternatives if pair[0] != other.value))
    return marked(replace(field, confidence=chance, alternatives=alternatives))


def _is_of_same_person(filing: Document, copy: Document) -> bool:
    """Whether name, number or birth date are the same or may be one another misread."""
    if any(_agrees(filing, copy, name) for name in ("name", "id_number", "birth_date")):
        return True
    return any(_looks_like(filing, copy, name) for name in ("name", "id_number"))


def _agreements(filing: Document, copy: Document) -> int:
    return sum(_agrees(filing, copy, name) for name in CONFIRMED[copy.kind])


def _agrees(filing: Document, copy: Document, name: str) -> bool:
    one, other = filing.fields.get(name), copy.fields.get(name)
    return one is not None and other is not None and _agree(name, one, other)


def _agree(name: str, one: FieldValue, other: FieldValue) -> bool:
    """Whether both say the same; a birth date without a day agrees with one of that month."""
    a, b = one.value, other.value
    if not isinstance(a, str) or not isinstance(b, str):
        return False
    if name == "birth_date":
        return a.startswith(b) or b.startswith(a)
    if name == "name":
        return person_key(a) == person_key(b)
    return a == b or (name == "school" and name_key(a) == name_key(b))


def _looks_like(filing: Document, copy: Document, name: str) -> bool:
    one, other = filing.fields.get(name), copy.fields.get(name)
    a, b = (field.value if field is not None else None for field in (one, other))
    return isinstance(a, str) and isinstance(b, str) and alike(a, b)
