// SPDX-License-Identifier: Apache-2.0
// What an operator sets of a host, as plain data (docs/host.md says what each means).
#pragma once

#include <string>
#include <vector>

#include "host/daemon/peer.hpp"
#include "host/daemon/server.hpp"
#include "loader/admission/admission.hpp"
#include "loader/check/checked_bytes.hpp"

namespace assay::host {

enum class Trust : std::uint8_t {
  Signed,    // packages are sealed and released by keys of the root document
  Unsigned,  // the host vouches for whatever the checker accepts; for trying it out
};

struct Settings {
  std::string state;      // folder of what the host must not forget
  std::string contracts;  // folder of the contracts of its hooks, in canonical binary form
  std::string socket;
  std::string watch;         // folder of packages and statements; or empty
  std::string layout;        // folder that is an OCI layout of them; or empty
  std::string metrics_file;  // replaced by rename; or empty
  std::string root;          // a root document to be installed with; or empty
  Trust trust = Trust::Signed;
  std::vector<std::string> answers;  // "HOOK=NUMBER": default answers other than 0
  loader::HostIdentity identity;
  loader::Health health;
  loader::StoreLimits store;
  CheckLimits check;
  ServerLimits server;
  Rights rights;
  std::size_t event_threads = 2;
};

}  // namespace assay::host
