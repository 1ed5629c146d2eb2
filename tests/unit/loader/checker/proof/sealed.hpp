// SPDX-License-Identifier: Apache-2.0
// Proofs of the verifier handed to the checker, for tests: a program, its contract and certificates
// as the checker reads them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "loader/checker/proof_check.hpp"
#include "verifier/certificate/write_certificate.hpp"

namespace assay::test {

/// BPF_MAP_TYPE_LPM_TRIE of include/uapi/linux/bpf.h.
inline constexpr std::uint32_t kTrie = 11;

using Certificate = std::vector<std::uint8_t>;

/// What a check said, and what it took.
struct Checked {
  checker::Code code = checker::Code::Internal;
  checker::ProofResult result;
  std::uint64_t units = 0;
  std::uint64_t edges = 0;
  std::size_t arena = 0;
};

/// A program as a package has it, with views into bytes that it owns.
class SealedView {
 public:
  explicit SealedView(const Program& program);
  SealedView(const SealedView&) = delete;

  [[nodiscard]] const checker::ProgramView& view() const { return view_; }
  /// For each map of the program its index in the view.
  [[nodiscard]] const std::vector<std::uint32_t>& numbers() const { return numbers_; }

 private:
  checker::MapView map_view(const Map& map);

  std::vector<std::uint8_t> code_;
  std::vector<std::uint8_t> begins_;
  std::vector<std::unique_ptr<std::vector<std::uint8_t>>> bytes_;
  std::vector<checker::MapView> maps_;
  std::unique_ptr<bool[]> named_;  // by map
  std::vector<std::uint32_t> numbers_;
  checker::ProgramView view_;
};

/// A contract of one way of execution as a host hands it over, with its views.
class SealedContract {
 public:
  explicit SealedContract(const Contract& contract);
  SealedContract(const SealedContract&) = delete;

  [[nodiscard]] const checker::ContractView& view() const { return view_; }

 private:
  std::vector<std::uint8_t> record_;
  std::vector<std::uint8_t> memory_;
  checker::Arena arena_;
  checker::ContractView view_;
};

/// More than any check of the tests takes.
inline constexpr std::uint64_t kUnits = std::uint64_t{1} << 24;

/// The check may spend `units` units of work.
[[nodiscard]] Checked check(const SealedView& program, const SealedContract& contract,
                            const Certificate& certificate, std::uint64_t units = kUnits);
/// The certificate of the proof, with room for what its walks need; empty where there is none.
[[nodiscard]] Certificate certify(const Program& program, const SealedView& sealed,
                                  const Contract& contract, const Proof& proof);

/// One function, without maps.
[[nodiscard]] Program program_of(std::string_view text);
/// What the checker says of the program under the contract `real`, with the proof that was made
/// under `said`: the name of a code, or that there is no such proof.
[[nodiscard]] std::string judged(const Program& program, const Contract& said,
                                 const Contract& real);

/// The name of the code, such as "OutOfBounds".
[[nodiscard]] const char* name_of(checker::Code code);

}  // namespace assay::test
