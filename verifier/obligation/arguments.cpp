// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/arguments.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/argument_kinds.hpp"
#include "verifier/obligation/map_rules.hpp"

namespace assay {
namespace {

/// The largest size that helpers take, which no region's slack exceeds.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 29;

constexpr Miss wrong(Lack wanted) { return {ErrorCode::ArgumentWrongType, wanted}; }
constexpr Miss unsupported(Lack what) { return {ErrorCode::FeatureUnsupported, what}; }
constexpr Miss may_be_null() { return {ErrorCode::ArgumentMayBeNull, Lack::MayBeNull}; }

/// The size that goes with the memory in the argument is in the next one.
bool sized_by_next(const ArgumentSite& at) {
  return at.argument().size == 0 && at.index + 1 < at.helper.args.size() &&
         is_size(at.next().argument().kind);
}

bool moved_by_the_call(const ArgumentSite& at, const Value& v) {
  const auto* memory = v.into<RegionMemory>();
  return memory != nullptr && !at.helper.packet_arguments &&
         at.site.contract.regions.at(memory->region).moved_by_helpers;
}

Missing check_any(const ArgumentSite& at) {
  if (at.value().is_pointer() && !at.site.contract.policy.pointer_leak_to_memory)
    return Miss{ErrorCode::PointerLeakHelper};
  return std::nullopt;
}

Missing check_number(const ArgumentSite& at) {
  const Argument& arg = at.argument();
  const Value v = at.value();
  if (!v.is_scalar()) {
    const bool any_number = arg.min == 0 && arg.max == ~0ull && !arg.constant;
    if (v.is_pointer() && at.site.contract.policy.pointer_leak_to_memory && any_number)
      return std::nullopt;
    return wrong(Lack::WantsNumber);
  }
  const Scalar s = read_width(at);
  if (arg.constant && !constant_of(at))
    return Miss{ErrorCode::ArgumentOutOfRange, Lack::NotConstant};
  const std::uint64_t top =
      arg.width == Width::W32 ? std::min<std::uint64_t>(arg.max, 0xffffffffu) : arg.max;
  if (s.umin() >= arg.min && s.umax() <= top) return std::nullopt;
  return Miss{ErrorCode::ArgumentOutOfRange, Lack::OutOfRange};
}

Missing check_size(const ArgumentSite& at) {
  if (!at.value().is_scalar())
    return Miss{ErrorCode::ArgumentWrongType, Lack::WantsSize,
                static_cast<std::uint32_t>(at.index)};
  const Scalar s = read_width(at);
  if (at.argument().constant && !constant_of(at))
    return Miss{ErrorCode::ArgumentSizeUnbounded, Lack::SizeNotConstant};
  if (at.argument().kind == ArgKind::Size && s.umin() == 0)
    return Miss{ErrorCode::ArgumentSizeUnbounded, Lack::SizeMayBeZero};
  return std::nullopt;
}

Missing check_context(const ArgumentSite& at) {
  const Value v = at.value();
  if (at.argument().nullable && v.as_constant() == 0u) return std::nullopt;
  if (v.into<ContextMemory>() == nullptr) return wrong(Lack::WantsContext);
  if (v.maybe_null() && !at.argument().nullable) return may_be_null();
  if (v.term().as_constant() != 0u) return Miss{ErrorCode::ContextPointerModified};
  return std::nullopt;
}

Missing check_map(const ArgumentSite& at) {
  const Value v = at.value();
  const auto* handle = v.into<MapHandle>();
  if (handle == nullptr) return wrong(Lack::WantsMap);
  if (v.maybe_null()) return may_be_null();
  const Map& map = at.site.program.maps.at(handle->map);
  const MapKind* kind = find_map_kind(at.site.contract, map.kind);
  if (kind == nullptr) return Miss{ErrorCode::MapKindUnknown};
  const auto& allowed = at.helper.map_kinds;
  if (!allowed.empty() && std::ranges::find(allowed, map.kind) == allowed.end())
    return Miss{ErrorCode::MapKindNotAllowed};
  if (at.helper.writes_map && read_only_to_programs(map))
    return Miss{ErrorCode::MapReadOnlyWritten};
  return std::nullopt;
}

/// The pointer is good for a byte at least, so it is the size argument that leads outside.
bool size_is_to_blame(const ArgumentSite& at, const Access& access, ErrorCode code) {
  const bool outside = code == ErrorCode::OutOfBounds || code == ErrorCode::StackOutOfBounds;
  if (!outside || !sized_by_next(at)) return false;
  Access byte = access;
  byte.size = Term::constant(1);
  byte.may_be_uninitialised = true;
  return !check_access(at.site, byte);
}

/// A helper that reads memory may show it to others, so no pointer may be kept there.
bool shows_pointer(const Site& site, const Access& access) {
  const auto* memory = access.pointer.into<StackMemory>();
  if (access.kind != AccessKind::Read || memory == nullptr ||
      site.contract.policy.pointer_leak_to_memory)
    return false;
  const StackRange range = stack_range(site, access);
  return site.state.frames.at(memory->frame).stack.touches_pointer(range.low, range.size());
}

Missing check_use(const ArgumentSite& at, const ArgumentBytes& bytes, AccessKind kind) {
  const Value pointer = at.value();
  const Access access = access_of(at, pointer, bytes, kind);
  Missing miss = check_access(at.site, access);
  if (!miss && shows_pointer(at.site, access))
    miss = Miss{ErrorCode::PointerLeakMemory, Lack::KeepsPointer};
  if (!miss) return std::nullopt;
  miss->use = kind;
  if (size_is_to_blame(at, access, miss->code)) miss->code = ErrorCode::ArgumentSizeUnbounded;
  return miss;
}

const MapKind* kind_of_call(const ArgumentSite& at) {
  const auto map = map_of_call(at.site, at.helper);
  return map ? find_map_kind(at.site.contract, at.site.program.maps.at(*map).kind) : nullptr;
}

/// Whoever reads the argument reads it more than once, and relies on what it read first.
bool must_be_private(const ArgumentSite& at) {
  if (at.argument().is_private) return true;
  const bool is_key = at.argument().kind == ArgKind::MapKey;
  const MapKind* kind = is_key ? kind_of_call(at) : nullptr;
  return kind != nullptr && kind->key_is_private &&
         (at.helper.writes_map || kind->lookup_writes_key);
}

/// Nobody else writes there while the helper runs: the stack, read-only data that stay, and what
/// the contract says so of.
bool is_private(const Site& site, const Value& v) {
  if (v.into<StackMemory>() != nullptr) return true;
  if (const auto* memory = v.into<RegionMemory>())
    return site.contract.regions.at(memory->region).unshared;
  const auto* data = v.into<DataSection>();
  return data != nullptr && site.program.maps.at(data->map).read_only &&
         site.contract.policy.read_only_data_frozen;
}

/// The argument as an address of `bytes`; the bytes themselves apart.
Missing check_address(const ArgumentSite& at, const ArgumentBytes& bytes) {
  const Value v = at.value();
  if (v.as_constant() == 0u) {
    const bool none = at.argument().size != 0 || at.argument().kind == ArgKind::MapKey ||
                      at.site.state.knowledge.evaluate(bytes.size).as_constant() == 0u;
    if (at.argument().nullable && none) return std::nullopt;
    return Miss{ErrorCode::ArgumentMayBeNull, Lack::IsNull};
  }
  if (v.died_at()) return Miss{ErrorCode::StalePointer};
  if (v.is_scalar()) return wrong(Lack::WantsMemory);
  if (v.maybe_null()) return may_be_null();
  if (v.into<ContextMemory>() != nullptr) return wrong(Lack::WantsOwnMemory);
  if (moved_by_the_call(at, v)) return wrong(Lack::WantsCopy);
  return std::nullopt;
}

Missing check_memory(const ArgumentSite& at) {
  const auto bytes = bytes_of(at);
  if (!bytes && is_map_part(at.argument().kind)) return Miss{ErrorCode::MapUnknown};
  if (!bytes) {
    const std::size_t size = std::min(at.index + 1, at.helper.args.size() - 1);
    return Miss{ErrorCode::ArgumentWrongType, Lack::WantsSize, static_cast<std::uint32_t>(size)};
  }
  if (auto miss = check_address(at, *bytes)) return miss;
  const Knowledge& k = at.site.state.knowledge;
  if (!at.value().is_pointer() || k.evaluate(bytes->size).as_constant() == 0u) return std::nullopt;
  if (k.evaluate_bounded(bytes->size).umax() > kMostBytes)
    return Miss{ErrorCode::ArgumentSizeUnbounded, Lack::SizeTooLarge};
  if (is_written(at.argument().kind) || searches_in_key(at)) {
    if (auto miss = check_use(at, *bytes, AccessKind::Write)) return miss;
  }
  if (must_be_private(at) && !is_private(at.site, at.value())) return wrong(Lack::WantsPrivate);
  if (!is_read(at.argument().kind)) return std::nullopt;
  return check_use(at, *bytes, AccessKind::Read);
}

Missing check_held(const ArgumentSite& at, ResourceId id) {
  const auto& resources = at.site.state.resources;
  if (std::ranges::find(resources, id, &Resource::id) != resources.end()) return std::nullopt;
  return Miss{ErrorCode::ReferenceNotHeld, Lack::NotHeld};
}

/// What a helper gave, in a region of kind R.
template <class R>
Missing check_object(const ArgumentSite& at) {
  const Value v = at.value();
  const R* object = v.into<R>();
  if (object == nullptr) return Miss{ErrorCode::ReferenceNotHeld, Lack::NotAcquired};
  if (v.maybe_null()) return may_be_null();
  if (v.term().as_constant() != 0u) return wrong(Lack::WantsAsReturned);
  if (at.helper.releases != static_cast<std::int32_t>(at.index)) return std::nullopt;
  return check_held(at, object->resource);
}

/// Where the argument points to bytes of the stack at a known place; nothing where it does not.
std::optional<std::int32_t> place_on_stack(const ArgumentSite& at) {
  const Value v = at.value();
  if (v.into<StackMemory>() == nullptr || v.maybe_null()) return std::nullopt;
  const auto place = at.site.state.knowledge.evaluate(v.term()).as_constant();
  const auto offset = static_cast<std::int64_t>(place.value_or(0));
  const bool fits = offset >= -Stack::kFrameBytes && offset < 0 && offset % 8 == 0;
  return fits ? std::optional(static_cast<std::int32_t>(offset)) : std::nullopt;
}

Missing check_room(const ArgumentSite& at) {
  if (!place_on_stack(at)) return wrong(Lack::WantsRoom);
  return check_use(at, {Term::constant(at.argument().size)}, AccessKind::Write);
}

Missing check_stack_object(const ArgumentSite& at) {
  const ResourceId object = object_on_stack(at);
  if (object == ResourceId::None) return Miss{ErrorCode::ReferenceNotHeld, Lack::NotAcquired};
  return check_held(at, object);
}

Missing check_string(const ArgumentSite& at) {
  const Value v = at.value();
  const auto* data = v.into<DataSection>();
  const auto begin = data == nullptr ? std::nullopt : v.term().as_constant();
  if (begin && !v.maybe_null()) {
    const Map& map = at.site.program.maps.at(data->map);
    for (std::uint64_t k = *begin; map.read_only && contents_hold(map, k, 1); ++k) {
      if (map.contents[k] == 0) return std::nullopt;
    }
  }
  return wrong(Lack::WantsConstString);
}

}  // namespace

Scalar read_width(const ArgumentSite& at) {
  const Knowledge& k = at.site.state.knowledge;
  const Term term = at.value().term();
  if (at.argument().width != Width::W32) return k.evaluate_bounded(term);
  const auto known = k.known_extension(LinkKind::ZeroExtend32, term);
  return known ? k.evaluate_bounded(*known) : zero_extend(k.evaluate(term), Width::W32);
}

std::optional<std::uint64_t> constant_of(const ArgumentSite& at) {
  const Value v = at.value();
  if (!v.is_scalar()) return std::nullopt;
  return zero_extend(at.site.state.knowledge.evaluate(v.term()), at.argument().width).as_constant();
}

std::optional<ArgumentBytes> bytes_of(const ArgumentSite& at) {
  const ArgKind kind = at.argument().kind;
  if (is_map_part(kind)) {
    const auto index = map_of_call(at.site, at.helper);
    if (!index) return std::nullopt;
    const Map& map = at.site.program.maps.at(*index);
    return ArgumentBytes{Term::constant(kind == ArgKind::MapKey ? map.key_size : map.value_size)};
  }
  if (at.argument().size != 0) return ArgumentBytes{Term::constant(at.argument().size)};
  if (!sized_by_next(at)) return std::nullopt;
  const Value v = at.next().value();
  if (!v.is_scalar()) return std::nullopt;
  if (at.next().argument().width == Width::W64) return ArgumentBytes{v.term()};
  const Knowledge& k = at.site.state.knowledge;
  if (const auto known = k.known_extension(LinkKind::ZeroExtend32, v.term()))
    return ArgumentBytes{*known};
  return ArgumentBytes{Term::constant(read_width(at.next()).umax()), true};
}

std::optional<ArgumentBytes> memory_of(const ArgumentSite& at) {
  const ArgKind kind = at.argument().kind;
  if (!is_map_part(kind) && !is_buffer(kind)) return std::nullopt;
  const Value v = at.value();
  const bool points = v.is_pointer() && !v.maybe_null() && v.into<ContextMemory>() == nullptr &&
                      !moved_by_the_call(at, v);
  return points ? bytes_of(at) : std::nullopt;
}

ResourceId object_on_stack(const ArgumentSite& at) {
  const auto offset = place_on_stack(at);
  if (!offset || at.argument().kind != ArgKind::StackObject) return ResourceId::None;
  const Stack& stack = at.site.state.frames.at(at.value().into<StackMemory>()->frame).stack;
  const StackCell* cell = stack.exact(*offset, static_cast<std::uint32_t>(at.argument().size));
  const auto* object = cell != nullptr ? cell->value.into<KernelObject>() : nullptr;
  return cell != nullptr && cell->size > kWordBytes && object != nullptr ? object->resource
                                                                         : ResourceId::None;
}

std::optional<std::uint32_t> map_of_call(const Site& site, const Helper& helper) {
  for (std::size_t i = 0; i < helper.args.size(); ++i) {
    if (helper.args[i].kind != ArgKind::MapHandle) continue;
    const Value v = ArgumentSite{site, helper, i}.value();
    const auto* handle = v.into<MapHandle>();
    return handle != nullptr && !v.maybe_null() ? std::optional(handle->map) : std::nullopt;
  }
  return std::nullopt;
}

Access access_of(const ArgumentSite& at, const Value& pointer, const ArgumentBytes& bytes,
                 AccessKind kind) {
  return {pointer,
          0,
          bytes.size,
          kind,
          at.site.contract.policy.uninitialised_stack_reads_by_helpers,
          at.argument().aligned ? Accessor::AligningHelper : Accessor::Helper,
          bytes.at_most ? SizeIs::AtMost : SizeIs::Exactly};
}

bool searches_in_key(const ArgumentSite& at) {
  if (at.argument().kind != ArgKind::MapKey) return false;
  if (at.helper.returns != ReturnKind::MapValueOrNull) return false;
  const MapKind* kind = kind_of_call(at);
  return kind != nullptr && kind->lookup_writes_key;
}

Missing check_argument(const ArgumentSite& at) {
  switch (at.argument().kind) {
    case ArgKind::None:
      return std::nullopt;
    case ArgKind::Any:
      return check_any(at);
    case ArgKind::Scalar:
      return check_number(at);
    case ArgKind::Context:
      return check_context(at);
    case ArgKind::MapHandle:
      return check_map(at);
    case ArgKind::MapKey:
    case ArgKind::MapValueIn:
    case ArgKind::MapValueOut:
    case ArgKind::ReadMemory:
    case ArgKind::WriteMemory:
    case ArgKind::ReadWriteMemory:
      return check_memory(at);
    case ArgKind::Size:
    case ArgKind::SizeOrZero:
      return check_size(at);
    case ArgKind::AllocatedMemory:
      return check_object<HelperMemory>(at);
    case ArgKind::SocketReference:
      return check_object<KernelObject>(at);
    case ArgKind::Callback:
      return unsupported(Lack::IsCallback);
    case ArgKind::StackPointer:
      return unsupported(Lack::IsCallbackContext);
    case ArgKind::ConstString:
      return check_string(at);
    case ArgKind::OpaqueHandle:
      return unsupported(Lack::IsKernelObject);
    case ArgKind::NewObject:
      return check_room(at);
    case ArgKind::StackObject:
      return check_stack_object(at);
  }
  internal_fault(__FILE__, __LINE__, "argument kind out of range");
}

ResourceId resource_named(const ArgumentSite& at) {
  if (at.argument().kind == ArgKind::StackObject) return object_on_stack(at);
  const Value v = at.value();
  return v.is_pointer() ? resource_of(v.as_pointer()->region) : ResourceId::None;
}

CallFacts call_facts(const Site& site, const Helper& helper) {
  CallFacts facts;
  facts.map = map_of_call(site, helper);
  if (helper.returns == ReturnKind::MemoryOrNull)
    facts.given_bytes = constant_of({site, helper, helper.size_argument});
  for (std::size_t i = 0; i < helper.args.size(); ++i) {
    if (helper.args[i].kind == ArgKind::None) continue;
    const ArgumentSite at{site, helper, i};
    facts.arguments[i] = at.value();
    if (helper.releases == static_cast<std::int32_t>(i)) facts.released = resource_named(at);
    const auto memory = memory_of(at);
    if (!memory) continue;
    facts.is_memory[i] = true;
    facts.sizes[i] = memory->size;
    facts.is_at_most[i] = memory->at_most;
  }
  return facts;
}

}  // namespace assay
