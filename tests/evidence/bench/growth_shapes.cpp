// SPDX-License-Identifier: Apache-2.0
#include "growth_shapes.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <string>

#include "ir/text/assemble.hpp"

namespace assay::bench {
namespace {

/// Texts of functions, one after the other; the first is the entry.
class Text {
 public:
  Text& add(const std::string& text) {
    text_ += text;
    return *this;
  }
  /// The instructions of `make(i)`, for i from 0, up to about so many instructions in all.
  template <class Make>
  Text& repeat(unsigned instructions, unsigned of_each, Make&& make) {
    for (unsigned i = 0; i < instructions / of_each; ++i) text_ += make(i);
    return *this;
  }
  /// What comes next is a function of its own, to which a call says `call NAME`.
  Text& function(std::string name) {
    names_.push_back(std::move(name));
    begins_.push_back(count(text_));
    text_ += names_.back() + ":\n";
    return *this;
  }
  [[nodiscard]] Program program() const {
    Program p;
    p.instructions = assembled(text_);
    p.locations.resize(p.instructions.size());
    std::uint32_t begin = 0;
    std::string name = "shape";
    for (std::size_t f = 0; f < begins_.size(); ++f) {
      p.functions.push_back({name, begin, begins_[f]});
      begin = begins_[f];
      name = names_[f];
    }
    p.functions.push_back({name, begin, static_cast<std::uint32_t>(p.instructions.size())});
    return p;
  }

 private:
  static std::vector<Instruction> assembled(const std::string& text) {
    auto instructions = assemble(text);
    if (!instructions.ok()) throw std::logic_error(instructions.error().message);
    return std::move(instructions).value();
  }
  /// Slots of a text without wide instructions: its lines but for labels.
  static std::uint32_t count(const std::string& text) {
    std::uint32_t slots = 0;
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t end = text.find('\n', at);
      if (text[end - 1] != ':') ++slots;
      at = end + 1;
    }
    return slots;
  }

  std::string text_;
  std::vector<std::string> names_;
  std::vector<std::uint32_t> begins_;
};

constexpr const char* kInput = "r6 = r1\nr7 = *(u32 *)(r6 + 12)\nr8 = 0\n";
constexpr const char* kPacket = "r6 = r1\nr2 = *(u32 *)(r6 + 0)\nr3 = *(u32 *)(r6 + 4)\nr8 = 0\n";
constexpr const char* kEnd = "out:\nr0 = 2\nexit\n";

/// A jump reaches 32,767 slots: so many tests share an exit.
constexpr unsigned kTestsAnExit = 1000;
std::string exit_of(unsigned test) { return fmt::format("out{}", test / kTestsAnExit); }
/// The exit of the tests of `test`, and the way past it, where it is their last.
std::string exit_behind(unsigned test) {
  if ((test + 1) % kTestsAnExit != 0) return {};
  return fmt::format("goto on{0}\n{1}:\nr0 = 2\nexit\non{0}:\n", test, exit_of(test));
}
/// The end behind so many tests: the exit of the last of them.
std::string end_behind(unsigned tests) { return exit_of(tests) + ":\nr0 = 2\nexit\n"; }

Program arithmetic(unsigned n) {
  return Text()
      .add(kInput)
      .repeat(
          n, 4,
          [](unsigned i) { return fmt::format("r8 += r7\nr8 ^= {}\nr8 *= 3\nr8 >>= 1\n", i + 1); })
      .add(kEnd)
      .program();
}

Program hash(unsigned n) {
  const auto round = [](unsigned i) {
    const unsigned left = 3 + i % 20;
    return fmt::format("w2 = w8\nw2 <<= {}\nw3 = w8\nw3 >>= {}\nw2 |= w3\nw2 += w7\nw8 ^= w2\n",
                       left, 32 - left);
  };
  return Text().add(kInput).repeat(n, 7, round).add(kEnd).program();
}

Program stack(unsigned n) {
  const auto one = [](unsigned i) {
    const unsigned at = 8 * (1 + i % 60);
    return fmt::format("*(u64 *)(r10 - {0}) = r7\nr2 = *(u64 *)(r10 - {0})\nr8 += r2\n", at);
  };
  return Text().add(kInput).repeat(n, 3, one).add(kEnd).program();
}

Program packet_tests(unsigned n) {
  const auto one = [](unsigned i) {
    return fmt::format("r4 = r2\nr4 += {}\nif r4 > r3 goto {}\nr5 = *(u8 *)(r4 - 1)\nr8 += r5\n",
                       1 + i % 4096, exit_of(i)) +
           exit_behind(i);
  };
  return Text().add(kPacket).repeat(n, 5, one).add(end_behind(n / 5)).program();
}

Program diamonds(unsigned n) {
  const auto one = [](unsigned i) {
    return fmt::format("r2 = *(u32 *)(r6 + 12)\nif r2 != {0} goto s{0}\nr8 += 1\ns{0}:\n", i);
  };
  return Text().add(kInput).repeat(n, 3, one).add(kEnd).program();
}

Program diamonds_of_flags(unsigned n) {
  const auto one = [](unsigned i) {
    return fmt::format(
        "r2 = *(u32 *)(r6 + 12)\nr3 = 0\nif r2 != {0} goto s{0}\nr3 = 1\ns{0}:\n"
        "*(u64 *)(r10 - {1}) = r3\n",
        i, 8 * (1 + i % 40));
  };
  const auto test = [](unsigned i) {
    return fmt::format("r3 = *(u64 *)(r10 - {1})\nif r3 == 0 goto t{0}\nr8 += 1\nt{0}:\n", i,
                       8 * (1 + i));
  };
  const unsigned tests = n < 320 ? 0 : 120;
  return Text().add(kInput).repeat(n - tests, 5, one).repeat(tests, 3, test).add(kEnd).program();
}

Program error_codes(unsigned n) {
  const auto one = [](unsigned i) {
    return fmt::format(
               "r4 = r2\nr4 += {1}\nr5 = -22\nif r4 > r3 goto s{0}\nr5 = 0\ns{0}:\nr5 <<= 32\nr5 "
               ">>= 32\n"
               "if r5 != 0 goto {2}\nr5 = *(u8 *)(r4 - 1)\nr8 += r5\n",
               i, 1 + i % 4096, exit_of(i)) +
           exit_behind(i);
  };
  return Text().add(kPacket).repeat(n, 10, one).add(end_behind(n / 10)).program();
}

Program loops_on_packets(unsigned n) {
  const auto one = [](unsigned i) {
    return fmt::format(
        "r4 = r2\nr9 = 0\nl{0}:\nr5 = r4\nr5 += 1\nif r5 > r3 goto e{0}\nr7 = *(u8 *)(r4 + 0)\n"
        "r8 += r7\nr4 += 1\nr9 += 1\nif r9 < 16 goto l{0}\ne{0}:\n",
        i);
  };
  return Text().add(kPacket).repeat(n, 10, one).add(kEnd).program();
}

Program loops_on_a_variable(unsigned n) {
  const auto one = [](unsigned i) {
    return fmt::format(
        "r9 = *(u32 *)(r6 + 12)\nr9 &= 15\nr4 = 0\nl{0}:\nif r4 >= r9 goto e{0}\nr8 += r4\nr4 += "
        "1\n"
        "goto l{0}\ne{0}:\n",
        i);
  };
  return Text().add(kInput).repeat(n, 7, one).add(kEnd).program();
}

Program subprograms(unsigned n) {
  const unsigned functions = n / 10;
  Text text;
  text.add(kInput);
  text.repeat(functions, 1, [](unsigned i) { return fmt::format("r1 = r7\ncall f{}\n", i); });
  text.add(kEnd);
  for (unsigned i = 0; i < functions; ++i) {
    text.function(fmt::format("f{}", i));
    text.add(
        fmt::format("r0 = r1\nr0 &= 255\nif r0 != {0} goto g{0}\nr0 += 1\ng{0}:\nr2 = r0\nr2 += "
                    "1\nr0 ^= r2\nexit\n",
                    i));
  }
  return text.program();
}

Program one_subprogram(unsigned n) {
  Text text;
  text.add(kInput);
  text.repeat(n, 3, [](unsigned) { return std::string("r1 = r7\ncall f\nr8 += r0\n"); });
  text.add(kEnd).function("f");
  text.add("r0 = r1\nr0 &= 255\nif r0 != 7 goto g\nr0 += 1\ng:\nexit\n");
  return text.program();
}

/// Tests of r7 that halve what it may be, down to one number a leaf.
std::string tree_of(unsigned low, unsigned high) {
  if (high - low == 1) return fmt::format("r8 += {}\ngotol out\n", low);
  const unsigned middle = low + (high - low) / 2;
  return fmt::format("if r7 >= {0} goto m{0}\n", middle) + tree_of(low, middle) +
         fmt::format("m{}:\n", middle) + tree_of(middle, high);
}
Program switch_as_a_tree(unsigned n) {
  return Text().add(kInput).add(tree_of(0, n / 3)).add(kEnd).program();
}

Program switches(unsigned n) {
  const auto one = [](unsigned i) {
    std::string text = "r2 = *(u32 *)(r6 + 12)\n";
    for (unsigned c = 0; c < 4; ++c)
      text += fmt::format("if r2 != {1} goto c{0}_{1}\nr8 += {1}\ngoto e{0}\nc{0}_{1}:\n", i, c);
    return text + fmt::format("e{}:\n", i);
  };
  return Text().add(kInput).repeat(n, 13, one).add(kEnd).program();
}

Program look_ups(unsigned n) {
  const auto one = [](unsigned i) {
    return fmt::format(
        "*(u32 *)(r10 - 4) = {0}\nr2 = r10\nr2 += -4\nr1 = map[0]\ncall 1\nif r0 == 0 goto s{0}\n"
        "r3 = *(u64 *)(r0 + 0)\nr8 += r3\ns{0}:\n",
        i);
  };
  Program p = Text().add(kInput).repeat(n, 9, one).add(kEnd).program();
  Map map;
  map.name = "counts";
  map.kind = 1;
  map.key_size = 4;
  map.value_size = 8;
  map.max_entries = 16;
  p.maps.push_back(map);
  return p;
}

constexpr std::array kShapes{
    GrowthShape{"arithmetic", arithmetic},
    GrowthShape{"hash", hash},
    GrowthShape{"stack", stack},
    GrowthShape{"packet_tests", packet_tests},
    GrowthShape{"diamonds", diamonds},
    GrowthShape{"diamonds_of_flags", diamonds_of_flags},
    GrowthShape{"error_codes", error_codes},
    GrowthShape{"loops_on_packets", loops_on_packets},
    GrowthShape{"loops_on_a_variable", loops_on_a_variable},
    GrowthShape{"subprograms", subprograms},
    GrowthShape{"one_subprogram", one_subprogram},
    GrowthShape{"switch_as_a_tree", switch_as_a_tree},
    GrowthShape{"switches", switches},
    GrowthShape{"look_ups", look_ups},
};

}  // namespace

std::span<const GrowthShape> growth_shapes() { return kShapes; }

}  // namespace assay::bench
