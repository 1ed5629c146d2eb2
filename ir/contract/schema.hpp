// SPDX-License-Identifier: Apache-2.0
// The schema of a contract: one row a fact. All that goes through a contract fact by fact is
// written once, over these rows: the binary record, the digest, the text form, and, for facts that
// are true or false, `assay contract show` and the words of annotated headers. A member of
// contract.hpp without a row does not compile (record.cpp).
//
// The order of the rows is the order of the record, so that it is part of the record's version.
#pragma once

#include <array>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "ir/contract/contract.hpp"

namespace assay::schema {

/// What may rest on a fact.
enum class Rests : std::uint8_t {
  Proof,    // a proof may, also on the fact's absence: it is in the digest
  Nothing,  // it is for people, for a run, chooses the contract, or is asked of an object when it
            // is loaded, which no package has
};

/// How a fact that is true or false reads.
template <class Owner>
struct Flag {
  /// The annotation of a header that says the fact; of policies the one that lists it by its name.
  /// Empty: none does.
  std::string_view word = {};
  bool says = true;  // what the fact is where the annotation stands; elsewhere it is the opposite
  /// The clause that `assay contract show` has for the fact; empty: another fact's clause covers
  /// it.
  std::string_view clause = {};
  bool shown_if = true;  // the clause stands where the fact is so, and where all `while_` are true
  std::array<bool Owner::*, 2> while_{};
};

template <class Owner, class Value>
struct Fact {
  std::string_view name;  // as the text form spells it
  Value Owner::* member;
  Rests rests;
  Flag<Owner> flag{};
};

template <class Owner, class Value>
constexpr Fact<Owner, Value> proof(std::string_view name, Value Owner::* member,
                                   Flag<Owner> flag = {}) {
  return {name, member, Rests::Proof, flag};
}
template <class Owner, class Value>
constexpr Fact<Owner, Value> no_proof(std::string_view name, Value Owner::* member,
                                      Flag<Owner> flag = {}) {
  return {name, member, Rests::Nothing, flag};
}

/// The facts of a type of contract.hpp, one specialisation each.
template <class Owner>
inline constexpr int kFacts = 0;
/// The word with which a line of the text form begins that is about such a value.
template <class Owner>
inline constexpr std::string_view kKeyword{};

template <>
inline constexpr std::tuple kFacts<ContextField> = {
    no_proof("name", &ContextField::name),
    proof("offset", &ContextField::offset),
    proof("size", &ContextField::size),
    proof("kind", &ContextField::kind),
    proof("readable", &ContextField::readable),
    proof("writable", &ContextField::writable),
    proof("narrow", &ContextField::narrow,
          {.word = "whole", .says = false, .clause = "whole", .shown_if = false}),
    proof("narrow_inside", &ContextField::narrow_inside,
          {.word = "from_first_byte",
           .says = false,
           .clause = "from its first byte",
           .shown_if = false,
           .while_ = {&ContextField::narrow}}),
    proof("region", &ContextField::region),
    proof("mark", &ContextField::mark),
    proof("may_lie_past_next", &ContextField::may_lie_past_next,
          {.word = "may_lie_past_next", .clause = "or one byte past the next mark"}),
    proof("narrow_writes", &ContextField::narrow_writes,
          {.word = "stored_whole",
           .says = false,
           .clause = "stored whole",
           .shown_if = false,
           .while_ = {&ContextField::narrow, &ContextField::writable}}),
    no_proof("element", &ContextField::element),
    no_proof("assumes", &ContextField::assumes),
    no_proof("source", &ContextField::source),
};
template <>
inline constexpr std::string_view kKeyword<ContextField> = "field";

template <>
inline constexpr std::tuple kFacts<Region> = {
    no_proof("name", &Region::name),
    proof("marks", &Region::marks),
    proof("max_size", &Region::max_size),
    proof("writable", &Region::writable, {.word = "region_writable"}),
    proof("slack", &Region::slack),
    proof("moved_by_helpers", &Region::moved_by_helpers,
          {.word = "region_moves", .clause = "moved by some helpers"}),
    proof("may_be_null", &Region::may_be_null, {.word = "region_never_null", .says = false}),
    proof("reversed", &Region::reversed),
    proof("unshared", &Region::unshared, {.clause = "written by nobody else"}),
    no_proof("source", &Region::source),
};
template <>
inline constexpr std::string_view kKeyword<Region> = "region";

template <>
inline constexpr std::tuple kFacts<Argument> = {
    proof("kind", &Argument::kind),
    proof("nullable", &Argument::nullable, {.word = "nullable"}),
    proof("width", &Argument::width),
    proof("min", &Argument::min),
    proof("max", &Argument::max),
    proof("size", &Argument::size),
    proof("constant", &Argument::constant, {.word = "constant"}),
    proof("is_private", &Argument::is_private, {.word = "private"}),
    proof("aligned", &Argument::aligned),
    no_proof("address", &Argument::address),
};
template <>
inline constexpr std::string_view kKeyword<Argument> = "argument";

template <>
inline constexpr std::tuple kFacts<Helper> = {
    proof("id", &Helper::id),
    no_proof("name", &Helper::name),
    proof("args", &Helper::args),
    proof("returns", &Helper::returns),
    proof("return_min", &Helper::return_min),
    proof("return_max", &Helper::return_max),
    proof("result_width", &Helper::result_width),
    proof("returned_argument", &Helper::returned_argument),
    proof("size_argument", &Helper::size_argument),
    proof("map_kinds", &Helper::map_kinds),
    proof("initialises", &Helper::initialises),
    proof("moves_packet", &Helper::moves_packet,
          {.word = "moves_packet", .clause = "moves the packet: pointers into it die"}),
    proof("packet_arguments", &Helper::packet_arguments,
          {.word = "no_packet_arguments",
           .says = false,
           .clause = "memory arguments may not lie in the packet",
           .shown_if = false}),
    proof("acquires", &Helper::acquires,
          {.word = "acquires", .clause = "what it acquires must be released on every path"}),
    proof("releases", &Helper::releases),
    proof("tail_call", &Helper::tail_call),
    proof("writes_map", &Helper::writes_map, {.word = "writes_map", .clause = "writes the map"}),
    proof("callback_argument", &Helper::callback_argument),
    proof("return_at_most_argument", &Helper::return_at_most_argument),
    proof("aligned_memory", &Helper::aligned_memory,
          {.word = "aligned_memory", .clause = "the memory begins at a multiple of 8"}),
    no_proof("assumes", &Helper::assumes),
    no_proof("gpl_only", &Helper::gpl_only, {.clause = "for programs whose license fits the GPL"}),
    no_proof("model", &Helper::model),
    no_proof("source", &Helper::source),
};
template <>
inline constexpr std::string_view kKeyword<Helper> = "helper";

template <>
inline constexpr std::tuple kFacts<SizeRule> = {
    proof("least", &SizeRule::least),
    proof("most", &SizeRule::most),
    proof("multiple", &SizeRule::multiple),
};

template <>
inline constexpr std::tuple kFacts<MapKind> = {
    proof("number", &MapKind::number),
    no_proof("name", &MapKind::name),
    proof("lookup_from_program", &MapKind::lookup_from_program,
          {.word = "looked_up", .clause = "no look-up", .shown_if = false}),
    proof("direct_value", &MapKind::direct_value,
          {.word = "addressed", .clause = "values addressed directly"}),
    proof("holds_maps", &MapKind::holds_maps, {.word = "holds_maps", .clause = "holds maps"}),
    proof("holds_programs", &MapKind::holds_programs,
          {.word = "holds_programs", .clause = "holds programs"}),
    proof("value_shared", &MapKind::value_shared, {.word = "unshared", .says = false}),
    proof("never_null_in_range", &MapKind::never_null_in_range,
          {.word = "never_null", .clause = "look-up with a constant key in range never fails"}),
    proof("lookup_writes_key", &MapKind::lookup_writes_key,
          {.word = "lookup_writes_key", .clause = "look-up writes into the key and restores it"}),
    proof("key_is_private", &MapKind::key_is_private,
          {.word = "private_key", .clause = "a key lies where nobody else writes"}),
    proof("key_bytes", &MapKind::key_bytes),
    proof("value_bytes", &MapKind::value_bytes),
    proof("most_of_both", &MapKind::most_of_both),
    proof("entries", &MapKind::entries),
    proof("power_of_two", &MapKind::power_of_two, {.clause = "entries: a power of two"}),
    proof("one_a_program", &MapKind::one_a_program, {.clause = "one a program"}),
    proof("needed_flags", &MapKind::needed_flags),
    proof("known_flags", &MapKind::known_flags),
    proof("alignment", &MapKind::alignment),
    no_proof("contents", &MapKind::contents),
    no_proof("source", &MapKind::source),
};
template <>
inline constexpr std::string_view kKeyword<MapKind> = "map_kind";

template <>
inline constexpr std::tuple kFacts<ReturnRange> = {
    proof("checked", &ReturnRange::checked),
    proof("min", &ReturnRange::min),
    proof("max", &ReturnRange::max),
    proof("low32", &ReturnRange::low32),
    no_proof("otherwise", &ReturnRange::otherwise),
    no_proof("assumes", &ReturnRange::assumes),
    no_proof("source", &ReturnRange::source),
};
template <>
inline constexpr std::string_view kKeyword<ReturnRange> = "result";

template <>
inline constexpr std::tuple kFacts<NamedValue> = {
    no_proof("name", &NamedValue::name),
    no_proof("value", &NamedValue::value),
    no_proof("field", &NamedValue::field),
};
template <>
inline constexpr std::string_view kKeyword<NamedValue> = "value";

template <>
inline constexpr std::tuple kFacts<AbsentHelper> = {
    no_proof("id", &AbsentHelper::id),
    no_proof("why", &AbsentHelper::why),
};
template <>
inline constexpr std::string_view kKeyword<AbsentHelper> = "absent_helper";

/// The clause of a policy's row names what is allowed where the fact is `shown_if`, else refused.
template <>
inline constexpr std::tuple kFacts<Policy> = {
    proof("pointer_to_scalar", &Policy::pointer_to_scalar,
          {.word = "allows", .clause = "pointers made into numbers"}),
    proof("pointer_leak_to_memory", &Policy::pointer_leak_to_memory,
          {.word = "allows", .clause = "pointers stored in shared memory"}),
    proof("pointer_leak_in_result", &Policy::pointer_leak_in_result,
          {.word = "allows", .clause = "pointers returned"}),
    proof("uninitialised_stack_reads_by_helpers", &Policy::uninitialised_stack_reads_by_helpers,
          {.word = "allows", .clause = "uninitialised stack read by helpers"}),
    proof("uninitialised_stack_reads", &Policy::uninitialised_stack_reads,
          {.word = "allows", .clause = "uninitialised stack read by the program"}),
    proof("moved_context_pointers", &Policy::moved_context_pointers,
          {.clause = "context pointers to which a number was added"}),
    proof("aligned_context", &Policy::aligned_context,
          {.word = "demands", .clause = "misaligned access to the context", .shown_if = false}),
    proof("strict_alignment", &Policy::strict_alignment,
          {.word = "demands",
           .clause = "misaligned access to packets and map values",
           .shown_if = false}),
    proof("aligned_stack", &Policy::aligned_stack,
          {.word = "demands", .clause = "misaligned access to the stack", .shown_if = false}),
    proof("legacy_packet_access", &Policy::legacy_packet_access,
          {.word = "allows", .clause = "legacy packet access"}),
    proof("constants_in_range", &Policy::constants_in_range,
          {.clause = "constant shifts of the width or more and constant divisors 0",
           .shown_if = false}),
    proof("pointers_stored_whole", &Policy::pointers_stored_whole,
          {.clause = "parts of pointers stored on the stack", .shown_if = false}),
    proof("functions_by_type", &Policy::functions_by_type,
          {.clause = "tail calls and packet loads in functions of any type", .shown_if = false}),
    no_proof("gpl_only", &Policy::gpl_only,
             {.clause = "programs whose license does not fit the GPL", .shown_if = false}),
    no_proof("values_without_locks", &Policy::values_without_locks,
             {.clause = "map values with a spin lock", .shown_if = false}),
    no_proof("values_without_timers", &Policy::values_without_timers,
             {.clause = "map values with a timer, a queue of work, a list or a tree",
              .shown_if = false}),
    no_proof("maps_told_apart_by_type", &Policy::maps_told_apart_by_type,
             {.clause = "maps of one struct type", .shown_if = false}),
    proof("writable_globals", &Policy::writable_globals,
          {.word = "allows", .clause = "variables that are written"}),
    proof("read_only_data_frozen", &Policy::read_only_data_frozen,
          {.word = "allows", .clause = "changes of read-only data by others", .shown_if = false}),
    no_proof("source", &Policy::source),
};
template <>
inline constexpr std::string_view kKeyword<Policy> = "policy";

template <>
inline constexpr std::tuple kFacts<Limits> = {
    proof("stack_bytes_per_frame", &Limits::stack_bytes_per_frame),
    proof("stack_bytes_per_chain", &Limits::stack_bytes_per_chain),
    proof("stack_bytes_with_tail_calls", &Limits::stack_bytes_with_tail_calls),
    proof("call_depth", &Limits::call_depth),
    proof("tail_calls", &Limits::tail_calls),
    proof("instruction_budget", &Limits::instruction_budget),
    no_proof("source", &Limits::source),
};
template <>
inline constexpr std::string_view kKeyword<Limits> = "limits";

template <>
inline constexpr std::tuple kFacts<Execution> = {
    no_proof("name", &Execution::name),
    proof("frames", &Execution::frames),
    proof("frame_step", &Execution::frame_step),
    proof("exchange32_extends_sign", &Execution::exchange32_extends_sign,
          {.clause = "a 32-bit exchange extends the sign of the old value to 64 bits"}),
    proof("fetch_loses_r0", &Execution::fetch_loses_r0,
          {.clause = "an atomic operation that fetches through an address in r0 writes elsewhere"}),
    proof("signed_division_loses_context", &Execution::signed_division_loses_context,
          {.clause = "a 64-bit signed division or remainder by -1 loses the context that helpers "
                     "called later get from the platform"}),
    proof("le_keeps_upper_bits", &Execution::le_keeps_upper_bits,
          {.clause = "'le16' and 'le32' leave the upper bits of the register as they are"}),
    proof("most_slots", &Execution::most_slots),
};
template <>
inline constexpr std::string_view kKeyword<Execution> = "execution";

template <>
inline constexpr std::tuple kFacts<Contract> = {
    no_proof("name", &Contract::name),
    proof("platform", &Contract::platform),
    proof("platform_version", &Contract::platform_version),
    no_proof("source", &Contract::source),
    no_proof("section_prefixes", &Contract::section_prefixes),
    no_proof("context_types", &Contract::context_types),
    no_proof("variant_of", &Contract::variant_of),
    no_proof("attach_points", &Contract::attach_points),
    proof("context_size", &Contract::context_size),
    proof("context_reach", &Contract::context_reach),
    proof("fields", &Contract::fields),
    proof("regions", &Contract::regions),
    proof("result", &Contract::result),
    no_proof("names", &Contract::names),
    no_proof("absent_helpers", &Contract::absent_helpers),
    proof("policy", &Contract::policy),
    proof("limits", &Contract::limits),
    proof("executions", &Contract::executions),
    proof("map_kinds", &Contract::map_kinds),
    proof("helpers", &Contract::helpers),
};
template <>
inline constexpr std::string_view kKeyword<Contract> = "contract";

/// A type that has facts.
template <class Type>
concept Record = !std::is_same_v<decltype(kFacts<Type>), const int>;

template <class Type>
inline constexpr bool kIsArray = false;
template <class Element, std::size_t count>
inline constexpr bool kIsArray<std::array<Element, count>> = true;
/// A list of elements that have facts of their own.
template <class Type>
inline constexpr bool kIsTable = false;
template <Record Element>
inline constexpr bool kIsTable<std::vector<Element>> = true;
/// A few numbers that stand in their owner's line of the text form.
template <class Type>
inline constexpr bool kIsPart = Record<Type> && kKeyword<Type>.empty();
/// A fact that has none inside.
template <class Type>
inline constexpr bool kIsLeaf = !Record<Type> && !kIsTable<Type> && !kIsArray<Type>;

/// Calls f(row) for each fact of `Owner`, in order.
template <Record Owner, class F>
constexpr void each_fact(F&& f) {
  std::apply([&f](const auto&... row) { (f(row), ...); }, kFacts<Owner>);
}

/// Calls f(row) for each fact of `Owner` that is true or false.
template <Record Owner, class F>
constexpr void each_flag(F&& f) {
  each_fact<Owner>([&f]<class Value>(const Fact<Owner, Value>& row) {
    if constexpr (std::is_same_v<Value, bool>) f(row);
  });
}

/// Whether `contract show` has the clause of the row for this owner.
template <class Owner>
[[nodiscard]] constexpr bool is_shown(const Fact<Owner, bool>& row, const Owner& owner) {
  for (const auto condition : row.flag.while_) {
    if (condition != nullptr && !(owner.*condition)) return false;
  }
  return !row.flag.clause.empty() && owner.*row.member == row.flag.shown_if;
}

}  // namespace assay::schema
