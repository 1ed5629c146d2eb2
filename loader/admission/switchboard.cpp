// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/switchboard.hpp"

#include <chrono>
#include <utility>

#include "loader/admission/result_form.hpp"

namespace assay::loader {
namespace {

/// The run with its answer in the form of the hook's results. One that the contract does not take
/// is what the proof rules out.
RunReport in_form(RunReport run, const HookTable& hook) {
  if (run.end != RunEnd::Answered || hook.contract == nullptr) return run;
  const std::optional<std::uint64_t> result = result_in(hook.contract->result, run.answer);
  if (!result) return {RunEnd::Faulted, 0, run.instructions};
  run.answer = *result;
  return run;
}

RunReport run_one(const AttachedProgram& attached, const Event& event, const HookTable& hook) {
  using Clock = std::chrono::steady_clock;
  const bool timed = attached.tally->wants_time();
  const Clock::time_point begin = timed ? Clock::now() : Clock::time_point{};
  const RunReport run = in_form(attached.program->run(event, attached.bound), hook);
  std::optional<std::chrono::nanoseconds> time;
  if (timed) time = Clock::now() - begin;
  attached.tally->note(run, hook.default_answer, time);
  return run;
}

}  // namespace

Answer answer_to(const Event& event, const HookTable& hook) {
  const std::uint64_t by_itself = hook.default_answer;
  Answer answer{by_itself, 0};
  for (const AttachedProgram& attached : hook.programs) {
    if (attached.tally->stopped()) continue;
    const RunReport run = run_one(attached, event, hook);
    if (run.end != RunEnd::NotRun) ++answer.programs;
    if (run.end == RunEnd::Answered && answer.answer == by_itself) answer.answer = run.answer;
  }
  return answer;
}

std::shared_ptr<const HookTable> Switchboard::hook_now(std::string_view hook) const {
  std::shared_ptr<const HookTables> tables = tables_.get();
  const auto at = tables->find(hook);
  if (at == tables->end()) return nullptr;
  return {std::move(tables), &at->second};
}

std::optional<Answer> Switchboard::dispatch(std::string_view hook, const Event& event) const {
  const CurrentTables::Held tables(tables_);
  const auto at = (*tables).find(hook);
  if (at == (*tables).end()) return std::nullopt;
  return answer_to(event, at->second);
}

void Switchboard::put(HookTables tables) {
  tables_.put(std::make_shared<const HookTables>(std::move(tables)));
}

}  // namespace assay::loader
