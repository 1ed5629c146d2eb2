// SPDX-License-Identifier: Apache-2.0
// Models of the helpers that hand something out: ring buffers, perf events, printed text.
#include <fmt/core.h>

#include <algorithm>

#include "ir/interpreter/helper_call.hpp"

namespace assay {
namespace {

Returned result_or_zero(Machine& machine, HelperCall& call) {
  if (call.helper.returns == ReturnKind::Void) return std::optional<std::uint64_t>{};
  return std::optional(choose_scalar(machine, call));
}

void trace_output(Machine& machine, const HelperCall& call, Bytes bytes_out) {
  TraceEvent event;
  event.kind = TraceKind::Output;
  event.slot = machine.slot;
  event.name = call.map != nullptr ? call.map->definition->name : call.helper.name;
  event.bytes = std::move(bytes_out);
  add_trace(machine, std::move(event));
}

/// One conversion of a printk format: %[l|ll](d|i|u|x), %c, %%; anything else prints as it stands.
std::string format_number(std::string_view conversion, std::uint64_t value) {
  const bool is_wide = conversion.find('l') != std::string_view::npos;
  const std::uint64_t number = is_wide ? value : value & 0xffffffffu;
  const auto as_signed =
      is_wide ? static_cast<std::int64_t>(value) : static_cast<std::int32_t>(value);
  switch (conversion.back()) {
    case 'd':
    case 'i':
      return fmt::format("{}", as_signed);
    case 'u':
      return fmt::format("{}", number);
    case 'x':
      return fmt::format("{:x}", number);
    case 'p':
      return fmt::format("{:#x}", value);
    case 'c':
      return std::string(1, static_cast<char>(value));
    case '%':
      return "%";
  }
  return std::string(conversion);
}

std::string format_text(std::string_view format, std::span<const std::uint64_t> arguments) {
  std::string text;
  std::size_t next = 0;
  for (std::size_t i = 0; i < format.size() && format[i] != '\0'; ++i) {
    if (format[i] != '%') {
      text += format[i];
      continue;
    }
    const std::size_t end = format.find_first_of("diuxpcs%", i + 1);
    if (end == std::string_view::npos) return text + std::string(format.substr(i));
    const std::string_view conversion = format.substr(i, end - i + 1);
    const bool takes_argument = conversion.back() != '%';
    text +=
        format_number(conversion, takes_argument && next < arguments.size() ? arguments[next] : 0);
    if (takes_argument) ++next;
    i = end;
  }
  return text;
}

}  // namespace

/// ringbuf_output(map, from, size, flags), perf_event_output(context, map, flags, from, size).
Returned output(Machine& machine, HelperCall& call) {
  for (const Bytes& input : call.inputs) {
    if (!input.empty()) trace_output(machine, call, input);
  }
  return result_or_zero(machine, call);
}

/// ringbuf_submit(memory, flags): the reserved memory goes out.
Returned submit_record(Machine& machine, HelperCall& call) {
  const Bytes contents = machine.memory.at(call.values[0]).bytes;
  if (MaybeFault fault = release_reference(machine, call.values[0])) return *fault;
  trace_output(machine, call, contents);
  return result_or_zero(machine, call);
}

/// trace_printk(format, size, up to three numbers). The prototype of Linux ends before the numbers:
/// they are only printed, so a register without a value prints as 0.
Returned print(Machine& machine, HelperCall& call) {
  const std::string format(call.inputs[0].begin(), call.inputs[0].end());
  std::array<std::uint64_t, 3> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::size_t index = i + 3;
    if ((machine.initialised >> index & 1) != 0) numbers[i] = machine.registers[index];
  }
  TraceEvent event;
  event.kind = TraceKind::Print;
  event.slot = machine.slot;
  event.name = call.helper.name;
  event.text = format_text(format, numbers);
  add_trace(machine, std::move(event));
  return result_or_zero(machine, call);
}

}  // namespace assay
