// SPDX-License-Identifier: Apache-2.0
#include "rules/c/expansions.hpp"

#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "rules/c/messages.hpp"
#include "rules/c/statements.hpp"

namespace assay {
namespace {

constexpr std::size_t kMostPlaces = 65'536;

/// Locations inside the bodies of the macros around a token, the outermost macro first.
using MacroStack = std::vector<clang::SourceLocation>;

MacroStack stack_of(const clang::SourceManager& sources, clang::SourceLocation location) {
  MacroStack stack;
  while (location.isMacroID()) {
    // An argument stands in the body where its parameter does.
    if (!sources.isMacroArgExpansion(location)) stack.push_back(location);
    location = sources.getImmediateExpansionRange(location).getBegin();
  }
  std::reverse(stack.begin(), stack.end());
  return stack;
}

/// Leaves what both share: a macro that is expanded twice inside another one is two macros.
void keep_common(const clang::SourceManager& sources, MacroStack& stack, const MacroStack& other) {
  const auto [end, ignored] =
      std::mismatch(stack.begin(), stack.end(), other.begin(), other.end(),
                    [&](clang::SourceLocation left, clang::SourceLocation right) {
                      return sources.getFileID(left) == sources.getFileID(right);
                    });
  stack.erase(end, stack.end());
  // The body's first token that has a part in it stands for the body.
  for (std::size_t i = 0; i < stack.size(); ++i) stack[i] = std::min(stack[i], other[i]);
}

class Collector {
 public:
  explicit Collector(const Survey& survey)
      : survey_(survey), sources_(survey.context->getSourceManager()) {}

  std::vector<MacroExpansion> run() {
    for (const FunctionSurvey& function : survey_.functions) {
      for_each_statement(function.function->getBody(),
                         [&](const clang::Stmt* statement) { note(statement); });
    }
    std::vector<MacroExpansion> expansions;
    for (const auto& [place, stack] : stacks_) add(place, stack, expansions);
    return expansions;
  }

 private:
  void note(const clang::Stmt* statement) {
    const auto* expression = llvm::dyn_cast<clang::Expr>(statement);
    const clang::SourceLocation location =
        expression == nullptr ? statement->getBeginLoc() : expression->getExprLoc();
    if (!location.isMacroID()) return;
    MacroStack stack = stack_of(sources_, location);
    const clang::SourceLocation place = sources_.getExpansionLoc(location);
    const auto found = stacks_.find(place);
    if (found != stacks_.end()) {
      keep_common(sources_, found->second, stack);
    } else if (stacks_.size() < kMostPlaces) {
      stacks_.emplace(place, std::move(stack));
    }
  }

  void add(clang::SourceLocation at, const MacroStack& stack,
           std::vector<MacroExpansion>& expansions) const {
    const clang::PresumedLoc place = sources_.getPresumedLoc(at);
    if (place.isInvalid() || stack.empty()) return;
    expansions.push_back({place.getFilename(), place.getLine(), place.getColumn(), {}});
    for (auto inner = stack.rbegin(); inner != stack.rend(); ++inner) {
      expansions.back().notes.push_back(
          macro_note(sources_, survey_.context->getLangOpts(), *inner));
    }
  }

  const Survey& survey_;
  const clang::SourceManager& sources_;
  std::map<clang::SourceLocation, MacroStack> stacks_;  // by where the outermost macro stands
};

}  // namespace

std::vector<MacroExpansion> macro_expansions(const Survey& survey) {
  return Collector(survey).run();
}

}  // namespace assay
