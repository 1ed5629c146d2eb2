// SPDX-License-Identifier: Apache-2.0
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>
#include <iterator>
#include <tuple>

#include "ir/base/errors.hpp"
#include "rules/c/messages.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

SourcePlace place_in(const clang::ASTContext& context, clang::SourceRange range) {
  const clang::SourceManager& sources = context.getSourceManager();
  const clang::SourceLocation begin = sources.getFileLoc(range.getBegin());
  const clang::SourceLocation end = clang::Lexer::getLocForEndOfToken(
      sources.getFileLoc(range.getEnd()), 0, sources, context.getLangOpts());
  return place_of(sources, clang::CharSourceRange::getCharRange(begin, end));
}

bool comes_first(const SourceMessage& left, const SourceMessage& right) {
  const auto key = [](const SourceMessage& message) {
    return std::tie(message.place.file, message.place.line, message.place.column, message.code);
  };
  return key(left) < key(right);
}

bool is_undefined_in_c(const SourceMessage& message) {
  return message.code == ErrorCode::UndefinedInC;
}

/// Clang warns of an index past an array, whichever array; of those in a context the rule says
/// more.
bool is_told_by_rule(const SourceMessage& warning, const std::vector<SourceMessage>& refused) {
  return warning.warning_flag == "-Warray-bounds" &&
         std::any_of(refused.begin(), refused.end(), [&warning](const SourceMessage& finding) {
           return finding.code == ErrorCode::ContentOutOfRange &&
                  finding.place.file == warning.place.file &&
                  finding.place.line == warning.place.line;
         });
}

}  // namespace

SourceMessage& Findings::add(ErrorCode code, clang::SourceRange range, std::string sentence) {
  SourceMessage message;
  message.code = code;
  message.place = place_in(context_, range);
  message.message = std::move(sentence);
  message.notes =
      macro_notes(context_.getSourceManager(), context_.getLangOpts(), range.getBegin());
  messages_.push_back(std::move(message));
  return messages_.back();
}

void Findings::note(SourceMessage& finding, clang::SourceRange range, std::string sentence) const {
  finding.notes.push_back({place_in(context_, range), std::move(sentence)});
}

void Findings::add_fix(SourceMessage& finding, clang::CharSourceRange range,
                       std::string text) const {
  std::optional<Edit> edit =
      edit_of(context_.getSourceManager(), context_.getLangOpts(), range, std::move(text));
  if (edit) finding.fixes.push_back(std::move(*edit));
}

void Findings::fix(SourceMessage& finding, clang::SourceRange range,
                   std::string replacement) const {
  add_fix(finding, clang::CharSourceRange::getTokenRange(range), std::move(replacement));
}

void Findings::fix_before(SourceMessage& finding, clang::SourceLocation before,
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

void SubsetCheck::report(std::vector<SourceMessage>& messages) const {
  std::vector<SourceMessage> refused;
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
  std::erase_if(messages, [&refused](const SourceMessage& message) {
    return is_told_by_rule(message, refused);
  });
  // Clang warns of some of these at a function's end.
  std::ranges::copy_if(messages, std::back_inserter(refused), is_undefined_in_c);
  std::erase_if(messages, is_undefined_in_c);
  std::sort(refused.begin(), refused.end(), comes_first);
  std::move(refused.begin(), refused.end(), std::back_inserter(messages));
}

void SubsetCheck::explain_back_end(std::vector<SourceMessage>& messages) const {
  const Findings findings(context_, messages);
  explain_built_in_calls(survey_, findings, messages);
  explain_name_clashes(survey_, messages);
  for (SourceMessage& message : messages) {
    if (message.code != ErrorCode::FrameTooLarge) continue;
    for (const FunctionSurvey& function : survey_.functions) {
      const SourcePlace at = place_in(context_, function.function->getNameInfo().getSourceRange());
      if (at.file == message.place.file && at.line == message.place.line) {
        note_largest_variables(survey_, function, findings, message);
      }
    }
  }
}

}  // namespace assay
