// SPDX-License-Identifier: Apache-2.0
// A check as a host makes it, for tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ir/contract/record.hpp"
#include "ir/package/write.hpp"
#include "loader/checker/assay_checker.h"
#include "loader/checker/code.hpp"
#include "unit/ir/package/samples.hpp"

namespace assay::checker::test {

inline const std::vector<std::uint8_t>& xdp_record() {
  static const std::vector<std::uint8_t> record =
      proof_record(*test_catalogue().named("linux/xdp"));
  return record;
}

struct Host {
  std::vector<std::string> names = {"linux/xdp"};
  std::vector<std::vector<std::uint8_t>> records = {xdp_record()};
  assay_check_limits limits{1 << 20, 1 << 20, ~std::uint64_t{0}, 64};
  std::size_t arena = 1 << 18;
  std::uint32_t freezes_data = 1;
};

/// A check and the memory that its result looks into.
class Checked {
 public:
  Checked(std::vector<std::uint8_t> bytes, const Host& host = {})
      : bytes_(std::move(bytes)), arena_(host.arena) {
    std::vector<assay_host_contract> contracts;
    for (std::size_t i = 0; i < host.names.size(); ++i) {
      const auto* const name = reinterpret_cast<const std::uint8_t*>(host.names[i].data());
      contracts.push_back(
          {{name, host.names[i].size()}, {host.records[i].data(), host.records[i].size()}});
    }
    const assay_check_input input{{bytes_.data(), bytes_.size()},
                                  contracts.data(),
                                  contracts.size(),
                                  host.limits,
                                  arena_.data(),
                                  arena_.size(),
                                  host.freezes_data};
    code = static_cast<Code>(assay_check_package(&input, &result));
  }

  Code code = Code::Ok;
  assay_check_result result{};

 private:
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint8_t> arena_;
};

/// The package's bytes, with room for its check.
inline std::vector<std::uint8_t> announced(SealedPackage package) {
  package.announced = {1 << 16, 1 << 16, 1 << 16, 16};
  return write_package(package);
}

/// The bytes with the digest that they have now.
inline std::vector<std::uint8_t> redigested(std::vector<std::uint8_t> bytes) {
  const std::size_t tail = wire::kDigestBytes + wire::kTrailerLengthBytes;
  if (bytes.size() < tail) return bytes;
  const std::size_t body = bytes.size() - tail;
  const Sha256 digest = sha256(std::span<const std::uint8_t>(bytes).first(body));
  std::copy(digest.begin(), digest.end(), bytes.begin() + static_cast<std::ptrdiff_t>(body));
  return bytes;
}

}  // namespace assay::checker::test
