// SPDX-License-Identifier: Apache-2.0
// What the back end says without a place, or of code that nobody wrote, in terms of the source.
#include <clang/AST/Attr.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "ir/base/errors.hpp"
#include "rules/c/messages.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

constexpr llvm::StringRef kBuiltInCall = "A call to built-in function '";

const clang::SourceManager& sources_of(const Survey& survey) {
  return survey.context->getSourceManager();
}

std::uint32_t line_of(const Survey& survey, clang::SourceLocation location) {
  return sources_of(survey).getExpansionLineNumber(location);
}

bool in_file(const Survey& survey, clang::SourceLocation location, const std::string& file) {
  const clang::SourceLocation at = sources_of(survey).getFileLoc(location);
  return begin_of(place_of(sources_of(survey), clang::CharSourceRange::getCharRange(at, at)))
             .file == file;
}

/// The statement covers the line of the place.
bool covers(const Survey& survey, clang::SourceRange range, const Where& where) {
  const SourcePoint place = begin_of(where);
  return in_file(survey, range.getBegin(), place.file) &&
         line_of(survey, range.getBegin()) <= place.line &&
         place.line <= line_of(survey, range.getEnd());
}

/// Whether the source itself calls the function there.
bool is_written(const Survey& survey, llvm::StringRef name, const Where& where) {
  return std::ranges::any_of(survey.functions, [&](const FunctionSurvey& function) {
    return std::ranges::any_of(function.calls, [&](const clang::CallExpr* call) {
      const clang::FunctionDecl* callee = call->getDirectCallee();
      if (callee == nullptr || callee->getIdentifier() == nullptr) return false;
      return callee->getName().ends_with(name) && covers(survey, call->getSourceRange(), where);
    });
  });
}

/// The innermost loop that covers the place; null for none.
const clang::Stmt* loop_at(const Survey& survey, const Where& where) {
  const clang::Stmt* innermost = nullptr;
  for (const FunctionSurvey& function : survey.functions) {
    for (const clang::Stmt* loop : function.loops) {
      if (!covers(survey, loop->getSourceRange(), where)) continue;
      if (innermost == nullptr || sources_of(survey).isBeforeInTranslationUnit(
                                      innermost->getBeginLoc(), loop->getBeginLoc()))
        innermost = loop;
    }
  }
  return innermost;
}

/// A call of memcpy or the like, which BPF does not have: written, or made by the compiler.
void explain_built_in_call(const Survey& survey, const Findings& findings, Diagnostic& message) {
  const llvm::StringRef quoted_name =
      llvm::StringRef(message.message).drop_front(kBuiltInCall.size() - 1);
  const std::string name = quoted_name.drop_front().split('\'').first.str();
  if (is_written(survey, name, message.where)) {
    message.message = "BPF has no function '" + name +
                      "', and the compiler can only expand it for a small constant size";
    message.suggestion =
        "use __builtin_" + name +
        " with a constant size, or a loop over the bytes whose body has asm volatile(\"\");";
    return;
  }
  const clang::Stmt* loop = loop_at(survey, message.where);
  message.message = "the compiler made a call to '" + name + "' out of this " +
                    (loop == nullptr ? "statement" : "loop") + ", and BPF has no such function";
  if (loop == nullptr) {
    message.suggestion = "copy less at once, in a loop whose body has asm volatile(\"\");";
    return;
  }
  findings.note(message, clang::SourceRange(loop->getBeginLoc()), "the loop begins here");
  message.suggestion = "put asm volatile(\"\"); into the loop's body, so that it stays a loop";
}

/// The names of all sections that the source puts something into.
std::set<std::string> section_names(const clang::ASTContext& context) {
  std::set<std::string> names;
  for (const clang::Decl* declaration : context.getTranslationUnitDecl()->decls()) {
    if (const auto* section = declaration->getAttr<clang::SectionAttr>())
      names.insert(section->getName().str());
  }
  return names;
}

bool is_defined(const clang::NamedDecl* declaration) {
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration))
    return function->isThisDeclarationADefinition();
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
  return variable != nullptr &&
         variable->isThisDeclarationADefinition() != clang::VarDecl::DeclarationOnly;
}

/// What the file defines under the name of a section.
std::vector<const clang::NamedDecl*> named_as_sections(const clang::ASTContext& context) {
  const std::set<std::string> sections = section_names(context);
  std::vector<const clang::NamedDecl*> found;
  for (const clang::Decl* declaration : context.getTranslationUnitDecl()->decls()) {
    const auto* named = llvm::dyn_cast<clang::NamedDecl>(declaration);
    if (named == nullptr || named->getIdentifier() == nullptr || !is_defined(named)) continue;
    if (sections.contains(named->getNameAsString())) found.push_back(named);
  }
  return found;
}

/// What the assembler says of a symbol that has the name of a section: several times over, and
/// without a place.
bool speaks_of(const Diagnostic& message, const clang::NamedDecl* named) {
  const std::string name = named->getNameAsString();
  return message.code == ErrorCode::SourceMalformed && span_in(message.where) == nullptr &&
         (message.message == "symbol '" + name + "' is already defined" ||
          message.message == name + " changed binding to STB_GLOBAL" ||
          message.message == "invalid symbol redefinition");
}

}  // namespace

void explain_built_in_calls(const Survey& survey, const Findings& findings,
                            std::vector<Diagnostic>& messages) {
  for (Diagnostic& message : messages) {
    if (llvm::StringRef(message.message).starts_with(kBuiltInCall))
      explain_built_in_call(survey, findings, message);
  }
}

void explain_name_clashes(const Survey& survey, std::vector<Diagnostic>& messages) {
  const std::vector<const clang::NamedDecl*> clashing = named_as_sections(*survey.context);
  const auto told = std::erase_if(messages, [&](const Diagnostic& message) {
    return std::ranges::any_of(clashing,
                               [&](const auto* named) { return speaks_of(message, named); });
  });
  if (told == 0) return;
  std::vector<Diagnostic> clashes;
  Findings findings(*survey.context, clashes);
  for (const clang::NamedDecl* named : clashing) {
    const std::string name = named->getNameAsString();
    Diagnostic& finding = findings.add(
        ErrorCode::SourceMalformed, clang::SourceRange(named->getLocation()),
        "'" + name + "' is also the name of a section, and an object has one symbol per name");
    finding.suggestion = "give it another name, such as '_" + name + "'";
    if (!named->isReferenced())
      findings.fix(finding, clang::SourceRange(named->getLocation()), "_" + name);
  }
  std::move(clashes.begin(), clashes.end(), std::back_inserter(messages));
}

}  // namespace assay
