// SPDX-License-Identifier: Apache-2.0
// What the host counts of its clients' requests.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "loader/base/refusal.hpp"

namespace assay::host {

/// Refusals by code: as many kinds as there are codes.
class RefusalCounts {
 public:
  void count(loader::RefusalCode code) {
    const std::scoped_lock lock(lock_);
    ++by_code_[code];
  }
  [[nodiscard]] std::map<loader::RefusalCode, std::uint64_t> counts() const {
    const std::scoped_lock lock(lock_);
    return by_code_;
  }

 private:
  mutable std::mutex lock_;
  std::map<loader::RefusalCode, std::uint64_t> by_code_;
};

}  // namespace assay::host
