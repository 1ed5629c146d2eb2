// SPDX-License-Identifier: Apache-2.0
// Assembly as text: whether the compiler's assembler could be made to read a file by it.
//
// The assembler reads files for a few directives, and macros, repetitions and operands can spell a
// directive in pieces. So the rule names what may stand there, not what may not.
#pragma once

#include <string>
#include <string_view>

namespace assay {

/// What in the text is outside the restricted language: a directive, or a quoted name where no
/// directive takes one; empty where nothing is.
[[nodiscard]] std::string unknown_directive(std::string_view text);

/// Whether a name that a source gives to a symbol (`int f(void) asm("name")`) is a plain one: of
/// letters, digits, '_' and '.', and no digit or dot in front. Another could read as a directive
/// where an operand names it.
[[nodiscard]] bool is_plain_symbol(std::string_view name);

}  // namespace assay
