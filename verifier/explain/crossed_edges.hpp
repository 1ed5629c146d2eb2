// SPDX-License-Identifier: Apache-2.0
// Indices that may leave their array and land in what lies after it in the frame.
//
// Platforms allow that, so that it is no finding. Debug information knows where the array ends.
#pragma once

#include <span>
#include <vector>

#include "verifier/explain/frame_question.hpp"
#include "verifier/explain/indexed_accesses.hpp"

namespace assay {

/// The frames that the accesses lie in.
[[nodiscard]] std::vector<FrameQuestion> frame_questions(const Program& program,
                                                         std::span<const IndexedAccess> accesses);

/// One (IndexLeavesArray) for each access that may go past the end of the variable that it begins
/// in. `layouts` answers frame_questions, one for each.
[[nodiscard]] std::vector<Finding> crossed_edges(const Program& program,
                                                 std::span<const IndexedAccess> accesses,
                                                 std::span<const FrameLayout> layouts);

}  // namespace assay
