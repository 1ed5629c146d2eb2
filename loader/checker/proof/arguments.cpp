// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/arguments.hpp"

#include "loader/checker/proof/transfer.hpp"

namespace assay::checker {
namespace {

using wire::ArgKind;

/// The largest size that helpers take, which no region's slack exceeds.
constexpr uint64_t kMostBytes = uint64_t{1} << 29;

bool sized_by_next(const Call& call, uint32_t i) {
  return call.argument(i).size == 0 && i + 1 < wire::kHelperArguments &&
         is_among(call.argument(i + 1).kind, kSizes);
}

bool moved_by_call(const Call& call, const Value& v) {
  return v.points_into(Into::Region) && !call.helper->packet_arguments &&
         call.site->contract().regions[v.place.index].moved_by_helpers;
}

/// The number as the helper reads it, with what bounds tell of it.
Scalar read_width(const Call& call, uint32_t i) {
  const Knowledge& k = call.site->known();
  const Term& term = call.value(i).term;
  if (call.argument(i).width != 4) return k.evaluate_bounded(term);
  Term known;
  if (k.known_extension(Link::ZeroExtend32, term, known)) return k.evaluate_bounded(known);
  Scalar read = k.evaluate(term);
  make_extended(read, 32, Extended::Zeros);
  return read;
}

[[gnu::noinline]] uint64_t most_read(const Call& call, uint32_t i) {
  return read_width(call, i).umax();
}

bool is_constant(const Call& call, uint32_t i) {
  uint64_t number = 0;
  return constant_of(call, i, number);
}

[[gnu::noinline]] Code check_number(const Call& call, uint32_t i) {
  const ArgumentView& arg = call.argument(i);
  const Value& v = call.value(i);
  if (v.is_pointer()) {
    const bool any_number = arg.min == 0 && arg.max == kMinusOne && !arg.constant;
    return call.site->policy().pointer_leak_to_memory && any_number ? Code::Ok
                                                                    : Code::ArgumentWrongType;
  }
  const Scalar s = read_width(call, i);
  if (arg.constant && !is_constant(call, i)) return Code::ArgumentOutOfRange;
  const uint64_t top = arg.width == 4 ? least_of<uint64_t>(arg.max, 0xffffffffu) : arg.max;
  return s.umin() >= arg.min && s.umax() <= top ? Code::Ok : Code::ArgumentOutOfRange;
}

Code check_size(const Call& call, uint32_t i) {
  if (!call.value(i).is_number()) return Code::ArgumentWrongType;
  const Scalar s = read_width(call, i);
  if (call.argument(i).constant && !is_constant(call, i)) return Code::ArgumentSizeUnbounded;
  if (call.argument(i).kind == ArgKind::Size && s.umin() == 0) return Code::ArgumentSizeUnbounded;
  return Code::Ok;
}

Code check_context_argument(const Call& call, uint32_t i) {
  const Value& v = call.value(i);
  if (call.argument(i).nullable && v.is_zero()) return Code::Ok;
  if (!v.points_into(Into::Context)) return Code::ArgumentWrongType;
  if (v.may_be_null() && !call.argument(i).nullable) return Code::ArgumentMayBeNull;
  return v.term.is(0) ? Code::Ok : Code::ContextPointerModified;
}

Code check_map(const Call& call, uint32_t i) {
  const Value& v = call.value(i);
  if (!v.points_into(Into::Map)) return Code::ArgumentWrongType;
  if (v.may_be_null()) return Code::ArgumentMayBeNull;
  const MapView& map = call.site->map(v.place.index);
  if (!allows_map_kind(*call.helper, map.kind)) return Code::MapNotAllowed;
  return call.helper->writes_map && is_read_only(map) ? Code::MapReadOnly : Code::Ok;
}

/// How many bytes the memory argument has; false where no number says it.
bool bytes_of(const Call& call, uint32_t i, ArgumentBytes& out) {
  const ArgumentView& arg = call.argument(i);
  out = ArgumentBytes{};
  if (is_among(arg.kind, kMapParts)) {
    if (call.map == kNoIndex) return false;
    const MapView& map = call.site->map(call.map);
    out.size = Term::number(arg.kind == ArgKind::MapKey ? map.key_size : map.value_size);
    return true;
  }
  if (arg.size != 0) {
    out.size = Term::number(arg.size);
    return true;
  }
  if (!sized_by_next(call, i) || !call.value(i + 1).is_number()) return false;
  out.size = call.value(i + 1).term;
  if (call.argument(i + 1).width == 8) return true;
  Term known;
  out.at_most = !call.site->known().known_extension(Link::ZeroExtend32, out.size, known);
  out.size = known;
  if (out.at_most) out.size = Term::number(most_read(call, i + 1));
  return true;
}

/// A helper that reads memory may show it to others, so no pointer may be kept there.
bool shows_pointer(const Site& site, const Access& a) {
  if (a.kind != AccessKind::Read || !a.pointer->points_into(Into::Stack) ||
      site.policy().pointer_leak_to_memory)
    return false;
  const StackRange range = stack_range(site, a);
  return site.state->touches_pointer(a.pointer->place.index, range.low, range.size());
}

[[gnu::noinline]] Code check_use(const Call& call, uint32_t i, const Term& size, AccessKind kind) {
  const Value& pointer = call.value(i);
  Access a;
  a.pointer = &pointer;
  a.size = size;
  a.kind = kind;
  a.may_be_uninitialised = call.site->policy().uninitialised_stack_reads_by_helpers;
  a.by = call.argument(i).aligned ? Accessor::AligningHelper : Accessor::Helper;
  const Code code = check_access(*call.site, a);
  if (code != Code::Ok) return code;
  return shows_pointer(*call.site, a) ? Code::PointerLeak : Code::Ok;
}

/// The kind of the map of which argument i is a key; null where it is none.
const MapKindView* kind_by_key(const Call& call, uint32_t i) {
  if (call.argument(i).kind != ArgKind::MapKey || call.map == kNoIndex) return nullptr;
  return find_map_kind(call.site->contract(), call.site->map(call.map).kind);
}
/// A look-up that writes into the key it is given and puts it back.
bool writes_key(const Call& call, uint32_t i) {
  const MapKindView* kind = kind_by_key(call, i);
  return kind != nullptr && kind->lookup_writes_key &&
         call.helper->returns == wire::ReturnKind::MapValueOrNull;
}

/// Whoever reads the argument reads it more than once, and relies on what it read first.
bool must_be_private(const Call& call, uint32_t i) {
  if (call.argument(i).is_private) return true;
  const MapKindView* kind = kind_by_key(call, i);
  return kind != nullptr && kind->key_is_private &&
         (call.helper->writes_map || kind->lookup_writes_key);
}
/// Nobody else writes there while the helper runs: the stack, read-only data that stay, and what
/// the contract says so of.
bool is_private(const Call& call, const Value& v) {
  if (v.points_into(Into::Region)) return call.site->contract().regions[v.place.index].unshared;
  return v.points_into(Into::Stack) ||
         (v.points_into(Into::Data) && call.site->policy().read_only_data_frozen &&
          call.site->map(v.place.index).role == wire::MapRole::ReadOnlyData);
}

[[gnu::noinline]] bool is_bounded(const Knowledge& k, const Term& size) {
  return k.evaluate_bounded(size).umax() <= kMostBytes;
}

[[gnu::noinline]] Code check_memory(const Call& call, uint32_t i) {
  const ArgumentView& arg = call.argument(i);
  ArgumentBytes bytes;
  if (!bytes_of(call, i, bytes))
    return is_among(arg.kind, kMapParts) ? Code::MapNotNamed : Code::ArgumentWrongType;
  const Value& v = call.value(i);
  const Knowledge& k = call.site->known();
  const bool none = is_nothing(k, bytes.size);
  if (v.is_zero()) {
    const bool sizeless = arg.size != 0 || arg.kind == ArgKind::MapKey;
    return arg.nullable && (sizeless || none) ? Code::Ok : Code::ArgumentMayBeNull;
  }
  if (!v.is_pointer() || v.points_into(Into::Context) || moved_by_call(call, v))
    return Code::ArgumentWrongType;
  if (v.may_be_null()) return Code::ArgumentMayBeNull;
  if (none) return Code::Ok;
  if (!is_bounded(k, bytes.size)) return Code::ArgumentSizeUnbounded;
  if (is_among(arg.kind, kWritten) || writes_key(call, i)) {
    const Code code = check_use(call, i, bytes.size, AccessKind::Write);
    if (code != Code::Ok) return code;
  }
  if (must_be_private(call, i) && !is_private(call, v)) return Code::ArgumentWrongType;
  return is_read(arg.kind) ? check_use(call, i, bytes.size, AccessKind::Read) : Code::Ok;
}

/// What a helper gave.
Code check_object(const Call& call, uint32_t i, Into into) {
  const Value& v = call.value(i);
  if (!v.points_into(into)) return Code::ReferenceNotHeld;
  if (v.may_be_null()) return Code::ArgumentMayBeNull;
  if (!v.term.is(0)) return Code::ArgumentWrongType;
  if (call.helper->releases != static_cast<int32_t>(i)) return Code::Ok;
  const State& s = *call.site->state;
  for (uint32_t r = 0; r < s.resource_count; ++r) {
    if (s.resources[r].id == v.place.identity) return Code::Ok;
  }
  return Code::ReferenceNotHeld;
}

Code check_string(const Call& call, uint32_t i) {
  const Value& v = call.value(i);
  if (!v.points_into(Into::Data) || v.may_be_null() || !v.term.is_constant())
    return Code::ArgumentWrongType;
  const MapView& map = call.site->map(v.place.index);
  if (map.role != wire::MapRole::ReadOnlyData) return Code::ArgumentWrongType;
  for (uint64_t at = v.term.constant; contents_hold(map, at, 1); ++at) {
    Desk& desk = *call.site->known().desk;
    desk.spend(1);
    if (desk.fault != Code::Ok) return desk.fault;
    if (map.value.data[at] == 0) return Code::Ok;
  }
  return Code::ArgumentWrongType;
}

}  // namespace

bool is_nothing(const Knowledge& k, const Term& size) {
  const Scalar bytes = k.evaluate(size);
  return bytes.is_constant() && bytes.value() == 0;
}

uint32_t map_of_call(const Site& site, const HelperView& helper) {
  for (uint32_t i = 0; i < wire::kHelperArguments; ++i) {
    if (helper.args[i].kind != ArgKind::MapHandle) continue;
    const Value& v = site.state->registers[i + 1];
    return v.points_into(Into::Map) && !v.may_be_null() ? v.place.index : kNoIndex;
  }
  return kNoIndex;
}

bool constant_of(const Call& call, uint32_t i, uint64_t& out) {
  if (!call.value(i).is_number()) return false;
  Scalar read = call.site->known().evaluate(call.value(i).term);
  make_extended(read, 8u * call.argument(i).width, Extended::Zeros);
  if (read.is_constant()) out = read.value();
  return read.is_constant();
}

bool memory_of(const Call& call, uint32_t i, ArgumentBytes& out) {
  const ArgKind kind = call.argument(i).kind;
  if (!is_among(kind, kMapParts | kBuffers)) return false;
  const Value& v = call.value(i);
  return v.is_pointer() && !v.may_be_null() && !v.points_into(Into::Context) &&
         !moved_by_call(call, v) && bytes_of(call, i, out);
}

Code check_argument(const Call& call, uint32_t i) {
  switch (call.argument(i).kind) {
    case ArgKind::None:
      return Code::Ok;
    case ArgKind::Any:
      return call.value(i).is_pointer() && !call.site->policy().pointer_leak_to_memory
                 ? Code::PointerLeak
                 : Code::Ok;
    case ArgKind::Scalar:
      return check_number(call, i);
    case ArgKind::Context:
      return check_context_argument(call, i);
    case ArgKind::MapHandle:
      return check_map(call, i);
    case ArgKind::MapKey:
    case ArgKind::MapValueIn:
    case ArgKind::MapValueOut:
    case ArgKind::ReadMemory:
    case ArgKind::WriteMemory:
    case ArgKind::ReadWriteMemory:
      return check_memory(call, i);
    case ArgKind::Size:
    case ArgKind::SizeOrZero:
      return check_size(call, i);
    case ArgKind::AllocatedMemory:
      return check_object(call, i, Into::Memory);
    case ArgKind::SocketReference:
      return check_object(call, i, Into::Object);
    case ArgKind::ConstString:
      return check_string(call, i);
    case ArgKind::Callback:
    case ArgKind::StackPointer:
    case ArgKind::OpaqueHandle:
    case ArgKind::NewObject:
    case ArgKind::StackObject:
      return Code::UnsupportedArgument;
  }
  return Code::UnsupportedArgument;
}

}  // namespace assay::checker
