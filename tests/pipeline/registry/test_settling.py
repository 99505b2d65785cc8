"""Findings against other documents: opened, closed when a late one comes, with history; what follows for status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, select, text

from normalizers.catalogue import BY_KIND, SUMMARY, SUMMARY_ROW
from normalizers.enterprise import name_key
from normalizers.value import Value
from pipeline.documents import Document, FieldValue, Finding, Outcome, Severity, Status
from pipeline.registry.errors import RegistryError
from pipeline.registry.model import DocumentRow, FindingRow, Officer, ReceivedFile, WaiverRow
from pipeline.registry.opening import MIGRATIONS
from pipeline.registry.store import Registry, open_registry
from pipeline.registry.waivers import undo, waive, waivers
from pipeline.rules.lists import Entry
from tests.pipeline.invented import filed, filing, id_number, outcome, quarantined, values

Told = set[tuple[str, str]]
ALWAYS = ("missing-attachment",)


def take(registry: Registry, *outcomes: Outcome) -> None:
    with registry.run("ingest") as run:
        registry.record_all(outcomes, run)


def told(registry: Registry, without: tuple[str, ...] = ALWAYS, closed: bool = False) -> Told:
    """File and rule of the findings that are open, or of those that were closed."""
    with registry.session() as session:
        query = (
            select(ReceivedFile.path, FindingRow.rule)
            .join(DocumentRow, DocumentRow.received_file_id == ReceivedFile.id)
            .join(FindingRow, FindingRow.document_id == DocumentRow.id)
            .where(FindingRow.closed_at.is_not(None) if closed else FindingRow.closed_at.is_(None))
        )
        return {(path, rule) for path, rule in session.execute(query) if rule not in without}


def statuses(registry: Registry) -> dict[str, str]:
    with registry.session() as session:
        return {row.path: row.status for row in session.execute(select(ReceivedFile.path, ReceivedFile.status))}


def chief(serial: int, file: str, **changes: Value) -> Outcome:
    """The chief of one and the same enterprise."""
    given: dict[str, Value] = {"enterprise_name": "大连甲机械有限公司", **changes}
    return filed(serial, file, **given)


def listing(file: str, *rows: dict[str, Value], unit: str = "大连市市场监督管理局", day: str = "2021-10-20") -> Outcome:
    head = {name: FieldValue(name, value) for name, value in zip(SUMMARY, (unit, day), strict=True)}
    lines = tuple({name: FieldValue(name, row.get(name)) for name in SUMMARY_ROW} for row in rows)
    return outcome(file, Document("summary", "s", "liaoning", (1,), head, lines, status=Status.ACCEPTED))


def row(serial: int, **changes: Value) -> dict[str, Value]:
    """The row of a summary that agrees with filing `serial`."""
    given = values(serial)
    names = ("enterprise_name", "post", "name", "gender", "position", "title", "mobile")
    told: dict[str, Value] = {name: given[name] for name in names}
    told |= {"serial": serial, "training": "2021年5月，大连市市场监督管理局", "remarks": "新设"}
    return told | changes


def copy(kind: str, **given: Value) -> Document:
    fields = {name: FieldValue(name, given.get(name)) for name in BY_KIND[kind]}
    return Document(kind, None, "liaoning", (1,), fields, status=Status.ACCEPTED)


def test_second_chief_is_found_whichever_came_first(new_url: Callable[[], str]) -> None:
    for order in permutations([chief(1, "a"), chief(2, "b", appointed_from="2021-10")]):
        with open_registry(new_url()) as registry:
            for one in order:
                take(registry, one)
            assert told(registry) == {("b", "second-chief")}
            assert statuses(registry) == {"a": "accepted", "b": "review"}


def test_late_change_closes_what_was_found_without_it_and_leaves_the_history(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, chief(1, "a", appointed_from="2021-08"), chief(2, "b", appointed_from="2021-09"))
        assert told(registry) == {("b", "second-chief")}
        take(registry, chief(2, "c", change_type="变更", appointed_from="2021-09", filing_date="2021-12-01"))
        assert told(registry) == {("b", "duplicate-filing"), ("c", "duplicate-filing")}
        assert ("b", "second-chief") in told(registry, closed=True)
        assert set(statuses(registry).values()) == {"accepted"}
        with registry.session() as session:
            row = session.scalars(select(FindingRow).where(FindingRow.rule == "second-chief")).one()
        assert row.closed_at is not None
        assert row.opened_at < row.closed_at


def test_what_is_found_again_stays_as_it_was_opened(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, chief(1, "a"), chief(2, "b", appointed_from="2021-10"))

        def opened() -> list[tuple[int, object]]:
            with registry.session() as session:
                query = select(FindingRow.id, FindingRow.opened_at).where(FindingRow.rule == "second-chief")
                return [tuple(row) for row in session.execute(query)]

        before = opened()
        take(registry, chief(3, "c", post="二级质量官"))
        assert opened() == before


def test_officer_elsewhere_is_free_once_the_post_there_ended(url: str) -> None:
    """The filing that ends it is of another enterprise and another person than the one it frees."""
    with open_registry(url) as registry:
        take(registry, chief(1, "a", appointed_from="2021-08"), filed(1, "b"))
        assert told(registry) == {("b", "officer-at-two-enterprises")}
        take(registry, chief(2, "c", change_type="变更"))
        assert told(registry) == set()


def test_change_without_a_record_does_not_hold_and_is_closed_by_the_record(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, chief(2, "b", change_type="变更"))
        assert told(registry) == {("b", "change-without-prior")}
        assert statuses(registry) == {"b": "accepted"}
        take(registry, chief(1, "a", appointed_from="2021-08"))
        assert told(registry) == set()


def test_one_number_two_names(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, "a"), filed(1, "b", name="张三", post="二级质量官"))
        assert told(registry) == {("a", "id-name-conflict"), ("b", "id-name-conflict")}
        with registry.session() as session:
            messages = session.scalars(select(FindingRow.message)).all()
            assert not any(str(values(1)["id_number"]) in message for message in messages)
            assert session.scalars(select(Officer.status)).all() == ["review"]


def test_run_that_failed_is_made_up_for_by_the_next(url: str) -> None:
    with open_registry(url) as registry:

        def broken_off() -> None:
            with registry.run("ingest") as run:
                registry.record_all([chief(1, "a"), chief(2, "b", appointed_from="2021-10")], run)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            broken_off()
        assert told(registry) == set()
        with registry.run("ingest"):
            pass
        assert told(registry) == {("b", "second-chief")}


def test_summary_and_filings_that_agree(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, "1"), filed(2, "2"), listing("s", row(1), row(2)))
        assert told(registry) == set()
        assert set(statuses(registry).values()) == {"accepted"}


def test_summary_that_came_before_its_filings_is_reconciled_as_they_come(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, listing("s", row(1), row(2, mobile="13900000000")))
        assert told(registry) == {("s", "summary-row-without-filing")}
        assert statuses(registry) == {"s": "review"}
        take(registry, filed(1, "1"))
        take(registry, filed(2, "2"))
        assert told(registry) == {("s", "summary-differs")}
        assert ("s", "summary-row-without-filing") in told(registry, closed=True)
        take(registry, filed(3, "3"))
        assert told(registry) == {("s", "summary-differs"), ("3", "filing-missing-from-summary")}
        take(registry, listing("t", row(3)))
        assert told(registry) == {("s", "summary-differs")}


@pytest.mark.parametrize(
    ("unit", "region", "missing"),
    [
        ("大连市市场监督管理局", "210203", True),
        ("大连市市场监督管理局", "210102", False),
        ("大连市西岗区市场监督管理局", "210203", True),
        ("大连市西岗区市场监督管理局", "210204", False),
        ("辽宁省市场监督管理局", "210203", False),
        ("某某协会", "210203", False),
        (None, "210203", False),
    ],
)
def test_a_summary_speaks_for_its_own_place(url: str, unit: str | None, region: str, missing: bool) -> None:
    with open_registry(url) as registry:
        summary = listing("s", row(2), unit=unit)  # type: ignore[arg-type]
        take(registry, filed(1, "1", region={"code": region, "name": "某地"}), filed(2, "2"), summary)
        assert (("1", "filing-missing-from-summary") in told(registry)) is missing


def test_attachment_that_comes_later_closes_what_was_missing(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, "a"))
        open_now = {rule for _, rule in told(registry, without=())}
        assert open_now == {"missing-attachment"}
        assert registry.counts().findings == {"warning": 3}
        assert statuses(registry) == {"a": "accepted"}
        card = copy("id_card", name=values(1)["name"], id_number=values(1)["id_number"])
        take(registry, outcome("card", card), outcome("degree", copy("diploma", name=values(1)["name"])))
        assert registry.counts().findings == {"warning": 1}


def test_card_of_the_number_with_another_name_is_a_mismatch(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, "a"), outcome("card", copy("id_card", name="张三", id_number=values(1)["id_number"])))
        assert told(registry) == {("a", "id-attachment-mismatch")}
        assert statuses(registry)["a"] == "review"


def test_card_in_the_same_archive_is_held_against_its_one_filing(url: str) -> None:
    stranger = copy("id_card", name="张三", id_number=id_number(9))
    with open_registry(url) as registry:
        take(registry, filed(1, "a.zip!1"), outcome("a.zip!2", stranger), filed(2, "b"))
        assert told(registry) == {("a.zip!1", "id-attachment-mismatch")}


def test_namesakes_card_is_not_held_against_a_filing_from_elsewhere(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, "a"), outcome("c", copy("id_card", name=values(1)["name"], id_number=id_number(9))))
        assert told(registry) == set()
        assert registry.counts().findings == {"warning": 3}


def test_what_the_reading_said_of_attachments_is_judged_anew(url: str) -> None:
    early = Finding("missing-attachment", Severity.WARNING, (), "没有收到身份证复印件，请报送单位补交。")
    document = replace(filing(values(1)), findings=(early,))
    with open_registry(url) as registry:
        take(registry, outcome("a", document))
        assert registry.counts().findings == {"warning": 3}


def test_list_of_the_disqualified_is_held_against_all_and_replaced(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, "1"), filed(2, "2"))
        registry.settle({"disqualified": (Entry(None, str(values(1)["id_number"])),)})
        assert told(registry) == {("1", "ineligible-person")}
        assert statuses(registry) == {"1": "review", "2": "accepted"}
        take(registry, filed(1, "3", post="二级质量官"))
        assert told(registry) == {("1", "ineligible-person"), ("3", "ineligible-person")}
        registry.settle({"disqualified": (Entry(str(values(2)["name"])),)})
        assert told(registry) == {("2", "ineligible-person")}
        assert statuses(registry) == {"1": "accepted", "2": "review", "3": "accepted"}


def test_recommendations_put_officers_into_the_pool_and_out(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, *(filed(serial, str(serial)) for serial in range(1, 5)))
        two = name_key(str(values(2)["enterprise_name"]))
        entries = (
            Entry(None, str(values(1)["id_number"])),
            Entry(str(values(2)["name"]), None, two),
            Entry(str(values(3)["name"]), None, two),
            Entry(str(values(4)["name"]), str(values(4)["id_number"]), included=False),
        )

        def pool() -> list[bool | None]:
            with registry.session() as session:
                return list(session.scalars(select(Officer.in_talent_pool).order_by(Officer.id)))

        registry.settle({"recommended": entries})
        assert pool() == [True, True, None, False]
        take(registry, filed(5, "5"))
        assert pool() == [True, True, None, False, None]
        registry.settle({"recommended": entries[3:]})
        assert pool() == [None, None, None, False, None]


def document_of(registry: Registry, file: str) -> str:
    with registry.session() as session:
        return f"{session.scalars(select(ReceivedFile.sha256).where(ReceivedFile.path == file)).one()[:16]}-1"  # type: ignore[index]


def test_waiver_frees_the_filing_is_kept_and_can_be_undone(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, chief(1, "a"), chief(2, "b", appointed_from="2021-10"))
        name = document_of(registry, "b")
        assert waive(registry.engine, name, "second-chief", "王敏", None) == 1
        assert statuses(registry)["b"] == "accepted"
        with registry.session() as session:
            assert set(session.scalars(select(Officer.status))) == {"accepted"}
        take(registry, chief(3, "c", post="二级质量官"))
        assert statuses(registry)["b"] == "accepted"
        with pytest.raises(RegistryError, match="已经放行过"):
            waive(registry.engine, "b", "second-chief", "王敏", None)
        assert undo(registry.engine, "b", "second-chief", "李红") == 1
        assert statuses(registry)["b"] == "review"
        (one,) = waivers(registry.engine, "b")
        assert (one.rule, one.waived_by, one.reason, one.undone_by) == ("second-chief", "王敏", None, "李红")
        assert one.undone_at is not None
        with pytest.raises(RegistryError, match="没有规则 second-chief 的放行"):
            undo(registry.engine, "b", "second-chief", "李红")
        assert waive(registry.engine, "b", "second-chief", "王敏", "集团") == 1
        assert [one.reason for one in waivers(registry.engine)] == [None, "集团"]


def test_an_error_is_let_pass_only_with_a_reason(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, "a"), filed(1, "b", name="张三", post="二级质量官"))
        for reason in (None, "", "  "):
            with pytest.raises(RegistryError, match="--reason"):
                waive(registry.engine, "a", "id-name-conflict", "王敏", reason)
        assert waivers(registry.engine) == []
        assert waive(registry.engine, "a", "id-name-conflict", "王敏", "已核对身份证") == 1
        assert statuses(registry) == {"a": "accepted", "b": "review"}


@pytest.mark.parametrize(
    ("filing_name", "rule", "by", "complaint"),
    [
        ("a", "second-chief", "王敏", "没有规则 second-chief 的未了结果"),
        ("x", "second-chief", "王敏", "没有文档叫“x”"),
        ("0000000000000000-1", "second-chief", "王敏", "没有文档叫"),
        ("b", "second-chief", " ", "--by"),
        ("two", "id-name-conflict", "王敏", "有几份文档叫“two”"),
    ],
)
def test_what_cannot_be_waived(url: str, filing_name: str, rule: str, by: str, complaint: str) -> None:
    with open_registry(url) as registry:
        take(registry, filed(1, "a"), outcome("two", filing(values(3)), filing(values(4))))
        with pytest.raises(RegistryError, match=complaint):
            waive(registry.engine, filing_name, rule, by, "x")


def test_a_finding_that_comes_anew_is_not_waived_beforehand(url: str) -> None:
    """Another chief is another matter than the one that was let pass."""
    with open_registry(url) as registry:
        take(registry, chief(1, "b-first"), chief(2, "c", appointed_from="2021-10"))
        waive(registry.engine, "c", "second-chief", "王敏", None)
        take(registry, chief(3, "a-other"))
        assert statuses(registry)["c"] == "review"


def test_reading_in_doubt_stays_in_review_whatever_is_waived(url: str) -> None:
    doubtful = outcome("b", filing(values(2, enterprise_name="大连甲机械有限公司"), Status.REVIEW, unsure=("major",)))
    with open_registry(url) as registry:
        take(registry, chief(1, "a", appointed_from="2021-08"), doubtful)
        waive(registry.engine, "b", "second-chief", "王敏", None)
        assert statuses(registry)["b"] == "review"


def test_a_users_jurisdiction_decides_severity_and_hold(new_url: Callable[[], str], tmp_path: Path) -> None:
    own = 'id = "liaoning"\nname = "辽宁省"\nprovince = "21"\n[severities]\nchange-without-prior = "error"\n'
    (tmp_path / "liaoning.toml").write_text(
        own + "second-chief = 'off'\n[holds]\nchange-without-prior = true\n", encoding="utf-8"
    )
    with open_registry(new_url(), tmp_path) as registry:
        take(registry, chief(1, "a", change_type="变更"), chief(2, "b", appointed_from="2021-10"))
        assert told(registry) == {("a", "change-without-prior")}
        assert statuses(registry) == {"a": "review", "b": "accepted"}


def test_quarantined_file_stays_quarantined(url: str) -> None:
    with open_registry(url) as registry:
        take(registry, quarantined("x", "corrupt"), chief(1, "a"), chief(2, "b", appointed_from="2021-10"))
        assert statuses(registry)["x"] == "quarantined"


def test_registry_of_the_first_schema_is_filled_up_and_settled(empty_url: Callable[[], str]) -> None:
    url = empty_url()
    address = url.replace("postgresql:", "postgresql+psycopg:", 1)
    engine = create_engine(address)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        day = "'2021-10-20 08:00:00'"
        connection.execute(text(f"INSERT INTO run (command, started_at, status) VALUES ('x', {day}, 'done')"))
        columns = "id, path, sha256, status, seconds, run_id, received_at"
        connection.execute(text(f"INSERT INTO received_file ({columns}) VALUES (1, 'a', 'aa', 'review', 1, 1, {day})"))
        columns = "id, received_file_id, position, kind, jurisdiction, pages, shows_ink, status"
        row = "(1, 1, 1, 'filing', 'liaoning', '[1]', false, 'review')"
        connection.execute(text(f"INSERT INTO document ({columns}) VALUES {row}"))
        columns = "document_id, row_number, name, value, confidence, review, offered"
        given = {"name": '"张  三"', "region": '{"code":"210203","name":"x"}', "change_type": '"变更"', "post": "null"}
        for name, value in given.items():
            row = f"(1, 0, '{name}', '{value}', 1, {'true' if name == 'post' else 'false'}, true)"
            connection.exec_driver_sql(f"INSERT INTO field_value ({columns}) VALUES {row}")
        columns = "document_id, rule, severity, fields, message, by_registry"
        for rule, severity in (("missing-photo", "warning"), ("duplicate-filing", "info")):
            row = f"(1, '{rule}', '{severity}', '[]', 'x', {'true' if severity == 'info' else 'false'})"
            connection.execute(text(f"INSERT INTO finding ({columns}) VALUES {row}"))
        row = "(1, '甲', '甲|x', 'r')"
        connection.execute(text(f"INSERT INTO filing (document_id, enterprise_key, officer_key, ranking) VALUES {row}"))
    with engine.connect() as connection:
        connection.rollback()
    engine.dispose()
    with open_registry(url) as registry:
        with registry.engine.connect() as connection:
            filled = connection.execute(text("SELECT person_key, city FROM filing")).one()
            assert tuple(filled) == ("张三", "2102")
            assert connection.execute(select(DocumentRow.doubtful)).scalar_one() is True
            holds = connection.execute(select(FindingRow.rule, FindingRow.holds)).all()
            assert {tuple(one) for one in holds} == {("missing-photo", True), ("duplicate-filing", False)}
            assert connection.execute(select(FindingRow.opened_at)).scalars().first().year == 2021  # type: ignore[union-attr]
        with registry.run("ingest"):
            pass
        assert told(registry) == {("a", "missing-photo"), ("a", "change-without-prior")}
        assert told(registry, closed=True) == {("a", "duplicate-filing")}
        with registry.session() as session:
            assert session.scalars(select(WaiverRow.id)).all() == []
