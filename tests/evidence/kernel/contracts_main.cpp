// SPDX-License-Identifier: Apache-2.0
// assay_kernel_contracts [--all]: compares what Assay's Linux contracts allow with what the host's
// kernel allows, hook by hook: each load and store of the context at each offset and width, small
// results, each helper, and what each argument of it may be: of a helper that several contracts
// have in the same form once, or with --all for each. Of a load that both allow, the code that the
// kernel runs in its place must give no number that is wider. Exit status: 0 no contract allows
// what the kernel refuses; 1 one does; 77 the host does not let the tests load programs, or is
// older than the contracts.
//
// What only the kernel allows is printed and costs precision at most.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evidence/kernel/hooks.hpp"
#include "evidence/kernel/kernel.hpp"
#include "evidence/kernel/probe.hpp"
#include "evidence/kernel/translated.hpp"
#include "support/builtin.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::kernel {
namespace {

constexpr unsigned kLastHelper = 215;  // beyond the last of bpf_helpers of Linux 6.18
constexpr int kMajor = 6;
constexpr int kMinor = 18;

/// What a contract may allow though the kernel does not load it.
struct Explained {
  std::string_view probe;   // part of its name
  std::string_view kernel;  // part of what the kernel says
  std::string_view why;
};
constexpr std::array kExplained{
    Explained{"2^32 + 8", "unbounded memory access",
              "the helper reads 32 bits of the size; the kernel wants all 64 bounded"},
    Explained{
        "snprintf with 1 as argument 5", "bpf_snprintf",
        "the helper itself refuses a length that is no multiple of 8; the kernel does so first"},
    Explained{"", "bpf_probe_write_user#36", "only in a kernel that is not locked down"},
    Explained{"", "bpf_override_return#58", "only in a kernel that is configured for it"},
    Explained{"task_pt_regs", "R1 type=", "the kernel asks for the task that it gave"},
};

struct Differences {
  unsigned asked = 0;
  std::vector<std::string> only_contract;
  std::vector<std::string> only_kernel;
  std::array<unsigned, kExplained.size()> explained{};
};

void note_refusal(const std::string& probe, const std::string& why, Differences& found) {
  for (std::size_t i = 0; i < kExplained.size(); ++i) {
    const Explained& known = kExplained.at(i);
    if (probe.find(known.probe) != std::string::npos &&
        why.find(known.kernel) != std::string::npos) {
      ++found.explained.at(i);
      return;
    }
  }
  found.only_contract.push_back(fmt::format("{}: {}", probe, why));
}

/// Whether the code that the kernel has for the probe's load gives no more than it loads.
bool is_as_wide(const Probe& probe, const Handle& program) {
  if (probe.loads == 0 || probe.loads == 8) return true;
  const std::vector<bpf_insn> code = translated(program);
  if (code.size() < 3) return false;
  const auto most = most_in_r0(code, code.size() - 2);
  return most && *most < std::uint64_t{1} << (8 * probe.loads);
}

void ask(const Contract& contract, const std::vector<Probe>& probes, Differences& found) {
  for (const Probe& probe : probes) {
    const Loaded loaded = load(probe.program, contract);
    if (loaded.why.starts_with("map not made")) continue;
    ++found.asked;
    const bool allowed = verify(probe.program, contract, {}).accepted();
    if (loaded.program.ok() == allowed) {
      if (allowed && !is_as_wide(probe, loaded.program))
        note_refusal(probe.name, "the kernel gives wider numbers than it is asked for", found);
      continue;
    }
    if (allowed) {
      note_refusal(probe.name, loaded.why, found);
    } else {
      found.only_kernel.push_back(probe.name);
    }
  }
}

/// Arguments are wrong on purpose: whether the type has the helper is decided before them.
void ask_helpers(const Contract& contract, Differences& found) {
  for (std::uint32_t id = 1; id <= kLastHelper; ++id) {
    ++found.asked;
    const Loaded loaded =
        load(program_of(fmt::format("r2 = 0\nr3 = 0\nr4 = 0\nr5 = 0\ncall {}\nr0 = 1\nexit", id)),
             contract);
    bool offered = true;
    for (const char* no :
         {"cannot use helper", "unknown func", "invalid func", "not supported for program type"})
      offered = offered && loaded.why.find(no) == std::string::npos;
    const Helper* helper = find_helper(contract, id);
    if ((helper != nullptr) == offered) continue;
    if (helper != nullptr) {
      note_refusal("helper " + helper->name, loaded.why, found);
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

enum class Calls : std::uint8_t { OnceAForm, All };

/// Calls of helpers that no contract before has in the same form, or all of them.
Contract with_new_helpers(const Contract& contract, Calls calls, std::vector<Helper>& asked) {
  Contract out = contract;
  if (calls == Calls::All) return out;
  std::erase_if(out.helpers, [&](const Helper& helper) {
    return helper.id != 1 && std::ranges::find(asked, helper) != asked.end();
  });
  asked.insert(asked.end(), out.helpers.begin(), out.helpers.end());
  return out;
}

/// The contract as it is for the target that the hook's programs are loaded for: an acceptance says
/// how many arguments it reads, and of a pointer the kernel lets nobody read a part.
Contract at_target(const Contract& contract, const Hook& hook) {
  Contract out = contract;
  if (hook.target == nullptr) return out;
  out.context_size = 8 * hook.count;
  out.fields.resize(hook.count);
  for (ContextField& field : out.fields) field.narrow = hook.arguments == Arguments::Numbers;
  return out;
}

Differences ask_all(const Contract& contract, const Contract& callable) {
  Differences found;
  const Contract reachable = at_target(contract, *find_hook(contract.name));
  ask(reachable, access_probes(contract), found);
  ask(contract, result_probes(contract), found);
  ask(contract, call_probes(callable), found);
  ask_helpers(contract, found);
  fmt::print("{}: {} questions\n", contract.name, found.asked);
  print(found);
  std::fflush(stdout);
  return found;
}

int compare(Calls calls) {
  if (const auto why = forbidden()) {
    fmt::print("{}\n", *why);
    return 77;
  }
  if (is_older()) {
    fmt::print("skipped: the contracts are those of Linux {}.{}\n", kMajor, kMinor);
    return 77;
  }
  unsigned hooks = 0;
  Differences sum;
  std::vector<Helper> asked;
  for (const Contract& contract : builtin_contracts()) {
    if (find_hook(contract.name) == nullptr) continue;
    if (!load(program_of("r0 = 0\nexit"), contract).program.ok() &&
        !load(program_of("r0 = 1\nexit"), contract).program.ok()) {
      fmt::print("{}: not in this kernel\n", contract.name);
      continue;
    }
    const Differences found = ask_all(contract, with_new_helpers(contract, calls, asked));
    ++hooks;
    sum.asked += found.asked;
    sum.only_contract.insert(sum.only_contract.end(), found.only_contract.begin(),
                             found.only_contract.end());
    sum.only_kernel.insert(sum.only_kernel.end(), found.only_kernel.begin(),
                           found.only_kernel.end());
    for (std::size_t i = 0; i < kExplained.size(); ++i)
      sum.explained.at(i) += found.explained.at(i);
  }
  for (std::size_t i = 0; i < kExplained.size(); ++i)
    fmt::print("explained: {} ({})\n", sum.explained.at(i), kExplained.at(i).why);
  fmt::print(
      "contracts: {} hooks, {} questions, {} allowed by the contract only, {} by the kernel "
      "only\n",
      hooks, sum.asked, sum.only_contract.size(), sum.only_kernel.size());
  return sum.only_contract.empty() && hooks > 0 ? 0 : 1;
}

}  // namespace
}  // namespace assay::kernel

int main(int argc, char** argv) {
  using assay::kernel::Calls;
  const bool all = argc > 1 && std::string_view(argv[1]) == "--all";
  return assay::kernel::compare(all ? Calls::All : Calls::OnceAForm);
}
