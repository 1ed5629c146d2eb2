// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/decode.hpp"

#include <algorithm>

#include "evidence/fuzz/targets.hpp"
#include "ir/isa/encode.hpp"

namespace assay::fuzz {

bool fuzz_decode(Bytes input) {
  const auto program = decode(input);
  if (!program.ok()) return false;
  require(program.value().size() * 8 == input.size(), "one entry a slot");
  require(!check_targets(program.value()), "every target is an instruction");
  require(std::ranges::equal(encode(program.value()), input),
          "what decodes encodes to the same bytes");
  return true;
}

}  // namespace assay::fuzz
