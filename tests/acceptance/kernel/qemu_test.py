#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`assay load` in a kernel that has what this machine's may lack: kprobes, entries and exits of functions, security hooks.

usage: qemu_test.py ASSAY SENSORS GUEST CC

The kernel is the image that ASSAY_GUEST_KERNEL names, or the newest of Debian's in /boot. It runs under
qemu-system-x86_64, by software alone, with a root in memory that has busybox, `assay`, what it is linked with, and
packages that are sealed here. Exit status 77: something of that is missing.
"""
import gzip
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ASSAY, SENSORS, GUEST = (Path(word).resolve() for word in sys.argv[1:4])
CC = sys.argv[4]
SKIPPED = 77
QEMU = "qemu-system-x86_64"
PATIENCE = 900  # seconds: instructions are emulated


def kernel():
    """The image to boot, or None."""
    named = os.environ.get("ASSAY_GUEST_KERNEL")
    if named:
        return Path(named)
    images = list(Path("/boot").glob("vmlinuz-*-amd64"))
    return max(images, key=lambda image: [int(number) for number in re.findall(r"\d+", image.name)], default=None)


def busybox():
    """A busybox that needs no library, or None."""
    found = shutil.which("busybox")
    if found is None:
        return None
    linked = subprocess.run(["ldd", found], check=False, capture_output=True)
    return found if linked.returncode != 0 else None


def lacks():
    if shutil.which(QEMU) is None:
        return f"there is no {QEMU}"
    if busybox() is None:
        return "there is no busybox that is linked statically"
    image = kernel()
    if image is None or not image.is_file():
        return "there is no kernel to boot: ASSAY_GUEST_KERNEL names an image of Linux 6.12"
    return None


def must(*command):
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)


def archive(folder):
    """The folder as an initial root: the format `newc` of cpio, compressed."""
    parts = []

    def add(name, mode, data):
        head = [len(parts) + 1, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0]
        entry = b"070701" + b"".join(b"%08X" % number for number in head) + name.encode() + b"\0"
        parts.append(entry + bytes(-len(entry) % 4) + data + bytes(-len(data) % 4))

    for path in sorted(folder.rglob("*")):
        data = b"" if path.is_dir() else path.read_bytes()
        add(str(path.relative_to(folder)), path.stat().st_mode, data)
    add("TRAILER!!!", stat.S_IFREG, b"")
    return gzip.compress(b"".join(parts), 1)


def libraries(program):
    """What the program is linked with, its interpreter among it."""
    told = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    return {Path(path) for path in re.findall(r"(/\S+) \(0x", told)}


def root(folder):
    for name in ("bin", "lib", "lib64", "packages", "proc", "sys", "dev"):
        (folder / name).mkdir()
    shutil.copy(GUEST / "init", folder / "init")
    shutil.copy(busybox(), folder / "bin/busybox")
    must(CC, "-O1", "-static", "-o", folder / "bin/element", GUEST / "element.c")
    for program in (ASSAY, ASSAY.parent / "assay-load"):
        shutil.copy(program, folder / "bin")
        for library in libraries(program):
            shutil.copy(library, folder / ("lib64" if library.name.startswith("ld-") else "lib"))
    for name, flags in (("kprobe", ["-DKPROBE"]), ("fentry", ["-DFENTRY"]), ("lsm", ["-DLSM"])):
        for package, more in ((name, []), (f"{name}-next", ["-O1"])):
            must(ASSAY, "seal", SENSORS / "guest.c", "-o", folder / f"packages/{package}.pkg", "--name", name, "--", *flags,
                 *more)


def boot(scratch):
    """What the guest said."""
    (scratch / "root").mkdir()
    root(scratch / "root")
    (scratch / "initrd").write_bytes(archive(scratch / "root"))
    ran = subprocess.run([QEMU, "-accel", "tcg", "-m", "1024", "-nodefaults", "-no-reboot", "-display", "none",
                          "-serial", "stdio", "-kernel", kernel(), "-initrd", scratch / "initrd",
                          "-append", "console=ttyS0 quiet panic=-1 lsm=lockdown,bpf"],
                         check=False, timeout=PATIENCE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT)
    return ran.stdout.decode(errors="replace").replace("\r", "")


class Guest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as scratch:
            cls.all = boot(Path(scratch))
        cls.said = re.findall(r"^guest: (.*)$", cls.all, re.MULTILINE)

    def has(self, line):
        self.assertIn(line, self.said, self.all)

    def test_it_came_to_its_end(self):
        self.has("end")
        print(next(line for line in self.said if line.startswith("kernel ")))

    def test_a_probe_counts_calls_and_returns(self):
        for way in ("kprobe", "fentry"):
            with self.subTest(way=way):
                self.has(f"{way} load 0")
                for name in ("enter", "leave"):
                    self.assertTrue(any(re.match(rf"{way} says .*{name}  attached", line) for line in self.said), self.all)
                for counter in ("entered", "returned"):
                    counts = [int(line.split()[2]) for line in self.said if line.startswith(f"{way} {counter} ")]
                    self.assertEqual(len(counts), 1, self.all)
                    self.assertGreaterEqual(counts[0], 10, self.all)

    def test_the_next_version_follows(self):
        for way in ("kprobe", "fentry"):
            self.has(f"{way}-next load 0")
            self.assertTrue(any(line.startswith(f"{way}-next says ") and "the version before has left" in line
                                for line in self.said), self.all)

    def test_a_security_hook_is_asked(self):
        self.has("lsm load 0")
        self.has("lsm asked 3")


if __name__ == "__main__":
    missing = lacks()
    if missing is not None:
        print(f"skipped: {missing}")
        sys.exit(SKIPPED)
    unittest.main(argv=sys.argv[:1])
