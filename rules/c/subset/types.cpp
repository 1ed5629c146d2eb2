// SPDX-License-Identifier: Apache-2.0
// Values that no register holds: floating-point numbers, and integers wider than 64 bits.
//
// One finding a function and kind, at the first place; the next places are its notes.
#include <algorithm>

#include "ir/base/errors.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

constexpr std::size_t kFurtherPlaces = 3;

struct Kind {
  ErrorCode code;
  const char* sentence;
  const char* suggestion;
};
constexpr Kind kFloating{ErrorCode::FloatingPoint,
                         "uses floating-point numbers, which the machine does not have",
                         "use integers scaled by a constant"};
constexpr Kind kWide{ErrorCode::WideInteger,
                     "uses an integer wider than 64 bits, which the machine does not have",
                     "use two 64-bit integers"};

/// Declarations first, then the expressions that no such declaration explains.
template <class Test>
std::vector<clang::SourceRange> places(const FunctionSurvey& found, const Test& is_kind) {
  std::vector<clang::SourceRange> at;
  const clang::FunctionDecl* function = found.function;
  if (is_kind(function->getReturnType())) at.push_back(function->getReturnTypeSourceRange());
  for (const clang::ParmVarDecl* parameter : function->parameters()) {
    if (is_kind(parameter->getType())) at.push_back(parameter->getSourceRange());
  }
  for (const clang::VarDecl* variable : found.variables) {
    if (is_kind(variable->getType())) at.push_back(variable->getSourceRange());
  }
  if (!at.empty()) return at;
  for (const clang::Expr* expression : found.expressions) {
    if (is_kind(expression->getType())) at.push_back(expression->getSourceRange());
  }
  return at;
}

void report(const FunctionSurvey& found, const Kind& kind,
            const std::vector<clang::SourceRange>& at, Findings& findings) {
  if (at.empty()) return;
  Diagnostic& finding = findings.add(kind.code, at.front(),
                                     "function " + quoted(found.function) + " " + kind.sentence);
  for (std::size_t i = 1; i < at.size() && i <= kFurtherPlaces; ++i) {
    if (at[i].getBegin() != at.front().getBegin()) findings.note(finding, at[i], "and here");
  }
  finding.suggestion = kind.suggestion;
}

}  // namespace

void check_types(const Survey& survey, Findings& findings) {
  for (const FunctionSurvey& found : survey.functions) {
    report(found, kFloating, places(found, is_floating), findings);
    report(
        found, kWide,
        places(found, [&](clang::QualType type) { return is_wide_integer(*survey.context, type); }),
        findings);
  }
}

}  // namespace assay
