// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/switchboard.hpp"

#include <chrono>
#include <utility>

#include "loader/admission/result_form.hpp"

namespace assay::loader {
namespace {

/// Puts the run's answer in the form of the hook's results. One that the contract does not take
/// is what the proof rules out.
void put_in_form(RunReport& run, const HookTable& hook) {
  if (run.end != RunEnd::Answered || hook.contract == nullptr) return;
  const std::optional<std::uint64_t> result = result_in(hook.contract->result, run.answer);
  if (result) {
    run.answer = *result;
  } else {
    run = {RunEnd::Faulted, 0, run.instructions};
  }
}

RunReport run_one(const AttachedProgram& attached, const Event& event, const HookTable& hook,
                  Machines& machines) {
  using Clock = std::chrono::steady_clock;
  const bool timed = attached.tally->wants_time();
  const Clock::time_point begin = timed ? Clock::now() : Clock::time_point{};
  std::unique_ptr<Machinery> of_this_run;
  std::unique_ptr<Machinery>& kept =
      attached.number < machines.size() ? machines[attached.number] : of_this_run;
  RunReport run = attached.program->run(event, attached.bound, kept);
  put_in_form(run, hook);
  std::optional<std::chrono::nanoseconds> time;
  if (timed) time = Clock::now() - begin;
  attached.tally->note(run, hook.default_answer, time);
  return run;
}

}  // namespace

Answer answer_to(const Event& event, const HookTable& hook, Machines& machines) {
  const std::uint64_t by_itself = hook.default_answer;
  Answer answer{by_itself, 0};
  for (const AttachedProgram& attached : hook.programs) {
    if (attached.tally->stopped()) continue;
    const RunReport run = run_one(attached, event, hook, machines);
    if (run.end != RunEnd::NotRun) ++answer.programs;
    if (run.end == RunEnd::Answered && answer.answer == by_itself) answer.answer = run.answer;
  }
  return answer;
}

HookNow::HookNow(CurrentTables& tables, std::string_view hook) : tables_(tables) {
  const auto at = (*tables_).find(hook);
  table_ = at == (*tables_).end() ? nullptr : &at->second;
}

std::optional<Answer> Switchboard::dispatch(std::string_view hook, const Event& event) const {
  HookNow now(tables_, hook);
  if (now.table() == nullptr) return std::nullopt;
  return now.answer_to(event);
}

void Switchboard::put(HookTables tables) {
  std::size_t number = 0;
  for (auto& [name, hook] : tables) {
    for (AttachedProgram& attached : hook.programs) attached.number = number++;
  }
  tables_.put(std::make_shared<const HookTables>(std::move(tables)));
}

}  // namespace assay::loader
