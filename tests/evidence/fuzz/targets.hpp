// SPDX-License-Identifier: Apache-2.0
// What is fuzzed: functions that take any bytes, and throw when a property of what they call is
// broken. libFuzzer runs one of them (entry.cpp); the replay runs all on seeds and changes of
// seeds.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace assay::fuzz {

using Bytes = std::span<const std::uint8_t>;

/// A property that does not hold for the input.
class PropertyBroken : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

inline void require(bool holds, const std::string& property) {
  if (!holds) throw PropertyBroken(property);
}

/// As what a mutator treats the input.
enum class Shape : std::uint8_t {
  Bytes,
  Lines,  // of text
  Slots,  // of 8 bytes each
  Words,  // of a document on one line (ADR 37)
};

// Each tells whether the input was accepted, so that a run that never got past the first test
// shows.

/// The assembler: what it accepts prints to text that assembles to the same.
[[nodiscard]] bool fuzz_assemble(Bytes input);
/// The reader of contract maps: what it accepts, written anew, reads as the same rows.
[[nodiscard]] bool fuzz_contract(Bytes input);
/// The reader of contracts' texts: what it accepts, written again, reads as the same contract.
[[nodiscard]] bool fuzz_contract_text(Bytes input);
/// The decoder: what it accepts encodes to the same bytes.
[[nodiscard]] bool fuzz_decode(Bytes input);
/// The journal: whatever its file holds, it is opened, goes on, and is found again as it was left.
[[nodiscard]] bool fuzz_journal(Bytes input);
/// A message of the host's socket: a frame has one form, and questions and answers are documents.
[[nodiscard]] bool fuzz_message(Bytes input);
/// The object reader: an error with a code, or programs that the verifier may take.
[[nodiscard]] bool fuzz_object(Bytes input);
/// Both readers of packages, on the input with a digest that fits: they take and refuse the same,
/// and the checker takes no more than is announced.
[[nodiscard]] bool fuzz_package(Bytes input);
/// The reader of contracts' records: what it accepts is written as the same bytes.
[[nodiscard]] bool fuzz_record(Bytes input);
/// The reader of root documents, on the input signed by keys of the test root: what it accepts is
/// written as the same text.
[[nodiscard]] bool fuzz_root(Bytes input);
/// The checker on a sealed package with a digest that fits, at an odd address: no more work than is
/// announced, and nothing accepted that does wrong in the naive machine.
[[nodiscard]] bool fuzz_sealed(Bytes input);
/// The reader of states, on the input with a digest that fits: one state has one text.
[[nodiscard]] bool fuzz_state(Bytes input);
/// The reader of statements, likewise signed: one statement has one text.
[[nodiscard]] bool fuzz_statement(Bytes input);
/// The verifier on a program in the form of program_bytes.hpp: a verdict, and no accepted program
/// that does wrong in the naive machine.
[[nodiscard]] bool fuzz_verify(Bytes input);

struct Target {
  std::string_view name;
  bool (*run)(Bytes);
  Shape shape{};
};

inline constexpr std::array kTargets{
    Target{"assemble", fuzz_assemble, Shape::Lines},
    Target{"contract", fuzz_contract, Shape::Lines},
    Target{"contract_text", fuzz_contract_text, Shape::Lines},
    Target{"decode", fuzz_decode, Shape::Slots},
    Target{"journal", fuzz_journal, Shape::Lines},
    Target{"message", fuzz_message, Shape::Bytes},
    Target{"object", fuzz_object, Shape::Bytes},
    Target{"package", fuzz_package, Shape::Bytes},
    Target{"record", fuzz_record, Shape::Bytes},
    Target{"root", fuzz_root, Shape::Words},
    Target{"sealed", fuzz_sealed, Shape::Bytes},
    Target{"state", fuzz_state, Shape::Words},
    Target{"statement", fuzz_statement, Shape::Words},
    Target{"verify", fuzz_verify, Shape::Slots},
};

/// Most bytes of an input.
inline constexpr std::size_t kMostBytes = 65536;

[[nodiscard]] inline std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace assay::fuzz
