// SPDX-License-Identifier: Apache-2.0
// The layout of a certificate: what its writer (verifier/certificate) and its reader
// (loader/checker/proof) share. It computes nothing. docs/checker-rules.md says it field by field.
//
// A certificate is one run of fields, each a number of 7 bits a byte (N), a signed one (S, zigzag),
// or a byte (B). Lists stand behind their counts. Symbols are the certificate's own numbers: those
// of its states are below `fresh`, and what a walk makes is numbered from there.
//
//   head:      B version; N states, symbols, cells, frames, ids, steps, fresh, groups
//   group:     N parent + 1 (0: none); B pace (0: no measure); N steps, step...
//   state:     N slot, group; N frames - 1, N return slot...; N next id
//              N symbols, symbol...; N bounds, linear...; N excluded, (N symbol, S word)...
//              registers; of each frame but the first: saved; of each frame: stack
//              of each region: B presence, term of each mark but the first
//              N resources, resource...
//              term of each measured group around, outermost first
//              N steps, step...; N targets, target...
//   symbol:    N distance to the one before (the first: its number), facts, B signed, B link,
//              term (only with a link)
//   facts:     B parts present (kFacts...); each present part
//   registers, saved: N mask of those that are readable, value...
//   value:     B kind (kValue...); of a pointer: N index, N identity, N bytes, N null, as the kind
//              has them; term
//   stack:     N runs of initialised bytes, (N gap, N length)...; N cells, (N gap, B size,
//   value)...;
//              N filled, (N offset from the lowest byte, N size, term)...
//   term:      N constant as zigzag; B symbols, (N symbol, S coefficient)... ascending
//   linear:    S low word, S high word of the constant; B symbols, (N symbol, S coefficient)...
//   resource:  N distance to the id before, N null
//   step:      N distance of moments; B kind; Combination: linear without a constant, B count,
//              (N bound, N scale, N factor)...; SpreadOn: N candidate; OwnExtension: B link, term
//   target:    N state; N steps, step...
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace assay::wire {

inline constexpr uint8_t kCertificateVersion = 2;

/// Limits of form, far above what programs need.
inline constexpr uint32_t kMostStates = 1u << 20;
inline constexpr uint32_t kMostGroups = 1u << 20;
inline constexpr uint32_t kMostSymbols = 1u << 16;
inline constexpr uint32_t kMostCells = 4096;
inline constexpr uint32_t kMostIds = 1u << 16;
inline constexpr uint32_t kMostSteps = 1u << 20;
inline constexpr uint32_t kMostNesting = 32;  // of measures

/// Facts: which parts differ from "anything", and whether they were reduced.
inline constexpr uint8_t kFactsBits = 1;
inline constexpr uint8_t kFactsUnsigned = 2;
inline constexpr uint8_t kFactsSigned = 4;
inline constexpr uint8_t kFactsLowUnsigned = 8;
inline constexpr uint8_t kFactsLowSigned = 16;
inline constexpr uint8_t kFactsStride = 32;
inline constexpr uint8_t kFactsSettled = 64;

/// What a value is: a number, or a pointer into one of nine kinds of region.
inline constexpr uint8_t kValueNumber = 0;
inline constexpr uint8_t kValueStack = 1;
inline constexpr uint8_t kValueContext = 2;
inline constexpr uint8_t kValueRegion = 3;
inline constexpr uint8_t kValueElement = 4;
inline constexpr uint8_t kValueData = 5;
inline constexpr uint8_t kValueMemory = 6;
inline constexpr uint8_t kValueMap = 7;
inline constexpr uint8_t kValueCode = 8;
inline constexpr uint8_t kValueObject = 9;
inline constexpr uint8_t kValueKinds = 10;

inline constexpr uint8_t kPaces = 4;  // none, Falls, Halves, Shrinks
inline constexpr uint8_t kPresences = 3;
inline constexpr uint8_t kLinks = 3;
inline constexpr uint8_t kStepKinds = 3;

}  // namespace assay::wire
