// SPDX-License-Identifier: Apache-2.0
// Recursion: no platform's stack is bounded then, and the verifier follows calls by their depth.
#include <algorithm>
#include <set>

#include "ir/base/errors.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

struct Step {
  const FunctionSurvey* caller = nullptr;
  const clang::CallExpr* call = nullptr;
};

/// Depth-first over direct calls; each cycle is told once, where the walk closes it.
class CycleSearch {
 public:
  CycleSearch(const Survey& survey, Findings& findings) : survey_(survey), findings_(findings) {}

  void run() {
    for (const FunctionSurvey& function : survey_.functions) visit(function);
  }

 private:
  void visit(const FunctionSurvey& function) {
    if (!visited_.insert(&function).second) return;
    for (const clang::CallExpr* call : function.calls) {
      const clang::FunctionDecl* callee = call->getDirectCallee();
      const FunctionSurvey* next = callee == nullptr ? nullptr : find_function(survey_, callee);
      if (next == nullptr) continue;
      path_.push_back({&function, call});
      const auto begin = std::find_if(path_.begin(), path_.end(),
                                      [&](const Step& step) { return step.caller == next; });
      if (begin != path_.end()) {
        report({begin, path_.end()});
      } else {
        visit(*next);
      }
      path_.pop_back();
    }
  }

  void report(const std::vector<Step>& cycle) {
    std::set<const FunctionSurvey*> members;
    for (const Step& step : cycle) members.insert(step.caller);
    if (!told_.insert(members).second) return;
    std::string round;
    for (const Step& step : cycle) round += quoted(step.caller->function) + " calls ";
    round += quoted(cycle.front().caller->function);
    Diagnostic& finding = findings_.add(
        ErrorCode::SourceRecursion, cycle.back().call->getSourceRange(),
        cycle.size() == 1 ? "function " + quoted(cycle.front().caller->function) + " calls itself"
                          : "this call closes a cycle: " + round);
    for (std::size_t i = 0; i + 1 < cycle.size(); ++i) {
      findings_.note(finding, cycle[i].call->getSourceRange(),
                     quoted(cycle[i].caller->function) + " calls " +
                         quoted(cycle[i + 1].caller->function) + " here");
    }
    finding.suggestion = "write it as a loop with a bound";
  }

  const Survey& survey_;
  Findings& findings_;
  std::set<const FunctionSurvey*> visited_;
  std::set<std::set<const FunctionSurvey*>> told_;
  std::vector<Step> path_;
};

}  // namespace

void check_recursion(const Survey& survey, Findings& findings) {
  CycleSearch(survey, findings).run();
}

}  // namespace assay
