// SPDX-License-Identifier: Apache-2.0
#include "loader/check/check_words.hpp"

#include <fmt/format.h>

#include "ir/base/errors.hpp"
#include "loader/checker/assay_checker.h"
#include "loader/checker/code.hpp"

namespace assay {

namespace {

using checker::Code;

// The ranges of codes.def.
constexpr std::uint32_t kFirstOfForm = 20;
constexpr std::uint32_t kFirstOfContract = 80;

}  // namespace

std::string_view check_words(std::uint32_t code) {
  switch (static_cast<Code>(code)) {
#define ASSAY_CHECK_WORDS(name, words) \
  case Code::name:                     \
    return words;
#include "loader/check/check_words.def"
#undef ASSAY_CHECK_WORDS
  }
  return "the checker gave a number that it does not have";
}

std::string check_place_words(std::uint32_t kind, std::uint64_t place) {
  switch (kind) {
    case ASSAY_PLACE_PACKAGE:
      return fmt::format(", at byte {}", place);
    case ASSAY_PLACE_CONTRACT:
      return fmt::format(", at byte {} of the contract", place);
    case ASSAY_PLACE_SLOT:
      return fmt::format(", at instruction {}", place);
    default:
      return "";
  }
}

ErrorCode error_of_check(std::uint32_t code) {
  if (code >= kFirstOfForm && code < kFirstOfContract) return ErrorCode::PackageMalformed;
  const bool own_fault = code == static_cast<std::uint32_t>(Code::BadCall) ||
                         code == static_cast<std::uint32_t>(Code::Internal);
  return own_fault ? ErrorCode::InternalError : ErrorCode::PackageRefused;
}

}  // namespace assay
