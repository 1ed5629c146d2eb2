// SPDX-License-Identifier: Apache-2.0
#include "loader/check/checked_bytes.hpp"

namespace assay {

CheckedBytes::CheckedBytes(std::span<const std::uint8_t> package,
                           const std::vector<HostContract>& contracts, const CheckLimits& limits)
    : bytes_(package.begin(), package.end()),
      arena_(std::make_unique_for_overwrite<std::uint8_t[]>(limits.arena)) {
  std::vector<assay_host_contract> views;
  for (const HostContract& contract : contracts) {
    const auto* const name = reinterpret_cast<const std::uint8_t*>(contract.name.data());
    views.push_back(
        {{name, contract.name.size()}, {contract.record.data(), contract.record.size()}});
  }
  assay_check_input input{};
  input.package = {bytes_.data(), bytes_.size()};
  input.contracts = views.data();
  input.contract_count = views.size();
  input.limits = {limits.units, limits.edges, limits.instructions, limits.depth};
  input.arena = arena_.get();
  input.arena_size = limits.arena;
  // The kernel's are frozen before the load, and an interpreter's nobody can reach.
  input.freezes_data = 1;
  // The code is in the result, too.
  (void)assay_check_package(&input, &result_);
}

}  // namespace assay
