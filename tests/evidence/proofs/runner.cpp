// SPDX-License-Identifier: Apache-2.0
#include "runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <numeric>
#include <set>
#include <thread>
#include <tuple>

namespace assay::proofs {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Whose turn comes first: trials, which may refute anything, then what ends soon, then the smaller
/// words, so that little time leaves out the largest proofs and no operation.
std::tuple<int, unsigned> turn_of(const Evidence& evidence) {
  const bool trial = evidence.means == Means::Exhaustive || evidence.means == Means::Random;
  if (trial) return {0, 0};
  if (evidence.means == Means::Rule || evidence.quick) return {1, 0};
  return {2, evidence.bits};
}

const char* name_of(Means means) {
  switch (means) {
    case Means::Symbolic:
      return "proof";
    case Means::Rule:
      return "rule";
    case Means::Exhaustive:
      return "exhaustive";
    case Means::Random:
      return "random";
  }
  return "";
}

/// What is known of one subject.
struct Row {
  std::map<std::pair<Means, unsigned>, std::vector<const Finished*>> by_means;
  double seconds = 0;
};

std::string messages(const Row& row) {
  std::string text;
  for (const auto& [key, all] : row.by_means) {
    for (const Finished* f : all) {
      if (f->outcome.result == ProofResult::Proved) continue;
      text += fmt::format("    {} at {} bits, {} {}: {}\n", name_of(key.first), key.second,
                          f->evidence->part,
                          f->outcome.result == ProofResult::Refuted ? "REFUTED" : "not finished",
                          f->outcome.detail);
    }
  }
  return text;
}

bool all_proved(const std::vector<const Finished*>& all) {
  return std::ranges::all_of(
      all, [](const Finished* f) { return f->outcome.result == ProofResult::Proved; });
}

/// "proof 64, exhaustive 4, random 64": what ended well, parts that did not left out.
std::string evidence_of(const Row& row) {
  std::string text;
  for (const auto& [key, all] : row.by_means) {
    if (!all_proved(all)) continue;
    if (!text.empty()) text += ", ";
    text += name_of(key.first);
    if (key.first != Means::Rule) text += fmt::format(" {}", key.second);
    std::uint64_t cases = 0;
    for (const Finished* f : all) cases += f->outcome.cases;
    if (cases > 0) text += fmt::format(" ({:.1f}M)", static_cast<double>(cases) / 1e6);
  }
  return text;
}

enum class Verdict { Proved, Reduced, Tested, Unsound, Unfinished };

Verdict judge(const Subject& subject, const Row& row) {
  const unsigned width = subject.width == "32" ? 32 : 64;
  bool full = false;
  bool some = false;
  bool tested = false;
  bool unfinished = false;
  bool trials_left = false;
  for (const auto& [key, all] : row.by_means) {
    const bool solver = key.first == Means::Symbolic || key.first == Means::Rule;
    for (const Finished* f : all) {
      if (f->outcome.result == ProofResult::Refuted) return Verdict::Unsound;
      if (f->outcome.result != ProofResult::Unknown) continue;
      unfinished = true;
      trials_left = trials_left || !solver;
    }
    if (!all_proved(all)) continue;
    some = some || solver;
    tested = tested || !solver;
    full = full || (solver && key.second >= width);
  }
  // Trials that got no time may still refute: nothing is claimed before they ran.
  if (trials_left) return Verdict::Unfinished;
  // A word of which only a part ended at full width counts as what ended in all its parts.
  if (full) return Verdict::Proved;
  if (some) return Verdict::Reduced;
  if (tested && !unfinished) return Verdict::Tested;
  return Verdict::Unfinished;
}

const char* name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Proved:
      return "proved";
    case Verdict::Reduced:
      return "proved at small width";
    case Verdict::Tested:
      return "tested";
    case Verdict::Unsound:
      return "UNSOUND";
    case Verdict::Unfinished:
      return "NOT FINISHED";
  }
  return "";
}

void count(Table& table, Verdict verdict) {
  ++table.subjects;
  switch (verdict) {
    case Verdict::Proved:
      ++table.proved;
      return;
    case Verdict::Reduced:
      ++table.reduced;
      return;
    case Verdict::Tested:
      ++table.tested;
      return;
    case Verdict::Unsound:
      ++table.unsound;
      return;
    case Verdict::Unfinished:
      ++table.unfinished;
      return;
  }
}

}  // namespace

std::vector<Finished> run(const std::vector<const Evidence*>& chosen, const Limits& limits) {
  std::vector<Finished> finished(chosen.size());
  std::vector<std::size_t> turns(chosen.size());
  std::iota(turns.begin(), turns.end(), std::size_t{0});
  std::ranges::stable_sort(turns, {}, [&](std::size_t i) { return turn_of(*chosen[i]); });
  std::atomic<std::size_t> next = 0;
  const auto start = Clock::now();
  const auto work = [&] {
    for (std::size_t turn = next++; turn < turns.size(); turn = next++) {
      const std::size_t i = turns[turn];
      const auto begun = Clock::now();
      const double left = limits.seconds - seconds_since(start);
      const double share = std::min<double>(left, limits.seconds_each);
      finished[i].evidence = chosen[i];
      finished[i].outcome.detail = "no time left";
      if (share > 0) finished[i].outcome = chosen[i]->run(static_cast<unsigned>(share * 1000));
      finished[i].seconds = seconds_since(begun);
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < limits.jobs; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return finished;
}

Table tabulate(const std::vector<Finished>& finished) {
  std::map<Subject, Row> rows;
  std::vector<Subject> order;
  for (const Finished& f : finished) {
    const Subject& subject = f.evidence->subject;
    if (!rows.contains(subject)) order.push_back(subject);
    Row& row = rows[subject];
    row.by_means[{f.evidence->means, f.evidence->bits}].push_back(&f);
    row.seconds += f.seconds;
  }
  Table table;
  table.text =
      fmt::format("{:<8} {:<28} {:>5}  {:<62} {:>8}  {}\n", "group", "operation", "width",
                  "how, at words of so many bits (millions of cases)", "seconds", "result");
  for (const Subject& subject : order) {
    const Row& row = rows[subject];
    const Verdict verdict = judge(subject, row);
    count(table, verdict);
    table.text +=
        fmt::format("{:<8} {:<28} {:>5}  {:<62} {:>8.1f}  {}\n", subject.group, subject.operation,
                    subject.width, evidence_of(row), row.seconds, name_of(verdict));
    table.text += messages(row);
  }
  table.text += fmt::format(
      "{} operations: {} proved, {} proved at small width only, {} tested, {} unsound, {} not "
      "finished\n",
      table.subjects, table.proved, table.reduced, table.tested, table.unsound, table.unfinished);
  return table;
}

}  // namespace assay::proofs
