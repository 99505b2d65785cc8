"""Groups of tick boxes of which exactly one must be chosen."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.catalogue import OPTIONS
from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, blank, rule

GROUPS = ("post", "change_type", "employment")


@rule(
    "ambiguous-choice",
    Severity.ERROR,
    *GROUPS,
    source="LN 附件1",
    says="聘任岗位、新设/变更、专职兼职各选且只选一项",
)
def ambiguous_choice(case: Case) -> Iterator[Hit]:
    """One for each group with two options chosen, or none, or where a person would hesitate."""
    for name in GROUPS:
        field = case.field(name)
        options = "、".join(OPTIONS[name])
        if field.problem == "choice-several":
            yield Hit(f"{case.label(name)}选了不止一项，请报送单位从{options}中确认一项。", (name,))
        elif field.problem == "choice-unclear":
            yield Hit(
                f"{case.label(name)}勾选不清，看不出选的是{options}中的哪一项，请核对原件或请报送单位确认。", (name,)
            )
        elif field.offered and (blank(field) or field.problem == "choice-none"):
            yield Hit(f"{case.label(name)}一项也没有选，请报送单位从{options}中选定一项。", (name,))
