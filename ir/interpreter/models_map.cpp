// SPDX-License-Identifier: Apache-2.0
// Models of the helpers that work on maps, and of those that call back for each entry.
#include <fmt/core.h>

#include "ir/interpreter/access.hpp"
#include "ir/interpreter/helper_call.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kCallbackRounds = 1u << 23;  // bpf_loop refuses more

std::uint64_t as_result(std::int64_t number) { return static_cast<std::uint64_t>(number); }

/// The failure that the event or chance wants in place of the model, or nothing.
std::optional<std::uint64_t> forced_failure(Machine& machine, const HelperCall& call,
                                            std::int64_t error) {
  if (call.queued && call.queued->r0) {
    return *call.queued->r0 == 0 ? std::nullopt : call.queued->r0;
  }
  return chooses_failure(machine) ? std::optional(as_result(error)) : std::nullopt;
}

bool is_null_queued(const HelperCall& call) {
  return call.queued && call.queued->r0 && *call.queued->r0 == 0;
}

/// One round of a callback: its r0, or nothing when the program ended inside it.
Attempt<std::optional<std::uint64_t>> round(Machine& machine, std::uint64_t function,
                                            const std::vector<std::uint64_t>& arguments) {
  if (MaybeFault fault = call_back(machine, function, arguments)) return *fault;
  if (machine.progress != RunProgress::Running) return std::optional<std::uint64_t>{};
  const auto r0 = read_register(machine, Reg{0});
  if (r0.failed()) return r0.fault();
  return std::optional(r0.value());
}

}  // namespace

Returned map_lookup(Machine& machine, HelperCall& call) {
  MapInstance& map = *call.map;
  if (map.family == MapFamily::Other) return generic_effects(machine, call);
  std::uint64_t found = is_null_queued(call) ? 0 : machine.maps.lookup(map, call.inputs[1]);
  // What others put into the map is unknown: where results are random, entries come and go.
  if (machine.options->defaults == HelperDefaults::Random && !is_null_queued(call)) {
    const bool keyed = map.family == MapFamily::Hash || map.family == MapFamily::LruHash;
    if (found != 0 && chooses_failure(machine)) {
      found = 0;
    } else if (found == 0 && keyed && machine.random.one_in(2)) {
      const Bytes value = machine.random.bytes(map.definition->value_size);
      machine.maps.update(map, call.inputs[1], value, UpdateMode::Any);
      found = machine.maps.lookup(map, call.inputs[1]);
    } else if (found == 0 && map.family == MapFamily::MapOfMaps && machine.random.one_in(2)) {
      found = machine.maps.make_inner(map, call.inputs[1]);
    }
  }
  return std::optional(found);
}

Returned map_update(Machine& machine, HelperCall& call) {
  if (const auto failure = forced_failure(machine, call, kNoMemory)) return failure;
  if (call.values[3] > static_cast<std::uint64_t>(UpdateMode::Exist))
    return std::optional(as_result(kInvalid));
  const auto mode = static_cast<UpdateMode>(call.values[3]);
  return std::optional(
      as_result(machine.maps.update(*call.map, call.inputs[1], call.inputs[2], mode)));
}

Returned map_delete(Machine& machine, HelperCall& call) {
  if (const auto failure = forced_failure(machine, call, kNoEntry)) return failure;
  return std::optional(as_result(machine.maps.erase(*call.map, call.inputs[1])));
}

Returned map_lookup_and_delete(Machine& machine, HelperCall& call) {
  const Returned found = map_lookup(machine, call);
  if (!found.failed() && found.value().value_or(0) != 0)
    machine.maps.erase(*call.map, call.inputs[1]);
  return found;
}

Returned map_push(Machine& machine, HelperCall& call) {
  if (const auto failure = forced_failure(machine, call, kTooBig)) return failure;
  if (call.values[2] != 0 && call.values[2] != static_cast<std::uint64_t>(UpdateMode::Exist)) {
    return std::optional(as_result(kInvalid));
  }
  const auto mode = static_cast<UpdateMode>(call.values[2]);
  return std::optional(as_result(machine.maps.push(*call.map, call.inputs[1], mode)));
}

/// Argument 1 receives the oldest (queue) or newest (stack) value.
Returned map_peek(Machine& machine, HelperCall& call) {
  const auto failure = forced_failure(machine, call, kNoEntry);
  const Bytes* value = machine.maps.front(*call.map);
  std::uint64_t r0 = failure.value_or(0);
  if (!failure && value == nullptr && machine.options->defaults == HelperDefaults::Succeed) {
    r0 = as_result(kNoEntry);
  }
  if (r0 == 0 && value != nullptr) call.queued = HelperResult{0, *value};
  fill_outputs(machine, call, r0);
  return std::optional(r0);
}

Returned map_pop(Machine& machine, HelperCall& call) {
  const Returned peeked = map_peek(machine, call);
  if (!peeked.failed() && peeked.value() == std::uint64_t{0}) machine.maps.pop(*call.map);
  return peeked;
}

Returned tail_call(Machine& machine, HelperCall& call) {
  const bool queued_success = is_null_queued(call);
  const bool random_success = !call.queued && chooses_failure(machine);
  if (queued_success || random_success) {
    machine.progress = RunProgress::TailCalled;
    return std::optional(std::uint64_t{0});
  }
  if (call.helper.returns == ReturnKind::Void) return std::optional<std::uint64_t>{};
  if (call.queued && call.queued->r0) return call.queued->r0;
  return std::optional(as_result(kNoEntry));
}

/// loop(rounds, callback, callback context, flags): callback(index, context) until it returns 1.
Returned loop(Machine& machine, HelperCall& call) {
  if (call.values[0] > kCallbackRounds) return std::optional(as_result(kTooBig));
  if (call.values[3] != 0) return std::optional(as_result(kInvalid));
  std::uint64_t done = 0;
  while (done < call.values[0]) {
    const auto r0 = round(machine, call.values[1], {done, call.values[2]});
    if (r0.failed()) return r0.fault();
    if (!r0.value()) break;
    ++done;
    if (*r0.value() != 0) break;
  }
  return std::optional(done);
}

/// for_each_map_elem(map, callback, callback context, flags): callback(map, key, value, context).
Returned for_each(Machine& machine, HelperCall& call) {
  MapInstance& map = *call.map;
  if (map.family == MapFamily::Array) {
    for (std::uint32_t i = 0; i < map.definition->max_entries; ++i) {
      Bytes key(map.definition->key_size);
      store_little(std::span(key).first(std::min<std::size_t>(key.size(), 4)), i);
      ASSAY_CHECK(machine.maps.lookup(map, key) != 0, "an array has a value at every index");
    }
  }
  std::uint64_t done = 0;
  for (const auto& [key, value] : machine.maps.all(map)) {
    MemoryBlock& shown = machine.memory.make_anywhere(key.size(), MemoryKind::Scratch,
                                                      "key of map " + map.definition->name);
    const std::uint64_t address = shown.base;
    shown.bytes = key;
    const auto r0 =
        round(machine, call.values[1], {call.values[0], address, value, call.values[2]});
    machine.memory.kill(address);
    if (r0.failed()) return r0.fault();
    if (!r0.value()) break;
    ++done;
    if (*r0.value() != 0) break;
  }
  return std::optional(done);
}

}  // namespace assay
