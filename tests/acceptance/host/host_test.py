#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""assay-host as a whole: what it admits and answers, which ways in it has, what it keeps over a restart.

usage: host_test.py PROGRAMS SAMPLES BUILT_SAMPLES
"""
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
from host import DROP, PASS, XDP, Client, Host, Programs, WithHost  # noqa: E402

PROGRAMS, SAMPLES, BUILT = Programs(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve(), Path(sys.argv[3])
WithHost.programs = PROGRAMS
del sys.argv[1:]


class Helps(unittest.TestCase):
    def test_commands_of_assay_that_the_help_names_have_those_options(self):
        named = re.findall(r"\(assay (\w+ \w+)([^)]*)\)", PROGRAMS.run(PROGRAMS.host, "--help"))
        self.assertTrue(named)
        for command, rest in named:
            there = PROGRAMS.run(PROGRAMS.assay, *command.split(), "--help")
            for option in re.findall(r"-+\w+", rest):
                self.assertRegex(there, rf"(?m)^ .*{option}\b")


class Admits(WithHost):
    def test_a_forged_package_is_refused_and_the_old_version_goes_on(self):
        self.assertTrue(self.host.submit(self.sealed(PASS))["ok"])
        forged = bytearray(self.sealed(DROP, 2))
        forged[len(forged) // 2] ^= 1
        answer = self.host.submit(bytes(forged))
        self.assert_refused(answer, "L601")
        self.assertTrue(answer["subject"].startswith("25: "), answer)
        self.assertEqual(self.host.dispatch(XDP)["answer"], 1)

    def test_a_contract_that_changes_under_a_program_parks_it(self):
        self.assertTrue(self.host.submit(self.sealed(PASS))["ok"])
        contract = self.folder / "contracts" / "windows-xdp.contract"
        old = contract.read_bytes()
        contract.unlink()
        self.host.set_contract("windows/bind")
        self.assertTrue(self.host.ask({"do": "hooks"})["ok"])
        self.assertTrue(self.host.package()["degraded"])
        self.assert_refused(self.host.dispatch(XDP), "L708")
        contract.write_bytes(old)
        self.assertTrue(self.host.ask({"do": "hooks"})["ok"])
        self.assertEqual(self.host.dispatch(XDP)["answer"], 1)

    def test_a_restart_runs_the_last_good_version_and_keeps_kill_switches(self):
        self.assertTrue(self.host.submit(self.sealed(PASS))["ok"])
        self.assertTrue(self.host.ask({"do": "promote", "package": "sensor"})["ok"])
        self.assertTrue(self.host.ask({"do": "kill", "scope": "package/sensor"})["ok"])
        self.assertEqual(self.host.end(), 0)
        self.host.start()
        self.assertEqual(self.host.dispatch(XDP), {"answer": 0, "ok": True, "programs": 0})
        self.assertTrue(self.host.ask({"do": "unkill", "scope": "package/sensor"})["ok"])
        self.assertEqual(self.host.dispatch(XDP)["answer"], 1)
        self.assertFalse(self.host.package()["trial"])

    def test_who_names_no_scope_is_told_which_there_are(self):
        for word in ("kill", "unkill"):
            done = subprocess.run((PROGRAMS.hostctl, "--socket", self.host.path, word, "counter"),
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn("all, hook/NAME, package/NAME or program/PACKAGE/NAME, and not of this: counter [L624]",
                          done.stderr)

    def test_a_kill_of_a_name_that_nothing_has_holds_and_is_said(self):
        hostctl = (PROGRAMS.hostctl, "--socket", self.host.path, "kill")
        done = subprocess.run([*hostctl, "package/sensr"], text=True, capture_output=True, check=False, timeout=30)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("the kill switch holds, but", done.stderr)
        self.assertIn("package/sensr [L621]", done.stderr)
        self.assertEqual(self.host.ask({"do": "status"})["kills"], ["package/sensr"])
        self.assertEqual(subprocess.run([*hostctl, f"hook/{XDP}"], check=False, timeout=30).returncode, 0)

    def test_status_and_metrics_say_what_a_kill_switch_keeps_from_events(self):
        self.assertTrue(self.host.submit(self.sealed(PASS))["ok"])
        self.assertTrue(self.host.ask({"do": "kill", "scope": "all"})["ok"])
        (killed,) = self.host.package()["killed"]
        self.assertEqual(killed["scope"], "all")
        self.assert_refused(self.host.submit(self.sealed(DROP, 2)), "L625")
        client = Client(self.host.path)
        client.send({"do": "metrics"})
        metrics = client.receive()[1].decode()
        for line in ("attached", "killed", "degraded"):
            value = 1 if line == "killed" else 0
            self.assertIn(f'assay_{line}{{package="sensor"}} {value}\n', metrics)
        status = PROGRAMS.run(PROGRAMS.hostctl, "--socket", self.host.path, "status")
        self.assertRegex(status, r"(?m)^sensor +2 +killed ")
        self.assertIn(f"  program {killed['program']} meets no event: kill switch all\n", status)

    def test_the_page_names_each_metric_and_each_member_of_the_status(self):
        page = (SAMPLES.parent / "docs" / "host.md").read_text()
        self.assertTrue(self.host.submit(self.sealed(PASS))["ok"])
        client = Client(self.host.path)
        client.send({"do": "metrics"})
        for name in re.findall(r"(?m)^# TYPE (\S+)", client.receive()[1].decode()):
            self.assertIn(f"`{name}`", page)
        status = self.host.ask({"do": "status"})
        for member in [*status, *status["packages"][0], *status["hooks"][0], *status["journal"]]:
            self.assertIn(f"`{member}`", page)

    def test_what_is_no_file_or_too_large_is_refused_before_it_is_sent(self):
        for path, code in ((self.folder, "L104"), ("/dev/zero", "L105"), (self.folder / "none.pkg", "L102")):
            done = subprocess.run((PROGRAMS.hostctl, "--socket", self.host.path, "submit", path),
                                  capture_output=True, text=True, check=False, timeout=60)
            self.assertEqual((done.returncode, code in done.stderr), (1, True), done.stderr)

    def test_a_second_host_takes_no_socket_of_one_that_lives(self):
        (self.folder / "other").mkdir(mode=0o700)
        done = subprocess.run((PROGRAMS.host, "--unsigned", "--state", self.folder / "other", "--contracts",
                               self.folder / "contracts", "--socket", self.host.path),
                              capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual((done.returncode, "another host has it [L710]" in done.stderr), (1, True), done.stderr)
        self.assertTrue(self.host.ask({"do": "kill", "scope": "all"})["ok"])

    def test_a_setting_that_means_nothing_is_refused(self):
        self.host.end()
        for answer in ("windows/xdpp=1", f"{XDP}=99", f"{XDP}=0x1", f"{XDP}=", "7"):
            with self.assertRaisesRegex(AssertionError, r"L709"):
                self.host.start("--default-answer", answer)
            (self.folder / "log").write_text("")
        for option in ("--healthy-events", "--healthy-seconds", "--max-instructions", "--max-units", "--max-clients"):
            with self.assertRaisesRegex(AssertionError, option):
                self.host.start(f"{option}=-1")
            (self.folder / "log").write_text("")
        config = self.folder / "config"
        config.write_text("healty-events=1\n")
        with self.assertRaisesRegex(AssertionError, "healty-events"):
            self.host.start("--config", str(config))
        config.write_text(f"default-answer={XDP}=2\nhealthy-events=1\n")
        self.host.start("--config", str(config))
        self.assertEqual(self.host.dispatch(XDP)["answer"], 2)

    def test_an_event_says_nothing_of_maps_and_helpers(self):
        event = json.dumps({"helpers": {"bpf_get_prandom_u32": [1]}}).encode()
        self.assert_refused(self.host.dispatch(XDP, event), "L707")
        self.assert_refused(self.host.dispatch(XDP, b'{"context": {"nothing": 1}}'), "L707")
        self.assert_refused(self.host.dispatch(XDP, b"[" * 100000), "L707")

    def test_no_event_takes_the_host_down_or_its_memory(self):
        self.assertTrue(self.host.submit(self.sealed(PASS))["ok"])
        results = ",".join(['{"output":{"zeros":1048576}}'] * 30000)
        for event in ('{"regions":{"packet":' + "[" * 60000 + "]" * 60000 + "}}",
                      '{"helpers":{"xdp_adjust_head":[' + results + "]}}"):
            self.assert_refused(self.host.dispatch(XDP, event.encode()), "L707")
        self.assertLess(self.host.most_memory(), 200 << 20)
        self.assertEqual(self.host.dispatch(XDP)["answer"], 1)

    def test_every_report_says_that_it_is_unsigned(self):
        self.assertTrue(self.host.ask({"do": "status"})["unsigned"])
        client = Client(self.host.path)
        client.send({"do": "metrics"})
        self.assertIn("\nassay_unsigned 1\n", client.receive()[1].decode())

    def test_a_host_that_was_installed_unsigned_does_not_become_another(self):
        self.host.end()
        self.host.options = ()
        with self.assertRaisesRegex(AssertionError, "L711"):
            self.host.start()

    def test_a_second_host_does_not_start_in_the_folder_of_the_first(self):
        other = Host(PROGRAMS, self.folder, (), self.options)
        other.path = self.folder / "other"
        with self.assertRaisesRegex(AssertionError, "L714"):
            other.start()
        self.host.end(signal.SIGKILL)
        other.start()
        self.addCleanup(other.end, signal.SIGKILL)

    def test_a_host_does_not_start_in_a_folder_that_others_reach_into(self):
        self.host.end()
        (self.folder / "state").chmod(0o750)
        with self.assertRaisesRegex(AssertionError, "L715"):
            self.host.start()

    def test_a_host_without_its_state_does_not_begin_anew(self):
        self.host.submit(self.sealed(PASS))
        self.host.end()
        for name in ("state-a", "state-b"):
            (self.folder / "state" / name).unlink()
        with self.assertRaisesRegex(AssertionError, "L501"):
            self.host.start()

    def test_the_journal_is_lines_of_json(self):
        self.host.submit(self.sealed(PASS))
        self.host.submit(b"no package")
        records = self.host.journal()
        self.assertIn("admitted", [record["what"] for record in records])
        self.assertEqual([record["number"] for record in records], list(range(1, len(records) + 1)))


class WaysIn(WithHost):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.brought = Path(scratch.name) / "intake"
        self.brought.mkdir()
        self.options = ("--unsigned", "--watch", str(self.brought), "--metrics-file", str(self.brought / "m.prom"))
        super().setUp()

    def test_what_is_moved_into_the_folder_is_taken_and_no_link_is_followed(self):
        package = self.folder / "other.pkg"
        package.write_bytes(self.sealed(DROP, 2))
        (self.brought / "b.pkg").symlink_to(package)
        os.mkfifo(self.brought / "c.pkg")
        (self.brought / "a.part").write_bytes(self.sealed(PASS))
        (self.brought / "a.part").rename(self.brought / "a.pkg")
        for _ in range(100):
            if self.host.dispatch(XDP)["answer"] == 1:
                break
            time.sleep(0.1)
        self.assertEqual(self.host.dispatch(XDP)["answer"], 1)
        time.sleep(1.5)
        self.assertEqual(self.host.dispatch(XDP)["answer"], 1)
        self.assertIn('assay_attached{package="sensor"} 1', (self.brought / "m.prom").read_text())
        self.assertEqual({record["who"] for record in self.host.journal() if record["what"] == "admitted"},
                         {"folder intake"})

    def test_a_refusal_names_its_file_and_what_is_no_file_is_told(self):
        (self.brought / "a.pkg").write_bytes(b"no package")
        (self.brought / "b.pkg").mkdir()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and "b.pkg" not in (self.folder / "log").read_text():
            time.sleep(0.1)
        time.sleep(1.5)
        told = [json.loads(line) for line in (self.folder / "log").read_text().splitlines()]
        told = {one["subject"].split(":")[0]: one["code"] for one in told if one["event"] == "not taken"}
        self.assertEqual(told, {"a.pkg": "L601", "b.pkg": "L104"})

    def test_a_full_folder_costs_neither_memory_nor_the_time_of_a_kill_switch(self):
        for number in range(100):
            (self.brought / f"{number}.part").write_bytes(bytes([number]) * (2 << 20))
            (self.brought / f"{number}.part").rename(self.brought / f"{number}.pkg")
        longest, end = 0.0, time.monotonic() + 2
        while time.monotonic() < end:
            began = time.monotonic()
            self.assertTrue(self.host.ask({"do": "kill", "scope": "all"})["ok"])
            longest = max(longest, time.monotonic() - began)
            time.sleep(0.1)
        self.assertLess(longest, 2)
        self.assertLess(self.host.most_memory(), 100 << 20)


class Signed(WithHost):
    """A host that was installed with a root document, and the documents that `assay sign` makes."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.keys = Path(scratch.name)
        for name in ("root", "package", "statement", "stranger"):
            PROGRAMS.run(PROGRAMS.assay, "keygen", self.keys / name)
        self.sign("root", "--key", self.keys / "root", "--root-key", self.keys / "root.pub",
                  "--package-key", self.keys / "package.pub", "--statement-key", self.keys / "statement.pub")
        self.layout = self.keys / "layout"
        (self.layout / "blobs" / "sha256").mkdir(parents=True)
        (self.layout / "index.json").write_text('{"schemaVersion":2,"manifests":[]}')
        self.options = ("--oci", str(self.layout))
        with self.assertRaisesRegex(AssertionError, "L501"):
            super().setUp()  # nothing is begun that nobody asked for
        self.host.start("--install", str(self.keys / "root.signed"))

    def sign(self, what, *words):
        output = self.keys / f"{what}.signed"
        PROGRAMS.run(PROGRAMS.assay, "sign", what, *words, "-o", output)
        return output.read_bytes()

    def released(self, text, version=1, key="statement"):
        self.sealed(text, version)
        release = self.sign("release", self.folder / "sensor.pkg", "--key", self.keys / key, "--ring", "default",
                            "--counter", str(version))
        return self.signed("package"), release

    def signed(self, *keys) -> bytes:
        """The package that was sealed last, signed by these keys alone."""
        words = [word for key in keys for word in ("--key", self.keys / key)]
        PROGRAMS.run(PROGRAMS.assay, "sign", self.folder / "sensor.pkg", *words, "-o", self.folder / "signed.pkg")
        return (self.folder / "signed.pkg").read_bytes()

    def test_a_package_that_is_sealed_and_released_is_admitted(self):
        package, release = self.released(PASS)
        self.assert_refused(self.host.submit(package), "L403")
        self.assertTrue(self.host.ask({"do": "statement"}, release)["ok"])
        self.assert_refused(self.host.submit((self.folder / "sensor.pkg").read_bytes()), "L301")
        self.assert_refused(self.host.submit(package[:-1]), "L308")
        self.assertTrue(self.host.submit(package)["ok"])
        self.assertEqual(self.host.dispatch(XDP)["answer"], 1)
        self.assertFalse(self.host.ask({"do": "status"})["unsigned"])

    def test_a_strangers_key_counts_for_nothing(self):
        _, release = self.released(PASS)
        self.assertTrue(self.host.ask({"do": "statement"}, release)["ok"])
        self.assert_refused(self.host.submit(self.signed("stranger")), "L301")
        self.assertTrue(self.host.submit(self.signed("stranger", "package"))["ok"])
        self.assert_refused(self.host.ask({"do": "statement"}, self.released(PASS, 2, "stranger")[1]), "L301")

    def test_a_signed_kill_switch_stops_and_a_later_statement_clears_it(self):
        package, release = self.released(PASS)
        self.host.ask({"do": "statement"}, release)
        self.host.submit(package)
        key = ("--key", self.keys / "statement", "--counter")
        kill = self.sign("kill", f"hook/{XDP}", *key, "5")
        self.assertTrue(self.host.ask({"do": "statement"}, kill)["ok"])
        self.assertEqual(self.host.dispatch(XDP)["programs"], 0)
        self.assert_refused(self.host.ask({"do": "statement"}, self.sign("unkill", f"hook/{XDP}", *key, "4")), "L402")
        self.assertTrue(self.host.ask({"do": "statement"}, self.sign("unkill", f"hook/{XDP}", *key, "6"))["ok"])
        self.assertEqual(self.host.dispatch(XDP)["programs"], 1)

    def test_statements_that_lie_in_a_folder_are_no_refusals_at_the_next_start(self):
        watch = self.folder / "watch"
        watch.mkdir()
        for counter, what in (("5", "kill"), ("6", "unkill")):
            data = self.sign(what, f"hook/{XDP}", "--key", self.keys / "statement", "--counter", counter)
            (watch / f"{counter}.statement").write_bytes(data)
        time.sleep(1.5)  # what lies there is settled
        for _ in range(2):
            self.host.end()
            self.host.start("--watch", str(watch))
            time.sleep(2)
            self.assertEqual(self.host.ask({"do": "status"})["kills"], [])
        self.assertNotIn("L402", (self.folder / "log").read_text())
        (watch / "4.statement").write_bytes(
            self.sign("kill", f"hook/{XDP}", "--key", self.keys / "statement", "--counter", "4"))
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and "4.statement" not in (self.folder / "log").read_text():
            time.sleep(0.1)
        self.assertIn("4.statement: kill/", (self.folder / "log").read_text())

    def test_a_new_root_revokes_a_package(self):
        package, release = self.released(PASS)
        self.host.ask({"do": "statement"}, release)
        self.host.submit(package)
        digest = self.host.package()["digest"]
        root = self.sign("root", "--key", self.keys / "root", "--document-version", "2",
                         "--root-key", self.keys / "root.pub", "--package-key", self.keys / "package.pub",
                         "--statement-key", self.keys / "statement.pub", "--revoke-package", digest)
        self.assertTrue(self.host.ask({"do": "root"}, root)["ok"])
        self.assertEqual(self.host.dispatch(XDP)["programs"], 0)

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        (self.layout / "blobs" / "sha256" / digest).write_bytes(data)
        return "sha256:" + digest

    def test_an_oci_layout_brings_them_too(self):
        package, release = self.released(PASS)
        layers = [{"mediaType": f"application/vnd.assay.{kind}.v1", "digest": self.put(data), "size": len(data)}
                  for kind, data in (("package", package), ("statement", release))]
        manifest = json.dumps({"schemaVersion": 2, "layers": layers}).encode()
        index = json.dumps({"schemaVersion": 2, "manifests": [{"digest": self.put(manifest), "size": len(manifest)}]})
        (self.layout / "index.new").write_text(index)
        (self.layout / "index.new").rename(self.layout / "index.json")
        for _ in range(100):
            if self.host.dispatch(XDP)["answer"] == 1:
                break
            time.sleep(0.1)
        self.assertEqual(self.host.dispatch(XDP)["answer"], 1)
        self.assertEqual({record["who"] for record in self.host.journal() if record["what"] in ("admitted", "statement")},
                         {"oci layout"})

    def test_a_layout_that_seal_wrote_brings_a_package(self):
        self.assertTrue(self.host.ask({"do": "statement"}, self.released(PASS)[1])["ok"])
        PROGRAMS.run(PROGRAMS.assay, "seal", self.folder / "sensor.asm", "--name", "sensor", "--package-version", "1",
                     "--key", self.keys / "package", "--oci", self.keys / "made")
        self.assertTrue((self.keys / "made" / "oci-layout").exists())
        (self.layout / "index.json").unlink()
        (self.layout / "blobs" / "sha256").rmdir()
        (self.layout / "blobs").rmdir()
        self.layout.rmdir()
        (self.keys / "made").rename(self.layout)
        for _ in range(100):
            if self.host.dispatch(XDP)["answer"] == 1:
                break
            time.sleep(0.1)
        self.assertEqual(self.host.dispatch(XDP)["answer"], 1)

    def test_a_blob_that_is_another_is_refused(self):
        (self.layout / "blobs" / "sha256" / ("0" * 64)).write_bytes(b"{}")
        (self.layout / "index.json").write_text(json.dumps({"manifests": [{"digest": "sha256:" + "0" * 64}]}))
        time.sleep(2.5)
        self.assertIn("L712", (self.folder / "log").read_text())


class Samples(WithHost):
    """Each sealed sample answers as `assay run` does."""
    contracts = ()

    def check(self, name: str, source: str, version: int) -> bool:
        built = BUILT / name / f"{source}.O2.v3.o"
        event = SAMPLES / name / f"{source}_twin.event.json"
        if not built.exists() or not event.exists():
            return False
        package = PROGRAMS.seal(built, self.folder / f"{source}.pkg", source, version)
        shown = json.loads(PROGRAMS.run(PROGRAMS.assay, "show", self.folder / f"{source}.pkg", "--format", "json"))
        if len(shown["programs"]) != 1 or {"maps", "helpers"} & json.loads(event.read_text()).keys():
            return False
        hook = shown["programs"][0]["contract"]
        self.host.set_contract(hook)
        self.assertTrue(self.host.ask({"do": "hooks"})["ok"])
        ran = json.loads(PROGRAMS.run(PROGRAMS.assay, "run", built, "--event", event, "--json"))
        admitted = self.host.submit(package)
        self.assertTrue(admitted["ok"], (name, admitted))
        answer = self.host.dispatch(hook, event.read_bytes())
        self.assertEqual(answer["programs"], 1, (name, answer))
        wanted = int(str(ran["r0"]), 0) % 2**64
        self.assertEqual(answer["answer"], wanted, name)
        self.assertTrue(self.host.ask({"do": "kill", "scope": f"package/{source}"})["ok"])
        return True

    def test_they_do(self):
        done = [name for name, source in (
            ("automaton", "automaton"), ("bind-policy", "bind_policy"), ("connect-policy", "connect_policy"),
            ("counter", "counter"), ("incident-291", "constant_index"), ("packet-filter", "packet_filter"),
            ("process-guard", "guard"), ("ring-emitter", "ring_emitter"), ("ring-reserve", "ring_reserve"),
            ("tlv-parser", "tlv_parser")) if self.check(name, source, 1)]
        self.assertGreaterEqual(len(done), 5, done)


class IsLinked(unittest.TestCase):
    def test_without_the_verifier(self):
        rules = (PROGRAMS.assay.parent.parent / "build.ninja").read_text()
        link = rules[rules.index("build bin/assay-host:"):]
        link = link[:link.index("\n\n")]
        self.assertIn("libloader_checker.a", link)
        self.assertNotIn("libverifier_", link)
        self.assertNotIn("libsession", link)


if __name__ == "__main__":
    unittest.main()
