// SPDX-License-Identifier: Apache-2.0
// A walk over the syntax tree of a source, of all that is written in it. Clang's visitor is a
// template that takes ten seconds to compile: here it is made once.
#pragma once

#include <functional>

namespace clang {
class ASTContext;
class Decl;
class Stmt;
}  // namespace clang

namespace assay {

/// What a walk calls: each that is set, with every node of its kind, each before what is in it.
struct Visitor {
  std::function<void(clang::Decl*)> declaration;
  std::function<void(clang::Stmt*)> statement;
};

/// Walks over all declarations of `context`, and over all statements in them.
void walk(clang::ASTContext& context, const Visitor& visitor);

}  // namespace assay
