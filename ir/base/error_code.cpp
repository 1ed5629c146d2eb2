// SPDX-License-Identifier: Apache-2.0
#include "ir/base/error_code.hpp"

#include <array>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

struct Row {
  ErrorCode code;
  std::string_view id;
  ErrorClass kind;
  std::string_view title;
  std::string_view repair;
};

constexpr std::array kRows{
#define ASSAY_ERROR(name, code, kind, title, repair) \
  Row{ErrorCode::name, code, ErrorClass::kind, title, repair},
#include "ir/base/errors.def"
#undef ASSAY_ERROR
};

constexpr bool rows_are_in_enum_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].code) != i) return false;
  }
  return true;
}
static_assert(rows_are_in_enum_order());

const Row& row(ErrorCode code) {
  const auto index = static_cast<std::size_t>(code);
  ASSAY_CHECK(index < kRows.size(), "error code out of range");
  return kRows[index];
}

}  // namespace

std::string_view error_id(ErrorCode code) { return row(code).id; }
std::string_view error_title(ErrorCode code) { return row(code).title; }
ErrorClass error_class(ErrorCode code) { return row(code).kind; }
std::string_view error_repair(ErrorCode code) { return row(code).repair; }

}  // namespace assay
