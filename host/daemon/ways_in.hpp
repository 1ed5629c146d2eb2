// SPDX-License-Identifier: Apache-2.0
// The folders by which a fleet brings packages and statements: a watched folder, and an OCI layout.
// The host has no network. What lies there is trusted no more than what comes over the socket, and
// keeps the host no longer: it is taken by steps, of which each reads one file. A package's check
// takes long, so whoever takes steps is given the package, and brings it beside them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/daemon/brought.hpp"
#include "host/daemon/host.hpp"
#include "host/daemon/oci_layout.hpp"
#include "host/daemon/order.hpp"
#include "host/daemon/workers.hpp"

namespace assay::host {

/// When to look again at folders: a second after the last look ended, or as much later as it took,
/// so that however much lies there, something of it is taken between two looks.
[[nodiscard]] Clock::time_point next_look(Clock::time_point began, Clock::time_point ended);

/// Characters of a folder's name that stand in the journal.
inline constexpr std::size_t kLongestFolderName = 64;

/// Who brings what lies in the folder, as it stands in the journal and the log: "folder NAME" or
/// "oci NAME", where NAME is the last part of the path, plain and of kLongestFolderName characters
/// at most.
[[nodiscard]] std::string who_brings(Order::Way way, std::string path);

/// A package that lay in a folder.
struct FolderPackage {
  std::string who;  // brings it
  Bytes bytes;
};

/// What of a folder was refused.
struct FolderRefusal {
  std::string who;  // brings it
  Refusal refusal;
};

class WaysIn {
 public:
  explicit WaysIn(const Settings& settings) : settings_(settings), layout_(settings.layout) {}

  /// Looks at what lies in the folders, and reads none of it.
  void look();
  /// How urgent the next step is; nothing when there is nothing to take by now.
  [[nodiscard]] std::optional<Urgency> next() const;
  /// Takes one file, in the order of Order. A file that is as it was is not read again, but what
  /// was refused: that is tried again later and later, and once the host has taken something new.
  /// A document it gives to the host. A package it returns: the caller brings it, and says what
  /// became of it; until then there is no other.
  [[nodiscard]] std::optional<FolderPackage> take(Host& host);
  /// What became of the package that take() returned last.
  void brought(const loader::Done& what);
  /// Refusals that were not told before.
  [[nodiscard]] std::vector<FolderRefusal> untold();

 private:
  /// A file of which something lies there now, and what became of it.
  struct Known {
    std::shared_ptr<const Brought> found;
    std::size_t file = 0;  // of those
    std::uint64_t look = 0;
    std::optional<loader::FileStamp> stamp;
    bool is_settled = false;   // by the last look, whether bytes that change change its stamp
    bool waits = false;        // in the order, as one that nobody has read as it is
    bool is_through = false;   // what was read was settled, and what became of it stands here
    bool since_start = false;  // as it is it lay there at the first look
    std::uint32_t times = 0;   // that it was tried as it is
    std::string digest;        // of what was tried
    std::optional<RefusalCode> refused;
    bool is_release = false;
  };

  /// The package that is being brought.
  struct InHand {
    Order::Item item;
    bool has_new_document = false;  // by now; that one may be what it was refused for
  };

  void meet(Order::Way way, const std::string& path, Outcome<Brought> brought);
  void meet_file(const Order::Item& item, const std::shared_ptr<const Brought>& found,
                 std::size_t file);
  [[nodiscard]] Outcome<Bytes> read(const Known& known) const;
  [[nodiscard]] std::optional<Bytes> try_file(Host& host, const Order::Item& item);
  void try_document(Host& host, const Order::Item& item, const Outcome<Bytes>& bytes);
  [[nodiscard]] std::optional<Bytes> try_package(const Order::Item& item, Outcome<Bytes> bytes);
  void try_again(const Order::Item& item, Known& known);
  void note_file(Order::Way way, Known& known, const loader::Done& what);
  void note(Order::Way way, std::optional<RefusalCode>& before, const loader::Done& what);
  [[nodiscard]] std::string who(Order::Way way) const;

  const Settings& settings_;
  OciLayout layout_;
  std::uint64_t look_ = 0;  // counts them
  Order order_;
  std::map<std::string, Known> known_;                      // of what lies there, and nothing else
  std::map<std::string, std::optional<RefusalCode>> ways_;  // by path: whether it can be looked at
  std::map<std::string, std::uint64_t> passed_;  // what was passed by and told: by which look last
  bool took_document_ = false;                   // since then, a new one
  std::size_t soon_ = 0;                         // likewise, turns for what was tried again
  std::optional<InHand> in_hand_;
  std::vector<FolderRefusal> untold_;
};

}  // namespace assay::host
