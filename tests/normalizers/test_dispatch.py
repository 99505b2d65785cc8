"""The table from kind to normalizer: complete, lazy, and every problem explained."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import normalizers
from normalizers.catalogue import BY_KIND, SUMMARY_ROW
from normalizers.dispatch import FUNCTIONS, normalise
from normalizers.problems import PROBLEMS
from normalizers.value import BLANK, Context


def test_every_kind_of_the_catalogue_has_its_function() -> None:
    kinds = {field.kind for fields in (*BY_KIND.values(), SUMMARY_ROW) for field in fields.values()}
    assert kinds <= set(FUNCTIONS)


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    """The command must start fast: reading a Simplified date needs neither OpenCC nor pypinyin."""
    code = (
        "import sys; from normalizers.dispatch import normalise; from normalizers.value import Context;"
        "normalise('date', '2021年9月24日', Context()); normalise('text', '质量部（兼）', Context());"
        "print({'opencc', 'pypinyin', 'numpy', 'pandas', 'phonenumbers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_an_unknown_kind_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        normalise("shoe_size", "43", Context())


@pytest.mark.parametrize("kind", sorted(FUNCTIONS))
@pytest.mark.parametrize("text", ["", "  ", "无", "暂无", "—", "/", "／", "N/A", "____"])
def test_blank_answers_are_blank_for_every_kind(kind: str, text: str) -> None:
    assert normalise(kind, text, Context()) == BLANK


def test_every_problem_is_explained_in_both_languages_and_every_code_used_is_known() -> None:
    for code, problem in PROBLEMS.items():
        assert problem.code == code
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert len(problem.english) > 10
        assert re.search(r"[\u4e00-\u9fff]{4}", problem.chinese)
    sources = [path.read_text(encoding="utf-8") for path in Path(next(iter(normalizers.__path__))).glob("*.py")]
    reported = {code for source in sources for code in re.findall(r'Normal\([^"\n]*, "([a-z]+(?:-[a-z]+)*)"', source)}
    assert reported <= set(PROBLEMS)
