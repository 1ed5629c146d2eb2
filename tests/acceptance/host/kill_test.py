#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills assay-host at random instants of updates; after each start the last good version runs, or the new one.

usage: kill_test.py PROGRAMS TIMES [SEED]
"""
import random
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True
from host import Host, Programs  # noqa: E402

XDP = "windows/xdp"


def package(programs: Programs, folder: Path, version: int) -> bytes:
    """Answers 1 where the version is odd, else 2."""
    source = folder / "sensor.asm"
    source.write_text(f"// contract: {XDP}\n  r0 = {answer_of(version)}\n  exit\n")
    return programs.seal(source, folder / "sensor.pkg", version=version)


def answer_of(version: int) -> int:
    return 2 - version % 2


def in_the_background(host: Host, document: dict, attachment: bytes) -> threading.Thread:
    def ask() -> None:
        try:
            host.ask(document, attachment)
        except OSError:
            pass  # the host is gone
        except EOFError:
            pass
    thread = threading.Thread(target=ask)
    thread.start()
    return thread


def check(programs: Programs, folder: Path, times: int, chance: random.Random) -> tuple[list[str], dict[str, int]]:
    host = Host(programs, folder, (XDP,), ("--unsigned", "--healthy-events", "1000000"))
    host.start()
    host.submit(package(programs, folder, 1))
    host.ask({"do": "promote", "package": "sensor"})
    good, seen, problems = 1, {"old": 0, "new": 0}, []
    for version in range(2, times + 2):
        new = package(programs, folder, version)
        asked = in_the_background(host, {"do": "submit"}, new)
        if chance.random() < 0.3:
            asked.join()
            asked = in_the_background(host, {"do": "promote", "package": "sensor"}, b"")
        time.sleep(chance.random() * 0.02)
        host.end(signal.SIGKILL)
        asked.join()
        host.start()
        stands = host.package()
        running = stands.get("version", 0)
        if running not in (good, version):
            problems.append(f"version {running} runs after a kill during the update from {good} to {version}: {stands}")
            break
        answer = host.dispatch(XDP)
        if answer.get("answer") != answer_of(running) or answer.get("programs") != 1:
            problems.append(f"version {running} answers {answer}")
        seen["new" if running == version else "old"] += 1
        if host.ask({"do": "status"})["problems"]:
            # A torn end of the journal is no more than that.
            problems += [text for text in host.ask({"do": "status"})["problems"] if not text.startswith("L506")]
        if running == version:
            host.ask({"do": "promote", "package": "sensor"})
            good = version
    host.end(signal.SIGKILL)
    return problems, seen


def main(argv: list[str]) -> int:
    programs, times = Programs(Path(argv[1]).resolve()), int(argv[2])
    seed = int(argv[3]) if len(argv) > 3 else 1
    with tempfile.TemporaryDirectory() as scratch:
        problems, seen = check(programs, Path(scratch), times, random.Random(seed))
    print(f"{times} kills, seed {seed}: the old version ran after {seen['old']}, the new one after {seen['new']}")
    print("\n".join(problems))
    # Kills that never meet an update would show nothing.
    return 1 if problems or min(seen.values()) < times // 20 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
