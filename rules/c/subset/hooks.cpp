// SPDX-License-Identifier: Apache-2.0
// Hook functions: their section finds a contract, and they take what a platform passes.
#include <clang/AST/Attr.h>
#include <clang/AST/Type.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>
#include <clang/Lex/Token.h>

#include <set>
#include <string>
#include <vector>

#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

/// The section that a platform would look into for a program, or empty.
std::string hook_section(const FunctionSurvey& function) {
  const auto* section = function.function->getAttr<clang::SectionAttr>();
  if (section == nullptr || !function.function->isExternallyVisible()) return {};
  const std::string name = section->getName().str();
  return name.starts_with(".") ? std::string{} : name;
}

/// What the choice of a contract reads of a program: section and context type, as BTF would tell
/// them.
Program as_program(const Survey& survey, const FunctionSurvey& function, std::string section) {
  Program program;
  program.platform_mark = platform_mark(survey);
  program.section = std::move(section);
  program.name = function.function->getNameAsString();
  if (function.function->getNumParams() == 0) return program;
  clang::QualType type = function.function->getParamDecl(0)->getType();
  type = type.getDesugaredType(function.function->getASTContext());
  const auto* pointer = type->getAs<clang::PointerType>();
  if (pointer == nullptr) return program;
  const clang::QualType pointee = function.function->getParamDecl(0)->getType()->getPointeeType();
  if (const auto* name = pointee->getAs<clang::TypedefType>()) {
    program.context_typedef = name->getDecl()->getNameAsString();
  }
  if (const auto* record = pointee->getAs<clang::RecordType>()) {
    program.context_type = record->getDecl()->getNameAsString();
  }
  return program;
}

void check_signature(const Hook& hook, Findings& findings) {
  const clang::FunctionDecl* function = hook.function->function;
  if (function->getNumParams() > 1) {
    Diagnostic& finding =
        findings.add(ErrorCode::HookSignature, function->getParamDecl(1)->getSourceRange(),
                     "hook function " + quoted(function) +
                         " takes more than the context, but a platform passes nothing else");
    finding.suggestion = "take one pointer to the context, and read the rest through it";
    return;
  }
  if (function->getNumParams() == 1 && !function->getParamDecl(0)->getType()->isPointerType()) {
    findings
        .add(ErrorCode::HookSignature, function->getParamDecl(0)->getSourceRange(),
             "hook function " + quoted(function) +
                 " takes a number, but a platform passes a pointer to the context")
        .suggestion = "take a pointer to the context";
  }
}

/// The tokens of the attribute's name of a section, where the file spells it; invalid when it does
/// so not once.
clang::SourceRange section_literal(const clang::ASTContext& context,
                                   const clang::SectionAttr& attribute) {
  const clang::SourceManager& sources = context.getSourceManager();
  const clang::CharSourceRange text = sources.getExpansionRange(attribute.getRange());
  const std::string spelt = '"' + attribute.getName().str() + '"';
  clang::SourceRange found;
  clang::Token token;
  clang::SourceLocation at = text.getBegin();
  while (at.isValid() && !sources.isBeforeInTranslationUnit(text.getEnd(), at) &&
         !clang::Lexer::getRawToken(at, token, sources, context.getLangOpts(), true)) {
    if (clang::Lexer::getSpelling(token, sources, context.getLangOpts()) == spelt) {
      if (found.isValid()) return {};
      found = clang::SourceRange(token.getLocation());
    }
    if (token.is(clang::tok::eof)) break;
    at = token.getEndLoc();
  }
  return found;
}

/// The section that must have been meant; what stands behind the first slash is the author's own.
std::string meant_section(const Survey& survey, const FunctionSurvey& function,
                          const CompileRequest& request) {
  const std::string section = hook_section(function);
  const std::size_t slash = section.find('/');
  std::string meant = meant_word(section.substr(0, slash), known_sections(request.choice));
  if (meant.empty()) return meant;
  if (slash != std::string::npos) meant += section.substr(slash);
  const Program program = as_program(survey, function, meant);
  return choose_contract(program, request.choice).ok() ? meant : std::string();
}

Result<std::shared_ptr<const Contract>> contract_of(const Survey& survey,
                                                    const FunctionSurvey& function,
                                                    const CompileRequest& request) {
  const Result<ChosenContract> chosen =
      choose_contract(as_program(survey, function, hook_section(function)), request.choice);
  if (!chosen.ok()) return chosen.error();
  return chosen.value().contract;
}

/// Whether the source must be changed. A hook without a contract is left to the verifier, which
/// says so of that program alone.
bool is_wrong_in_source(ErrorCode code) {
  return code == ErrorCode::SectionUnknown || code == ErrorCode::HookContradicted;
}

}  // namespace

std::vector<Hook> find_hooks(const Survey& survey, const CompileRequest& request) {
  std::vector<Hook> hooks;
  if (request.hooks == HookRules::Leave) return hooks;
  for (const FunctionSurvey& function : survey.functions) {
    const std::string section = hook_section(function);
    if (section.empty()) continue;
    hooks.push_back({&function, contract_of(survey, function, request)});
  }
  return hooks;
}

std::vector<const FunctionSurvey*> reached_from(const Survey& survey, const FunctionSurvey& entry) {
  std::vector<const FunctionSurvey*> reached{&entry};
  std::set<const FunctionSurvey*> seen{&entry};
  for (std::size_t next = 0; next < reached.size(); ++next) {
    for (const clang::FunctionDecl* mentioned : reached[next]->mentioned) {
      const FunctionSurvey* function = find_function(survey, mentioned);
      if (function != nullptr && seen.insert(function).second) reached.push_back(function);
    }
  }
  return reached;
}

void check_hooks(const Survey& survey, const CompileRequest& request, Findings& findings) {
  for (const Hook& hook : find_hooks(survey, request)) {
    check_signature(hook, findings);
    if (hook.contract.ok() || !is_wrong_in_source(hook.contract.error().code)) continue;
    const clang::FunctionDecl* function = hook.function->function;
    Diagnostic& finding =
        findings.add(hook.contract.error().code, function->getNameInfo().getSourceRange(),
                     hook.contract.error().message);
    findings.note(finding, function->getAttr<clang::SectionAttr>()->getRange(),
                  "the section of " + quoted(function) + " is named here");
    if (hook.contract.error().code != ErrorCode::SectionUnknown) continue;
    const std::string meant = meant_section(survey, *hook.function, request);
    const clang::SourceRange literal =
        section_literal(*survey.context, *function->getAttr<clang::SectionAttr>());
    if (!meant.empty() && literal.isValid()) findings.fix(finding, literal, '"' + meant + '"');
  }
}

}  // namespace assay
