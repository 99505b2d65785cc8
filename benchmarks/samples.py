"""Makes the sample inbox and what should come of it: `python -m benchmarks.samples`.

Run again, it writes the same bytes, given the same fonts and libraries. The truths do not depend on either.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.generator import defects, pdf, word
from benchmarks.generator.attachments import attachment_values, draw_attachments
from benchmarks.generator.degrade import degrade
from benchmarks.generator.draw import DrawStyle, draw_filing, random_style
from benchmarks.generator.files import save_jpg, save_png, save_scan
from benchmarks.generator.layout import FormStyle
from benchmarks.generator.people import make_filing, make_summary
from benchmarks.generator.script import survives_traditional
from benchmarks.generator.setting import TickStyle
from benchmarks.generator.truth import SummaryTruth, Truth
from benchmarks.generator.word import WordStyle

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
CITY = "2102"
NOTICE = (
    "关于召开全市质量工作会议的通知",
    "各区市县市场监督管理局：",
    "定于2021年10月15日上午9时在市局三楼会议室召开全市质量工作会议，请各单位分管负责同志准时参加。",
    "联系人：市局质量发展处，电话：0411-88000000。",
    "2021年10月8日",
)
Expected = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """One file of the inbox: its name, who writes it, and the outcome it must have.

    `status` None: accepted and review are both right, as it depends on how well a picture can be read.
    """

    name: str
    write: Callable[[Path, random.Random], None]
    status: str | None
    error: str | None = None
    documents: tuple[Expected, ...] = field(default_factory=tuple)


def _filing(truth: Truth) -> Expected:
    return {
        "kind": "filing",
        "form": "liaoning-2021-filing",
        "jurisdiction": truth.jurisdiction,
        "fields": dict(truth.value),
        "findings": sorted(truth.findings),
    }


def _summary(truth: SummaryTruth) -> Expected:
    return {
        "kind": "summary",
        "form": "liaoning-2021-summary",
        "jurisdiction": truth.jurisdiction,
        "fields": dict(truth.value),
        "rows": [dict(row) for row in truth.rows],
        "findings": [],
    }


def _word(name: str, truths: Sequence[Truth], style: WordStyle) -> Sample:
    bare = tuple(truth.unsealed() for truth in truths)

    def write(path: Path, rng: random.Random) -> None:
        word.write_filings(bare, style, path, rng)

    status = "review" if any(truth.findings for truth in truths) else "accepted"
    return Sample(name, write, status, None, tuple(_filing(truth) for truth in bare))


def _pdf(name: str, truth: Truth, style: pdf.PdfStyle) -> Sample:
    def write(path: Path, rng: random.Random) -> None:
        pdf.write_filing(truth, style, path, rng)

    return Sample(name, write, "accepted", None, (_filing(truth),))


def _scan(name: str, truth: Truth, kind: str, dpi: int, tick: str) -> Sample:
    """A drawn page: `kind` of wear, "" for none, and how it is ticked; the file's suffix says how it is kept."""

    def write(path: Path, rng: random.Random) -> None:
        style = replace(random_style(rng, "develop", dpi), value_size=11.0, tick=TickStyle(tick))
        image = draw_filing(truth, style, rng).image
        if kind:
            image = degrade(image, kind, rng, "develop").image
        two_tone = kind in ("copy", "fax")
        if path.suffix == ".pdf":
            save_scan((image,), path, dpi, two_tone=two_tone, quality=55)
        elif path.suffix == ".png":
            save_png(image, path, dpi, two_tone=two_tone, colours=0 if kind else 64)
        else:
            save_jpg(image, path, dpi, quality=62)

    return Sample(name, write, None, None, (_filing(truth),))


def _with_attachments(name: str, truth: Truth) -> Sample:
    """A copied filing, with the copies that belong to it on the pages after it."""

    def write(path: Path, rng: random.Random) -> None:
        style = replace(random_style(rng, "develop", 150), tick=TickStyle("stroke"))
        pages = [draw_filing(truth, style, rng).image]
        pages += [attachment.drawing.image for attachment in draw_attachments(truth, rng, "develop", 150)]
        save_scan([degrade(page, "clean", rng).image for page in pages], path, 150, quality=50)

    kinds = ["id_card", "diploma", "title_certificate"] if truth.value["title"] else ["id_card", "diploma"]
    attachments: list[Expected] = [
        {"kind": kind, "form": None, "jurisdiction": None, "fields": attachment_values(truth, kind), "findings": []}
        for kind in kinds
    ]
    return Sample(name, write, None, None, (_filing(truth), *attachments))


def _cut_short(path: Path, rng: random.Random) -> None:
    word.write_filing(make_filing(rng), WordStyle(), path, rng)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 3 // 5])


def _truths() -> list[Truth]:
    return [make_filing(random.Random(f"sample {number}"), city=CITY if number % 3 else "") for number in range(24)]


def _traditional(start: int) -> Truth:
    for number in range(start, start + 100):
        truth = make_filing(random.Random(f"traditional {number}"))
        if survives_traditional(truth):
            return truth
    raise RuntimeError("no filing comes back the same from Traditional characters")


def _word_samples(truths: Sequence[Truth]) -> list[Sample]:
    spaced = FormStyle(labels={"name": "姓  名", "gender": "性  别", "education": "学\u3000历"}, heading=False)
    return [
        _word("01-填报表-方框字符.docx", truths[0:1], WordStyle()),
        _word("02-填报表-符号字体.docx", truths[1:2], WordStyle(tick="sym2", holder="split", form=spaced)),
        _word("03-填报表-内容控件.docx", truths[2:3], WordStyle(tick="w14", holder="cell_control", suffix=False)),
        _word("04-填报表-域方框.docx", truths[3:4], WordStyle(tick="eq", floating=True)),
        _word("05-两份填报表.docx", truths[4:6], WordStyle(tick="legacy", holder="control")),
    ]


def _page_samples(truths: Sequence[Truth]) -> list[Sample]:
    kai = DrawStyle(label_face="gb-song", value_face="gb-kai", title_face="gb-song", seal_face="gb-song")
    song = replace(kai, label_face=pdf.BUILT_IN, value_face=pdf.BUILT_IN, title_face=pdf.BUILT_IN)
    overlay = replace(song, tick=TickStyle("overlay"), form=FormStyle(loose=True))
    return [
        _pdf("06-电子版-矢量方框.pdf", truths[6], pdf.PdfStyle(kai)),
        _pdf("07-电子版-内置字体.pdf", truths[7], pdf.PdfStyle(overlay, text_boxes=True)),
        _scan("08-扫描件.pdf", truths[8], "office", 150, "stroke"),
        _scan("09-复印件.pdf", truths[9], "copy", 200, "glyph"),
        _scan("10-拍照.jpg", truths[10], "photo", 150, "stroke"),
        _scan("11-扫描件.jpg", truths[11], "office", 170, "overlay"),
        _scan("12-截图.png", truths[12], "", 150, "glyph"),
        _scan("13-传真.png", truths[13], "fax", 204, "fill"),
    ]


def _summary_samples(truths: Sequence[Truth]) -> list[Sample]:
    first = make_summary(random.Random("summary 1"), truths[:4])
    second = make_summary(random.Random("summary 2"), truths[4:9])

    def in_word(path: Path, rng: random.Random) -> None:
        word.write_summary(first, WordStyle(), path, rng)

    def in_pdf(path: Path, rng: random.Random) -> None:
        faces = DrawStyle(label_face="gb-song", value_face="gb-song", title_face="gb-song")
        pdf.write_summary(second, pdf.PdfStyle(faces), path, rng)

    return [
        Sample("14-汇总表.docx", in_word, "accepted", None, (_summary(first),)),
        Sample("15-汇总表.pdf", in_pdf, "accepted", None, (_summary(second),)),
    ]


def _odd_samples(truths: Sequence[Truth]) -> list[Sample]:
    def notice(path: Path, rng: random.Random) -> None:  # noqa: ARG001 - called as the others
        word.write_notice(NOTICE[0], NOTICE[1:], path)

    contradictory = defects.blank(defects.other_birthday(truths[22]), "mobile")
    return [
        _word("16-繁体.docx", (_traditional(0),), WordStyle(traditional=True, tick="black")),
        _word("17-带拼音.docx", (_traditional(200),), WordStyle(traditional=True, pinyin=0.08)),
        _word("18-身份证号错.docx", (defects.wrong_check_digit(truths[20]),), WordStyle(tick="beside")),
        _word("19-两岗均选.docx", (defects.both_posts(truths[21]),), WordStyle(tick="sym")),
        _word("20-出生日期不符.docx", (contradictory,), WordStyle(tick="cross")),
        Sample("21-损坏.docx", _cut_short, "quarantined", "corrupt"),
        Sample("22-会议通知.docx", notice, "quarantined", "no-form"),
        _with_attachments("23-扫描件带附件.pdf", truths[23]),
    ]


def samples() -> list[Sample]:
    """Every sample, in the order of their names."""
    truths = _truths()
    city = [truth for truth in truths if _code(truth).startswith(CITY)]
    return [*_word_samples(truths), *_page_samples(truths), *_summary_samples(city), *_odd_samples(truths)]


def _code(truth: Truth) -> str:
    region = truth.value["region"]
    return region["code"] if isinstance(region, dict) else ""


def expected_lines() -> list[str]:
    """The lines of `expected.jsonl`: what each file must turn out to be. `findings`: those of severity error."""
    return [
        json.dumps(
            {
                "file": f"inbox/{sample.name}",
                "status": sample.status,
                "error": sample.error,
                "documents": list(sample.documents),
            },
            ensure_ascii=False,
        )
        for sample in samples()
    ]


def write_inbox(folder: Path) -> None:
    """Writes every sample into a folder that exists."""
    for sample in samples():
        sample.write(folder / sample.name, random.Random(sample.name))


def main() -> None:
    """Writes `data/samples/inbox` and `data/samples/expected.jsonl` anew."""
    inbox = SAMPLES / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    for old in inbox.iterdir():
        old.unlink()
    write_inbox(inbox)
    (SAMPLES / "expected.jsonl").write_text("\n".join(expected_lines()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
