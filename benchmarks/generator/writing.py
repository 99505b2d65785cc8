"""The ways in which people write dates, numbers, phones, regions and industries. Each function writes one value."""

from __future__ import annotations

import datetime as dt
import random

DIGITS = "〇一二三四五六七八九"
BLANKS = ("", "", "", "无", "/", "—", "暂无")


def chinese_number(number: int) -> str:
    """A number below 100 in Chinese: 18 → 十八."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def chinese_year(year: int) -> str:
    """A year digit by digit: 2021 → 二〇二一."""
    return "".join(DIGITS[int(digit)] for digit in str(year))


def write_day(rng: random.Random, day: dt.date) -> str:
    """A date to the day."""
    y, m, d = day.year, day.month, day.day
    return rng.choices(
        (
            f"{y}年{m}月{d}日",
            f"{y}年{m:02d}月{d:02d}日",
            f"{y} 年 {m} 月 {d} 日",
            f"{y}.{m}.{d}",
            f"{y}.{m:02d}.{d:02d}",
            f"{y}-{m:02d}-{d:02d}",
            f"{y}/{m}/{d}",
            f"{y}{m:02d}{d:02d}",
            f"{chinese_year(y)}年{chinese_number(m)}月{chinese_number(d)}日",
        ),
        (30, 12, 8, 14, 6, 14, 6, 4, 3),
    )[0]


def write_month(rng: random.Random, day: dt.date) -> str:
    """A date to the month."""
    y, m = day.year, day.month
    return rng.choices(
        (f"{y}年{m}月", f"{y}年{m:02d}月", f"{y} 年 {m} 月", f"{y}.{m}", f"{y}.{m:02d}", f"{y}-{m:02d}", f"{y}/{m:02d}",
         f"{chinese_year(y)}年{chinese_number(m)}月"),
        (34, 10, 10, 8, 16, 10, 3, 3),
    )[0]  # fmt: skip


def write_span(rng: random.Random, start: dt.date, end: dt.date) -> str:
    """Some days in a row, of one month."""
    y, m = start.year, start.month
    return rng.choice(
        (
            f"{y}年{m}月{start.day}日至{end.day}日",
            f"{y}年{m}月{start.day}日—{end.day}日",
            f"{y}年{m}月{start.day}-{end.day}日",
            f"{y}.{m}.{start.day}-{y}.{m}.{end.day}",
            f"{y}年{m}月{start.day}日至{y}年{m}月{end.day}日",
            f"{y}-{m:02d}-{start.day:02d}至{y}-{m:02d}-{end.day:02d}",
        )
    )


def write_years(rng: random.Random, years: float) -> str:
    """A number of years of work."""
    if years != int(years):
        return rng.choice((f"{years}", f"{years}年"))
    whole = int(years)
    return rng.choices((f"{whole}", f"{whole}年", f"{chinese_number(whole)}年", f"{whole} 年"), (40, 45, 8, 7))[0]


def write_mobile(rng: random.Random, mobile: str) -> str:
    """A mobile number, mostly plain."""
    parts = (mobile[:3], mobile[3:7], mobile[7:])
    return rng.choices((mobile, " ".join(parts), "-".join(parts), "+86 " + mobile), (86, 6, 5, 3))[0]


def write_landline(rng: random.Random, area: str, number: str, extension: str) -> str:
    """A landline, with the extension if there is one."""
    head = rng.choice((f"{area}-{number}", f"({area}){number}", f"{area}—{number}", f"（{area}）{number}"))
    return head + (rng.choice(("-", "转")) + extension if extension else "")


def write_id(rng: random.Random, number: str) -> str:
    """An ID number: sometimes in groups, sometimes with a small x."""
    text = number.lower() if rng.random() < 0.3 else number
    return f"{text[:6]} {text[6:14]} {text[14:]}" if rng.random() < 0.04 else text


def write_industry(rng: random.Random, code: str, name: str, *, ambiguous: bool) -> str:
    """An industry by name, by code, or by both; `ambiguous` names are never left without a code."""
    ways = [f"{code}{name}", f"{code} {name}", f"{name}（{code}）", f"{code[1:]}{name}"]
    return rng.choice(ways if ambiguous else [*ways, name, name, name, name, code])


def short_place(name: str) -> str:
    """大连市 → 大连, 西岗区 → 西岗; as it is where nothing sensible is left."""
    if name.endswith(("新区", "自治县", "地区", "特区")) or len(name) < 3:
        return name
    return name[:-1] if name[-1] in "市区县" else name
