// SPDX-License-Identifier: Apache-2.0
#include "loader/host/status.hpp"

namespace assay::loader {
namespace {

constexpr unsigned kHalf = 50;
constexpr unsigned kNearlyAll = 99;

Value text(const std::string& of) { return Value{plain(of)}; }

Value passed_value(const PassedOver& passed) {
  Table table;
  table.emplace("code", text(std::string(refusal_id(passed.why.code))));
  table.emplace("digest", text(passed.version.digest));
  table.emplace("message", text(std::string(refusal_sentence(passed.why.code))));
  table.emplace("subject", text(passed.why.subject));
  table.emplace("version", Value{passed.version.number});
  return Value{std::move(table)};
}

List passed_over(const PackageStatus& package) {
  List list;
  for (const PassedOver& passed : package.passed) list.push_back(passed_value(passed));
  return list;
}

Value killed_value(const KilledProgram& killed) {
  Table table;
  table.emplace("program", text(killed.program));
  table.emplace("scope", text(killed.scope));
  return Value{std::move(table)};
}

List killed_programs(const PackageStatus& package) {
  List list;
  for (const KilledProgram& killed : package.killed) list.push_back(killed_value(killed));
  return list;
}

Value hook_value(const HookSpec& hook) {
  Table table;
  table.emplace("default", Value{hook.default_answer});
  table.emplace("digest", text(hook.digest));
  table.emplace("hook", text(hook.name));
  return Value{std::move(table)};
}

Value package_value(const PackageStatus& package) {
  Table table{{"degraded", Value{package.degraded}},
              {"package", text(package.package)},
              {"passed", Value{passed_over(package)}},
              {"trial", Value{package.in_trial}}};
  if (package.running) {
    table.emplace("digest", text(package.running->digest));
    table.emplace("version", Value{package.running->number});
    table.emplace("bound", Value{package.bound});
    table.emplace("killed", Value{killed_programs(package)});
    table.emplace("programs", Value{std::uint64_t{package.programs}});
  }
  if (package.tally) {
    table.emplace("events", Value{package.tally->events()});
    table.emplace("faults", Value{package.tally->faults()});
    table.emplace("instructions", Value{package.tally->instructions()});
    table.emplace("matches", Value{package.tally->matches()});
    table.emplace("not_run", Value{package.tally->not_run()});
    table.emplace("p50_ns", Value{package.tally->quantile_ns(kHalf)});
    table.emplace("p99_ns", Value{package.tally->quantile_ns(kNearlyAll)});
  }
  return Value{std::move(table)};
}

}  // namespace

Table status_of(const Admission& admission, const std::vector<HookSpec>& with) {
  List hooks, packages, kills, problems;
  for (const HookSpec& hook : with) hooks.push_back(hook_value(hook));
  for (const PackageStatus& package : admission.status()) {
    packages.push_back(package_value(package));
  }
  for (const std::string& scope : admission.kills()) kills.push_back(text(scope));
  for (const Refusal& problem : admission.problems()) {
    problems.push_back(text(std::string(refusal_id(problem.code)) + " " + problem.subject));
  }
  const JournalHead head = admission.head();
  return {{"hooks", Value{std::move(hooks)}},
          {"journal", Value{Table{{"digest", text(head.digest)}, {"number", Value{head.number}}}}},
          {"kills", Value{std::move(kills)}},
          {"packages", Value{std::move(packages)}},
          {"problems", Value{std::move(problems)}}};
}

}  // namespace assay::loader
