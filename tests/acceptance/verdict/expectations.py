# SPDX-License-Identifier: Apache-2.0
"""What the header comment of a test program promises (samples/README.md), and which inputs it covers."""
import re
from dataclasses import dataclass
from pathlib import Path

KEYS = ("contract", "expect", "code", "line", "also", "twin-of", "event", "levels")
KEY = re.compile(r"^\W*(" + "|".join(KEYS) + r"): *(.+?) *$")
CPUS = ("v1", "v3")


@dataclass(frozen=True)
class Expectation:
    source: Path  # absolute
    contract: str
    accept: bool
    code: str = ""
    line: int = 0
    also: tuple[str, ...] = ()  # what is found besides, "A501:17"
    twin_of: str = ""
    event: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """One input of the program: an object, or assembly text."""
    name: str  # path inside the repository or inside objects/; the key of known_imprecise.txt
    path: Path
    wanted: Expectation


def header(source):
    """The `key: value` pairs of the comments before the first code; the first of a key counts."""
    found = {}
    for line in source.read_text().splitlines():
        text = line.strip()
        if text and not text.startswith(("//", "/*", "*")):
            break
        match = KEY.match(text)
        if match:
            found.setdefault(match[1], match[2])
    return found


def expectation(source):
    """Raises ValueError, with the reason, for a header that promises nothing that can be checked."""
    keys = header(source)
    if keys.get("expect") not in ("accept", "reject"):
        raise ValueError("the header says neither 'expect: accept' nor 'expect: reject'")
    accept = keys["expect"] == "accept"
    needed = ["contract"] if accept else ["contract", "code", "line"]
    if source.suffix == ".c":
        needed.append("levels")
    missing = [key for key in needed if key not in keys]
    if missing:
        raise ValueError(f"the header lacks {', '.join(missing)}")
    return Expectation(source, keys["contract"], accept, keys.get("code", ""),
                       int(keys.get("line", 0)), tuple(keys.get("also", "").split()),
                       keys.get("twin-of", ""), keys.get("event", ""),
                       tuple(keys.get("levels", "").split()))


def input_of(source, root, objects, level, cpu):
    """Name and path of the source's input; level and cpu do not matter for assembly text."""
    inside = source.relative_to(root)
    if source.suffix == ".asm":
        return str(inside), source
    name = f"{inside.with_suffix('')}.{level}.{cpu}.o"
    return name, objects / name


def jobs_of(wanted, root, objects):
    if wanted.source.suffix == ".asm":
        return [Job(*input_of(wanted.source, root, objects, "", ""), wanted)]
    return [Job(*input_of(wanted.source, root, objects, level, cpu), wanted)
            for level in wanted.levels for cpu in CPUS]


def safe_form(job, root, objects):
    """The input, built alike, of the safe form that the job's program is a twin of."""
    source = job.wanted.source.parent / job.wanted.twin_of
    level, cpu = job.name.split(".")[-3:-1] if source.suffix == ".c" else ("", "")
    return input_of(source, root, objects, level, cpu)
