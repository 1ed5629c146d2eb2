// SPDX-License-Identifier: Apache-2.0
// Models of the bounded copies and comparisons of Windows, of clocks and of random numbers.
#include <algorithm>

#include "ir/interpreter/access.hpp"
#include "ir/interpreter/helper_call.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kNanosecondsACall = 1000;
constexpr std::uint64_t kRangeError = 34;  // ERANGE, as the C runtime's bounded functions return it

std::uint64_t text_length(const Bytes& text) {
  return static_cast<std::uint64_t>(std::find(text.begin(), text.end(), 0) - text.begin());
}

/// The text of `source` with its NUL at byte `at` of the destination, or an error.
Returned put_text(Machine& machine, HelperCall& call, std::uint64_t at) {
  Bytes text(call.inputs[2].begin(),
             call.inputs[2].begin() + static_cast<std::ptrdiff_t>(text_length(call.inputs[2])));
  text.push_back(0);
  if (at + text.size() > call.memory[0].size) return std::optional(kRangeError);
  write_for_helper(machine, call.memory[0].address + at, text);
  return std::optional(std::uint64_t{0});
}

}  // namespace

/// memcpy_s, memmove_s (to, room, from, count): all of it, or an error and nothing promised.
Returned copy_memory(Machine& machine, HelperCall& call) {
  const Bytes& source = call.inputs[2];
  if (source.size() > call.memory[0].size) {
    scribble_for_helper(machine, call.memory[0]);
    return std::optional(kRangeError);
  }
  write_for_helper(machine, call.memory[0].address, source);
  return std::optional(std::uint64_t{0});
}

Returned compare_memory(Machine&, HelperCall& call) {
  const std::size_t common = std::min(call.inputs[0].size(), call.inputs[2].size());
  for (std::size_t i = 0; i < common; ++i) {
    const int difference = call.inputs[0][i] - call.inputs[2][i];
    if (difference != 0) {
      return std::optional(static_cast<std::uint64_t>(std::int64_t{difference < 0 ? -1 : 1}));
    }
  }
  return std::optional(std::uint64_t{0});
}

Returned fill_memory(Machine& machine, HelperCall& call) {
  const Bytes filling(call.memory[0].size, static_cast<std::uint8_t>(call.values[2]));
  write_for_helper(machine, call.memory[0].address, filling);
  return std::optional(call.memory[0].address);
}

Returned text_size(Machine&, HelperCall& call) {
  return std::optional(text_length(call.inputs[0]));
}

Returned copy_text(Machine& machine, HelperCall& call) { return put_text(machine, call, 0); }

Returned append_text(Machine& machine, HelperCall& call) {
  return put_text(machine, call, text_length(call.inputs[0]));
}

Returned clock_reading(Machine& machine, HelperCall& call) {
  machine.now += kNanosecondsACall;
  return std::optional(call.queued && call.queued->r0 ? *call.queued->r0 : machine.now);
}

Returned random_number(Machine& machine, HelperCall& call) {
  if (call.queued && call.queued->r0) return std::optional(*call.queued->r0);
  return std::optional(machine.random.next() & 0xffffffffu);
}

}  // namespace assay
