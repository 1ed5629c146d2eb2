// SPDX-License-Identifier: Apache-2.0
// Packages whose digests fit, so that changes get behind them.
#pragma once

#include <vector>

#include "evidence/checker/forge.hpp"
#include "evidence/fuzz/targets.hpp"
#include "ir/wire/package.hpp"

namespace assay::fuzz {

/// The input with a size and a digest that fit it.
inline std::vector<std::uint8_t> mended(Bytes input) {
  constexpr std::size_t kTail = wire::kDigestBytes + wire::kTrailerLengthBytes;
  std::vector<std::uint8_t> out(input.begin(), input.end());
  if (out.size() < wire::kHeadBytes + kTail) return out;
  const std::size_t body = out.size() - kTail;
  for (unsigned i = 0; i < 8; ++i)
    out[wire::kHeadBody + i] = static_cast<std::uint8_t>(std::uint64_t{body} >> (8 * i));
  return forge::redigested(std::move(out));
}

}  // namespace assay::fuzz
