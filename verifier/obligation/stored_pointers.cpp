// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/stored_pointers.hpp"

#include "ir/base/errors.hpp"
#include "verifier/obligation/memory.hpp"

namespace assay {
namespace {

StackRange range_of(const Site& site, const MemoryOperand& at, const Value& pointer) {
  return stack_range(site, access_at(site.contract, {at, AccessKind::Read}, pointer));
}

/// The stack that the pointer points into; null where it is another region.
const Stack* stack_of(const Site& site, const Value& pointer) {
  const auto* memory = pointer.into<StackMemory>();
  return memory == nullptr ? nullptr : &site.state.frames.at(memory->frame).stack;
}

}  // namespace

Missing check(const Site& site, const WholePointerRead& o) {
  const Value pointer = site.state.read(o.load.base);
  const Stack* stack = stack_of(site, pointer);
  if (stack == nullptr || site.contract.policy.pointer_to_scalar) return std::nullopt;
  const StackRange range = range_of(site, {o.load.base, o.load.offset, o.load.size}, pointer);
  const bool whole_cell = range.exact && stack->exact(range.low, range.size()) != nullptr;
  if (whole_cell || !stack->touches_pointer(range.low, range.size())) return std::nullopt;
  return Miss{ErrorCode::PointerCorrupted};
}

Missing check(const Site& site, const KeptPrivate& o) {
  const bool private_place = site.state.read(o.store.base).into<StackMemory>() != nullptr;
  if (!site.state.read(std::get<Reg>(o.store.src)).is_pointer() || private_place ||
      site.contract.policy.pointer_leak_to_memory)
    return std::nullopt;
  return Miss{ErrorCode::PointerLeakMemory};
}

Missing check(const Site& site, const WholePointerStored& o) {
  const Value pointer = site.state.read(o.store.base);
  if (pointer.into<StackMemory>() == nullptr ||
      !site.state.read(std::get<Reg>(o.store.src)).is_pointer())
    return std::nullopt;
  const StackRange range = range_of(site, {o.store.base, o.store.offset, o.store.size}, pointer);
  if (!range.exact) return Miss{ErrorCode::PointerCorrupted, Lack::UnknownPlace};
  const bool whole = o.store.size == Width::W64 && range.low % 8 == 0;
  if (o.store.size != Width::W64 && site.contract.policy.pointers_stored_whole)
    return Miss{ErrorCode::PointerCorrupted};
  if (whole || site.contract.policy.pointer_to_scalar) return std::nullopt;
  return Miss{ErrorCode::PointerCorrupted};
}

Missing check(const Site& site, const NumbersOnly& o) {
  const bool compared = o.atomic.op == AtomicOp::CompareExchange;
  const bool pointer = site.state.read(o.atomic.src).is_pointer() ||
                       (compared && site.state.read(Reg{0}).is_pointer());
  if (!pointer || site.contract.policy.pointer_leak_to_memory) return std::nullopt;
  return Miss{ErrorCode::PointerLeakMemory};
}

Missing check(const Site& site, const NoPointerChanged& o) {
  const Value pointer = site.state.read(o.atomic.base);
  const Stack* stack = stack_of(site, pointer);
  if (stack == nullptr || site.contract.policy.pointer_to_scalar) return std::nullopt;
  const StackRange range = range_of(site, {o.atomic.base, o.atomic.offset, o.atomic.size}, pointer);
  if (!stack->touches_pointer(range.low, range.size())) return std::nullopt;
  return Miss{ErrorCode::PointerCorrupted};
}

}  // namespace assay
