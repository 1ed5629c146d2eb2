// SPDX-License-Identifier: Apache-2.0
// assay_kernel: generated programs, judged by Assay and by the host's kernel. Where both accept,
// and the result depends on the packet alone, both run and the results are compared. Exit status: 0
// no result differs, 1 one does, 2 bad usage, 77 the kernel may not be asked (why is printed).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "ir/isa/encode.hpp"
#include "ir/isa/flow.hpp"
#include "ir/program/flow_graph.hpp"
#include "kernel/kernel.hpp"
#include "soundness/generate.hpp"
#include "soundness/judge.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::kernel {
namespace {

struct Options {
  std::uint64_t seed = 1;
  std::uint64_t programs = 2000;
  std::uint32_t packets = 8;  // runs of each program
};

/// Programs of one kind of difference, with the first of them.
struct Kind {
  std::uint64_t count = 0;
  std::uint64_t first = 0;
};

struct Tally {
  std::uint64_t both = 0, neither = 0, only_assay = 0, only_kernel = 0;
  std::uint64_t compared = 0, runs = 0, different = 0;
  std::map<std::string, Kind> kernel_refuses, assay_refuses;
};

void note(std::map<std::string, Kind>& kinds, const std::string& why, std::uint64_t index) {
  Kind& kind = kinds[why];
  if (kind.count++ == 0) kind.first = index;
}

/// The text with its numbers left out, so that equal causes are counted together.
std::string without_numbers(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !out.empty() && out.back() == '#') continue;
    out += digit ? '#' : c;
  }
  return out.substr(0, 100);
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

/// The program without what no path reaches, which the kernel refuses whatever else is in it.
Program reachable_part(Program program) {
  for (std::size_t f = program.functions.size(); f-- > 0;) {
    const auto graph = flow_graph(program, f);
    if (!graph) return program;
    for (std::uint32_t slot = program.functions[f].end; slot-- > program.functions[f].begin;) {
      if (graph.value().at(slot).reachable ||
          std::holds_alternative<WideTail>(program.instructions[slot]))
        continue;
      const auto size = static_cast<std::uint32_t>(slots(program.instructions[slot]));
      auto shorter = soundness::without(program, slot, slot + size);
      if (!shorter) return program;
      program = std::move(*shorter);
    }
  }
  return program;
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
  soundness::Generated made = soundness::generate(options.seed * 1000003 + index);
  if (!is_compared(*made.contract)) return;
  made.program = reachable_part(std::move(made.program));
  const Outcome outcome = verify(made.program, *made.contract, {});
  const bool here = outcome.verdict == Verdict::Accept;
  const Loaded there = load(made.program, *made.contract);
  if (here && !there.program.ok()) {
    ++tally.only_assay;
    return note(tally.kernel_refuses, without_numbers(there.why), index);
  }
  if (!here && there.program.ok()) {
    ++tally.only_kernel;
    const Finding& first = outcome.findings.front();
    return note(tally.assay_refuses,
                fmt::format("{} {}", error_id(first.code), without_numbers(first.message)), index);
  }
  ++(here ? tally.both : tally.neither);
  if (!here || made.contract->name != "linux/xdp" || !is_pure(made.program)) return;
  ++tally.compared;
  for (std::uint32_t i = 0; i < options.packets; ++i) {
    const bool same = same_result(made.program, *made.contract, there.program,
                                  options.seed + index * 64 + i, tally);
    if (same) continue;
    ++tally.different;
    fmt::print("  program {}\n", index);
  }
}

void print_kinds(std::string_view title, const std::map<std::string, Kind>& kinds) {
  std::vector<std::pair<std::string, Kind>> sorted(kinds.begin(), kinds.end());
  std::ranges::sort(sorted, [](const auto& a, const auto& b) {
    return std::pair(b.second.count, a.first) < std::pair(a.second.count, b.first);
  });
  fmt::print("{}\n", title);
  for (const auto& [why, kind] : sorted)
    fmt::print("{:8}  {}  (program {})\n", kind.count, why, kind.first);
}

int compare(const Options& options) {
  if (const auto why = forbidden()) {
    fmt::print("skipped: this host does not let Assay's tests load programs ({})\n", *why);
    return 77;
  }
  Tally tally;
  for (std::uint64_t i = 0; i < options.programs; ++i) one(options, i, tally);
  fmt::print(
      "seed {}\nboth accept     {:8}\nboth refuse     {:8}\nonly Assay      {:8}\n"
      "only the kernel {:8}\n",
      options.seed, tally.both, tally.neither, tally.only_assay, tally.only_kernel);
  fmt::print("programs run in both {}, runs {}, different results {}\n", tally.compared, tally.runs,
             tally.different);
  print_kinds("the kernel refuses what Assay accepts:", tally.kernel_refuses);
  print_kinds("Assay refuses what the kernel accepts:", tally.assay_refuses);
  return tally.different == 0 ? 0 : 1;
}

}  // namespace
}  // namespace assay::kernel

int main(int argc, char** argv) {
  assay::kernel::Options options;
  CLI::App app{"Compares Assay with the host's kernel on generated programs."};
  app.add_option("--seed", options.seed, "which programs and packets");
  app.add_option("--programs", options.programs, "how many are made");
  app.add_option("--packets", options.packets, "runs of each program that both accept");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return assay::kernel::compare(options);
}
