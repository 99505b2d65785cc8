"""Invented filings and summaries, each with its truth. ID numbers are valid and belong to nobody."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.generator import writing
from benchmarks.generator.career import Career, make_career, write_resume
from benchmarks.generator.enterprise import (
    NAMES_AT_TWO_LEVELS,
    PROVINCES,
    Enterprise,
    counties,
    make_enterprise,
    write_region,
)
from benchmarks.generator.truth import FILING_FIELDS, SummaryTruth, Truth, Value
from benchmarks.generator.words import area_code, names_with_dot, words

EDUCATION_WRITTEN = {
    "博士研究生": ("博士研究生", "博士"),
    "硕士研究生": ("硕士研究生", "硕士", "研究生", "工程硕士", "MBA"),
    "大学本科": ("本科", "本科", "大学本科", "大学", "学士", "全日制本科"),
    "大学专科": ("大专", "大专", "大学专科", "专科"),
    "中等专科": ("中专", "中等专科"),
}
MAIL_NAMES = "zhang wang lixin zgb quality cqo lnzj sales office_zl hr.dept xiaolu ool0 sy2021 dl-qc".split()  # noqa: SIM905
FIRST_FILING = dt.date(2021, 9, 27)
LAST_FILING = dt.date(2025, 12, 20)


@dataclass(frozen=True, slots=True)
class Person:
    """A person: name, gender (男, 女), day of birth, ID number."""

    name: str
    gender: str
    birth: dt.date
    id_number: str


def check_digit(first17: str) -> str:
    """The 18th character of an ID number (GB 11643-1999)."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(first17))
    return "10X98765432"[total % 11]


def make_name(rng: random.Random, gender: str, jurisdiction: str) -> str:
    """A name: mostly Han, compound surnames and rare characters at times, names with · more often in Xizang."""
    if rng.random() < (0.4 if jurisdiction == "xizang" else 0.02):
        return rng.choice(names_with_dot("tibetan_names", gender))
    if rng.random() < 0.015:
        return rng.choice(names_with_dot("minority_names", gender))
    surname = rng.choice(words("compound_surnames")) if rng.random() < 0.06 else rng.choice(words("surnames"))
    return surname + rng.choice(words("male_given" if gender == "男" else "female_given"))


def make_person(rng: random.Random, jurisdiction: str, born: tuple[int, int]) -> Person:
    """A person of the province, born in these years (both included)."""
    gender = rng.choice("男男女")
    birth = dt.date(rng.randint(*born), 1, 1) + dt.timedelta(days=rng.randrange(365))
    county = rng.choice(counties(PROVINCES[jurisdiction][0])).code
    sequence = rng.randrange(1, 500) * 2 - (gender == "男")
    first17 = f"{county}{birth:%Y%m%d}{sequence:03d}"
    return Person(make_name(rng, gender, jurisdiction), gender, birth, first17 + check_digit(first17))


def make_mobile(rng: random.Random) -> str:
    """A mobile number of a prefix in use."""
    return rng.choice(words("mobile_prefixes")) + f"{rng.randrange(10**8):08d}"


def _contact(rng: random.Random, enterprise: Enterprise) -> tuple[str, str]:
    if rng.random() < 0.65:
        mobile = make_mobile(rng)
        return writing.write_mobile(rng, mobile), mobile
    area = area_code(enterprise.region.code[:4])
    number = str(rng.randint(2, 8)) + f"{rng.randrange(10**6):06d}"
    if area in ("024", "0411"):
        number = "8" + number
    extension = str(rng.randint(801, 8999)) if rng.random() < 0.2 else ""
    value = f"{area}-{number}" + (f"-{extension}" if extension else "")
    return writing.write_landline(rng, area, number, extension), value


def _email(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.1:
        return rng.choice(writing.BLANKS), ""
    local = rng.choice(MAIL_NAMES)
    local += str(rng.choice(("", rng.randint(1, 99), rng.randint(1960, 2001), rng.randrange(10**6))))
    value = f"{local}@{rng.choice(words('mail_hosts'))}"
    return rng.choices((value, value.upper(), value.capitalize(), value.replace("@", "＠")), (90, 4, 4, 2))[0], value


def _optional(rng: random.Random, text: str, share_blank: float) -> tuple[str, str]:
    return (rng.choice(writing.BLANKS), "") if rng.random() < share_blank else (text, text)


class _Sheet:
    """Fields being filled in: text and value together."""

    def __init__(self) -> None:
        self.written: dict[str, str] = dict.fromkeys(FILING_FIELDS, "")
        self.value: dict[str, Value] = dict.fromkeys(FILING_FIELDS)
        self.chosen: dict[str, tuple[str, ...]] = {}

    def put(self, field: str, written: str, value: Value) -> None:
        self.written[field] = written
        self.value[field] = None if value == "" else value

    def tick(self, field: str, option: str, value: Value) -> None:
        self.put(field, option, value)
        self.chosen[field] = (option,)


def _put_enterprise(rng: random.Random, sheet: _Sheet, enterprise: Enterprise, jurisdiction: str) -> None:
    region, trade = enterprise.region, enterprise.trade
    sheet.put("enterprise_name", enterprise.name, enterprise.name)
    sheet.put("region", write_region(rng, region, jurisdiction), {"code": region.code, "name": region.full})
    industry = writing.write_industry(rng, trade.code, trade.name, ambiguous=trade.name in NAMES_AT_TWO_LEVELS)
    sheet.put("industry", industry, {"code": trade.code, "name": trade.name})
    kind = enterprise.kind
    narrow = kind.replace("（", "(").replace("）", ")")
    sheet.put("enterprise_type", narrow if rng.random() < 0.3 else kind, kind)
    sheet.tick("above_scale", "是" if enterprise.above_scale else "否", enterprise.above_scale)
    sheet.tick("enterprise_scale", enterprise.scale, enterprise.scale)
    sheet.put("main_products", enterprise.products, enterprise.products)
    sheet.put("address", enterprise.address, enterprise.address)


def _put_person(rng: random.Random, sheet: _Sheet, person: Person, career: Career) -> None:
    dot = rng.choices("·•・", (80, 12, 8))[0]
    sheet.put("name", person.name.replace("·", dot), person.name)
    sheet.put("id_number", writing.write_id(rng, person.id_number), person.id_number)
    sheet.tick("gender", person.gender, person.gender)
    if rng.random() < 0.15:
        sheet.put("birth_date", writing.write_month(rng, person.birth), f"{person.birth:%Y-%m}")
    else:
        sheet.put("birth_date", writing.write_day(rng, person.birth), person.birth.isoformat())
    sheet.put("quality_years", writing.write_years(rng, career.years), career.years)
    sheet.put("school", career.school, career.school)
    sheet.put("major", career.major, career.major)
    sheet.put("education", rng.choice(EDUCATION_WRITTEN[career.education]), career.education)
    sheet.put("position", career.position, career.position)
    sheet.put("title", *_optional(rng, rng.choice(words("titles")), 0.25))
    mobile = make_mobile(rng)
    sheet.put("mobile", writing.write_mobile(rng, mobile), mobile)
    sheet.put("email", *_email(rng))
    resume = write_resume(rng, career)
    sheet.put("resume", resume, resume)


def _training_body(rng: random.Random, enterprise: Enterprise, province_name: str) -> str:
    bureau = rng.choice(("市场监督管理局", "市场监督管理局", "市场监管局"))
    return rng.choice((enterprise.region.city, enterprise.region.city, enterprise.region.name, province_name)) + bureau


def _put_training(rng: random.Random, sheet: _Sheet, filing: dt.date, body: str) -> None:
    if rng.random() < 0.3:
        sheet.tick("trained", "否", False)
        blank = rng.choice(writing.BLANKS)
        sheet.put("training_date", blank, None)
        sheet.put("training_organizer", blank, None)
        return
    sheet.tick("trained", "是", True)
    start = filing - dt.timedelta(days=rng.randint(40, 900))
    start = start.replace(day=min(start.day, 22))
    end = start + dt.timedelta(days=rng.randint(1, 4))
    way = rng.random()
    if way < 0.45:
        sheet.put("training_date", writing.write_month(rng, start), f"{start:%Y-%m}")
    elif way < 0.75:
        sheet.put("training_date", writing.write_day(rng, start), start.isoformat())
    else:
        sheet.put("training_date", writing.write_span(rng, start, end), f"{start.isoformat()}/{end.isoformat()}")
    sheet.put("training_organizer", body, body)


def _put_others(rng: random.Random, sheet: _Sheet, person: Person, enterprise: Enterprise, jurisdiction: str) -> None:
    leads = sheet.value["position"] in ("总经理", "董事长", "董事长兼总经理", "执行董事兼总经理")
    head = person.name if leads else make_name(rng, rng.choice("男男女"), jurisdiction)
    sheet.put("principal_name", head, head)
    own = str(sheet.value["position"]) if leads else rng.choice(words("head_positions"))
    sheet.put("principal_position", own, own)
    sheet.put("principal_contact", *_contact(rng, enterprise))
    if rng.random() < 0.12:
        return
    deputy = make_name(rng, rng.choice("男女"), jurisdiction)
    sheet.put("quality_head_name", deputy, deputy)
    sheet.put("quality_head_position", *_optional(rng, rng.choice(words("quality_head_positions")), 0.08))
    sheet.put("quality_head_contact", *_contact(rng, enterprise))


def _put_appointment(rng: random.Random, sheet: _Sheet, filing: dt.date, post: str, jurisdiction: str) -> None:
    change = rng.choices(("新设", "变更"), (78, 22))[0]
    employment = rng.choice(("专职", "兼职"))
    sheet.tick("post", post, post)
    sheet.tick("change_type", change, change)
    sheet.tick("employment", employment, employment)
    late = 25 if change == "变更" and jurisdiction == "xizang" else 300
    start = filing - dt.timedelta(days=rng.randint(2, late))
    if rng.random() < 0.75 and (start.year, start.month) != (filing.year, filing.month):
        sheet.put("appointed_from", writing.write_month(rng, start), f"{start:%Y-%m}")
    else:
        sheet.put("appointed_from", writing.write_day(rng, start), start.isoformat())


def _put_end(rng: random.Random, sheet: _Sheet, filing: dt.date, *, clean: bool) -> None:
    sheet.put("filing_date", writing.write_day(rng, filing), filing.isoformat())
    signed = filing - dt.timedelta(days=rng.choice((0, 0, 0, 1, 2, 5)))
    dated = clean or rng.random() < 0.7
    sheet.put("opinion_date", writing.write_day(rng, signed) if dated else "", signed.isoformat() if dated else None)
    opinion = rng.choice(words("opinions"))
    sheet.put("enterprise_opinion", opinion, opinion)
    sheet.put("photo", "", clean or rng.random() < 0.7)
    sheet.put("seal", "", clean or rng.random() < 0.7)
    sheet.put("remarks", *_optional(rng, rng.choice(words("remarks")), 0.6))


def make_filing(rng: random.Random, *, jurisdiction: str = "liaoning", city: str = "", clean: bool = True) -> Truth:
    """A filing that breaks no rule of the jurisdiction (attachments apart).

    `city`: first four digits of its division code, any if "". With `clean` false, photo, seal and the date under the
    opinion may be missing.
    """
    enterprise = make_enterprise(rng, jurisdiction, city)
    filing = FIRST_FILING + dt.timedelta(days=rng.randrange((LAST_FILING - FIRST_FILING).days))
    if jurisdiction == "xizang":
        filing = max(filing, dt.date(2024, 1, 8) + dt.timedelta(days=rng.randrange(600)))
    person = make_person(rng, jurisdiction, (filing.year - 61, filing.year - 33))
    post = rng.choices(("首席质量官", "二级质量官"), (70, 30))[0]
    career = make_career(rng, person.birth, filing, enterprise, post)
    sheet = _Sheet()
    _put_enterprise(rng, sheet, enterprise, jurisdiction)
    _put_person(rng, sheet, person, career)
    _put_appointment(rng, sheet, filing, post, jurisdiction)
    _put_training(rng, sheet, filing, _training_body(rng, enterprise, PROVINCES[jurisdiction][1]))
    _put_others(rng, sheet, person, enterprise, jurisdiction)
    _put_end(rng, sheet, filing, clean=clean)
    return Truth(jurisdiction, sheet.written, sheet.value, sheet.chosen)


def make_summary(rng: random.Random, filings: Sequence[Truth]) -> SummaryTruth:
    """A city's summary of these filings, which must not be empty; it breaks no rule."""
    jurisdiction = filings[0].jurisdiction
    code = filings[0].value["region"]
    city = code["code"][:4] if isinstance(code, dict) else ""
    unit = next(r.city for r in counties(PROVINCES[jurisdiction][0]) if r.code.startswith(city)) + "市场监督管理局"
    latest = max(dt.date.fromisoformat(str(filing.value["filing_date"])) for filing in filings)
    if latest <= dt.date(2021, 10, 20):
        day = min(latest + dt.timedelta(days=rng.randint(0, 5)), dt.date(2021, 10, 22))
    else:
        day = max(latest + dt.timedelta(days=rng.randint(1, 20)), dt.date(2022, 1, 4))
    written, values = [], []
    for serial, filing in enumerate(filings, 1):
        text, value = _summary_row(rng, serial, filing)
        written.append(text)
        values.append(value)
    head = {"reporting_unit": unit, "filing_date": writing.write_day(rng, day)}
    return SummaryTruth(
        jurisdiction, head, {"reporting_unit": unit, "filing_date": day.isoformat()}, tuple(written), tuple(values)
    )


def _summary_row(rng: random.Random, serial: int, filing: Truth) -> tuple[dict[str, str], dict[str, Value]]:
    same = ("enterprise_name", "post", "name", "gender", "position", "title", "mobile")
    text = {name: filing.written[name] for name in same}
    value: dict[str, Value] = {name: filing.value[name] for name in same}
    training = "未参加"
    if filing.value["trained"]:
        training = f"{filing.written['training_date'].replace(' ', '')}，{filing.value['training_organizer']}"
    remark = str(filing.value["change_type"]) + rng.choice(("", "", "", "岗位"))
    text |= {"serial": str(serial), "training": training, "remarks": remark}
    value |= {"serial": serial, "training": training, "remarks": remark}
    return text, value
