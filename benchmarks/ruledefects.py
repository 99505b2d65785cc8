"""Ways to break a clean filing's values, each with the rule that must then object. The border is never far away."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Values = dict[str, Any]
Problems = dict[str, str]
Break = Callable[[Values, Problems, random.Random], bool]


@dataclass(frozen=True, slots=True)
class Defect:
    """`rule` that must object; `touches`: fields that no other defect of the same filing may touch.

    `apply` changes values or problems; False where this filing cannot be broken so.
    """

    rule: str
    touches: frozenset[str]
    apply: Break


def _blank(*names: str) -> Break:
    def apply(values: Values, _: Problems, rng: random.Random) -> bool:
        values[rng.choice(names)] = None
        return True

    return apply


def _put(name: str, *choices: Any) -> Break:
    def apply(values: Values, _: Problems, rng: random.Random) -> bool:
        values[name] = rng.choice(choices)
        return True

    return apply


def _problem(name: str, problem: str) -> Break:
    def apply(values: Values, problems: Problems, _: random.Random) -> bool:
        values[name] = None
        problems[name] = problem
        return True

    return apply


def _after(date: Any, days: int) -> str:
    return (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()


def _check_digit(values: Values, _: Problems, rng: random.Random) -> bool:
    number = values["id_number"]
    values["id_number"] = number[:17] + rng.choice([digit for digit in "0123456789X" if digit != number[17]])
    return True


def _lost_digit(values: Values, _: Problems, rng: random.Random) -> bool:
    place = rng.randrange(18)
    values["id_number"] = values["id_number"][:place] + values["id_number"][place + 1 :]
    return True


def _other_birthday(values: Values, _: Problems, rng: random.Random) -> bool:
    if len(values["birth_date"]) < 10:
        return False
    values["birth_date"] = _after(values["birth_date"], rng.choice((-1, 1, 9)))
    return True


def _other_gender(values: Values, _: Problems, __: random.Random) -> bool:
    values["gender"] = "女" if values["gender"] == "男" else "男"
    return True


def _appointed_later(values: Values, _: Problems, rng: random.Random) -> bool:
    values["appointed_from"] = _after(values["filing_date"], rng.choice((1, 2, 40)))
    return True


def _trained_later(values: Values, _: Problems, rng: random.Random) -> bool:
    if not values["trained"]:
        return False
    values["training_date"] = _after(values["filing_date"], rng.choice((1, 2, 40)))
    return True


def _untold_training(values: Values, _: Problems, rng: random.Random) -> bool:
    if not values["trained"]:
        return False
    values[rng.choice(("training_date", "training_organizer"))] = None
    return True


def _told_untrained(values: Values, _: Problems, __: random.Random) -> bool:
    if not values["trained"]:
        return False
    values["trained"] = False
    return True


def _opinion_apart(values: Values, _: Problems, rng: random.Random) -> bool:
    values["opinion_date"] = _after(values["filing_date"], rng.choice((-32, -60)))
    return True


def _too_many_years(values: Values, _: Problems, __: random.Random) -> bool:
    values["quality_years"] = int(values["filing_date"][:4]) - int(values["birth_date"][:4]) - 15
    values["resume"] = "详见附页"
    return True


def _outside(values: Values, _: Problems, __: random.Random) -> bool:
    values["region"] = {"code": "110105", "name": "北京市朝阳区"}
    return True


def _contradiction(values: Values, _: Problems, __: random.Random) -> bool:
    if values["enterprise_scale"] not in ("小型", "微型"):
        return False
    values["enterprise_scale"], values["above_scale"] = "微型", True
    return True


def _low_education(values: Values, _: Problems, __: random.Random) -> bool:
    values["education"] = "大学专科" if values["enterprise_scale"] in ("大型", "中型") else "中等专科"
    return True


def _low_position(values: Values, _: Problems, __: random.Random) -> bool:
    if values["post"] != "首席质量官":
        return False
    values["position"] = "质检科科长"
    return True


def _outside_training(values: Values, _: Problems, __: random.Random) -> bool:
    if not values["trained"]:
        return False
    values["training_organizer"] = "某某企业管理咨询有限公司"
    return True


def _defect(rule: str, touches: str, apply: Break) -> Defect:
    return Defect(rule, frozenset(touches.split()), apply)


_TRAINING = "trained training_date training_organizer"
_SCALE = "enterprise_scale above_scale"
DEFECTS = (
    _defect("missing-required", "main_products", _blank("main_products")),
    _defect("missing-required", "address", _blank("address")),
    _defect("missing-required", "school major", _blank("school", "major")),
    _defect("missing-required", "principal_name principal_contact", _blank("principal_name", "principal_contact")),
    _defect("missing-photo", "photo", _put("photo", False)),
    _defect("missing-seal", "seal", _put("seal", False)),
    _defect("missing-opinion-date", "opinion_date", _blank("opinion_date")),
    _defect("ambiguous-choice", "employment", _problem("employment", "choice-several")),
    _defect("ambiguous-choice", "change_type", _blank("change_type")),
    _defect("missing-training-details", _TRAINING, _untold_training),
    _defect("untrained-with-details", _TRAINING, _told_untrained),
    _defect("training-organizer-outside", _TRAINING, _outside_training),
    _defect("training-after-filing", _TRAINING + " filing_date", _trained_later),
    _defect("id-checksum", "id_number birth_date gender", _check_digit),
    _defect("id-checksum", "id_number birth_date gender", _lost_digit),
    _defect("id-birth-mismatch", "id_number birth_date gender", _other_birthday),
    _defect("id-gender-mismatch", "id_number birth_date gender", _other_gender),
    _defect("mobile-format", "mobile", _put("mobile", "1380000000", "12800000000", "138000000001")),
    _defect("contact-format", "quality_head_contact", _put("quality_head_contact", "12345", "0411-1")),
    _defect("email-format", "email", _put("email", "zhang.example.com", "a@b", "a b@example.com")),
    _defect("date-impossible", "birth_date id_number gender", _problem("birth_date", "impossible-date")),
    _defect("date-impossible", "opinion_date", _problem("opinion_date", "impossible-date")),
    _defect("date-in-future", "filing_date opinion_date", _put("filing_date", "2031-01-01", "2026-01-02")),
    _defect("appointment-after-filing", "appointed_from filing_date change_type", _appointed_later),
    _defect("opinion-after-filing", "opinion_date filing_date", _opinion_apart),
    _defect("region-unknown", "region", _problem("region", "unreadable")),
    _defect("region-outside-jurisdiction", "region", _outside),
    _defect("industry-unknown", "industry", _problem("industry", "not-listed")),
    _defect("enterprise-type-unknown", "enterprise_type", _problem("enterprise_type", "not-listed")),
    _defect(
        "scale-unknown",
        "enterprise_scale above_scale education quality_years",
        _problem("enterprise_scale", "unreadable"),
    ),
    _defect("above-scale-contradiction", _SCALE + " education", _contradiction),
    _defect("experience-implausible", "quality_years resume birth_date filing_date id_number", _too_many_years),
    _defect("education-below-minimum", "education enterprise_scale", _low_education),
    _defect("position-below-deputy", "position post", _low_position),
)
