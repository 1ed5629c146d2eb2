// SPDX-License-Identifier: Apache-2.0
// Real packages to forge: programs of the tree, verified, sealed and accepted by the checker.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evidence/checker/field.hpp"
#include "evidence/soundness/corpus.hpp"
#include "ir/package/package.hpp"

namespace assay::forge {

struct Specimen {
  std::string name;
  std::shared_ptr<const Program> program;
  std::shared_ptr<const Contract> contract;
  SealedPackage package;              // of this program alone; announces work generously
  std::vector<std::uint8_t> bytes;    // of the package
  std::vector<std::uint8_t> record;   // the host's contract: the facts that proofs rest on
  std::vector<std::uint8_t> records;  // both records of it
  Fields fields;                      // the certificate's are those of its first one

  [[nodiscard]] const std::vector<std::uint8_t>& certificate() const {
    return package.programs[0].certificates[0];
  }
};

/// What a forged package may announce, and what a host of the tests allows.
inline constexpr AnnouncedWork kGenerous{1u << 20, 1u << 18, 3u << 20, 64};
inline constexpr std::size_t kArena = 4u << 20;
/// Of programs that are sealed to be forged.
inline constexpr std::size_t kMostSlots = 300;

/// The sample as a specimen; nothing where it is not accepted, cannot be sealed, or the checker
/// does not confirm its proof.
[[nodiscard]] std::unique_ptr<Specimen> specimen_of(const soundness::Sample& sample);
/// Of every `stride`-th program below the folders.
[[nodiscard]] std::vector<std::unique_ptr<Specimen>> specimens(
    const std::vector<std::string>& folders, std::size_t stride);

/// What the checker says.
struct Answer {
  std::uint32_t code = 0;
  std::uint64_t worst_case = 0;
  bool overran = false;  // more work than was announced was done
};
[[nodiscard]] Answer ask(Bytes package, const HostContract& contract);

}  // namespace assay::forge
