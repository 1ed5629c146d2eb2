// SPDX-License-Identifier: Apache-2.0
#include "rules/c/walk.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/RecursiveASTVisitor.h>

namespace assay {
namespace {

class WholeWalk : public clang::RecursiveASTVisitor<WholeWalk> {
 public:
  explicit WholeWalk(const Visitor& visitor) : visitor_(visitor) {}

  bool VisitDecl(clang::Decl* declaration) {
    if (visitor_.declaration) visitor_.declaration(declaration);
    return true;
  }
  bool VisitStmt(clang::Stmt* statement) {
    if (visitor_.statement) visitor_.statement(statement);
    return true;
  }

 private:
  const Visitor& visitor_;
};

}  // namespace

void walk(clang::ASTContext& context, const Visitor& visitor) {
  WholeWalk(visitor).TraverseDecl(context.getTranslationUnitDecl());
}

}  // namespace assay
