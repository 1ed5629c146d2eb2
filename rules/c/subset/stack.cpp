// SPDX-License-Identifier: Apache-2.0
// The stack: its use is fixed when a function is compiled. No arrays of variable length, no alloca;
// and what a frame that is too large consists of.
#include <clang/Basic/Builtins.h>

#include <algorithm>
#include <set>

#include "ir/base/errors.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

constexpr std::size_t kShownVariables = 4;

bool is_alloca(const clang::CallExpr* call) {
  const clang::FunctionDecl* callee = call->getDirectCallee();
  if (callee == nullptr || callee->getIdentifier() == nullptr) return false;
  const llvm::StringRef name = callee->getName();
  return name == "alloca" || name.starts_with("__builtin_alloca");
}

struct Variable {
  const clang::VarDecl* declaration = nullptr;
  std::int64_t bytes = 0;
};

/// The variables in the frame of a function, those of functions that are always inlined into it
/// included.
void collect_variables(const Survey& survey, const FunctionSurvey& function,
                       std::set<const FunctionSurvey*>& seen, std::vector<Variable>& variables) {
  if (!seen.insert(&function).second) return;
  for (const clang::VarDecl* variable : function.variables) {
    const clang::QualType type = variable->getType();
    if (!variable->hasLocalStorage() || type->isIncompleteType() || type->isVariableArrayType()) {
      continue;
    }
    variables.push_back({variable, survey.context->getTypeSizeInChars(type).getQuantity()});
  }
  for (const clang::FunctionDecl* mentioned : function.mentioned) {
    const FunctionSurvey* inner = find_function(survey, mentioned);
    if (inner != nullptr && inner->always_inlined) {
      collect_variables(survey, *inner, seen, variables);
    }
  }
}

}  // namespace

void check_stack(const Survey& survey, Findings& findings) {
  for (const FunctionSurvey& function : survey.functions) {
    for (const clang::VarDecl* variable : function.variables) {
      if (!variable->getType()->isVariableArrayType()) continue;
      findings
          .add(ErrorCode::VariableStack, variable->getSourceRange(),
               "the length of array " + quoted(variable) +
                   " is known only at run time, but frames have a fixed size")
          .suggestion = "give the array its maximum length as a constant";
    }
    for (const clang::CallExpr* call : function.calls) {
      if (!is_alloca(call)) continue;
      findings
          .add(ErrorCode::VariableStack, call->getSourceRange(),
               "alloca makes the frame grow at run time, but frames have a fixed size")
          .suggestion = "declare an array of the maximum length";
    }
  }
}

void note_largest_variables(const Survey& survey, const FunctionSurvey& function,
                            const Findings& findings, Diagnostic& finding) {
  std::vector<Variable> variables;
  std::set<const FunctionSurvey*> seen;
  collect_variables(survey, function, seen, variables);
  std::sort(variables.begin(), variables.end(), [](const Variable& left, const Variable& right) {
    return left.bytes != right.bytes
               ? left.bytes > right.bytes
               : left.declaration->getLocation() < right.declaration->getLocation();
  });
  if (variables.size() > kShownVariables) variables.resize(kShownVariables);
  for (const Variable& variable : variables) {
    findings.note(
        finding, variable.declaration->getSourceRange(),
        quoted(variable.declaration) + " takes " + std::to_string(variable.bytes) + " bytes");
  }
}

}  // namespace assay
