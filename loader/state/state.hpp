// SPDX-License-Identifier: Apache-2.0
// What a host must not forget: floors, quarantine, kill switches, counters, time. Small, and apart
// from the journal, which decides nothing. Kept in two copies, each a document and its digest
// (ADR 38); the newer whole one holds. Nothing is decided here.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "loader/document/document.hpp"
#include "loader/files/files.hpp"
#include "loader/sign/gates.hpp"

namespace assay::loader {

/// One version of a package.
struct Version {
  std::uint64_t number = 0;
  std::string digest;  // of the package's bytes, hexadecimal

  friend bool operator==(const Version&, const Version&) = default;
};

/// Of which package it is.
struct NamedVersion {
  std::string package;
  Version version;
};

/// By package, in the order in which they came to be what they are.
using Versions = std::map<std::string, std::vector<Version>>;
/// How many of one package are remembered.
inline constexpr std::size_t kMostVersions = 4;

/// Puts the version at the end, wherever it stood before; the oldest goes where they are too many.
void remember(Versions& versions, const std::string& package, const Version& version);
void forget(Versions& versions, const std::string& package, const std::string& digest);
[[nodiscard]] bool remembers(const Versions& versions, const std::string& package,
                             const std::string& digest);

struct State {
  std::uint64_t sequence = 0;  // of writings
  std::uint64_t root_version = 0;
  std::uint64_t latest = 0;  // seconds: the latest time that a key signed
  /// Seconds: releases made before are not heard, as a root has forgotten their counters.
  std::uint64_t releases_since = 0;
  std::uint64_t records = 0;  // the number of the last record of the journal at this writing
  std::string head = std::string(64, '0');        // and its digest
  std::map<std::string, std::uint64_t> counters;  // by matter of statement
  std::map<std::string, std::uint64_t> floors;    // by package: the least version admitted
  Versions good;                                  // that ran well here, the last at the end
  Versions vouched;  // signed and released for this host, not yet known to run well
  std::map<std::string, Gates> gates;                      // of those, by digest
  std::map<std::string, std::set<std::string>> contracts;  // that those are for, by digest
  std::map<std::string, std::string> quarantine;           // by digest: the refusal's code
  std::set<std::string> kills;                             // scopes, by signed statements
  std::set<std::string> local_kills;                       // scopes, by administrators of this host

  friend bool operator==(const State&, const State&) = default;
};

/// The packages that a host keeps: those of all versions here.
[[nodiscard]] std::set<std::string> kept_digests(const State& state);
/// Forgets the oldest good version of the package that is neither its last one nor `but`; whether
/// there was one.
bool forget_oldest_good(State& state, const std::string& package, const std::string& but);

/// Drops gates and contracts of what is vouched for no more.
void forget_unvouched(State& state);

/// The longest text of a copy that a start reads: a document, and its digest on a line.
inline constexpr std::size_t kLongestState = kLongestDocument + 66;
/// DocumentTooLarge where the state's text comes to more bytes.
[[nodiscard]] Done fits_in(const State& state, std::size_t most);

/// A state as the text of one copy, and back. DocumentMalformed and the like, for every other text.
[[nodiscard]] std::string write_state(const State& state);
[[nodiscard]] Outcome<State> read_state(std::string_view text);

struct LoadedState {
  State state;
  /// The other copy is missing or not whole; the next save_state() mends it.
  bool one_copy = false;
};

/// The newer whole copy. StateLost where there is none, be it that there never was one.
[[nodiscard]] Outcome<LoadedState> load_state(const Files& files);

/// Writes both copies, with the next sequence number. After a crash each copy is whole, the old one
/// or this. The caller calls sync_folder() before it tells anybody. DocumentTooLarge, and nothing
/// is written, where load_state() could not read it.
[[nodiscard]] Done save_state(Files& files, State& state);

}  // namespace assay::loader
