#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run the libFuzzer programs of a build tree, two at a time, and print what each did.

usage: run.py BUILD_TREE [--seconds N | --in-all N] [--target T]... [--seeds FOLDER]...

--seconds is for each target, --in-all for all of them, at least 5 for each. The corpus of a target is kept in BUILD_TREE/corpus and made small before each
run; what breaks a target is written to BUILD_TREE/artifacts. Exit status: 0 nothing broke, 1 something did,
2 bad usage.
"""
import argparse
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Seeds of the C front end are files as they are; assay_replay writes those of the others.
C_TARGETS = {"c_header": ".h", "c_source": ".c"}
TARGETS = ("assemble", "contract", "contract_text", "decode", "journal", "message", "object", "package", "record",
           "root", "sealed", "state", "statement", "verify", *C_TARGETS)
AT_A_TIME = 2
# One input: bytes, seconds, MiB. AddressSanitizer makes everything some times as slow and as large, and
# seconds are the wall's, on a machine that does other things: the limits that Assay promises are tested
# without it (tests/evidence/bench/hostile_limits.cpp, assay_replay).
LIMITS = ("-max_len=65536", "-timeout=60", "-rss_limit_mb=2048", "-malloc_limit_mb=512")
PROGRESS = re.compile(r"^#\d+\s.*?cov: (\d+) ft: (\d+) corp: (\d+)", re.MULTILINE)
SANITIZER = "quarantine_size_mb=32"
# Clang gives up what it began to say for debuggers when a source is wrong, and leaks it, and all that it holds where
# it dies. It runs in a child that ends with the source. libFuzzer's own option does not reach the look at the end.
C_SANITIZER = SANITIZER + ":detect_leaks=0"
HEADINGS = ("target", "executions", "a second", "corpus", "edges", "features", "seconds", "crashes")


def environment(target: str) -> dict[str, str]:
    return {**os.environ, "ASAN_OPTIONS": C_SANITIZER if target in C_TARGETS else SANITIZER}


def run(target: str, command: list[str], log: Path) -> tuple[int, str]:
    with log.open("wb") as out:
        status = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, env=environment(target)).returncode
    return status, log.read_text(errors="replace")


def copy_sources(tree: Path, folders: list[str]) -> None:
    for target, extension in C_TARGETS.items():
        place = tree / "seeds" / target
        place.mkdir(parents=True, exist_ok=True)
        found = sorted(path for folder in folders for path in Path(folder).rglob(f"*{extension}"))
        for number, path in enumerate(found):
            (place / str(number)).write_bytes(path.read_bytes())


def make_small(tree: Path, target: str, fuzzer: str) -> None:
    """Replaces the kept corpus by the inputs of it, and of the seeds, that reach something new."""
    kept, merged = tree / "corpus" / target, tree / "corpus" / f"{target}.new"
    kept.mkdir(parents=True, exist_ok=True)
    merged.mkdir(exist_ok=True)
    command = [fuzzer, *LIMITS, "-merge=1", str(merged), str(kept), str(tree / "seeds" / target)]
    status, _ = run(target, command, tree / f"merge-{target}.log")
    if status == 0:
        for path in kept.iterdir():
            path.unlink()
        kept.rmdir()
        merged.rename(kept)


def fuzz(tree: Path, target: str, seconds: int) -> dict[str, int]:
    fuzzer = str(tree / "bin" / f"fuzz_{target}")
    make_small(tree, target, fuzzer)
    artifacts = tree / "artifacts"
    artifacts.mkdir(exist_ok=True)
    kept = tree / "corpus" / target
    command = [fuzzer, *LIMITS, f"-max_total_time={seconds}", "-print_final_stats=1",
               f"-artifact_prefix={artifacts}/{target}-", str(kept)]
    status, text = run(target, command, tree / f"fuzz-{target}.log")
    progress = PROGRESS.findall(text)
    executions = re.search(r"stat::number_of_executed_units:\s*(\d+)", text)
    took = re.search(r"^Done \d+ runs in (\d+) second", text, re.MULTILINE)
    edges, features, _ = progress[-1] if progress else (0, 0, 0)
    return {"executions": int(executions[1]) if executions else 0,
            "corpus": sum(1 for _ in kept.iterdir()), "edges": int(edges), "features": int(features),
            "seconds": int(took[1]) if took else 0, "crashes": int(status != 0)}


def row(target: str, done: dict[str, int]) -> list[str]:
    rate = done["executions"] // max(done["seconds"], 1)
    return [target, f"{done['executions']:,}", f"{rate:,}",
            *(f"{done[name]:,}" for name in HEADINGS[3:])]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tree", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--in-all", type=int)
    parser.add_argument("--target", action="append", choices=TARGETS)
    parser.add_argument("--seeds", action="append", default=[])
    options = parser.parse_args(arguments)
    tree = options.tree.resolve()
    subprocess.run([tree / "bin" / "assay_replay", "--write", tree / "seeds", *options.seeds], check=True,
                   env={**os.environ, "ASAN_OPTIONS": SANITIZER})
    copy_sources(tree, options.seeds)
    targets = options.target or TARGETS
    seconds = options.seconds if options.in_all is None else max(5, options.in_all * AT_A_TIME // len(targets))
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        done = list(pool.map(lambda target: fuzz(tree, target, seconds), targets))
    print(("{:10}" + "{:>12}" * 7).format(*HEADINGS))
    for target, what in zip(targets, done):
        print(("{:10}" + "{:>12}" * 7).format(*row(target, what)))
    for target, what in zip(targets, done):
        if what["crashes"]:
            print(f"{target}: see {tree}/fuzz-{target}.log and {tree}/artifacts")
    return 1 if any(what["crashes"] for what in done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
