// SPDX-License-Identifier: Apache-2.0
// What the rules of the restricted subset look at: the functions that end in the object, and in
// each the constructs that some rule asks about, found in one walk over the syntax tree.
//
// Only code that is compiled counts: inline functions of headers that nobody uses, operands of
// sizeof, unselected cases of _Generic, and branches that a constant condition switches off are
// left out.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>
#include <clang/AST/Stmt.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace assay {

/// The loops around a statement, outermost first.
using LoopChain = std::vector<const clang::Stmt*>;

/// A goto, or a case of a switch: a jump from one chain of loops into another.
struct SourceJump {
  const clang::Stmt* from = nullptr;
  const clang::Stmt* to = nullptr;
  LoopChain from_loops;
  LoopChain to_loops;
};

struct FunctionSurvey {
  const clang::FunctionDecl* function = nullptr;  // the definition
  bool always_inlined = false;                    // no code of its own
  std::vector<const clang::CallExpr*> calls;
  std::vector<const clang::FunctionDecl*> mentioned;  // called or with their address taken
  std::vector<const clang::VarDecl*> variables;       // local ones
  std::vector<const clang::Stmt*> assembly;
  std::vector<const clang::Expr*> expressions;  // outermost ones of floating or 128-bit type
  std::vector<const clang::ArraySubscriptExpr*> subscripts;
  std::set<const clang::Expr*> addressed;  // operands of &
  std::vector<const clang::BinaryOperator*> assignments;
  std::vector<const clang::DeclRefExpr*> globals;  // uses of variables with static storage
  std::vector<const clang::Stmt*> loops;
  std::vector<const clang::Stmt*> computed_gotos;
  std::vector<SourceJump> jumps;
};

struct Survey {
  clang::ASTContext* context = nullptr;
  std::vector<FunctionSurvey> functions;                    // in the order of their definitions
  std::map<const clang::FunctionDecl*, std::size_t> index;  // by canonical declaration
  std::vector<const clang::FileScopeAsmDecl*> file_assembly;
  std::vector<const clang::FunctionDecl*> aliases;  // other names, without a body of their own
  std::vector<const clang::VarDecl*> tables;        // global variables with an initialiser
};

[[nodiscard]] Survey survey(clang::ASTContext& context);

/// The platform whose mark (kPlatformMark) is all that the assembly writes; empty where it is not.
[[nodiscard]] std::string marked_platform(const clang::FileScopeAsmDecl* assembly);
/// The platform whose header of Assay's the source includes; empty for none.
[[nodiscard]] std::string platform_mark(const Survey& survey);

/// The survey of the function that `declaration` names, or null when this file does not define it.
[[nodiscard]] const FunctionSurvey* find_function(const Survey& survey,
                                                  const clang::FunctionDecl* declaration);

[[nodiscard]] bool is_floating(clang::QualType type);
/// An integer wider than a register.
[[nodiscard]] bool is_wide_integer(const clang::ASTContext& context, clang::QualType type);

}  // namespace assay
