// SPDX-License-Identifier: Apache-2.0
// The readers of certificates, which tell on whose behalf a small number was read.
#pragma once
#pragma GCC system_header

#define small plain_small
#include_next "loader/checker/proof/certificate.hpp"
#undef small

namespace assay::checker {

inline uint32_t small(Reader& in, uint32_t most, const char* who = __builtin_FUNCTION()) {
  in.ask_for(who);
  const uint32_t number = plain_small(in, most);
  in.ask_for(nullptr);
  return number;
}

}  // namespace assay::checker
