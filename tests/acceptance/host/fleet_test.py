#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A fleet as docs/fleet.md has it, through a registry: three hosts, each in a network namespace of its own, whose layouts
skopeo fills; a release that is widened, trips a gate and reverts; a host that cannot reach the registry for a while.
Skipped (77), with the reason, where docker-registry, skopeo, ip or the rights for namespaces are missing.

usage: fleet_test.py PROGRAMS
"""
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
from host import Host, Programs  # noqa: E402

SKIPPED = 77
XDP = "windows/xdp"
PASS = "// contract: windows/xdp\n  r0 = 1\n  exit\n"
DROP_7 = ("// contract: windows/xdp\n  r2 = *(u32 *)(r1 + 24)\n  r0 = 1\n  if r2 != 7 goto +1\n  r0 = 2\n  exit\n")
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
PORT = 5000


def missing() -> str:
    """What is missing; empty where all is there."""
    for program in ("docker-registry", "skopeo", "ip"):
        if shutil.which(program) is None:
            return f"there is no {program}"
    if os.geteuid() != 0:
        return "only root makes network namespaces"
    name = f"assay-fleet-{os.getpid()}-try"
    made = subprocess.run(["ip", "netns", "add", name], check=False, capture_output=True, text=True)
    if made.returncode != 0:
        return f"no network namespace can be made: {made.stderr.strip()}"
    subprocess.run(["ip", "netns", "delete", name], check=False)
    return ""


def run(*words) -> str:
    done = subprocess.run(list(map(str, words)), check=False, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise AssertionError(f"{words} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


class Network:
    """A namespace with the registry, and one for each host, each with a wire between the two."""

    def __init__(self, hosts: int):
        self.mark = f"fleet{os.getpid()}"
        self.registry = f"{self.mark}-r"
        self.hosts = [f"{self.mark}-{number}" for number in range(1, hosts + 1)]

    def make(self) -> None:
        for name in (self.registry, *self.hosts):
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
        for number, name in enumerate(self.hosts, 1):
            run("ip", "-n", self.registry, "link", "add", f"h{number}", "type", "veth", "peer", "name", "wire", "netns", name)
            for space, wire, end in ((self.registry, f"h{number}", 1), (name, "wire", 2)):
                run("ip", "-n", space, "address", "add", f"10.9.{number}.{end}/24", "dev", wire)
                run("ip", "-n", space, "link", "set", wire, "up")

    def inside(self, name: str) -> list[str]:
        return ["ip", "netns", "exec", name]

    def cut(self, number: int, state: str) -> None:
        run("ip", "-n", self.hosts[number - 1], "link", "set", "wire", state)

    def close(self) -> None:
        for name in (self.registry, *self.hosts):
            subprocess.run(["ip", "netns", "delete", name], check=False)


class Vendor:
    """Keys, and what is signed with them, as one manifest in an OCI layout."""

    def __init__(self, programs: Programs, folder: Path):
        self.programs, self.folder, self.layout = programs, folder, folder / "vendor"
        self.brought: dict[str, bytes] = {}
        for role in ("root", "package", "statement"):
            programs.run(programs.assay, "keygen", folder / role)
        self.root = self.sign_root(1)

    def sign_root(self, version: int, *more) -> Path:
        path = self.folder / f"{version}.root"
        self.programs.run(self.programs.assay, "sign", "root", "--document-version", version, "--key", self.folder / "root",
                          "--root-key", self.folder / "root.pub", "--package-key", self.folder / "package.pub",
                          "--statement-key", self.folder / "statement.pub", *more, "-o", path)
        return path

    def seal(self, text: str, version: int) -> Path:
        source, package = self.folder / "content.asm", self.folder / f"content_{version}.pkg"
        source.write_text(text)
        self.programs.run(self.programs.assay, "seal", source, "-o", package, "--name", "content", "--package-version",
                          version, "--key", self.folder / "package")
        return package

    def release(self, package: Path, counter: int, *rings: str) -> None:
        path = self.folder / "content.statement"
        words = [word for ring in rings for word in ("--ring", ring)]
        self.programs.run(self.programs.assay, "sign", "release", package, "--key", self.folder / "statement", "--counter",
                          counter, *words, "--gate-events", 10, "--gate-matches", 2000, "-o", path)
        self.brought |= {"statement": path.read_bytes(), "package": package.read_bytes()}

    def put(self, data: bytes) -> dict:
        digest = hashlib.sha256(data).hexdigest()
        (self.layout / "blobs/sha256" / digest).write_bytes(data)
        return {"digest": f"sha256:{digest}", "size": len(data)}

    def push(self, network: Network) -> None:
        shutil.rmtree(self.layout, ignore_errors=True)
        (self.layout / "blobs/sha256").mkdir(parents=True)
        (self.layout / "oci-layout").write_text('{"imageLayoutVersion":"1.0.0"}')
        layers = [{"mediaType": f"application/vnd.assay.{kind}.v1", **self.put(data)} for kind, data in self.brought.items()]
        config = {"mediaType": "application/vnd.assay.config.v1+json", **self.put(b"{}")}
        manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": layers}
        entry = {"mediaType": MANIFEST, **self.put(json.dumps(manifest).encode()),
                 "annotations": {"org.opencontainers.image.ref.name": "stable"}}
        (self.layout / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": [entry]}))
        run(*network.inside(network.registry), "skopeo", "copy", "--dest-tls-verify=false", f"oci:{self.layout}:stable",
            f"docker://127.0.0.1:{PORT}/content:stable")


class Fleet:
    def __init__(self, programs: Programs, folder: Path):
        self.folder, self.vendor, self.network = folder, Vendor(programs, folder), Network(3)
        self.hosts: list[Host] = []
        self.started: list[subprocess.Popen] = []
        self.programs = programs

    def start(self) -> None:
        self.network.make()
        self.start_registry(self.folder)
        for number in (1, 2, 3):
            self.start_host(number)

    def start_registry(self, folder: Path) -> None:
        settings = folder / "registry.yml"
        settings.write_text(f"version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {folder}/registry}}}}\n"
                            f"http: {{addr: 0.0.0.0:{PORT}}}\n")
        with open(folder / "registry.log", "wb") as log:
            self.started.append(subprocess.Popen(
                [*self.network.inside(self.network.registry), "docker-registry", "serve", settings], stdout=log, stderr=log))
        for _ in range(100):
            told = subprocess.run([*self.network.inside(self.network.registry), "ss", "-ltn"], check=False,
                                  capture_output=True, text=True).stdout
            if f":{PORT} " in told:
                return
            time.sleep(0.1)
        raise AssertionError("the registry does not start: " + (folder / "registry.log").read_text())

    def start_host(self, number: int) -> None:
        place = self.folder / str(number)
        (place / "layout/blobs/sha256").mkdir(parents=True)
        (place / "layout/index.json").write_text('{"schemaVersion":2,"manifests":[]}')
        (place / "layout/oci-layout").write_text('{"imageLayoutVersion":"1.0.0"}')
        options = ("--id", f"host-{number}", "--ring", "canary" if number == 1 else "wide", "--oci", str(place / "layout"),
                   "--default-answer", f"{XDP}=1", "--healthy-events", "10", "--healthy-seconds", "1")
        host = Host(self.programs, place, (XDP,), options, tuple(self.network.inside(self.network.hosts[number - 1])))
        self.hosts.append(host)
        host.start("--install", str(self.vendor.root))

    def pull(self, number: int) -> bool:
        """What a timer does on a host; whether the registry was reached."""
        done = subprocess.run([*self.network.inside(self.network.hosts[number - 1]), "timeout", "10", "skopeo", "copy",
                               "--src-tls-verify=false", f"docker://10.9.{number}.1:{PORT}/content:stable",
                               f"oci:{self.hosts[number - 1].folder}/layout:stable"], check=False, capture_output=True, text=True)
        return done.returncode == 0

    def until(self, number: int, version: int, trial: bool) -> None:
        for _ in range(200):
            packages = self.hosts[number - 1].ask({"do": "status"})["packages"]
            if [(one.get("version"), one["trial"]) for one in packages] == [(version, trial)]:
                return
            time.sleep(0.1)
        raise AssertionError(f"host {number} has {packages}, and not version {version}")

    def packets(self, number: int, interface: int) -> int:
        event = json.dumps({"context": {"ingress_ifindex": interface}}).encode()
        return [self.hosts[number - 1].dispatch(XDP, event)["answer"] for _ in range(10)][-1]

    def close(self) -> None:
        for host in self.hosts:
            host.end(signal.SIGKILL)
        for process in self.started:
            process.kill()
            process.wait()
        self.network.close()


def is_right(holds: bool, what: str) -> None:
    if not holds:
        raise AssertionError(what)
    print(what, flush=True)


def walk(fleet: Fleet) -> None:
    first, second = fleet.vendor.seal(PASS, 1), fleet.vendor.seal(DROP_7, 2)

    def roll_out(package: Path, counter: int, *rings: str, to: tuple[int, ...] = (1, 2, 3)) -> None:
        fleet.vendor.release(package, counter, *rings)
        fleet.vendor.push(fleet.network)
        is_right(all(fleet.pull(number) for number in to), f"hosts {to} have fetched release {counter}")

    roll_out(first, 1, "canary", "wide")
    for number in (1, 2, 3):
        fleet.until(number, 1, True)
        is_right(fleet.packets(number, 1) == 1, f"host {number} runs version 1")
        fleet.until(number, 1, False)
    fleet.network.cut(3, "down")
    roll_out(second, 2, "canary", to=(1, 2))
    is_right(not fleet.pull(3), "host 3 reaches no registry")
    fleet.until(1, 2, True)
    is_right(fleet.packets(1, 1) == 1, "the canary tries version 2")
    fleet.until(1, 2, False)
    fleet.until(2, 1, False)
    roll_out(second, 3, "canary", "wide", to=(1, 2))
    fleet.until(2, 2, True)
    is_right(fleet.packets(2, 7) == 2, "version 2 drops what it should not on host 2")
    fleet.until(2, 1, False)
    passed = fleet.hosts[1].package("content")["passed"]
    is_right([one["code"] for one in passed] == ["L604"], "the gate tripped, and host 2 is back at version 1")
    is_right(fleet.packets(2, 7) == 1, "which passes it")
    is_right(fleet.packets(3, 7) == 1, "host 3 goes on with version 1")
    digest = fleet.hosts[0].package("content")["digest"]
    fleet.vendor.brought["root"] = fleet.vendor.sign_root(2, "--revoke-package", digest).read_bytes()
    fleet.vendor.push(fleet.network)
    fleet.network.cut(3, "up")
    is_right(all(fleet.pull(number) for number in (1, 2, 3)), "all have fetched the root that revokes version 2")
    for number in (1, 2, 3):
        fleet.until(number, 1, False)
    time.sleep(2)
    is_right([fleet.packets(number, 7) for number in (1, 2, 3)] == [1, 1, 1], "version 1 runs everywhere, and stays")


def main(argv: list[str]) -> int:
    lacks = missing()
    if lacks:
        print(f"skipped: {lacks}")
        return SKIPPED
    with tempfile.TemporaryDirectory() as scratch:
        fleet = Fleet(Programs(Path(argv[1]).resolve()), Path(scratch))
        try:
            fleet.start()
            walk(fleet)
        finally:
            fleet.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
