"""From a reading to a document with typed values: whose rules apply, what each text means, what a person must see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from extractors.forms.labels import fold_script
from extractors.forms.reading import FieldReading, Reading
from normalizers.catalogue import BY_KIND, SUMMARY_ROW, Field
from normalizers.dispatch import normalise
from normalizers.script import script_of
from normalizers.value import Context, Value
from pipeline.documents import Document, FieldValue, Leftover
from pipeline.rules.jurisdiction import Jurisdiction
from pipeline.settings import Options
from pipeline.sureness import confidence_of, doubt_of, judged, seen

UNSEEN_ON_POOR_PAPER = 0.75
"""That a photo or seal is not there which was not seen on a poor copy."""
BLANK_ON_POOR_PAPER = 0.94
"""That a place is blank where nothing was read on a poor copy."""


def to_document(reading: Reading, schemes: Mapping[str, Jurisdiction], options: Options) -> Document:
    """The document that a reading means, its findings yet to come."""
    context = Context(script=script_of(_texts(reading)), recognised=reading.recognised, day=options.today.isoformat())
    jurisdiction = options.jurisdiction or told_jurisdiction(reading, schemes, context)
    scheme = schemes.get(jurisdiction or "")
    context = replace(context, province=scheme.province if scheme else None)
    doubt = doubt_of(reading)
    fields = _values(reading.fields, BY_KIND[reading.kind], context, doubt)
    rows = tuple(_values(row, SUMMARY_ROW, context, doubt) for row in reading.rows)
    return judged(
        Document(
            kind=reading.kind,
            form=reading.form,
            jurisdiction=jurisdiction if reading.kind in ("filing", "summary") else None,
            pages=reading.pages,
            fields=fields,
            rows=rows,
            leftovers=tuple(Leftover(left.text, left.place) for left in reading.leftovers),
            shows_ink=reading.shows_ink,
        )
    )


def told_jurisdiction(reading: Reading, schemes: Mapping[str, Jurisdiction], context: Context) -> str | None:
    """Whose rules apply, as the document tells it: by its region, then its wording, then its form.

    The region first: the blank of one province, its printed notes included, is used in others.
    """
    provinces = {scheme.province: scheme.id for scheme in schemes.values() if scheme.province}
    text = _region_text(reading)
    if text:
        region = normalise("region", text, context).value
        code = region.get("code") if isinstance(region, dict) else None
        if code and code[:2] in provinces:
            return provinces[code[:2]]
    wording = fold_script(reading.wording)
    named = [scheme.id for scheme in schemes.values() if scheme.province and scheme.name[:2] in wording]
    return named[0] if len(named) == 1 else reading.jurisdiction


def _region_text(reading: Reading) -> str | None:
    place = reading.fields.get("region") or reading.fields.get("reporting_unit")
    if place is None or not place.meant:
        return None
    return fold_script(place.meant).partition("市场监督")[0].partition("市场监管")[0]


def _texts(reading: Reading) -> Iterable[str]:
    yield reading.wording
    for group in (reading.fields, *reading.rows):
        yield from (field.text for field in group.values() if field.text)


def _values(
    readings: Mapping[str, FieldReading], catalogue: Mapping[str, Field], context: Context, doubt: float
) -> dict[str, FieldValue]:
    return {name: _value(readings[name], field, context, doubt) for name, field in catalogue.items()}


def _value(reading: FieldReading, field: Field, context: Context, doubt: float) -> FieldValue:
    if field.kind == "presence":
        return _presence(reading, doubt)
    if reading.meant is None:
        return _without_answer(reading, doubt)
    seen_there = any(run.glyphs for line in reading.lines for run in line.runs)
    normal = normalise(field.kind, reading.meant, replace(context, recognised=context.recognised or seen_there))
    problem = reading.problem or normal.problem
    confidence = confidence_of(reading, normal, field.kind, doubt)
    return FieldValue(
        name=reading.name,
        value=normal.value,
        text=reading.text,
        confidence=confidence,
        place=reading.place,
        problem=problem,
        alternatives=_alternatives(normal.alternatives, reading.alternatives),
        offered=reading.offered,
    )


def _presence(reading: FieldReading, doubt: float) -> FieldValue:
    there = reading.meant == "true"
    return FieldValue(
        name=reading.name,
        value=there,
        text=reading.text,
        confidence=reading.confidence if there or doubt == 1.0 else min(reading.confidence, UNSEEN_ON_POOR_PAPER),
        place=reading.place,
        problem=reading.problem,
        offered=reading.offered,
    )


def _without_answer(reading: FieldReading, doubt: float) -> FieldValue:
    """Nothing was chosen or written: blank, or a group of options that a person must settle."""
    empty = 1.0 if doubt == 1.0 or reading.text is not None else BLANK_ON_POOR_PAPER
    return FieldValue(
        name=reading.name,
        text=reading.text,
        confidence=reading.confidence * seen(reading) * empty,
        place=reading.place,
        problem=reading.problem,
        alternatives=_alternatives((), reading.alternatives),
        offered=reading.offered,
    )


def _alternatives(meanings: tuple[Value, ...], texts: tuple[str, ...]) -> tuple[tuple[Value, float], ...]:
    return tuple((value, 0.0) for value in (*meanings, *texts))
