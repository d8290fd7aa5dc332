"""As much of JSON Schema as the published FHIR R4 schema uses, for tests without a dependency."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NUMBER = {"number": (int, float), "boolean": bool, "string": str, "array": list, "object": dict}


class FhirSchema:
    def __init__(self, path: Path) -> None:
        self._definitions = json.loads(gzip.decompress(path.read_bytes()))["definitions"]

    def faults(self, resource: Any) -> list[str]:
        """Where a resource breaks the schema, each with its path."""
        return list(self._check(resource, {"$ref": "#/definitions/ResourceList"}, "$"))

    def _check(self, value: Any, schema: dict[str, Any], path: str) -> Iterator[str]:
        schema = self._resolved(value, schema)
        if "const" in schema and value != schema["const"]:
            yield f"{path}: {value!r} is not {schema['const']!r}"
        if "enum" in schema and value not in schema["enum"]:
            yield f"{path}: {value!r} is not one of {schema['enum']}"
        kind = schema.get("type")
        if kind and (
            not isinstance(value, NUMBER[kind]) or (isinstance(value, bool) and kind == "number")
        ):
            yield f"{path}: is no {kind}"
            return
        if "pattern" in schema and not re.search(
            schema["pattern"], str(value).lower() if isinstance(value, bool) else str(value)
        ):
            yield f"{path}: {value!r} does not match {schema['pattern']}"
        if isinstance(value, list) and "items" in schema:
            for index, part in enumerate(value):
                yield from self._check(part, schema["items"], f"{path}[{index}]")
        if isinstance(value, dict) and "properties" in schema:
            yield from self._object(value, schema, path)

    def _object(self, value: dict[str, Any], schema: dict[str, Any], path: str) -> Iterator[str]:
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{path}: {name} is missing"
        for name, part in value.items():
            if name in schema["properties"]:
                yield from self._check(part, schema["properties"][name], f"{path}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{path}: {name} is not known"

    def _resolved(self, value: Any, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            if name == "ResourceList":
                name = value["resourceType"]
            schema = self._definitions[name]
        return schema
