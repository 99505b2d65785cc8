"""Why a received file could not be read: the whole family of exceptions of the extractors."""

from __future__ import annotations

from typing import ClassVar


class ReadError(Exception):
    """A received file that cannot be read. `code` is one of CONTRACT's error codes, the message is for the clerk.

    Unreadable input is an answer (`quarantined`), so nothing but this family may leave an extractor
    for what stands in a file. ReadError
      +- EmptyFile, UnsupportedFile, CorruptFile, EncryptedFile, TooLarge, UnsafeFile,
         ReadTimeout, MissingTool, NoForm
    """

    code: ClassVar[str] = "corrupt"
    default: ClassVar[str] = "文件无法读取，请重新报送。"

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.default)

    @property
    def message(self) -> str:
        """The message for the clerk, in Chinese."""
        return str(self.args[0])


class EmptyFile(ReadError):  # noqa: N818 - named after what the clerk sees
    """Nothing in it: zero bytes, or no page."""

    code = "empty"
    default = "文件是空的，请报送单位重新发送。"


class UnsupportedFile(ReadError):  # noqa: N818
    """A kind of file that this program does not read."""

    code = "unsupported"
    default = "不支持这种文件，请另存为 Word（.docx）、PDF 或图片后重新报送。"


class CorruptFile(ReadError):  # noqa: N818
    """Damaged: it is not what its content claims to be."""

    code = "corrupt"
    default = "文件已损坏，打不开，请报送单位重新发送。"


class EncryptedFile(ReadError):  # noqa: N818
    """A password is needed."""

    code = "encrypted"
    default = "文件设有密码，请去除密码后重新报送。"


class TooLarge(ReadError):  # noqa: N818
    """Over a limit on bytes, members, pages or pixels."""

    code = "too-large"
    default = "文件过大，超出限额，请拆分或压缩后重新报送。"


class UnsafeFile(ReadError):  # noqa: N818
    """Made to do harm, or indistinguishable from that: bombs, paths that climb out."""

    code = "unsafe"
    default = "文件含有不安全的内容，未予打开，请核实来源。"


class ReadTimeout(ReadError):  # noqa: N818
    """It took longer than the limit."""

    code = "timeout"
    default = "读取超时，请检查文件是否过于复杂，或单独重新报送。"


class MissingTool(ReadError):  # noqa: N818
    """A program that this kind of file needs is not installed."""

    code = "missing-tool"
    default = "缺少读取此类文件所需的程序，请联系管理员安装。"


class NoForm(ReadError):  # noqa: N818
    """Readable, but no filing, summary or attachment was found in it."""

    code = "no-form"
    default = "没有找到备案表或汇总表，请核对是否发错文件。"
