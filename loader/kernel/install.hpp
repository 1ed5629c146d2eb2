// SPDX-License-Identifier: Apache-2.0
// A package into the kernel: all of it, or nothing. Maps and programs are made and pinned before
// anything is attached; where a step fails, links that went over to the new version go back.
//
// It must not know: who vouched for the package. That is asked before (loader/admission).
#pragma once

#include <string>
#include <vector>

#include "loader/base/outcome.hpp"
#include "loader/kernel/admitted.hpp"
#include "loader/kernel/links.hpp"

namespace assay::loader {

struct InstallRequest {
  std::string folder;   // of pins
  std::string license;  // as the kernel is told: it keeps some helpers for programs under the GPL
  Places places;
};

enum class Fate : std::uint8_t {
  Attached,  // where nothing was
  Replaced,  // in one step
  Followed,  // attached before the version that was there left
  Pinned,    // for its owner to attach
};

struct Installed {
  struct Program {
    std::string name;
    Fate fate = Fate::Attached;
  };
  std::string path;  // of the pins
  std::vector<Program> programs;
};

/// Those of hooks_of, make_maps, load_programs, attach, replace and Pins.
[[nodiscard]] Outcome<Installed> install(const Admitted& package, const InstallRequest& request);

}  // namespace assay::loader
