"""`datapackage.json`: what the files of a dataset are, for programs (Frictionless Data Package, Table Schema)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.outputs.tables import TABLES, Column, ForeignKey, Table

NAME = "datapackage.json"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_DESCRIPTION = (
    "status 为 accepted 的行可以直接使用；为 review 的行还须人工核对，核对前不作数。空单元格表示表上未填或无法认定。"
    "CSV 中凡会被电子表格当作公式的文字（以 = + - @ 等开头）前面加了一个半角单引号，使用时请去掉。"
)
_MASKED = "身份证号、电话、邮箱和出生日期已作遮盖。"


def describe(files: Mapping[Table, Path], file_format: str, mask: bool) -> str:
    """The text of the data package of these tables, each in its file of this format."""
    package = {
        "name": "cqo-registry",
        "title": "企业首席质量官（二级质量官）备案登记",
        "description": _DESCRIPTION + (_MASKED if mask else ""),
        "profile": "tabular-data-package",
        "resources": [_resource(table, path, file_format) for table, path in files.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table, path: Path, file_format: str) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": table.name,
        "title": table.title,
        "path": path.name,
        "profile": "tabular-data-resource",
        "format": file_format,
        "mediatype": _MEDIA_TYPES[file_format],
    }
    if file_format == "csv":
        resource["encoding"] = "utf-8"
    with path.open("rb") as file:
        resource["hash"] = f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    return resource | {"bytes": path.stat().st_size, "schema": _schema(table)}


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.foreign_keys:
        schema["foreignKeys"] = [_foreign_key(table, key) for key in table.foreign_keys]
    return schema


def _foreign_key(table: Table, key: ForeignKey) -> dict[str, Any]:
    target = next(other for other in TABLES if other.name == key.to)
    resource = "" if target is table else target.name
    return {"fields": [key.column], "reference": {"resource": resource, "fields": list(target.primary_key)}}


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "title": column.title, "type": column.type}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.options:
        constraints["enum"] = list(column.options)
    if column.pattern:
        constraints["pattern"] = column.pattern
    return field | ({"constraints": constraints} if constraints else {})
