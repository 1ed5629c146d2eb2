// SPDX-License-Identifier: Apache-2.0
// A call of a function that the object does not define and that a Linux kernel may have (a kfunc).
#include "verifier/explain/case.hpp"

namespace assay {
namespace {

const ExternalSymbol* called_symbol(const Case& c) {
  const auto* call = std::get_if<Call>(&c.flow.at(c.slot));
  if (call == nullptr || call->kind != CallKind::Unresolved) return nullptr;
  return &c.flow.program().unresolved.at(static_cast<std::size_t>(call->target));
}

}  // namespace

bool explain_kernel_function(const Case& c, Finding& finding) {
  const ExternalSymbol* symbol = called_symbol(c);
  if (symbol == nullptr || c.contract.platform != Platform::Linux) return false;
  const std::string name = "'" + symbol->name + "'";
  if (symbol->may_be_absent) {
    finding.message = name +
                      " is a kernel function, and Assay does not know what it does; a kernel that "
                      "has it reaches this call";
  } else {
    finding.message = "the function " + name +
                      " is not defined in the object; if it is a kernel function (.ksyms), Assay "
                      "does not know what it does";
  }
  finding.suggestion =
      symbol->name.starts_with("bpf_iter_num_")
          ? "replace the iterator with a loop that has a counter and a constant limit"
      : symbol->may_be_absent
          ? "use a helper that the hook offers instead"
          : "define it in this object, or replace a kernel function with a helper that the hook "
            "offers; if the compiler made a call to memset, memcpy or memcmp, use the __builtin "
            "form with a small constant size";
  return true;
}

}  // namespace assay
