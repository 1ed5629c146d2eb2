// SPDX-License-Identifier: Apache-2.0
// The environment of one concrete run: context, packets, maps and helpers as a contract describes
// them, filled at random. The contract's tables are read as the specification; the models here are
// the tests' own and share nothing with ir/interpreter or the verifier.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "evidence/soundness/inputs.hpp"
#include "ir/contract/contract.hpp"
#include "ir/interpreter/random.hpp"
#include "ir/program/program.hpp"
#include "support/oracle/machine.hpp"

namespace assay::soundness {

/// Where the blocks of a run lie; the edges are those that the region axiom allows.
enum class Edge : std::uint8_t { Low, Middle, High };

/// How one run differs from another.
struct RunPlan {
  std::uint64_t seed = 0;
  Edge edge = Edge::Middle;
  bool hostile = false;  // every load of shared memory may see a new value
  Chosen chosen{};
};

/// Numbers that a program compares with or computes from, and their neighbours.
[[nodiscard]] std::vector<std::uint64_t> interesting_words(const Program& program);

class World final : public oracle::Host {
 public:
  World(const Program& program, const Contract& contract,
        const std::vector<std::uint64_t>& interesting, const RunPlan& plan);

  /// The numbers that the loader set in this run: one for each of LoadTime::numbers.
  void set_numbers(std::vector<std::uint64_t> numbers) { numbers_ = std::move(numbers); }
  /// The word that a key of State::loaded stands for in this run; nothing where none is to be seen
  /// (data that was not addressed yet, or that may change).
  [[nodiscard]] std::optional<std::uint64_t> loaded_word(const oracle::Machine& machine,
                                                         std::uint64_t key) const;

  /// Gives the machine its context in r1, and the blocks of regions. Once, before the first step.
  void attach(oracle::Machine& machine);

  oracle::Stop call_helper(oracle::Machine& machine, std::int32_t id) override;
  std::optional<oracle::Word> load_address(oracle::Machine& machine, const oracle::Slot& slot,
                                           std::uint32_t next_imm) override;
  oracle::Stop load_context(oracle::Machine& machine, std::uint64_t offset, unsigned size,
                            oracle::Word& word) override;
  oracle::Stop store_context(oracle::Machine& machine, std::uint64_t offset, unsigned size,
                             const oracle::Word& word) override;
  bool load_packet(oracle::Machine& machine, std::int64_t offset, unsigned size,
                   std::optional<std::uint64_t>& value) override;
  void before_shared_access(oracle::Block& block, std::uint64_t offset, unsigned size) override;
  std::uint64_t place_stack(std::uint32_t bytes) override { return place(bytes); }

  /// One region of the contract as it lies now.
  struct RegionNow {
    oracle::BlockId block = 0;
    std::vector<std::uint64_t> marks;  // offsets from mark 0, negative ones as two's complement
    bool absent = false;               // all marks are null; there is no block
  };
  [[nodiscard]] const std::vector<RegionNow>& regions() const { return regions_; }
  [[nodiscard]] oracle::BlockId context() const { return context_; }
  [[nodiscard]] std::size_t held(const oracle::Machine& machine) const;
  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] const Contract& contract() const { return contract_; }

  /// What the run was given so far.
  [[nodiscard]] const std::vector<Draw>& draws() const { return inputs_.draws(); }

  // For the models of helpers (models.cpp).
  [[nodiscard]] Inputs& inputs() { return inputs_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] std::uint64_t word();  // a random number, often near a boundary
  /// Bytes from a generator of their own: fewer or more of them change nothing that is drawn later,
  /// and the first are the same.
  [[nodiscard]] std::vector<std::uint8_t> some_bytes(std::uint64_t count);
  [[nodiscard]] oracle::Word map_handle(oracle::Machine& machine, std::uint32_t map);
  [[nodiscard]] oracle::Word map_value(oracle::Machine& machine, std::uint32_t map,
                                       std::uint64_t element);
  [[nodiscard]] oracle::Word new_memory(oracle::Machine& machine, std::uint64_t size);
  void move_regions(oracle::Machine& machine);

 private:
  [[nodiscard]] std::uint64_t place(std::uint64_t size);
  [[nodiscard]] std::uint8_t random_byte() { return static_cast<std::uint8_t>(random_.next()); }
  /// Adds a block whose bytes are inputs.
  [[nodiscard]] oracle::BlockId add_drawn(oracle::Machine& machine, oracle::Block block);
  [[nodiscard]] std::int64_t some_distance(const Region& region, std::uint32_t to);
  void shape_region(std::size_t region);
  void add_region(oracle::Machine& machine, std::size_t region);
  enum class Use : std::uint8_t { Load, Store };
  [[nodiscard]] const ContextField* context_field(std::uint64_t offset, unsigned size,
                                                  Use use) const;

  const Program& program_;
  const Contract& contract_;
  const std::vector<std::uint64_t>& interesting_;
  RunPlan plan_;
  Random random_;
  Inputs inputs_;
  std::uint64_t placed_ = 0;
  std::vector<RegionNow> regions_;
  std::vector<std::uint64_t> region_bases_;
  oracle::BlockId context_ = 0;
  std::vector<std::uint64_t> numbers_;
  std::map<std::uint32_t, oracle::BlockId> handles_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, oracle::BlockId> values_;
};

/// What a contract means for the naive machine.
[[nodiscard]] oracle::Rules rules_of(const Contract& contract);

}  // namespace assay::soundness
