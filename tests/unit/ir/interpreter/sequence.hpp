// SPDX-License-Identifier: Apache-2.0
// Random events, one after another, to a runner and each to a fresh run of the reference executor:
// nothing of an event may be there for the next.
#pragma once

#include <memory>

#include "ir/interpreter/random.hpp"
#include "support.hpp"

namespace assay::testing {

/// Random events that fit a program and its contract, and now and then one that does not.
class RandomEvents {
 public:
  RandomEvents(const Program& program, const Contract& contract, std::uint64_t seed)
      : program_(program), contract_(contract), random_(seed) {}

  [[nodiscard]] Event event() {
    Event made;
    if (random_.one_in(8)) return made;
    for (const ContextField& field : contract_.fields) {
      if (random_.one_in(2)) made.fields[field.name] = random_.bytes(random_.below(field.size + 1));
    }
    // Few sizes, so that an event often has those of the one before.
    for (std::size_t i = 0; i < contract_.regions.size(); ++i) {
      if (!random_.one_in(4)) made.regions[contract_.regions[i].name] = region(i);
    }
    if (random_.one_in(3)) made.hidden_packet = random_.bytes(random_.below(80));
    for (const Map& map : program_.maps) {
      if (random_.one_in(3)) made.maps[map.name] = entries(map);
    }
    for (const Helper& helper : contract_.helpers) {
      if (random_.one_in(12)) made.helpers[helper.name] = results();
    }
    if (random_.one_in(2)) made.time = random_.below(1000);
    return made;
  }

  [[nodiscard]] RunOptions options() {
    RunOptions made;
    constexpr std::uint64_t kLimits[] = {7, 40, 300, 300, 300, 300, 300, 300};
    made.max_instructions = kLimits[random_.below(std::size(kLimits))];
    made.seed = random_.one_in(3) ? random_.below(3) : 0;
    made.placement = random_.one_in(3) ? static_cast<Placement>(random_.below(3)) : placement_;
    placement_ = made.placement;
    made.defaults = random_.one_in(2) ? HelperDefaults::Random : HelperDefaults::Succeed;
    made.others = random_.one_in(5) ? OtherWriters::Hostile : OtherWriters::Quiet;
    made.trace_limit = random_.one_in(2) ? 1000 : random_.below(4);
    return made;
  }

 private:
  [[nodiscard]] RegionInput region(std::size_t index) {
    constexpr std::uint64_t kSizes[] = {0, 1, 8, 14, 54, 54, 54, 60, 100, 512};
    const Region& region = contract_.regions[index];
    RegionInput made;
    if (region.may_be_null && random_.one_in(5)) {
      made.base = 0;
      return made;
    }
    std::uint64_t size = std::min(kSizes[random_.below(std::size(kSizes))], region.max_size);
    for (std::uint32_t i = 2; i < region.marks; ++i)
      made.inner_marks.push_back(random_.below(size + 1));
    std::ranges::sort(made.inner_marks);
    if (random_.one_in(3)) made.inner_marks.clear();
    if (random_.one_in(100)) made.inner_marks.assign(region.marks, size + 1);  // fits nothing
    made.bytes = random_.bytes(size);
    // Where others would lie with the low edge, or far from all.
    if (random_.one_in(6)) {
      made.base = random_.one_in(2) ? region.slack + (3 * index + random_.below(3)) * kBlockGap
                                    : (std::uint64_t{index} + 1) << 44;
    }
    return made;
  }

  [[nodiscard]] Bytes key(const Map& map) {
    const MapFamily family = family_of(map);
    Bytes made(map.key_size);
    if (family == MapFamily::Array) {
      store_little(std::span(made).first(std::min<std::size_t>(4, made.size())),
                   random_.below(std::max<std::uint32_t>(map.max_entries, 1)));
    } else if (!made.empty()) {
      made[0] = static_cast<std::uint8_t>(random_.below(4));
    }
    return made;
  }

  [[nodiscard]] std::vector<MapEntry> entries(const Map& map) {
    std::vector<MapEntry> made;
    const MapFamily family = family_of(map);
    if (family == MapFamily::Other || map.value_size > 4096) return made;
    for (std::uint64_t i = random_.below(3); i > 0; --i) {
      MapEntry entry;
      const bool queued = family == MapFamily::Queue || family == MapFamily::Stack;
      if (!queued) entry.key = key(map);
      if (family != MapFamily::MapOfMaps) entry.value = random_.bytes(map.value_size);
      if (family == MapFamily::MapOfMaps && map.inner)
        entry.inner = entries(program_.maps.at(*map.inner));
      made.push_back(std::move(entry));
    }
    return made;
  }

  [[nodiscard]] std::vector<HelperResult> results() {
    std::vector<HelperResult> made(random_.below(3));
    for (HelperResult& result : made) {
      if (random_.one_in(2)) result.r0 = random_.below(3) - 1;
      if (random_.one_in(2)) result.output = random_.bytes(random_.below(20));
    }
    return made;
  }

  [[nodiscard]] MapFamily family_of(const Map& map) const {
    if (map.is_data) return MapFamily::Array;
    const MapKind* kind = find_map_kind(contract_, map.kind);
    return kind == nullptr ? MapFamily::Other : map_family(*kind);
  }

  const Program& program_;
  const Contract& contract_;
  Random random_;
  Placement placement_ = Placement::Middle;
};

/// All that a run shows of itself at each instruction, as one number.
class Shown {
 public:
  void see(const StepView& view) {
    add(view.slot);
    for (std::size_t i = 0; i < view.registers.size(); ++i) {
      if ((view.initialised >> i & 1) == 0) continue;
      add(view.registers[i]);
      block(view.memory.find(view.registers[i]));
    }
    add(view.initialised);
    for (const std::uint64_t base : view.stack_bases) block(view.memory.find(base));
    block(view.memory.find(view.context));
    for (const auto& marks : view.region_marks) {
      for (const std::uint64_t mark : marks) add(mark);
      block(view.memory.find(marks.front()));
    }
    for (const MapInstance& map : view.maps.instances()) {
      add(map.handle);
      block(view.memory.find(map.handle));
    }
  }
  [[nodiscard]] std::uint64_t sum() const { return sum_; }

 private:
  void add(std::uint64_t value) { sum_ = Random(sum_ ^ value).next(); }
  void bytes(const Bytes& all) {
    add(all.size());
    for (std::size_t i = 0; i < all.size(); i += 8) {
      add(load_little(std::span(all).subspan(i, std::min<std::size_t>(8, all.size() - i))));
    }
  }
  void block(const MemoryBlock* block) {
    add(block == nullptr);
    if (block == nullptr) return;
    for (const char letter : block->name) add(static_cast<std::uint8_t>(letter));
    for (const std::uint64_t value :
         {static_cast<std::uint64_t>(block->kind), block->base, block->size,
          std::uint64_t{block->writable}, std::uint64_t{block->alive}, std::uint64_t{block->index},
          std::uint64_t{block->special_fields.size()}, std::uint64_t{block->objects.size()}}) {
      add(value);
    }
    bytes(block->bytes);
    bytes(block->initialised);
    for (const Extent& object : block->objects) add(object.address);
  }

  std::uint64_t sum_ = 0;
};

/// What `run` gives for the event in words, exceptions included; with `shown`, all that it shows.
template <class Run>
std::string told_by(const Run& run, const Event& event, RunOptions options, Shown* shown) {
  if (shown != nullptr)
    options.before_instruction = [=](const StepView& view) { shown->see(view); };
  try {
    const std::string words = words_of(run(event, options));
    return shown == nullptr ? words : words + std::to_string(shown->sum());
  } catch (const RunTooLarge& large) {
    return std::string("too large: ") + large.what();
  } catch (const InternalFault& fault) {
    return std::string("no event of this hook: ") + fault.what();
  }
}

enum class LookOn : std::uint8_t { No, Yes };

/// One runner, and a fresh run for each event, with maps of their own.
class Sequence {
 public:
  Sequence(const Program& program, const Contract& contract)
      : program_(program),
        contract_(contract),
        flat_(flat_form(std::make_shared<Program>(program), std::make_shared<Contract>(contract))),
        runner_(std::make_unique<Runner>(flat_)),
        expected_maps_(program),
        maps_(program) {}

  /// Whether the runner says what a fresh run says, and leaves the same in maps. As hosts do, it
  /// has another runner made where an exception ended the run.
  [[nodiscard]] bool agrees(const Event& event, RunOptions options, LookOn look) {
    Shown shown;
    Shown expected_shown;
    options.held = expected_maps_.pointers();
    last_ = told_by(
        [&](const Event& of, const RunOptions& how) { return run(program_, contract_, of, how); },
        event, options, look == LookOn::Yes ? &expected_shown : nullptr);
    options.held = maps_.pointers();
    const std::string told =
        told_by([&](const Event& of, const RunOptions& how) { return runner_->run(of, how); },
                event, options, look == LookOn::Yes ? &shown : nullptr);
    EXPECT_EQ(told, last_);
    const std::string maps = maps_.words();
    const std::string expected_maps = expected_maps_.words();
    EXPECT_EQ(maps, expected_maps);
    const bool is_thrown = last_.starts_with("too large") || last_.starts_with("no event");
    if (is_thrown) runner_ = std::make_unique<Runner>(flat_);
    return told == last_ && maps == expected_maps;
  }
  /// How the last run ended, in a word or two.
  [[nodiscard]] std::string end() const {
    const std::size_t line = last_.find('\n');
    if (line == std::string::npos) return last_.substr(0, last_.find(':'));
    const std::string second = last_.substr(line + 1);
    const bool tail = last_.find("tail call true") < line;
    const bool faulted =
        second.find(" at ") != std::string::npos && second.front() >= 'A' && second.front() <= 'Z';
    return tail ? "tail call" : faulted ? second.substr(0, second.find(' ')) : "none";
  }

 private:
  const Program& program_;
  const Contract& contract_;
  std::shared_ptr<const FlatProgram> flat_;
  std::unique_ptr<Runner> runner_;
  HeldMaps expected_maps_;
  HeldMaps maps_;
  std::string last_;
};

/// Sends so many random events. The kinds of ends that they had.
inline std::set<std::string> compare_sequence(const Program& program, const Contract& contract,
                                              std::uint64_t seed, int events) {
  Sequence sequence(program, contract);
  RandomEvents random(program, contract, seed);
  std::set<std::string> ends;
  for (int i = 0; i < events; ++i) {
    const Event event = random.event();
    const RunOptions options = random.options();
    const bool agrees = sequence.agrees(event, options, i % 4 == 3 ? LookOn::Yes : LookOn::No);
    EXPECT_TRUE(agrees) << "event " << i << " of seed " << seed;
    if (!agrees) break;
    ends.insert(sequence.end());
  }
  return ends;
}

}  // namespace assay::testing
