"""A Word file in its other outward shapes: the same document, packed or arranged as other programs do it."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORD2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_BODY = re.compile(r"(<w:body\b[^>]*>)(.*)(<w:sectPr\b.*</w:body>)", re.S)
_TABLE = re.compile(r"<w:tbl>.*</w:tbl>", re.S)

Members = dict[str, bytes]


def _unpacked(content: bytes) -> Members:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(members: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, (2021, 9, 24, 0, 0, 0)), content)
    return buffer.getvalue()


def _with_document(content: bytes, change: Callable[[str], str]) -> bytes:
    members = _unpacked(content)
    members["word/document.xml"] = change(members["word/document.xml"].decode("utf-8")).encode("utf-8")
    return _packed(members)


def _declared_as(kind: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        members = _unpacked(content)
        types = members["[Content_Types].xml"].decode("utf-8").replace(_MAIN, kind)
        members["[Content_Types].xml"] = types.encode("utf-8")
        return _packed(members)

    return change


def _strict(content: bytes) -> bytes:
    """ISO/IEC 29500 Strict: other names for the same elements."""
    members = _unpacked(content)
    for name, part in members.items():
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
            text = re.sub(
                rb"http://schemas\.openxmlformats\.org/(wordprocessingml|drawingml|officeDocument)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                part,
            )
            members[name] = text
    return _packed(members)


def _backslashes(content: bytes) -> bytes:
    return _packed({name.replace("/", "\\"): part for name, part in _unpacked(content).items()})


def _flat(content: bytes) -> bytes:
    """Flat OPC: one XML file."""
    parts = []
    for name, part in _unpacked(content).items():
        if name == "[Content_Types].xml":
            continue
        if name.endswith((".xml", ".rels")):
            inner = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", part).decode("utf-8")
            parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>')
        else:
            data = base64.b64encode(part).decode("ascii")
            parts.append(f'<pkg:part pkg:name="/{name}"><pkg:binaryData>{data}</pkg:binaryData></pkg:part>')
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
    uri = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'{head}<pkg:package xmlns:pkg="{uri}">{"".join(parts)}</pkg:package>'.encode()


def _word2003(content: bytes) -> bytes:
    """Word 2003 XML: its own namespace and names; pictures as VML."""
    members = _unpacked(content)
    found = _BODY.search(members["word/document.xml"].decode("utf-8"))
    body = found.group(2) if found else ""
    blobs = [part for name, part in members.items() if name.startswith("word/media/")]
    for number, blob in enumerate(blobs):
        data = base64.b64encode(blob).decode("ascii")
        name = f"wordml://{number:08}.jpg"
        shape = f'<v:shape style="width:62pt;height:88pt"><v:imagedata src="{name}"/></v:shape>'
        picture = f'<w:pict><w:binData w:name="{name}">{data}</w:binData>{shape}</w:pict>'
        body = re.sub(r"<w:drawing>.*?</w:drawing>", picture, body, count=1, flags=re.S)
    body = re.sub(r"<w:vMerge\b", "<w:vmerge", body)
    body = re.sub(r"w:eastAsia=", "w:fareast=", body).replace("w:hAnsi=", "w:h-ansi=")
    body = _revisions(body)
    body = re.sub(r' xmlns:w="[^"]*"', "", body)
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    hints = 'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
    aml = 'xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
    root = f'<w:wordDocument xmlns:w="{_WORD2003}" {spaces} {hints} {aml} xml:space="preserve">'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
    return f"{head}{root}<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>".encode()


def _revisions(body: str) -> str:
    for tag, kind in (("ins", "Insertion"), ("del", "Deletion")):
        opening = f'<aml:annotation aml:id="1" w:type="Word.{kind}" aml:author="x"><aml:content>'
        body = re.sub(rf"<w:{tag}\b[^>/]*>", opening, body).replace(f"</w:{tag}>", "</aml:content></aml:annotation>")
    return body


def _in_text_box(content: bytes) -> bytes:
    """The whole table in a text box."""
    wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"

    def boxed(found: re.Match[str]) -> str:
        content = f"<w:txbxContent>{found.group()}<w:p/></w:txbxContent>"
        shape = f'<wps:wsp xmlns:wps="{wps}"><wps:txbx>{content}</wps:txbx></wps:wsp>'
        graphic = f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{wps}">{shape}</a:graphicData></a:graphic>'
        anchor = f'<wp:anchor><wp:extent cx="5000000" cy="8000000"/>{graphic}</wp:anchor>'
        choice = f'<mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing></mc:Choice>'
        old = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{content}</v:textbox></v:shape>'
        mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        back = f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback>"
        return f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}">{choice}{back}</mc:AlternateContent></w:r></w:p>'

    return _with_document(content, lambda text: _TABLE.sub(boxed, text))


def _in_table(content: bytes) -> bytes:
    """The whole table in the only cell of another."""
    around = ("<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/><w:p/>", "<w:p/></w:tc></w:tr></w:tbl>")
    return _with_document(content, lambda text: _TABLE.sub(lambda found: found.group().join(around), text))


def _framed(content: bytes) -> bytes:
    """Every paragraph outside of tables in a frame."""
    return _with_document(content, lambda text: text.replace("<w:pPr>", '<w:pPr><w:framePr w:w="2000"/>'))


def _in_control(content: bytes) -> bytes:
    """The whole body in one content control."""
    wrap = r"\1<w:sdt><w:sdtPr/><w:sdtContent>\2</w:sdtContent></w:sdt>\3"
    return _with_document(content, lambda text: _BODY.sub(wrap, text))


def _in_header(content: bytes) -> bytes:
    """All that stands above the table is in the page's header."""
    members = _unpacked(content)
    text = members["word/document.xml"].decode("utf-8")
    found = re.search(r"<w:body\b[^>]*>(.*?)<w:tbl>", text, re.S)
    head = found.group(1) if found else ""
    reference = '<w:headerReference w:type="default" r:id="rIdH"/>'
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    section = re.compile(r"<w:sectPr\b([^>]*?)>")
    text = section.sub(lambda found: f"<w:sectPr {r}{_without(found.group(1))}>{reference}", text.replace(head, "", 1))
    members["word/document.xml"] = text.encode("utf-8")
    members["word/headerH.xml"] = f"<w:hdr {_W}>{head}</w:hdr>".encode()
    rels = members["word/_rels/document.xml.rels"].decode("utf-8")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    added = f'<Relationship Id="rIdH" Type="{kind}" Target="headerH.xml"/></Relationships>'
    members["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", added).encode("utf-8")
    return _packed(members)


def _without(attributes: str) -> str:
    return re.sub(r'\sxmlns:r="[^"]*"', "", attributes)


def behind_table(content: bytes, lines: Sequence[str], *, in_table: bool = False) -> bytes:
    """A .docx with these lines behind its first table, as paragraphs or in a table headed 工作简历."""
    text = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    if in_table:
        head = "<w:tc><w:p><w:r><w:t>工作简历</w:t></w:r></w:p></w:tc>"
        text = f"<w:p/><w:tbl><w:tr>{head}<w:tc>{text}</w:tc></w:tr></w:tbl><w:p/>"
    return _with_document(content, lambda body: body.replace("</w:tbl>", f"</w:tbl>{text}", 1))


SHAPES: Mapping[str, Callable[[bytes], bytes]] = {
    "docx": lambda content: content,
    "docm": _declared_as("application/vnd.ms-word.document.macroEnabled.main+xml"),
    "dotx": _declared_as(_MAIN.replace("document.main", "template.main")),
    "strict": _strict,
    "backslashes": _backslashes,
    "leading_junk": lambda content: b"<!-- gateway -->\r\n" + content,
    "flat_opc": _flat,
    "word2003": _word2003,
    "in_text_box": _in_text_box,
    "in_table": _in_table,
    "framed": _framed,
    "in_control": _in_control,
    "in_header": _in_header,
}
"""Shape → the bytes of a .docx in that shape."""
