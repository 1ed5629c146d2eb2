// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/interpreted.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "ir/interpreter/runner.hpp"

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

/// A machine of one program, and how it runs.
struct KeptRunner final : Machinery {
  KeptRunner(const std::shared_ptr<const FlatProgram>& flat, std::span<HeldMap* const> held)
      : runner(flat) {
    options.trace_limit = 0;
    options.held = held;
  }

  Runner runner;
  RunOptions options;
};

class Interpreted final : public Runnable {
 public:
  Interpreted(std::shared_ptr<const Program> program, std::shared_ptr<const Contract> contract,
              std::shared_ptr<KeptMaps> maps)
      : maps_(std::move(maps)),
        held_(held_of(*program, *maps_)),
        flat_(flat_form(std::move(program), std::move(contract))) {}

  [[nodiscard]] RunReport run(const Event& event, std::uint64_t bound,
                              std::unique_ptr<Machinery>& kept) const override {
    try {
      std::unique_lock<std::mutex> turn;
      if (!held_.empty()) turn = std::unique_lock(maps_->turn);
      // After an exception none is kept.
      std::unique_ptr<Machinery> machine = std::move(kept);
      if (machine == nullptr) machine = std::make_unique<KeptRunner>(flat_, held_);
      auto& [runner, options] = static_cast<KeptRunner&>(*machine);
      options.max_instructions = bound;
      const RunResult& result = runner.run(event, options);
      const RunReport report{end_of(result.fault), result.r0, result.instructions};
      if (runner.kept_bytes() <= kMostKept) kept = std::move(machine);
      return report;
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
  /// What a machine keeps at most: what came to much once does not stay so.
  static constexpr std::uint64_t kMostKept = std::uint64_t{256} << 10;

  std::shared_ptr<KeptMaps> maps_;
  std::vector<HeldMap*> held_;  // in maps_
  std::shared_ptr<const FlatProgram> flat_;
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
