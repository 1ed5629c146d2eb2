// SPDX-License-Identifier: Apache-2.0
// assay_kernel_contracts: compares what Assay's Linux contracts allow with what the host's kernel
// allows, hook by hook: each load and store of the context at each offset and width, each helper,
// each small result. Exit status: 0 no contract allows what the kernel refuses; 1 one does; 77 the
// host does not let the tests load programs, or is older than the contracts.
//
// What only the kernel allows is printed and costs precision at most.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ir/base/check.hpp"
#include "ir/text/assemble.hpp"
#include "kernel/hooks.hpp"
#include "kernel/kernel.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::kernel {
namespace {

constexpr unsigned kLastHelper = 215;  // beyond the last of bpf_helpers of Linux 6.18
constexpr int kMajor = 6;
constexpr int kMinor = 18;

/// A question: what is asked, and whether the contract allows it.
struct Probe {
  std::string name;
  Program program;
  bool allowed = false;
};

Program program_of(const std::string& text) {
  Program program;
  auto instructions = assemble(text);
  ASSAY_CHECK(instructions.ok(), "a probe that does not assemble");
  program.instructions = std::move(instructions).value();
  const auto end = static_cast<std::uint32_t>(program.instructions.size());
  program.functions.push_back({"probe", 0, end});
  program.locations.resize(end);
  return program;
}

bool accepts(const Program& program, const Contract& contract) {
  return verify(program, contract, {}).verdict == Verdict::Accept;
}

/// A result that every hook allows.
constexpr std::string_view kEnd = "r0 = 1\nexit";

void add_accesses(const Contract& contract, std::vector<Probe>& probes) {
  for (const unsigned bytes : {1u, 2u, 4u, 8u}) {
    for (std::uint32_t offset = 0; offset < contract.context_size + 8; ++offset) {
      const std::string at = fmt::format("*(u{} *)(r1 + {})", 8 * bytes, offset);
      for (const std::string& text : {"r0 = " + at, at + " = 0", "r2 = 0; " + at + " = r2"}) {
        Program program = program_of(fmt::format("{}\n{}", text, kEnd));
        const bool allowed = accepts(program, contract);
        probes.push_back({text, std::move(program), allowed});
      }
    }
  }
}

void add_results(const Contract& contract, std::vector<Probe>& probes) {
  for (const char* value :
       {"-2147483648", "-2", "-1", "0", "1", "2", "3", "4", "5", "2147483647"}) {
    for (const char* name : {"r0", "w0"}) {
      const std::string text = fmt::format("{} = {}", name, value);
      Program program = program_of(text + "\nexit");
      const bool allowed = accepts(program, contract);
      probes.push_back({text, std::move(program), allowed});
    }
  }
}

struct Differences {
  unsigned asked = 0;
  std::vector<std::string> only_contract;
  std::vector<std::string> only_kernel;
};

void ask(const Contract& contract, const std::vector<Probe>& probes, Differences& found) {
  for (const Probe& probe : probes) {
    ++found.asked;
    const Loaded loaded = load(probe.program, contract);
    if (loaded.program.ok() == probe.allowed) continue;
    if (probe.allowed) {
      found.only_contract.push_back(fmt::format("{}: {}", probe.name, loaded.why));
    } else {
      found.only_kernel.push_back(probe.name);
    }
  }
}

/// Helpers that a kernel has only as it is configured, or not while it is locked down.
bool depends_on_configuration(std::uint32_t helper) {
  constexpr std::uint32_t kProbeWriteUser = 36;
  constexpr std::uint32_t kOverrideReturn = 58;
  return helper == kProbeWriteUser || helper == kOverrideReturn;
}

/// Arguments are wrong on purpose: whether the type has the helper is decided before them.
void ask_helpers(const Contract& contract, Differences& found) {
  for (std::uint32_t id = 1; id <= kLastHelper; ++id) {
    ++found.asked;
    const Loaded loaded = load(
        program_of(fmt::format("r2 = 0\nr3 = 0\nr4 = 0\nr5 = 0\ncall {}\n{}", id, kEnd)), contract);
    bool offered = true;
    for (const char* no : {"cannot use helper", "unknown func", "invalid func"})
      offered = offered && loaded.why.find(no) == std::string::npos;
    const Helper* helper = find_helper(contract, id);
    if ((helper != nullptr) == offered || depends_on_configuration(id)) continue;
    if (helper != nullptr) {
      found.only_contract.push_back(fmt::format("helper {}: {}", helper->name, loaded.why));
    } else {
      found.only_kernel.push_back(fmt::format("helper {}", id));
    }
  }
}

void print(const Differences& found) {
  constexpr std::size_t kShown = 30;
  if (!found.only_contract.empty())
    fmt::print("  only the contract allows {}:\n", found.only_contract.size());
  for (std::size_t i = 0; i < std::min(found.only_contract.size(), kShown); ++i)
    fmt::print("    {}\n", found.only_contract[i]);
  if (!found.only_kernel.empty()) {
    fmt::print("  only the kernel allows {}: {}\n", found.only_kernel.size(),
               fmt::join(found.only_kernel, ", "));
  }
}

bool is_older() {
  utsname system{};
  int major = 0;
  int minor = 0;
  if (uname(&system) != 0) return true;
  return std::sscanf(system.release, "%d.%d", &major, &minor) != 2 ||
         std::pair{major, minor} < std::pair{kMajor, kMinor};
}

int compare() {
  if (const auto why = forbidden()) {
    fmt::print("skipped: this host does not let Assay's tests load programs ({})\n", *why);
    return 77;
  }
  if (is_older()) {
    fmt::print("skipped: the contracts are those of Linux {}.{}\n", kMajor, kMinor);
    return 77;
  }
  unsigned hooks = 0;
  unsigned asked = 0;
  std::size_t only_contract = 0;
  std::size_t only_kernel = 0;
  for (const Contract& contract : builtin_contracts()) {
    if (find_hook(contract.name) == nullptr) continue;
    if (!load(program_of(std::string(kEnd)), contract).program.ok()) {
      fmt::print("{}: not in this kernel\n", contract.name);
      continue;
    }
    std::vector<Probe> probes;
    add_accesses(contract, probes);
    add_results(contract, probes);
    Differences found;
    ask(contract, probes, found);
    ask_helpers(contract, found);
    fmt::print("{}: {} questions\n", contract.name, found.asked);
    print(found);
    std::fflush(stdout);
    ++hooks;
    asked += found.asked;
    only_contract += found.only_contract.size();
    only_kernel += found.only_kernel.size();
  }
  fmt::print(
      "contracts: {} hooks, {} questions, {} allowed by the contract only, {} by the kernel only\n",
      hooks, asked, only_contract, only_kernel);
  return only_contract == 0 && hooks > 0 ? 0 : 1;
}

}  // namespace
}  // namespace assay::kernel

int main() { return assay::kernel::compare(); }
