// SPDX-License-Identifier: Apache-2.0
// libFuzzer's doors to the target that the build names ASSAY_FUZZ_TARGET.
#include <algorithm>
#include <string_view>

#include "evidence/fuzz/mutate.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

const assay::fuzz::Target& target() {
  return *std::ranges::find(assay::fuzz::kTargets, std::string_view(ASSAY_FUZZ_TARGET),
                            &assay::fuzz::Target::name);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static_cast<void>(target().run({data, size}));
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  assay::Random random(seed);
  if (random.one_in(2)) return LLVMFuzzerMutate(data, size, most);
  const auto changed = assay::fuzz::mutated({data, data + size}, target().shape, most, random);
  std::ranges::copy(changed, data);
  return changed.size();
}
