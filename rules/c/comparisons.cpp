// SPDX-License-Identifier: Apache-2.0
#include "rules/c/comparisons.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Expr.h>
#include <clang/Basic/SourceManager.h>

#include <optional>
#include <utility>

#include "rules/c/messages.hpp"
#include "rules/c/statements.hpp"

namespace assay {
namespace {

constexpr std::size_t kMostComparisons = 65'536;
constexpr std::int64_t kLargest = std::int64_t{1} << 62;

/// The number that the compiler knows the expression to be; nothing for others and very large ones.
std::optional<std::int64_t> number_of(const clang::ASTContext& context, const clang::Expr* value) {
  clang::Expr::EvalResult result;
  if (!value->getType()->isIntegralOrEnumerationType() || value->isValueDependent() ||
      !value->EvaluateAsInt(result, context))
    return std::nullopt;
  const llvm::APSInt& number = result.Val.getInt();
  if (!number.isRepresentableByInt64()) return std::nullopt;
  const std::int64_t known = number.getExtValue();
  return known < kLargest && known > -kLargest ? std::optional(known) : std::nullopt;
}

/// `x op known`, whichever side it was written on.
struct Sides {
  clang::BinaryOperatorKind op{};
  std::int64_t known = 0;
};
std::optional<Sides> sides_of(const clang::ASTContext& context,
                              const clang::BinaryOperator& comparison) {
  const auto left = number_of(context, comparison.getLHS());
  const auto right = number_of(context, comparison.getRHS());
  if (left.has_value() == right.has_value()) return std::nullopt;
  if (right) return Sides{comparison.getOpcode(), *right};
  return Sides{clang::BinaryOperator::reverseComparisonOp(comparison.getOpcode()), *left};
}

/// The greatest of the smaller numbers.
std::int64_t last_of(const Sides& sides) {
  const bool smaller_too = sides.op == clang::BO_GT || sides.op == clang::BO_LE;
  return smaller_too ? sides.known : sides.known - 1;
}

/// The same operator but for what it says of equal numbers.
clang::BinaryOperatorKind other(clang::BinaryOperatorKind op) {
  if (op == clang::BO_GT) return clang::BO_GE;
  if (op == clang::BO_GE) return clang::BO_GT;
  return op == clang::BO_LT ? clang::BO_LE : clang::BO_LT;
}

class Comparisons {
 public:
  explicit Comparisons(const Survey& survey)
      : context_(*survey.context), sources_(context_.getSourceManager()) {}

  std::vector<Comparison> found;

  void note(const clang::Stmt* statement) {
    const auto* comparison = llvm::dyn_cast<clang::BinaryOperator>(statement);
    if (comparison == nullptr || !comparison->isRelationalOp() || found.size() >= kMostComparisons)
      return;
    const auto sides = sides_of(context_, *comparison);
    if (!sides) return;
    const clang::SourceLocation at = comparison->getOperatorLoc();
    const clang::BinaryOperatorKind written = comparison->getOpcode();
    auto edit = edit_of(sources_, context_.getLangOpts(), clang::CharSourceRange::getTokenRange(at),
                        clang::BinaryOperator::getOpcodeStr(other(written)).str());
    const clang::PresumedLoc place = sources_.getPresumedLoc(at);
    if (!edit || at.isMacroID() || place.isInvalid()) return;
    found.push_back({place.getFilename(), place.getLine(), last_of(*sides),
                     last_of({other(sides->op), sides->known}),
                     clang::BinaryOperator::getOpcodeStr(written).str(), std::move(*edit)});
  }

 private:
  const clang::ASTContext& context_;
  const clang::SourceManager& sources_;
};

}  // namespace

std::vector<Comparison> comparisons_of(const Survey& survey) {
  Comparisons comparisons(survey);
  for (const FunctionSurvey& function : survey.functions) {
    for_each_statement(function.function->getBody(),
                       [&](const clang::Stmt* statement) { comparisons.note(statement); });
  }
  return std::move(comparisons.found);
}

}  // namespace assay
