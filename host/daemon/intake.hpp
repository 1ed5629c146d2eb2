// SPDX-License-Identifier: Apache-2.0
// When a host takes what lies in the folders by which a fleet brings things: in its turns, a file
// each, so that a kill switch waits for the reading of one file at most. A package is brought
// beside the turns, as one is that a client submits, so that nobody waits for its check.
#pragma once

#include <atomic>
#include <functional>

#include "host/daemon/ways_in.hpp"
#include "host/daemon/workers.hpp"

namespace assay::host {

class Intake {
 public:
  /// Gives a package to the host, by a thread that keeps no turn.
  using Bring = std::function<loader::Done(const FolderPackage& package)>;
  /// Is told, in turn, what was refused and was not told before.
  using Tell = std::function<void(const FolderRefusal& refused)>;

  /// The workers are stopped before it goes.
  Intake(Host& host, Workers& workers, Bring bring, Tell tell)
      : host_(host),
        workers_(workers),
        bring_(std::move(bring)),
        tell_(std::move(tell)),
        ways_in_(host.settings()) {}

  /// Looks at the folders where that is due, and takes what lies there.
  void tick();

 private:
  void look();
  void take_on();
  void take_one();
  void bring_aside(FolderPackage package);
  void do_and_tell(const Work& work);

  Host& host_;
  Workers& workers_;
  Bring bring_;
  Tell tell_;
  std::atomic<bool> looking_ = false;
  // Of the thread that takes turns:
  WaysIn ways_in_;
  Clock::time_point next_look_;
  bool document_waits_ = false;
  bool package_waits_ = false;
};

}  // namespace assay::host
