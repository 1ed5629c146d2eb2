// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/install.hpp"

#include <utility>

#include "loader/kernel/maps.hpp"
#include "loader/kernel/pins.hpp"
#include "loader/kernel/programs.hpp"

namespace assay::loader {
namespace {

/// Programs that take their places. Unless all of it is finished, those that took one over give it
/// back.
class Takeover {
 public:
  Takeover(Pins& pins, const Places& places) : pins_(pins), places_(places) {}
  Takeover(const Takeover&) = delete;
  Takeover& operator=(const Takeover&) = delete;
  ~Takeover() { undo(); }

  /// Names of programs at whose places the kernel did not put back what was there.
  std::string undo() {
    std::string stuck;
    for (const Moved& moved : moved_) {
      if (!put_back(moved.link, moved.before)) stuck += " " + moved.name;
    }
    moved_.clear();
    pins_.forget();
    return stuck;
  }

  Outcome<Fate> take(const LoadedProgram& program) {
    if (program.hook->place == Place::Socket) return Fate::Pinned;
    Handle old = pins_.find("link", program.name);
    if (old.ok() && replacing_of(program.hook->place) == Replacing::Atomic)
      return take_over(program, std::move(old));
    Outcome<Handle> link = attach(program, places_);
    if (!link.ok()) return link.refusal();
    if (Done added = pins_.add("link", program.name, link.value()); !added.ok())
      return added.refusal();
    return old.ok() ? Fate::Followed : Fate::Attached;
  }

  /// From here on the new version is the one.
  Done finish() {
    Done shown = pins_.show();
    if (shown.ok()) moved_.clear();
    return shown;
  }

 private:
  struct Moved {
    std::string name;
    Handle link;
    Handle before;  // the program that it had
  };

  Outcome<Fate> take_over(const LoadedProgram& program, Handle old) {
    Handle before = pins_.find("prog", program.name);
    if (!before.ok()) {
      return Refusal{RefusalCode::PinRefused,
                     "the program of the version before is not pinned: " + program.name};
    }
    if (!runs(old, before)) {
      return Refusal{RefusalCode::PinRefused,
                     "what is attached is not the program that is pinned: " + program.name};
    }
    if (Done kept = pins_.keep("link", program.name); !kept.ok()) return kept.refusal();
    if (Done replaced = replace(old, program, places_); !replaced.ok()) return replaced.refusal();
    moved_.push_back({program.name, std::move(old), std::move(before)});
    return Fate::Replaced;
  }

  Pins& pins_;
  const Places& places_;
  std::vector<Moved> moved_;
};

/// A load that was cut off may have left links with programs that have no names: they get back
/// those that have. Pins are the user's, who may have moved one: put_back() asks what it is.
void finish_what_was_cut_off(const Pins& pins) {
  for (const std::string& name : pins.links()) {
    const Handle link = pins.find("link", name);
    const Handle program = pins.find("prog", name);
    if (link.ok() && program.ok() && !runs(link, program)) (void)put_back(link, program);
  }
}

Done pin_all(Pins& pins, const Admitted& package, std::span<const Handle> maps,
             std::span<const LoadedProgram> programs) {
  for (std::size_t i = 0; i < maps.size(); ++i) {
    if (Done added = pins.add("map", text_of(package.maps()[i].name), maps[i]); !added.ok())
      return added;
  }
  for (const LoadedProgram& program : programs) {
    if (Done added = pins.add("prog", program.name, program.handle); !added.ok()) return added;
  }
  return done();
}

Outcome<std::vector<Installed::Program>> take_all(Takeover& takeover,
                                                  std::span<const LoadedProgram> programs) {
  std::vector<Installed::Program> taken;
  for (const LoadedProgram& program : programs) {
    Outcome<Fate> fate = takeover.take(program);
    if (!fate.ok()) return fate.refusal();
    taken.push_back({program.name, fate.value()});
  }
  if (Done finished = takeover.finish(); !finished.ok()) return finished.refusal();
  return taken;
}

}  // namespace

Outcome<Installed> install(const Admitted& package, const InstallRequest& request) {
  const Outcome<std::vector<const KernelHook*>> hooks = hooks_of(package);
  if (!hooks.ok()) return hooks.refusal();
  Outcome<Pins> opened = Pins::open(request.folder, package.name());
  if (!opened.ok()) return opened.refusal();
  Pins pins = std::move(opened).value();
  finish_what_was_cut_off(pins);
  const Outcome<std::vector<Handle>> maps = make_maps(package.maps());
  if (!maps.ok()) return maps.refusal();
  const Outcome<std::vector<LoadedProgram>> programs =
      load_programs(package, hooks.value(), maps.value(), request.license);
  if (!programs.ok()) return programs.refusal();

  Takeover takeover(pins, request.places);
  Installed installed{pins.path(), {}};
  if (Done pinned = pin_all(pins, package, maps.value(), programs.value()); !pinned.ok())
    return pinned.refusal();
  Outcome<std::vector<Installed::Program>> taken = take_all(takeover, programs.value());
  if (taken.ok()) {
    installed.programs = std::move(taken).value();
    return installed;
  }
  Refusal refusal = taken.refusal();
  if (const std::string stuck = takeover.undo(); !stuck.empty())
    refusal.subject += "; the version before could not be put back at:" + stuck;
  return refusal;
}

}  // namespace assay::loader
