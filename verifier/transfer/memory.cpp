// SPDX-License-Identifier: Apache-2.0
// Loads, stores and atomic operations.
#include "verifier/obligation/memory.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/contract/execution.hpp"
#include "ir/isa/names_map.hpp"
#include "verifier/obligation/context_access.hpp"
#include "verifier/transfer/load_time.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

/// Any bytes, as the load extends them.
Scalar loaded(const Load& load) {
  const Scalar raw = zero_extend(Scalar::top(), load.size);
  return load.sign_extend ? sign_extend(raw, load.size) : raw;
}

Value extended(Transfer& t, const Load& load, const Value& value) {
  // value holds exactly the loaded bytes, zero-extended.
  if (load.size == Width::W64 || !value.is_scalar() || !load.sign_extend) return value;
  if (load.size == Width::W32)
    return Value::scalar(t.state.knowledge.sign_extend32(t.env.symbols, value.term()));
  return t.fresh(sign_extend(t.state.knowledge.evaluate(value.term()), load.size));
}

/// The address `offset` bytes behind a region's first mark: a number where the region is absent.
Value address_in(const State& state, std::uint32_t region, const Term& offset) {
  if (state.regions.at(region).presence == Presence::Absent) return Value::scalar(offset);
  return Value::pointer(RegionMemory{region}, offset);
}

Value load_context(Transfer& t, const Load& load, std::uint32_t offset) {
  const ContextField* field = field_at(t.env.contract, offset);
  ASSAY_CHECK(field != nullptr, "context access was not checked");
  if (field->kind == FieldKind::RegionMark) {
    const Term& mark = t.state.regions.at(field->region).marks.at(field->mark);
    return address_in(t.state, field->region, mark);
  }
  if (field->kind == FieldKind::RegionLength) {
    // Marks are offsets from the region's begin. The field is read whole, and the length fits it
    // and is not negative (ir/contract/validate.hpp), so that zero extension changes nothing.
    const Term length = t.state.regions.at(field->region).marks.back();
    return load.sign_extend ? t.fresh(loaded(load)) : Value::scalar(length);
  }
  return t.fresh(loaded(load));
}

struct StackBytes {
  Stack& stack;
  StackRange range;
};
/// What of a stack the access may touch; nothing of other memory. It counts for the frame that it
/// reaches, whose function need not be the top's.
std::optional<StackBytes> reach_stack(const Transfer& t, const Access& access) {
  const auto* memory = access.pointer.into<StackMemory>();
  if (memory == nullptr) return std::nullopt;
  const StackRange range = stack_range(t.site(), access);
  note_stack(t.env, t.state, *memory, range.low);
  return StackBytes{t.state.frames.at(memory->frame).stack, range};
}

/// The bytes of read-only data at a known offset; or the range of all values that an unknown one
/// may give.
Value load_data(Transfer& t, const Load& load, const DataSection& data, const Term& base) {
  const Map& map = t.env.program.maps.at(data.map);
  const unsigned n = bytes(load.size);
  if (!map.read_only || map.contents.size() != map.value_size || map.value_size < n)
    return t.fresh(loaded(load));
  const auto note_contents = [&] {
    if (t.env.basis != nullptr) t.env.basis->contents.insert(data.map);
  };
  const auto word_at = [&](std::uint64_t at) {
    std::uint64_t w = 0;
    for (unsigned i = 0; i < n; ++i) w |= std::uint64_t{map.contents[at + i]} << (8 * i);
    return w;
  };
  const auto extend = [&](const Scalar& s) {
    return load.sign_extend ? sign_extend(s, load.size) : s;
  };
  const Scalar offset = t.state.knowledge.evaluate_bounded(
      base.plus(static_cast<std::uint64_t>(std::int64_t{load.offset})));
  if (const auto c = offset.as_constant()) {
    if (!contents_hold(map, *c, n))
      return extended(t, load, Value::scalar(loaded_data(t, data.map, *c, load.size)));
    note_contents();
    return t.fresh(extend(Scalar::constant(word_at(*c))));
  }
  constexpr std::uint64_t kMostElements = 4096;
  const std::uint64_t last = std::min<std::uint64_t>(offset.umax(), map.contents.size() - n);
  const std::uint64_t stride = offset.modulus();
  // The least offset of the stride's class: the range's end need not be in it, as facts may be
  // unreduced.
  const std::uint64_t behind =
      (offset.umin() % stride + stride - offset.remainder() % stride) % stride;
  const std::uint64_t first = behind == 0 ? offset.umin() : offset.umin() + (stride - behind);
  if (offset.umin() > last || first > last || (last - first) / stride > kMostElements ||
      !contents_hold(map, first, last - first + n))
    return t.fresh(loaded(load));
  note_contents();
  Scalar all = Scalar::constant(word_at(first));
  for (std::uint64_t at = first; at <= last; at += stride)
    all = join(all, Scalar::constant(word_at(at)));
  return t.fresh(extend(all));
}

Value load_stack(Transfer& t, const Load& load, const StackBytes& at) {
  const auto& [stack, range] = at;
  const unsigned n = bytes(load.size);
  if (!range.exact) return t.fresh(loaded(load));
  if (const StackCell* cell = stack.exact(range.low, n))
    return extended(t, load, Value(cell->value));
  const auto covering = std::ranges::find_if(stack.cells(), [&](const StackCell& c) {
    return c.value.is_scalar() && c.offset <= range.low &&
           c.offset + static_cast<std::int32_t>(c.size) >= range.high;
  });
  if (covering != stack.cells().end()) {
    const Scalar whole = t.state.knowledge.evaluate(covering->value.term());
    const auto shift =
        Scalar::constant(8 * static_cast<std::uint64_t>(range.low - covering->offset));
    const Term term = covering->value.term();
    if (range.low == covering->offset && load.size == Width::W32) {
      return extended(t, load, Value::scalar(t.state.knowledge.zero_extend32(t.env.symbols, term)));
    }
    return extended(t, load,
                    t.fresh(zero_extend(alu(AluOp::Rsh, Width::W64, whole, shift), load.size)));
  }
  const Value named = t.fresh(zero_extend(Scalar::top(), load.size));
  if (stack.initialised(range.low, n)) stack.name(range.low, n, named);
  return extended(t, load, named);
}

/// What stays in a cell of `size` bytes when `value` is stored into it.
Value truncated(Transfer& t, const Value& value, Width size) {
  if (size == Width::W64 || !value.is_scalar()) return value;
  if (size == Width::W32)
    return Value::scalar(t.state.knowledge.zero_extend32(t.env.symbols, value.term()));
  const Scalar facts = t.state.knowledge.evaluate(value.term());
  if (facts.umax() < std::uint64_t{1} << bits(size)) return value;
  return t.fresh(zero_extend(facts, size));
}

void store_stack(Transfer& t, const StackBytes& at, Width size, const Value& value) {
  const auto& [stack, range] = at;
  if (!range.exact) return stack.weaken(range.low, range.size());
  if (value.is_pointer() && (size != Width::W64 || range.low % 8 != 0))
    return stack.scramble(range.low, bytes(size));
  stack.store(range.low, bytes(size), truncated(t, value, size));
}

/// What an accessible load gives outside the context.
Value load_memory(Transfer& t, const Load& load, const Access& access) {
  const auto unknown = [&] { return t.fresh(loaded(load)); };
  const auto never = []() -> Value {
    internal_fault(__FILE__, __LINE__, "load from a region that was not checked");
  };
  return std::visit(
      Overloaded{
          [&](const StackMemory&) { return load_stack(t, load, *reach_stack(t, access)); },
          [&](const DataSection& data) { return load_data(t, load, data, access.pointer.term()); },
          [&](const RegionMemory&) { return unknown(); },
          [&](const MapElement&) { return unknown(); },
          [&](const HelperMemory&) { return unknown(); },
          [&](const ContextMemory&) { return never(); },
          [&](const MapHandle&) { return never(); },
          [&](const Code&) { return never(); },
          [&](const KernelObject&) { return never(); },
      },
      access.pointer.as_pointer()->region);
}

/// Where in the context the access begins; the basis is told where it ends.
std::uint32_t context_offset(const Transfer& t, const Value& pointer, const MemoryOperand& at) {
  const auto offset = static_cast<std::uint32_t>(
      static_cast<std::int64_t>(pointer.term().constant_part()) + at.offset);
  if (t.env.basis != nullptr) t.env.basis->reads_context(offset + bytes(at.size));
  return offset;
}

}  // namespace

void transfer_load_imm(Transfer& t, const LoadImm64& load) {
  const auto index = static_cast<std::uint32_t>(load.value);
  const auto address = [&](const Pointee& region, std::uint64_t offset = 0) {
    t.state.write(load.dst, Value::pointer(region, Term::constant(offset)));
  };
  if (names_map(load) && t.env.basis != nullptr) t.env.basis->maps.insert(index);
  switch (load.kind) {
    case WideKind::Immediate:
      return t.state.write(load.dst,
                           Value::scalar(t.immediate.value_or(Term::constant(load.value))));
    case WideKind::Map:
      return address(MapHandle{index});
    case WideKind::MapValue:
      if (t.env.program.maps.at(index).is_data)
        return address(DataSection{index}, load.value >> 32);
      return address(MapElement{index}, load.value >> 32);
    case WideKind::Function:
      return address(Code{index});
    case WideKind::UnresolvedSymbol:  // 0, or where the kernel has it
      return t.state.write(load.dst, t.fresh(Scalar::top()));
  }
  internal_fault(__FILE__, __LINE__, "wide load kind out of range");
}

void transfer_load(Transfer& t, const Load& load) {
  note_layout(t);
  const MemoryOperand at{load.base, load.offset, load.size};
  const Value pointer = t.state.read(load.base);
  if (is_context_pointer(pointer))
    return t.state.write(load.dst, load_context(t, load, context_offset(t, pointer, at)));
  const Access access = access_at(t.env.contract, {at, AccessKind::Read}, pointer);
  t.state.write(load.dst, load_memory(t, load, access));
}

void transfer_store(Transfer& t, const Store& store) {
  note_layout(t);
  const MemoryOperand at{store.base, store.offset, store.size};
  const Value pointer = t.state.read(store.base);
  if (is_context_pointer(pointer)) {
    const std::uint32_t offset = context_offset(t, pointer, at);
    if (t.env.basis != nullptr) t.env.basis->written_context.insert(offset);
    return;
  }
  const Access access = access_at(t.env.contract, {at, AccessKind::Write}, pointer);
  if (const auto at_stack = reach_stack(t, access))
    store_stack(t, *at_stack, store.size, t.operand(store.src));
}

void transfer_atomic(Transfer& t, const Atomic& a) {
  note_layout(t);
  const Value pointer = t.state.read(a.base);
  const Access access =
      access_at(t.env.contract, {{a.base, a.offset, a.size}, AccessKind::Atomic}, pointer);
  if (const auto at = reach_stack(t, access)) at->stack.weaken(at->range.low, at->range.size());
  const bool extends_sign = execution_of(t.env.contract).exchange32_extends_sign && exchanges32(a);
  const Scalar raw = zero_extend(Scalar::top(), a.size);
  const Scalar old = extends_sign ? sign_extend(raw, a.size) : raw;
  if (a.op == AtomicOp::CompareExchange) {
    t.state.write(Reg{0}, t.fresh(old));
  } else if (a.fetch || a.op == AtomicOp::Exchange) {
    t.state.write(a.src, t.fresh(old));
  }
}

std::optional<Value> mark_past_next(const Environment& env, const State& state, const Load& load) {
  const Value pointer = state.read(load.base);
  if (pointer.into<ContextMemory>() == nullptr) return std::nullopt;
  const auto base = pointer.term().as_constant();
  if (!base) return std::nullopt;
  const std::int64_t offset = static_cast<std::int64_t>(*base) + load.offset;
  if (offset < 0 || offset >= env.contract.context_size) return std::nullopt;
  const ContextField* field = field_at(env.contract, static_cast<std::uint32_t>(offset));
  if (field == nullptr || !field->may_lie_past_next) return std::nullopt;
  const Term& next = state.regions.at(field->region).marks.at(field->mark + 1);
  return address_in(state, field->region, next.plus(1));
}

Step transfer_load_packet(const Environment& env, State state, std::uint32_t slot,
                          const LoadPacket& load) {
  Transfer t{env, state, slot};
  // Where the packet is too short, the function that runs ends with 0: a subprogram goes back to
  // its caller.
  State ended = state;
  ended.write(Reg{0}, Value::scalar(Term::constant(0)));
  clobber(state, slot);
  state.write(Reg{0}, t.fresh(zero_extend(Scalar::top(), load.size)));
  return next_or_end(std::move(state), std::move(ended), slot);
}

}  // namespace assay
