// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/brought.hpp"

#include <ctime>

namespace assay::host {
namespace {

/// For how long after a change another one may have the same time (nanoseconds).
constexpr std::int64_t kSettling = 1'000'000'000;

}  // namespace

bool is_settled(const std::optional<loader::FileStamp>& stamp) {
  timespec now{};
  if (::clock_gettime(CLOCK_REALTIME, &now) != 0) return false;
  const std::int64_t time = std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  return !stamp || stamp->changed < time - kSettling || stamp->changed > time + kSettling;
}

}  // namespace assay::host
