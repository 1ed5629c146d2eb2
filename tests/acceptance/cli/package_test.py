#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Packages by the command line: sealed, shown, checked, changed.

usage: package_test.py ASSAY INPUTS
"""
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ASSAY, INPUTS = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
del sys.argv[1:]
TAIL = 32 + 4  # digest, and the length of the trailer


def run(*command, **environment):
    done = subprocess.run([ASSAY, *map(str, command)], text=True, check=False, capture_output=True, timeout=120,
                          env={**os.environ, "SOURCE_DATE_EPOCH": "", **environment})
    return done.returncode, done.stdout, done.stderr


def redigested(data):
    body = bytes(data[:-TAIL])
    return body + hashlib.sha256(body).digest() + bytes(data[-4:])


def with_certificate(data, certificate, slots):
    """The package of one program without maps, with this certificate for each way, and other instructions in `slots`."""
    def skip_word(at):
        return at + 1 + data[at]
    at = skip_word(60) + 8                     # name, version
    at = skip_word(skip_word(at)) + 8          # tool, its version, time
    at += 33 if data[at] else 1                # types of the kernel
    for _ in range(4):                         # name, section, contract, its version
        at = skip_word(at)
    at += 64 + 8 + 4                           # two digests, worst case, bytes of the context
    at += 4 + 4 * struct.unpack_from("<I", data, at)[0]
    code, (count,) = at + 4, struct.unpack_from("<I", data, at)
    ways = code + 8 * count
    end = ways + 4 + 4 * struct.unpack_from("<I", data, ways)[0]
    head = bytearray(data[:end])
    for slot, instruction in slots.items():
        head[code + 8 * slot:code + 8 * slot + 8] = instruction
    head[ways + 4:end] = bytes(end - ways - 4)
    body = head + struct.pack("<I", len(certificate)) + bytes(certificate)
    struct.pack_into("<QQQQI", body, 16, len(body), 1 << 20, 1 << 16, (1 << 24) - 16, 40)
    return bytes(body) + hashlib.sha256(body).digest() + bytes(4)


class Package(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.path = self.folder / "sensor.pkg"

    def seal(self, *options, **environment):
        done = run("seal", INPUTS / "pass.asm", "-o", self.path, *options, **environment)
        self.assertEqual(done[0], 0, done)
        self.assertTrue(self.path.exists(), done)
        return self.path.read_bytes()

    def test_the_same_input_gives_the_same_bytes(self):
        self.assertEqual(self.seal(), self.seal())

    def test_what_is_sealed_is_shown(self):
        self.seal("--name", "guard", "--package-version", "7")
        status, out, _ = run("show", self.path)
        self.assertEqual(status, 0)
        self.assertIn("package guard, version 7", out)
        self.assertIn("windows/xdp", out)
        status, out, _ = run("show", self.path, "--format", "json")
        self.assertEqual(status, 0)
        shown = json.loads(out)
        self.assertEqual((shown["name"], shown["version"], shown["time"]), ("guard", 7, None))
        self.assertEqual(shown["programs"][0]["contract"], "windows/xdp")
        self.assertEqual(shown["programs"][0]["instructions"][-1]["text"], "exit")

    def key(self, name):
        """The public half of a new key."""
        status, out, _ = run("keygen", self.folder / name)
        self.assertEqual(status, 0)
        return out.strip()

    def signers(self):
        return json.loads(run("show", self.path, "--format", "json")[1])["signers"]

    def test_signatures_stand_behind_what_is_sealed(self):
        keys = [self.key(name) for name in "abc"]
        bare = self.seal()
        digest = json.loads(run("show", self.path, "--format", "json")[1])["digest"]
        self.assertEqual(digest, "sha256:" + bare[-TAIL:-4].hex())
        self.assertEqual(self.signers(), [])
        both = self.seal("--key", self.folder / "a", "--key", self.folder / "b")
        self.assertEqual(self.signers(), sorted(keys[:2]))
        self.seal("--key", self.folder / "b")
        self.assertEqual(run("sign", self.path, "--key", self.folder / "a"), (0, "", ""))
        self.assertEqual(self.path.read_bytes(), both, "whoever signed first")
        self.assertEqual(run("sign", "--key", self.folder / "a", self.path)[0], 0)
        self.assertEqual(self.path.read_bytes(), both, "and nobody is there twice")
        self.assertEqual(both[:len(bare) - 4], bare[:-4])
        self.assertEqual(json.loads(run("show", self.path, "--format", "json")[1])["digest"], digest)
        self.assertIn(f"signed by {keys[0]}\n", run("show", self.path)[1])
        self.assertEqual(run("check", self.path)[0], 0)
        other = self.folder / "other.pkg"
        self.assertEqual(run("sign", self.path, "--key", self.folder / "c", "-o", other)[0], 0)
        self.assertEqual(self.path.read_bytes(), both, "with -o it stays as it is")
        self.assertGreater(len(other.read_bytes()), len(both))

    def test_what_is_no_package_is_not_signed(self):
        self.key("a")
        self.assertEqual(run("sign", INPUTS / "pass.asm", "--key", self.folder / "a", "-o", self.path)[0], 2)
        data = bytearray(self.seal())
        data[80] ^= 1
        self.path.write_bytes(data)
        status, _, error = run("sign", self.path, "--key", self.folder / "a")
        self.assertEqual(status, 2)
        self.assertIn("[A161]", error)
        self.assertEqual(self.path.read_bytes(), bytes(data))
        self.seal()
        self.assertEqual(run("sign", self.path)[0], 2)
        self.assertEqual(run("sign", self.path, "--key", self.folder / "none")[0], 2)
        self.assertEqual(run("sign", "--key", self.folder / "a")[0], 2)
        self.assertEqual(run("seal", INPUTS / "pass.asm", "-o", self.path, "--key", self.folder / "none")[0], 2)

    def test_a_trailer_that_is_written_otherwise_is_told(self):
        data = bytearray(self.seal())
        data[-4] = 1
        self.path.write_bytes(data + b"x")
        for command in ("check", "show"):
            status, _, error = run(command, self.path)
            self.assertEqual(status, 2)
            self.assertIn("its signatures are not in their one form", error)

    def test_a_package_and_a_subcommand_are_two_things(self):
        self.key("a")
        self.seal()
        done = run("sign", self.path, "kill", "all", "--key", self.folder / "a", "-o", self.folder / "kill")
        self.assertEqual(done[0], 2, done)
        self.assertFalse((self.folder / "kill").exists())

    def test_seventeen_signatures_are_too_many(self):
        self.seal()
        for i in range(16):
            self.key(f"k{i}")
        keys = [word for i in range(16) for word in ("--key", self.folder / f"k{i}")]
        self.assertEqual(run("sign", self.path, *keys)[0], 0)
        self.key("last")
        status, _, error = run("sign", self.path, "--key", self.folder / "last")
        self.assertEqual(status, 2)
        self.assertIn("[L309]", error)
        self.assertEqual(run("check", self.path)[0], 0)

    def test_what_changed_is_told(self):
        other = self.folder / "other.pkg"
        other.write_bytes(self.seal("--package-version", "6"))
        status, out, _ = run("diff", other, self.path)
        self.assertEqual((status, out.splitlines()[-1]), (0, "nothing changed"))
        source = self.folder / "pass.asm"
        source.write_text((INPUTS / "pass.asm").read_text().replace("r0 = 1", "r0 = 2"))
        done = run("seal", source, "-o", self.path, "--package-version", "7", "--name", "pass")
        self.assertEqual(done[0], 0, done)
        self.key("a")
        run("sign", self.path, "--key", self.folder / "a")
        status, out, _ = run("diff", other, self.path)
        self.assertEqual(status, 1)
        self.assertRegex(out, r"old: pass, version 6, sha256:[0-9a-f]{64}\nnew: pass, version 7, ")
        self.assertIn("the package: its version was 6 and is 7\n", out)
        self.assertRegex(out, r"of its instructions 1 are gone and 1 are new\n  - +\d+  r0 = 1\n  \+ +\d+  r0 = 2\n")
        self.assertRegex(out, r"signer [0-9a-f]{64} has signed it\n")
        status, out, _ = run("diff", "--format", "json", other, self.path)
        self.assertEqual(status, 1)
        told = json.loads(out)
        self.assertEqual((told["old"]["version"], told["new"]["version"]), (6, 7))
        changes = {(change["of"], change["what"]): change for change in told["changes"]}
        self.assertEqual([line["text"] for line in changes["program", "instructions"]["lines"]], ["r0 = 1", "r0 = 2"])
        self.assertEqual((changes["package", "version"]["before"], changes["package", "version"]["after"]), ("6", "7"))
        self.assertIn(("signer", "added"), changes)
        for files in ((other, INPUTS / "pass.asm"), (self.folder / "none", other)):
            self.assertEqual(run("diff", *files)[0], 2)

    def test_the_only_time_is_the_environments(self):
        before = self.seal()
        self.assertNotEqual(self.seal(SOURCE_DATE_EPOCH="1700000000"), before)
        self.assertEqual(json.loads(run("show", self.path, "--format", "json")[1])["time"], 1700000000)
        self.assertEqual(run("seal", INPUTS / "pass.asm", "-o", self.path, SOURCE_DATE_EPOCH="soon")[0], 2)

    def test_a_check_says_what_it_took(self):
        self.seal()
        status, out, _ = run("check", self.path)
        self.assertEqual(status, 0)
        self.assertRegex(out, r"accepted  .*sensor\.pkg  ")
        self.assertRegex(out, r"\d+ units of work, \d+ edges, \d+ bytes of memory")

    def test_an_unproved_program_is_not_sealed(self):
        status, out, _ = run("seal", INPUTS / "unmoved.asm", "-o", self.path)
        self.assertEqual(status, 1)
        self.assertIn("reject", out)
        self.assertFalse(self.path.exists())

    def test_a_changed_package_is_no_package(self):
        data = bytearray(self.seal())
        data[80] ^= 1
        self.path.write_bytes(data)
        status, _, error = run("check", self.path)
        self.assertEqual(status, 2)
        self.assertIn("it was changed", error)
        self.assertEqual(run("show", self.path)[0], 2)

    def test_no_change_with_a_new_digest_breaks_the_checker(self):
        data = self.seal()
        refused = 0
        for at in range(60, len(data) - TAIL, 5):
            changed = bytearray(data)
            changed[at] ^= 0x40
            self.path.write_bytes(redigested(changed))
            status = run("check", self.path)[0]
            self.assertIn(status, (0, 1, 2), at)
            refused += status != 0
        self.assertGreater(refused, 0)

    def test_another_result_under_the_same_proof_is_refused(self):
        data = bytearray(self.seal())
        at = data.index(bytes.fromhex("b700000001000000"))  # r0 = 1, which the hook allows
        data[at + 4] = 99
        self.path.write_bytes(redigested(data))
        status, out, _ = run("check", self.path)
        self.assertEqual(status, 1)
        self.assertIn("may return a number that the hook does not allow", out)

    def test_a_pointer_into_a_region_that_is_absent_is_no_proof(self):
        # windows/bind's name may be absent; the forged state says so, and holds a pointer into it. What is null then
        # was taken for a pointer that is not, and the read behind the second test was not looked at.
        source = self.folder / "bind.asm"
        source.write_text("// contract: windows/bind\n  r2 = *(u64 *)(r1 + 0)\n  if r2 == 0 goto a\n  r0 = 0\n  exit\na:\n"
                          "  if r2 == 0 goto b\n  r0 = 0\n  exit\nb:\n  r0 = 0\n  exit\n")
        self.assertEqual(run("seal", source, "-o", self.path)[0], 0)
        head = [3, 2, 8, 4, 1, 2, 0, 1, 4, 0]  # two states; the second stands at slot 4
        pointer = [4, 0, 1, 2, 3, 0, 0, 0, 0]  # a value changes: r2 points to the region's begin
        certificate = [*head, 0, 4, *pointer]
        data = with_certificate(self.path.read_bytes(), certificate, {7: bytes.fromhex("7920000000000000")})
        self.path.write_bytes(data)
        status, out, _ = run("check", self.path)
        self.assertEqual(status, 1, out)
        self.assertIn("contradicts the rules that states follow", out)

    def test_limits_of_the_host_are_kept(self):
        self.seal()
        status, out, _ = run("check", "--max-units", "1", self.path)
        self.assertEqual(status, 1)
        self.assertIn("announces more work than is allowed", out)
        status, out, _ = run("check", "--max-arena", "16", self.path)
        self.assertEqual(status, 1)
        self.assertIn("more memory than is allowed", out)
        status, out, _ = run("check", "--max-instructions", "1", self.path)
        self.assertEqual(status, 1)
        self.assertIn("more instructions than are allowed", out)

    def test_another_file_is_no_package(self):
        status, _, error = run("check", INPUTS / "pass.asm")
        self.assertEqual(status, 2)
        self.assertIn("does not begin as a sealed package does, at byte 1 [A161]", error)
        status, _, error = run("show", INPUTS / "pass.asm")
        self.assertEqual(status, 2)
        self.assertIn("[A161]", error)

    def test_usage(self):
        self.assertEqual(run("seal", INPUTS / "pass.asm")[0], 2)
        self.assertEqual(run("check")[0], 2)
        self.assertEqual(run("show", self.path, "--format", "xml")[0], 2)
        status, _, error = run("seal", INPUTS / "pass.asm", "-o", self.path, "--program", "other")
        self.assertEqual(status, 2)
        self.assertIn("no file has a program 'other'", error)


if __name__ == "__main__":
    unittest.main()
