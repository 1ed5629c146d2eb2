# SPDX-License-Identifier: Apache-2.0
"""Puts all changes into one source, each a choice at run time.

`a < b` becomes `(assay_mutant::on(17) ? (a <= b) : (a < b))`, and a statement that may be left out
`{ if (!assay_mutant::on(17)) statement }`. At most one change is chosen, so that a change stands beside
the plain text of what surrounds it. Constant evaluation sees no change.
"""

HEADER = """\
#pragma once
#include <cstdlib>
#include <type_traits>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
namespace assay_mutant {
constexpr int kMost = 4096;
/// Which mutant lives. With a file to record in, each site that is reached sets its byte there: at
/// once, because a process may end in any way.
struct Choice {
  int chosen = 0;
  char* reached = nullptr;
  Choice() {
    if (const char* text = std::getenv("ASSAY_MUTANT")) chosen = std::atoi(text);
    const char* path = std::getenv("ASSAY_REACHED");
    const int file = path != nullptr ? ::open(path, O_RDWR | O_CREAT, 0644) : -1;
    if (file < 0 || ::ftruncate(file, kMost) != 0) return;
    void* const bytes = ::mmap(nullptr, kMost, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (bytes != MAP_FAILED) reached = static_cast<char*>(bytes);
  }
};
inline bool asked(int id) {
  static const Choice choice;
  if (choice.reached != nullptr) choice.reached[id] = 1;
  return choice.chosen == id;
}
constexpr bool on(int id) { return !std::is_constant_evaluated() && asked(id); }
/// The same for what must not become a constant: the compiler cannot evaluate it.
constexpr bool late(int id) {
  return (std::is_constant_evaluated() ? throw id : true) && asked(id);
}
}  // namespace assay_mutant
"""


def rewrite(text, numbered):
    """The source with every (number, site) of `numbered` as a choice. Lines stay where they are."""
    slots = {}
    for number, site in numbered:
        slots.setdefault((site.slot_begin, site.slot_end), []).append((number, site))
    constants = {site.constant for _, site in numbered if site.constant}
    return _render(text, slots, constants, 0, len(text), outer=None)


def _render(text, slots, constants, begin, end, outer):
    """text[begin:end] with the slots inside it rewritten; `outer` is the slot under way."""
    inner = [(b, e, None) for b, e in slots if begin <= b and e <= end and (b, e) != outer]
    inner += [c for c in constants if begin <= c[0] and c[1] <= end]
    out, at = [], begin
    for b, e, word in sorted(inner, key=lambda part: (part[0], -part[1])):
        if b < at:
            continue  # inside the one before
        out.append(text[at:b])
        out.append(word if word else _choice(text, slots, constants, b, e))
        at = e
    return "".join(out) + text[at:end]


def _choice(text, slots, constants, begin, end):
    plain = _render(text, slots, constants, begin, end, (begin, end))
    ways = slots[(begin, end)]
    if ways[0][1].statement:
        return f"{{ if (!assay_mutant::on({ways[0][0]})) {plain} }}"
    # With `on`, which the compiler can evaluate, the variable would be a constant still.
    chosen = "late" if ways[0][1].late else "on"
    mutants = "".join(
        f"assay_mutant::{chosen}({number}) ? ({_one_line(text[begin:s.begin] + _put(s) + text[s.end:end])}) : "
        for number, s in ways)
    return f"({mutants}({plain}))"


def _put(site):
    """What stands for the token. Where `!` goes, the other way is a truth value, and so must this one be: beside
    an optional it would become an optional that holds `false`, and be true."""
    return "!!" if site.old == "!" and not site.new else site.new


def _one_line(code):
    """A change repeats code; only the plain text keeps its lines, so that errors name the right one."""
    lines = (line.split("//")[0] for line in code.splitlines())
    return " ".join(lines)
