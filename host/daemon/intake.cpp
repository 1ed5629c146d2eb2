// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/intake.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace assay::host {
namespace {

using loader::Done;

Refusal fault_of(const std::exception& fault) { return {RefusalCode::HostFault, fault.what()}; }

Done brought(const Intake::Bring& bring, const FolderPackage& package) {
  try {
    return bring(package);
  } catch (const std::exception& fault) {
    return fault_of(fault);
  }
}

}  // namespace

void Intake::tick() {
  if (looking_.exchange(true)) return;
  workers_.do_in_turn(Urgency::Read, kItself, [this] {
    look();
    looking_ = false;
  });
}

void Intake::look() {
  const Clock::time_point began = Clock::now();
  if (began < next_look_) return;
  do_and_tell([this] { ways_in_.look(); });
  next_look_ = next_look(began, Clock::now());
  take_on();
}

/// Takes what lies there step by step, a turn each. Where a step waits behind what is more urgent
/// because it is a package's, one for a document that has come since does not.
void Intake::take_on() {
  const std::optional<Urgency> next = ways_in_.next();
  if (!next) return;
  bool& waits = *next == Urgency::Submit ? package_waits_ : document_waits_;
  if (std::exchange(waits, true)) return;
  workers_.do_in_turn(*next, kItself, [this, &waits] {
    waits = false;
    take_one();
    take_on();
  });
}

void Intake::take_one() {
  std::optional<FolderPackage> package;
  do_and_tell([&] { package = ways_in_.take(host_); });
  if (package) bring_aside(*std::move(package));
}

void Intake::bring_aside(FolderPackage package) {
  const auto held = std::make_shared<const FolderPackage>(std::move(package));
  workers_.do_package(kItself, [this, held] {
    const Done what = brought(bring_, *held);
    workers_.do_in_turn(Urgency::Read, kItself, [this, what] {
      do_and_tell([&] { ways_in_.brought(what); });
      take_on();
    });
  });
}

void Intake::do_and_tell(const Work& work) {
  try {
    work();
  } catch (const std::exception& fault) {
    tell_({"host", fault_of(fault)});
  }
  for (const FolderRefusal& refused : ways_in_.untold()) tell_(refused);
}

}  // namespace assay::host
