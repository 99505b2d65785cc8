"""LibreOffice as the way of last resort: what is like Word but beyond the readers here becomes a .docx.

Formats before Word 97, RTF, Works and OpenDocument. Its output is bound to what LibreOffice understands; a file that
is read natively never comes here. It runs with a profile of its own that is thrown away, without macros, links or
network, under a time limit, and its whole process group dies with it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from extractors.errors import CorruptFile, MissingTool, ReadTimeout, TooLarge

SECONDS = 90.0
"""Wall time of one conversion."""
MAX_OUTPUT = 200 * 2**20
"""Bytes of one file that it may write."""

_MISSING = (
    "读取此类文件需要 LibreOffice，但本机没有安装。请联系管理员安装 LibreOffice（含 Writer），"
    "或由报送单位用 Word、WPS 另存为 .docx 后重新报送。"
)
_SLOW = "旧格式文件转换超时，请报送单位用 Word、WPS 另存为 .docx 后重新报送。"
_FAILED = "旧格式文件无法转换，请报送单位用 Word、WPS 打开检查并另存为 .docx 后重新报送。"
_PLACES = (
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Common/Misc", "FirstRun", "false"),
)
_PROXY = (
    ("ooInetProxyType", "2"),
    ("ooInetHTTPProxyName", "127.0.0.1"),
    ("ooInetHTTPProxyPort", "9"),
    ("ooInetHTTPSProxyName", "127.0.0.1"),
    ("ooInetHTTPSProxyPort", "9"),
    ("ooInetFTPProxyName", "127.0.0.1"),
    ("ooInetFTPProxyPort", "9"),
    ("ooInetNoProxy", ""),
)


def convert(content: bytes, suffix: str, seconds: float = SECONDS) -> bytes:
    """The file as a .docx, from the bytes of a file whose usual suffix (`.rtf`) is given.

    Raises MissingTool (LibreOffice is not installed), ReadTimeout, TooLarge, CorruptFile (it could not make anything
    of it).
    """
    program = find()
    if program is None:
        raise MissingTool(_MISSING)
    with TemporaryDirectory(prefix="cqo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile, given, made = folder / "profile", folder / f"in{suffix}", folder / "out"
        _write_profile(profile)
        given.write_bytes(content)
        made.mkdir()
        _run(_command(program, profile, given, made), folder, seconds)
        return _result(made / "in.docx")


def find() -> str | None:
    """Where LibreOffice is: on the path, or where it is usually installed; None where it is not."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def _command(program: str, profile: Path, given: Path, made: Path) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--invisible",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(made),
        str(given),
    ]


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True, mode=0o700)
    items = "".join(_items())
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def _items() -> Iterator[str]:
    settings = [(f"org.openoffice.Office.{path}", name, value) for path, name, value in _SETTINGS]
    settings += [("org.openoffice.Inet/Settings", name, value) for name, value in _PROXY]
    for path, name, value in settings:
        yield (
            f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
            f"<value>{escape(value)}</value></prop></item>"
        )


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run it to its end. Raises ReadTimeout; that it failed shows in that there is no result."""
    own_group: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if sys.platform == "win32"
        else {"start_new_session": True, "preexec_fn": _limits(seconds)}
    )
    process = subprocess.Popen(  # noqa: S603 - a program of ours with paths of ours
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **own_group,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadTimeout(_SLOW) from error
    finally:
        _end(process)


def _environment(folder: Path) -> dict[str, str]:
    """The surroundings of the program: nothing of ours, and proxies that lead nowhere."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(("PYTHON", "LD_", "DYLD"))}
    nowhere = "http://127.0.0.1:9"
    private = {name: str(folder) for name in ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), nowhere)
    proxies |= {name.upper(): value for name, value in proxies.items()}
    return kept | private | proxies | {"no_proxy": "", "NO_PROXY": "", "SAL_USE_VCLPLUGIN": "svp"}


def _limits(seconds: float) -> Any:
    """What is set in the child before it starts: it outlives nobody who kills us, and fills no disk."""

    def bound() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 5, int(seconds) + 5))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return bound


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and all that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            kill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(kill, check=False, capture_output=True)  # noqa: S603
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _result(path: Path) -> bytes:
    if not path.is_file() or path.is_symlink():
        raise CorruptFile(_FAILED)
    if path.stat().st_size >= MAX_OUTPUT:
        raise TooLarge
    return path.read_bytes()
