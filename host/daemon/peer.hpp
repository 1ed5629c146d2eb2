// SPDX-License-Identifier: Apache-2.0
// Who is at the other end of a socket, as the kernel says, and what they may ask for.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "loader/base/outcome.hpp"

namespace assay::host {

/// Separate: none includes another.
enum class Right : std::uint8_t { Submit, Dispatch, Read, Control };
[[nodiscard]] std::string_view right_word(Right right);

struct Peer {
  uid_t user = 0;
  std::set<gid_t> groups;

  /// "uid 1000", for journal and logs.
  [[nodiscard]] std::string name() const;
};

/// By SO_PEERCRED and SO_PEERGROUPS: as of when the peer connected. SocketFailed.
[[nodiscard]] loader::Outcome<Peer> peer_of(int socket);

/// Users and groups to whom each right was given. Without one nobody has it but the host's own
/// user.
class Rights {
 public:
  /// "RIGHT=user:NAME" or "RIGHT=group:NAME", a number in place of a name; "RIGHT=all".
  /// SettingsWrong.
  [[nodiscard]] loader::Done give(const std::string& rule);
  [[nodiscard]] bool has(const Peer& peer, Right right) const;

 private:
  struct Holders {
    std::set<uid_t> users;
    std::set<gid_t> groups;
    bool everybody = false;
  };
  std::map<Right, Holders> holders_;
};

}  // namespace assay::host
