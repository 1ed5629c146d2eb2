// SPDX-License-Identifier: Apache-2.0
// Variables of the file that can be written, where the hook's contract has no memory for them.
#include <clang/AST/Attr.h>

#include <set>

#include "ir/base/errors.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

/// Whether the variable ends in .data or .bss. Other sections (.maps, .ksyms) mean something else.
bool is_in_writable_section(const clang::ASTContext& context, const clang::VarDecl* variable) {
  if (variable->hasDefinition() == clang::VarDecl::DeclarationOnly) return false;
  if (context.getBaseElementType(variable->getType()).isConstQualified()) return false;
  const auto* section = variable->getAttr<clang::SectionAttr>();
  return section == nullptr || section->getName().starts_with(".data") ||
         section->getName().starts_with(".bss");
}

/// Headers of old declare helpers as pointers that are not const; nobody writes them.
bool holds_helper(const clang::VarDecl* variable) {
  const clang::QualType type = variable->getType();
  if (!type->isPointerType() || !type->getPointeeType()->isFunctionType()) return false;
  const clang::Expr* value = variable->getAnyInitializer();
  return value != nullptr && value->IgnoreParenCasts()->getType()->isIntegerType();
}

void report(const Hook& hook, const clang::DeclRefExpr* use, const clang::VarDecl* variable,
            Findings& findings) {
  Diagnostic& finding =
      findings.add(ErrorCode::WritableGlobal, use->getSourceRange(),
                   quoted(variable) + " is writable, but " + hook.contract.value()->name +
                       " does not support writable global variables");
  findings.note(finding, variable->getSourceRange(), "it is declared here");
  findings.note(finding, hook.function->function->getNameInfo().getSourceRange(),
                "the contract comes from " + quoted(hook.function->function));
  finding.suggestion = "declare it const, or keep what changes in a map";
}

}  // namespace

void check_globals(const Survey& survey, const CompileRequest& request, Findings& findings) {
  std::set<const clang::VarDecl*> told;
  for (const Hook& hook : find_hooks(survey, request)) {
    if (!hook.contract.ok() || hook.contract.value()->policy.writable_globals) continue;
    for (const FunctionSurvey* function : reached_from(survey, *hook.function)) {
      for (const clang::DeclRefExpr* use : function->globals) {
        const auto* variable = llvm::cast<clang::VarDecl>(use->getDecl())->getCanonicalDecl();
        if (!is_in_writable_section(*survey.context, variable) || holds_helper(variable)) continue;
        if (told.insert(variable).second) report(hook, use, variable, findings);
      }
    }
  }
}

}  // namespace assay
