"""Invented enterprises: name, place, trade, type, size, products, address."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.generator.words import Trade, trades, words
from benchmarks.generator.writing import short_place

PROVINCES = {"liaoning": ("21", "辽宁省"), "xizang": ("54", "西藏自治区")}
SHORT_PROVINCES = {"辽宁省": "辽宁", "西藏自治区": "西藏"}
NAMES_AT_TWO_LEVELS = frozenset({"汽车车身、挂车制造"})
"""Names that GB/T 4754—2017 gives to a group and to its only class alike."""


@dataclass(frozen=True, slots=True)
class Region:
    """A county or a city: code, own name, full name from the province down, name of its city."""

    code: str
    name: str
    full: str
    city: str

    @property
    def is_city(self) -> bool:
        """True for a prefecture, false for a county."""
        return self.code.endswith("00")


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise that files."""

    name: str
    region: Region
    trade: Trade
    kind: str
    scale: str
    above_scale: bool
    products: str
    address: str


@cache
def regions(province: str) -> tuple[Region, ...]:
    """The cities and counties of a province, by its two-digit code."""
    path = Path(__file__).with_name("regions.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["code"].startswith(province)]
    cities = {row["code"][:4]: row["name"] for row in rows if row["level"] == "prefecture"}
    return tuple(Region(row["code"], row["name"], row["full_name"], cities[row["code"][:4]]) for row in rows)


def counties(province: str) -> tuple[Region, ...]:
    """The counties of a province."""
    return tuple(region for region in regions(province) if not region.is_city)


def write_region(rng: random.Random, region: Region, jurisdiction: str) -> str:
    """A region as people write it, always so that only this one can be meant within the province."""
    province, province_name = PROVINCES[jurisdiction]
    below = region.full.removeprefix(province_name)
    ways = [region.full, region.full, region.full, below, below, below, SHORT_PROVINCES[province_name] + below]
    if region.is_city:
        return rng.choice([*ways, short_place(region.name)])
    city, county = short_place(region.city), short_place(region.name)
    if len(county) >= 2 and county not in (region.name, city):
        ways += [city + county, city + region.name]
    if sum(other.name == region.name for other in regions(province)) == 1:
        ways.append(region.name)
    ways.append(f"{province_name} {region.city} {region.name}")
    return rng.choice(ways)


def _kind(rng: random.Random, name: str) -> str:
    group = "works" if name.endswith("厂") else "shares" if "股份" in name else "limited"
    return rng.choice(words(f"types_of_{group}"))


def _name(rng: random.Random, region: Region, trade: Trade, province_name: str) -> str:
    place = rng.choice(
        (short_place(region.city), short_place(region.name), region.city, SHORT_PROVINCES[province_name])
    )
    brand = "".join(rng.sample(words("brands"), 2 if rng.random() < 0.12 else 1))
    word = rng.choice(trade.words)
    ending = rng.choice(words("firm_endings"))
    if rng.random() < 0.1 and ending.endswith("公司"):
        return f"{brand}{word}（{place}）{ending}".replace("（集团）", "集团")
    return f"{place}{brand}{word}{ending}"


def _products(rng: random.Random, trade: Trade) -> str:
    chosen = rng.sample(trade.products, rng.randint(1, len(trade.products)))
    listed = "、".join(chosen)
    full = f"经营项目：{trade.words[0]}研发、生产、销售；主要产品：{listed}。"
    return rng.choices((listed, full, f"{listed}等的生产、销售", f"{listed}。"), (55, 20, 15, 10))[0]


def make_enterprise(rng: random.Random, jurisdiction: str, city: str = "") -> Enterprise:
    """An enterprise of the jurisdiction whose facts agree with each other; `city`: first four digits of its code."""
    province, province_name = PROVINCES[jurisdiction]
    places = counties(province) if rng.random() < 0.85 else regions(province)
    region = rng.choice([place for place in places if place.code.startswith(city)])
    plateau = words("plateau_codes") if jurisdiction == "xizang" else ()
    trade = rng.choice([trade for trade in trades() if not plateau or trade.code in plateau])
    name = _name(rng, region, trade, province_name)
    scale = rng.choices(("大型", "中型", "小型", "微型"), (15, 35, 42, 8))[0]
    above = scale in ("大型", "中型") or (scale == "小型" and rng.random() < 0.7)
    road = f"{rng.choice(words('roads'))}{rng.randint(1, 399)}号"
    road += rng.choice(("", "", "", f"{rng.randint(1, 9)}号楼{rng.randint(101, 1812)}室", f"-{rng.randint(1, 9)}"))
    address = rng.choice((region.full, region.full.removeprefix(province_name))) + road
    return Enterprise(name, region, trade, _kind(rng, name), scale, above, _products(rng, trade), address)
