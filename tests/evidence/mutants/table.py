# SPDX-License-Identifier: Apache-2.0
"""What a mutation run found, as a table, and the list of mutants that are proved to change nothing."""
import re
from collections import Counter

FAMILIES = ("unit", "exhaustive", "verdict", "proof", "containment")
ENTRY = re.compile(r"(?P<file>\S+): (?P<change>.+?) in `(?P<line>.+)`: (?P<reason>.+)")


def read_equivalents(path):
    """(file, line of source, change) -> why it changes nothing. A line of the file that is no entry is
    an error."""
    known = {}
    for number, text in enumerate(path.read_text().splitlines(), start=1):
        if not text or text.startswith("#"):
            continue
        match = ENTRY.fullmatch(text)
        if match is None:
            raise ValueError(f"{path}:{number}: not `file: change in `source line`: reason`")
        known[(match["file"], match["line"], match["change"])] = match["reason"]
    return known


def key(mutant, source_lines):
    """What names a mutant as long as its line stays the same, wherever the line moves."""
    return mutant.file, source_lines[mutant.site.line - 1].strip(), mutant.site.told()


def killed_by(result):
    """The families that killed."""
    return {run["family"] for run in result["runs"] if run["killed"]}


def render(mutants, results, equivalents, all_killers):
    """`results`: number -> {"runs": [...]}; `equivalents`: number -> reason."""
    head = f"{'area':<18} {'mutants':>7}" + "".join(f" {family:>11}" for family in FAMILIES)
    lines = [f"{head} {'killed':>7} {'equivalent':>10} {'survived':>8}"]
    areas = list(dict.fromkeys(mutant.area for mutant in mutants))
    rows = [(area, [m for m in mutants if m.area == area]) for area in areas] + [("all", mutants)]
    for name, some in rows:
        lines.append(_row(name, some, results, equivalents))
    dead = [m for m in mutants if killed_by(results[m.number])]
    real = [m for m in mutants if m in dead or m.number not in equivalents]
    lines.append(f"killed {len(dead)} of {len(real)} that are not equivalent: "
                 f"{100 * len(dead) / max(1, len(real)):.1f} %")
    lines.append("a column counts " + ("all that the killer kills" if all_killers else
                                       "those that no killer to its left, in the order of trial, had killed"))
    return "\n".join(lines)


def _row(name, mutants, results, equivalents):
    by_family, dead = Counter(), 0
    for mutant in mutants:
        families = killed_by(results[mutant.number])
        by_family.update(families)
        dead += bool(families)
    same = sum(m.number in equivalents and not killed_by(results[m.number]) for m in mutants)
    counts = "".join(f" {by_family[family]:>11}" for family in FAMILIES)
    return f"{name:<18} {len(mutants):>7}{counts} {dead:>7} {same:>10} {len(mutants) - dead - same:>8}"


def survivors(mutants, results, equivalents, source_lines):
    """A sentence on each mutant that nothing killed, and on each that was listed as equivalent wrongly."""
    for mutant in mutants:
        dead = killed_by(results[mutant.number])
        if mutant.number in equivalents and dead:
            yield f"listed as equivalent, but killed: {mutant.number} {mutant.told()}"
        elif not dead and mutant.number not in equivalents:
            reach = "" if results[mutant.number]["reached"] else " (no killer comes by)"
            line = source_lines[mutant.file][mutant.site.line - 1].strip()
            yield f"survived{reach}: {mutant.number} {mutant.told()} in `{line}`"
