// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/keep.hpp"

#include <fmt/format.h>

#include <span>
#include <sstream>

#include "evidence/kernel/reduce.hpp"
#include "evidence/soundness/corpus.hpp"
#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay::kernel {
namespace {

std::string as_comment(const std::string& text) {
  std::istringstream lines(text);
  std::string out;
  for (std::string line; std::getline(lines, line);) out += fmt::format("\n//   {}", line);
  return out;
}

std::string assay_reasons(std::span<const Finding> findings) {
  std::string out;
  for (const Finding& f : findings) {
    out +=
        fmt::format("slot {}: {} {}\n", slot_in(f.where).value_or(0), error_id(f.code), f.message);
    for (const Note& note : f.notes) out += fmt::format("  {}\n", note.text);
  }
  return out;
}

}  // namespace

Program shrink(const Differing& differing, double seconds) {
  const auto keeps = [&](const Program& program) {
    try {
      const auto now = judge(program, *differing.contract).difference();
      return now && now->side == differing.difference.side &&
             now->kind == differing.difference.kind;
    } catch (const InternalFault&) {
      return false;
    }
  };
  return reduce(differing.program, keeps, seconds);
}

std::string as_commented_file(const Program& program, const Contract& contract,
                              const std::string& title) {
  const Judged judged = judge(program, contract);
  const bool here = judged.accepted_here();
  const std::string reasons = fmt::format(
      "{}\n// Assay {}{}\n// the kernel {}{}", title,
      here ? "accepts" : "refuses:", as_comment(assay_reasons(judged.findings)),
      judged.there.program.ok() ? "accepts" : "refuses:", as_comment(judged.there.log_end));
  std::string text = soundness::as_test_file(program, contract, reasons);
  const std::string expected = "// expect: reject\n";
  if (here) text.replace(text.find(expected), expected.size(), "// expect: accept\n");
  return text;
}

}  // namespace assay::kernel
