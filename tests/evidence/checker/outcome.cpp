// SPDX-License-Identifier: Apache-2.0
#include "evidence/checker/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/checker/unseal.hpp"
#include "evidence/soundness/judge.hpp"
#include "ir/contract/execution.hpp"
#include "ir/contract/record.hpp"
#include "ir/package/read.hpp"
#include "loader/checker/code.hpp"

namespace assay::forge {
namespace {

using checker::Code;

constexpr std::uint32_t kRunsOfAnother = 6;  // program, map or contract
constexpr std::uint32_t kRunsOfTheSame = 2;  // where only the certificate changed

/// The host's contract, forged or not; nothing where it contradicts itself.
std::optional<Contract> contract_of(const Specimen& s, const Forgery& forgery) {
  if (forgery.record == s.record) return *s.contract;
  std::vector<std::uint8_t> both = forgery.record;
  both.insert(both.end(), s.records.begin() + static_cast<std::ptrdiff_t>(s.record.size()),
              s.records.end());
  auto read = read_records(both);
  if (auto* const contract = std::get_if<Contract>(&read)) return std::move(*contract);
  return std::nullopt;
}

std::optional<std::string> run_admitted(const Specimen& s, const Forgery& forgery,
                                        const soundness::Verified& said, std::uint64_t seed,
                                        Counts& counts) {
  const auto read = read_package(forgery.bytes);
  const auto* const package = std::get_if<SealedPackage>(&read);
  const auto program = package == nullptr ? std::nullopt : unsealed(*package);
  const auto contract = contract_of(s, forgery);
  if (!program || !contract) {
    ++counts.unread;
    return std::nullopt;
  }
  soundness::JudgeOptions options;
  options.seed = seed;
  options.runs =
      is_claim(forgery.kind) || forgery.kind >= Kind::Pair ? kRunsOfTheSame : kRunsOfAnother;
  const auto cases = execution_cases(*program, *contract);
  const Contract& way = cases[seed % cases.size()].contract;
  const soundness::Judged judged = soundness::judge_verified(*program, way, said, options);
  counts.runs += judged.runs;
  counts.finished += judged.finished;
  counts.unmodelled += judged.unmodelled;
  if (judged.breach) return judged.breach->what;
  return std::nullopt;
}

}  // namespace

bool is_parsed(std::uint32_t code) {
  return code == 0 || code >= 80 || code == static_cast<std::uint32_t>(Code::BudgetAboveLimit) ||
         code == static_cast<std::uint32_t>(Code::WorstCaseUnderstated) ||
         code == static_cast<std::uint32_t>(Code::ContextReadUnderstated);
}

bool is_well_formed(std::uint32_t code) {
  static constexpr std::array kForm = {
      Code::ContractForm,    Code::ContractVersionUnknown, Code::ContractContradicts,
      Code::TooManySymbols,  Code::TooManyCells,           Code::TooManyFrames,
      Code::CertificateForm, Code::StateIllFormed,         Code::GroupsIllFormed};
  return is_parsed(code) && std::ranges::find(kForm, static_cast<Code>(code)) == kForm.end();
}

std::optional<std::string> try_forgery(const Specimen& s, const Forgery& forgery,
                                       std::uint64_t seed, Tally& tally) {
  Counts& counts = tally.kinds[static_cast<std::size_t>(forgery.kind)];
  ++counts.made;
  const Answer answer = ask(forgery.bytes, {s.contract->name, forgery.record});
  if (answer.code < kCodes) ++tally.codes[answer.code];
  if (is_parsed(answer.code)) ++counts.parsed;
  if (is_well_formed(answer.code)) ++counts.well_formed;
  if (answer.overran) return "the check does more than is announced";
  if (answer.code == static_cast<std::uint32_t>(Code::Internal))
    return "the checker contradicts itself";
  if (answer.code != 0) return std::nullopt;
  ++counts.admitted;
  soundness::Verified said;
  said.accepted = true;
  said.worst_case = answer.worst_case;
  return run_admitted(s, forgery, said, seed, counts);
}

void add(Tally& sum, const Tally& other) {
  for (std::size_t k = 0; k < sum.kinds.size(); ++k) {
    Counts& to = sum.kinds[k];
    const Counts& from = other.kinds[k];
    to.made += from.made;
    to.parsed += from.parsed;
    to.well_formed += from.well_formed;
    to.admitted += from.admitted;
    to.unread += from.unread;
    to.runs += from.runs;
    to.finished += from.finished;
    to.unmodelled += from.unmodelled;
  }
  for (std::size_t c = 0; c < kCodes; ++c) sum.codes[c] += other.codes[c];
  sum.breaches += other.breaches;
  sum.own_faults += other.own_faults;
  sum.finished += other.finished;
}

const char* code_name(std::uint32_t code) {
  static constexpr std::pair<std::uint32_t, const char*> kNames[] = {
#define ASSAY_CHECK_CODE(name, number) {number, #name},
#include "loader/checker/codes.def"
#undef ASSAY_CHECK_CODE
  };
  for (const auto& [number, name] : kNames) {
    if (number == code) return name;
  }
  return "?";
}

std::string render(const Tally& sum, double seconds) {
  std::string out = fmt::format("{:<12} {:>9} {:>9} {:>11} {:>9} {:>7} {:>9} {:>9} {:>10}\n",
                                "changed", "forgeries", "parsed", "well formed", "admitted",
                                "unread", "runs", "finished", "unmodelled");
  Counts all{};
  std::uint64_t claims = 0;
  const auto row = [&](std::string_view name, const Counts& c) {
    out += fmt::format("{:<12} {:>9} {:>9} {:>11} {:>9} {:>7} {:>9} {:>9} {:>10}\n", name, c.made,
                       c.parsed, c.well_formed, c.admitted, c.unread, c.runs, c.finished,
                       c.unmodelled);
  };
  for (std::size_t k = 0; k < sum.kinds.size(); ++k) {
    const Counts& c = sum.kinds[k];
    row(name_of(static_cast<Kind>(k)), c);
    if (is_claim(static_cast<Kind>(k))) claims += c.well_formed;
    all.made += c.made;
    all.parsed += c.parsed;
    all.well_formed += c.well_formed;
    all.admitted += c.admitted;
    all.unread += c.unread;
    all.runs += c.runs;
    all.finished += c.finished;
    all.unmodelled += c.unmodelled;
  }
  row("all", all);
  for (std::uint32_t code = 0; code < kCodes; ++code) {
    if (sum.codes[code] != 0) out += fmt::format("  {:>9} {}\n", sum.codes[code], code_name(code));
  }
  out += fmt::format(
      "{} forgeries in {:.0f} s: {} past form and digest, {} well formed with one claim changed, "
      "{} admitted, {} runs; {} breaches, {} faults of Assay\n",
      all.made, seconds, all.parsed, claims, all.admitted, all.runs, sum.breaches, sum.own_faults);
  return out;
}

}  // namespace assay::forge
