// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay {

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
    if (argument.kind == ArgKind::WriteMemory || argument.kind == ArgKind::MapValueOut) return true;
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

}  // namespace assay
