// SPDX-License-Identifier: Apache-2.0
// assay_kernel: generated programs, judged by Assay and by the host's kernel. Where both accept,
// and the result depends on the packet alone, both run and the results are compared. Exit status: 0
// no result differs and all differences are explained, 1 a result differs, 2 bad usage, 3 no result
// differs and a difference is not explained, 77 the kernel may not be asked (why is printed).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "evidence/kernel/difference.hpp"
#include "evidence/kernel/explained.hpp"
#include "evidence/kernel/keep.hpp"
#include "evidence/kernel/reduce.hpp"
#include "evidence/soundness/generate.hpp"
#include "evidence/soundness/judge.hpp"
#include "ir/isa/encode.hpp"

namespace assay::kernel {
namespace {

struct Options {
  std::uint64_t seed = 1;
  std::uint64_t programs = 2000;
  std::uint32_t packets = 8;      // runs of each program
  std::string folder;             // for programs that differ, or empty
  std::size_t each = 4;           // kept of each kind
  bool only_unexplained = false;  // keep no program whose difference is explained
};

constexpr double kShrinkSeconds = 20;  // of one program

/// Programs of one kind of difference.
struct Kind {
  std::uint64_t count = 0;
  std::uint64_t unexplained = 0;
  std::string_view why;  // of those that are explained
  /// Instructions and index of the smallest ones, ascending.
  std::vector<std::pair<std::size_t, std::uint64_t>> smallest;
};

struct Tally {
  std::uint64_t programs = 0, both = 0, neither = 0, only_assay = 0, only_kernel = 0;
  std::uint64_t compared = 0, runs = 0, different = 0, unexplained = 0;
  std::map<std::pair<Side, std::string>, Kind> kinds;
};

/// The program of an index as the kernel is shown it, if it can be asked about it.
std::optional<soundness::Generated> program_of(const Options& options, std::uint64_t index) {
  soundness::Generated made = soundness::generate(options.seed * 1000003 + index);
  if (!is_compared(*made.contract)) return std::nullopt;
  made.program = reachable_part(as_shown(std::move(made.program)));
  return made;
}

/// Why both differ about the program. Where no row says it of the whole, what they say of the
/// program made smaller, in which no other path leads to the place that the kernel refuses.
std::optional<std::string_view> reason(const Differing& differing) {
  const Contract& contract = *differing.contract;
  if (const auto why = explanation_of(differing.difference, differing.program, contract))
    return why;
  const Program small = shrink(differing, kShrinkSeconds);
  const auto left = judge(small, contract).difference();
  return left ? explanation_of(*left, small, contract) : std::nullopt;
}

void note(const Options& options, const Difference& difference, const soundness::Generated& made,
          std::uint64_t index, Tally& tally) {
  ++(difference.side == Side::OnlyAssay ? tally.only_assay : tally.only_kernel);
  Kind& kind = tally.kinds[{difference.side, difference.kind}];
  ++kind.count;
  const auto why = reason({made.program, made.contract.get(), difference});
  if (why) {
    kind.why = *why;
  } else {
    ++kind.unexplained;
    ++tally.unexplained;
  }
  if (why && options.only_unexplained) return;
  const std::pair entry{made.program.instructions.size(), index};
  kind.smallest.insert(std::ranges::upper_bound(kind.smallest, entry), entry);
  if (kind.smallest.size() > options.each) kind.smallest.pop_back();
}

/// Whether nothing but the packet and registers decides the result.
bool is_pure(const Program& program) {
  return std::ranges::none_of(program.instructions, [](const Instruction& i) {
    const auto* call = std::get_if<Call>(&i);
    return (call != nullptr && call->kind != CallKind::Local) ||
           std::holds_alternative<CallIndirect>(i) || std::holds_alternative<LoadPacket>(i) ||
           std::holds_alternative<LoadImm64>(i);
  });
}

/// Runs the program in the naive machine and in the kernel on one packet; false where they differ.
bool same_result(const Program& program, const Contract& contract, const Handle& loaded,
                 std::uint64_t seed, Tally& tally) {
  const std::vector<std::uint64_t> words = soundness::interesting_words(program);
  soundness::World world(program, contract, words, {seed, soundness::Edge::Middle, false});
  const std::vector<std::uint8_t> code = encode(program.instructions);
  oracle::Rules rules = soundness::rules_of(contract);
  rules.unwritten_stack_reads = false;  // such a byte is whatever the kernel left there
  oracle::Machine machine(code, world, rules);
  world.attach(machine);
  const auto& region = world.regions().front();
  const std::vector<std::uint8_t> packet = machine.memory.at(region.block).bytes;
  constexpr std::size_t kLeastPacket = 14;
  // The kernel puts no bytes before a packet of a test run, and lets it come from the loopback
  // device.
  if (region.marks.size() != 3 || region.marks[1] != 0 || packet.size() < kLeastPacket) return true;
  oracle::Block& context = machine.memory.at(world.context());
  std::ranges::fill(context.bytes, std::uint8_t{0});
  for (const ContextField& f : contract.fields) {
    if (f.name == "ingress_ifindex") context.bytes.at(f.offset) = 1;
  }
  if (machine.run(1u << 20) != oracle::Stop::Exited) return true;
  const auto there = run(loaded, packet);
  if (!there) return true;
  ++tally.runs;
  const auto here = static_cast<std::uint32_t>(machine.registers[0].value);
  if (here == *there) return true;
  fmt::print("DIFFERENT RESULT: {} here, {} in the kernel, packet of {} bytes, run {}\n", here,
             *there, packet.size(), seed);
  return false;
}

void one(const Options& options, std::uint64_t index, Tally& tally) {
  const auto made = program_of(options, index);
  if (!made) return;
  ++tally.programs;
  const Judged judged = judge(made->program, *made->contract);
  if (const auto difference = judged.difference())
    return note(options, *difference, *made, index, tally);
  const bool accepted = judged.accepted_here();
  ++(accepted ? tally.both : tally.neither);
  if (!accepted || made->contract->name != "linux/xdp" || !is_pure(made->program)) return;
  ++tally.compared;
  for (std::uint32_t i = 0; i < options.packets; ++i) {
    const bool same = same_result(made->program, *made->contract, judged.there.program,
                                  options.seed + index * 64 + i, tally);
    if (same) continue;
    ++tally.different;
    fmt::print("  program {}\n", index);
  }
}

void print_kinds(std::string_view title, Side side, const Tally& tally) {
  std::vector<std::pair<std::string, Kind>> sorted;
  for (const auto& [key, kind] : tally.kinds) {
    if (key.first == side) sorted.emplace_back(key.second, kind);
  }
  std::ranges::sort(sorted, [](const auto& a, const auto& b) {
    return std::pair(b.second.count, a.first) < std::pair(a.second.count, b.first);
  });
  fmt::print("{}\n", title);
  for (const auto& [what, kind] : sorted) {
    fmt::print("{:8}  {}", kind.count, what);
    if (!kind.smallest.empty()) fmt::print("  (program {})", kind.smallest.front().second);
    fmt::print("\n");
    if (!kind.why.empty()) fmt::print("          {}\n", kind.why);
    if (kind.unexplained > 0) fmt::print("          UNEXPLAINED: {}\n", kind.unexplained);
  }
}

void print(const Options& options, const Tally& tally) {
  fmt::print("seed {}, {} programs made\n", options.seed, options.programs);
  fmt::print("both refuse {}, programs run in both {}\n", tally.neither, tally.compared);
  print_kinds("the kernel refuses what Assay accepts:", Side::OnlyAssay, tally);
  print_kinds("Assay refuses what the kernel accepts:", Side::OnlyKernel, tally);
  fmt::print(
      "kernel: {} programs, {} accepted by both, {} by Assay only, {} by the kernel only, {} runs, "
      "{} different results, {} unexplained\n",
      tally.programs, tally.both, tally.only_assay, tally.only_kernel, tally.runs, tally.different,
      tally.unexplained);
}

/// Writes the smallest programs of each kind, made smaller.
void keep(const Options& options, const Tally& tally) {
  std::filesystem::create_directories(options.folder);
  int number = 0;
  for (const auto& [key, kind] : tally.kinds) {
    ++number;
    for (const auto& [size, index] : kind.smallest) {
      const auto made = program_of(options, index);
      const Differing differing{made->program, made->contract.get(), {key.first, key.second, {}}};
      const Program small = shrink(differing, kShrinkSeconds);
      const std::string title =
          fmt::format("assay_kernel --seed {}, program {}: {}", options.seed, index, key.second);
      std::ofstream(fmt::format("{}/{}-{:02}-{}.asm", options.folder,
                                key.first == Side::OnlyAssay ? "assay" : "kernel", number, index))
          << as_commented_file(small, *made->contract, title);
    }
  }
}

int compare(const Options& options) {
  if (const auto why = forbidden()) {
    fmt::print("{}\n", *why);
    return 77;
  }
  Tally tally;
  for (std::uint64_t i = 0; i < options.programs; ++i) one(options, i, tally);
  print(options, tally);
  if (!options.folder.empty()) keep(options, tally);
  if (tally.different > 0) return 1;
  return tally.unexplained > 0 ? 3 : 0;
}

}  // namespace
}  // namespace assay::kernel

int main(int argc, char** argv) {
  assay::kernel::Options options;
  CLI::App app{"Compares Assay with the host's kernel on generated programs."};
  app.add_option("--seed", options.seed, "which programs and packets");
  app.add_option("--programs", options.programs, "how many are made");
  app.add_option("--packets", options.packets, "runs of each program that both accept");
  app.add_option("--keep", options.folder, "folder for the smallest programs of each difference");
  app.add_flag("--unexplained", options.only_unexplained,
               "of them only those of which nobody knows why");
  app.add_option("--each", options.each, "how many are kept of each kind")
      ->check(CLI::Range(1, 1000));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return assay::kernel::compare(options);
}
