// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/memory_operand.hpp"

namespace assay {

std::optional<MemoryOperand> memory_operand(const Instruction& instruction) {
  if (const auto* load = std::get_if<Load>(&instruction))
    return MemoryOperand{load->base, load->offset, load->size};
  if (const auto* store = std::get_if<Store>(&instruction))
    return MemoryOperand{store->base, store->offset, store->size};
  if (const auto* atomic = std::get_if<Atomic>(&instruction))
    return MemoryOperand{atomic->base, atomic->offset, atomic->size};
  return std::nullopt;
}

}  // namespace assay
