// SPDX-License-Identifier: Apache-2.0
// Reads the smaller records of a certificate (ir/wire/certificate.hpp): its head, terms, facts and
// steps. Changes of states are change.hpp's.
//
// Source: docs/checker-rules.md, "The certificate". What it reads is claimed, never trusted.
#pragma once

#include "ir/wire/certificate.hpp"
#include "loader/checker/proof/state.hpp"
#include "loader/checker/reader.hpp"

namespace assay::checker {

/// A number of variable length that is at most `most` (CountTooLarge).
[[nodiscard]] inline uint32_t small(Reader& in, uint32_t most) {
  const uint64_t n = in.number();
  if (n > most) in.fail(Code::CountTooLarge);
  return in.ok() ? static_cast<uint32_t>(n) : 0;
}

struct Head {
  uint32_t states = 0;
  uint32_t symbols = 0;
  uint32_t cells = 0;
  uint32_t frames = 0;
  uint32_t ids = 0;  // next_id of every state is at most this
  uint32_t steps = 0;
};
[[nodiscard]] Head read_head(Reader& in);

[[nodiscard]] Term read_term(Reader& in);
[[nodiscard]] Linear read_linear(Reader& in);
/// Never contradictory (StateIllFormed).
[[nodiscard]] Scalar read_facts(Reader& in);
/// As many steps as the list has, into `out`, which has room for `room`. Moments ascend.
[[nodiscard]] uint32_t read_steps(Reader& in, Step* out, uint32_t room);
/// Passes over a list of steps.
void skip_steps(Reader& in);

}  // namespace assay::checker
