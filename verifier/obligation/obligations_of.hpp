// SPDX-License-Identifier: Apache-2.0
// Which obligations an instruction has. They follow from the instruction, the program and the
// contract alone, so that a checker or a solver can list them without a state.
#pragma once

#include <array>
#include <span>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/obligation/obligation.hpp"

namespace assay {

/// In the order in which they are judged: each may rest on those before it.
class Obligations {
 public:
  void add(const Obligation& obligation);
  [[nodiscard]] std::span<const Obligation> all() const { return {list_.data(), size_}; }

 private:
  std::array<Obligation, 20> list_{};
  std::size_t size_ = 0;
};

/// Of the instruction at `slot`, which is not the tail of a wide load.
[[nodiscard]] Obligations obligations_of(const Program& program, const Contract& contract,
                                         std::uint32_t slot);

}  // namespace assay
