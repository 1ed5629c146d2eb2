// SPDX-License-Identifier: Apache-2.0
#include "hostile.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string>

#include "ir/interpreter/random.hpp"
#include "session/asm_file.hpp"
#include "support/builtin.hpp"

namespace assay::bench {
namespace {

constexpr unsigned kCells = 60;  // of 8 bytes; the first lies below the key

Program program_of(const std::string& text) {
  const std::string header = "// contract: linux/xdp\n// map: values array 4 4096 1\n";
  auto file = parse_asm_file("hostile.asm", header + text, test_catalogue());
  if (!file.ok()) throw std::logic_error(file.error().message);
  AsmFile read = std::move(file).value();
  if (read.program.instructions.size() > kMostHostileSlots)
    throw std::logic_error(fmt::format("{} slots", read.program.instructions.size()));
  return std::move(read.program);
}

/// r6 = the map's value, of which nothing is known.
std::string value_in_r6() {
  return "*(u32 *)(r10 - 4) = 0\nr2 = r10\nr2 += -4\nr1 = map[0]\ncall 1\n"
         "if r0 != 0 goto found\nr0 = 2\nexit\nfound:\nr6 = r0\n";
}

std::string ends() { return "r0 = 2\nexit\n"; }

unsigned cell(std::uint64_t number) { return static_cast<unsigned>(16 + 8 * number); }

std::string unknown_cells() {
  std::string text;
  for (unsigned i = 0; i < kCells; ++i)
    text += fmt::format("r1 = *(u64 *)(r6 + {})\n*(u64 *)(r10 - {}) = r1\n", 8 * i, cell(i));
  return text;
}

/// Each cell is bounded, and the value read at that offset, so that what is known of it counts.
std::string cells_used() {
  std::string text;
  for (unsigned i = 0; i < kCells; ++i) {
    text += fmt::format(
        "r1 = *(u64 *)(r10 - {})\nif r1 > 4000 goto u{}\nr2 = r6\nr2 += r1\n"
        "r1 = *(u8 *)(r2 + 0)\nu{}:\n",
        cell(i), i, i);
  }
  return text;
}

/// So many branches on numbers of the value; r7 counts.
std::string branches(unsigned count) {
  std::string text;
  for (unsigned i = 0; i < count; ++i) {
    text += fmt::format("r1 = *(u32 *)(r6 + {})\nif r1 > {} goto b{}\nr7 += {}\nb{}:\n",
                        4 * (i % 1000), i, i, i % 7, i);
  }
  return text;
}
Program branches_on_values(std::uint64_t) {
  return program_of(value_in_r6() + "r7 = 0\n" + branches(2600) + ends());
}

Program cells_on_branches(std::uint64_t seed) {
  Random random(seed);
  std::string text = value_in_r6() + unknown_cells();
  for (unsigned i = 0; i < 1800; ++i) {
    text += fmt::format(
        "r1 = *(u64 *)(r10 - {})\nif r1 > {} goto b{}\n*(u64 *)(r10 - {}) = {}\nb{}:\n",
        cell(random.below(kCells)), random.below(1u << 20), i, cell(random.below(kCells)), i, i);
  }
  return program_of(text + cells_used() + ends());
}

Program relations(std::uint64_t seed) {
  Random random(seed);
  std::string text = value_in_r6() + unknown_cells();
  for (unsigned i = 0; i < 1500; ++i) {
    const unsigned left = cell(random.below(kCells));
    text += fmt::format(
        "r1 = *(u64 *)(r10 - {})\nr2 = *(u64 *)(r10 - {})\nif r1 > r2 goto b{}\nr1 += {}\n"
        "*(u64 *)(r10 - {}) = r1\nb{}:\n",
        left, cell(random.below(kCells)), i, i % 100, left, i);
  }
  return program_of(text + cells_used() + ends());
}

/// Every byte of the stack is a cell of its own.
Program byte_cells(std::uint64_t seed) {
  Random random(seed);
  std::string text = value_in_r6();
  for (unsigned i = 8; i < 512; ++i) text += fmt::format("*(u8 *)(r10 - {}) = 0\n", i);
  for (unsigned i = 0; i < 1700; ++i) {
    text +=
        fmt::format("r1 = *(u32 *)(r6 + {})\nif r1 > {} goto b{}\n*(u8 *)(r10 - {}) = r1\nb{}:\n",
                    4 * (i % 1000), i, i, 8 + random.below(504), i);
  }
  text += "r7 = 0\n";
  for (unsigned i = 8; i < 300; ++i) text += fmt::format("r1 = *(u8 *)(r10 - {})\nr7 += r1\n", i);
  return program_of(text + "if r7 > 4000 goto e\nr6 += r7\nr1 = *(u8 *)(r6 + 0)\ne:\n" + ends());
}

Program flags_tested_often(std::uint64_t) {
  std::string text = value_in_r6();
  for (unsigned i = 0; i < kCells; ++i) {
    text += fmt::format(
        "r1 = *(u32 *)(r6 + {0})\n*(u64 *)(r10 - {1}) = 0\nif r1 > 5 goto b{2}\n"
        "*(u64 *)(r10 - {1}) = 1\nb{2}:\n",
        4 * i, cell(i), i);
  }
  text += "r7 = 0\n";
  for (unsigned i = 0; i < 42 * kCells; ++i) {
    text += fmt::format("r1 = *(u64 *)(r10 - {})\nif r1 == 0 goto c{}\nr7 += {}\nc{}:\n",
                        cell(i % kCells), i, i % kCells, i);
  }
  return program_of(text + "if r7 > 4000 goto e\nr6 += r7\nr1 = *(u8 *)(r6 + 0)\ne:\n" + ends());
}

/// Functions `depth` deep, each with `fan` calls of the next and some branches.
Program calls(unsigned depth, unsigned fan, unsigned branches_each) {
  std::string text = value_in_r6();
  for (unsigned d = 0; d < depth; ++d) {
    if (d > 0) text += fmt::format("f{}:\nr6 = r1\n", d);
    text += "r7 = 0\n";
    for (unsigned i = 0; i < branches_each; ++i) {
      text += fmt::format("r2 = *(u64 *)(r6 + {})\nif r2 > {} goto b{}_{}\nr7 = {}\nb{}_{}:\n",
                          8 * i, i, d, i, i, d, i);
    }
    for (unsigned i = 0; i < fan && d + 1 < depth; ++i)
      text += fmt::format("r1 = r6\ncall f{}\n", d + 1);
    text += d == 0 ? ends() : "r0 = r7\nexit\n";
  }
  return program_of(text);
}
Program calls_by_seed(std::uint64_t seed) {
  static constexpr unsigned kShapes[][3] = {{8, 9, 0},    {8, 3, 0},    {8, 2, 100},
                                            {8, 3, 40},   {4, 100, 0},  {4, 20, 300},
                                            {3, 60, 500}, {2, 1000, 4}, {2, 60, 500}};
  const auto& shape = kShapes[seed % std::size(kShapes)];
  return calls(shape[0], shape[1], shape[2]);
}

/// Loops nested in stack cells, around `text`.
std::string nest(unsigned depth, unsigned rounds, std::string text) {
  for (unsigned k = depth; k-- > 0;) {
    text = fmt::format(
        "*(u64 *)(r10 - {0}) = 0\nl{2}:\n{3}"
        "r1 = *(u64 *)(r10 - {0})\nr1 += 1\n*(u64 *)(r10 - {0}) = r1\nif r1 < {1} goto l{2}\n",
        cell(k), rounds, k, text);
  }
  return text;
}
Program nests_by_seed(std::uint64_t seed) {
  static constexpr unsigned kShapes[][3] = {{60, 2, 1},    {30, 2, 1},   {60, 3, 100},
                                            {8, 4, 1},     {3, 50, 400}, {2, 600, 1900},
                                            {1, 50, 2000}, {1, 5, 2000}, {10, 100, 200}};
  const auto& [depth, rounds, count] = kShapes[seed % std::size(kShapes)];
  return program_of(value_in_r6() + "r7 = 0\n" + nest(depth, rounds, branches(count)) + ends());
}
/// Thousands of ways out of nested loops; all that is known arrives behind them each time.
Program exits_of_nests(std::uint64_t seed) {
  std::string body = "r7 = *(u64 *)(r10 - 400)\nr8 = *(u64 *)(r10 - 408)\n";
  for (unsigned i = 0; i < 7500; ++i)
    body += fmt::format("if r{} {} {} goto out\n", 7 + i % 2, seed == 0 ? ">" : "==", 1000000 - i);
  const std::string refused = "r6 += r7\nr1 = *(u8 *)(r6 + 0)\n" + cells_used() + "out:\n" + ends();
  return program_of(value_in_r6() + unknown_cells() + nest(6, 4, body) + refused);
}

/// A loop on cells, hundreds of branches that change some: what is known must be found by merging.
Program loop_over_cells(std::uint64_t seed) {
  Random random(seed);
  std::string text = value_in_r6() + unknown_cells() + "r9 = 0\ntop:\n";
  const unsigned branches = seed % 2 == 0 ? 300 : 1500;
  for (unsigned i = 0; i < branches; ++i) {
    text += fmt::format(
        "r1 = *(u64 *)(r10 - {})\nif r1 > {} goto b{}\nr1 += {}\n*(u64 *)(r10 - {}) = r1\nb{}:\n",
        cell(random.below(kCells)), random.below(5000), i, i % 9, cell(random.below(kCells)), i);
  }
  return program_of(text + cells_used() + "r9 += 1\nif r9 < 1000 goto top\n" + ends());
}

Program loops_in_a_row(std::uint64_t seed) {
  std::string text = value_in_r6() + "r7 = 0\n";
  const bool small = seed % 2 == 0;
  for (unsigned i = 0; i < 1600; ++i) {
    text += small ? fmt::format("r1 = 0\nl{}:\nr7 ^= r1\nr1 += 1\nif r1 < {} goto l{}\n", i,
                                2 + i % 60, i)
                  : fmt::format(
                        "r1 = *(u32 *)(r6 + {})\nl{}:\nr7 ^= r1\nr1 += 3\nif r1 < {} goto l{}\n",
                        4 * (i % 1000), i, 1000 + i, i);
  }
  return program_of(text + ends());
}

Program loop_without_measure(std::uint64_t) {
  std::string text = value_in_r6() + "r7 = *(u64 *)(r6 + 0)\nr8 = *(u64 *)(r6 + 8)\ntop:\n";
  for (unsigned i = 0; i < 1100; ++i) {
    text +=
        fmt::format("r1 = r7\nr1 &= {}\nif r1 == 0 goto b{}\nr8 *= {}\nr8 ^= r7\nb{}:\nr7 += r8\n",
                    1u << (i % 31), i, 3 + i, i);
  }
  return program_of(text + "if r7 > 5 goto top\n" + ends());
}

/// Jumps forwards and back at random between small steps.
Program maze(std::uint64_t seed) {
  Random random(seed);
  const std::uint64_t places = 1000 + 1000 * (seed % 3);
  const std::uint64_t back_one_in = 5 + 20 * (seed % 4);
  static constexpr std::string_view kSteps[] = {
      "r7 += 3", "r8 ^= r7",  "r9 += 1",  "r7 >>= 1",
      "r8 = r7", "r9 &= 255", "r8 -= r9", "*(u64 *)(r10 - 16) = r7"};
  static constexpr std::string_view kTests[] = {"<", ">", "==", "!="};
  static constexpr std::string_view kWith[] = {"r7", "r8", "r9", "5", "100"};
  std::string text = value_in_r6() + "r7 = *(u64 *)(r6 + 0)\nr8 = *(u64 *)(r6 + 8)\nr9 = 0\n";
  for (std::uint64_t i = 0; i < places; ++i) {
    const std::uint64_t to = random.one_in(back_one_in)
                                 ? random.below(places)
                                 : std::min(places - 1, i + 1 + random.below(20));
    text += fmt::format("m{}:\n{}\nif r{} {} {} goto m{}\n", i, kSteps[random.below(8)],
                        7 + random.below(3), kTests[random.below(4)], kWith[random.below(5)], to);
  }
  return program_of(text + ends());
}

/// Many ways to one place, each with numbers of its own.
Program wide_merge(std::uint64_t seed) {
  std::string text = value_in_r6() + "r7 = 0\nr1 = *(u64 *)(r6 + 0)\n";
  const unsigned ways = 1600;
  for (unsigned i = 0; i < ways; ++i) {
    text += fmt::format("if r1 != {} goto n{}\nr7 = {}\nr8 = {}\ngoto join\nn{}:\n", i, i,
                        seed == 0 ? i : i * i, i % 13, i);
  }
  return program_of(text + "r7 = 0\nr8 = 1\njoin:\nr7 &= 4095\nr6 += r7\nr1 = *(u8 *)(r6 + 0)\n" +
                    ends());
}

/// Pointers that may be null, kept in cells and tested late.
Program lookups(std::uint64_t) {
  std::string text = value_in_r6();
  for (unsigned i = 0; i < 900; ++i) {
    text += fmt::format(
        "r2 = r10\nr2 += -4\nr1 = map[0]\ncall 1\n*(u64 *)(r10 - {0}) = r0\n"
        "r3 = *(u64 *)(r10 - {1})\n",
        cell(i % kCells), cell(i < kCells ? i : (i * 7) % kCells));
    if (i >= kCells) text += fmt::format("if r3 == 0 goto b{0}\nr4 = *(u8 *)(r3 + 5)\nb{0}:\n", i);
  }
  return program_of(text + ends());
}

/// Packet pointers at offsets that vary, each checked.
Program packet_walk(std::uint64_t seed) {
  std::string text = "r6 = r1\nr7 = *(u32 *)(r6 + 0)\nr8 = *(u32 *)(r6 + 4)\nr9 = r7\n";
  for (unsigned i = 0; i < 1000; ++i) {
    text += fmt::format("r2 = r9\nr2 += 4\nif r2 > r8 goto out\nr3 = *(u8 *)(r9 + 0)\n{}r9 += r3\n",
                        seed == 0 ? "r3 &= 15\n" : "");
    if (i % 4 == 0) text += fmt::format("if r3 > 3 goto b{0}\nr9 += 1\nb{0}:\n", i);
  }
  return program_of(text + "out:\n" + ends());
}

/// One number after another is added to all that there are: long sums of symbols.
Program long_sums(std::uint64_t) {
  std::string text = value_in_r6() + "r7 = 0\nr8 = 0\nr9 = 0\n";
  for (unsigned i = 0; i < 1600; ++i) {
    text += fmt::format("r1 = *(u64 *)(r6 + {})\nr7 += r1\nr8 += r7\nr9 -= r8\n", 8 * (i % 500));
    if (i % 8 == 0) text += fmt::format("if r7 > r9 goto b{0}\nr8 += 1\nb{0}:\n", i);
  }
  return program_of(text + ends());
}

/// Writes to the stack at an offset that is not known, in a loop and between cells.
Program moving_writes(std::uint64_t) {
  std::string text = value_in_r6();
  for (unsigned i = 0; i < kCells; ++i)
    text += fmt::format("*(u64 *)(r10 - {}) = {}\n", cell(i), i);
  text += "r9 = 0\ntop:\n";
  for (unsigned i = 0; i < 700; ++i) {
    text += fmt::format(
        "r1 = *(u32 *)(r6 + {0})\nr1 &= 31\nr1 <<= 3\nr2 = r10\nr2 -= r1\n*(u64 *)(r2 - 16) = {0}\n"
        "r3 = *(u64 *)(r10 - {1})\nif r3 == {0} goto b{2}\nr9 += 1\nb{2}:\n",
        4 * i, cell(i % kCells), i);
  }
  return program_of(text + "if r9 < 1000 goto top\n" + ends());
}

/// Loops that call functions that loop.
Program loops_of_calls(std::uint64_t) {
  std::string text = value_in_r6();
  for (unsigned d = 0; d < 8; ++d) {
    if (d > 0) text += fmt::format("f{}:\nr6 = r1\n", d);
    for (unsigned i = 0; i < 3; ++i) {
      text += fmt::format("r7 = 0\nl{}_{}:\n", d, i);
      if (d < 7) text += fmt::format("r1 = r6\ncall f{}\n", d + 1);
      text += fmt::format("r7 += 1\nif r7 < 3 goto l{}_{}\n", d, i);
    }
    text += ends();
  }
  return program_of(text);
}

/// r6 and r9 = words of the context, of which nothing is known.
std::string words_of_context() {
  return "r6 = *(u32 *)(r1 + 12)\nr7 = 0\nr8 = 0\nr9 = *(u32 *)(r1 + 16)\n";
}

/// Each test may go back to the test before: one part of the graph, with an edge back a test.
Program steps_back(std::uint64_t seed) {
  static constexpr unsigned kTests[] = {8180, 2000, 500};
  std::string text = "r6 = *(u32 *)(r1 + 12)\n";
  for (unsigned i = 0; i < kTests[seed]; ++i)
    text += fmt::format("b{0}:\nif r6 == {0} goto b{1}\n", i, i == 0 ? 0 : i - 1);
  return program_of(text + ends());
}

/// What a block of a web does before it may jump anywhere.
enum class WebBlock : std::uint8_t { Compare, Count, Bits, Cells, Sums, Signs };

std::string block_of(WebBlock kind, std::uint64_t to, std::uint64_t other, Random& random) {
  const std::uint64_t limit = random.below(1u << 30);
  switch (kind) {
    case WebBlock::Compare:
      return fmt::format("if r6 > {} goto b{}\n", limit, to);
    case WebBlock::Count:
      return fmt::format("r7 += 1\nr6 += r9\nif r6 > {} goto b{}\nif r7 > {} goto b{}\n", limit, to,
                         random.below(1000), other);
    case WebBlock::Bits:
      return fmt::format("r6 *= 5\nif r6 & {} goto b{}\n", 1u << random.below(20), to);
    case WebBlock::Cells:
      return fmt::format("*(u64 *)(r10 - {}) = r6\nr6 = *(u64 *)(r10 - {})\nif r6 > {} goto b{}\n",
                         8 + 8 * random.below(63), 8 + 8 * random.below(63), limit, to);
    case WebBlock::Sums:
      return fmt::format("r7 += 1\nif r7 > r9 goto end\nr8 += r7\nif r8 > {} goto b{}\n",
                         random.below(1u << 20), to);
    case WebBlock::Signs:
      return fmt::format("r8 -= r7\nr7 = r6\nr6 ^= r8\nif r6 s> r7 goto b{}\n", to);
  }
  throw std::logic_error("kind of block out of range");
}

/// Blocks whose branches go to any block, forwards and back.
Program web(WebBlock kind, unsigned slots_each, std::uint64_t seed) {
  static constexpr unsigned kSlots[] = {8100, 2000, 4000};
  Random random(seed);
  const std::uint64_t blocks = kSlots[seed % std::size(kSlots)] / slots_each;
  std::string text = words_of_context();
  for (std::uint64_t i = 0; i < blocks; ++i)
    text += fmt::format("b{}:\n{}", i,
                        block_of(kind, random.below(blocks), random.below(blocks), random));
  return program_of(text + "end:\n" + ends());
}
Program web_of_tests(std::uint64_t seed) { return web(WebBlock::Compare, 1, seed); }
Program web_of_counters(std::uint64_t seed) { return web(WebBlock::Count, 4, seed); }
Program web_of_bits(std::uint64_t seed) { return web(WebBlock::Bits, 2, seed); }
Program web_of_cells(std::uint64_t seed) { return web(WebBlock::Cells, 3, seed); }
Program web_of_sums(std::uint64_t seed) { return web(WebBlock::Sums, 4, seed); }
Program web_of_signs(std::uint64_t seed) { return web(WebBlock::Signs, 4, seed); }

}  // namespace

const std::vector<HostileFamily>& hostile_families() {
  static const std::vector<HostileFamily> families{
      {"branches on values", branches_on_values},
      {"cells on branches", cells_on_branches, 2},
      {"relations between cells", relations, 2},
      {"a cell for each byte", byte_cells},
      {"flags tested often", flags_tested_often},
      {"calls", calls_by_seed, 9},
      {"nested loops", nests_by_seed, 9},
      {"ways out of nested loops", exits_of_nests, 2},
      {"a loop over cells", loop_over_cells, 4},
      {"loops in a row", loops_in_a_row, 2},
      {"a loop without a measure", loop_without_measure},
      {"a maze", maze, 12},
      {"many ways to one place", wide_merge, 2},
      {"look-ups kept", lookups},
      {"a walk through a packet", packet_walk, 2},
      {"long sums", long_sums},
      {"writes at moving offsets", moving_writes},
      {"loops that call loops", loops_of_calls},
      {"steps back", steps_back, 3},
      {"a web of tests", web_of_tests, 3},
      {"a web of counters", web_of_counters, 3},
      {"a web of bits", web_of_bits, 3},
      {"a web of cells", web_of_cells, 3},
      {"a web of sums", web_of_sums, 3},
      {"a web of signs", web_of_signs, 3},
  };
  return families;
}

}  // namespace assay::bench
