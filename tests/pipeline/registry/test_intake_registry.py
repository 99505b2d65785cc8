"""What the registry takes in, once and whole, and how it counts filings of the same thing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select

from pipeline.documents import FieldValue, Outcome, Status
from pipeline.registry import rows, store
from pipeline.registry.errors import RegistryError
from pipeline.registry.model import (
    Appointment,
    Base,
    DocumentRow,
    Enterprise,
    FieldValueRow,
    FindingRow,
    LeftoverRow,
    Officer,
    ReceivedFile,
    Run,
    Training,
)
from pipeline.registry.store import Registry, open_registry
from tests.pipeline.invented import filed, filing, id_number, outcome, quarantined, summary, values

NEW = {"post": "首席质量官", "appointed_from": "2021-09"}


def take(registry: Registry, *outcomes: Outcome) -> None:
    with registry.run("ingest") as run:
        for one in outcomes:
            registry.record(one, run)


def everything(registry: Registry) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the runs."""
    with registry.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name != "run"
        }


def appointments(registry: Registry) -> list[tuple[str | None, str | None, str]]:
    with registry.session() as session:
        found = session.scalars(select(Appointment).order_by(Appointment.key)).all()
        return [(row.filing_date, row.employment, row.status) for row in found]


def test_filing_becomes_officer_enterprise_appointment_and_training(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1))
        with registry.session() as session:
            officer = session.scalars(select(Officer)).one()
            enterprise = session.scalars(select(Enterprise)).one()
            appointment = session.scalars(select(Appointment)).one()
            training = session.scalars(select(Training)).one()
        assert (officer.id_number, officer.quality_years, officer.status) == (values(1)["id_number"], 7.5, "accepted")
        assert (enterprise.region_code, enterprise.industry_name) == ("210203", "通用设备制造业")
        assert (appointment.officer_id, appointment.enterprise_id) == (officer.id, enterprise.id)
        assert training.training_date == "2021-05-01/2021-05-04"


def test_values_come_back_as_they_were_read(url: str) -> None:
    """Place, confidence, problem, alternatives and what was not offered survive the database."""
    odd = FieldValue(
        "id_number", None, "21020319\ud800", 0.25, True, None, "unreadable", (("21", 0.5), (None, 0.1)), offered=False
    )
    plain = filing(values(1))
    document = replace(plain, fields={**plain.fields, "id_number": odd})
    with open_registry(url) as registry:
        take(registry, outcome("a.pdf", document, summary({"serial": 3, "name": "张三"})))
        with registry.engine.connect() as connection:
            found = connection.execute(select(FieldValueRow.__table__).where(FieldValueRow.name == "id_number"))
            assert rows.field_value(found.mappings().one()) == replace(odd, text="21020319\\ud800")
            found = connection.execute(select(FieldValueRow.__table__).where(FieldValueRow.name == "region"))
            assert rows.field_value(found.mappings().one()) == plain.fields["region"]
            found = connection.execute(select(FieldValueRow.__table__).where(FieldValueRow.name == "serial"))
            assert found.mappings().one()["row_number"] == 1
            assert connection.execute(select(LeftoverRow.text)).scalar_one() == "联系人：某某"
            assert "summary-late" in connection.scalars(select(FindingRow.rule)).all()


def test_same_bytes_change_nothing_whatever_the_name(url: str) -> None:
    with open_registry(url) as registry:
        first = filed(1, "inbox/a.docx")
        take(registry, first)
        before = everything(registry)
        with registry.run("again") as run:
            again = registry.record(replace(first, file="inbox/b.docx"), run)
        assert not again.new
        assert everything(registry) == before
        assert registry.known(str(first.sha256))
        assert not registry.known("0" * 64)


def test_same_bytes_twice_in_one_batch_are_taken_once(url: str) -> None:
    with open_registry(url) as registry, registry.run("ingest") as run:
        first = filed(1, "a.zip!1.docx")
        taken = registry.record_all([first, replace(first, file="a.zip!2.docx")], run)
        assert [one.new for one in taken] == [True, False]
        assert registry.counts().received_files == {"accepted": 1}


def test_newer_filing_wins_whichever_came_first(new_url: Callable[[], str]) -> None:
    outcomes = [
        filed(1, "old.docx", filing_date="2021-10-01", employment="兼职"),
        filed(1, "new.docx", filing_date="2022-01-05", employment="专职"),
        filed(1, "middle.docx", filing_date="2021-12-01", employment="兼职", appointed_from="2021-09-15"),
    ]
    for order in permutations(outcomes):
        with open_registry(new_url()) as registry:
            take(registry, *order)
            assert appointments(registry) == [("2022-01-05", "专职", "accepted")]
            with registry.session() as session:
                paths = dict(
                    session.execute(
                        select(ReceivedFile.path, DocumentRow.superseded_by).join(
                            DocumentRow, DocumentRow.received_file_id == ReceivedFile.id
                        )
                    ).all()  # type: ignore[arg-type]
                )
                query = select(FindingRow.rule).where(
                    FindingRow.rule == "duplicate-filing", FindingRow.closed_at.is_(None)
                )
                rules = session.scalars(query).all()
            assert [path for path, by in paths.items() if by is None] == ["new.docx"]
            assert len({by for by in paths.values() if by is not None}) == 1
            assert rules == ["duplicate-filing"] * 3


@pytest.mark.parametrize(
    "change",
    [
        {"post": "二级质量官"},
        {"appointed_from": "2022-03"},
        {"enterprise_name": "别的公司"},
        {"id_number": id_number(7)},
        {"post": None},
        {"appointed_from": None},
    ],
)
def test_another_appointment_is_no_duplicate(url: str, change: dict[str, str | None]) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1), filed(1, "other.docx", filing_date="2022-01-05", **change))
        assert len(appointments(registry)) == 2
        with registry.session() as session:
            assert "duplicate-filing" not in session.scalars(select(FindingRow.rule)).all()


def test_two_filings_that_do_not_say_since_when_stay_two(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, *(filed(1, f"{n}.docx", Status.REVIEW, appointed_from=None) for n in range(2)))
        assert len(appointments(registry)) == 2


def test_same_day_accepted_filing_wins_over_one_in_review(new_url: Callable[[], str]) -> None:
    good, bad = filed(1, "good.docx"), filed(1, "bad.jpg", Status.REVIEW, employment="专职")
    for order in permutations([good, bad]):
        with open_registry(new_url()) as registry:
            take(registry, *order)
            assert appointments(registry) == [("2021-10-08", "兼职", "accepted")]


def test_unsure_filing_date_does_not_oust_a_good_filing(new_url: Callable[[], str]) -> None:
    """A misread year would otherwise win over everything."""
    misread = outcome("bad.jpg", filing(values(1, filing_date="2091-10-08"), Status.REVIEW, unsure=("filing_date",)))
    for order in permutations([filed(1, "good.docx"), misread]):
        with open_registry(new_url()) as registry:
            take(registry, *order)
            assert appointments(registry) == [("2021-10-08", "兼职", "accepted")]


def test_filing_in_review_is_kept_and_marked(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, status=Status.REVIEW), filed(2))
        counts = registry.counts()
        assert counts.officers == counts.appointments == counts.trainings == {"accepted": 1, "review": 1}


def test_officer_goes_by_accepted_filing_before_a_newer_one_in_review(new_url: Callable[[], str]) -> None:
    good = filed(1, "good.docx", filing_date="2021-10-01")
    bad = filed(1, "bad.jpg", Status.REVIEW, filing_date="2022-01-01", mobile="13900000000", post="二级质量官")
    for order in permutations([good, bad]):
        with open_registry(new_url()) as registry:
            take(registry, *order)
            with registry.session() as session:
                officer = session.scalars(select(Officer)).one()
            assert (officer.mobile, officer.status) == (values(1)["mobile"], "accepted")


def test_people_without_a_valid_id_are_told_apart_by_name_and_enterprise(url: str) -> None:
    wrong = id_number(1)[:-1] + ("0" if id_number(1)[-1] != "0" else "1")
    with open_registry(url) as registry:
        take(
            registry,
            filed(1, "a.docx", Status.REVIEW, id_number=wrong),
            filed(1, "b.docx", Status.REVIEW, id_number=None, post="二级质量官"),
            filed(1, "c.docx", Status.REVIEW, id_number=wrong, enterprise_name="别的公司"),
        )
        assert registry.counts().officers == {"review": 2}


def test_enterprise_name_is_compared_without_width_and_spaces(url: str) -> None:
    with open_registry(url) as registry:
        take(
            registry,
            filed(1, enterprise_name="大连（测试）有限公司"),
            filed(2, enterprise_name="大连(测试) 有限公司", post="二级质量官"),
        )
        assert registry.counts().enterprises == {"accepted": 1}


def test_filing_that_names_nobody_is_kept_as_a_document_alone(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, status=Status.REVIEW, name=None, id_number=None))
        counts = registry.counts()
        assert (counts.documents, counts.officers, counts.appointments) == ({"review": 1}, {}, {})


def test_quarantined_file_is_kept_with_its_error_and_not_tried_again(url: str) -> None:
    broken = quarantined("broken.pdf", "corrupt")
    with open_registry(url) as registry:
        take(registry, broken)
        assert registry.known(str(broken.sha256))
        with registry.session() as session:
            row = session.scalars(select(ReceivedFile)).one()
        assert (row.status, row.error_code, row.error_message) == ("quarantined", "corrupt", "文件无法读取。")


@pytest.mark.parametrize("code", store.RETRIED)
def test_failure_that_may_have_passed_is_tried_again(url: str, code: str) -> None:
    failed = quarantined("a.doc", code)
    mended = replace(filed(1, "a.doc"), sha256=failed.sha256)
    with open_registry(url) as registry:
        take(registry, failed)
        assert not registry.known(str(failed.sha256))
        take(registry, mended)
        assert registry.known(str(failed.sha256))
        assert registry.counts().received_files == {"accepted": 1}
        assert registry.counts().officers == {"accepted": 1}


def test_archive_is_read_again_while_a_member_may_be_read_now(url: str) -> None:
    archive, member = outcome("a%.zip"), quarantined("a%.zip!b.doc", "timeout")
    with open_registry(url) as registry:
        with registry.run("ingest") as run:
            registry.record_all([archive, member, quarantined("ab.zip!c.doc", "corrupt")], run)
        assert not registry.known(str(archive.sha256))
        take(registry, archive, replace(filed(1, "a%.zip!b.doc"), sha256=member.sha256))
        assert registry.known(str(archive.sha256))


def test_file_that_could_not_be_opened_gives_its_row_up_once_it_can(url: str) -> None:
    """It has no hash to be known by; afterwards it must not be counted as quarantined as well."""
    unread = replace(quarantined("a.docx", "corrupt"), sha256=None)
    with open_registry(url) as registry:
        take(registry, unread, unread)
        assert registry.counts().received_files == {"quarantined": 1}
        take(registry, filed(1, "a.docx"))
        assert registry.counts().received_files == {"accepted": 1}


def test_unreadable_copy_of_a_known_file_is_settled_when_it_turns_out_to_be_known(url: str) -> None:
    copy = filed(1, "a.docx")
    with open_registry(url) as registry:
        take(registry, copy, replace(quarantined("b.docx", "corrupt"), sha256=None), replace(copy, file="b.docx"))
        assert registry.counts().received_files == {"accepted": 1}


def test_error_in_the_middle_leaves_nothing_half(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1))
        before = everything(registry)

        def fail(*_: object) -> None:
            raise RuntimeError("power cut")

        with registry.run("ingest") as run:
            monkeypatch.setattr("pipeline.registry.intake.draw", fail)
            with pytest.raises(RuntimeError, match="power cut"):
                registry.record_all([filed(2), filed(3)], run)
            monkeypatch.undo()
            assert everything(registry) == before
            assert registry.record(filed(2), run).new


def test_full_disk_is_told_and_leaves_nothing_half(tmp_path: Path, set_up: Path) -> None:
    shutil.copy(set_up, tmp_path / "registry.db")
    with open_registry(f"sqlite:///{tmp_path}/registry.db") as registry:
        take(registry, filed(1))
        with registry.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with registry.run("ingest") as run, pytest.raises(RegistryError, match="磁盘空间"):
            registry.record_all([filed(serial) for serial in range(2, 40)], run)
        assert registry.counts().received_files == {"accepted": 1}


def test_run_counts_as_failed_unless_it_ends_well(url: str) -> None:
    with open_registry(url) as registry:
        with registry.run("good"):
            pass
        with pytest.raises(RuntimeError), registry.run("bad"):
            raise RuntimeError
        with registry.session() as session:
            found = session.scalars(select(Run).order_by(Run.id)).all()
            assert [(row.status, row.ended_at is None) for row in found] == [("done", False), ("failed", False)]


def test_error_of_the_database_tells_no_id_number(url: str) -> None:
    with open_registry(url) as registry, registry.run("ingest") as run:
        bad = filed(1)
        with pytest.raises(Exception, match="status") as caught:
            registry.record(replace(bad, documents=(replace(bad.documents[0], kind=None),)), run + 1)  # type: ignore[arg-type]
        assert str(values(1)["id_number"]) not in str(caught.value)
