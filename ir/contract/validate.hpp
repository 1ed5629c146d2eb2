// SPDX-License-Identifier: Apache-2.0
// Does a contract contradict itself? Every built-in one is asked this by the tests; one that is
// read from a file is asked before it is used.
#pragma once

#include <string>
#include <vector>

#include "ir/contract/contract.hpp"

namespace assay {

/// Bytes of the largest stack frame that a contract may give a function: what the compiler's back
/// end lays out at most (LLVM 19, BPFRegisterInfo.cpp), and what an abstract state has room for.
inline constexpr std::uint32_t kMostFrameBytes = 512;
/// Bytes of the largest context; one instruction reaches 2^15 bytes from its pointer.
inline constexpr std::uint32_t kMostContextBytes = 1u << 20;
/// The largest slack of a region, so that addresses are left between one slack and the other.
inline constexpr std::uint64_t kMostSlack = 1ull << 62;

/// What in the contract cannot be meant, one sentence each; empty when it is sound as data. That
/// its facts are true of a platform no check can say.
[[nodiscard]] std::vector<std::string> contradictions(const Contract& contract);

}  // namespace assay
