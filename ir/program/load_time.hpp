// SPDX-License-Identifier: Apache-2.0
// What the loader decides of a program after the object was made: numbers that it writes into the
// code (CO-RE relocations) and into read-only data (settings).
//
// The instructions and contents of a Program are those of the object, or of the target where one
// was named; this says where they are not the last word.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace assay {

/// A number that is not known before the program is loaded, one for all of its uses.
struct LoadTimeNumber {
  std::string what;  // for people: "the size of 'struct sock'"
  /// Unsigned. An instruction of 32 bits takes the low half, one of 64 its sign-extension; a
  /// 16-byte load takes all.
  std::uint64_t min = 0;
  std::uint64_t max = 0;
  /// It is an offset in this type ("struct sock"), `in_object` by the object's own layout; empty:
  /// it is something else.
  std::string layout;
  std::uint64_t in_object = 0;
  std::vector<std::uint64_t> never = {};  // words between `min` and `max` that it is not
  /// The three hold for kernels alone on which this type ("struct sock") has fields as wide as in
  /// the object; empty: on every kernel.
  std::string assumed_of = {};
  friend bool operator==(const LoadTimeNumber&, const LoadTimeNumber&) = default;
};

/// The immediate of the arithmetic instruction or 16-byte load at `slot` is numbers[number].
struct LoadTimeUse {
  std::uint32_t slot = 0;
  std::uint32_t number = 0;
};

/// Displacement and width of the load or store at `slot` are taken from layouts[layout].
struct LayoutUse {
  std::uint32_t slot = 0;
  std::uint32_t layout = 0;
};

/// The target has nothing that the instruction at `slot` could mean: loaders put one in its place
/// that the platform refuses wherever it can be reached.
struct PoisonedSlot {
  std::uint32_t slot = 0;
  std::string lacks;  // for people: "'struct sock' has no 'x'"
};

struct LoadTime {
  std::vector<LoadTimeNumber> numbers;
  std::vector<LoadTimeUse> uses;     // ascend by slot, as the next two do
  std::vector<std::string> layouts;  // types whose layout is the object's
  std::vector<LayoutUse> layout_uses;
  std::vector<PoisonedSlot> poisoned;
  std::string target;         // path of the BTF that relocations were resolved for, or empty
  std::string target_digest;  // "sha256:...", or empty
  /// Types ("struct sock") that the target does not have, or of which it lacks something. Loaders
  /// then look into the kernel's modules: what the code got as an answer holds if none has one.
  std::set<std::string> of_no_module;
};

}  // namespace assay
