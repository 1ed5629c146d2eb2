// SPDX-License-Identifier: Apache-2.0
// The rules of the restricted subset, one function a family, and how they tell what they find.
//
// A rule looks at a survey only, and says nothing about what only the verifier can know (whether a
// loop ends, whether an access fits).
#pragma once

#include <llvm/ADT/APSInt.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ir/base/result.hpp"
#include "rules/c/subset/survey.hpp"
#include "rules/front/module.hpp"

namespace assay {

/// Where rules put what they find.
class Findings {
 public:
  Findings(const clang::ASTContext& context, std::vector<Diagnostic>& messages)
      : context_(context), messages_(messages) {}

  /// One finding at `range`. The reference is good until the next call.
  Diagnostic& add(ErrorCode code, clang::SourceRange range, std::string sentence);
  void note(Diagnostic& finding, clang::SourceRange range, std::string sentence) const;
  /// The repair of a finding that takes one edit: the tokens of `range` become `replacement`. None
  /// where a macro made them.
  void fix(Diagnostic& finding, clang::SourceRange range, std::string replacement) const;
  /// The same, for text in front of `before`.
  void fix_before(Diagnostic& finding, clang::SourceLocation before, std::string text) const;

 private:
  void add_fix(Diagnostic& finding, clang::CharSourceRange range, std::string text) const;

  const clang::ASTContext& context_;
  std::vector<Diagnostic>& messages_;
};

void check_aliases(const Survey& survey, Findings& findings);
void check_recursion(const Survey& survey, Findings& findings);
void check_calls(const Survey& survey, const CompileRequest& request, Findings& findings);
void check_hooks(const Survey& survey, const CompileRequest& request, Findings& findings);
void check_signatures(const Survey& survey, Findings& findings);
void check_types(const Survey& survey, Findings& findings);
void check_stack(const Survey& survey, Findings& findings);
void check_jumps(const Survey& survey, Findings& findings);
void check_loops(const Survey& survey, Findings& findings);
void check_content(const Survey& survey, const CompileRequest& request, Findings& findings);
void check_globals(const Survey& survey, const CompileRequest& request, Findings& findings);
void check_assembly(const Survey& survey, const CompileRequest& request, Findings& findings);

/// All rules on one translation unit.
class SubsetCheck {
 public:
  /// Both must outlive the check; `context` is complete and without errors.
  SubsetCheck(clang::ASTContext& context, const CompileRequest& request);

  /// Adds what the rules find, by place in the source.
  void report(std::vector<Diagnostic>& messages) const;
  /// Says in terms of the source what the back end said: of frames that are too large what lies in
  /// them, of calls that nobody wrote what they were made of, of names that clash with sections
  /// where they stand.
  void explain_back_end(std::vector<Diagnostic>& messages) const;

  [[nodiscard]] const Survey& surveyed() const { return survey_; }

 private:
  clang::ASTContext& context_;
  const CompileRequest& request_;
  Survey survey_;
};

/// Notes for a finding on a frame of `function`: the largest variables that live in it.
void note_largest_variables(const Survey& survey, const FunctionSurvey& function,
                            const Findings& findings, Diagnostic& finding);

/// For errors on calls of functions that BPF does not have: who made the call, and what to do.
void explain_built_in_calls(const Survey& survey, const Findings& findings,
                            std::vector<Diagnostic>& messages);
/// Replaces what the assembler says of symbols with the name of a section by one error each, at the
/// declaration.
void explain_name_clashes(const Survey& survey, std::vector<Diagnostic>& messages);

/// A number in decimal digits, whatever its width.
[[nodiscard]] std::string number_text(const llvm::APSInt& number);

/// A function's name in quotes, for sentences.
[[nodiscard]] std::string quoted(const clang::NamedDecl* declaration);

/// The number of the helper that the call reaches through a pointer that only holds that number, as
/// libbpf and the platforms' headers declare them; nothing when it is another kind of call. Of the
/// width that C gives it: not every number is one that a helper can have.
[[nodiscard]] std::optional<llvm::APSInt> helper_number(const clang::ASTContext& context,
                                                        const clang::CallExpr* call);
/// The name of that pointer, or empty.
[[nodiscard]] std::string helper_name(const clang::CallExpr* call);

/// A function that a platform calls, with the contract under which it does.
struct Hook {
  const FunctionSurvey* function = nullptr;
  Result<std::shared_ptr<const Contract>> contract;
};
[[nodiscard]] std::vector<Hook> find_hooks(const Survey& survey, const CompileRequest& request);
/// All functions that a hook reaches, itself included.
[[nodiscard]] std::vector<const FunctionSurvey*> reached_from(const Survey& survey,
                                                              const FunctionSurvey& entry);

}  // namespace assay
