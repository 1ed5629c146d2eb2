// SPDX-License-Identifier: Apache-2.0
// Repairs for calls of functions that nobody declares. Clang looks for the name that was meant
// among functions only, and the platforms' headers declare helpers as pointers.
#pragma once

#include <clang/AST/ASTContext.h>

#include <vector>

#include "rules/front/module.hpp"

namespace assay {

/// Adds a fix to each of Clang's errors on a call of an undeclared function whose name must be a
/// slip for another one, declared before it, that takes these arguments.
void fix_undeclared_calls(const clang::ASTContext& context, std::vector<Diagnostic>& messages);

}  // namespace assay
