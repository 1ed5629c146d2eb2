// SPDX-License-Identifier: Apache-2.0
// How long programs become where a loader links by copies: eBPF for Windows puts each function
// behind every other that calls it, with all that is behind it, and takes for a part of a function
// what lies between it and the last instruction that it seems to reach.
//
// Source: external/ebpf-verifier, src/io/elf_reader.cpp: compute_reachable_program_span, which
// looks at calls before they are relocated, and ProgramReader::append_subprograms.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "ir/object/resolve.hpp"

namespace assay {

class CopiedSlots {
 public:
  explicit CopiedSlots(const ObjectParts& object)
      : object_(object), known_(object.functions.size()) {}

  /// The slots of functions[function] with all that is copied behind it; kEndless where such a
  /// loader would not end, or to find out takes too long.
  [[nodiscard]] std::uint64_t of(std::uint32_t function);

  static constexpr std::uint64_t kEndless = ~std::uint64_t{0};

 private:
  std::uint64_t copied(std::uint32_t function, unsigned depth);
  std::uint64_t end_reached(const CodeFunction& function);
  void follow(const CodeFunction& function, std::vector<bool>& seen);
  [[nodiscard]] bool calls_outside(const CodeFunction& function) const;
  [[nodiscard]] std::set<std::uint32_t> called(const CodeFunction& function,
                                               std::uint64_t end) const;

  const ObjectParts& object_;
  std::vector<std::optional<std::uint64_t>> known_;  // by function
  std::uint64_t steps_ = 0;
};

}  // namespace assay
