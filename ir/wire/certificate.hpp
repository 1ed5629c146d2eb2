// SPDX-License-Identifier: Apache-2.0
// The layout of a certificate: what its writer (verifier/certificate) and its reader
// (loader/checker/proof) share. It computes nothing. docs/checker-rules.md says it field by field.
//
// A certificate is one run of fields, each a number of 7 bits a byte (N), a signed one (S, zigzag),
// or a byte (B). Lists stand behind their counts. It is read once, from begin to end, as the walks
// go: a state is said where the first edge arrives in it, as what is other than what arrives.
//
//   head:      B version; N states, symbols, cells, frames, ids, steps; N cuts, (N distance)...;
//              N groups, group...
//   group:     N parent + 1 (0: none); B pace (0: no measure, else its steps)
//   then:      the change from the hook's state to state 0; of each state, walk
//   walk:      steps, if the state has any (kChangeSteps); arrival... in the order of the paths
//   arrival:   N (state - the one walked, as zigzag) * 2 + (1 if steps follow); steps; the
//              change, if it is the first at the state
//   change:    B which (kChange...); of each bit its part, in the order of the bits
//     dropped: N mask of the readable registers that are not; of each frame but the first, the same
//     stack:   of each frame: N runs * 2 + (1 if more follows), (N gap, N length)... uninitialised;
//              more: N cells, (N distance)... forgotten; N filled, (N distance)... forgotten
//     values:  N new symbols, facts...; N places, (N distance, value)...
//     rest:    N regions, (N region, B presence)...; N marks, (N distance, term)...; N
//              resources, (N distance, N null)...
//     known:   N rows, (N distance, B what (kRow...), facts, link)...; of the bounds between rows
//              that stay: N, (N distance)... forgotten; N bounds, linear... added; of the excluded
//              words of such rows: N, (N distance)... forgotten; N, (N symbol, S word)... added
//     group:   N group; term of each measure around, outermost first
//     order:   of each row that stays, and then of each new one: N number (stands before the group)
//   facts:     B form (kFacts...); each present part
//   link:      B link; its term
//   value:     B kind (kValue...); of a pointer: N index, N identity, N bytes, N null, as the kind
//              has them; term
//   term:      S constant; B symbols, (N symbol, S coefficient)...
//   linear:    B symbols + (16 if the high word follows); S low word, S high word; (N symbol, S
//              coefficient)...
//   steps:     N steps, (N distance of moments, step)...
//   step:      B kind; Combination: B symbols, (N symbol, S coefficient)..., B count, (N bound, N
//              scale, N factor)...; SpreadOn: N candidate; OwnExtension: B link, term
//
// A distance counts from behind the one before. In a change, symbols are numbered by the rows of
// the state that arrives, and the new ones from there on; elsewhere by the rows of the state whose
// walk it is, and those that the walk makes from there on.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace assay::wire {

inline constexpr uint8_t kCertificateVersion = 3;

/// Limits of form, far above what programs need.
inline constexpr uint32_t kMostStates = 1u << 20;
inline constexpr uint32_t kMostGroups = 1u << 20;
inline constexpr uint32_t kMostSymbols = 1u << 16;
inline constexpr uint32_t kMostCells = 4096;
inline constexpr uint32_t kMostIds = 1u << 16;
inline constexpr uint32_t kMostSteps = 1u << 20;
inline constexpr uint32_t kMostNesting = 32;  // of groups

/// Which parts a change has.
inline constexpr uint8_t kChangeDropped = 1;
inline constexpr uint8_t kChangeStack = 2;
inline constexpr uint8_t kChangeValues = 4;
inline constexpr uint8_t kChangeRest = 8;
inline constexpr uint8_t kChangeKnown = 16;
inline constexpr uint8_t kChangeGroup = 32;
inline constexpr uint8_t kChangeSteps = 64;
inline constexpr uint8_t kChangeOrder = 128;

/// What of a row is another one.
inline constexpr uint8_t kRowFacts = 1;
inline constexpr uint8_t kRowReading = 2;
inline constexpr uint8_t kRowLink = 4;
inline constexpr uint8_t kRowForms = 8;

/// Facts: below 64 they are what reducing 0 <= x < 2^form gives (0: anything). Else some of these
/// parts, reduced, or with kFactsWhole all parts as they are. Ends of ranges are signed numbers.
inline constexpr uint8_t kFactsBits = 1;
inline constexpr uint8_t kFactsUnsigned = 2;
inline constexpr uint8_t kFactsSigned = 4;
inline constexpr uint8_t kFactsLowUnsigned = 8;
inline constexpr uint8_t kFactsLowSigned = 16;
inline constexpr uint8_t kFactsStride = 32;
inline constexpr uint8_t kFactsParts = 64;
inline constexpr uint8_t kFactsReduced = 64;
inline constexpr uint8_t kFactsWhole = 128;
inline constexpr uint8_t kFactsWholeSettled = 192;

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
inline constexpr uint8_t kValueNew = 10;         // the next new symbol
inline constexpr uint8_t kValueMoved = 11;       // what arrives, with another term
inline constexpr uint8_t kValueMovedByNew = 12;  // that with the next new symbol for its term
inline constexpr uint8_t kValueKinds = 13;

inline constexpr uint8_t kPaces = 4;  // none, Falls, Halves, Shrinks
inline constexpr uint8_t kPresences = 3;
inline constexpr uint8_t kLinks = 3;
inline constexpr uint8_t kStepKinds = 3;

}  // namespace assay::wire
