# SPDX-License-Identifier: Apache-2.0
"""C++ source as tokens with their brackets matched, as far as the rewriter needs it.

Not a parser. It rests on the formatted layout of this tree: an operator between two operands has space
on both sides, the brackets of a template, a reference and a sign have none.
"""
import re
from dataclasses import dataclass

PATTERN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<directive>(?<![^\n])\#(?:[^\n\\]|\\.)*)
      | (?P<text>R"\((?:.*?)\)"|(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+')
      | (?P<number>\.?\d(?:[\w.]|'\w|[eEpP][+-])*)
      | (?P<name>[A-Za-z_]\w*)
      | (?P<shift>(?<=\s)>>(?=\s))
      | (?P<sign><=>|<<=|>>=|->|::|\+\+|--|&&|\|\||<<|<=|>=|==|!=|[-+*/%&|^]=|\.\.\.|.)""",
    re.VERBOSE | re.DOTALL)
PAIRS = {"(": ")", "[": "]", "{": "}"}


@dataclass
class Token:
    kind: str
    text: str
    begin: int
    partner: int | None = None  # index of the bracket that belongs to this one

    @property
    def end(self):
        return self.begin + len(self.text)

    @property
    def opens(self):
        return self.kind == "open"

    @property
    def closes(self):
        return self.kind == "close"


class Source:
    """The tokens of one file, without space, comments and directives."""

    def __init__(self, text):
        self.text = text
        self.tokens = []
        for match in PATTERN.finditer(text):
            kind = "sign" if match.lastgroup == "shift" else match.lastgroup
            if kind not in ("space", "directive"):
                self.tokens.append(Token(kind, match[0], match.start()))
        self._match_brackets()

    def line(self, token):
        return self.text.count("\n", 0, token.begin) + 1

    def spaced(self, i):
        """Whether there is space on both sides, as around an operator between two operands."""
        token = self.tokens[i]
        return self.text[token.begin - 1].isspace() and self.text[token.end:token.end + 1].isspace()

    def _pair(self, i, j):
        for at, kind, other in ((i, "open", j), (j, "close", i)):
            self.tokens[at].kind = kind
            self.tokens[at].partner = other

    def _match_brackets(self):
        waiting = []
        for i, token in enumerate(self.tokens):
            if token.kind != "sign":
                continue
            if token.text in PAIRS or (token.text == "<" and self._opens_template(i)):
                waiting.append(i)
            elif token.text in PAIRS.values():
                while waiting and self.tokens[waiting[-1]].text == "<":
                    waiting.pop()  # was no template after all
                if waiting:
                    self._pair(waiting.pop(), i)
            elif token.text == ">" and waiting and self.tokens[waiting[-1]].text == "<" \
                    and not self.spaced(i):
                self._pair(waiting.pop(), i)

    def _opens_template(self, i):
        before = self.tokens[i - 1]
        return before.text == "template" or (
            before.kind == "name" and before.text != "operator" and before.end == self.tokens[i].begin)
