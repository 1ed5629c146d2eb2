// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/check.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/obligation/map_rules.hpp"
#include "verifier/obligation/numbers.hpp"
#include "verifier/obligation/usual_repair.hpp"

namespace assay {
namespace {

constexpr const char* kInsteadOfCallback =
    "write the loop out, with a constant limit, and call the function in it";
constexpr const char* kInsteadOfLock =
    "use atomic operations, or a map with one value for each CPU, which needs no lock";

class Arguments {
 public:
  Arguments(const Site& site, const Helper& helper, CallFacts& facts)
      : site_(site), helper_(helper), facts_(facts) {}

  Refusal run() {
    for (std::size_t i = 0; i < 5; ++i) {
      if (helper_.args[i].kind == ArgKind::None) continue;
      facts_.arguments[i] = site_.state.read(Reg{static_cast<std::uint8_t>(i + 1)});
      if (!facts_.arguments[i].is_readable()) return about(i, unreadable(i));
    }
    for (std::size_t i = 0; i < 5; ++i) {
      if (auto r = check(i)) return about(i, std::move(*r));
    }
    return std::nullopt;
  }

 private:
  static Finding about(std::size_t i, Finding f) {
    f.argument = static_cast<std::uint32_t>(i + 1);
    return f;
  }

  Finding unreadable(std::size_t i) const {
    if (helper_.releases == static_cast<std::int32_t>(i) &&
        was_released(site_, facts_.arguments[i])) {
      Finding f = refuse(site_, ErrorCode::ReferenceNotHeld, name(i) + " was released before");
      const std::uint32_t since = facts_.arguments[i].since;
      f.notes.push_back({since, "'" + helper_at(site_, since) + "' released it here"});
      f.suggestion = "release it once: return, or skip this call, on the path that did so before";
      return f;
    }
    return refuse_unreadable(site_, name(i), facts_.arguments[i]);
  }

  std::string name(std::size_t i) const {
    const std::string reg =
        is_assembly(site_.program, site_.slot) ? fmt::format(" (r{})", i + 1) : std::string{};
    return fmt::format("argument {}{} of '{}'", i + 1, reg, helper_.name);
  }
  std::string words(std::size_t i) const { return describe_value(site_, facts_.arguments[i]); }
  Finding wrong(std::size_t i, const std::string& wanted) const {
    Finding f = refuse(site_, ErrorCode::ArgumentWrongType,
                       name(i) + " must be " + wanted + ", but is " + words(i));
    f.suggestion = fmt::format("pass {} as argument {} of '{}'", wanted, i + 1, helper_.name);
    explain(i, f);
    return f;
  }
  /// Where the argument's value comes from.
  void explain(std::size_t i, Finding& f) const {
    const Value& v = facts_.arguments[i];
    if (v.is_scalar()) explain_origin(site_, v.term, f);
    if (v.maybe_null()) explain_pointer(site_, v, f);
  }
  Finding unsupported(std::size_t i, const std::string& what, std::string instead) const {
    Finding f = refuse(site_, ErrorCode::FeatureUnsupported,
                       name(i) + " is " + what + ", which Assay does not model yet");
    f.suggestion = std::move(instead);
    return f;
  }
  Finding maybe_null(std::size_t i) const {
    Finding f = refuse(site_, ErrorCode::ArgumentMayBeNull, name(i) + " is " + words(i));
    explain(i, f);
    return f;
  }

  Refusal check(std::size_t i) {
    switch (helper_.args[i].kind) {
      case ArgKind::None:
        return std::nullopt;
      case ArgKind::Any:
        if (facts_.arguments[i].is_pointer() && !site_.contract.policy.pointer_leak_to_memory) {
          return refuse(site_, ErrorCode::PointerLeakHelper,
                        name(i) + " shows the helper " + words(i));
        }
        return std::nullopt;
      case ArgKind::Scalar:
        return scalar(i);
      case ArgKind::Context:
        return context(i);
      case ArgKind::MapHandle:
        return map_handle(i);
      case ArgKind::MapKey:
        return map_part(i, AccessKind::Read, true);
      case ArgKind::MapValueIn:
        return map_part(i, AccessKind::Read, false);
      case ArgKind::MapValueOut:
        return map_part(i, AccessKind::Write, false);
      case ArgKind::ReadMemory:
        return memory(i, AccessKind::Read);
      case ArgKind::WriteMemory:
        return memory(i, AccessKind::Write);
      case ArgKind::ReadWriteMemory: {
        if (auto r = memory(i, AccessKind::Write)) return r;
        return memory(i, AccessKind::Read);
      }
      case ArgKind::Size:
      case ArgKind::SizeOrZero:
        return size(i);
      case ArgKind::AllocatedMemory:
        return allocated(i, RegionKind::Memory);
      case ArgKind::SocketReference:
        return allocated(i, RegionKind::Object);
      case ArgKind::Callback:
        return unsupported(i, "a callback", kInsteadOfCallback);
      case ArgKind::StackPointer:
        return unsupported(i, "a callback's context", kInsteadOfCallback);
      case ArgKind::ConstString:
        return const_string(i);
      case ArgKind::OpaqueHandle:
        return unsupported(i, "a kernel object",
                           helper_.name.starts_with("spin_") ? kInsteadOfLock : "");
    }
    internal_fault(__FILE__, __LINE__, "argument kind out of range");
  }

  /// The argument's number as the helper reads it, with what bounds tell of it.
  Scalar read_width(std::size_t i) const {
    const Knowledge& k = site_.state.knowledge;
    const Term& term = facts_.arguments[i].term;
    if (helper_.args[i].width != Width::W32) return k.evaluate_bounded(term);
    const auto known = k.known_extension(LinkKind::ZeroExtend32, term);
    return known ? k.evaluate_bounded(*known) : zero_extend(k.evaluate(term), Width::W32);
  }

  Refusal scalar(std::size_t i) const {
    const Argument& arg = helper_.args[i];
    if (!facts_.arguments[i].is_scalar()) {
      if (facts_.arguments[i].is_pointer() && site_.contract.policy.pointer_leak_to_memory &&
          arg.min == 0 && arg.max == ~0ull)
        return std::nullopt;
      return wrong(i, "a number");
    }
    const Scalar s = read_width(i);
    if (arg.constant && !s.as_constant()) {
      Finding f = refuse(site_, ErrorCode::ArgumentOutOfRange,
                         name(i) + " must be a constant, but is " + words(i));
      f.suggestion = "pass a constant: the largest that is needed";
      explain(i, f);
      return f;
    }
    const std::uint64_t top =
        arg.width == Width::W32 ? std::min<std::uint64_t>(arg.max, 0xffffffffu) : arg.max;
    if (s.umin() >= arg.min && s.umax() <= top) return std::nullopt;
    const std::string wanted =
        arg.min == top ? "must be " + grouped(top)
                       : fmt::format("must lie between {} and {}", grouped(arg.min), grouped(top));
    Finding f = refuse(site_, ErrorCode::ArgumentOutOfRange,
                       fmt::format("{} {}, but is {}", name(i), wanted, words(i)));
    explain(i, f);
    return f;
  }

  Refusal context(std::size_t i) const {
    const Value& v = facts_.arguments[i];
    if (helper_.args[i].nullable && v.is_scalar() && v.term.as_constant() == 0u)
      return std::nullopt;
    if (!v.is_pointer() || v.region.kind != RegionKind::Context) return wrong(i, "the context");
    if (v.term.as_constant() == 0u) return std::nullopt;
    Finding f = refuse(site_, ErrorCode::ContextPointerModified,
                       name(i) + " must be the context pointer unchanged, but lies " +
                           describe_bytes(site_, v.term) + " from it");
    f.suggestion = "pass ctx itself, as the program received it";
    return f;
  }

  /// "hash, array or lru_hash"
  std::string kinds(const std::vector<std::uint32_t>& numbers) const {
    constexpr std::size_t kMost = 4;
    if (numbers.size() > kMost) return "a kind on which '" + helper_.name + "' works";
    std::string words;
    for (const std::uint32_t number : numbers) {
      const MapKind* kind = find_map_kind(site_.contract, number);
      if (kind == nullptr) continue;
      if (!words.empty()) words += number == numbers.back() ? " or " : ", ";
      words += kind->name;
    }
    return words.empty() ? "another kind" : words;
  }

  Refusal map_handle(std::size_t i) {
    const Value& v = facts_.arguments[i];
    if (!v.is_pointer() || v.region.kind != RegionKind::MapHandle) return wrong(i, "a map");
    if (v.null_id != 0) return maybe_null(i);
    const Map& map = site_.program.maps.at(v.region.index);
    const MapKind* kind = find_map_kind(site_.contract, map.kind);
    if (kind == nullptr) {
      Finding f = refuse(site_, ErrorCode::MapKindUnknown,
                         fmt::format("map '{}' is of kind {}, which {} does not know", map.name,
                                     map.kind, site_.contract.name));
      f.suggestion = "declare it with one of the kinds that 'assay contract show " +
                     site_.contract.name + "' lists";
      return f;
    }
    const auto& allowed = helper_.map_kinds;
    if (!allowed.empty() && std::ranges::find(allowed, map.kind) == allowed.end()) {
      Finding f = refuse(site_, ErrorCode::MapKindNotAllowed,
                         fmt::format("'{}' does not work on map '{}' of kind {}", helper_.name,
                                     map.name, kind->name));
      f.suggestion = fmt::format("use a helper for maps of kind {}, or declare '{}' as {}",
                                 kind->name, map.name, kinds(allowed));
      return f;
    }
    if (const auto problem = definition_problem(*kind, map)) {
      return refuse(site_, ErrorCode::MapFlagsNotAllowed,
                    fmt::format("map '{}' is no usable {}: {}", map.name, kind->name, *problem));
    }
    if (helper_.writes_map && read_only_to_programs(map)) {
      return refuse(
          site_, ErrorCode::MapReadOnlyWritten,
          fmt::format("'{}' would change map '{}', which is read-only", helper_.name, map.name));
    }
    facts_.map = &map;
    facts_.map_index = v.region.index;
    return std::nullopt;
  }

  Refusal map_part(std::size_t i, AccessKind kind, bool key) {
    if (facts_.map == nullptr)
      return refuse(site_, ErrorCode::MapUnknown, name(i) + " belongs to a map that is not known");
    const std::uint32_t size = key ? facts_.map->key_size : facts_.map->value_size;
    const auto of_map = [&](Refusal refusal) {
      if (refusal && refusal->stack) {
        refusal->stack->role = key ? StackRole::Key : StackRole::Value;
        refusal->stack->map = facts_.map->name;
      }
      return refusal;
    };
    if (key && looks_up_with_key()) {
      if (auto r = of_map(memory_of(i, AccessKind::Write, Term::constant(size)))) {
        r->notes.push_back({std::nullopt, "'" + helper_.name + "' writes into the key of map '" +
                                              facts_.map->name +
                                              "' while it searches, and restores it"});
        return r;
      }
    }
    return of_map(memory_of(i, kind, Term::constant(size)));
  }

  /// The helper searches with the key that it is given, and writes into it.
  bool looks_up_with_key() const {
    const MapKind* kind = find_map_kind(site_.contract, facts_.map->kind);
    return helper_.returns == ReturnKind::MapValueOrNull && kind != nullptr &&
           kind->lookup_writes_key;
  }

  Refusal null_memory(std::size_t i, const Term& size) const {
    const Scalar s = site_.state.knowledge.evaluate(size);
    const bool fixed = helper_.args[i].size != 0;
    if (helper_.args[i].nullable &&
        (fixed || s.as_constant() == 0u || helper_.args[i].kind == ArgKind::MapKey))
      return std::nullopt;
    Finding f = refuse(site_, ErrorCode::ArgumentMayBeNull, name(i) + " is null");
    f.suggestion = helper_.args[i].kind == ArgKind::MapKey
                       ? fmt::format(
                             "put the key of map '{}', {}, into a variable, and pass its "
                             "address",
                             facts_.map->name, counted(facts_.map->key_size, "byte"))
                       : "pass the address of memory that the function owns, not NULL";
    return f;
  }

  /// The size that goes with a memory argument: fixed, or the next argument as the helper reads it.
  std::optional<Term> size_of(std::size_t i) {
    if (helper_.args[i].size != 0) return Term::constant(helper_.args[i].size);
    if (i + 1 >= 5) return std::nullopt;
    const ArgKind next = helper_.args[i + 1].kind;
    if (next != ArgKind::Size && next != ArgKind::SizeOrZero) return std::nullopt;
    const Value& v = facts_.arguments[i + 1];
    if (!v.is_scalar()) return std::nullopt;
    if (helper_.args[i + 1].width == Width::W64) return v.term;
    if (const auto known = site_.state.knowledge.known_extension(LinkKind::ZeroExtend32, v.term))
      return known;
    const Scalar low = read_width(i + 1);
    facts_.is_at_most[i] = true;
    return Term::constant(low.umax());
  }

  /// The size of a memory argument as the helper is told it.
  std::string size_range(std::size_t i, const Term& size) const {
    return facts_.is_at_most[i] ? describe_range(read_width(i + 1)) : describe_range(site_, size);
  }
  void explain_size(std::size_t i, const Term& size, Finding& f) const {
    if (facts_.is_at_most[i]) {
      explain_origin(site_, facts_.arguments[i + 1].term, f,
                     "number whose low 32 bits are the size");
    } else {
      explain_origin(site_, size, f, "size");
    }
  }

  Refusal memory(std::size_t i, AccessKind kind) {
    const auto size = size_of(i);
    if (!size) return wrong(i + 1 < 5 ? i + 1 : i, "a size in bytes");
    return memory_of(i, kind, *size);
  }

  Refusal memory_of(std::size_t i, AccessKind kind, const Term& size) {
    const Value& v = facts_.arguments[i];
    if (v.is_scalar() && v.term.as_constant() == 0u) return null_memory(i, size);
    if (v.is_scalar()) return wrong(i, "a pointer to memory");
    if (v.null_id != 0) return maybe_null(i);
    if (v.region.kind == RegionKind::Context)
      return wrong(i, "memory of the sensor's own, the stack or a map value");
    const bool packet = v.region.kind == RegionKind::Packet &&
                        site_.contract.regions.at(v.region.index).moved_by_helpers;
    if (packet && !helper_.packet_arguments) {
      Finding f = refuse(site_, ErrorCode::ArgumentWrongType,
                         name(i) + " may not point into the packet, which this helper may move");
      f.suggestion = "copy the bytes into a local variable first, and pass its address";
      return f;
    }
    facts_.sizes[i] = size;
    facts_.is_memory[i] = true;
    if (site_.state.knowledge.evaluate(size).as_constant() == 0u) return std::nullopt;
    const Scalar bytes = site_.state.knowledge.evaluate_bounded(size);
    if (bytes.umax() > (std::uint64_t{1} << 29)) {
      Finding f = refuse(site_, ErrorCode::ArgumentSizeUnbounded,
                         "the size that goes with " + name(i) + " is " + size_range(i, size));
      explain_size(i, size, f);
      if (static_cast<std::int64_t>(bytes.umin()) < 0)
        f.suggestion = "the size is negative, which reads as a very large one: test that first";
      return f;
    }
    const Access access{v,
                        0,
                        size,
                        kind,
                        site_.contract.policy.uninitialised_stack_reads_by_helpers,
                        name(i),
                        Accessor::Helper,
                        facts_.is_at_most[i] ? SizeIs::AtMost : SizeIs::Exactly};
    if (auto r = check_access(site_, access)) {
      if (r->stack) {
        r->stack->role = StackRole::Buffer;
        r->stack->what = helper_.name;
        r->stack->argument = static_cast<std::uint32_t>(i) + 1;
      }
      if (size_is_to_blame(i, access, *r)) {
        r->code = ErrorCode::ArgumentSizeUnbounded;
        if (!size.is_constant()) r->suggestion = usual_repair(r->code);
      }
      return r;
    }
    return pointers_shown(i, access);
  }

  /// The pointer is good for a byte at least, so it is the size argument that leads outside.
  bool size_is_to_blame(std::size_t i, const Access& access, const Finding& finding) const {
    const bool outside =
        finding.code == ErrorCode::OutOfBounds || finding.code == ErrorCode::StackOutOfBounds;
    const bool sized = i + 1 < 5 && (helper_.args[i + 1].kind == ArgKind::Size ||
                                     helper_.args[i + 1].kind == ArgKind::SizeOrZero);
    if (!outside || !sized || helper_.args[i].size != 0) return false;
    Access byte{access.pointer, 0,           Term::constant(1), access.kind,
                true,           access.what, Accessor::Helper};
    return !check_access(site_, byte);
  }

  /// A helper that reads memory may show it to others, so no pointer may be kept there.
  Refusal pointers_shown(std::size_t i, const Access& access) const {
    if (access.kind != AccessKind::Read || access.pointer.region.kind != RegionKind::Stack ||
        site_.contract.policy.pointer_leak_to_memory) {
      return std::nullopt;
    }
    const StackRange range = stack_range(site_, access);
    const Stack& stack = site_.state.frames.at(access.pointer.region.index).stack;
    if (!stack.touches_pointer(range.low, static_cast<std::uint32_t>(range.high - range.low)))
      return std::nullopt;
    return refuse(
        site_, ErrorCode::PointerLeakMemory,
        name(i) + " is memory in which a pointer is kept, and the helper may show it to others");
  }

  Refusal size(std::size_t i) const {
    if (!facts_.arguments[i].is_scalar()) return wrong(i, "a size in bytes");
    const Scalar s = read_width(i);
    if (helper_.args[i].constant && !s.as_constant()) {
      Finding f = refuse(site_, ErrorCode::ArgumentSizeUnbounded,
                         name(i) + " must be a constant size, but is " + words(i));
      f.suggestion = "pass a constant: the largest size that is needed";
      explain(i, f);
      return f;
    }
    if (helper_.args[i].kind == ArgKind::Size && s.umin() == 0) {
      Finding f = refuse(site_, ErrorCode::ArgumentSizeUnbounded,
                         name(i) + " is a size that may be zero: it is " + describe_range(s));
      explain_origin(site_, facts_.arguments[i].term, f, "size");
      f.limited_by = limiting_test(site_, facts_.arguments[i].term);
      f.suggestion = "skip the call when the size is zero";
      return f;
    }
    return std::nullopt;
  }

  Refusal allocated(std::size_t i, RegionKind kind) const {
    const Value& v = facts_.arguments[i];
    if (!v.is_pointer() || v.region.kind != kind) {
      Finding f =
          refuse(site_, ErrorCode::ReferenceNotHeld,
                 name(i) + " must be what an acquiring helper returned, but is " + words(i));
      explain(i, f);
      return f;
    }
    if (v.null_id != 0) return maybe_null(i);
    if (v.term.as_constant() != 0u) return wrong(i, "the pointer as the helper returned it");
    if (helper_.releases != static_cast<std::int32_t>(i)) return std::nullopt;
    const bool held = std::ranges::any_of(
        site_.state.references, [&](const Reference& r) { return r.id == v.region.reference; });
    if (held) return std::nullopt;
    return refuse(site_, ErrorCode::ReferenceNotHeld,
                  name(i) + " was not acquired, or was released before");
  }

  Refusal const_string(std::size_t i) const {
    const Value& v = facts_.arguments[i];
    const auto at = v.term.as_constant();
    if (v.is_pointer() && v.null_id == 0 && v.region.kind == RegionKind::Data && at) {
      const Map& map = site_.program.maps.at(v.region.index);
      for (std::uint64_t k = *at; map.read_only && contents_hold(map, k, 1); ++k) {
        if (map.contents[k] == 0) return std::nullopt;
      }
    }
    return wrong(i, "a string constant in read-only data");
  }

  const Site& site_;
  const Helper& helper_;
  CallFacts& facts_;
};

}  // namespace

Refusal check_arguments(const Site& site, const Helper& helper, CallFacts& facts) {
  return Arguments(site, helper, facts).run();
}

}  // namespace assay
