// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "evidence/fuzz/mended.hpp"
#include "ir/contract/record.hpp"
#include "ir/package/read.hpp"
#include "ir/package/write.hpp"
#include "loader/checker/assay_checker.h"
#include "support/builtin.hpp"

namespace assay::fuzz {

namespace {

constexpr std::size_t kPackageArena = 1 << 20;
constexpr std::uint32_t kFirstBehindForm = 80;  // of the checker's codes
// Of a check that takes more than was announced, which only the checker counts.
constexpr std::uint32_t kFirstOfHost = 3;
constexpr std::uint32_t kLastOfHost = 10;
constexpr std::uint32_t kAboveBudget = 11;

assay_check_result checked(const std::vector<std::uint8_t>& bytes,
                           std::vector<std::uint8_t>& arena) {
  static const std::vector<std::uint8_t> record = proof_record(*find_contract("linux/xdp"));
  constexpr std::string_view kName = "linux/xdp";
  const assay_host_contract contract{{bytes_of(kName).data(), kName.size()},
                                     {record.data(), record.size()}};
  const assay_check_input input{{bytes.data(), bytes.size()},
                                &contract,
                                1,
                                {1 << 20, 1 << 20, ~std::uint64_t{0}, 64},
                                arena.data(),
                                arena.size(),
                                1};
  assay_check_result result{};
  static_cast<void>(assay_check_package(&input, &result));
  return result;
}

}  // namespace

bool fuzz_package(Bytes input) {
  const std::vector<std::uint8_t> bytes = mended(input);
  const auto read = read_package(bytes);
  const auto* const package = std::get_if<SealedPackage>(&read);
  if (package != nullptr) require(write_package(*package) == bytes, "one package has one encoding");
  std::vector<std::uint8_t> arena(kPackageArena);
  const assay_check_result result = checked(bytes, arena);
  require(result.arena <= kPackageArena, "a check takes no more memory than it has");
  const bool spent = result.code >= kFirstOfHost && result.code <= kLastOfHost;
  if (package != nullptr) {
    require(result.units <= package->announced.units, "a check takes no more than is announced");
    require(result.edges <= package->announced.edges, "nor more edges");
  }
  if (spent || bytes.empty()) return package != nullptr;
  const bool is_budget = result.code == kAboveBudget;
  const bool takes = result.code == 0 || result.code >= kFirstBehindForm || is_budget;
  require(takes == (package != nullptr), "both readers take and refuse the same bytes");
  return takes;
}

}  // namespace assay::fuzz
