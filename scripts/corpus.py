#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judge a labelled corpus of eBPF objects with Assay, and say what differs from the labels.

usage: corpus.py ASSAY CORPUS_DIR LABELS_CSV [--types xdp,sched_cls,...] [--guard SECONDS] [--jobs N]
                 [--out FILE]

The labels have the columns object (path inside the corpus), section, function, program_type and
expect (accept, reject or unsupported). All objects are verified in one process. When that ends
abnormally or takes longer than the guard allows for all of them together, each object runs again in a
process of its own, under the guard (default 10 s). --out keeps the false refusals, one a line, to
compare two runs. Exit status 0 when every label but `unsupported` is met, 1 otherwise.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SHOWN = 8  # refusals listed per code; --out has all


def labels(path: Path, types: set[str]) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return [row for row in csv.DictReader(file) if not types or row["program_type"] in types]


def verify(options: argparse.Namespace, objects: list[str], seconds: float) -> tuple[list[dict], str]:
    """The programs of the report and "", or what went wrong."""
    command = [options.assay, "verify", "--format", "json", "--contract-map", str(options.labels),
               "--jobs", str(options.jobs if len(objects) > 1 else 1),
               *(str(options.corpus / name) for name in objects)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=seconds)
        programs = json.loads(done.stdout)["programs"]
    except subprocess.TimeoutExpired:
        return [], f"no end within {seconds:.0f} s"
    except (ValueError, KeyError):
        return [], f"exit status {done.returncode}, no report: {done.stderr.strip()[:200]}"
    return programs, f"exit status {done.returncode}" if done.returncode not in (0, 1, 2) else ""


def verify_all(options: argparse.Namespace, objects: list[str]) -> tuple[list[dict], dict[str, str]]:
    """All programs that were judged, and the objects that have no verdict with the reason."""
    programs, problem = verify(options, objects, options.guard * len(objects) / 4)
    if not problem:
        return programs, {}
    print(f"all objects in one process: {problem}; each runs alone now", flush=True)
    found, failed = [], {}
    with ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda name: verify(options, [name], options.guard), objects)
        for name, (part, trouble) in zip(objects, results):
            found += part
            if trouble:
                failed[name] = trouble
    return found, failed


def judge(rows: list[dict[str, str]], programs: list[dict], corpus: Path, failed: dict[str, str]):
    """Yields each row with its program (None when it has no verdict) and the reason for a refusal."""
    by_key = {}
    for program in programs:
        name = str(Path(program["file"]).relative_to(corpus))
        by_key[name, program["section"], program["name"]] = program
        by_key.setdefault((name, "", ""), program)
    for row in rows:
        program = by_key.get((row["object"], row["section"], row["function"]))
        whole = by_key.get((row["object"], "", ""))
        if program is None and whole is not None and whole["section"] == "":
            program = whole  # the whole object is malformed
        if program is None:
            yield row, None, failed.get(row["object"], "not in the report")
        elif program["verdict"] == "accept":
            yield row, program, ""
        else:
            first = program["findings"][0] if program["findings"] else {"code": "none", "message": ""}
            yield row, program, f"{first['code']} {first['message']}"


def table(judged) -> bool:
    """Prints the counts by program type; whether all labels are met."""
    counts = defaultdict(Counter)
    for row, program, _ in judged:
        verdict = program["verdict"] if program else "none"
        for kind in (row["program_type"], "total"):
            counts[kind][row["expect"]] += 1
            counts[kind][row["expect"], verdict] += 1
            if program and program["class"] == "internal":
                counts[kind]["crash"] += 1
    print(f"{'type':18}{'accepted':>12}{'refused':>12}{'malformed':>11}{'no verdict':>12}{'faults':>8}{'unsupported, accepted':>23}")
    for kind in sorted(counts, key=lambda k: (k == "total", -counts[k]["accept"])):
        c = counts[kind]
        accepted = f"{c['accept', 'accept']}/{c['accept']}"
        refused = f"{c['reject', 'reject'] + c['reject', 'error']}/{c['reject']}"
        none = sum(c[e, "none"] for e in ("accept", "reject", "unsupported"))
        print(f"{kind:18}{accepted:>12}{refused:>12}{c['accept', 'error']:>11}{none:>12}{c['crash']:>8}"
              f"{c['unsupported', 'accept']:>15}/{c['unsupported']}")
    total = counts["total"]
    return (total["accept", "accept"] == total["accept"] and not total["crash"]
            and total["reject", "accept"] == 0 and total["reject", "none"] == 0)


def list_refusals(judged, out: Path | None) -> None:
    """False refusals, grouped by code, the most frequent first; then false acceptances."""
    groups = defaultdict(list)
    for row, program, why in judged:
        name = f"{row['object']} {row['section']}/{row['function']}"
        if row["expect"] == "accept" and why:
            code, _, message = why.partition(" ") if program else ("none", "", why)
            slot = program["findings"][0]["instruction"] if program and program["findings"] else None
            groups[code].append(f"{name} at {slot} ({row['program_type']}): {message}")
        if row["expect"] == "reject" and not why:
            print(f"FALSE ACCEPTANCE {name} ({row['program_type']})")
    lines = []
    for code, names in sorted(groups.items(), key=lambda group: -len(group[1])):
        print(f"{code}: {len(names)}")
        for name in names[:SHOWN]:
            print(f"  {name[:200]}")
        if len(names) > SHOWN:
            print(f"  and {len(names) - SHOWN} more")
        lines += [f"{code} {name}" for name in names]
    if out:
        out.write_text("".join(f"{line}\n" for line in lines))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("assay")  # no Path: that of "./assay" is "assay", which is looked for in PATH
    parser.add_argument("corpus", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--types", default="")
    parser.add_argument("--guard", type=float, default=10)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows = labels(options.labels, set(filter(None, options.types.split(","))))
    objects = sorted({row["object"] for row in rows})
    start = time.monotonic()
    programs, failed = verify_all(options, objects)
    elapsed = time.monotonic() - start
    judged = list(judge(rows, programs, options.corpus, failed))
    list_refusals(judged, options.out)
    met = table(judged)
    analysis = sum(program["seconds"] for program in programs)
    print(f"{len(rows)} programs of {len(objects)} objects; {elapsed:.1f} s, {analysis:.1f} s of them analysis; "
          f"slowest {max((program['seconds'] for program in programs), default=0):.2f} s")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
