// SPDX-License-Identifier: Apache-2.0
// What signed documents change of a host's state, and what they may not: plain functions from one
// state to the next. Time never falls below the latest that a key has signed.
#pragma once

#include <set>
#include <string>

#include "loader/base/outcome.hpp"
#include "loader/sign/root.hpp"
#include "loader/sign/statement.hpp"
#include "loader/state/state.hpp"

namespace assay::loader {

/// The clock's time, or the latest signed one where the clock is behind it.
[[nodiscard]] Seconds time_of(const State& state, Seconds clock);

/// Whether what was vouched for under the old root may be so no more: a key for packages or for
/// statements is none any longer, or more of them must sign.
[[nodiscard]] bool retires_vouchers(const Root& old_root, const Root& new_root);
/// Whether a key for statements is one no longer.
[[nodiscard]] bool retires_statement_key(const Root& old_root, const Root& new_root);
/// Whether the new root is to end the releases from before it and its own time is before the old
/// one's, so that those that were made under the old one stay.
[[nodiscard]] bool ends_no_release(const Root& old_root, const Root& new_root);

/// The state under a new root. Where a key for statements is no longer one, what it may have raised
/// starts anew: counters, and time, from the new root's own, and releases from before it are not
/// heard. Where it retires vouchers, nobody
/// vouches for what has not run well yet: who had signed for it is not noted. The root's floors
/// hold in place of those noted.
[[nodiscard]] State under_root(const State& state, const Root& old_root, const Root& new_root);

/// Whether the statement may be acted upon: StatementExpired; StatementReplayed where a later one
/// on the matter was seen (a release may be read again, every other statement acts once), and for a
/// release from before the root that has forgotten which was the last.
[[nodiscard]] Done may_act(const State& state, const Statement& statement, Seconds now);

/// Matters of each kind (releases, kill switches, downgrades) whose counters are remembered.
inline constexpr std::size_t kMostMatters = 512;
/// StatementsFull where the statement is the first on its matter, which is of nothing that is here,
/// and as many of its kind are remembered, or as many bytes of them as may be (shares.hpp): a
/// counter that was forgotten would let an old statement act again.
[[nodiscard]] Done may_remember(const State& state, const Statement& statement);
/// Likewise on a matter of what is here: only the whole state bounds them.
[[nodiscard]] Done may_remember_here(const State& state, const Statement& statement);

/// StatementReplayed where the statement clears a kill switch or lowers a floor, and was made
/// before the root document: which may have forgotten the counter of a later one (under_root()).
[[nodiscard]] Done may_undo(const Root& root, const Statement& statement);

/// The state once the statement was seen: its counter, its time, and for a kill switch or a
/// downgrade what it says. Requires may_act().
[[nodiscard]] State after_statement(const State& state, const Statement& statement);

/// Whether a package may be vouched for by a release: RootExpired, DigestRevoked, Quarantined,
/// PackageNotNamed, VersionBelowFloor.
[[nodiscard]] Done may_vouch(const State& state, const Root& root, const Release& release,
                             const std::string& digest, Seconds now);

/// The state once the release has vouched for the package of that digest.
[[nodiscard]] State after_vouching(const State& state, const Release& release,
                                   const std::string& digest);
/// Lets go of what was vouched for before that version, or of all where nobody vouches for it now:
/// it has replaced them, and they must not take its place. What waits stays if it is of the same
/// version, for a contract that is not among `contracts`, which this version is for.
void let_go_before(State& state, const NamedVersion& named, const std::set<std::string>& contracts,
                   const std::set<std::string>& waiting);
/// The contracts for which the release names the package of that digest.
[[nodiscard]] std::set<std::string> contracts_of(const Release& release, const std::string& digest);
/// Frees a place among the versions that are vouched for, where all are taken, by forgetting one in
/// quarantine. StoreFull where there is none.
[[nodiscard]] Done make_room(State& state, const std::string& package);

/// A program, as kill switches name it.
struct ProgramPlace {
  std::string package;
  std::string program;
  std::string hook;
};
/// Killed, with the scope that is set.
[[nodiscard]] Done not_killed(const std::set<std::string>& kills, const ProgramPlace& place);

}  // namespace assay::loader
