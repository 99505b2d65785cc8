"""The entries of a résumé: from, to, employer, post, whether it is quality work; and the months of quality work.

Only a line that writes a span of time is an entry; all else stays text. Where no blank parts employer and post, jieba
(its own dictionary and the words of `_WORDS`) finds the last word that ends as names of employers do.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from normalizers.numerals import to_digits
from normalizers.pinyin import without_pinyin
from normalizers.script import simplify
from normalizers.text import fold
from normalizers.value import Context

_NUMERAL = "〇○零一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)\d{{2}}|[{_NUMERAL}]{{4}}(?=年))"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[日号.\-/]?\d{1,2}(?!\d)[日号]?|十?[一二三四五六七八九十]日)"
_POINT = rf"{_YEAR}(?: ?[年.．/\-] ?{_MONTH}(?!\d)月?份?{_DAY}?|(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)|年)?"
_NOW = r"(?:至今|今|现在|目前|迄今)"
_DASH = r"\s*(?:[-—–―~～－─]+|起?至|到)\s*"
_SPAN = re.compile(
    rf"(?<!\d)(?P<a>{_POINT})(?:{_DASH}[-—－]*(?:(?P<b>{_POINT})止?|{_NOW})|{_DASH}(?=[\s\u4e00-\u9fff]|$)|(?:起|开始|以来)(?:至今)?)"
)
_LONGEST = 300
"""Characters beyond which what an entry says is not parted into employer and post."""
_BULLET = re.compile(r"^\s*(?:[（(]?\d{1,2}[）).、]|[①-⑳]|[一二三四五六七八九十]+、)\s*")
_AROUND = " \t，,、。；;：:（）()[]【】"
_BEFORE = re.compile(r"^(?:先后|一直|曾)?(?:就职于|任职于|就读于|毕业于|受聘于|工作于|供职于|在|于|任|担任)")
_DOING = re.compile(r"(?:^|[，, ])?(?:先后|一直)?(?:担任|历任|任职|任(?!职资格)|从事|负责)(?=[^ ]{2})")
_PARTS = re.compile(r"[\s，,；;：:]+")
_ENDS = re.compile(r"(?:一职|职务|的?工作|等职)$")
_STUDY = re.compile(r"学生|就读|学习|在读|本科生|研究生|大专生|进修|[本专]科$|学士|硕士|博士|专业$|上学|读书|毕业")
_QUALITY = re.compile(
    r"质量|质检|质管|质控|质保|质监|品质|品管|品控|品保|品检|检验|检测|化验|计量|标准化|体系|内审|实验室|首席质量官"
    r"|(?<![A-Za-z])(?:QA|QC|QE|SQE|IQC|IPQC|OQC|CQO|TQM)(?![A-Za-z])",
    re.IGNORECASE,
)
_QUALITY_BODY = re.compile(r"质监|质量(?:技术)?(?:监督|检验)|检验检?测?(?:研究)?[院所站]|计量.{0,6}[院所]|检测中心")
_EMPLOYER = re.compile(
    r"(?:公司|集团|[工总分药]?厂|大学|学院|学校|研究[院所]|[院局所社站](?!长)|中心|银行|医院|商店|酒店|事务所|协会|委员会|部队|支行|合作社|矿)$"
)
_WORDS = (
    "质检员 质检科 质检部 品管部 品控部 品质部 质量部 质量科 质管部 化验室 检验员 技术员 质量总监 品质总监 首席质量官"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `start` and `end` as `YYYY-MM`, or `YYYY` where no month is given; `end` empty: until now."""

    start: str
    end: str
    employer: str
    post: str
    quality: bool


def entries(text: str, context: Context) -> tuple[Entry, ...]:
    """The entries of a résumé in the order written; lines that write no span are passed over."""
    plain = simplify(without_pinyin(fold(text)), context.script)
    return tuple(entry for line in plain.split("\n") for entry in _of_line(_BULLET.sub("", line)))


def quality_months(career: Iterable[Entry], day: str) -> int:
    """Months of quality work until the day (ISO 8601), each month counted once; a year without month is whole."""
    spans = sorted((_months(entry.start), _months(entry.end or day[:7])) for entry in career if entry.quality)
    total, reached = 0, 0
    for start, end in spans:
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _months(point: str) -> int:
    year, _, month = point.partition("-")
    return int(year) * 12 + int(month or 1)


def _point(written: str) -> str:
    digits = re.findall(r"\d+", to_digits(written))
    if len(digits) == 1 and len(digits[0]) >= 6:
        digits = [digits[0][:4], digits[0][4:6]]
    return digits[0] if len(digits) == 1 else f"{digits[0]}-{int(digits[1]):02}"


def _of_line(line: str) -> Iterable[Entry]:
    spans = list(_SPAN.finditer(line))
    for index, span in enumerate(spans):
        until = spans[index + 1].start() if index + 1 < len(spans) else len(line)
        rest = line[span.end() : until].strip(_AROUND)
        if not rest and len(spans) == 1:
            rest = line[: span.start()].strip(_AROUND)
        start, end = _point(span["a"]), _point(span["b"]) if span["b"] else ""
        if rest and (not end or _months(start) <= _months(end)):
            yield _entry(start, end, rest)


def _entry(start: str, end: str, rest: str) -> Entry:
    studied = re.match("就读|毕业", rest)
    employer, post = _split(_BEFORE.sub("", rest, count=1))
    if studied:
        post = studied.group()
    post = _ENDS.sub("", post.strip(_AROUND)) or post
    quality = not _STUDY.search(post) and bool(_QUALITY.search(post) or _QUALITY_BODY.search(employer))
    return Entry(start, end, employer, post, quality)


def _split(rest: str) -> tuple[str, str]:
    """Employer and post; one of them empty where the text does not part."""
    if len(rest) > _LONGEST:
        return "", rest
    parts = [part for part in _PARTS.split(rest) if part]
    if len(parts) > 1:
        employer, post = parts[0], "".join(parts[1:])
        return employer.strip(_AROUND), _DOING.sub("", post, count=1) if _DOING.match(post) else post
    doing = _DOING.search(rest)
    if doing and doing.start():
        return rest[: doing.start()].strip(_AROUND), rest[doing.end() :]
    return _by_words(rest)


def _by_words(rest: str) -> tuple[str, str]:
    """A text without blanks, parted behind the last word that ends as employers do."""
    words: Sequence[str] = _cutter().lcut(rest)
    place = at = 0
    for word in words:
        place += len(word)
        if _EMPLOYER.search(word) and place < len(rest):
            at = place
    return rest[:at], rest[at:]


@cache
def _cutter() -> Any:
    """jieba's tokenizer of its own, with the words that it would cut apart.

    jieba would keep what it has worked out in the shared temporary folder, where others could put another file in its
    place; here it starts from its dictionary every time (0.6 s a process).
    """
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.CRITICAL)
    cutter = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as private:
        cutter.tmp_dir = private
        cutter.initialize()
    for word in _WORDS.split():
        cutter.add_word(word)
    return cutter
