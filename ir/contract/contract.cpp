// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/contract.hpp"

#include <algorithm>

#include "ir/contract/enumerators.hpp"

namespace assay {

std::string_view platform_name(Platform platform) { return schema::word_of(platform); }

const Helper* find_helper(const Contract& contract, std::uint32_t id) {
  const auto found = std::lower_bound(
      contract.helpers.begin(), contract.helpers.end(), id,
      [](const Helper& helper, std::uint32_t wanted) { return helper.id < wanted; });
  return found != contract.helpers.end() && found->id == id ? &*found : nullptr;
}

const MapKind* find_map_kind(const Contract& contract, std::uint32_t number) {
  const auto found = std::lower_bound(
      contract.map_kinds.begin(), contract.map_kinds.end(), number,
      [](const MapKind& kind, std::uint32_t wanted) { return kind.number < wanted; });
  return found != contract.map_kinds.end() && found->number == number ? &*found : nullptr;
}

bool given_memory_is_aligned(const Contract& contract) {
  return std::ranges::all_of(contract.helpers, [](const Helper& helper) {
    const bool is_called =
        std::ranges::find(helper.args, ArgKind::OpaqueHandle, &Argument::kind) == helper.args.end();
    return !is_called || helper.returns != ReturnKind::MemoryOrNull || helper.aligned_memory;
  });
}

const ContextField* field_at(const Contract& contract, std::uint32_t offset) {
  for (const ContextField& field : contract.fields) {
    if (offset >= field.offset && offset - field.offset < field.size) return &field;
  }
  return nullptr;
}

}  // namespace assay
