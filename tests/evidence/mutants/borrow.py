# SPDX-License-Identifier: Apache-2.0
"""The build of a changed copy, out of what the repository's own build has made already.

Only what depends on a changed source or header is compiled anew, and only what such objects go into is linked anew; all
else in the copy's build are links to the repository's. The commands are those of its ninja.
"""
import re
import shlex
import subprocess
from pathlib import Path

# A repeated expression makes warnings of its own, and whoever chooses a mutant needs a library. An index beyond an array
# or a vector ends the process, as it does in the sanitized tests of `./dev test`.
LEFT_OUT = re.compile(r" -(Werror|W[a-z]\S*|ffreestanding|nostdinc\+\+|fno-exceptions)(?= )")
ADDED = " -w -D_GLIBCXX_ASSERTIONS"
OUT = re.compile(r" -o (\S+)| qc (\S+)")
OWN = ("build.ninja", ".ninja_log", ".ninja_deps")  # of each build by itself


def asked(build, *words):
    return subprocess.run(["ninja", "-C", build, *words], check=True, capture_output=True, text=True).stdout


def dependencies(build):
    """object -> the files that it was made of."""
    found, files = {}, []
    for line in asked(build, "-t", "deps").splitlines():
        if line.startswith("    "):
            files.append(str(Path(line.strip()).resolve()))
        elif ": #deps" in line:
            files = found.setdefault(line.split(": #deps")[0], [])
    return found


def out_of(command):
    found = OUT.search(command)
    return (found[1] or found[2]) if found else ""


def compiles(command):
    return " -c " in command


class Borrowed:
    """The build in the folder `place` of the copy `copy` of the repository `root`, whose own build is brought up to date."""

    def __init__(self, root, copy, place, targets, jobs):
        self.root, self.copy, self.place, self.jobs = root, copy, place, jobs
        self.theirs = root / "build"
        self.paths = re.compile(rf"{re.escape(str(root))}(/build)?(?=[/\"\\\s]|$)")  # and not /root/building
        asked(self.theirs, "-j", str(jobs), *targets)
        self.commands = asked(self.theirs, "-t", "commands", *targets).splitlines()
        self.made_of = dependencies(self.theirs)

    def write(self, changed):
        """The rules for what depends on the changed files, and links to the rest."""
        files = {str(self.root / name) for name in changed}
        rules, anew = ["rule run", "  command = $command", ""], set()
        for command in self.commands:
            out = out_of(command)
            inputs = self._sources(out, files) if compiles(command) else [w for w in shlex.split(command) if w in anew]
            if out and inputs:
                anew.add(out)
                rules += [f"build {out}: run {' '.join(inputs)}", f"  command = {self.here(command).replace('$', '$$')}", ""]
        self._link_all_but(anew)
        (self.place / "build.ninja").write_text("\n".join(rules))

    def here(self, command):
        """The command, for the copy and its build."""
        command = self.paths.sub(lambda found: str(self.place if found[1] else self.copy), command)
        return LEFT_OUT.sub("", command) + ADDED if compiles(command) else command

    def command_for(self, name):
        """That which compiles the copy's file."""
        return next(self.here(command) for command in self.commands if command.endswith(f" -c {self.root / name}"))

    def make(self):
        """"" or what the compiler said."""
        done = subprocess.run(["ninja", "-C", self.place, "-j", str(self.jobs), "-k", "0"], capture_output=True, text=True,
                              check=False)
        return done.stdout + done.stderr if done.returncode else ""

    def _sources(self, out, changed):
        """All files of the copy that the object is made of, if it is made of a changed one."""
        files = self.made_of.get(out, [])
        if changed.isdisjoint(files):
            return []
        own = (Path(file) for file in files if file.startswith(f"{self.root}/"))
        return [str(self.copy / file.relative_to(self.root)) for file in own if not file.is_relative_to(self.theirs)]

    def _link_all_but(self, anew, folder=Path(".")):
        """Links to every file of the repository's build that is not made anew; links into the repository lead into
        the copy."""
        (self.place / folder).mkdir(parents=True, exist_ok=True)
        for there in (self.theirs / folder).iterdir():
            name = there.relative_to(self.theirs)
            mine = self.place / name
            if self.place.is_relative_to(there) or str(name) in OWN:
                continue
            if there.is_dir() and not there.is_symlink():
                self._link_all_but(anew, name)
            elif str(name) in anew:
                if mine.is_symlink():
                    mine.unlink()  # or the linker would write through it
            else:
                self._link(mine, Path(self.here(str(there.readlink()))) if there.is_symlink() else there)

    @staticmethod
    def _link(mine, to):
        if mine.is_symlink() and mine.readlink() == to:
            return
        mine.unlink(missing_ok=True)
        mine.symlink_to(to)
