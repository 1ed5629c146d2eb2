// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/attachments.hpp"

namespace assay::host {

bool Attachments::put(std::uint64_t client, uid_t user, std::size_t bytes) {
  const std::scoped_lock lock(lock_);
  held_.erase(client);
  if (bytes <= limits_.small) return true;
  std::size_t all = bytes;
  std::size_t of_user = bytes;
  for (const auto& [number, held] : held_) {
    all += held.bytes;
    if (held.user == user) of_user += held.bytes;
  }
  if (all > limits_.all || of_user > limits_.of_a_user) return false;
  held_[client] = {user, bytes};
  return true;
}

void Attachments::remove(std::uint64_t client) {
  const std::scoped_lock lock(lock_);
  held_.erase(client);
}

}  // namespace assay::host
