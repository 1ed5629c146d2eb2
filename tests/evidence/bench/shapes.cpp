// SPDX-License-Identifier: Apache-2.0
#include "shapes.hpp"

#include <fmt/format.h>

#include <random>
#include <stdexcept>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay::bench {
namespace {

constexpr unsigned kMostLoops = 6;

Program program_of(const std::string& text) {
  auto instructions = assemble(text);
  if (!instructions.ok()) throw std::logic_error(instructions.error().message);
  Program p;
  p.instructions = std::move(instructions).value();
  p.locations.resize(p.instructions.size());
  p.functions.push_back({"shape", 0, static_cast<std::uint32_t>(p.instructions.size())});
  return p;
}

}  // namespace

Program branches(unsigned n) {
  std::string text = "r6 = r1\nr7 = 0\n";
  for (unsigned i = 0; i < n; ++i) {
    text += fmt::format("r2 = *(u32 *)(r6 + 12)\nif r2 != {0} goto s{0}\nr7 += 1\ns{0}:\n", i);
  }
  return program_of(text + "r0 = r7\nr0 &= 1\nexit\n");
}

Program correlated_branches(unsigned n) {
  std::string text = "r2 = *(u32 *)(r1 + 12)\nr7 = 0\n";
  for (unsigned i = 0; i < n; ++i) {
    text += fmt::format("if r2 & {1} goto s{0}\nr7 += 1\ns{0}:\n", i, 1U << (i % 31));
  }
  return program_of(text + "r0 = r7\nr0 &= 1\nexit\n");
}

Program steps_back(unsigned n) {
  std::string text = "r6 = *(u32 *)(r1 + 12)\n";
  for (unsigned i = 0; i < n; ++i)
    text += fmt::format("b{0}:\nif r6 == {0} goto b{1}\n", i, i == 0 ? 0 : i - 1);
  return program_of(text + "r0 = 2\nexit\n");
}

Program web_of_tests(unsigned n) {
  std::string text = "r6 = *(u32 *)(r1 + 12)\n";
  std::mt19937 lots(n);
  for (unsigned i = 0; i < n; ++i)
    text += fmt::format("b{}:\nif r6 > {} goto b{}\n", i, lots() % (1U << 30), lots() % n);
  return program_of(text + "r0 = 2\nexit\n");
}

Program flags(unsigned n) {
  // Three flags live in r7..r9, the others in stack slots from -8 down.
  std::string text = "r6 = r1\n";
  std::string tests = "r0 = 0\n";
  for (unsigned i = 0; i < n; ++i) {
    text +=
        fmt::format("r2 = *(u32 *)(r6 + 12)\nr3 = 0\nif r2 != {0} goto s{0}\nr3 = 1\ns{0}:\n", i);
    if (i < 3) {
      text += fmt::format("r{} = r3\n", 7 + i);
      tests += fmt::format("r3 = r{}\n", 7 + i);
    } else {
      text += fmt::format("*(u64 *)(r10 - {}) = r3\n", 8 * (i - 2));
      tests += fmt::format("r3 = *(u64 *)(r10 - {})\n", 8 * (i - 2));
    }
    tests += fmt::format("if r3 == 0 goto t{0}\nr0 += 1\nt{0}:\n", i);
  }
  return program_of(text + tests + "r0 &= 1\nexit\n");
}

Program nested_loops(unsigned n) {
  if (n == 0 || n > kMostLoops) throw std::logic_error("one to six loops");
  std::string text;
  for (unsigned i = 1; i <= n; ++i) text += fmt::format("r{0} = 0\nl{0}:\n", i);
  text += fmt::format("r7 = r10\nr7 += r{}\n*(u8 *)(r7 - 8) = 1\n", n);
  for (unsigned i = n; i >= 1; --i) text += fmt::format("r{0} += 1\nif r{0} < 4 goto l{0}\n", i);
  return program_of(text + "r0 = 2\nexit\n");
}

Verification judge(const Program& program) {
  const Contract* contract = find_contract("linux/xdp");
  if (contract == nullptr) throw std::logic_error("no contract for xdp");
  VerifyOptions options;
  options.max_instructions = ~std::uint64_t{0};
  return verify(program, *contract, options);
}

}  // namespace assay::bench
