// SPDX-License-Identifier: Apache-2.0
// All statements and expressions below one.
#pragma once

#include <clang/AST/Stmt.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace assay {

/// Calls `visit` for `root` and everything in it. Not recursive: statements may nest deeper than a
/// stack is worth.
template <class Visit>
void for_each_statement(const clang::Stmt* root, const Visit& visit) {
  std::vector<const clang::Stmt*> waiting{root};
  while (!waiting.empty()) {
    const clang::Stmt* statement = waiting.back();
    waiting.pop_back();
    if (statement == nullptr) continue;
    visit(statement);
    std::copy(statement->child_begin(), statement->child_end(), std::back_inserter(waiting));
  }
}

}  // namespace assay
