// SPDX-License-Identifier: Apache-2.0
#include "rules/c/misspelt.hpp"

#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"
#include "rules/c/messages.hpp"
#include "rules/c/statements.hpp"

namespace assay {
namespace {

/// The prototype of what a name of the file calls, directly or through a pointer; null for no such.
const clang::FunctionProtoType* prototype_of(const clang::NamedDecl* declaration) {
  const auto* value = llvm::dyn_cast<clang::ValueDecl>(declaration);
  if (value == nullptr || value->isImplicit()) return nullptr;
  const clang::QualType type = value->getType();
  return (type->isPointerType() ? type->getPointeeType() : type)->getAs<clang::FunctionProtoType>();
}

/// Whether C converts the argument to the parameter without a word.
bool converts(const clang::ASTContext& context, const clang::Expr* argument,
              clang::QualType parameter) {
  const clang::QualType given =
      context.getAdjustedParameterType(argument->IgnoreParenImpCasts()->getType());
  if (given->isArithmeticType() && parameter->isArithmeticType()) return true;
  if (!given->isPointerType() || !parameter->isPointerType()) return false;
  const clang::QualType from = given->getPointeeType();
  const clang::QualType to = parameter->getPointeeType();
  return to.isAtLeastAsQualifiedAs(from) &&
         (to->isVoidType() || from->isVoidType() || context.hasSameUnqualifiedType(from, to));
}

bool takes(const clang::ASTContext& context, const clang::FunctionProtoType& prototype,
           const clang::CallExpr* call) {
  if (prototype.isVariadic() || prototype.getNumParams() != call->getNumArgs()) return false;
  for (unsigned i = 0; i < call->getNumArgs(); ++i) {
    if (!converts(context, call->getArg(i), prototype.getParamType(i))) return false;
  }
  return true;
}

std::vector<std::string> callables(const clang::ASTContext& context, const clang::CallExpr* call) {
  std::vector<std::string> names;
  for (const clang::Decl* declaration : context.getTranslationUnitDecl()->decls()) {
    const auto* named = llvm::dyn_cast<clang::NamedDecl>(declaration);
    if (named == nullptr || named->getIdentifier() == nullptr ||
        !context.getSourceManager().isBeforeInTranslationUnit(named->getLocation(),
                                                              call->getBeginLoc()))
      continue;
    const clang::FunctionProtoType* prototype = prototype_of(named);
    if (prototype != nullptr && takes(context, *prototype, call)) {
      names.push_back(named->getNameAsString());
    }
  }
  return names;
}

/// The callee of a call of what is declared nowhere; null for every other statement.
const clang::FunctionDecl* undeclared_callee(const clang::Stmt* statement) {
  const auto* call = llvm::dyn_cast_or_null<clang::CallExpr>(statement);
  const clang::FunctionDecl* callee = call == nullptr ? nullptr : call->getDirectCallee();
  const bool undeclared = callee != nullptr && callee->isImplicit() && callee->getBuiltinID() == 0;
  return undeclared ? callee : nullptr;
}

/// The names of which `written` is the beginning, up to a '_', as a question.
std::string fuller_names(const std::string& written, const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 3;
  std::string text;
  std::size_t count = 0;
  for (const std::string& name : names) {
    if (!llvm::StringRef(name).starts_with(written + "_") || ++count > kMost) continue;
    text += (text.empty() ? "'" : " or '") + name + "'";
  }
  return count == 0 || count > kMost ? std::string() : "did you mean " + text + "?";
}

/// An undeclared function returns int, so that Clang also complains of what takes its result.
void drop_consequence(const clang::ASTContext& context, const clang::Expr* value,
                      clang::SourceLocation taken_at, std::vector<Diagnostic>& messages) {
  if (value == nullptr || undeclared_callee(value->IgnoreParenImpCasts()) == nullptr) return;
  const SourcePoint at = begin_of(place_of(
      context.getSourceManager(), clang::CharSourceRange::getCharRange(taken_at, taken_at)));
  const auto is_consequence = [&](const Diagnostic& m) {
    return m.code == ErrorCode::SourceMalformed && begin_of(m.where) == at;
  };
  messages.erase(std::remove_if(messages.begin(), messages.end(), is_consequence), messages.end());
}

void drop_consequences(const clang::ASTContext& context, const clang::Stmt* statement,
                       std::vector<Diagnostic>& messages) {
  if (const auto* assignment = llvm::dyn_cast<clang::BinaryOperator>(statement);
      assignment != nullptr && assignment->getOpcode() == clang::BO_Assign) {
    drop_consequence(context, assignment->getRHS(), assignment->getOperatorLoc(), messages);
  }
  const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(statement);
  if (declarations == nullptr) return;
  for (const clang::Decl* declaration : declarations->decls()) {
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration))
      drop_consequence(context, variable->getInit(), variable->getLocation(), messages);
  }
}

void fix(const clang::ASTContext& context, const clang::CallExpr* call,
         std::vector<Diagnostic>& messages) {
  const clang::FunctionDecl* callee = undeclared_callee(call);
  if (callee == nullptr) return;
  const clang::SourceManager& sources = context.getSourceManager();
  const clang::SourceRange name = call->getCallee()->getSourceRange();
  const SourcePoint at = begin_of(place_of(sources, clang::CharSourceRange::getCharRange(name)));
  const auto told = std::find_if(messages.begin(), messages.end(), [&](const Diagnostic& m) {
    return m.code == ErrorCode::SourceMalformed && m.fixes.empty() && begin_of(m.where) == at;
  });
  if (told == messages.end()) return;
  const std::vector<std::string> names = callables(context, call);
  const std::string meant = meant_word(callee->getNameAsString(), names);
  if (meant.empty()) {
    if (told->suggestion.empty()) told->suggestion = fuller_names(callee->getNameAsString(), names);
    return;
  }
  std::optional<Edit> edit =
      edit_of(sources, context.getLangOpts(), clang::CharSourceRange::getTokenRange(name), meant);
  if (!edit) return;
  told->fixes.push_back(std::move(*edit));
  if (told->suggestion.empty()) told->suggestion = "did you mean '" + meant + "'?";
}

}  // namespace

void fix_undeclared_calls(const clang::ASTContext& context, std::vector<Diagnostic>& messages) {
  for (const clang::Decl* declaration : context.getTranslationUnitDecl()->decls()) {
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration);
    if (function == nullptr || !function->doesThisDeclarationHaveABody()) continue;
    for_each_statement(function->getBody(), [&](const clang::Stmt* statement) {
      const auto* call = llvm::dyn_cast<clang::CallExpr>(statement);
      if (call != nullptr) fix(context, call, messages);
      drop_consequences(context, statement, messages);
    });
  }
}

}  // namespace assay
