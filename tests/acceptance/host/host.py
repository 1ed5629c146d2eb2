# SPDX-License-Identifier: Apache-2.0
"""A host under test, and a client of its socket that can also misbehave; tests of which each has a host."""
import json
import os
import signal
import socket
import struct
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

PASS = "// contract: windows/xdp\n  r0 = 1\n  exit\n"
DROP = "// contract: windows/xdp\n  r0 = 2\n  exit\n"
XDP = "windows/xdp"


class Programs:
    """The programs under test, in one folder."""

    def __init__(self, folder: Path):
        self.assay, self.host, self.hostctl = (folder / name for name in ("assay", "assay-host", "assay-hostctl"))

    def run(self, program: Path, *words, status: int = 0) -> str:
        done = subprocess.run([program, *map(str, words)], text=True, check=False, capture_output=True, timeout=120)
        if done.returncode != status:
            raise AssertionError(f"{program.name} {words} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def seal(self, source: Path, package: Path, name: str = "sensor", version: int = 1) -> bytes:
        self.run(self.assay, "seal", source, "-o", package, "--name", name, "--package-version", version)
        return package.read_bytes()


class Client:
    """One connection."""

    def __init__(self, path: Path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(30)
        self.socket.connect(str(path))

    def send(self, document: dict, attachment: bytes = b"") -> None:
        text = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
        self.socket.sendall(struct.pack("<II", len(text), len(attachment)) + text + attachment)

    def receive_bytes(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            got = self.socket.recv(count - len(data))
            if not got:
                raise EOFError
            data += got
        return data

    def receive(self) -> tuple[dict, bytes]:
        document, attachment = struct.unpack("<II", self.receive_bytes(8))
        return json.loads(self.receive_bytes(document)), self.receive_bytes(attachment)

    def ask(self, document: dict, attachment: bytes = b"") -> dict:
        try:
            self.send(document, attachment)
        except BrokenPipeError:
            pass  # The host may have answered before it took all: its refusal is what counts.
        return self.receive()[0]

    def close(self) -> None:
        self.socket.close()

    def __del__(self):
        self.close()


class Host:
    """assay-host in a folder; `options` are its own, and `before` is what it is started by."""

    def __init__(self, programs: Programs, folder: Path, contracts: tuple[str, ...], options: tuple[str, ...] = (),
                 before: tuple[str, ...] = ()):
        self.programs, self.folder, self.options, self.before = programs, folder, options, before
        self.path = folder / "socket"
        self.process = None
        for name in ("state", "contracts"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        for name in contracts:
            self.set_contract(name)

    def set_contract(self, name: str) -> None:
        self.programs.run(self.programs.assay, "contract", "show", name, "-o",
                          self.folder / "contracts" / (name.replace("/", "-") + ".contract"))

    def start(self, *more: str) -> None:
        command = [*self.before, self.programs.host, "--state", self.folder / "state", "--contracts", self.folder / "contracts",
                   "--socket", self.path, *self.options, *more]
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                Client(self.path).close()
                return
            except OSError:
                time.sleep(0.01)
        raise AssertionError("the host does not start: " + (self.folder / "log").read_text())

    def end(self, with_signal: int = signal.SIGTERM) -> int:
        if self.process is None:
            return 0
        self.process.send_signal(with_signal)
        status = self.process.wait(timeout=30)
        self.process = None
        return status

    def ask(self, document: dict, attachment: bytes = b"") -> dict:
        client = Client(self.path)
        try:
            return client.ask(document, attachment)
        finally:
            client.close()

    def submit(self, package: bytes) -> dict:
        return self.ask({"do": "submit"}, package)

    def dispatch(self, hook: str, event: bytes = b"{}") -> dict:
        return self.ask({"do": "dispatch", "hook": hook}, event)

    def package(self, name: str = "sensor") -> dict:
        return next(one for one in self.ask({"do": "status"})["packages"] if one["package"] == name)

    def journal(self) -> list[dict]:
        client = Client(self.path)
        client.send({"do": "journal"})
        records = [json.loads(line) for line in client.receive()[1].splitlines()]
        client.close()
        return records

    def open_files(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def most_memory(self) -> int:
        """Bytes of memory that the host has had at most, all at once."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) << 10


class WithHost(unittest.TestCase):
    """Each test has a host of its own, which takes what nobody signed unless `options` say otherwise."""
    programs: Programs  # set by each file of tests
    options: tuple[str, ...] = ("--unsigned",)
    contracts: tuple[str, ...] = (XDP,)

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.host = Host(self.programs, self.folder, self.contracts, self.options)
        self.addCleanup(self.host.end, signal.SIGKILL)
        self.host.start()

    def sealed(self, text: str, version: int = 1) -> bytes:
        source = self.folder / "sensor.asm"
        source.write_text(text)
        return self.programs.seal(source, self.folder / "sensor.pkg", version=version)

    def assert_refused(self, answer: dict, code: str):
        self.assertFalse(answer["ok"], answer)
        self.assertEqual(answer["code"], code, answer)
