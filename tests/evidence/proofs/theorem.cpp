// SPDX-License-Identifier: Apache-2.0
#include "theorem.hpp"

#include <chrono>
#include <set>
#include <string>
#include <utility>

namespace assay::proofs {
namespace {

unsigned since(std::chrono::steady_clock::time_point start) {
  const auto passed = std::chrono::steady_clock::now() - start;
  return static_cast<unsigned>(
      std::chrono::duration_cast<std::chrono::milliseconds>(passed).count());
}

Outcome prove_all(const std::function<std::vector<Claim>(Terms&)>& make, unsigned milliseconds) {
  const auto start = std::chrono::steady_clock::now();
  Terms home;
  Outcome outcome{ProofResult::Proved, {}, 0};
  for (const Claim& claim : make(home)) {
    const unsigned passed = since(start);
    const ProofAnswer answer =
        prove(home, claim, passed < milliseconds ? milliseconds - passed : 0);
    if (answer.result == ProofResult::Proved) continue;
    if (answer.result == ProofResult::Refuted || outcome.result == ProofResult::Proved)
      outcome = {answer.result, claim.name + ": " + answer.detail, 0};
    if (answer.result == ProofResult::Refuted) return outcome;
  }
  return outcome;
}

}  // namespace

Evidence symbolic(Subject subject, unsigned bits, std::string part,
                  std::function<std::vector<Claim>(Terms&)> make) {
  return {std::move(subject), Means::Symbolic, bits, std::move(part),
          [make = std::move(make)](unsigned ms) { return prove_all(make, ms); }};
}

Evidence rule(Subject subject, std::string part, std::function<std::vector<Claim>(Terms&)> make) {
  return {std::move(subject), Means::Rule, 64, std::move(part),
          [make = std::move(make)](unsigned ms) { return prove_all(make, ms); }};
}

namespace {

/// Whose proofs take a second or less on two idle cores, by measurement.
bool ends_soon(const Evidence& e) {
  if (e.means == Means::Exhaustive || e.means == Means::Random) return false;
  const std::string& group = e.subject.group;
  const std::string& operation = e.subject.operation;
  if (group == "checker" && operation == "div") return false;
  if (group == "rule") return operation != "pointer arithmetic";
  const bool quick_jump = operation.starts_with("jgt") || operation.starts_with("jslt") ||
                          operation.starts_with("jset");
  if (e.subject.width == "32" && group == "jump") return quick_jump;
  static const std::set<std::string> kQuick = {"or",
                                               "xor",
                                               "mov",
                                               "neg",
                                               "le16",
                                               "le32",
                                               "le64",
                                               "be16",
                                               "be32",
                                               "be64",
                                               "bswap16",
                                               "bswap32",
                                               "bswap64",
                                               "immediate operand",
                                               "movsx8",
                                               "movsx16",
                                               "signed as unsigned",
                                               "extensions",
                                               "half to whole",
                                               "dead branch",
                                               "refined low half",
                                               "div"};
  return kQuick.contains(operation);
}

}  // namespace

Library everything() {
  Library library;
  add_alu(library);
  add_jumps(library);
  add_product(library);
  add_lattice(library);
  add_rules(library);
  add_trials(library);
  add_checker(library);
  for (Evidence& evidence : library) evidence.quick = ends_soon(evidence);
  return library;
}

}  // namespace assay::proofs
