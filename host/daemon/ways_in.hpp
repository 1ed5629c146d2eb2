// SPDX-License-Identifier: Apache-2.0
// The folders by which a fleet brings packages and statements: a watched folder, and an OCI layout.
// The host has no network. What lies there is trusted no more than what comes over the socket.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host/daemon/brought.hpp"
#include "host/daemon/host.hpp"

namespace assay::host {

class WaysIn {
 public:
  explicit WaysIn(const Settings& settings) : settings_(settings) {}

  /// Takes what is there and was not taken before, in the order roots, kill switches, other
  /// statements, packages. What was refused is tried again once something else has come, or after a
  /// while. Refusals that were not told before.
  [[nodiscard]] std::vector<Refusal> take(Host& host);

 private:
  [[nodiscard]] bool is_due(const Brought& brought);
  void take_brought(Host& host, const Brought& brought, const std::string& who);
  void note(const std::string& digest, const loader::Done& what);

  const Settings& settings_;
  std::set<std::string> seen_;  // digests of what lay there the last time
  Clock::time_point again_;     // when what was refused is tried again
  std::map<std::string, std::optional<RefusalCode>> taken_;  // by digest: what became of it
  std::vector<Refusal> untold_;
};

}  // namespace assay::host
