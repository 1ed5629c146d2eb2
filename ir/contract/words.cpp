// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ir/contract/argument_kinds.hpp"

namespace assay {

std::string annotation_macro(std::string_view word) {
  std::string name = "ASSAY_";
  for (const char letter : word) {
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  return name;
}

std::string name_in_c(std::string_view helper) { return fmt::format("bpf_{}", helper); }

std::string_view initialises_text(Initialises how) {
  switch (how) {
    case Initialises::All:
      return "";
    case Initialises::AllOnSuccess:
      return "fills the buffer on success only";
    case Initialises::ResultBytes:
      return "fills min(result, size) bytes, none where the result is negative";
    case Initialises::Unknown:
      return "may leave the buffer unwritten";
  }
  internal_fault(__FILE__, __LINE__, "not an initialisation");
}

bool writes_memory(const Helper& helper) {
  for (const Argument& argument : helper.args) {
    if (is_written(argument.kind) && !is_read(argument.kind)) return true;
  }
  return false;
}

std::string map_kind_names(const Contract& contract, const Helper& helper) {
  std::string text;
  for (const std::uint32_t number : helper.map_kinds) {
    const MapKind* kind = find_map_kind(contract, number);
    text += fmt::format("{}{}", text.empty() ? "" : ", ",
                        kind == nullptr ? std::to_string(number) : kind->name);
  }
  return text;
}

namespace {

std::string argument_text(const Argument& argument) {
  std::string text(row_of(argument.kind).shown);
  if (is_number(argument.kind) && argument.width != Width::W64)
    text += fmt::format(":{}", bits(argument.width));
  if (argument.size != 0) text += fmt::format("[{} bytes]", argument.size);
  if (argument.kind == ArgKind::Scalar && (argument.min != 0 || argument.max != ~0ull)) {
    text += fmt::format(" in [{}, {}]", argument.min, argument.max);
  }
  if (argument.constant) text = "constant " + text;
  if (argument.is_private) text += " where nobody else writes";
  if (argument.aligned) text += fmt::format(" at a multiple of {}", argument.size);
  if (argument.nullable) text += " or null";
  return text;
}

std::string range_text(std::int64_t min, std::int64_t max) {
  if (min == INT64_MIN && max == INT64_MAX) return "number";
  return fmt::format("number in [{}, {}]", min, max);
}

std::string result_text(const Helper& helper) {
  switch (helper.returns) {
    case ReturnKind::Scalar:
      return (helper.result_width == Width::W32 ? "32-bit " : "") +
             range_text(helper.return_min, helper.return_max);
    case ReturnKind::Argument:
      return fmt::format("argument {}", helper.returned_argument + 1);
    case ReturnKind::MapValueOrNull:
      return "value * or null";
    case ReturnKind::MapValue:
      return "value *";
    case ReturnKind::MemoryOrNull:
      return fmt::format("void *[argument {}] or null", helper.size_argument + 1);
    case ReturnKind::SocketOrNull:
      return "socket or null";
    case ReturnKind::InnerMapOrNull:
      return "map or null";
    case ReturnKind::Void:
      return helper.tail_call ? "nothing, and only where it fails" : "nothing";
    case ReturnKind::NoReturn:
      return "nothing on success, else a negative number";
    case ReturnKind::ArgumentOrNull:
      return fmt::format("argument {} or null", helper.returned_argument + 1);
  }
  internal_fault(__FILE__, __LINE__, "not a return kind");
}

/// Whether there is a packet that moves, and memory that the helper takes.
bool may_touch_packet(const Contract& contract, const Helper& helper) {
  const auto takes_memory = [](const Argument& argument) { return is_buffer(argument.kind); };
  return std::any_of(contract.regions.begin(), contract.regions.end(),
                     [](const Region& region) { return region.moved_by_helpers; }) &&
         std::any_of(helper.args.begin(), helper.args.end(), takes_memory);
}

/// What a rule demands of a key or a value, or nothing where every size will do.
std::string size_rule(const SizeRule& rule) {
  if (rule.most == 0) return "of no bytes";
  if (rule.least == rule.most) return fmt::format("of {} bytes", rule.least);
  const std::string by = rule.multiple == 1 ? "" : fmt::format(", a multiple of {}", rule.multiple);
  if (rule.most != ~0u) return fmt::format("of {} to {} bytes{}", rule.least, rule.most, by);
  return rule.least == 0 ? "" : fmt::format("of at least {} byte(s){}", rule.least, by);
}

/// The same of the entries.
std::string entries_rule(const SizeRule& rule) {
  if (rule.most == 0) return "entries not counted (0)";
  if (rule.most != ~0u) return fmt::format("{} to {} entries", rule.least, rule.most);
  return rule.least == 0 ? "" : fmt::format("at least {} entries", rule.least);
}

}  // namespace

std::string field_text(const Contract& contract, const ContextField& field) {
  std::string note = field.writable ? "read and write" : "read only";
  if (!field.readable) note = field.writable ? "write only" : "not accessible";
  note += clauses_of(field, ", ");
  switch (field.kind) {
    case FieldKind::Scalar:
      break;
    case FieldKind::RegionMark:
      note += fmt::format(", mark {} of {}", field.mark, contract.regions.at(field.region).name);
      break;
    case FieldKind::RegionLength:
      note += fmt::format(", length of {}", contract.regions.at(field.region).name);
      break;
    case FieldKind::Opaque:
      note += ", opaque pointer";
      break;
  }
  return note;
}

std::string prototype_text(const Helper& helper) {
  std::string arguments;
  for (const Argument& argument : helper.args) {
    if (argument.kind == ArgKind::None) break;
    arguments += (arguments.empty() ? "" : ", ") + argument_text(argument);
  }
  return fmt::format("{}({}) -> {}", helper.name, arguments, result_text(helper));
}

std::vector<std::string> effects_of(const Contract& contract, const Helper& helper) {
  std::vector<std::string> effects;
  const auto say = [&effects](std::string_view text) {
    if (!text.empty()) effects.emplace_back(text);
  };
  if (!helper.map_kinds.empty()) say("maps: " + map_kind_names(contract, helper));
  if (writes_memory(helper)) say(initialises_text(helper.initialises));
  if (helper.return_at_most_argument >= 0) {
    say(fmt::format("the result is at most argument {}", helper.return_at_most_argument + 1));
  }
  schema::each_flag<Helper>([&](const auto& row) {
    const bool matters =
        row.member != &Helper::packet_arguments || may_touch_packet(contract, helper);
    if (matters && schema::is_shown(row, helper)) say(row.flag.clause);
  });
  if (helper.releases >= 0) say(fmt::format("releases argument {}", helper.releases + 1));
  if (helper.callback_argument >= 0)
    say(fmt::format("calls argument {} back", helper.callback_argument + 1));
  return effects;
}

/// Where the values lie; nothing where that is not known, or at multiples of 8.
std::string_view alignment_text(ValueAlignment alignment) {
  switch (alignment) {
    case ValueAlignment::None:
      return "values at any address";
    case ValueAlignment::Eight:
      return "";
    case ValueAlignment::ValueSize:
      return "values one behind the other, without padding";
    case ValueAlignment::BehindPrefix:
      return "values behind the prefix of their keys, without padding";
  }
  internal_fault(__FILE__, __LINE__, "not an alignment");
}

std::string map_kind_text(const MapKind& kind) {
  std::string notes;
  const auto note = [&notes](std::string_view text) {
    notes += fmt::format("{}{}", notes.empty() ? "" : ", ", text);
  };
  schema::each_flag<MapKind>([&](const auto& row) {
    if (schema::is_shown(row, kind)) note(row.flag.clause);
  });
  if (const auto text = size_rule(kind.key_bytes); !text.empty()) note("key " + text);
  if (const auto text = size_rule(kind.value_bytes); !text.empty()) note("value " + text);
  if (kind.most_of_both != ~0u)
    note(fmt::format("key and value of at most {} bytes", kind.most_of_both));
  if (const auto text = entries_rule(kind.entries); !text.empty()) note(text);
  const std::string_view alignment = alignment_text(kind.alignment);
  if (kind.lookup_from_program && !kind.holds_maps && !alignment.empty()) note(alignment);
  if (kind.needed_flags != 0) note(fmt::format("flags {:#x}", kind.needed_flags));
  if (kind.known_flags != ~0u) note(fmt::format("no flags but {:#x}", kind.known_flags));
  return notes;
}

std::string allowed_text(const Policy& policy) {
  std::string allowed;
  const auto line = [&allowed](std::string_view what, bool is_allowed) {
    if (is_allowed) allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", what);
  };
  each_policy(policy, line);
  return allowed.empty() ? "nothing is allowed" : "allowed: " + allowed;
}

std::string limits_text(const Limits& limits) {
  std::string text = fmt::format("stack: {} bytes a frame", limits.stack_bytes_per_frame);
  if (limits.stack_bytes_per_chain != 0)
    text += fmt::format(", {} bytes a call chain", limits.stack_bytes_per_chain);
  if (limits.stack_bytes_with_tail_calls != 0)
    text += fmt::format(", {} with tail calls", limits.stack_bytes_with_tail_calls);
  return text + fmt::format("; frames: {}; tail calls: {}; instructions: {}", limits.call_depth,
                            limits.tail_calls, limits.instruction_budget);
}

}  // namespace assay
