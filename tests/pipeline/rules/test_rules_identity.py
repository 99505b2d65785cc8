"""Family identity: the ID number and what it says of birth, gender and place."""

import pytest

from pipeline.documents import Finding, Severity
from tests.pipeline.invented import id_number
from tests.pipeline.rules.clean import altered, card, filing, found, only, rules, unread

NUMBER = id_number(1)
DIGITS = "0123456789X"


def other(character: str) -> str:
    return "1" if character == "X" else str((int(character) + 1) % 10)


def with_digit(place: int, digit: str, number: str = NUMBER) -> str:
    return number[:place] + digit + number[place + 1 :]


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_digit_anywhere_is_one_finding_and_no_second_one_for_the_same_cause(place: int) -> None:
    wrong = with_digit(place, other(NUMBER[place]))
    finding = only(filing(id_number=wrong))
    message = "“身份证号”的校验码不对，其中至少有一位写错或认错，请对照身份证逐位更正。"
    assert finding == Finding("id-checksum", Severity.ERROR, ("id_number",), message)


def test_of_all_eleven_check_digits_exactly_one_is_right() -> None:
    right = [digit for digit in DIGITS if rules(filing(id_number=NUMBER[:17] + digit)) == []]
    assert right == [NUMBER[17]]


def test_a_number_that_ends_in_x_can_be_right() -> None:
    number = next(n for n in map(id_number, range(1, 99, 2)) if n.endswith("X"))
    assert rules(filing(id_number=number)) == []


@pytest.mark.parametrize(
    ("number", "gender", "born"),
    [("11010519491231002X", "女", "1949-12-31"), ("440524188001010014", "男", "1880-01-01")],
)
def test_the_examples_of_the_standard_are_right(number: str, gender: str, born: str) -> None:
    assert rules(card(id_number=number, gender=gender, birth_date=born)) == []


@pytest.mark.parametrize("region", ["652928", "513337", "469999"])
@pytest.mark.parametrize(("serial", "birth"), [(987, "19871129"), (135, "19991231"), (771, "19660817")])
def test_every_digit_weighs(region: str, serial: int, birth: str) -> None:
    born = f"{birth[:4]}-{birth[4:6]}-{birth[6:]}"
    number = id_number(serial, birth, region)
    assert "id-checksum" not in rules(card(id_number=number, birth_date=born))
    for place in range(17):
        wrong = with_digit(place, other(number[place]), number)
        assert "id-checksum" in rules(card(id_number=wrong, birth_date=born))


@pytest.mark.parametrize("length", [1, 14, 16, 17, 19])
def test_a_wrong_length_names_the_length_and_not_the_number(length: int) -> None:
    finding = only(filing(id_number=(NUMBER + "0")[:length]))
    message = f"“身份证号”共{length}位，应为18位，请对照身份证更正。"
    assert finding == Finding("id-checksum", Severity.ERROR, ("id_number",), message)


def test_a_number_of_fifteen_digits_is_an_old_one() -> None:
    finding = only(filing(id_number=NUMBER[:6] + NUMBER[8:17]))
    assert (finding.rule, finding.severity) == ("id-checksum", Severity.ERROR)
    assert finding.message == "“身份证号”是15位的旧号码，已停止使用，请报送单位改填18位号码。"


@pytest.mark.parametrize("problem", ["id-length", "id-checksum"])
def test_a_number_that_gave_no_value_for_its_form(problem: str) -> None:
    finding = only(unread(filing(), "id_number", problem))
    assert (finding.rule, finding.fields) == ("id-checksum", ("id_number",))
    assert finding.message == "“身份证号”的位数或校验码不对，请对照身份证更正。"


@pytest.mark.parametrize("problem", ["unreadable", "several"])
def test_a_number_that_could_not_be_read_is_left_to_review(problem: str) -> None:
    assert rules(unread(filing(), "id_number", problem)) == []


def test_no_message_bears_the_number() -> None:
    wrong = with_digit(0, other(NUMBER[0]))
    documents = [
        filing(id_number=wrong, birth_date="1981-01-01", gender="女"),
        filing(id_number=NUMBER, birth_date="1981-01-01", gender="女"),
        filing(id_number=wrong[:15]),
    ]
    messages = "".join(finding.message for document in documents for finding in found(document))
    assert messages
    assert NUMBER not in messages
    assert wrong[:15] not in messages


@pytest.mark.parametrize("born", ["1980-01-02", "1981-01-01", "1980-02", "1979-01"])
def test_birth_differs(born: str) -> None:
    finding = only(filing(birth_date=born))
    message = "“出生日期”与“身份证号”中的出生日期不一致，请对照身份证更正。"
    assert finding == Finding("id-birth-mismatch", Severity.ERROR, ("id_number", "birth_date"), message)


def test_birth_without_a_day_is_compared_as_deep_as_it_is_given() -> None:
    assert rules(filing(birth_date="1980-01")) == []


@pytest.mark.parametrize("problem", ["impossible-date", "unreadable"])
def test_a_birth_date_without_a_value_does_not_differ(problem: str) -> None:
    assert "id-birth-mismatch" not in rules(unread(filing(), "birth_date", problem))


def test_two_wrong_things_are_two_findings() -> None:
    wrong = with_digit(17, other(NUMBER[17]))
    assert rules(filing(id_number=wrong, birth_date="1975-06-07")) == ["id-checksum", "id-birth-mismatch"]


def test_digits_of_birth_exchanged_in_the_number_are_one_finding() -> None:
    number = id_number(1, birth="19800112")
    wrong = number[:10] + "10" + number[12:]
    assert rules(filing(id_number=wrong, birth_date="1980-01-12")) == ["id-checksum"]


def test_gender_differs() -> None:
    finding = only(filing(gender="女"))
    message = "“性别”与“身份证号”第17位不一致，请对照身份证更正。"
    assert finding == Finding("id-gender-mismatch", Severity.ERROR, ("id_number", "gender"), message)
    assert only(filing(id_number=id_number(2))).rule == "id-gender-mismatch"


@pytest.mark.parametrize("serial", range(10))
def test_gender_by_every_seventeenth_digit(serial: int) -> None:
    assert rules(filing(id_number=id_number(serial), gender="男" if serial % 2 else "女")) == []


def test_gender_is_judged_beside_a_wrong_check_digit_that_no_other_seventeenth_digit_explains() -> None:
    stray = (n for n in DIGITS if n != NUMBER[17])
    outcomes = {tuple(rules(filing(id_number=NUMBER[:17] + digit, gender="女"))) for digit in stray}
    assert outcomes == {("id-checksum",), ("id-checksum", "id-gender-mismatch")}


def test_a_blank_gender_or_an_ill_formed_number_does_not_differ() -> None:
    assert rules(filing(gender=None)) == ["missing-required"]
    assert rules(filing(id_number=NUMBER[:17], gender="女", birth_date="1979-01-01")) == ["id-checksum"]


def test_region_of_the_number_is_no_division() -> None:
    finding = only(filing(id_number=id_number(1, region="219999")))
    message = "“身份证号”前六位不是任何行政区划的代码，请对照身份证核实。"
    assert finding == Finding("id-region-unknown", Severity.WARNING, ("id_number",), message)


@pytest.mark.parametrize("region", ["540102", "210211", "110103", "430419", "321119", "522121"])
def test_regions_in_force_and_of_the_past_are_known(region: str) -> None:
    assert rules(filing(id_number=id_number(1, region=region))) == []


def test_identity_rules_hold_for_the_copy_of_a_card() -> None:
    assert rules(card()) == []
    assert rules(card(gender="女")) == ["id-gender-mismatch"]
    assert rules(card(birth_date="1980-01-02")) == ["id-birth-mismatch"]
    assert rules(card(id_number=NUMBER[:17])) == ["id-checksum"]
    assert rules(card(id_number=id_number(1, region="219999"))) == ["id-region-unknown"]


def test_a_finding_on_an_unsure_reading_says_so() -> None:
    finding = only(altered(filing(gender="女"), "gender", review=True))
    assert finding.message.endswith("请对照身份证更正。（此处识读把握不大，请先对照原件。）")
