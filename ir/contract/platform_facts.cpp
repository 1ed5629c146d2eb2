// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/platform_facts.hpp"

#include "ir/contract/execution.hpp"

namespace assay {

namespace {

/// Linux: kernel/bpf/verifier.c, check_ptr_off_reg. Windows: external/ebpf-verifier adds up
/// offsets.
bool lets_context_pointers_move(Platform platform) {
  switch (platform) {
    case Platform::Linux:
      return false;
    case Platform::Windows:
    case Platform::Generic:
      return true;
  }
  internal_fault(__FILE__, __LINE__, "not a platform");
}

}  // namespace

void set_platform_facts(Contract& contract) {
  contract.executions = executions_of(contract.platform);
  contract.policy.moved_context_pointers = lets_context_pointers_move(contract.platform);
}

}  // namespace assay
