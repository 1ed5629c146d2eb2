// SPDX-License-Identifier: Apache-2.0
#include "loader/host/machine.hpp"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <utility>

#include "loader/admission/interpreted.hpp"
#include "loader/host/check.hpp"
#include "loader/host/identity.hpp"

namespace assay::loader {
namespace {

Seconds seconds_of(clockid_t clock) {
  timespec now{};
  return ::clock_gettime(clock, &now) == 0 ? static_cast<Seconds>(now.tv_sec) : 0;
}

/// The kernel's boot id, without its dashes.
Outcome<std::string> boot_id() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string text;
  file >> text;
  std::erase(text, '-');
  if (!array_from_hex<16>(text)) return Refusal{RefusalCode::FileUnreadable, "boot_id"};
  return text;
}

}  // namespace

Seconds seconds_now() { return seconds_of(CLOCK_REALTIME); }

Outcome<HostSetup> machine_setup(Files& files, const CheckLimits& limits) {
  Outcome<std::string> boot = boot_id();
  if (!boot.ok()) return boot.refusal();
  HostSetup setup;
  setup.files = &files;
  setup.check = checker_check(limits);
  setup.identify = said_identity;
  setup.load = interpreting_load();
  setup.clock = seconds_now;
  setup.uptime = [] { return seconds_of(CLOCK_BOOTTIME); };
  setup.boot = std::move(boot).value();
  return setup;
}

}  // namespace assay::loader
