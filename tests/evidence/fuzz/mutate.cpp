// SPDX-License-Identifier: Apache-2.0
#include "evidence/fuzz/mutate.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "evidence/fuzz/program_bytes.hpp"
#include "evidence/soundness/generate.hpp"
#include "ir/isa/encode.hpp"
#include "ir/isa/opcode.hpp"

namespace assay::fuzz {
namespace {

/// A number that tests of sizes, offsets and counts are likely to get wrong.
std::uint64_t edge(Random& random) {
  const std::uint64_t power = std::uint64_t{1} << random.below(64);
  switch (random.below(4)) {
    case 0:
      return power - 1;
    case 1:
      return power;
    case 2:
      return ~power + 1;
    default:
      return random.below(64);
  }
}

void overwrite(Input& input, std::size_t at, std::size_t size, std::uint64_t number) {
  for (std::size_t i = 0; i < size && at + i < input.size(); ++i)
    input[at + i] = static_cast<std::uint8_t>(number >> (8 * i));
}

/// A piece of the input, of whole units, is left out, repeated elsewhere, or laid over another.
void move_piece(Input& input, std::size_t unit, Random& random) {
  const std::size_t units = input.size() / unit;
  if (units == 0) return;
  const std::size_t count = 1 + random.below(std::min<std::size_t>(units, 16));
  const std::size_t from = random.below(units - count + 1) * unit;
  const auto first = input.begin() + static_cast<std::ptrdiff_t>(from);
  const Input piece(first, first + static_cast<std::ptrdiff_t>(count * unit));
  const std::size_t to = random.below(units - count + 1) * unit;
  switch (random.below(3)) {
    case 0:
      input.erase(first, first + static_cast<std::ptrdiff_t>(piece.size()));
      break;
    case 1:
      input.insert(input.begin() + static_cast<std::ptrdiff_t>(to), piece.begin(), piece.end());
      break;
    default:
      std::ranges::copy(piece, input.begin() + static_cast<std::ptrdiff_t>(to));
      break;
  }
}

void change_bytes(Input& input, Random& random) {
  if (input.empty() || random.one_in(16)) input.push_back(static_cast<std::uint8_t>(random.next()));
  const std::size_t at = random.below(input.size());
  switch (random.below(5)) {
    case 0:
      input[at] ^= static_cast<std::uint8_t>(1u << random.below(8));
      break;
    case 1:
      input[at] = static_cast<std::uint8_t>(random.next());
      break;
    case 2:
      overwrite(input, at, std::size_t{1} << random.below(4), edge(random));
      break;
    case 3:
      // Headers and tables of objects hold their numbers at multiples of four.
      overwrite(input, at - at % 4, 4, edge(random));
      break;
    default:
      move_piece(input, 1, random);
      break;
  }
}

/// Where lines of the text begin, and its end.
std::vector<std::size_t> line_starts(const Input& input) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 0; i < input.size(); ++i) {
    if (input[i] == '\n') starts.push_back(i + 1);
  }
  if (starts.back() != input.size()) starts.push_back(input.size());
  return starts;
}

void change_lines(Input& input, Random& random) {
  if (random.one_in(3)) return change_bytes(input, random);
  const auto starts = line_starts(input);
  if (starts.size() < 2) return change_bytes(input, random);
  const auto at = [&](std::size_t line) {
    return input.begin() + static_cast<std::ptrdiff_t>(starts[line]);
  };
  const std::size_t from = random.below(starts.size() - 1);
  const std::size_t to = random.below(starts.size());
  const Input line(at(from), at(from + 1));
  if (random.one_in(2)) {
    input.erase(at(from), at(from + 1));
  } else {
    input.insert(at(to), line.begin(), line.end());
  }
}

/// Where words of the document begin: numbers, members and digests; and its end.
std::vector<std::size_t> word_starts(const Input& input) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 1; i < input.size(); ++i) {
    if (std::isalnum(input[i]) != std::isalnum(input[i - 1])) starts.push_back(i);
  }
  starts.push_back(input.size());
  return starts;
}

/// A word takes the place of another or becomes a number, a list or table is cut or repeated, or
/// one character of a word is another.
void change_words(Input& input, Random& random) {
  const auto starts = word_starts(input);
  if (starts.size() < 3 || random.one_in(8)) return change_bytes(input, random);
  const auto at = [&](std::size_t word) {
    return input.begin() + static_cast<std::ptrdiff_t>(starts[word]);
  };
  const std::size_t word = random.below(starts.size() - 1);
  const std::size_t other = random.below(starts.size() - 1);
  Input put(at(other), at(other + 1));
  if (random.one_in(2)) {
    const std::string number = std::to_string(edge(random));
    put.assign(number.begin(), number.end());
  }
  if (random.one_in(3)) put = Input(at(word), at(word + 1));
  if (!put.empty() && random.one_in(3)) put[random.below(put.size())] ^= 1;
  // Up to some words behind it go, and what is put stands in their place.
  const std::size_t end =
      std::min(word + 1 + (random.one_in(4) ? random.below(8) : 0), starts.size() - 1);
  const auto rest = input.erase(at(word), at(end));
  input.insert(rest, put.begin(), put.end());
}

/// A field of one instruction, or its whole opcode.
void change_slot(Input& input, std::size_t at, Random& random) {
  const auto rows = opcode_rows();
  const OpcodeRow& row = rows[random.below(rows.size())];
  switch (random.below(5)) {
    case 0:
      input[at] = row.byte;
      if (row.field == Field::Offset)
        overwrite(input, at + 2, 2, static_cast<std::uint64_t>(row.value));
      if (row.field == Field::Immediate)
        overwrite(input, at + 4, 4, static_cast<std::uint64_t>(row.value));
      break;
    case 1:
      input[at + 1] = static_cast<std::uint8_t>((input[at + 1] & 0xf0u) | random.below(11));
      break;
    case 2:
      input[at + 1] = static_cast<std::uint8_t>((input[at + 1] & 0xfu) | (random.below(11) << 4u));
      break;
    case 3:
      overwrite(input, at + 2, 2, edge(random));
      break;
    default:
      overwrite(input, at + 4, 4, edge(random));
      break;
  }
}

void change_slots(Input& input, Random& random) {
  if (const auto read = read_program(input); read && random.one_in(2)) {
    Program program = read->program;
    if (!soundness::mutate(program, random)) return;
    input.resize(header_bytes(input));
    const auto code = encode(program.instructions);
    input.insert(input.end(), code.begin(), code.end());
    return;
  }
  if (input.size() < kSlotBytes) input.resize(2 * kSlotBytes);
  if (random.one_in(4)) return move_piece(input, kSlotBytes, random);
  change_slot(input, random.below(input.size() / kSlotBytes) * kSlotBytes, random);
}

}  // namespace

Input mutated(Input input, Shape shape, std::size_t most_bytes, Random& random) {
  for (std::uint64_t n = 1 + random.below(4); n > 0; --n) {
    switch (shape) {
      case Shape::Bytes:
        change_bytes(input, random);
        break;
      case Shape::Lines:
        change_lines(input, random);
        break;
      case Shape::Slots:
        change_slots(input, random);
        break;
      case Shape::Words:
        change_words(input, random);
        break;
    }
  }
  if (input.size() > most_bytes) input.resize(most_bytes);
  return input;
}

}  // namespace assay::fuzz
