// SPDX-License-Identifier: Apache-2.0
// Jumps into loops: a loop that is entered in two places has no head at which its measure could
// hold.
#include <algorithm>
#include <set>
#include <utility>

#include "ir/base/errors.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {

void check_jumps(const Survey& survey, Findings& findings) {
  // A switch may have many cases in one loop: one finding tells of them all.
  std::set<std::pair<const clang::Stmt*, const clang::Stmt*>> told;
  for (const FunctionSurvey& function : survey.functions) {
    for (const clang::Stmt* jump : function.computed_gotos) {
      findings
          .add(ErrorCode::JumpIntoLoop, jump->getSourceRange(),
               "this goto has a computed target, so it may enter any loop")
          .suggestion = "use a switch";
    }
    for (const SourceJump& jump : function.jumps) {
      const auto [inside, outside] = std::mismatch(jump.to_loops.begin(), jump.to_loops.end(),
                                                   jump.from_loops.begin(), jump.from_loops.end());
      if (inside == jump.to_loops.end() || !told.insert({jump.from, *inside}).second) continue;
      const bool is_case = llvm::isa<clang::SwitchCase>(jump.to);
      const clang::SourceLocation to = jump.to->getBeginLoc();
      Diagnostic& finding = findings.add(
          ErrorCode::JumpIntoLoop, is_case ? clang::SourceRange(to) : jump.from->getSourceRange(),
          is_case ? "this case lies inside a loop, but its switch lies outside"
                  : "this goto jumps into a loop");
      findings.note(finding, clang::SourceRange((*inside)->getBeginLoc()), "the loop begins here");
      if (is_case) {
        findings.note(finding, clang::SourceRange(jump.from->getBeginLoc()),
                      "the switch begins here");
      } else {
        findings.note(finding, clang::SourceRange(to), "the label is here");
      }
      finding.suggestion = "enter the loop at its head";
    }
  }
}

}  // namespace assay
