// SPDX-License-Identifier: Apache-2.0
#include "loader/base/refusal.hpp"

#include <array>

namespace assay::loader {
namespace {

struct Row {
  RefusalCode code;
  std::string_view id;
  std::string_view sentence;
};

constexpr auto kRows = std::to_array<Row>({
#define LOADER_REFUSAL(name, code, sentence) {RefusalCode::name, code, sentence},
#include "loader/base/refusals.def"
#undef LOADER_REFUSAL
});

const Row& row(RefusalCode code) { return kRows.at(static_cast<std::size_t>(code)); }

}  // namespace

std::string_view refusal_id(RefusalCode code) { return row(code).id; }
std::string_view refusal_sentence(RefusalCode code) { return row(code).sentence; }

std::optional<RefusalCode> refusal_named(std::string_view id) {
  for (const Row& r : kRows) {
    if (r.id == id) return r.code;
  }
  return std::nullopt;
}

}  // namespace assay::loader
