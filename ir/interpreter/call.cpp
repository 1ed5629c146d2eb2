// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/call.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "ir/interpreter/access.hpp"
#include "ir/interpreter/helper_call.hpp"
#include "ir/interpreter/layout.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMostTraceBytes = std::uint64_t{16} << 20;

std::optional<HelperResult> take_queued(Machine& machine, const std::string& name) {
  const auto queue = machine.event->helpers.find(name);
  if (queue == machine.event->helpers.end()) return std::nullopt;
  std::size_t& position = machine.queue_positions[name];
  if (position >= queue->second.size()) return std::nullopt;
  return queue->second[position++];
}

void trace_call(Machine& machine, const HelperCall& call, std::optional<std::uint64_t> r0) {
  TraceEvent event;
  event.kind = TraceKind::HelperCall;
  event.slot = machine.slot;
  event.name = call.helper.name;
  for (std::size_t i = 0; i < call.values.size(); ++i) {
    if (call.helper.args[i].kind != ArgKind::None) event.arguments.push_back(call.values[i]);
  }
  event.result = r0;
  add_trace(machine, std::move(event));
}

/// The result as r0 holds it: what its C type does not tell is zero, or chance has it.
std::uint64_t told_bits(Machine& machine, const Helper& helper, std::uint64_t result) {
  if (helper.result_width != Width::W32) return result;
  const std::uint64_t low = static_cast<std::uint32_t>(result);
  if (machine.options->defaults != HelperDefaults::Random) return low;
  return low | (machine.random.next() & 0xffffffff00000000u);
}

}  // namespace

void add_trace(Machine& machine, TraceEvent event) {
  const std::uint64_t bytes = event.bytes.size() + event.text.size();
  const bool has_room = machine.result.trace.size() < machine.options->trace_limit &&
                        bytes <= kMostTraceBytes - machine.trace_bytes;
  if (has_room && !machine.result.trace_cut) {
    machine.trace_bytes += bytes;
    machine.result.trace.push_back(std::move(event));
  } else {
    machine.result.trace_cut = true;
  }
}

MaybeFault call_helper(Machine& machine, std::uint32_t id) {
  const Helper* helper = find_helper(machine.contract, id);
  if (helper == nullptr) {
    return fault_here(machine, FaultKind::UnknownHelper,
                      fmt::format("{} offers no helper {}", machine.contract.name, id));
  }
  Attempt<HelperCall> checked = check_arguments(machine, *helper);
  if (checked.failed()) return checked.fault();
  HelperCall call = checked.value();
  call.queued = take_queued(machine, helper->name);
  const Returned returned = find_model(helper->model)(machine, call);
  if (returned.failed()) return returned.fault();
  scratch_arguments(machine);
  trace_call(machine, call, returned.value());
  if (returned.value())
    return write_register(machine, Reg{0}, told_bits(machine, *helper, *returned.value()));
  machine.initialised &= static_cast<std::uint16_t>(~1u);
  return std::nullopt;
}

Attempt<bool> load_packet(Machine& machine, const LoadPacket& load) {
  if (!machine.contract.policy.legacy_packet_access) {
    return fault_here(machine, FaultKind::InvalidInstruction,
                      machine.contract.name + " has no legacy packet access");
  }
  const auto r6 = read_register(machine, Reg{6});
  if (r6.failed()) return r6.fault();
  if (r6.value() != machine.context) {
    return fault_here(machine, FaultKind::BadHelperArgument, "r6 does not hold the context");
  }
  std::int64_t offset = load.offset;
  if (load.indirect) {
    const auto index = read_register(machine, load.src);
    if (index.failed()) return index.fault();
    offset += static_cast<std::int32_t>(index.value());
  }
  const auto region = packet_region(machine.contract);
  const Bytes packet =
      region ? region_contents(machine, *region).bytes : machine.event->hidden_packet;
  const std::uint64_t size = bytes(load.size);
  if (offset < 0 || static_cast<std::uint64_t>(offset) + size > packet.size()) {
    // What the kernel puts in place of the load exits the function that it stands in.
    if (auto fault = write_register(machine, Reg{0}, 0)) return *fault;
    return false;
  }
  std::uint64_t value = 0;
  for (std::uint64_t i = 0; i < size; ++i) {
    value = value << 8 | packet[static_cast<std::uint64_t>(offset) + i];
  }
  scratch_arguments(machine);
  if (auto fault = write_register(machine, Reg{0}, value)) return *fault;
  return true;
}

}  // namespace assay
