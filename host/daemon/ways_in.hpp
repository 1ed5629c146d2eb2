// SPDX-License-Identifier: Apache-2.0
// The folders by which a fleet brings packages and statements: a watched folder, and an OCI layout.
// The host has no network. What lies there is trusted no more than what comes over the socket, and
// keeps the host no longer: it is taken by steps, of which each looks at the folders or reads one
// file.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/daemon/brought.hpp"
#include "host/daemon/host.hpp"
#include "host/daemon/workers.hpp"

namespace assay::host {

class WaysIn {
 public:
  explicit WaysIn(const Settings& settings) : settings_(settings) {}

  /// How urgent the next step is; nothing when all that the last look found has been taken.
  [[nodiscard]] std::optional<Urgency> next() const;
  /// Looks at the folders, where that is due, else takes what comes next, in the order roots, kill
  /// switches, other statements, packages. A file that is as it was is not read again, but what was
  /// refused: that is tried again once something else has come, or after a while.
  void step(Host& host);
  /// Refusals that were not told before.
  [[nodiscard]] std::vector<Refusal> untold();

 private:
  /// What became of a file of which something lies there now.
  struct Known {
    std::optional<loader::FileStamp> stamp;
    std::uint64_t round = 0;  // in which it was tried; 0: not yet, as it is
    std::string digest;       // of what was tried
    std::optional<RefusalCode> refused;
    bool is_release = false;
  };
  struct Item {
    std::string key;  // of known_
    std::shared_ptr<const Brought> found;
    std::size_t file = 0;  // of those
    bool settled = false;  // whether bytes that change from now on change its stamp
  };
  /// Of a look's items. Which statements are kill switches is known once each was read.
  enum class Stage : std::uint8_t { Roots, Statements, OtherStatements, Packages };

  void look();
  void find(const std::string& path, Outcome<Brought> (*read)(const std::string&),
            std::vector<Item>& found);
  [[nodiscard]] std::deque<Item>& stage(Stage of) {
    return stages_.at(static_cast<std::size_t>(of));
  }
  [[nodiscard]] bool is_due(const Known& known) const;
  [[nodiscard]] Outcome<Bytes> read(const Item& item) const;
  void take(Host& host, Item item, Stage from);
  void note(std::optional<RefusalCode>& before, const loader::Done& what);

  const Settings& settings_;
  Clock::time_point next_look_;
  Clock::time_point again_;  // when what was refused is tried again
  std::uint64_t round_ = 0;  // counts those times
  std::array<std::deque<Item>, 4> stages_;
  std::map<std::string, Known> known_;                      // of what lies there, and nothing else
  std::map<std::string, std::optional<RefusalCode>> ways_;  // by path: whether it can be looked at
  std::vector<Refusal> untold_;
};

}  // namespace assay::host
