// SPDX-License-Identifier: Apache-2.0
// Inline assembly: not checked on the syntax tree, so that its author should know. An empty text
// emits nothing; it is how C keeps a value in a register. What could make the assembler read a file
// of this machine is refused, in code that is compiled and in code that is not.
#include <clang/AST/Attr.h>
#include <clang/AST/Decl.h>
#include <clang/AST/Stmt.h>

#include <set>
#include <string>

#include "ir/base/errors.hpp"
#include "rules/c/subset/assembly_text.hpp"
#include "rules/c/subset/rules.hpp"
#include "rules/c/walk.hpp"

namespace assay {
namespace {

bool emits_nothing(const clang::Stmt* statement) {
  const auto* assembly = llvm::dyn_cast<clang::GCCAsmStmt>(statement);
  return assembly != nullptr && assembly->getAsmString()->getString().trim().empty();
}

void report(const CompileRequest& request, clang::SourceRange range, Findings& findings) {
  Diagnostic& finding = findings.add(
      ErrorCode::InlineAssembly, range,
      "inline assembly is outside the restricted language; only the verifier checks it");
  finding.severity = request.inline_assembly;
}

/// All assembly of a source, wherever it stands.
class DirectiveCheck {
 public:
  explicit DirectiveCheck(Findings& findings) : findings_(findings) {}

  /// Whether the assembly there was refused.
  [[nodiscard]] bool refused(clang::SourceRange range) const {
    return refused_.contains(range.getBegin());
  }

  void look_at(const clang::Stmt* statement) {
    if (const auto* gcc = llvm::dyn_cast<clang::GCCAsmStmt>(statement)) {
      check(gcc->getAsmString()->getBytes(), gcc->getSourceRange());
    } else if (const auto* microsoft = llvm::dyn_cast<clang::MSAsmStmt>(statement)) {
      check(microsoft->getAsmString(), microsoft->getSourceRange());
    }
  }
  void look_at(const clang::Decl* declaration) {
    if (const auto* text = llvm::dyn_cast<clang::FileScopeAsmDecl>(declaration)) {
      check(text->getAsmString()->getBytes(), text->getSourceRange());
    } else if (const auto* named = llvm::dyn_cast<clang::NamedDecl>(declaration)) {
      look_at_label_of(named);
    }
  }

 private:
  void look_at_label_of(const clang::NamedDecl* declaration) {
    const auto* label = declaration->getAttr<clang::AsmLabelAttr>();
    if (label == nullptr || is_plain_symbol(label->getLabel())) return;
    findings_.add(ErrorCode::InlineAssembly, label->getRange(),
                  "the assembly name of " + quoted(declaration) + " is not a plain name");
  }

  void check(llvm::StringRef text, clang::SourceRange range) {
    const std::string directive = unknown_directive(text);
    if (directive.empty()) return;
    refused_.insert(range.getBegin());
    Diagnostic& finding = findings_.add(
        ErrorCode::InlineAssembly, range,
        directive == "\"" ? std::string("no directive here takes a quoted name, and the assembler "
                                        "could read a file of that name")
                          : "the assembler's directive '" + directive +
                                "' is outside the restricted language: it could make the assembler "
                                "read a file of this machine");
    finding.suggestion = "write the bytes out, as a table of C or with .byte and .8byte";
  }

  Findings& findings_;
  std::set<clang::SourceLocation> refused_;
};

}  // namespace

void check_assembly(const Survey& survey, const CompileRequest& request, Findings& findings) {
  DirectiveCheck directives(findings);
  walk(*survey.context, {.declaration = [&](const clang::Decl* each) { directives.look_at(each); },
                         .statement = [&](const clang::Stmt* each) { directives.look_at(each); }});
  const auto warn = [&](clang::SourceRange range) {
    if (!directives.refused(range)) report(request, range, findings);
  };
  for (const clang::FileScopeAsmDecl* text : survey.file_assembly) {
    if (marked_platform(text).empty()) warn(text->getSourceRange());
  }
  for (const FunctionSurvey& function : survey.functions) {
    for (const clang::Stmt* statement : function.assembly) {
      if (!emits_nothing(statement)) warn(statement->getSourceRange());
    }
  }
}

}  // namespace assay
