// SPDX-License-Identifier: Apache-2.0
// libFuzzer's doors to the target of the C front end that the build names ASSAY_FUZZ_TARGET.
#include <algorithm>
#include <string>
#include <string_view>

#include "evidence/fuzz/c_targets.hpp"
#include "evidence/fuzz/c_tokens.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto target = std::ranges::find(assay::fuzz::kCTargets, std::string_view(ASSAY_FUZZ_TARGET),
                                        &assay::fuzz::CTarget::name);
  static_cast<void>(target->run({data, size}));
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  assay::Random random(seed);
  if (random.one_in(8)) return LLVMFuzzerMutate(data, size, most);
  const std::string text(assay::fuzz::text_of({data, size}));
  const std::string changed = assay::fuzz::changed_c(text, text, most, random);
  std::ranges::copy(changed, data);
  return changed.size();
}
