# SPDX-License-Identifier: Apache-2.0
"""A validator for the part of JSON Schema that docs/report.schema.json uses.

A keyword that it does not know is an error, so that no demand of the schema goes unchecked.
"""
import re

ANNOTATIONS = {"$schema", "title", "description", "$comment", "$defs"}


def is_type(value, name):
    """Whether `value` has the JSON type `name`; true and false are no numbers."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return {
        "object": isinstance(value, dict),
        "array": isinstance(value, list),
        "string": isinstance(value, str),
        "integer": number and isinstance(value, int),
        "number": number,
        "boolean": isinstance(value, bool),
        "null": value is None,
    }[name]


def resolve(root, reference):
    """The schema that a local reference ("#/$defs/x") names."""
    node = root
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def problems(value, schema, root, where="$"):
    """Yields a sentence for each demand of `schema` that `value` does not meet."""
    for keyword, demand in schema.items():
        if keyword in ANNOTATIONS:
            continue
        if keyword == "$ref":
            yield from problems(value, resolve(root, demand), root, where)
        elif keyword == "anyOf":
            if all(any(True for _ in problems(value, one, root)) for one in demand):
                yield f"{where}: {value!r} fits none of {len(demand)} schemas"
        elif keyword == "type":
            names = demand if isinstance(demand, list) else [demand]
            if not any(is_type(value, name) for name in names):
                yield f"{where}: {value!r} is not of type {demand}"
        elif keyword == "enum":
            if value not in demand:
                yield f"{where}: {value!r} is none of {demand}"
        elif keyword == "minimum":
            if is_type(value, "number") and value < demand:
                yield f"{where}: {value!r} is below {demand}"
        elif keyword == "pattern":
            if isinstance(value, str) and not re.search(demand, value):
                yield f"{where}: {value!r} does not match {demand}"
        elif keyword == "required":
            if isinstance(value, dict):
                yield from (f"{where}: no key {key}" for key in demand if key not in value)
        elif keyword == "properties":
            if isinstance(value, dict):
                for key, inner in demand.items():
                    if key in value:
                        yield from problems(value[key], inner, root, f"{where}.{key}")
        elif keyword == "additionalProperties":
            if demand is not False:
                raise ValueError("additionalProperties is understood as false only")
            if isinstance(value, dict):
                extra = set(value) - set(schema.get("properties", {}))
                yield from (f"{where}: unknown key {key}" for key in sorted(extra))
        elif keyword == "items":
            if isinstance(value, list):
                for index, item in enumerate(value):
                    yield from problems(item, demand, root, f"{where}[{index}]")
        else:
            raise ValueError(f"the schema uses '{keyword}', which this validator does not know")
