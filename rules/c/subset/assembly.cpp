// SPDX-License-Identifier: Apache-2.0
// Inline assembly: not checked on the syntax tree, so that its author should know. An empty text
// emits nothing; it is how C keeps a value in a register.
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

bool emits_nothing(const clang::Stmt* statement) {
  const auto* assembly = llvm::dyn_cast<clang::GCCAsmStmt>(statement);
  return assembly != nullptr && assembly->getAsmString()->getString().trim().empty();
}

void report(const CompileRequest& request, clang::SourceRange range, Findings& findings) {
  SourceMessage& finding = findings.add(
      ErrorCode::InlineAssembly, range,
      "inline assembly is outside the restricted language; only the verifier judges it");
  finding.severity = request.inline_assembly;
}

}  // namespace

void check_assembly(const Survey& survey, const CompileRequest& request, Findings& findings) {
  for (const clang::FileScopeAsmDecl* text : survey.file_assembly) {
    if (marked_platform(text).empty()) report(request, text->getSourceRange(), findings);
  }
  for (const FunctionSurvey& function : survey.functions) {
    for (const clang::Stmt* statement : function.assembly) {
      if (!emits_nothing(statement)) report(request, statement->getSourceRange(), findings);
    }
  }
}

}  // namespace assay
