// SPDX-License-Identifier: Apache-2.0
#include "evidence/checker/table.hpp"

#include <algorithm>
#include <string_view>

#include "evidence/checker/attacks.hpp"
#include "evidence/checker/changes.hpp"
#include "evidence/checker/facts.hpp"
#include "evidence/checker/outcome.hpp"
#include "ir/contract/record.hpp"
#include "loader/checker/code.hpp"

namespace assay::forge {
namespace {

constexpr std::size_t kOfOneProgram = 2;  // forgeries of a code
// Programs of which numbers and instructions are changed: those with small packages, and of the
// others each n-th.
constexpr std::size_t kSmall = 900;
constexpr std::size_t kOthers = 8;
constexpr std::uint64_t kTriesOfFact = 4800;

/// A number of the name alone (FNV-1a): what is tried of a program does not depend on what others
/// there are.
std::size_t number_of(std::string_view name) {
  std::uint64_t number = 0xcbf29ce484222325;
  for (const char c : name) number = (number ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return static_cast<std::size_t>(number >> 32);
}

class Search {
 public:
  explicit Search(const TableOptions& options) : options_(options) {}

  Table run() {
    const auto samples = soundness::read_corpus(options_.folders, kMostSlots);
    for (std::size_t i = 0; i < samples.size(); i += options_.stride) {
      try_attack(samples[i]);
      const auto specimen = specimen_of(samples[i]);
      if (!specimen) continue;
      const std::size_t number = number_of(specimen->name);
      if (number % kOthers == 0) keep(*specimen);
      try_facts(*specimen);
      if (specimen->bytes.size() < kSmall || number % kOthers == 0)
        try_changes(*specimen, {stride_for(*specimen), number});
    }
    return std::move(table_);
  }

 private:
  /// Of a small package most changes are made.
  [[nodiscard]] std::size_t stride_for(const Specimen& specimen) const {
    constexpr std::size_t kBytes = 1 << 14;
    return 1 + options_.every * specimen.bytes.size() / kBytes;
  }

  /// Asks, and keeps the forgery where its code has too few.
  std::uint32_t ask_about(const Forgery& forgery, const std::string& from,
                          const std::string& contract) {
    ++table_.asks;
    const std::uint32_t code = ask(forgery.bytes, {contract, forgery.record}).code;
    auto& kept = table_.by_code[code];
    const auto of_this = std::ranges::count(kept, from, &Entry::from);
    if (code != 0 && kept.size() < options_.quota &&
        static_cast<std::size_t>(of_this) < kOfOneProgram)
      kept.push_back({code, from, contract, forgery});
    return code;
  }

  void keep(const Specimen& s) {
    table_.genuine.push_back(
        {0, s.name, s.contract->name, {Kind::Package, s.bytes, s.record, "as it was sealed"}});
  }

  void try_attack(const soundness::Sample& sample) {
    const auto attack = attack_of(sample);
    if (!attack) return;
    ++table_.attacks;
    if (ask_about(attack->forgery, attack->name, attack->contract) == 0)
      table_.admitted.push_back(attack->name);
  }

  void try_changes(const Specimen& s, Every every) {
    const Hear hear = [&](const Forgery& forgery) {
      static_cast<void>(ask_about(forgery, s.name, s.contract->name));
      return true;
    };
    each_changed_form(s, hear);
    each_changed_instruction(s, every, hear);
    each_changed_number(s, every, hear);
    if (s.package.programs[0].functions.size() > 1) {
      Contract other = *s.contract;
      other.limits.call_depth = 1;
      hear({Kind::Contract, s.bytes, proof_record(other), "no calls of functions"});
    }
    if (s.contract->executions.size() > 1) {
      Contract other = *s.contract;
      other.executions.pop_back();
      hear({Kind::Contract, s.bytes, proof_record(other), "one way of execution less"});
    }
  }

  void try_facts(const Specimen& s) {
    each_denied_fact(s, [&](const std::string& name, const Contract& contract) {
      std::vector<Entry>& known = table_.by_fact[name];
      const std::uint64_t most = known.empty() ? kTriesOfFact : kTriesOfFact / 16;
      if (known.size() >= options_.quota || ++tries_[name] > most) return false;
      const Forgery forgery{Kind::Contract, s.bytes, proof_record(contract), name};
      const std::uint32_t code = ask_about(forgery, s.name, s.contract->name);
      const bool is_new = std::ranges::find(known, code, &Entry::code) == known.end();
      if (is_well_formed(code) && code != 0 && is_new)
        known.push_back({code, s.name, s.contract->name, forgery});
      return true;
    });
  }

  const TableOptions& options_;
  std::map<std::string, std::uint64_t> tries_;  // of facts
  Table table_;
};

}  // namespace

Table make_table(const TableOptions& options) { return Search(options).run(); }

}  // namespace assay::forge
