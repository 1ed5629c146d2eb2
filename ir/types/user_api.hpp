// SPDX-License-Identifier: Apache-2.0
// Types of the kernel's user API, whose layout is the same on every kernel (of x86-64, where the
// machine matters): contexts, and headers of the network's packets.
//
// Source of user_api.def: Linux 6.1's include/uapi (linux/bpf.h, if_ether.h, ip.h and the like) and
// arch/x86/include/uapi/asm/ptrace.h, as Debian's linux-libc-dev installs them; pt_regs by the
// names of arch/x86/include/asm/ptrace.h, too.
#pragma once

#include "ir/types/core_spec.hpp"

namespace assay {

enum class ApiFit : std::uint8_t {
  NotOfApi,     // the API says nothing of the field
  Fits,         // the object has the field where the API has it
  Contradicts,  // it has it elsewhere, or with another size
};

/// How the object's layout of a field is the API's. `offset`: its CoreKind::ByteOffset.
[[nodiscard]] ApiFit user_api_fit(const Btf& btf, const CoreSpec& spec, const CoreNumber& offset);

}  // namespace assay
