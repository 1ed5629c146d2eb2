// SPDX-License-Identifier: Apache-2.0
// Models of the helpers that read or move a packet.
#include <algorithm>

#include "ir/interpreter/access.hpp"
#include "ir/interpreter/helper_call.hpp"
#include "ir/interpreter/layout.hpp"

namespace assay {
namespace {

constexpr std::int64_t kFault = -14;
constexpr std::int64_t kHeadroom = 256;   // bytes that a packet may grow at its front
constexpr std::int64_t kLinkHeader = 14;  // bytes that must stay of a packet

/// The packet bytes that helpers see: from the mark before the end on.
struct Packet {
  std::optional<std::size_t> region;
  MovedRegion contents;
  std::size_t data = 0;  // offset of the packet's first byte: behind the metadata

  /// How many bytes lie behind `data`; nothing where the end lies before it, as the marks of some
  /// contracts may: no helper finds a packet there.
  [[nodiscard]] std::optional<std::size_t> size() const {
    const std::size_t all = contents.bytes.size();
    return data <= all ? std::optional(all - data) : std::nullopt;
  }
};

Packet packet_of(const Machine& machine) {
  Packet packet;
  packet.region = packet_region(machine.contract);
  if (packet.region) {
    packet.contents = region_contents(machine, *packet.region);
    if (!packet.contents.inner_marks.empty()) packet.data = packet.contents.inner_marks.back();
  } else {
    packet.contents.bytes = machine.event->hidden_packet;
  }
  return packet;
}

std::int64_t signed_argument(const HelperCall& call, std::size_t index) {
  return static_cast<std::int32_t>(call.values[index]);
}

/// Takes `delta` bytes off the front of `bytes` at `at`, or puts -delta new ones there.
void shift_front(Machine& machine, Bytes& packet, std::size_t at, std::int64_t delta) {
  const auto front = packet.begin() + static_cast<std::ptrdiff_t>(at);
  if (delta >= 0) {
    packet.erase(front, front + delta);
  } else {
    const Bytes grown = machine.random.bytes(static_cast<std::uint64_t>(-delta));
    packet.insert(front, grown.begin(), grown.end());
  }
}

/// What every helper does that moves the packet: it moves even when the wish is refused, so that a
/// pointer from before the call is dead either way.
Returned finish(Machine& machine, Packet packet, std::int64_t result) {
  move_region(machine, *packet.region, std::move(packet.contents));
  return std::optional(static_cast<std::uint64_t>(result));
}

bool fits(const Machine& machine, const Packet& packet, std::int64_t delta) {
  if (!packet.size()) return false;
  const auto size = static_cast<std::int64_t>(*packet.size());
  const auto longest = static_cast<std::int64_t>(machine.contract.regions[*packet.region].max_size);
  return size + delta >= kLinkHeader && size + delta <= longest;
}

}  // namespace

/// skb_load_bytes(context, offset, to, size).
Returned load_bytes(Machine& machine, HelperCall& call) {
  const Packet packet = packet_of(machine);
  const std::uint64_t available = packet.size().value_or(0);
  const std::uint64_t offset = call.values[1] & 0xffffffffu;
  const std::uint64_t size = call.memory[2].size;
  const bool refused = call.queued && call.queued->r0 && *call.queued->r0 != 0;
  if (refused || !packet.size() || offset > available || size > available - offset) {
    const std::uint64_t r0 = refused ? *call.queued->r0 : static_cast<std::uint64_t>(kFault);
    fill_outputs(machine, call, r0);
    return std::optional(r0);
  }
  const std::span<const std::uint8_t> read =
      std::span(packet.contents.bytes).subspan(packet.data + offset, size);
  write_for_helper(machine, call.memory[2].address, read);
  return std::optional(std::uint64_t{0});
}

/// xdp_adjust_head(context, delta): the packet begins `delta` bytes later.
Returned move_head(Machine& machine, HelperCall& call) {
  Packet packet = packet_of(machine);
  if (!packet.region) return generic_effects(machine, call);
  const std::int64_t delta = signed_argument(call, 1);
  if (delta < -kHeadroom || !fits(machine, packet, -delta) || chooses_failure(machine)) {
    return finish(machine, std::move(packet), kInvalid);
  }
  shift_front(machine, packet.contents.bytes, packet.data, delta);
  return finish(machine, std::move(packet), 0);
}

/// xdp_adjust_tail(context, delta): the packet ends `delta` bytes later.
Returned move_tail(Machine& machine, HelperCall& call) {
  Packet packet = packet_of(machine);
  if (!packet.region) return generic_effects(machine, call);
  const std::int64_t delta = signed_argument(call, 1);
  if (!fits(machine, packet, delta) || chooses_failure(machine)) {
    return finish(machine, std::move(packet), kInvalid);
  }
  const auto size = static_cast<std::int64_t>(packet.contents.bytes.size());
  packet.contents.bytes.resize(static_cast<std::size_t>(size + delta));
  return finish(machine, std::move(packet), 0);
}

/// xdp_adjust_meta(context, delta): the metadata begin `delta` bytes later (at most at the packet).
Returned move_meta(Machine& machine, HelperCall& call) {
  Packet packet = packet_of(machine);
  if (!packet.region || packet.contents.inner_marks.empty()) return generic_effects(machine, call);
  const std::int64_t delta = signed_argument(call, 1);
  const std::int64_t length = static_cast<std::int64_t>(packet.data) - delta;
  if (!packet.size() || length < 0 || length > 32 || length % 4 != 0 || chooses_failure(machine)) {
    return finish(machine, std::move(packet), kInvalid);
  }
  shift_front(machine, packet.contents.bytes, 0, delta);
  for (std::uint64_t& mark : packet.contents.inner_marks) mark = static_cast<std::uint64_t>(length);
  return finish(machine, std::move(packet), 0);
}

}  // namespace assay
