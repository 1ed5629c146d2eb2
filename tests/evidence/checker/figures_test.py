#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is taken for the deepest path of the stack."""
import tempfile
import unittest
from pathlib import Path

import figures


def node(title, size):
    return f'node: {{ title: "{title}" label: "f\\n{size} bytes (static)" }}\n'


def edge(caller, callee):
    return f'edge: {{ sourcename: "{caller}" targetname: "{callee}" }}\n'


class GraphTest(unittest.TestCase):
    def graph(self, *texts):
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(texts):
                (Path(folder) / f"{number}.ci").write_text(text)
            return figures.graph(Path(folder))

    def test_an_instance_of_a_template_is_one_function_of_all_sources(self):
        caller = node("_Z1av", 100) + edge("_Z1av", "_Z1tILi4EEvv")
        instance = node("t.cpp:_Z1tILi4EEvv", 1000)
        self.assertEqual(figures.deepest(*self.graph(caller, instance))[0], 100 + 8 + 1000 + 8)

    def test_functions_of_one_source_are_told_from_those_of_another(self):
        name = "_ZN12_GLOBAL__N_11fEv"
        one = node("_Z1av", 0) + edge("_Z1av", f"a.cpp:{name}") + node(f"a.cpp:{name}", 10)
        stack, _ = self.graph(one, node(f"b.cpp:{name}", 1000))
        self.assertEqual((stack[f"a.cpp:{name}"], stack[f"b.cpp:{name}"]), (10, 1000))

    def test_a_constructor_has_two_names(self):
        self.graph(node("_Z1av", 0) + edge("_Z1av", "_ZN1TC1Ev"), node("_ZN1TC2Ev", 10))

    def test_a_call_of_what_has_no_frame_is_an_error(self):
        with self.assertRaisesRegex(ValueError, "no frame is known of _Z1bv"):
            self.graph(node("_Z1av", 0) + edge("_Z1av", "_Z1bv"))


class CompilerTest(unittest.TestCase):
    def test_a_compiler_behind_ccache_is_told_to_make_all_its_files(self):
        self.assertEqual(figures.run(["sh", "-c", 'printf "$CCACHE_DISABLE"']), "1")


if __name__ == "__main__":
    unittest.main()
