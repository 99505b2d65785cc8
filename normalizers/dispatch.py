"""From the kind of a field to the function that reads it. A normalizer's module is loaded when first needed.

A new kind of value is a new module and one line here; `normalizers.catalogue` says which field is of which kind.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from normalizers.blank import is_blank, is_ditto
from normalizers.labels import without_label
from normalizers.pinyin import without_pinyin
from normalizers.specks import without_specks
from normalizers.value import BLANK, Context, Normal, Normalizer

FUNCTIONS: dict[str, str] = {
    "address": "normalizers.address:address",
    "change_type": "normalizers.choices:change_type",
    "contact": "normalizers.phone:contact",
    "credit_code": "normalizers.credit_code:credit_code",
    "date": "normalizers.dates:date",
    "date_span": "normalizers.spans:date_span",
    "education": "normalizers.education:education",
    "email": "normalizers.email:email",
    "employment": "normalizers.choices:employment",
    "enterprise_name": "normalizers.enterprise:enterprise_name",
    "enterprise_type": "normalizers.enterprise_type:enterprise_type",
    "gender": "normalizers.choices:gender",
    "id_number": "normalizers.identity:id_number",
    "industry": "normalizers.industry:industry",
    "mobile": "normalizers.phone:mobile",
    "opinion": "normalizers.opinion:opinion",
    "organisation": "normalizers.enterprise:organisation",
    "partial_date": "normalizers.dates:partial_date",
    "person_name": "normalizers.names:person_name",
    "post": "normalizers.choices:post",
    "presence": "normalizers.presence:presence",
    "region": "normalizers.region:region",
    "resume": "normalizers.resume:resume",
    "scale": "normalizers.choices:scale",
    "serial": "normalizers.numbers:serial",
    "text": "normalizers.text:text",
    "title_grade": "normalizers.title:title_grade",
    "years": "normalizers.numbers:years",
    "yes_no": "normalizers.choices:yes_no",
}
"""Kind of value → `module:function`."""


MISREAD_DASHES = ("一", "ー", "丨")
"""What OCR makes of a dash; as a whole answer it means nothing."""


@cache
def normalizer(kind: str) -> Normalizer:
    """The function that reads texts of that kind; KeyError where there is no such kind."""
    module, _, name = FUNCTIONS[kind].partition(":")
    function: Normalizer = getattr(import_module(module), name)
    return function


def normalise(kind: str, text: str, context: Context) -> Normal:
    """What the text means as a field of that kind: blank, a value, or a problem. KeyError for an unknown kind.

    Readings that a web copy put behind characters are taken out first, for every kind: 2021年(nián)9月(yuè).
    """
    text = without_label(kind, without_pinyin(text))
    if is_ditto(text):
        return Normal(None, "ditto")
    if context.recognised:
        text = text if kind == "email" else without_specks(text)
        if text.strip() in MISREAD_DASHES:
            return BLANK
    return BLANK if is_blank(text, kind) else normalizer(kind)(text, context)
