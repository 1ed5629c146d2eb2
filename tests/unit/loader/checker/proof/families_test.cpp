// SPDX-License-Identifier: Apache-2.0
// Each concrete state inside the checker's abstract state before an instruction is inside one of
// those after it. States are made up around words: sums, facts, links, bounds, excluded words,
// cells and addresses of the stack. ASSAY_STATES says how many of each family are tried.
#include <gtest/gtest.h>

#include <cstdlib>

#include "unit/loader/checker/proof/made_up.hpp"

namespace assay::test {
namespace {

std::vector<std::uint8_t> slot(std::uint8_t opcode, unsigned dst, unsigned src, std::int32_t offset,
                               std::int64_t imm) {
  std::vector<std::uint8_t> out{opcode, static_cast<std::uint8_t>(dst | src << 4)};
  for (int i = 0; i < 2; ++i) out.push_back(static_cast<std::uint8_t>(offset >> (8 * i)));
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(imm >> (8 * i)));
  return out;
}

/// An instruction of a family, made up.
using Family = std::vector<std::uint8_t> (*)(std::mt19937_64&);

std::int64_t immediate(std::mt19937_64& random) {
  const auto any = static_cast<std::int32_t>(random());
  return random() % 2 == 0 ? std::int64_t{any >> (random() % 32)}
                           : static_cast<std::int64_t>(random() % 40);
}
std::vector<std::uint8_t> arithmetic(std::mt19937_64& random, std::uint8_t kind) {
  constexpr std::uint8_t kOperations[] = {0x00, 0x10, 0x20, 0x30, 0x40, 0x50,
                                          0x60, 0x70, 0x90, 0xa0, 0xb0, 0xc0};
  const std::uint8_t op = kOperations[random() % std::size(kOperations)];
  const bool by_register = random() % 2 == 0;
  std::int32_t offset = 0;
  if ((op == 0x30 || op == 0x90) && random() % 2 == 0) offset = 1;
  const bool extends = op == 0xb0 && by_register && random() % 2 == 0;
  if (extends) offset = 8 << random() % (kind == 7 ? 3 : 2);
  const bool shifts = op == 0x60 || op == 0x70 || op == 0xc0;
  const std::int64_t imm =
      shifts ? static_cast<std::int64_t>(random() % (kind == 7 ? 64 : 32)) : immediate(random);
  const auto opcode = static_cast<std::uint8_t>(op | kind | (by_register ? 8 : 0));
  return slot(opcode, random() % 10, by_register ? random() % 11 : 0, offset,
              by_register ? 0 : imm);
}
std::vector<std::uint8_t> alu64(std::mt19937_64& random) { return arithmetic(random, 7); }
std::vector<std::uint8_t> alu32(std::mt19937_64& random) { return arithmetic(random, 4); }
std::vector<std::uint8_t> negation(std::mt19937_64& random) {
  return slot(random() % 2 == 0 ? 0x87 : 0x84, random() % 10, 0, 0, 0);
}
std::vector<std::uint8_t> swap(std::mt19937_64& random) {
  constexpr std::uint8_t kOpcodes[] = {0xd4, 0xdc, 0xd7};
  return slot(kOpcodes[random() % 3], random() % 10, 0, 0, 16 << random() % 3);
}
std::vector<std::uint8_t> number(std::mt19937_64& random) {
  std::vector<std::uint8_t> out = slot(0x18, random() % 10, 0, 0, immediate(random));
  const auto tail = slot(0, 0, 0, 0, immediate(random));
  out.insert(out.end(), tail.begin(), tail.end());
  return out;
}
std::int32_t displacement(std::mt19937_64& random) {
  const auto words = static_cast<std::int32_t>(random() % 9);
  return -8 * words + (random() % 4 == 0 ? static_cast<std::int32_t>(random() % 8) : 0);
}
unsigned base(std::mt19937_64& random) { return random() % 4 == 0 ? random() % 10 : 10; }
std::vector<std::uint8_t> load(std::mt19937_64& random) {
  const auto size = static_cast<std::uint8_t>(8 * (random() % 4));
  const bool extends = size != 0x18 && random() % 3 == 0;
  return slot(static_cast<std::uint8_t>((extends ? 0x81 : 0x61) | size), random() % 10,
              base(random), displacement(random), 0);
}
std::vector<std::uint8_t> store(std::mt19937_64& random) {
  const auto size = static_cast<std::uint8_t>(8 * (random() % 4));
  if (random() % 3 == 0)
    return slot(0x62 | size, base(random), 0, displacement(random), immediate(random));
  return slot(0x63 | size, base(random), random() % 10, displacement(random), 0);
}
std::vector<std::uint8_t> atomic(std::mt19937_64& random) {
  constexpr std::int64_t kActions[] = {0x00, 0x01, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1, 0xe1, 0xf1};
  return slot(random() % 2 == 0 ? 0xc3 : 0xdb, base(random), random() % 10,
              displacement(random) & ~7, kActions[random() % std::size(kActions)]);
}
std::vector<std::uint8_t> jump(std::mt19937_64& random, std::uint8_t kind) {
  constexpr std::uint8_t kTests[] = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60,
                                     0x70, 0xa0, 0xb0, 0xc0, 0xd0};
  const bool by_register = random() % 2 == 0;
  const auto opcode = static_cast<std::uint8_t>(kTests[random() % std::size(kTests)] | kind |
                                                (by_register ? 8 : 0));
  return slot(opcode, random() % 10, by_register ? random() % 10 : 0, 1,
              by_register ? 0 : immediate(random));
}
std::vector<std::uint8_t> jump64(std::mt19937_64& random) { return jump(random, 5); }
std::vector<std::uint8_t> jump32(std::mt19937_64& random) { return jump(random, 6); }

struct Count {
  std::uint64_t inside = 0;
  std::uint64_t refused = 0;
  std::uint64_t incomparable = 0;  // steps without a word for each symbol
};

/// Which slot comes next, after `code` has run on `after`.
std::uint32_t run(const std::vector<std::uint8_t>& code, Concrete& after) {
  std::vector<std::uint8_t> whole = code;
  const auto slots = static_cast<std::uint32_t>(code.size() / 8);
  for (const std::uint8_t opcode : {0x95, 0x05, 0x95}) {  // exit; goto +0; exit
    const auto more = slot(opcode, 0, 0, 0, 0);
    whole.insert(whole.end(), more.begin(), more.end());
  }
  after.executed = 0;
  EXPECT_EQ(oracle::run(whole, after, 8), oracle::Ending::Exited);
  return after.executed == 3 ? slots + 1 : slots;
}

/// Words of sums that the registers hold, without their constants: a new symbol may stand for one
/// that has too many symbols for the result.
std::vector<std::uint64_t> sums_of(const checker::State& state, const Words& words) {
  std::vector<std::uint64_t> out;
  for (const checker::Value& v : state.registers) {
    if (v.is_number() && v.term.count > 2)
      out.push_back(words.of(v.term.plus(0 - v.term.constant)).value_or(0));
  }
  return out;
}

/// Empty where words for the state's new symbols, of which at most `most` are such sums, hold what
/// came out in it.
std::string held(const checker::State& state, const Concrete& after, const Words& words,
                 const std::vector<std::uint64_t>& sums, unsigned most) {
  Words completed = words;
  complete(state, after, completed);
  std::string wrong = not_contained(state, after, completed);
  const checker::Knowledge& known = state.knowledge;
  for (std::uint32_t i = 0; i < known.row_count && most > 0 && !wrong.empty(); ++i) {
    if (words.of(known.rows[i].symbol)) continue;
    for (const std::uint64_t sum : sums) {
      if (wrong.empty() || !contains(known.rows[i].facts, sum)) continue;
      Words other = words;
      other.set(known.rows[i].symbol, sum);
      const std::string of_other = held(state, after, other, sums, most - 1);
      if (of_other.empty()) wrong.clear();
    }
  }
  return wrong;
}

/// Empty where one of the states holds what came out.
std::string followed(const Rig& rig, std::uint32_t next, const Concrete& after, const Words& words,
                     const std::vector<std::uint64_t>& sums) {
  std::string wrong = "no state stands at slot " + std::to_string(next);
  for (const checker::Path* path = rig.paths(); path != nullptr; path = path->next) {
    if (path->slot != next || path->going != checker::Going::On) continue;
    wrong = held(path->state, after, words, sums, 2);
    if (wrong.empty()) break;
  }
  return wrong;
}

/// Fills what lies behind the lists of a state with what a list might have.
void litter(checker::State& state, std::mt19937_64& random) {
  checker::Knowledge& known = state.knowledge;
  std::uint32_t behind = known.row_count;
  for (std::uint32_t i = 0; i < known.row_count; ++i) {
    if (known.rows[i].link == checker::Link::None) continue;
    known.rows[behind] = known.rows[i];
    known.rows[behind].symbol = behind;
    known.rows[behind++].facts = checker::Scalar::constant(random());
  }
  for (std::uint32_t i = 0; i < 4; ++i) {
    const auto symbol = static_cast<checker::Symbol>(random() % (known.row_count + 1));
    known.replaced[known.replaced_count + i] = {symbol, symbol};
    known.excluded[known.excluded_count + i] = {symbol, 0, random() % 64};
    checker::Linear& bound = known.bounds[known.bound_count + i];
    bound.read(checker::Term::of(symbol));
    bound.constant = checker::Wide::of_unsigned(random());
    state.cells[state.cell_count + i] = {0, -8 * static_cast<std::int32_t>(i + 1), 8, 0,
                                         checker::Value::number(checker::Term::number(random()))};
    state.filled[state.filled_count + i % 2] = {0, -64, 64, 0,
                                                checker::Value::number(checker::Term::number(64))};
  }
}

bool is_same(const checker::Value& a, const checker::Value& b) {
  return a.holds == b.holds && (!a.is_readable() || (a.null == b.null && a.term == b.term)) &&
         (!a.is_pointer() || a.place == b.place);
}

/// What two states say, list by list.
bool say_the_same(const checker::State& a, const checker::State& b) {
  const checker::Knowledge& x = a.knowledge;
  const checker::Knowledge& y = b.knowledge;
  bool same = x.row_count == y.row_count && x.bound_count == y.bound_count &&
              x.excluded_count == y.excluded_count && a.cell_count == b.cell_count &&
              a.filled_count == b.filled_count && x.feasible == y.feasible;
  for (std::uint32_t i = 0; same && i < checker::kFramePointer; ++i)
    same = is_same(a.registers[i], b.registers[i]);
  for (std::uint32_t i = 0; same && i < a.cell_count; ++i)
    same = a.cells[i].offset == b.cells[i].offset && a.cells[i].size == b.cells[i].size &&
           is_same(a.cells[i].value, b.cells[i].value);
  for (std::uint32_t i = 0; same && i < x.row_count; ++i)
    same = x.rows[i].symbol == y.rows[i].symbol && x.rows[i].reading == y.rows[i].reading &&
           x.rows[i].link == y.rows[i].link && x.rows[i].of == y.rows[i].of &&
           checker::same(x.rows[i].facts, y.rows[i].facts);
  for (std::uint32_t i = 0; same && i < x.bound_count; ++i)
    same = same_direction(x.bounds[i], y.bounds[i]) && x.bounds[i].constant == y.bounds[i].constant;
  for (std::uint32_t i = 0; same && i < x.excluded_count; ++i)
    same = x.excluded[i].symbol == y.excluded[i].symbol && x.excluded[i].word == y.excluded[i].word;
  return same;
}

std::string shown(const std::vector<std::uint8_t>& code) {
  std::string out;
  for (const std::uint8_t byte : code) {
    constexpr char kDigits[] = "0123456789abcdef";
    out += {kDigits[byte >> 4], kDigits[byte & 0xf], ' '};
  }
  return out;
}

std::uint64_t states() {
  const char* const told = std::getenv("ASSAY_STATES");
  return told != nullptr ? std::strtoull(told, nullptr, 10) : 2000;
}

class Families : public ::testing::TestWithParam<std::pair<const char*, Family>> {};

TEST_P(Families, a_concrete_state_inside_before_is_inside_after) {
  Rig rig;
  Count count;
  const std::uint64_t wanted = states();
  for (std::uint64_t seed = 1; count.inside < wanted; ++seed) {
    ASSERT_LT(count.refused, 200 * wanted) << "hardly an instruction is admitted";
    std::mt19937_64 random(seed);
    checker::State& state = rig.start();
    Maker maker(random, state);
    maker.run();
    ASSERT_EQ(rig.fault(), checker::Code::Ok) << seed;
    ASSERT_TRUE(state.knowledge.feasible) << seed;
    const std::string before = not_contained(state, maker.concrete, maker.words);
    ASSERT_EQ(before, "") << seed;
    const auto code = GetParam().second(random);
    const auto sums = sums_of(state, maker.words);
    if (rig.step(code) != checker::Code::Ok) {
      ++count.refused;
      continue;
    }
    Concrete after = maker.concrete;
    const std::uint32_t next = run(code, after);
    const std::string wrong = followed(rig, next, after, maker.words, sums);
    ASSERT_EQ(wrong, "") << "seed " << seed << ", " << shown(code);
    ++count.inside;
  }
  std::printf("%s: %llu inside, %llu refused\n", GetParam().first,
              static_cast<unsigned long long>(count.inside),
              static_cast<unsigned long long>(count.refused));
}

TEST_P(Families, what_lies_behind_the_lists_of_a_state_does_not_count) {
  Rig clean;
  Rig littered;
  const std::uint64_t wanted = std::min<std::uint64_t>(states(), 1000);
  for (std::uint64_t seed = 1; seed <= wanted; ++seed) {
    std::mt19937_64 random(seed);
    std::mt19937_64 again(seed);
    Maker(random, clean.start()).run();
    checker::State& state = littered.start();
    litter(state, again);
    again.seed(seed);
    Maker(again, state).run();
    const auto code = GetParam().second(random);
    std::mt19937_64 other(seed);
    litter(state, other);
    ASSERT_EQ(clean.step(code), littered.step(code)) << "seed " << seed << ", " << shown(code);
    const checker::Path* there = littered.paths();
    for (const checker::Path* here = clean.paths(); here != nullptr; here = here->next) {
      ASSERT_NE(there, nullptr) << seed;
      ASSERT_TRUE(say_the_same(here->state, there->state))
          << "seed " << seed << ", " << shown(code);
      there = there->next;
    }
    ASSERT_EQ(there, nullptr) << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Checker, Families,
                         ::testing::Values(std::pair("arithmetic_of_64_bits", Family{alu64}),
                                           std::pair("arithmetic_of_32_bits", Family{alu32}),
                                           std::pair("negation", Family{negation}),
                                           std::pair("byte_swap", Family{swap}),
                                           std::pair("number_of_16_bytes", Family{number}),
                                           std::pair("load", Family{load}),
                                           std::pair("store", Family{store}),
                                           std::pair("atomic", Family{atomic}),
                                           std::pair("jump_of_64_bits", Family{jump64}),
                                           std::pair("jump_of_32_bits", Family{jump32})),
                         [](const auto& family) { return std::string(family.param.first); });

}  // namespace
}  // namespace assay::test
