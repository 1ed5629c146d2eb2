// SPDX-License-Identifier: Apache-2.0
// Loops that clearly never end: a condition that always holds, and nothing inside that leaves.
// Whether any other loop ends is the verifier's question.
#include "ir/base/errors.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

const clang::Expr* condition_of(const clang::Stmt* loop) {
  if (const auto* statement = llvm::dyn_cast<clang::ForStmt>(loop)) return statement->getCond();
  if (const auto* statement = llvm::dyn_cast<clang::WhileStmt>(loop)) return statement->getCond();
  if (const auto* statement = llvm::dyn_cast<clang::DoStmt>(loop)) return statement->getCond();
  return nullptr;
}

bool always_holds(const clang::ASTContext& context, const clang::Expr* condition) {
  bool value = false;
  return condition == nullptr ||
         (!condition->isValueDependent() && !condition->HasSideEffects(context) &&
          condition->EvaluateAsBooleanCondition(value, context) && value);
}

bool does_not_return(const clang::Stmt* statement) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(statement);
  const clang::FunctionDecl* callee = call == nullptr ? nullptr : call->getDirectCallee();
  return callee != nullptr && callee->isNoReturn();
}

/// How deep a walk is inside statements that take a break for themselves.
enum class Break : std::uint8_t { LeavesTheLoop, StaysInside };

/// Whether something inside may leave. A goto counts: where it leads, the verifier sees.
bool may_leave(const clang::Stmt* statement, Break meaning) {
  if (statement == nullptr) return false;
  if (llvm::isa<clang::ReturnStmt, clang::GotoStmt, clang::IndirectGotoStmt, clang::GCCAsmStmt>(
          statement)) {
    const auto* assembly = llvm::dyn_cast<clang::GCCAsmStmt>(statement);
    return assembly == nullptr || assembly->isAsmGoto();
  }
  if (llvm::isa<clang::BreakStmt>(statement)) return meaning == Break::LeavesTheLoop;
  if (does_not_return(statement)) return true;
  if (llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::SwitchStmt>(statement)) {
    meaning = Break::StaysInside;
  }
  for (const clang::Stmt* child : statement->children()) {
    if (may_leave(child, meaning)) return true;
  }
  return false;
}

bool body_may_leave(const clang::Stmt* loop) {
  for (const clang::Stmt* child : loop->children()) {
    if (may_leave(child, Break::LeavesTheLoop)) return true;
  }
  return false;
}

}  // namespace

void check_loops(const Survey& survey, Findings& findings) {
  for (const FunctionSurvey& function : survey.functions) {
    for (const clang::Stmt* loop : function.loops) {
      const clang::Expr* condition = condition_of(loop);
      if (!always_holds(*survey.context, condition) || body_may_leave(loop)) continue;
      Diagnostic& finding =
          findings.add(ErrorCode::LoopWithoutExit, clang::SourceRange(loop->getBeginLoc()),
                       "this loop has no exit");
      if (condition != nullptr) {
        findings.note(finding, condition->getSourceRange(), "the condition always holds");
      }
      finding.suggestion = "add a bound, or leave the loop with break or return";
    }
  }
}

}  // namespace assay
