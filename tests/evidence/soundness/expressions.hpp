// SPDX-License-Identifier: Apache-2.0
// How the words of one run come out of its inputs: a graph of the instructions that made them. It
// says nothing of what an instruction means; the run gives each word's value (oracle/rules.hpp),
// and solve.cpp writes the meaning down for Z3.
#pragma once

#include <map>
#include <vector>

#include "evidence/soundness/inputs.hpp"
#include "support/oracle/rules.hpp"

namespace assay::soundness {

/// A word of the run; node 0: the inputs have no part in it.
struct Traced {
  std::uint64_t value = 0;
  std::uint32_t node = 0;
};

/// An input, or what the arithmetic instruction `slot` makes of x and y.
struct Node {
  bool input = false;
  InputKey key;
  bool is_byte = false;  // input: 8 bits, zero-extended; else a word in [min, max], signed
  std::int64_t min = 0;
  std::int64_t max = 0;
  oracle::Slot slot;
  Traced x, y;
};

class Expressions {
 public:
  /// The byte or word of the inputs, whose value in this run is `value`.
  [[nodiscard]] Traced byte(const InputKey& key, std::uint8_t value);
  [[nodiscard]] Traced word(const InputKey& key, const Draw& draw, std::uint64_t value);
  /// What the instruction makes of x (its destination) and y.
  [[nodiscard]] Traced compute(const oracle::Slot& slot, const Traced& x, const Traced& y);
  /// The same for 64-bit instructions that are none of the program's.
  [[nodiscard]] Traced sum(const Traced& x, const Traced& y);
  [[nodiscard]] Traced product(const Traced& x, const Traced& y);
  [[nodiscard]] Traced byte_of(const Traced& x, unsigned byte);
  /// Bytes from the lowest up.
  [[nodiscard]] Traced joined(const std::vector<Traced>& bytes);
  [[nodiscard]] Traced sign_extended(const Traced& x, unsigned bytes);

  /// Node 1 is the first; a node's operands come before it.
  [[nodiscard]] const Node& node(std::uint32_t number) const { return nodes_.at(number - 1); }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(nodes_.size()); }

 private:
  [[nodiscard]] Traced input(Node node, std::uint64_t value);

  std::vector<Node> nodes_;
  std::map<InputKey, Traced> inputs_;
};

}  // namespace assay::soundness
