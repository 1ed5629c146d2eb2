// SPDX-License-Identifier: Apache-2.0
// What a BPF call cannot carry: more than five arguments, variable ones, and structs as results.
#include "ir/base/errors.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

constexpr unsigned kArgumentRegisters = 5;

/// A function that its author wants inlined can be made one that always is.
void fix_by_inlining(const clang::FunctionDecl* function, const Findings& findings,
                     Diagnostic& finding) {
  if (!function->isInlineSpecified()) return;
  findings.fix_before(finding, function->getOuterLocStart(), "__attribute__((always_inline)) ");
}

void check_parameters(const clang::FunctionDecl* function, Findings& findings) {
  if (function->getNumParams() <= kArgumentRegisters) return;
  Diagnostic& finding = findings.add(
      ErrorCode::TooManyParameters, function->getParamDecl(kArgumentRegisters)->getSourceRange(),
      "function " + quoted(function) + " takes " + std::to_string(function->getNumParams()) +
          " arguments, but a call carries at most five");
  finding.suggestion =
      "pass a pointer to a struct, or declare the function __attribute__((always_inline))";
  fix_by_inlining(function, findings, finding);
}

/// Helpers have no body whose parameters could be counted.
void check_helper_arguments(const Survey& survey, const clang::CallExpr* call, Findings& findings) {
  if (call->getNumArgs() <= kArgumentRegisters || !helper_number(*survey.context, call)) return;
  findings
      .add(ErrorCode::TooManyParameters, call->getArg(kArgumentRegisters)->getSourceRange(),
           "helper '" + helper_name(call) + "' is called with " +
               std::to_string(call->getNumArgs()) + " arguments, but a call carries at most five")
      .suggestion = "look up the helper's prototype: assay contract show";
}

void check_result(const clang::FunctionDecl* function, Findings& findings) {
  if (!function->getReturnType()->isRecordType()) return;
  Diagnostic& finding = findings.add(
      ErrorCode::StructReturned, function->getReturnTypeSourceRange(),
      "function " + quoted(function) + " returns a struct, but a call returns one register");
  finding.suggestion =
      "write the result through a pointer, or declare the function "
      "__attribute__((always_inline))";
  fix_by_inlining(function, findings, finding);
}

void check_variadic(const clang::FunctionDecl* function, Findings& findings) {
  if (!function->isVariadic()) return;
  findings
      .add(ErrorCode::VariadicFunction, function->getNameInfo().getSourceRange(),
           "function " + quoted(function) +
               " takes a variable number of arguments, which a call cannot carry")
      .suggestion = "give it a fixed number of parameters";
}

}  // namespace

void check_signatures(const Survey& survey, Findings& findings) {
  for (const FunctionSurvey& function : survey.functions) {
    for (const clang::CallExpr* call : function.calls) {
      check_helper_arguments(survey, call, findings);
    }
    check_variadic(function.function, findings);
    if (function.always_inlined) continue;
    check_parameters(function.function, findings);
    check_result(function.function, findings);
  }
}

}  // namespace assay
