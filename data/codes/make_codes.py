"""Makes the code tables of this folder out of fuller reference tables: `python data/codes/make_codes.py SOURCE_FOLDER`.

Sources: GB/T 2260 (divisions in force 2026-04, and every code since 1980), 国家统计局 统计用区划代码 2023 (development
zones, which GB/T 2260 does not list), GB/T 4754—2017 with amendment 1, the 企业类型 of business licences (市场监管总局,
names before 2020), professional titles. `zones.csv`, `enterprise_types_added.csv` and `industry_words.csv` beside it
are kept by hand.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

Row = dict[str, str]
HERE = Path(__file__).parent
GENERIC = {"市辖区", "县", "市区", "市", "郊区", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖单位"}
PEOPLES = (
    "壮 回 维吾尔 彝 满 蒙古 藏 苗 侗 土家 布依 瑶 白 朝鲜 哈尼 黎 哈萨克 傣 畲 傈僳 东乡 仡佬 拉祜 佤 水 纳西 羌 土"
    " 仫佬 锡伯 柯尔克孜 景颇 达斡尔 撒拉 布朗 毛南 塔吉克 普米 阿昌 怒 鄂温克 京 基诺 德昂 保安 俄罗斯 裕固 乌孜别克"
    " 门巴 鄂伦春 独龙 赫哲 高山 珞巴 塔塔尔"
)
PEOPLE = "(?:" + "|".join(f"{p}族?" if len(p) > 1 else f"{p}族" for p in PEOPLES.split()) + "|各族)"
SUFFIX = re.compile(
    PEOPLE + "*自治[区州县旗]$|特别行政区$|地区$|(?:新|林|特)区$|[省市区县盟州]$|(?<![前后中左右合])旗$"
)
EXTRA = {
    "150000": ("内蒙古", "内蒙"),
    "210212": ("旅顺", "旅顺区"),
    "210921": ("阜蒙", "阜蒙县"),
    "211324": ("喀左", "喀左县"),
    "540103": ("堆龙",),
    "540127": ("墨竹",),
    "540000": ("西藏省", "西藏区"),
}
ZONE_CODE = re.compile(r"\d{4}7\d|2327\d\d|6328\d\d|1525\d\d")


def read(source: Path, name: str) -> list[Row]:
    """All rows of one source table."""
    with (source / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """One table of this folder, written with `\\n` line ends so that a new run gives the same bytes."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def stem(name: str) -> str:
    """A division's name without its class and nationality: 岫岩 of 岫岩满族自治县; whole where less than 2 are left."""
    short = SUFFIX.sub("", name)
    return short if len(short) > 1 and not short.endswith(("矿", "自治")) else name


def shorts(code: str, name: str) -> list[str]:
    """The shorter ways of writing a division's name: 岫岩, 岫岩县, 岫岩自治县 of 岫岩满族自治县."""
    short = stem(name)
    found = [short] if short != name else []
    autonomous = re.search("自治([区州县旗])$", name)
    if autonomous and short != name:
        found += [f"{short}自治{autonomous[1]}"]
        found += [short + autonomous[1]] if autonomous[1] != "区" else []
    return [s for s in [*found, *EXTRA.get(code, ())] if s != name]


def level(code: str) -> int:
    """0 province, 1 prefecture, 2 county."""
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def renamed_to(old: Row, force: dict[str, Row], history: list[Row]) -> str | None:
    """The code in force of a division that lives on under another name or class; None where it was abolished."""
    code, name = old["code"], old["name"]
    if name in GENERIC:
        return None
    near = set(old["successors"].split()) | {c for c in force if c[:4] == code[:4]}
    same = [c for c in near if c in force and level(c) == level(code) and stem(force[c]["name"]) == stem(name)]
    if same or any(row["name"] == name and row["last_seen"] > old["last_seen"] for row in history):
        return same[0] if len(same) == 1 and same[0][:2] == code[:2] else None
    since = next((r["first_seen"] for r in history if r["code"] == code and r["in_force_202604"] == "1"), "")
    until = old["last_seen"]
    return code if since and until and -2 <= int(since[:4]) - int(until[:4]) <= 1 else None


def divisions(source: Path) -> None:
    """`divisions.csv` (in force, with former names and development zones) and `divisions_former.csv` (all others)."""
    force = {row["code"]: row for row in read(source, "gb2260_current_202604.csv")}
    history = read(source, "gb2260_history.csv")
    taken = {(code[:4], row["name"]) for code, row in force.items()}
    former: dict[str, list[str]] = defaultdict(list)
    for old in history:
        new = renamed_to(old, force, history) if old["in_force_202604"] == "0" else None
        if new and (new[:4], old["name"]) not in taken and old["name"] not in former[new]:
            former[new].append(old["name"])
    zones = {
        row["code"]: row["name"]
        for row in read(source, "stats_divisions_2023.csv")
        if row["code"] not in force and ZONE_CODE.fullmatch(row["code"]) and row["name"] not in GENERIC
    }
    names = {code: row["name"] for code, row in force.items()} | zones
    write(
        "divisions.csv",
        ("code", "name", "short", "former"),
        [
            (code, name, " ".join([] if code in zones else shorts(code, name)), " ".join(former[code]))
            for code, name in sorted(names.items())
        ],
    )
    write(
        "divisions_former.csv",
        ("code", "name", "under", "since", "until", "successors"),
        sorted(former_rows(history, force)),
    )


def former_rows(history: list[Row], force: dict[str, Row]) -> Iterable[tuple[str, ...]]:
    """Every division no longer in force, with the full name of what it lay in at its end."""
    by_code: dict[str, list[Row]] = defaultdict(list)
    for row in history:
        by_code[row["code"]].append(row)

    def name_then(code: str, month: str) -> str:
        rows = by_code[code]
        then = [r for r in rows if r["first_seen"] and r["first_seen"] <= month <= r["last_seen"]] if month else []
        chosen = (then or [r for r in rows if r["in_force_202604"] == "1"] or rows or [{"name": ""}])[-1]
        return "" if chosen["name"] in GENERIC else chosen["name"]

    for row in history:
        code = row["code"]
        if row["in_force_202604"] == "1" or (code in force and force[code]["name"] == row["name"]):
            continue
        above = [] if level(code) == 0 else [code[:2] + "0000"] + ([code[:4] + "00"] if level(code) == 2 else [])
        under = "".join(name_then(c, row["last_seen"]) for c in above)
        yield code, row["name"], under, row["first_seen"], row["last_seen"], row["successors"]


def others(source: Path) -> None:
    """`industries.csv`, `enterprise_types.csv` and `job_titles.csv`."""
    industries = read(source, "gbt4754_2017_amd1.csv")
    section = [(r["code"] if r["level"] == "section" else r["section"] + r["code"], r["name"]) for r in industries]
    write("industries.csv", ("code", "name"), section)
    types = read(source, "samr_enterprise_type.csv")
    full_width = str.maketrans("()", "（）")
    write("enterprise_types.csv", ("code", "name"), [(r["code"], r["name"].translate(full_width)) for r in types])
    titles = [r for r in read(source, "job_titles.csv") if r["level"] != "空"]
    write("job_titles.csv", ("title", "series", "level"), [(r["title"], r["series"], r["level"]) for r in titles])


if __name__ == "__main__":
    divisions(Path(sys.argv[1]))
    others(Path(sys.argv[1]))
