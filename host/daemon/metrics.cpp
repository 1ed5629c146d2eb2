// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay::host {
namespace {

using loader::PackageStatus;

/// As the format has label values. Names of packages are printable ASCII.
std::string label(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// A family of metrics: its two lines of explanation, then a line for each package.
class Family {
 public:
  Family(std::string& out, std::string name, const char* type, const char* help)
      : out_(out), name_(std::move(name)) {
    out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name_, help, name_, type);
  }
  void add(const std::string& labels, std::uint64_t value) {
    out_ += fmt::format("{}{} {}\n", name_, labels, value);
  }

 private:
  std::string& out_;
  std::string name_;
};

std::string by_package(const PackageStatus& package, std::string_view more = "") {
  return fmt::format("{{package=\"{}\"{}}}", label(package.package), more);
}

void add_states(std::string& out, const std::vector<PackageStatus>& packages) {
  Family attached(out, "assay_attached", "gauge",
                  "Whether a version of the package runs, and events reach a program of it.");
  for (const PackageStatus& one : packages) {
    attached.add(by_package(one), one.running && one.killed.size() < one.programs ? 1 : 0);
  }
  Family killed(out, "assay_killed", "gauge",
                "Programs of the version that runs which kill switches keep from events.");
  for (const PackageStatus& one : packages) killed.add(by_package(one), one.killed.size());
  Family version(out, "assay_version", "gauge", "The version that runs, be it killed or not.");
  for (const PackageStatus& one : packages) {
    if (one.running) version.add(by_package(one), one.running->number);
  }
  Family trial(out, "assay_in_trial", "gauge", "Whether that version has not run well yet.");
  for (const PackageStatus& one : packages) trial.add(by_package(one), one.in_trial ? 1 : 0);
  Family degraded(
      out, "assay_degraded", "gauge",
      "Whether no version of the package may run, so that the hook's default answer holds; "
      "of kill switches tells assay_killed.");
  for (const PackageStatus& one : packages) degraded.add(by_package(one), one.degraded ? 1 : 0);
  Family passed(out, "assay_passed_over", "gauge",
                "Versions that would run before the one that runs, and may not.");
  for (const PackageStatus& one : packages) passed.add(by_package(one), one.passed.size());
  Family quarantined(out, "assay_quarantined", "gauge", "Of those, versions in quarantine.");
  for (const PackageStatus& one : packages) {
    quarantined.add(by_package(one), static_cast<std::uint64_t>(std::ranges::count_if(
                                         one.passed, [](const loader::PassedOver& passed_over) {
                                           return passed_over.why.code == RefusalCode::Quarantined;
                                         })));
  }
}

void add_runs(std::string& out, const std::vector<PackageStatus>& all) {
  std::vector<PackageStatus> packages;
  for (const PackageStatus& one : all) {
    if (one.tally) packages.push_back(one);
  }
  Family events(out, "assay_events_total", "counter", "Runs of the version that runs.");
  for (const PackageStatus& one : packages) events.add(by_package(one), one.tally->events());
  Family matches(out, "assay_matches_total", "counter",
                 "Of those, answers other than the hook's default.");
  for (const PackageStatus& one : packages) matches.add(by_package(one), one.tally->matches());
  Family faults(out, "assay_faults_total", "counter", "Runs that did what their proof rules out.");
  for (const PackageStatus& one : packages) faults.add(by_package(one), one.tally->faults());
  Family not_run(out, "assay_not_run_total", "counter",
                 "Events that the version did not meet, for want of memory.");
  for (const PackageStatus& one : packages) not_run.add(by_package(one), one.tally->not_run());
  Family time(out, "assay_run_nanoseconds", "gauge", "Time of a run, to a factor of two.");
  for (const PackageStatus& one : packages) {
    time.add(by_package(one, ",quantile=\"0.5\""), one.tally->quantile_ns(50));
    time.add(by_package(one, ",quantile=\"0.99\""), one.tally->quantile_ns(99));
  }
  Family used(out, "assay_instructions_most", "gauge", "The most instructions of a run so far.");
  for (const PackageStatus& one : packages) used.add(by_package(one), one.tally->instructions());
  Family bound(out, "assay_instructions_bound", "gauge", "The most that the proof allows.");
  for (const PackageStatus& one : packages) bound.add(by_package(one), one.bound);
}

}  // namespace

std::string metrics_of(Host& host, const RefusalCounts& refusals) {
  std::string out;
  const bool is_unsigned = host.settings().trust == Trust::Unsigned;
  Family(out, "assay_unsigned", "gauge", "Whether packages run here that nobody signed.")
      .add("", is_unsigned ? 1 : 0);
  Family(out, "assay_kill_switches", "gauge", "Kill switches that hold.")
      .add("", host.admission().kills().size());
  Family(out, "assay_problems", "gauge", "What was wrong with state and journal at the start.")
      .add("", host.admission().problems().size());
  Family(out, "assay_journal_records", "gauge", "The number of the journal's last record.")
      .add("", host.admission().head().number);
  const std::vector<PackageStatus> packages = host.admission().status();
  add_states(out, packages);
  add_runs(out, packages);
  Family refused(out, "assay_refused_total", "counter", "What was refused, by code.");
  for (const auto& [code, count] : refusals.counts()) {
    refused.add(fmt::format("{{code=\"{}\"}}", loader::refusal_id(code)), count);
  }
  return out;
}

}  // namespace assay::host
