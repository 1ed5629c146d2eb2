#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The hook of a program: its section decides, and what else the object says must agree.

usage: sections_test.py ASSAY FOLDER_OF_HEADERS
"""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

INCLUDE = Path(sys.argv.pop()).resolve()
ASSAY = Path(sys.argv.pop()).resolve()

TYPES = """
#define SEC(name) __attribute__((section(name), used))
typedef unsigned long long u64;
struct xdp_md { unsigned data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex; };
struct bpf_sock_ops { unsigned op; };
struct bpf_sk_lookup { unsigned family; };
struct pt_regs { unsigned long r15; };
struct netevent_event { unsigned char *meta, *data, *data_end; };
typedef struct netevent_event netevent_event_md_t;
"""


class Sections(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def run_assay(self, *arguments):
        return subprocess.run([ASSAY, *arguments], cwd=self.root, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)

    def made(self, text, name="made.o"):
        """An object of the source, made without a look at its hooks."""
        source = self.root / "source.c"
        source.write_text(text)
        done = self.run_assay("compile", "-I", INCLUDE, "--contract", "linux/xdp", "-o", name, source)
        self.assertEqual(done.returncode, 0, done.stderr)
        return name

    def verify(self, path, *options):
        done = self.run_assay("verify", "--format", "json", *options, path)
        return json.loads(done.stdout)["programs"], done.returncode

    def finding(self, path, *options):
        """The one finding of the one program, and the exit status."""
        programs, status = self.verify(path, *options)
        self.assertEqual([len(program["findings"]) for program in programs], [1], programs)
        return programs[0]["findings"][0], status

    def test_the_type_of_another_hook_contradicts_and_both_are_named(self):
        for section, taken, hook, owner in (
                ("xdp", "struct bpf_sock_ops", "linux/xdp", "linux/sock_ops"),
                ("kprobe/foo", "struct bpf_sock_ops", "linux/kprobe", "linux/sock_ops"),
                ("cgroup/connect4", "struct xdp_md", "linux/cgroup_connect4", "linux/xdp"),
                ("bind", "netevent_event_md_t", "windows/bind", "windows/netevent"),
                ("sk_lookup", "struct xdp_md", "sk_lookup", "linux/xdp"),
                ("netfilter", "struct pt_regs", "netfilter", "linux/kprobe"),
                ("tp/sched/sched_switch", "struct pt_regs", "linux/tracepoint", "linux/kprobe")):
            with self.subTest(section):
                made = self.made(f'{TYPES}SEC("{section}") int f({taken} *ctx) {{ return 1; }}')
                finding, status = self.finding(made)
                self.assertEqual((finding["code"], status), ("A141", 2), finding)
                for word in (f"section {section} ", hook, taken, owner):
                    self.assertIn(word, finding["message"])

    def test_a_section_of_no_hook_is_an_error_with_the_likely_one(self):
        for section in ("from-netdev", "2/7", ".text"):
            with self.subTest(section):
                made = self.made(f'{TYPES}SEC("{section}") int f(struct xdp_md *ctx) {{ return 1; }}')
                finding, status = self.finding(made)
                self.assertEqual((finding["code"], status), ("A140", 2), finding)
                self.assertIn('struct xdp_md is the context of linux/xdp, whose section is "xdp"',
                              finding["message"])
                self.assertIn("--contract-map", finding["suggestion"])
        # Loaders read something else under these names, for all programs of the object.
        for section in ("license", "version"):
            with self.subTest(section):
                made = self.made(f'{TYPES}SEC("{section}") int f(struct xdp_md *ctx) {{ return 1; }}')
                finding, status = self.finding(made)
                self.assertEqual((finding["code"], status), ("A104", 2), finding)
                self.assertIn("give the program's section another name", finding["message"])
        made = self.made(f'{TYPES}SEC("netevent_monitr") int f(void *ctx) {{ return 1; }}')
        self.assertIn("the nearest is netevent_monitor", self.finding(made)[0]["message"])

    def test_a_contract_map_speaks_for_a_loader_of_its_own(self):
        made = self.made(f'{TYPES}SEC("2/7") int f(struct xdp_md *ctx) {{ return 1; }}')
        (self.root / "map.csv").write_text("object,section,function,program_type\nmade.o,2/7,f,xdp\n")
        programs, status = self.verify(made, "--contract-map", "map.csv")
        self.assertEqual((programs[0]["contract"], status), ("linux/xdp", 0))

    def test_a_known_hook_without_contract_is_unsupported_by_its_name(self):
        for section, hook in (("syscall", "syscall"), ("raw_tp.w/x", "raw_tracepoint_writable"),
                              ("sk_msg", "sk_msg"), ("struct_ops.s/x", "struct_ops"),
                              ("cgroup/sysctl", "cgroup_sysctl"), ("?sk_lookup", "sk_lookup")):
            with self.subTest(section):
                made = self.made(f'{TYPES}SEC("{section}") int f(void *ctx) {{ return 1; }}')
                finding, status = self.finding(made)
                self.assertEqual((finding["code"], status), ("A201", 1), finding)
                self.assertIn(f"Linux's hook {hook}", finding["message"].replace("sleepable ", ""))
                self.assertEqual(finding["fixes"], [])

    def test_a_section_of_both_platforms_is_linux_unless_something_tells(self):
        made = self.made(f'{TYPES}SEC("xdp") int f(void *ctx) {{ return 1; }}')
        said = self.run_assay("verify", made)
        self.assertEqual(said.returncode, 0, said.stdout)
        self.assertIn("accept  linux/xdp", said.stdout)
        self.assertIn("assumes that section xdp means Linux's hook", said.stdout)
        said = self.run_assay("verify", "--platform", "windows", made)
        self.assertIn("accept  windows/xdp", said.stdout)
        self.assertNotIn("assumes that section", said.stdout)
        made = self.made(f'{TYPES}SEC("xdp") int f(struct xdp_md *ctx) {{ return 1; }}')
        self.assertNotIn("assumes that section", self.run_assay("verify", made).stdout)

    def test_the_header_of_a_platform_marks_the_object(self):
        for platform in ("linux", "windows"):
            other = "windows" if platform == "linux" else "linux"
            made = self.made(f'#include <assay_{platform}.h>\n'
                             'SEC("xdp") int f(void *ctx) { return 1; }', f"{platform}.o")
            said = self.run_assay("verify", made)
            self.assertIn(f"accept  {platform}/xdp", said.stdout)
            self.assertNotIn("assumes that section", said.stdout)
            finding, status = self.finding(made, "--platform", other)
            self.assertEqual((finding["code"], status), ("A141", 2))
            self.assertIn(f"assay_{platform}.h", finding["message"])
            self.assertIn(f"--platform {other}", finding["message"])
        made = self.made('#include <assay_windows.h>\nSEC("tc") int f(void *ctx) { return 1; }')
        self.assertEqual(self.finding(made)[0]["code"], "A141")

    def test_a_program_that_is_not_loaded_at_once_is_one_of_linux(self):
        made = self.made(f'{TYPES}SEC("?xdp") int f(void *ctx) {{ return 1; }}')
        programs, status = self.verify(made)
        self.assertEqual((programs[0]["contract"], status), ("linux/xdp", 0))
        made = self.made(f'{TYPES}SEC("?process") int f(void *ctx) {{ return 1; }}')
        self.assertEqual(self.finding(made)[0]["code"], "A140")

    def test_a_hook_without_contract_leaves_the_others_of_its_source(self):
        source = self.root / "both.c"
        source.write_text(f'{TYPES}SEC("xdp") int known(struct xdp_md *ctx) {{ return 1; }}\n'
                          'SEC("sk_lookup") int unknown(struct bpf_sk_lookup *ctx) { return 1; }\n')
        programs, status = self.verify(source)
        found = {program["name"]: program for program in programs}
        self.assertEqual((found["known"]["verdict"], found["unknown"]["verdict"], status),
                         ("accept", "reject", 1))
        self.assertEqual(found["unknown"]["class"], "unsupported")
        self.assertEqual(found["unknown"]["findings"][0]["line"], len(TYPES.splitlines()) + 2)
        self.assertEqual(self.run_assay("compile", "-o", "both.o", source).returncode, 0)

    def judged(self, section, body, *options):
        """Verdict and the codes of one program in that section."""
        made = self.made(f'{TYPES}SEC("{section}") int f(u64 *ctx) {{ {body} }}')
        programs, _ = self.verify(made, *options)
        return (programs[0]["verdict"], [found["code"] for found in programs[0]["findings"]])

    def test_a_hook_of_security_modules_has_its_own_arguments_and_results(self):
        accept = ("accept", [])
        for section, body, expected in (
                ("lsm/file_open", "return -1;", accept),
                ("lsm/file_open", "return -4095;", accept),
                ("lsm/file_open", "return 1;", ("reject", ["A901"])),
                ("lsm/file_open", "return -4096;", ("reject", ["A901"])),
                ("?lsm.s/file_open", "return 1;", ("reject", ["A901"])),
                # One argument, and what the modules before returned.
                ("lsm/file_open", "return (ctx[0] ^ ctx[1]) & 0;", accept),
                ("lsm/file_open", "return *(volatile u64 *)&ctx[2] & 0;", ("reject", ["A503"])),
                ("lsm/inode_xattr_skipcap", "return 1;", accept),
                ("lsm/inode_xattr_skipcap", "return -1;", ("reject", ["A901"])),
                ("lsm/task_free", "return 7;", accept),
                ("lsm/task_free", "return *(volatile u64 *)&ctx[1] & 0;", ("reject", ["A503"])),
                ("lsm", "return 0;", accept),
                ("lsm", "return -1;", ("reject", ["A901"])),
                # No BPF program may be attached; none that sleeps; no such hook.
                ("lsm/getprocattr", "return 0;", ("reject", ["A201"])),
                ("lsm.s/task_free", "return 0;", ("reject", ["A201"])),
                ("lsm/file_opne", "return 0;", ("reject", ["A201"])),
                ("lsm_cgroup/socket_bind", "return 1;", ("reject", ["A201"]))):
            with self.subTest(section=section, body=body):
                self.assertEqual(self.judged(section, body), expected)
        made = self.made(f'{TYPES}SEC("lsm/file_opne") int f(u64 *ctx) {{ return 0; }}')
        self.assertIn("the nearest is file_open)", self.finding(made)[0]["message"])

    def test_programs_at_functions_and_events_have_their_sections(self):
        for section, contract in (
                ("tp_btf/sched_switch", "tp_btf"), ("fentry/do_unlinkat", "fentry"),
                ("fentry.s/do_unlinkat", "fentry_sleepable"), ("fexit/do_unlinkat", "fexit"),
                ("fexit.s/x", "fexit_sleepable"), ("fmod_ret/x", "fmod_ret"),
                ("fmod_ret.s/x", "fmod_ret_sleepable"), ("iter/task", "iter"),
                ("iter.s/task", "iter_sleepable"), ("lsm.s/file_open", "lsm_sleepable"),
                ("uprobe.s/x", "uprobe_sleepable"), ("usdt.s/x", "uprobe_sleepable"),
                ("kprobe.session/x", "kprobe_session")):
            with self.subTest(section):
                made = self.made(f'{TYPES}SEC("{section}") int f(u64 *ctx) {{ return 0; }}')
                programs, status = self.verify(made)
                self.assertEqual((programs[0]["contract"], status), (f"linux/{contract}", 0))

    def test_an_acceptance_says_how_many_arguments_it_reads_unless_a_table_knows(self):
        for section, told in (("fentry/do_unlinkat", True), ("tp_btf/sched_switch", True),
                              ("lsm/file_open", False)):
            with self.subTest(section):
                made = self.made(f'{TYPES}SEC("{section}") int f(u64 *ctx) '
                                 '{ return *(volatile u64 *)&ctx[1] & 0; }')
                said = self.run_assay("verify", made).stdout
                self.assertIn("accept", said)
                self.assertEqual("reads 2 arguments" in said, told, said)


if __name__ == "__main__":
    unittest.main()
