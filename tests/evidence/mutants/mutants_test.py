# SPDX-License-Identifier: Apache-2.0
"""A chosen mutant behaves as the source with that one token changed, and the one that nobody chose as the
source; what is no place for a mutant stays as it is."""
import os
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path
from unittest import mock

import killers
import table
import tree
from borrow import Borrowed
from rewrite import HEADER, rewrite
from sites import Finder, Site
from tokens import Source

TOY = Path(__file__).parent / "toy.hpp"
COMPILER = os.environ.get("CXX", "g++")
# What the toy computes, on many inputs.
DIGEST = """
inline unsigned long digest() {
  unsigned long all = 0;
  const auto take = [&](long x) { all = (all ^ static_cast<unsigned long>(x)) * 0x100000001b3; };
  for (int x = -3; x <= 4; ++x) {
    for (int y = -1; y <= 3; ++y) {
      take(below(x, y));
      take(several(x, y));
      take(folded({x, y, 3 * x}));
      take(joined(Pair<int>{x, y}, Pair<int>{y, 2}).lo);
      take(joined(Pair<int>{x, y}, Pair<int>{y, 2}).hi);
      take(flag(x > 0, y > 0));
    }
    take(shifted(static_cast<unsigned>(x + 3), 2));
    take(picked(Side::Left, x));
    take(held(x > 0 ? std::optional<int>(x) : std::nullopt));
    take(picked(Side::Right, x));
  }
  return all + static_cast<unsigned long>(Pair<int>{}.lo + 2 * Pair<int>{}.hi);
}
"""
INCLUDES = "".join(f"#include <{name}>\n" for name in ("algorithm", "iostream", "optional", "vector"))


def told_of(text):
    return [site.told() for site in Finder(Source(text)).sites()]


def changed(text, site):
    return text[:site.begin] + site.new + text[site.end:]


class SitesTest(unittest.TestCase):
    def test_each_kind_is_found(self):
        self.assertEqual(told_of("bool f(int x, int y) { return x < y; }"), ["`<` -> `<=`"])
        self.assertEqual(told_of("int f(int x) { return x + 7u; }"),
                         ["`+` -> `-`", "`7u` -> `6u`", "`7u` -> `8u`"])
        self.assertEqual(told_of("void f(int& x) { g(x); }"), ["drop `g(x);`"])
        self.assertEqual(told_of("void f(bool x) { if (!x) g(); }"),
                         ["negate `!x`", "drop `!`", "drop `g();`"])
        self.assertEqual(told_of("bool f() { return true; }"), ["`true` -> `false`"])
        self.assertEqual(told_of("auto f(P p) { return p.lo; }"), ["`lo` -> `hi`"])

    def test_names_types_and_what_the_compiler_must_know_are_left_alone(self):
        for text in ("void f(const W& a, W* b, W&& c);",
                     "template <class W, int N = 3> struct S;",
                     "enum E { A = 1, B = 2 };",
                     "static_assert(1 < 2);",
                     "int f() { if constexpr (x < y) return z; }",
                     "void f(std::array<int, 4> x);",
                     "// a < b\n/* 1 + 1 */ const char* text = \"a < b\";"):
            self.assertEqual(told_of(text), [], text)

    def test_a_constant_is_decided_late_wherever_in_it_the_change_is(self):
        for text in ("constexpr int k = 9;", "constexpr int k = 9 - (1 << 2);", "constexpr int k = f(g(3), (1));"):
            sites = Finder(Source(text)).sites()
            self.assertTrue(sites)
            for site in sites:
                self.assertTrue(site.late, f"{text} {site.told()}")
                self.assertEqual(site.constant, (0, len("constexpr"), "const"))
        for text in ("constexpr int f() { g(1); }", "constexpr int f() { return (1); }", "int x = (1);"):
            self.assertEqual({site.constant for site in Finder(Source(text)).sites()}, {None}, text)

    def test_what_makes_a_text_is_known(self):
        finder = Finder(Source(
            "void f() { g(\"text\"); x = \"a\" + t(y - 2); z = y + 1; ASSAY_CHECK(x < y, \"why\"); }"))
        self.assertEqual([site.told() for site in finder.sites() if not finder.says(site)],
                         ["`+` -> `-` (second)", "`1` -> `0`", "`1` -> `2`", "drop `z = y + 1;`", "`<` -> `<=`"])


class RewriteTest(unittest.TestCase):
    def test_lines_stay_where_they_are(self):
        text = TOY.read_text()
        sites = Finder(Source(text)).sites()
        written = rewrite(text, list(enumerate(sites, start=1)))
        self.assertEqual(written.count("\n"), text.count("\n"))

    def test_a_chosen_mutant_is_the_source_with_one_token_changed(self):
        text = TOY.read_text()
        numbered = list(enumerate(Finder(Source(text)).sites(), start=1))
        self.assertGreater(len(numbered), 100)
        copies = "".join(f"namespace m{n} {{\n{changed(text, site)}{DIGEST}}}\n" for n, site in numbered)
        answers = ", ".join(["&plain::digest", *(f"&m{n}::digest" for n, _ in numbered)])
        code = (f"{HEADER}{INCLUDES}namespace chosen {{\n{rewrite(text, numbered)}{DIGEST}}}\n"
                f"namespace plain {{\n{text}{DIGEST}}}\n{copies}"
                f"int main(int, char** argv) {{\n  using Digest = unsigned long (*)();\n"
                f"  const Digest wanted[] = {{{answers}}};\n"
                "  std::cout << (chosen::digest() == wanted[std::atoi(argv[1])]() ? 's' : 'o')\n"
                "            << (chosen::digest() == plain::digest() ? 's' : 'o');\n}\n")
        with tempfile.TemporaryDirectory() as folder:
            program = self.compile(Path(folder), code)
            self.assertEqual(self.answer(program, 0), "ss")
            seen = [(self.answer(program, n), site.told()) for n, site in numbered]
        self.assertEqual([told for answer, told in seen if answer[0] != "s"], [],
                         "another change than the one that was chosen")
        self.assertGreater(sum(answer == "so" for answer, _ in seen), 0.8 * len(numbered),
                           "most changes make a difference")

    def compile(self, place, code):
        path = place / "toy.cpp"
        path.write_text(code)
        subprocess.run([COMPILER, "-std=c++20", "-w", "-o", place / "toy", path], check=True)
        return place / "toy"

    def answer(self, program, number):
        done = subprocess.run([program, str(number)], env={**os.environ, "ASSAY_MUTANT": str(number)},
                              capture_output=True, text=True, timeout=20, check=True)
        return done.stdout


class DrawTest(unittest.TestCase):
    ROOT = Path(__file__).resolve().parents[3]

    def test_a_seed_repeats_and_another_differs(self):
        first, _ = tree.draw(self.ROOT, 1, 40)
        again, _ = tree.draw(self.ROOT, 1, 40)
        other, _ = tree.draw(self.ROOT, 2, 40)
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)

    def test_an_edit_elsewhere_draws_the_same(self):
        areas = {"area": ["a.hpp", "b.hpp"]}
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(tree, "AREAS", areas):
            root = Path(folder)
            text = "".join(f"inline int f{i}(int x) {{ return x + {i}; }}\n" for i in range(40))
            (root / "a.hpp").write_text(text)
            (root / "b.hpp").write_text(text)
            before, _ = tree.draw(root, 1, 20)
            (root / "a.hpp").write_text("inline bool g(int x) { return x < 1; }\n" + text)
            after, _ = tree.draw(root, 1, 20)
        told = [{(mutant.file, mutant.site.told()) for mutant in drawn} for drawn in (before, after)]
        self.assertGreaterEqual(len(told[0] & told[1]), len(told[0]) - 3, "the new line has three changes")

    def test_every_area_has_its_files_and_gets_its_share(self):
        for area, files in tree.AREAS.items():
            for file in files:
                self.assertTrue((self.ROOT / file).is_file(), f"{area}: {file}")
        drawn, wanted = tree.draw(self.ROOT, 1, 200)
        counts = Counter(mutant.area for mutant in drawn)
        for area in tree.AREAS:
            self.assertGreaterEqual(counts[area], tree.LEAST)
            self.assertGreaterEqual(counts[area], wanted[area])


NINJA = """\
rule cxx
  command = {compiler} -Wall -MD -MF $out.d -o $out -c $in
  deps = gcc
  depfile = $out.d
rule link
  command = {compiler} -o $out $in
build a.o: cxx {root}/a.cpp
build b.o: cxx {root}/b.cpp
build app: link a.o b.o
"""


class BorrowTest(unittest.TestCase):
    FILES = {"a.cpp": '#include "a.hpp"\nint b();\nint main() { return a() + b(); }\n',
             "a.hpp": "inline int a() { return 1; }\n", "b.cpp": "int b() { return 2; }\n"}

    def test_what_hangs_on_a_change_is_made_anew_and_the_rest_is_borrowed(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve() / "root"
            copy, place = root / "build/mutants/tree", root / "build/mutants/build"
            copy.mkdir(parents=True)
            for name, text in self.FILES.items():
                (root / name).write_text(text)
                (copy / name).write_text(text)
            (root / "build/build.ninja").write_text(NINJA.format(compiler=COMPILER, root=root))
            build = Borrowed(root, copy, place, ["app"], 1)
            (copy / "a.hpp").write_text("inline int a() { return 7; }\n")
            build.write(["a.hpp"])
            self.assertEqual(build.make(), "")
            self.assertEqual(subprocess.run([place / "app"], check=False).returncode, 9)
            self.assertEqual((place / "b.o").readlink(), root / "build/b.o")
            self.assertEqual(subprocess.run([root / "build/app"], check=False).returncode, 3)
            (copy / "a.hpp").write_text(self.FILES["a.hpp"])
            (copy / "b.cpp").write_text("int b() { return x; }\n")
            build.write(["b.cpp"])
            self.assertIn(f"{copy}/b.cpp:1:", build.make())
            self.assertEqual((place / "a.o").readlink(), root / "build/a.o")


class TableTest(unittest.TestCase):
    MUTANTS = [tree.Mutant(n, "area", "f.cpp", Site(0, 0, False, 0, 0, 1, "<", "<=")) for n in (1, 2, 3)]

    def results(self, *killed):
        return {m.number: {"reached": True, "runs": [{"family": "unit", "killed": m.number in killed}]}
                for m in self.MUTANTS}

    def test_equivalent_mutants_do_not_count(self):
        text = table.render(self.MUTANTS, self.results(1), {2: "why"}, False)
        self.assertIn("killed 1 of 2 that are not equivalent: 50.0 %", text)

    def test_a_survivor_and_a_wrong_entry_are_told(self):
        told = list(table.survivors(self.MUTANTS, self.results(1, 2), {2: "why"}, {"f.cpp": ["a < b;"]}))
        self.assertEqual(told, ["listed as equivalent, but killed: 2 f.cpp:1: `<` -> `<=`",
                                "survived: 3 f.cpp:1: `<` -> `<=` in `a < b;`"])

    def test_an_entry_names_the_line_and_gives_a_reason(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list"
            path.write_text("# remark\nf.cpp: `<` -> `<=` in `a < b;`: they are never equal\n")
            self.assertEqual(table.read_equivalents(path),
                             {("f.cpp", "a < b;", "`<` -> `<=`"): "they are never equal"})
            path.write_text("f.cpp: `<` -> `<=` in `a < b;`:\n")
            with self.assertRaises(ValueError):
                table.read_equivalents(path)


class KillerTest(unittest.TestCase):
    def run_script(self, script, refutes="", seconds=5):
        killer = killers.Killer("k", "unit", (sys.executable, "-c", script), refutes)
        return killers.run(killer, 7, seconds)

    def test_failure_crash_and_delay_kill(self):
        self.assertFalse(self.run_script("pass").killed)
        self.assertEqual(self.run_script("raise SystemExit(1)").how, "test failed")
        self.assertEqual(self.run_script("import os; os.abort()").how, "ended by signal 6")
        self.assertEqual(self.run_script("while True: pass", seconds=0).how, "took too long")
        self.assertEqual(self.run_script("import time; time.sleep(60)", seconds=0.05).how, "took too long")
        self.assertTrue(self.run_script("import os; exit(os.environ['ASSAY_MUTANT'] == '7')").killed)

    def test_a_proof_that_only_ran_out_of_time_kills_nothing(self):
        self.assertFalse(self.run_script("raise SystemExit(1)", refutes="REFUTED").killed)
        self.assertTrue(self.run_script("print('REFUTED'); raise SystemExit(1)", refutes="REFUTED").killed)


if __name__ == "__main__":
    unittest.main()
