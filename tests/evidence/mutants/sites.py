# SPDX-License-Identifier: Apache-2.0
"""Where one token of a C++ source can be changed, and what it is changed into.

A site is a change inside a slot: the whole expression between two delimiters (brackets, commas,
semicolons, `return`, assignments) or a whole statement. The slot is what the rewriter repeats with the
change in it, so that precedence cannot go wrong. What cannot be compiled is sorted out later.
"""
import re
from bisect import bisect_left
from dataclasses import dataclass

ASSIGNMENTS = {"=": None, "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "%=": "/=", "&=": "|=",
               "|=": "&=", "^=": "|=", "<<=": ">>=", ">>=": "<<="}
BINARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&",
          "&": "|", "|": "&", "^": "|", "+": "-", "-": "+", "*": "+", "/": "*", "%": "/", "<<": ">>",
          ">>": "<<"}
UNARY = {"!", "~", "-"}
SWAPPED = [
    ("true", "false"), ("min", "max"), ("umin_of", "umax_of"), ("smin_of", "smax_of"), ("ult", "slt"),
    ("ule", "sle"), ("lo", "hi"), ("low", "high"), ("must", "may"), ("zext", "sext"), ("lshr", "ashr"),
    ("zero", "ones"), ("join", "meet"), ("a", "b"), ("a_", "b_"), ("left", "right"), ("near", "far"),
    ("source", "target"), ("source_", "target_"), ("any_of", "all_of"), ("Taken", "NotTaken"),
    ("Unsigned", "Signed"), ("W32", "W64"), ("lower_bound", "upper_bound"), ("modulus", "remainder"),
    ("round_up", "round_down"), ("refine_below", "refine_at_most"),
    ("refine_signed_below", "refine_signed_at_most"), ("refine_equal", "refine_unequal"),
    ("low_u", "low_s"), ("udiv", "umod"), ("ZeroExtend32", "SignExtend32"), ("shl", "lshr"),
    ("zero_extend32", "sign_extend32"), ("umul_overflows", "smul_overflows"), ("sdiv", "udiv"),
]
SWAPS = {}
for one, other in SWAPPED:
    SWAPS.setdefault(one, []).append(other)
    SWAPS.setdefault(other, []).append(one)

# In these parentheses everything must be known when the code is compiled.
COMPILED = {"constexpr", "static_assert", "requires", "noexcept", "sizeof", "decltype", "alignas"}
# An expression may begin behind these.
BEFORE_EXPRESSION = {"return", "else", "do", "throw"}
DECLARES = {"const", "auto", "constexpr", "static", "typename", "struct", "class", "enum", "using",
            "template", "friend", "explicit", "namespace", "public", "private", "goto", "inline",
            "extern", "case", "default", "switch", "for", "while", "if", "else", "do", "try", "catch"}
INTEGRAL = re.compile(r"u?int\d*(_t)?|unsigned|bool|size_t|auto|Int128")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth")
INTEGER = re.compile(r"(0[xX][0-9a-fA-F']+|[0-9][0-9']*)([uUlL]*)")


@dataclass(frozen=True)
class Site:
    """One change: `old` at [begin, end) becomes `new`, inside the slot [slot_begin, slot_end)."""
    slot_begin: int
    slot_end: int
    statement: bool
    begin: int
    end: int
    line: int
    old: str
    new: str
    which: str = ""                # " (second)", where the line has more than one of `old`
    late: bool = False             # of a variable that the compiler would take for a constant
    constant: tuple | None = None  # [begin, end) of its `constexpr`, and what to write there

    def told(self):
        if self.statement:
            return f"drop `{self.old}`"
        if self.new == negated(self.old):
            return f"negate `{self.old}`"
        return (f"`{self.old}` -> `{self.new}`" if self.new else f"drop `{self.old}`") + self.which


class Finder:
    def __init__(self, source):
        self.source = source
        self.tokens = source.tokens
        self.inside = self._enclosing()
        self.begins = [token.begin for token in self.tokens]
        self.texts = [token.begin for token in self.tokens if token.text.endswith('"')]

    def _enclosing(self):
        """For each token the index of the innermost bracket around it, or None."""
        around, stack = [], []
        for i, token in enumerate(self.tokens):
            if token.closes:
                stack.pop()
            around.append(stack[-1] if stack else None)
            if token.opens:
                stack.append(i)
        return around

    def _frozen(self, i):
        """Whether the token belongs to the source's names and types, or is needed by the compiler."""
        around = self.inside[i]
        while around is not None:
            before = self.tokens[around - 1].text if around else ""
            if self.tokens[around].text == "<" or before in COMPILED:
                return True
            if self.tokens[around].text == "{" and self._is_enum(around):
                return True
            around = self.inside[around]
        return False

    def _is_enum(self, brace):
        i = brace - 1
        while i >= 0 and self.tokens[i].text not in (";", "{", "}", ")", "=", "(", ","):
            if self.tokens[i].text == "enum":
                return True
            i -= 1
        return False

    def _ends_statement(self, j):
        """Whether the closing bracket j ends something that the token behind it is no part of."""
        behind = self.tokens[j + 1]
        if behind.kind in ("name", "number", "text") and behind.text not in ("and", "or"):
            return True
        return self.tokens[j].text == "}" and behind.text in ("(", "*", "!", "~", "++", "--", "[")

    def _left(self, i, through):
        """The first token of the slot around token i, and how many `?` wait for their `:`."""
        colons, questions, j = [], 0, i - 1
        while j >= 0:
            token = self.tokens[j]
            if token.closes:
                if token.text == ">" and self.tokens[j + 1].kind == "name":
                    return None, 0  # a type before the name that it declares
                if self._ends_statement(j):
                    break
                j = token.partner - 1
                continue
            if token.opens or token.text in (",", ";") or token.text in BEFORE_EXPRESSION:
                break
            if token.text in ASSIGNMENTS and not through:
                break
            if token.text == "case":
                return None, 0
            if token.text == ":":
                colons.append(j)
            elif token.text == "?":
                if colons:
                    colons.pop()
                else:
                    questions += 1
            j -= 1
        return (max(colons) if colons else j) + 1, questions

    def _right(self, i, questions, through):
        """The last token of the slot around token i."""
        j = i
        while j < len(self.tokens):
            token = self.tokens[j]
            if token.opens:
                j = token.partner + 1
                continue
            if token.closes or token.text in (",", ";"):
                return j - 1
            if token.text in ASSIGNMENTS and j != i and not through:
                return None
            if token.text == "?":
                questions += 1
            elif token.text == ":":
                if questions == 0:
                    return j - 1
                questions -= 1
            j += 1
        return None

    def _declares(self, first, last):
        """Whether the tokens look like a declaration: two words in a row, or a word that begins one."""
        if self.tokens[first].text in DECLARES:
            return True
        i, names = first, 0
        while i <= last:
            token = self.tokens[i]
            if token.opens:
                i, names = token.partner + 1, int(token.text == "<")
                continue
            if token.text in ("&", "*", "&&") and not self.source.spaced(i) and names:
                i += 1
                continue  # part of a type
            names = names + 1 if token.kind == "name" else 0
            if names == 2:
                return True
            i += 1
        return False

    def slot(self, i, through=False):
        """First and last token of the slot around token i; None where nothing can be put in its place.
        With `through`, assignments are part of the expression."""
        if self._frozen(i):
            return None
        first, questions = self._left(i, through)
        if first is None:
            return None
        last = self._right(i, questions, through)
        if last is None or last < first or self._declares(first, last):
            return None
        return first, last

    def _declared(self, first):
        """Of the variable whose initialiser begins at token `first`, or has it in parentheses: whether the
        compiler would take it for a constant, and the place of its `constexpr` with what to write there."""
        begin = first
        while first and self.tokens[first - 1].text not in ("=", "{"):
            around = self.inside[first]
            if around is None or self.tokens[around].text != "(":
                return False, None
            first, _ = self._left(around, False)
        if not first:
            return False, None
        i, words = first - 1, set()
        while i >= 0 and self.tokens[i].text not in (";", "}", ":", ")", "("):
            token = self.tokens[i]
            words.add(token.text)
            if token.text == "constexpr":
                static = i > 0 and self.tokens[i - 1].text == "static"
                return True, (token.begin, token.end, "inline const" if static else "const")
            i -= 1
        if first != begin:
            return False, None  # in parentheses mostly stands what is computed from arguments
        return "const" in words and not words & {"&", "*"} and any(INTEGRAL.fullmatch(w) for w in words), None

    def _which(self, token):
        begin = self.source.text.rfind("\n", 0, token.begin) + 1
        end = (self.source.text + "\n").find("\n", token.begin)
        same = [other.begin for other in self.tokens if begin <= other.begin < end and other.text == token.text]
        return f" ({ORDINALS[same.index(token.begin)]})" if len(same) > 1 else ""

    def change(self, i, new, through=False):
        slot = self.slot(i, through)
        if slot is None:
            return None
        token, (first, last) = self.tokens[i], slot
        return Site(self.tokens[first].begin, self.tokens[last].end, False, token.begin, token.end,
                    self.source.line(token), token.text, new, self._which(token), *self._declared(first))

    def negation(self, i):
        """`if (x)` -> `if (!(x))`."""
        opening = i + 1
        if self.tokens[opening].text != "(" or self.tokens[opening].partner is None:
            return None
        end = self.tokens[opening].partner - 1
        slot = self.slot(self.tokens[end].partner if self.tokens[end].closes else end)
        if slot is None:
            return None
        first, last = self.tokens[slot[0]], self.tokens[slot[1]]
        if self.tokens[slot[0] - 1].text not in ("(", ";") or self.tokens[slot[1] + 1].text != ")":
            return None
        old = self.source.text[first.begin:last.end]
        return Site(first.begin, last.end, False, first.begin, last.end, self.source.line(first), old,
                    negated(old))

    def dropped(self, i):
        """A statement left out: a call, an assignment, `break` or `continue`, which ends at token i."""
        if self.inside[i] is None or self.tokens[self.inside[i]].text != "{" or self._frozen(i):
            return None
        first, _ = self._left(i, True)
        if first is None or first >= i:
            return None
        before = self.tokens[first - 1].text
        if before not in (";", "{", "}", ")", "else"):
            return None
        head = self.tokens[first]
        plain = head.text in ("break", "continue")
        if not plain and (head.kind != "name" or self._declares(first, i - 1) or not self._acts(first, i)):
            return None
        old = self.source.text[head.begin:self.tokens[i].end]
        return Site(head.begin, self.tokens[i].end, True, head.begin, self.tokens[i].end,
                    self.source.line(head), " ".join(old.split()), ";")

    def _acts(self, first, end):
        if self.tokens[first].text in BEFORE_EXPRESSION or self.tokens[first].text == "ASSAY_CHECK":
            return False
        return self.tokens[end - 1].text == ")" or any(
            token.text in ASSIGNMENTS for token in self.tokens[first:end])

    def sites(self):
        found = []
        for i, token in enumerate(self.tokens):
            found += [site for site in self._of(i, token) if site is not None]
        return found

    def says(self, site):
        """Whether the site lies in an expression that makes a text."""
        i = bisect_left(self.begins, site.begin)
        if self._has_text(site.slot_begin, site.slot_end):
            return True
        around = self.inside[i]
        while around is not None and self.tokens[around].text == "(":
            slot = self.slot(around)
            if self.tokens[around - 1].text == "ASSAY_CHECK" or slot is None:
                return False
            if self._has_text(self.tokens[slot[0]].begin, self.tokens[slot[1]].end):
                return True
            around = self.inside[around]
        return False

    def _has_text(self, begin, end):
        at = bisect_left(self.texts, begin)
        return at < len(self.texts) and self.texts[at] < end

    def _of(self, i, token):
        if token.kind == "number":
            return [self.change(i, new) for new in neighbours(token.text)]
        if token.kind == "name":
            if token.text == "if":
                return [self.negation(i)]
            return [self.change(i, new) for new in SWAPS.get(token.text, [])]
        if token.kind != "sign":
            return []
        if token.text == ";":
            return [self.dropped(i)]
        if token.text in BINARY and self.source.spaced(i):
            return [self.change(i, BINARY[token.text])]
        if ASSIGNMENTS.get(token.text):
            return [self.change(i, ASSIGNMENTS[token.text], through=True)]
        if token.text in UNARY and not self.source.spaced(i) and self.tokens[i - 1].text != "operator":
            return [self.change(i, "")]
        return []


def negated(condition):
    return f"!({condition})"


def neighbours(text):
    match = INTEGER.fullmatch(text)
    if match is None:
        return []
    value = int(match[1].replace("'", ""), 0)
    return [f"{n}{match[2]}" for n in (value - 1, value + 1) if n >= 0]
