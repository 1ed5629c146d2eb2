// SPDX-License-Identifier: Apache-2.0
// A certificate before it is bytes: its records in their order, with the recorded steps apart, so
// that steps that no check needs can be left out.
//
// What this file must not know: states, proofs, and who checks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace assay {

/// For how many symbols, and cells of all stacks, a checker is to keep room in each state of a
/// walk.
struct CertificateRoom {
  std::uint32_t symbols = 0;
  std::uint32_t cells = 0;
};

struct DraftStep {
  std::uint32_t moment = 0;  // of a walk; 0 of others
  std::vector<std::uint8_t> bytes;
};
using DraftSteps = std::vector<DraftStep>;

struct DraftGroup {
  std::uint32_t parent = 0;  // + 1; 0: none
  std::uint8_t pace = 0;
  DraftSteps steps;
};
struct DraftChange {
  std::uint8_t parts = 0;  // wire::kChange..., but for the steps
  std::vector<std::uint8_t> bytes;
};
struct DraftArrival {
  std::uint32_t to = 0;
  DraftSteps steps;
  std::optional<DraftChange> makes;  // the state, where it is the first there
};
struct DraftState {
  DraftSteps steps;
  std::vector<DraftArrival> arrivals;
};

class CertificateDraft {
 public:
  CertificateRoom needs;  // of its states
  std::uint32_t frames = 1;
  std::uint32_t ids = 1;
  std::vector<std::uint32_t> cuts;  // ascend
  std::vector<DraftGroup> groups;
  DraftChange entry;
  std::vector<DraftState> states;

  [[nodiscard]] std::size_t step_count() const;
  /// The bytes without the steps that `without` marks, numbered as they stand. Announces at least
  /// the room given.
  [[nodiscard]] std::vector<std::uint8_t> write(CertificateRoom room,
                                                const std::vector<bool>& without) const;
};

}  // namespace assay
