// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/interpreted.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <new>
#include <optional>
#include <set>
#include <utility>

#include "ir/interpreter/runner.hpp"
#include "loader/admission/places.hpp"

namespace assay::loader {
namespace {

/// What the executor counts for an entry besides its bytes.
constexpr std::uint64_t kEntryBytes = 256;

RunEnd end_of(const MaybeFault& fault) {
  if (!fault) return RunEnd::Answered;
  return fault->kind == FaultKind::InstructionLimit ? RunEnd::PassedBound : RunEnd::Faulted;
}

/// Where the maps of the program are held, by their index: null for those that nobody writes to,
/// and nothing where that is all of them.
std::vector<HeldMap*> held_of(const Program& program, KeptMaps& maps) {
  std::vector<HeldMap*> held;
  if (std::ranges::all_of(program.maps, &Map::read_only)) return held;
  // Other programs of the version may run by now.
  const std::scoped_lock turn(maps.turn);
  for (const Map& map : program.maps) {
    held.push_back(map.read_only ? nullptr : &maps.contents[map.name]);
  }
  return held;
}

/// Machines that wait for their next event, a place each: an event takes one, or has one made.
class Runners {
 public:
  explicit Runners(std::shared_ptr<const FlatProgram> flat) : flat_(std::move(flat)) {}

  [[nodiscard]] RunReport run(const Event& event, const RunOptions& options) {
    const Taken taken(places_);
    std::unique_ptr<Runner> runner = taken.runner();
    if (runner == nullptr) runner = std::make_unique<Runner>(flat_);
    const RunResult& result = runner->run(event, options);
    const RunReport report{end_of(result.fault), result.r0, result.instructions};
    // What came to much once does not stay so; after an exception nothing stays.
    if (runner->kept_bytes() <= kMostKept) taken.keep(std::move(runner));
    return report;
  }

 private:
  static constexpr std::uint64_t kMostKept = std::uint64_t{256} << 10;

  struct alignas(kCacheLine) Place {
    std::atomic<bool> is_taken = false;
    std::unique_ptr<Runner> runner;  // of whoever has taken it
  };
  using Places = std::array<Place, kPlaces>;

  /// A place for the time of an event, or none where all are taken.
  class Taken {
   public:
    explicit Taken(Places& places)
        : place_(take_place(places, [](Place& place) {
            return !place.is_taken.load() && !place.is_taken.exchange(true);
          })) {}
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    ~Taken() {
      if (place_ != nullptr) place_->is_taken.store(false, std::memory_order_release);
    }
    [[nodiscard]] std::unique_ptr<Runner> runner() const {
      return place_ == nullptr ? nullptr : std::move(place_->runner);
    }
    void keep(std::unique_ptr<Runner> runner) const {
      if (place_ != nullptr) place_->runner = std::move(runner);
    }

   private:
    Place* place_;
  };

  std::shared_ptr<const FlatProgram> flat_;
  Places places_;
};

class Interpreted final : public Runnable {
 public:
  Interpreted(std::shared_ptr<const Program> program, std::shared_ptr<const Contract> contract,
              std::shared_ptr<KeptMaps> maps)
      : maps_(std::move(maps)),
        held_(held_of(*program, *maps_)),
        runners_(flat_form(std::move(program), std::move(contract))) {}

  [[nodiscard]] RunReport run(const Event& event, std::uint64_t bound) const override {
    try {
      if (held_.empty()) return ran(event, bound);
      const std::scoped_lock turn(maps_->turn);
      return ran(event, bound);
    } catch (const RunTooLarge&) {
      return {RunEnd::NotRun, 0, 0};
    } catch (const std::bad_alloc&) {
      return {RunEnd::NotRun, 0, 0};
    } catch (const std::exception&) {
      // A fault of the executor's own is no answer: the version meets no more events.
      return {RunEnd::Faulted, 0, 0};
    }
  }

 private:
  [[nodiscard]] RunReport ran(const Event& event, std::uint64_t bound) const {
    RunOptions options;
    options.max_instructions = bound;
    options.trace_limit = 0;
    options.held = held_;
    return runners_.run(event, options);
  }

  std::shared_ptr<KeptMaps> maps_;
  std::vector<HeldMap*> held_;  // in maps_
  mutable Runners runners_;
};

std::uint64_t most_bytes(const Map& map) {
  const std::uint64_t entry = kEntryBytes + std::uint64_t{map.key_size} + map.value_size;
  const std::uint64_t entries = std::max<std::uint32_t>(map.max_entries, 1);
  return entry > kMostKeptBytes / entries ? kMostKeptBytes + 1 : entry * entries;
}

/// The maps of versions by their digests, for as long as somebody runs them: a version that is
/// examined anew goes on with what it has stored.
class MapsOfVersions {
 public:
  std::shared_ptr<KeptMaps> of(const std::string& digest) {
    std::erase_if(known_, [](const auto& entry) { return entry.second.expired(); });
    std::shared_ptr<KeptMaps> maps = known_[digest].lock();
    if (maps == nullptr) maps = std::make_shared<KeptMaps>();
    known_[digest] = maps;
    return maps;
  }

 private:
  std::map<std::string, std::weak_ptr<KeptMaps>> known_;
};

}  // namespace

std::uint64_t most_kept_bytes(const std::vector<CheckedProgram>& programs) {
  std::set<std::string> counted;
  std::uint64_t sum = 0;
  for (const CheckedProgram& program : programs) {
    for (const Map& map : program.program->maps) {
      if (counted.insert(map.name).second) sum = std::min(sum, kMostKeptBytes) + most_bytes(map);
    }
  }
  return sum;
}

Done may_keep_maps(const CheckedPackage& checked) {
  if (most_kept_bytes(checked.programs) <= kMostKeptBytes) return done();
  return Refusal{RefusalCode::MapsTooLarge, checked.name};
}

std::shared_ptr<const Runnable> interpreted(std::shared_ptr<const Program> program,
                                            std::shared_ptr<const Contract> contract,
                                            std::shared_ptr<KeptMaps> maps) {
  return std::make_shared<Interpreted>(std::move(program), std::move(contract), std::move(maps));
}

Load interpreting_load() {
  const auto known = std::make_shared<MapsOfVersions>();
  return [known](const std::string& digest, const CheckedPackage& checked)
             -> Outcome<std::vector<std::shared_ptr<const Runnable>>> {
    if (Done may = may_keep_maps(checked); !may.ok()) return may.refusal();
    const std::shared_ptr<KeptMaps> maps = known->of(digest);
    std::vector<std::shared_ptr<const Runnable>> out;
    out.reserve(checked.programs.size());
    for (const CheckedProgram& program : checked.programs) {
      out.push_back(interpreted(program.program, program.contract, maps));
    }
    return out;
  };
}

}  // namespace assay::loader
