"""The rows of a summary, and the day it was made. Source: LN 附件2 and its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers.catalogue import OPTIONS
from pipeline.documents import Row, Severity
from pipeline.rules.case import Case, Hit, blank, row_label, rule

_KINDS = ("summary",)
_UNTRAINED = re.compile(r"(?:尚|暂|均|还)?(?:未|没|否|无|不|拟|计划|准备|待)")
_WHEN = re.compile(
    r"[0-9]{2}\s*[年./-]|(?:19|20)[0-9]{2}|[0-9一二三四五六七八九十]\s*月|[〇○零一二三四五六七八九]{2,4}年"
)
_NO_ORGANIZER = re.compile(
    r"[0-9年月日至起./~～—–-]|[〇○零一二三四五六七八九十]+(?=[年月日])|首席|二级|质量官|已经?|是|有|于|在|曾|并|均|参加|参训|过|完成|"
    r"[培受]训|集中|任职|专题|线上|线下|学习|考核|考试|合格|通过|取得|获得|证书?|结业|时间|班|期|第|次|了|由|组织|举办|的|质量|管理|相关|业务|[^\w]"
)


@rule(
    "summary-late",
    Severity.WARNING,
    "filing_date",
    source="LN 三1",
    says="首批汇总表应在2021年10月22日前报送",
    kinds=_KINDS,
)
def summary_late(case: Case) -> Iterator[Hit]:
    """A summary of the year of the first batch, after its last day."""
    last, filed = case.scheme.deadlines.first_batch, case.date("filing_date")
    if last and filed and filed[:4] == str(last.year) and filed > last.isoformat():
        yield Hit(f"首批汇总表应在{last.isoformat()}前报送，“填报日期”为{filed}，请核实。")


@rule(
    "summary-remark-missing",
    Severity.ERROR,
    "remarks",
    source="LN 附件2 说明3",
    says="备注栏应注明聘任岗位是新设还是变更",
    kinds=_KINDS,
)
def summary_remark_missing(case: Case) -> Iterator[Hit]:
    """One for each row whose remarks name neither option."""
    for number, row in _filled_rows(case):
        remarks = row["remarks"]
        written = isinstance(remarks.value, str) and any(option in remarks.value for option in OPTIONS["change_type"])
        if not written and remarks.problem is None:
            yield Hit(f"{row_label('remarks', number, row)}没有注明新设还是变更，请补填。", row=row)


@rule(
    "summary-training-incomplete",
    Severity.WARNING,
    "training",
    source="LN 附件2 说明2",
    says="参加过培训的，应写明培训时间和培训组织方",
    kinds=_KINDS,
)
def summary_training_incomplete(case: Case) -> Iterator[Hit]:
    """One for each row that says trained, but not when, or not by whom."""
    for number, row in _filled_rows(case):
        training = row["training"].value
        if not isinstance(training, str) or says_untrained(training):
            continue
        missing = [] if _WHEN.search(training) else ["培训时间"]
        if organizer_in(training) is None:
            missing.append("培训组织方")
        if missing:
            yield Hit(f"{row_label('training', number, row)}没有写明{'和'.join(missing)}，请补填。", row=row)


def says_untrained(training: str) -> bool:
    """Whether a row's words on training begin by saying that there was none yet."""
    return _UNTRAINED.match(training) is not None


def organizer_in(training: str) -> str | None:
    """What is left of a row's words on training without dates and what says that there was one; None: nothing."""
    rest = _NO_ORGANIZER.sub("", training)
    return rest if len(rest) >= 2 else None


def _filled_rows(case: Case) -> Iterator[tuple[int, Row]]:
    """The rows that say anything of a person or an enterprise, counted from 1 among all."""
    for number, row in enumerate(case.document.rows, start=1):
        if not (blank(row["name"]) and blank(row["enterprise_name"])):
            yield number, row
