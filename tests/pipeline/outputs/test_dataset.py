"""The exported dataset: what is in it, that it is the same each time, and that other programs can trust it."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from frictionless import validate

from pipeline.documents import Outcome, Status
from pipeline.outputs import dataset, writers
from pipeline.outputs.dataset import export
from pipeline.outputs.tables import TABLES
from pipeline.registry.store import open_registry
from tests.pipeline.invented import filed, filing, id_number, outcome, quarantined, summary, values

ODD = "-副总\r\n经理，\"甲\",'乙'"


def some_outcomes() -> list[Outcome]:
    return [
        filed(1),
        filed(1, "newer.docx", filing_date="2022-03-01", mobile="13900001111"),
        filed(1, "twin.docx", position=ODD),
        filed(2, status=Status.REVIEW, appointed_from=None, id_number="2102", above_scale=None),
        filed(3, status=Status.REVIEW, name=None, id_number=None, enterprise_name=None),
        filed(4, enterprise_name=values(1)["enterprise_name"], post="二级质量官", main_products="=cmd|'/c calc'!A1"),
        outcome("two.pdf", filing(values(5)), filing(values(6), Status.REVIEW, unsure=("major", "birth_date"))),
        outcome("s.pdf", summary({"serial": 1, "name": "张三"}, {"serial": 2, "name": "李四"})),
        quarantined("broken.pdf", "corrupt"),
    ]


def exported(url: str, out: Path, outcomes: Sequence[Outcome], **how: object) -> dict[str, bytes]:
    with open_registry(url) as registry:
        with registry.run("ingest") as run:
            for one in outcomes:
                registry.record(one, run)
        return {path.name: path.read_bytes() for path in export(registry, out, **how)}  # type: ignore[arg-type]


def table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_holds_what_was_filed(url: str, tmp_path: Path) -> None:
    exported(url, tmp_path, some_outcomes())
    assert {name.name: len(table(tmp_path, name.name)) for name in TABLES} == {
        "enterprises": 4,
        "officers": 5,
        "appointments": 5,
        "trainings": 5,
        "filings": 8,
        "findings": 26,
        "summary_rows": 2,
    }
    newest = next(row for row in table(tmp_path, "appointments") if row["filing_date"] == "2022-03-01")
    officer = next(row for row in table(tmp_path, "officers") if row["officer_id"] == newest["officer_id"])
    assert (officer["id_number"], officer["mobile"], officer["status"]) == (
        id_number(1, "19600101"),
        "13900001111",
        "accepted",
    )
    levels = {(row["post"], row["kept_by"], row["reported_to"]) for row in table(tmp_path, "appointments")}
    assert levels == {("首席质量官", "province", ""), ("二级质量官", "city", "")}
    assert officer["in_talent_pool"] == ""
    filings = {row["document_id"]: row for row in table(tmp_path, "filings")}
    assert filings[newest["document_id"]]["source_file"] == "newer.docx"
    assert sum(row["superseded_by"] == newest["document_id"] for row in filings.values()) == 2
    assert sorted(row["review_fields"] for row in filings.values())[-1] == "birth_date;major"


def test_filing_has_a_column_for_each_field_with_codes_apart(url: str, tmp_path: Path) -> None:
    exported(url, tmp_path, [filed(1)])
    (row,) = table(tmp_path, "filings")
    assert (row["region_code"], row["region_name"], row["industry_code"]) == ("210203", "辽宁省大连市西岗区", "C34")
    assert (row["above_scale"], row["seal"], row["quality_years"]) == ("true", "false", "7.5")
    assert (row["remarks"], row["training_date"]) == ("", "2021-05-01/2021-05-04")
    assert row["resume"] == values(1)["resume"]


def test_same_filings_in_another_order_give_the_same_bytes(new_url: Callable[[], str], tmp_path: Path) -> None:
    outcomes = some_outcomes()
    formats = ("csv", "parquet", "xlsx")
    first = exported(new_url(), tmp_path / "1", outcomes, formats=formats)
    other = exported(new_url(), tmp_path / "2", outcomes[::-1], formats=formats)
    assert len(first) == 3 * len(TABLES) + 1
    assert first == other


def test_every_database_gives_the_same_bytes(url: str, tmp_path: Path) -> None:
    outcomes = some_outcomes()
    here = exported(url, tmp_path / "1", outcomes)
    assert here == exported(f"sqlite:///{tmp_path}/new.db", tmp_path / "2", outcomes[4:] + outcomes[:4] + outcomes)


def test_csv_is_what_spreadsheets_and_rfc_4180_ask_for(url: str, tmp_path: Path) -> None:
    files = exported(url, tmp_path, some_outcomes())
    raw = files["filings.csv"]
    assert raw.startswith(b"\xef\xbb\xbfdocument_id,")
    assert raw.endswith(b"\r\n")
    assert '"\'-副总\r\n经理，""甲"",\'乙\'"'.encode() in raw


@pytest.mark.parametrize("sign", [*"=+-@\t＝＋－＠", "'=", "''@"])
def test_no_cell_is_run_as_a_formula_and_the_text_can_be_had_back(url: str, tmp_path: Path, sign: str) -> None:
    text = f"{sign}1+1"
    exported(url, tmp_path, [filed(1, main_products=text)])
    (row,) = table(tmp_path, "filings")
    assert row["main_products"] == f"'{text}"


def test_frictionless_finds_the_dataset_valid(url: str, tmp_path: Path) -> None:
    exported(url, tmp_path, some_outcomes())
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])


def test_frictionless_validates_an_empty_dataset(url: str, tmp_path: Path) -> None:
    exported(url, tmp_path, [])
    assert validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("appointments.csv", "officer_id", "accepted", "hash-count"),
        ("appointments.csv", ",E", ",X", "foreign-key"),
        ("enterprises.csv", ",true,", ",perhaps,", "type-error"),
        ("officers.csv", ",accepted,", ",fine,", "constraint-error"),
    ],
)
def test_datapackage_says_enough_to_catch_damage(
    url: str, tmp_path: Path, name: str, old: str, new: str, error: str
) -> None:
    """Sizes and hashes, then (with those taken out) types, lists of values and keys."""
    exported(url, tmp_path, some_outcomes())
    path = tmp_path / name
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    package = tmp_path / "datapackage.json"
    if error != "hash-count":
        content = json.loads(package.read_text(encoding="utf-8"))
        for resource in content["resources"]:
            del resource["hash"], resource["bytes"]
        package.write_text(json.dumps(content), encoding="utf-8")
    found = {found for (found,) in validate(str(package)).flatten(["type"])}
    assert found & ({"hash-count", "byte-count"} if error == "hash-count" else {error})


def test_columns_have_titles_for_people(url: str, tmp_path: Path) -> None:
    exported(url, tmp_path, [])
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    titles = [field["title"] for resource in package["resources"] for field in resource["schema"]["fields"]]
    assert all(titles)
    assert {"身份证号", "聘任岗位", "状态"} <= set(titles)


def test_mask_hides_numbers_wherever_they_stand(url: str, tmp_path: Path) -> None:
    number, mobile = str(values(1)["id_number"]), str(values(1)["mobile"])
    given = {"remarks": f"身份证{number}，电话{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}", "email": "wang@example.com"}
    formats = ("csv", "parquet", "xlsx")
    files = exported(url, tmp_path, [filed(1, f"in/{number}_{mobile}.docx", **given)], formats=formats, mask=True)
    texts = files["filings.csv"] + files["officers.csv"] + files["findings.csv"] + files["enterprises.csv"]
    for secret in (number, mobile, mobile[3:7] + "-" + mobile[7:], "86852166", "wang@", "1980-01-01"):
        assert secret.encode() not in texts
    (row,) = table(tmp_path, "officers")
    assert (row["id_number"], row["mobile"]) == (f"2102{'*' * 12}{number[-2:]}", f"138{'*' * 6}{mobile[-2:]}")
    assert (row["birth_date"], row["email"], row["name"]) == ("1980", "***@example.com", values(1)["name"])
    (row,) = table(tmp_path, "filings")
    assert row["principal_contact"] == "041*-******66"
    columns = pyarrow.parquet.read_table(tmp_path / "officers.parquet").to_pylist()
    assert columns[0]["id_number"] == f"2102{'*' * 12}{number[-2:]}"
    assert validate(str(tmp_path / "datapackage.json")).valid


def test_keys_do_not_tell_the_id_number(new_url: Callable[[], str], tmp_path: Path) -> None:
    """A digest of an ID number could be searched for; the name of an officer comes from the file instead."""
    for folder, content in (("1", "first"), ("2", "second")):
        exported(new_url(), tmp_path / folder, [outcome("a.docx", filing(values(1)), content=content)])
    assert table(tmp_path / "1", "officers")[0]["officer_id"] != table(tmp_path / "2", "officers")[0]["officer_id"]


def test_officer_keeps_the_name_in_the_dataset_when_a_newer_filing_comes(url: str, tmp_path: Path) -> None:
    exported(url, tmp_path / "1", [filed(1)])
    exported(url, tmp_path / "2", [filed(1, "newer.docx", filing_date="2023-01-01")])
    names = [[row["officer_id"] for row in table(tmp_path / folder, "officers")] for folder in "12"]
    assert names[0] == names[1]


def test_parquet_and_xlsx_keep_types_and_texts_as_they_are(url: str, tmp_path: Path) -> None:
    exported(url, tmp_path, [filed(1, main_products="=1+1", title="高级\x01工程师")], formats=("xlsx", "parquet"))
    (row,) = pyarrow.parquet.read_table(tmp_path / "filings.parquet").to_pylist()
    assert (row["filing_date"], row["above_scale"], row["quality_years"]) == (datetime.date(2021, 10, 8), True, 7.5)
    assert (row["main_products"], row["remarks"]) == ("=1+1", None)
    sheet = openpyxl.load_workbook(tmp_path / "filings.xlsx").active
    head, cells = list(sheet.iter_rows())  # type: ignore[union-attr]
    found = {name.value: cell for name, cell in zip(head, cells, strict=True)}
    assert (found["main_products"].value, found["main_products"].data_type) == ("=1+1", "s")
    assert (found["id_number"].value, found["id_number"].data_type) == (values(1)["id_number"], "s")
    assert found["title"].value == "高级工程师"
    assert "csv" not in (tmp_path / "datapackage.json").read_text(encoding="utf-8")


def test_sheet_that_is_full_goes_on_in_the_next(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "_SHEET_ROWS", 2)
    exported(url, tmp_path, [filed(n) for n in range(5)], formats=("xlsx",))
    book = openpyxl.load_workbook(tmp_path / "officers.xlsx")
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("officers", 3), ("officers_2", 3), ("officers_3", 2)]


def test_export_that_fails_leaves_the_earlier_one(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = exported(url, tmp_path, [filed(1)])

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(dataset.datapackage, "describe", fail)
    with pytest.raises(OSError, match="disk full"):
        exported(url, tmp_path, [filed(2)])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix in (".csv", ".json")} == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".export")]


def test_value_of_no_such_form_is_left_out_and_not_passed_off_as_one(url: str, tmp_path: Path) -> None:
    """The columns keep their promise whatever reading left in a value; the registry has the text as read."""
    odd = {"filing_date": "2021-02-30", "post": "首席", "quality_years": "七年", "birth_date": "1980年"}
    exported(url, tmp_path, [filed(1, status=Status.REVIEW, **odd)])
    (row,) = table(tmp_path, "filings")
    assert [row[name] for name in odd] == [""] * 4
    assert validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("formats", [(), ("csv", "pdf")])
def test_other_formats_are_refused(url: str, tmp_path: Path, formats: tuple[str, ...]) -> None:
    with open_registry(url) as registry, pytest.raises(ValueError, match="csv, parquet, xlsx"):
        export(registry, tmp_path, formats)
