// SPDX-License-Identifier: Apache-2.0
// A compiled function that returns and never sets its result: the compiler left code out.
#include "verifier/explain/case.hpp"

namespace assay {

bool explain_missing_result(const Case& c, Finding& finding) {
  const Program& program = c.flow.program();
  const bool compiled = program.functions.at(function_at(program, c.slot)).first.section != 0;
  if (!compiled || !std::holds_alternative<Exit>(c.flow.at(c.slot))) return false;
  const Reaching result = c.flow.definitions(Reg{0}, c.slot);
  if (!result.slots.empty()) return false;
  finding.message = "this returns a value that the compiler left undefined";
  finding.notes.push_back(
      {Whole{},
       "compilers omit code after undefined behaviour: an access outside an object, a variable "
       "without a value, a shift that is too wide, a missing return"});
  finding.suggestion = "look for undefined behaviour on the paths that lead to this return";
  return true;
}

}  // namespace assay
