// SPDX-License-Identifier: Apache-2.0
// Functions that are other names of functions: the compiler's BPF back end has no code for them
// (LLVM 19 dies of them).
#include <clang/AST/Attr.h>

#include "ir/base/errors.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {

void check_aliases(const Survey& survey, Findings& findings) {
  for (const clang::FunctionDecl* function : survey.aliases) {
    const auto* alias = function->getAttr<clang::AliasAttr>();
    if (alias == nullptr) {
      findings
          .add(ErrorCode::FeatureUnsupported, function->getNameInfo().getSourceRange(),
               quoted(function) + " is chosen when a program is loaded, which no loader does")
          .suggestion = "call the intended function by its name";
      continue;
    }
    const std::string meant = "'" + alias->getAliasee().str() + "'";
    findings
        .add(ErrorCode::FeatureUnsupported, function->getNameInfo().getSourceRange(),
             quoted(function) + " is another name of " + meant +
                 ", and BPF code cannot have a function with two names")
        .suggestion =
        "call " + meant + " by its name, or give " + quoted(function) + " a body that calls it";
  }
}

}  // namespace assay
