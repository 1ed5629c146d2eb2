#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`assay seal --oci` writes a layout that keeps the rules of the OCI Image Format Specification 1.1, and that skopeo copies.

usage: oci_test.py ASSAY INPUTS
"""
import base64
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from schema import problems

ASSAY, INPUTS = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
del sys.argv[1:]
PACKAGE = "application/vnd.assay.package.v1"
REFERENCE = "org.opencontainers.image.ref.name"

# What the specification demands, in our words: image-layout, image-index, manifest, descriptor.
RULES = {
    "$defs": {
        "media_type": {"type": "string", "pattern": r"^[A-Za-z0-9][\w!#$&^.+-]{0,126}/[A-Za-z0-9][\w!#$&^.+-]{0,126}$"},
        # The values are strings; none of its keys is any other type's.
        "annotations": {"type": "object", "additionalProperties": False, "properties": {
            REFERENCE: {"type": "string", "pattern": r"^[A-Za-z0-9]+((--|[-._:@+])[A-Za-z0-9]+)*(/[A-Za-z0-9]+((--|[-._:@+])[A-Za-z0-9]+)*)*$"},
            "org.opencontainers.image.title": {"type": "string"}}},
        "descriptor": {"type": "object", "required": ["mediaType", "digest", "size"], "additionalProperties": False,
                       "properties": {"mediaType": {"$ref": "#/$defs/media_type"},
                                      "digest": {"type": "string", "pattern": r"^sha256:[0-9a-f]{64}$"},
                                      "size": {"type": "integer", "minimum": 0},
                                      "data": {"type": "string"},
                                      "artifactType": {"$ref": "#/$defs/media_type"},
                                      "annotations": {"$ref": "#/$defs/annotations"}}},
        "oci-layout": {"type": "object", "required": ["imageLayoutVersion"],
                       "properties": {"imageLayoutVersion": {"type": "string", "enum": ["1.0.0"]}}},
        "index.json": {"type": "object", "required": ["schemaVersion", "manifests"], "properties": {
            "schemaVersion": {"type": "integer", "enum": [2]},
            "mediaType": {"type": "string", "enum": ["application/vnd.oci.image.index.v1+json"]},
            "manifests": {"type": "array", "items": {"$ref": "#/$defs/descriptor"}}}},
        # "artifactType" must be there where the configuration is the empty one, as it is here.
        "manifest": {"type": "object", "required": ["schemaVersion", "config", "layers", "artifactType"], "properties": {
            "schemaVersion": {"type": "integer", "enum": [2]},
            "mediaType": {"type": "string", "enum": ["application/vnd.oci.image.manifest.v1+json"]},
            "artifactType": {"$ref": "#/$defs/media_type"},
            "config": {"$ref": "#/$defs/descriptor"},
            "layers": {"type": "array", "items": {"$ref": "#/$defs/descriptor"}}}}}}


def run(*words):
    done = subprocess.run(list(map(str, words)), text=True, check=False, capture_output=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


class Layout(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.layout = self.folder / "layout"

    def seal(self, *options, status=0):
        done = run(ASSAY, "seal", INPUTS / "pass.asm", *options)
        self.assertEqual(done[0], status, done)
        return done

    def fits(self, document, what):
        self.assertEqual(list(problems(document, {"$ref": f"#/$defs/{what}"}, RULES)), [])
        return document

    def read(self, layout, name):
        return self.fits(json.loads((layout / name).read_text()), name)

    def blob(self, layout, descriptor):
        data = (layout / "blobs" / "sha256" / descriptor["digest"].removeprefix("sha256:")).read_bytes()
        self.assertEqual((len(data), "sha256:" + hashlib.sha256(data).hexdigest()),
                         (descriptor["size"], descriptor["digest"]))
        if "data" in descriptor:
            self.assertEqual(base64.b64decode(descriptor["data"], validate=True), data)
        return data

    def packages(self, layout):
        """The packages of a layout by their references; every rule is asked of all that leads to them."""
        self.read(layout, "oci-layout")
        found = {}
        for listed in self.read(layout, "index.json")["manifests"]:
            manifest = self.fits(json.loads(self.blob(layout, listed)), "manifest")
            self.assertEqual(manifest["mediaType"], listed["mediaType"])
            self.assertEqual(manifest["artifactType"], PACKAGE)
            self.assertEqual(manifest["config"]["mediaType"], "application/vnd.oci.empty.v1+json")
            self.assertEqual(self.blob(layout, manifest["config"]), b"{}")
            layer, = manifest["layers"]
            self.assertEqual(layer["mediaType"], PACKAGE)
            found[listed["annotations"][REFERENCE]] = self.blob(layout, layer)
        return found

    def test_keeps_the_rules_and_has_the_package(self):
        run(ASSAY, "keygen", self.folder / "key")
        self.seal("--name", "guard", "--package-version", 7, "--key", self.folder / "key", "-o", self.folder / "g.pkg",
                  "--oci", self.layout)
        self.assertEqual(self.packages(self.layout), {"guard-7": (self.folder / "g.pkg").read_bytes()})
        blobs = [file.name for file in (self.layout / "blobs" / "sha256").iterdir()]
        self.assertEqual(len(blobs), 3, "the package, the manifest and the empty configuration")

    def test_the_same_input_gives_the_same_layout(self):
        for name in ("layout", "other"):
            self.seal("--oci", self.folder / name)
        self.assertEqual(run("diff", "-r", self.layout, self.folder / "other"), (0, "", ""))
        self.seal("--oci", self.layout)
        self.assertEqual(run("diff", "-r", self.layout, self.folder / "other"), (0, "", ""), "again, over itself")

    def test_a_first_seal_that_is_cut_off_leaves_a_layout_to_go_on_with(self):
        self.layout.mkdir()
        for most in (0, 64):
            # The kernel ends the program at the first file that would be longer.
            limited = subprocess.run(["prlimit", f"--fsize={most}", ASSAY, "seal", INPUTS / "pass.asm", "--oci", self.layout],
                                     check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.assertNotEqual(limited.returncode, 0)
            names = {entry.name for entry in self.layout.iterdir()}
            self.assertEqual("oci-layout" in names, most > 0, names)
            copy = self.folder / f"copy-{most}"
            shutil.copytree(self.layout, copy)
            self.seal("--oci", copy)
            self.assertEqual(len(self.packages(copy)), 1)

    def test_another_version_is_put_beside_the_first(self):
        for version in (1, 2):
            self.seal("--name", "guard", "--package-version", version, "--oci", self.layout)
        self.assertEqual(sorted(self.packages(self.layout)), ["guard-1", "guard-2"])

    def test_who_seals_at_the_same_time_loses_nothing(self):
        seals = [subprocess.Popen(list(map(str, (ASSAY, "seal", INPUTS / "pass.asm", "--name", "guard", "--package-version", version,
                                                 "--oci", self.layout))), stdout=subprocess.DEVNULL)
                 for version in range(12)]
        self.assertEqual([seal.wait(timeout=120) for seal in seals], [0] * 12)
        self.assertEqual(sorted(self.packages(self.layout)), sorted(f"guard-{version}" for version in range(12)))

    def test_a_folder_that_is_something_else_is_left_alone(self):
        self.layout.mkdir()
        (self.layout / "index.json").write_text("mine")
        error = self.seal("--oci", self.layout, status=2)[2]
        self.assertIn("is no OCI layout, and not empty [A117]", error)
        self.assertEqual([file.name for file in self.layout.iterdir()], ["index.json"])
        (self.layout / "oci-layout").write_text('{"imageLayoutVersion":"1.0.0"}')
        for index in ("mine", "[]", "{}", '{"manifests":3}', '{"manifests":[3]}', '{"manifests":[{"annotations":3}]}'):
            (self.layout / "index.json").write_text(index)
            self.assertIn("no index of an OCI layout [A117]", self.seal("--oci", self.layout, status=2)[2])
            self.assertEqual((self.layout / "index.json").read_text(), index)

    def test_no_link_in_a_layout_is_followed(self):
        self.seal("--oci", self.layout)
        outside = self.folder / "outside"
        outside.mkdir()
        victim = outside / "victim"
        digest, = (file.name for file in (self.layout / "blobs" / "sha256").iterdir() if file.read_bytes() == b"{}")
        for name in ("index.json", "oci-layout", f"blobs/sha256/{digest}", "blobs/sha256", "blobs"):
            copy = self.folder / ("copy-" + name.replace("/", "-"))
            shutil.copytree(self.layout, copy)
            victim.write_text("mine")
            (copy / name).rename(copy / "away")
            (copy / name).symlink_to(outside if name.startswith("blobs") and not name.endswith(digest) else victim)
            done = run(ASSAY, "seal", INPUTS / "pass.asm", "--package-version", 9, "--oci", copy)
            self.assertEqual(victim.read_text(), "mine", name)
            self.assertEqual([file.name for file in outside.iterdir()], ["victim"], name)
            if name.endswith(digest):
                self.assertEqual((done[0], (copy / name).is_symlink()), (0, False), "it is replaced by the blob")
            else:
                self.assertEqual(done[0], 2, (name, done))

    def test_a_pipe_in_the_place_of_the_index_is_an_error(self):
        self.seal("--oci", self.layout)
        (self.layout / "index.json").unlink()
        os.mkfifo(self.layout / "index.json")
        self.assertIn("index.json: it is a link, a folder or a device", self.seal("--oci", self.layout, status=2)[2])

    def test_a_blob_that_is_there_is_not_written_again_and_one_that_is_damaged_is(self):
        self.seal("--oci", self.layout)
        blobs = {file: file.stat().st_ino for file in (self.layout / "blobs" / "sha256").iterdir()}
        damaged = max(blobs, key=lambda file: file.stat().st_size)
        damaged.write_bytes(b"x")
        self.seal("--oci", self.layout)
        self.assertEqual({file for file in blobs if file.stat().st_ino != blobs[file]}, {damaged})
        self.assertEqual(len(self.packages(self.layout)), 1)

    def test_the_layout_may_be_named_by_a_link_and_is_for_everyone(self):
        self.layout.mkdir()
        (self.folder / "link").symlink_to(self.layout)
        mask = os.umask(0o022)
        self.addCleanup(os.umask, mask)
        self.seal("--oci", self.folder / "link")
        self.assertEqual(len(self.packages(self.layout)), 1)
        rights = {stat.S_IMODE(path.stat().st_mode) for path in self.layout.rglob("*")}
        self.assertEqual(rights, {0o755, 0o644})

    def test_a_deep_or_long_index_is_refused(self):
        self.seal("--oci", self.layout)
        index = self.layout / "index.json"
        for text, why in (('{"manifests":[' + '{"annotations":' * 50_000 + '{}' + '}' * 50_000 + ']}', "no index of an OCI layout"),
                          ('{"manifests":[]' + ' ' * (1 << 20) + '}', "larger than allowed"),
                          ('{"manifests":[],"annotations":{"a":"' + 'x' * ((1 << 20) - 60) + '"}}', "would be larger")):
            index.write_text(text)
            self.assertIn(why, self.seal("--oci", self.layout, status=2)[2])
            self.assertEqual(index.read_text(), text)

    def test_what_else_the_index_says_stays(self):
        self.seal("--oci", self.layout)
        index = self.layout / "index.json"
        known = json.loads(index.read_text()) | {"annotations": {"org.example": "kept"}}
        index.write_text(json.dumps(known))
        self.seal("--name", "guard", "--package-version", 2, "--oci", self.layout)
        self.assertEqual(json.loads(index.read_text())["annotations"], {"org.example": "kept"})
        self.assertEqual(len(self.packages(self.layout)), 2)

    def test_no_more_is_put_there_than_a_host_looks_at(self):
        self.seal("--name", "guard", "--package-version", 1, "--oci", self.layout)
        index = json.loads((self.layout / "index.json").read_text())
        one = index["manifests"][0]
        index["manifests"] += [{**one, "annotations": {REFERENCE: f"guard-{version}"}} for version in range(2, 257)]
        (self.layout / "index.json").write_text(json.dumps(index))
        self.seal("--name", "guard", "--package-version", 256, "--oci", self.layout)  # in the place of another
        error = self.seal("--name", "guard", "--package-version", 257, "--oci", self.layout, status=2)[2]
        self.assertIn("its index.json lists 256 manifests, and a host looks at no more than 256: take another folder", error)

    def test_a_name_that_no_reference_can_have_is_refused(self):
        for name in ("a b", "-a", "a..b", "a/b", "a:b"):
            self.assertIn("cannot name a package in an OCI layout", self.seal("--name", name, "--oci", self.layout, status=2)[2])
        self.assertFalse(self.layout.exists())

    def test_somewhere_it_must_go(self):
        self.assertIn("-o or --oci", self.seal(status=2)[2])

    @unittest.skipUnless(shutil.which("skopeo"), "skopeo is not installed here")
    def test_skopeo_copies_it_to_a_folder_and_back(self):
        self.seal("--name", "guard", "--package-version", 7, "--oci", self.layout)
        for source, target in ((f"oci:{self.layout}:guard-7", f"dir:{self.folder}/copy"),
                               (f"dir:{self.folder}/copy", f"oci:{self.folder}/back:guard-7")):
            self.assertEqual(run("skopeo", "--insecure-policy", "copy", source, target)[0], 0)
        self.assertEqual(self.packages(self.folder / "back"), self.packages(self.layout))


if __name__ == "__main__":
    unittest.main()
