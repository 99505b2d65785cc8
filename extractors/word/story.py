"""One story of a Word file (body, cell, text box, header, note) while it is written down: paragraphs and fields."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.errors import UnsafeFile
from extractors.page import Likeness, Paragraph, Picture, Place, Run
from extractors.word.content import Content
from extractors.word.fields import is_prompt, is_seal, shown_by
from extractors.word.lines import LineWriter, Mark
from extractors.word.look import Look

MAX_FIELD_DEPTH = 100


@dataclass(frozen=True, slots=True)
class FormField:
    """What a legacy form field shows by its own state, None where that is its stored result (text); `default` the
    text that it came with."""

    shown: tuple[Run, ...] | None
    default: str = ""


@dataclass(slots=True)
class Field:
    """A complex field being walked through: its instruction so far, whether its result has begun, and is dropped."""

    form: FormField | None = None
    instruction: list[str] = field(default_factory=list)
    held: list[Run] = field(default_factory=list)
    """Text that stands in the instruction: shown after all if the field turns out never to end."""
    in_result: bool = False
    computed: tuple[Run, ...] | None = None
    """What is shown in place of the result; None: the result itself."""
    mark: Mark | None = None
    """Where the result begins."""

    @property
    def text(self) -> str:
        """The instruction."""
        return "".join(self.instruction).strip()

    def begin_result(self) -> None:
        """The instruction is complete."""
        self.in_result = True
        self.computed = None if self.form is None else self.form.shown
        if self.computed is None:
            self.computed = shown_by(self.text)

    def end(self) -> None:
        """The result is complete: a text field that nobody typed in shows only its prompt."""
        if not self.in_result:
            self.begin_result()
        elif self.mark is not None and self.form is not None and self.form.default:
            text = self.mark.text
            if self.form.default == text.strip() and is_prompt(text):
                self.mark.make_prompt()


@dataclass(slots=True)
class Story:
    """How far a story has come. `joins_next`: the mark of its last paragraph was deleted by a tracked change, so that
    the next one goes on on its line; `floats`: text boxes anchored in the paragraph, which follow it."""

    place: Place
    content: Content = field(default_factory=Content)
    writer: LineWriter = field(default_factory=LineWriter)
    floats: list[Content] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    joins_next: bool = False

    def begin_paragraph(self) -> None:
        """A paragraph follows."""
        if not self.joins_next:
            self.writer = LineWriter()
        self.floats = []

    def end_paragraph(self, joins_next: bool) -> None:
        """The paragraph is complete."""
        self.joins_next = joins_next
        if not joins_next:
            self.close_paragraph()
        for content in self.floats:
            self.content.add(content)

    def end_joined(self) -> None:
        """No paragraph follows here."""
        if self.joins_next:
            self.close_paragraph()
            self.joins_next = False

    def close_paragraph(self) -> None:
        """What was written so far is a paragraph."""
        lines = self.writer.lines(self.place)
        if lines:
            self.content.blocks.append(Paragraph(lines))

    def end(self) -> Content:
        """The story is complete: what it holds."""
        self.end_joined()
        self._close_fields()
        return self.content

    @property
    def is_shown(self) -> bool:
        """Whether what comes is shown, not an instruction nor a result that is replaced."""
        return all(one.in_result and one.computed is None for one in self.fields)

    @property
    def instruction(self) -> list[str] | None:
        """The instruction that text belongs to now, None outside of one."""
        return self.fields[-1].instruction if self.fields and not self.fields[-1].in_result else None

    def begin_field(self, form: FormField | None = None) -> None:
        """A field begins with its instruction."""
        if len(self.fields) >= MAX_FIELD_DEPTH:
            raise UnsafeFile
        self.fields.append(Field(form))

    def begin_result(self) -> None:
        """The instruction of the field ends, its result begins."""
        if self.fields and not self.fields[-1].in_result:
            self.fields[-1].begin_result()
            self.fields[-1].mark = self.writer.mark()

    def end_field(self) -> tuple[Run, ...]:
        """The field ends; what it shows instead of its result."""
        if not self.fields:
            return ()
        ended = self.fields.pop()
        ended.end()
        return self.computed(ended.text, ended.computed)

    def computed(self, instruction: str, shown: tuple[Run, ...] | None) -> tuple[Run, ...]:
        """What a field shows that is not its result. An electronic seal is a picture."""
        if shown == () and is_seal(instruction):
            self.content.pictures.append(Picture(Likeness.SEAL, self.place))
        return shown or ()

    def takes(self, run: Run) -> bool:
        """Whether the text belongs to the instruction of a field (and is noted there), or to a result not shown."""
        for one in reversed(self.fields):
            if not one.in_result:
                one.instruction.append(run.text)
                one.held.append(run)
                return True
            if one.computed is not None:
                return True
        return False

    def text_box(self, content: Content, in_line: bool) -> None:
        """A box of one line that stands in the text, or floats where a colon calls for it, belongs to the line."""
        only = content.blocks[0] if len(content.blocks) == 1 and not content.pictures else None
        called = self.writer.line.rstrip().endswith((":", "："))
        if not isinstance(only, Paragraph) or len(only.lines) != 1 or not (in_line or called):
            self.floats.append(content)
            return
        for run in only.lines[0].runs:
            self.writer.write(run)

    def _close_fields(self) -> None:
        """A field that never ends in its story hides nothing: what stood in its instruction is shown after all."""
        if not any(not one.in_result for one in self.fields):
            return
        self.writer = LineWriter()
        waiting, self.fields = self.fields, []
        for one in waiting:
            if not one.in_result:
                for run in shown_by(one.text) or one.held:
                    self.writer.write(run)
        self.close_paragraph()


def formatted(run: Run, look: Look) -> Run:
    """What a field shows, in the formatting that it stands in."""
    return replace(
        run,
        struck=run.struck or look.struck,
        underlined=look.underlined,
        bold=look.bold,
        boxed=run.boxed or look.boxed,
    )
