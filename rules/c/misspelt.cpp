// SPDX-License-Identifier: Apache-2.0
#include "rules/c/misspelt.hpp"

#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <optional>
#include <string>

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

void fix(const clang::ASTContext& context, const clang::CallExpr* call,
         std::vector<SourceMessage>& messages) {
  const clang::FunctionDecl* callee = call->getDirectCallee();
  if (callee == nullptr || !callee->isImplicit() || callee->getBuiltinID() != 0) return;
  const clang::SourceManager& sources = context.getSourceManager();
  const clang::SourceRange name = call->getCallee()->getSourceRange();
  const SourcePlace at = place_of(sources, clang::CharSourceRange::getCharRange(name));
  const auto told = std::find_if(messages.begin(), messages.end(), [&](const SourceMessage& m) {
    return m.code == ErrorCode::SourceMalformed && m.fixes.empty() && m.place.line == at.line &&
           m.place.column == at.column && m.place.file == at.file;
  });
  if (told == messages.end()) return;
  const std::string meant = meant_word(callee->getNameAsString(), callables(context, call));
  if (meant.empty()) return;
  std::optional<SourceEdit> edit =
      edit_of(sources, context.getLangOpts(), clang::CharSourceRange::getTokenRange(name), meant);
  if (!edit) return;
  told->fixes.push_back(std::move(*edit));
  if (told->suggestion.empty()) told->suggestion = "did you mean '" + meant + "'?";
}

}  // namespace

void fix_undeclared_calls(const clang::ASTContext& context, std::vector<SourceMessage>& messages) {
  for (const clang::Decl* declaration : context.getTranslationUnitDecl()->decls()) {
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration);
    if (function == nullptr || !function->doesThisDeclarationHaveABody()) continue;
    for_each_statement(function->getBody(), [&](const clang::Stmt* statement) {
      const auto* call = llvm::dyn_cast<clang::CallExpr>(statement);
      if (call != nullptr) fix(context, call, messages);
    });
  }
}

}  // namespace assay
