// SPDX-License-Identifier: Apache-2.0
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "ir/base/errors.hpp"
#include "rules/c/messages.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

Where place_in(const clang::ASTContext& context, clang::SourceRange range) {
  const clang::SourceManager& sources = context.getSourceManager();
  const clang::SourceLocation begin = sources.getFileLoc(range.getBegin());
  const clang::SourceLocation end = clang::Lexer::getLocForEndOfToken(
      sources.getFileLoc(range.getEnd()), 0, sources, context.getLangOpts());
  return place_of(sources, clang::CharSourceRange::getCharRange(begin, end));
}

bool on_one_line(const Where& left, const Where& right) {
  const SourcePoint a = begin_of(left);
  const SourcePoint b = begin_of(right);
  return a.file == b.file && a.line == b.line;
}

bool comes_first(const Diagnostic& left, const Diagnostic& right) {
  const auto key = [](const Diagnostic& message) {
    return std::pair(begin_of(message.where), message.code);
  };
  return key(left) < key(right);
}

bool is_undefined_in_c(const Diagnostic& message) {
  return message.code == ErrorCode::UndefinedInC;
}

/// Clang warns of an index past an array, whichever array; of those in a context the rule says
/// more.
bool is_told_by_rule(const Diagnostic& warning, const std::vector<Diagnostic>& refused) {
  return warning.warning_flag == "-Warray-bounds" &&
         std::any_of(refused.begin(), refused.end(), [&warning](const Diagnostic& finding) {
           return finding.code == ErrorCode::ContentOutOfRange &&
                  on_one_line(finding.where, warning.where);
         });
}

}  // namespace

Diagnostic& Findings::add(ErrorCode code, clang::SourceRange range, std::string sentence) {
  Diagnostic message;
  message.code = code;
  message.where = place_in(context_, range);
  message.message = std::move(sentence);
  message.notes =
      macro_notes(context_.getSourceManager(), context_.getLangOpts(), range.getBegin());
  messages_.push_back(std::move(message));
  return messages_.back();
}

void Findings::note(Diagnostic& finding, clang::SourceRange range, std::string sentence) const {
  finding.notes.push_back({place_in(context_, range), std::move(sentence)});
}

void Findings::add_fix(Diagnostic& finding, clang::CharSourceRange range, std::string text) const {
  std::optional<Edit> edit =
      edit_of(context_.getSourceManager(), context_.getLangOpts(), range, std::move(text));
  if (edit) finding.fixes.push_back(std::move(*edit));
}

void Findings::fix(Diagnostic& finding, clang::SourceRange range, std::string replacement) const {
  add_fix(finding, clang::CharSourceRange::getTokenRange(range), std::move(replacement));
}

void Findings::fix_before(Diagnostic& finding, clang::SourceLocation before,
                          std::string text) const {
  add_fix(finding, clang::CharSourceRange::getCharRange(before, before), std::move(text));
}

std::string number_text(const llvm::APSInt& number) {
  llvm::SmallString<24> text;
  number.toString(text, 10);
  return std::string(text);
}

std::string quoted(const clang::NamedDecl* declaration) {
  return "'" + declaration->getNameAsString() + "'";
}

SubsetCheck::SubsetCheck(clang::ASTContext& context, const CompileRequest& request)
    : context_(context), request_(request), survey_(survey(context)) {}

void SubsetCheck::report(std::vector<Diagnostic>& messages) const {
  std::vector<Diagnostic> refused;
  Findings findings(context_, refused);
  check_aliases(survey_, findings);
  check_recursion(survey_, findings);
  check_calls(survey_, request_, findings);
  check_hooks(survey_, request_, findings);
  check_signatures(survey_, findings);
  check_types(survey_, findings);
  check_stack(survey_, findings);
  check_jumps(survey_, findings);
  check_loops(survey_, findings);
  check_content(survey_, request_, findings);
  check_globals(survey_, request_, findings);
  check_assembly(survey_, request_, findings);
  std::erase_if(messages, [&refused](const Diagnostic& message) {
    return is_told_by_rule(message, refused);
  });
  // Clang warns of some of these at a function's end.
  std::ranges::copy_if(messages, std::back_inserter(refused), is_undefined_in_c);
  std::erase_if(messages, is_undefined_in_c);
  std::sort(refused.begin(), refused.end(), comes_first);
  std::move(refused.begin(), refused.end(), std::back_inserter(messages));
}

void SubsetCheck::explain_back_end(std::vector<Diagnostic>& messages) const {
  const Findings findings(context_, messages);
  explain_built_in_calls(survey_, findings, messages);
  explain_name_clashes(survey_, messages);
  for (Diagnostic& message : messages) {
    if (message.code != ErrorCode::FrameTooLarge) continue;
    for (const FunctionSurvey& function : survey_.functions) {
      const Where at = place_in(context_, function.function->getNameInfo().getSourceRange());
      if (on_one_line(at, message.where))
        note_largest_variables(survey_, function, findings, message);
    }
  }
}

}  // namespace assay
