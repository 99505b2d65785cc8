"""What must stand on a filing: required fields, photo, seal, the date under the enterprise's opinion."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents import Severity
from pipeline.rules.case import Case, Hit, blank, rule
from pipeline.rules.choices import GROUPS

MISSING = "missing-required"


@rule(
    MISSING,
    Severity.ERROR,
    source="LN 附件1",
    says="必填栏目不得空白",
)
def missing_required(case: Case) -> Iterator[Hit]:
    """One for each required field that is blank; a tick group without a tick is `ambiguous-choice` instead."""
    for name in case.scheme.required:
        field = case.field(name)
        if not field.offered:
            if field.value is None:
                yield Hit(f"这份表没有{case.label(name)}一栏，请报送单位补报此项。", (name,))
        elif name not in GROUPS and (blank(field) or field.problem == "choice-none"):
            yield Hit(f"{case.label(name)}未填写，请报送单位补填。", (name,))


@rule("missing-photo", Severity.WARNING, "photo", source="LN 附件1", says="表上有二寸照片的位置，应贴照片")
def missing_photo(case: Case) -> Iterator[Hit]:
    """The layout has a place for a photo, and none is there."""
    photo = case.field("photo")
    if photo.offered and photo.value is False:
        yield Hit("没有看到“二寸照片”，请报送单位补贴照片。")


@rule(
    "missing-seal",
    Severity.ERROR,
    "seal",
    source="LN 附件1",
    says="“所在企业意见”应加盖企业公章（电子表格和 Word 文件不查）",
)
def missing_seal(case: Case) -> Iterator[Hit]:
    """No seal, on a kind of file that would show one."""
    if case.document.shows_ink and case.value("seal") is False:
        yield Hit("“所在企业意见”没有看到企业公章，请企业盖章后重新报送。")


@rule("missing-opinion-date", Severity.WARNING, "opinion_date", source="LN 附件1", says="“所在企业意见”应注明日期")
def missing_opinion_date(case: Case) -> Iterator[Hit]:
    """The enterprise's opinion bears no date."""
    if blank(case.field("opinion_date")):
        yield Hit("“所在企业意见”没有注明日期，请报送单位补填。")
