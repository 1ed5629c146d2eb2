// SPDX-License-Identifier: Apache-2.0
// Loads, stores and atomic operations.
#include "verifier/obligation/memory.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/contract/execution.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/obligation/map_rules.hpp"
#include "verifier/transfer/load_time.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

Scalar loaded(Width size, bool sign_extend_it) {
  const Scalar raw = zero_extend(Scalar::top(), size);
  return sign_extend_it ? sign_extend(raw, size) : raw;
}

Value extended(Transfer& t, const Load& load, const Value& value) {
  // value holds exactly the loaded bytes, zero-extended.
  if (load.size == Width::W64 || !value.is_scalar() || !load.sign_extend) return value;
  if (load.size == Width::W32)
    return Value::scalar(t.state.knowledge.sign_extend32(t.env.symbols, value.term));
  return t.fresh(sign_extend(t.state.knowledge.evaluate(value.term), load.size));
}

/// The address `offset` bytes behind a region's first mark: a number where the region is absent.
Value address_in(const State& state, std::uint32_t region, const Term& offset) {
  if (state.regions.at(region).presence == Presence::Absent) return Value::scalar(offset);
  return Value::pointer({RegionKind::Packet, region, 0, 0}, offset);
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
    return load.sign_extend ? t.fresh(loaded(load.size, true)) : Value::scalar(length);
  }
  return t.fresh(loaded(load.size, load.sign_extend));
}

/// An access through the stack counts for the frame that it reaches, whose function need not be the
/// top's.
void note_access(const Transfer& t, const Access& access) {
  if (access.pointer.region.kind != RegionKind::Stack) return;
  note_stack(t.env, t.state, access.pointer.region, stack_range(t.site(), access).low);
}

/// The end of an access to the context that fits it.
void note_context(const Transfer& t, const Value& pointer, std::int16_t offset, unsigned size) {
  if (t.env.basis == nullptr) return;
  const auto base = static_cast<std::int64_t>(pointer.term.constant_part());
  t.env.basis->reads_context(static_cast<std::uint32_t>(base + offset) + size);
}

/// The bytes of read-only data at a known offset; or the range of all values that an unknown one
/// may give.
Value load_data(Transfer& t, const Load& load, const Value& pointer) {
  const Map& map = t.env.program.maps.at(pointer.region.index);
  const unsigned n = bytes(load.size);
  if (!map.read_only || map.contents.size() != map.value_size || map.value_size < n)
    return t.fresh(loaded(load.size, load.sign_extend));
  const auto note_contents = [&] {
    if (t.env.basis != nullptr) t.env.basis->contents.insert(pointer.region.index);
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
      pointer.term.plus(static_cast<std::uint64_t>(std::int64_t{load.offset})));
  if (const auto c = offset.as_constant()) {
    if (!contents_hold(map, *c, n))
      return extended(t, load, Value::scalar(loaded_data(t, pointer.region.index, *c, load.size)));
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
    return t.fresh(loaded(load.size, load.sign_extend));
  note_contents();
  Scalar all = Scalar::constant(word_at(first));
  for (std::uint64_t at = first; at <= last; at += stride)
    all = join(all, Scalar::constant(word_at(at)));
  return t.fresh(extend(all));
}

Value load_stack(Transfer& t, const Load& load, const Value& pointer, const StackRange& range) {
  Stack& stack = t.state.frames.at(pointer.region.index).stack;
  const unsigned n = bytes(load.size);
  if (!range.exact) return t.fresh(loaded(load.size, load.sign_extend));
  if (const StackCell* cell = stack.exact(range.low, n))
    return extended(t, load, Value(cell->value));
  const auto covering = std::ranges::find_if(stack.cells(), [&](const StackCell& c) {
    return c.value.is_scalar() && c.offset <= range.low &&
           c.offset + static_cast<std::int32_t>(c.size) >= range.high;
  });
  if (covering != stack.cells().end()) {
    const Scalar whole = t.state.knowledge.evaluate(covering->value.term);
    const auto shift =
        Scalar::constant(8 * static_cast<std::uint64_t>(range.low - covering->offset));
    const Term term = covering->value.term;
    if (range.low == covering->offset && load.size == Width::W32) {
      return extended(t, load, Value::scalar(t.state.knowledge.zero_extend32(t.env.symbols, term)));
    }
    return extended(t, load,
                    t.fresh(zero_extend(alu(AluOp::Rsh, Width::W64, whole, shift), load.size)));
  }
  const Value named = t.fresh(loaded(load.size, false));
  if (stack.initialised(range.low, n)) stack.name(range.low, n, named);
  return extended(t, load, named);
}

/// What stays in a cell of `size` bytes when `value` is stored into it.
Value truncated(Transfer& t, const Value& value, Width size) {
  if (size == Width::W64 || !value.is_scalar()) return value;
  if (size == Width::W32)
    return Value::scalar(t.state.knowledge.zero_extend32(t.env.symbols, value.term));
  const Scalar facts = t.state.knowledge.evaluate(value.term);
  if (facts.umax() < std::uint64_t{1} << bits(size)) return value;
  return t.fresh(zero_extend(facts, size));
}

Refusal store_stack(Transfer& t, const Value& pointer, const StackRange& range, Width size,
                    const Value& value) {
  Stack& stack = t.state.frames.at(pointer.region.index).stack;
  if (!range.exact) {
    if (value.is_pointer())
      return refuse(t.site(), ErrorCode::PointerCorrupted,
                    "a pointer is stored at a stack offset that is not known");
    stack.weaken(range.low, static_cast<std::uint32_t>(range.high - range.low));
    return std::nullopt;
  }
  if (value.is_pointer() && (size != Width::W64 || range.low % 8 != 0)) {
    if (!t.env.contract.policy.pointer_to_scalar)
      return refuse(t.site(), ErrorCode::PointerCorrupted, "only part of a pointer is stored");
    stack.scramble(range.low, bytes(size));
    return std::nullopt;
  }
  stack.store(range.low, bytes(size), truncated(t, value, size));
  return std::nullopt;
}

Refusal check_leak(const Transfer& t, const Value& pointer, const Value& value) {
  if (!value.is_pointer() || pointer.region.kind == RegionKind::Stack ||
      t.env.contract.policy.pointer_leak_to_memory)
    return std::nullopt;
  return refuse(t.site(), ErrorCode::PointerLeakMemory,
                describe_value(t.site(), value) + " is stored into " +
                    region_name(t.site(), pointer.region) + ", where others can read it");
}

/// Variables of the file that can be written need memory that lasts, which not every loader gives.
Refusal check_writable_data(const Transfer& t, const Map& map) {
  if (!map.is_data || map.read_only || t.env.contract.policy.writable_globals) return std::nullopt;
  return refuse(t.site(), ErrorCode::WritableDataUnsupported,
                "the program uses variables in '" + map.name + "', and " + t.env.contract.name +
                    " has no memory for variables that can be written");
}

}  // namespace

Refusal transfer_load_imm(Transfer& t, const LoadImm64& load) {
  if (load.dst == kFramePointer)
    return refuse(t.site(), ErrorCode::FramePointerWritten,
                  "r10 holds the frame pointer and cannot be written");
  const auto map = static_cast<std::uint32_t>(load.value);
  const bool names_map = load.kind == WideKind::Map || load.kind == WideKind::MapValue;
  if (names_map && t.env.basis != nullptr) t.env.basis->maps.insert(map);
  switch (load.kind) {
    case WideKind::Immediate: {
      const auto set = loaded_immediate(t);
      t.state.write(load.dst, Value::scalar(set ? *set : Term::constant(load.value)));
      return std::nullopt;
    }
    case WideKind::Map:
      if (auto refusal = check_writable_data(t, t.env.program.maps.at(map))) return refusal;
      t.state.write(load.dst,
                    Value::pointer({RegionKind::MapHandle, map, 0, 0}, Term::constant(0)));
      return std::nullopt;
    case WideKind::MapValue: {
      const Map& m = t.env.program.maps.at(map);
      if (auto refusal = check_writable_data(t, m)) return refusal;
      const MapKind* kind = find_map_kind(t.env.contract, m.kind);
      // The address of one element's value: of which one, a map of several cannot tell.
      if (!m.is_data && (kind == nullptr || !kind->direct_value || m.max_entries != 1)) {
        Finding f = refuse(t.site(), ErrorCode::MapKindNotAllowed,
                           "the values of map '" + m.name + "' cannot be addressed directly");
        f.suggestion =
            "look the element up with a key; only the value of an array of one entry can "
            "be addressed directly";
        return f;
      }
      if (const auto problem = m.is_data ? std::nullopt : definition_problem(*kind, m)) {
        return refuse(t.site(), ErrorCode::MapFlagsNotAllowed,
                      "map '" + m.name + "' is no usable " + kind->name + ": " + *problem);
      }
      const RegionKind region = m.is_data ? RegionKind::Data : RegionKind::MapValue;
      t.state.write(load.dst,
                    Value::pointer({region, map, 0, 0}, Term::constant(load.value >> 32)));
      return std::nullopt;
    }
    case WideKind::Function:
      t.state.write(load.dst, Value::pointer({RegionKind::Function,
                                              static_cast<std::uint32_t>(load.value), 0, 0},
                                             Term::constant(0)));
      return std::nullopt;
    case WideKind::UnresolvedSymbol: {
      const ExternalSymbol& symbol = t.env.program.unresolved.at(load.value);
      if (symbol.may_be_absent) {  // 0, or where the kernel has it
        t.state.write(load.dst, t.fresh(Scalar::top()));
        return std::nullopt;
      }
      Finding f = refuse(t.site(), ErrorCode::FunctionUnresolved,
                         "the symbol '" + symbol.name + "' is not defined in the object");
      f.suggestion =
          "define it in this object, or drop 'extern'; what a loader would fill in (__ksym) is not "
          "known here";
      return f;
    }
  }
  internal_fault(__FILE__, __LINE__, "wide load kind out of range");
}

Refusal transfer_load(Transfer& t, const Load& load) {
  if (load.dst == kFramePointer)
    return refuse(t.site(), ErrorCode::FramePointerWritten,
                  "r10 holds the frame pointer and cannot be written");
  if (auto r = check_readable(t, load.base)) return r;
  note_layout(t);
  const Value pointer = t.state.read(load.base);
  const unsigned n = bytes(load.size);
  if (pointer.is_pointer() && pointer.null_id == 0 && pointer.region.kind == RegionKind::Context) {
    if (auto r = check_context_access(t.site(), pointer, load.offset, n, AccessKind::Read))
      return r;
    note_context(t, pointer, load.offset, n);
    const auto offset = static_cast<std::uint32_t>(
        static_cast<std::int64_t>(pointer.term.constant_part()) + load.offset);
    if (load.sign_extend && field_at(t.env.contract, offset)->kind != FieldKind::Scalar) {
      Finding f = refuse(t.site(), ErrorCode::ContextFieldUnknown,
                         "a pointer in the context is loaded as a signed number");
      f.suggestion =
          "declare the field as the platform's header does (unsigned), and cast it to a "
          "pointer from there";
      return f;
    }
    t.state.write(load.dst, load_context(t, load, offset));
    return std::nullopt;
  }
  const Access access{pointer,
                      load.offset,
                      Term::constant(n),
                      AccessKind::Read,
                      t.env.contract.policy.uninitialised_stack_reads,
                      "this read"};
  if (auto r = check_access(t.site(), access)) return r;
  note_access(t, access);
  switch (pointer.region.kind) {
    case RegionKind::Stack: {
      const StackRange range = stack_range(t.site(), access);
      const Stack& stack = t.state.frames.at(pointer.region.index).stack;
      const auto size = static_cast<std::uint32_t>(range.high - range.low);
      const bool whole_cell = range.exact && stack.exact(range.low, size) != nullptr;
      if (!whole_cell && stack.touches_pointer(range.low, size) &&
          !t.env.contract.policy.pointer_to_scalar) {
        return refuse(t.site(), ErrorCode::PointerCorrupted,
                      "this read sees part of a pointer that is kept on the stack");
      }
      t.state.write(load.dst, load_stack(t, load, pointer, range));
      return std::nullopt;
    }
    case RegionKind::Data:
      t.state.write(load.dst, load_data(t, load, pointer));
      return std::nullopt;
    case RegionKind::Packet:
    case RegionKind::MapValue:
    case RegionKind::Memory:
      t.state.write(load.dst, t.fresh(loaded(load.size, load.sign_extend)));
      return std::nullopt;
    case RegionKind::Context:
    case RegionKind::MapHandle:
    case RegionKind::Function:
    case RegionKind::Object:
      break;
  }
  internal_fault(__FILE__, __LINE__, "load from a region that was not checked");
}

Refusal transfer_store(Transfer& t, const Store& store) {
  if (auto r = check_readable(t, store.base)) return r;
  if (const auto* reg = std::get_if<Reg>(&store.src)) {
    if (auto r = check_readable(t, *reg)) return r;
  }
  note_layout(t);
  const Value pointer = t.state.read(store.base);
  const Value value = t.operand(store.src);
  const unsigned n = bytes(store.size);
  if (pointer.is_pointer() && pointer.null_id == 0 && pointer.region.kind == RegionKind::Context) {
    if (auto r = check_context_access(t.site(), pointer, store.offset, n, AccessKind::Write))
      return r;
    note_context(t, pointer, store.offset, n);
    return check_leak(t, pointer, value);
  }
  const Access access{pointer,           store.offset, Term::constant(n),
                      AccessKind::Write, false,        "this write"};
  if (auto r = check_access(t.site(), access)) return r;
  if (auto r = check_leak(t, pointer, value)) return r;
  note_access(t, access);
  if (pointer.region.kind != RegionKind::Stack) return std::nullopt;
  return store_stack(t, pointer, stack_range(t.site(), access), store.size, value);
}

Refusal transfer_atomic(Transfer& t, const Atomic& a) {
  const Execution& execution = execution_of(t.env.contract);
  if (execution.fetch_loses_r0 && fetches_through_r0(a)) {
    Finding f = refuse(t.site(), ErrorCode::InstructionUnsupported,
                       "this atomic operation fetches the old value through an address in r0, and "
                       "the platform's compiler loses that address on the way");
    f.suggestion =
        "keep the address in another register: copy the pointer into a variable that "
        "'asm volatile(\"\" : \"+r\"(pointer));' hides, or do not use the old value";
    return f;
  }
  if (auto r = check_readable(t, a.base)) return r;
  if (auto r = check_readable(t, a.src)) return r;
  const bool compares = a.op == AtomicOp::CompareExchange;
  if (compares) {
    if (auto r = check_readable(t, Reg{0})) return r;
  }
  note_layout(t);
  const Value pointer = t.state.read(a.base);
  if (pointer.is_pointer() && pointer.null_id == 0 && pointer.region.kind == RegionKind::Context) {
    return check_context_access(t.site(), pointer, a.offset, bytes(a.size), AccessKind::Atomic);
  }
  const Access access{pointer,
                      a.offset,
                      Term::constant(bytes(a.size)),
                      AccessKind::Atomic,
                      false,
                      "this atomic operation"};
  if (auto r = check_access(t.site(), access)) return r;
  const Value value = t.state.read(a.src);
  const bool leaks = value.is_pointer() || (compares && t.state.read(Reg{0}).is_pointer());
  if (leaks && !t.env.contract.policy.pointer_leak_to_memory) {
    return refuse(t.site(), ErrorCode::PointerLeakMemory,
                  "a pointer takes part in an atomic operation on memory");
  }
  note_access(t, access);
  if (pointer.region.kind == RegionKind::Stack) {
    const StackRange range = stack_range(t.site(), access);
    const auto size = static_cast<std::uint32_t>(range.high - range.low);
    Stack& stack = t.state.frames.at(pointer.region.index).stack;
    if (stack.touches_pointer(range.low, size) && !t.env.contract.policy.pointer_to_scalar) {
      return refuse(t.site(), ErrorCode::PointerCorrupted,
                    "this atomic operation works on a pointer that is kept on the stack");
    }
    stack.weaken(range.low, size);
  }
  const bool extends_sign = execution.exchange32_extends_sign && exchanges32(a);
  const Scalar old = loaded(a.size, extends_sign);
  if (compares) {
    t.state.write(Reg{0}, t.fresh(old));
  } else if (a.fetch || a.op == AtomicOp::Exchange) {
    if (a.src == kFramePointer)
      return refuse(t.site(), ErrorCode::FramePointerWritten,
                    "r10 holds the frame pointer and cannot be written");
    t.state.write(a.src, t.fresh(old));
  }
  return std::nullopt;
}

std::optional<Value> mark_past_next(const Environment& env, const State& state, const Load& load) {
  const Value pointer = state.read(load.base);
  const auto base = pointer.term.as_constant();
  if (!pointer.is_pointer() || pointer.region.kind != RegionKind::Context || !base)
    return std::nullopt;
  const std::int64_t offset = static_cast<std::int64_t>(*base) + load.offset;
  if (offset < 0 || offset >= env.contract.context_size) return std::nullopt;
  const ContextField* field = field_at(env.contract, static_cast<std::uint32_t>(offset));
  if (field == nullptr || !field->may_lie_past_next) return std::nullopt;
  const Term& next = state.regions.at(field->region).marks.at(field->mark + 1);
  return address_in(state, field->region, next.plus(1));
}

namespace {

Refusal check_load_packet(const Transfer& t, const LoadPacket& load) {
  if (!t.env.contract.policy.legacy_packet_access) {
    return refuse(t.site(), ErrorCode::InstructionUnsupported,
                  t.env.contract.name + " does not offer packet loads (LD_ABS, LD_IND)");
  }
  if (auto r = check_readable(t, Reg{6})) return r;
  const Value skb = t.state.read(Reg{6});
  if (!skb.is_pointer() || skb.region.kind != RegionKind::Context || skb.term.as_constant() != 0u) {
    Finding f =
        refuse(t.site(), ErrorCode::ArgumentWrongType,
               "packet loads need the context in r6, which is " + describe_value(t.site(), skb));
    f.suggestion = "let r6 hold the context pointer, unchanged, at each packet load";
    return f;
  }
  if (!load.indirect) return std::nullopt;
  if (auto r = check_readable(t, load.src)) return r;
  if (t.state.read(load.src).is_pointer()) {
    Finding f =
        refuse(t.site(), ErrorCode::PointerArithmetic, "a pointer is used as a packet offset");
    f.suggestion = "a packet load takes the number of bytes from the packet's begin";
    return f;
  }
  return std::nullopt;
}

}  // namespace

Step transfer_load_packet(const Environment& env, State state, std::uint32_t slot,
                          const LoadPacket& load) {
  Transfer t{env, state, slot};
  if (auto r = check_load_packet(t, load)) return {{}, r};
  if (auto r = check_references_released(t.site())) return {{}, r};
  // Where the packet is too short, the function that runs ends with 0: a subprogram goes back to
  // its caller.
  State ended = state;
  ended.write(Reg{0}, Value::scalar(Term::constant(0)));
  Step end = transfer_exit(env, std::move(ended), slot);
  if (end.refusal) return end;
  for (std::uint8_t i = 1; i <= 5; ++i)
    state.write(Reg{i}, Value::unreadable(Unreadable::Clobbered, slot));
  state.write(Reg{0}, t.fresh(zero_extend(Scalar::top(), load.size)));
  Step step;
  step.next.push_back({std::move(state), slot + 1});
  for (Successor& s : end.next) step.next.push_back(std::move(s));
  return step;
}

}  // namespace assay
