// SPDX-License-Identifier: Apache-2.0
// Whether a package that somebody brings is admitted.
#include <algorithm>
#include <optional>
#include <ranges>
#include <utility>

#include "loader/admission/admission.hpp"
#include "loader/decide/shares.hpp"

namespace assay::loader {

Done Admission::submit(std::span<const std::uint8_t> package, const std::string& who) {
  Turn turn(*this);
  catch_up();
  if (package.size() > setup_.store.package_bytes) {
    return refuse(who, "package", {RefusalCode::FileTooLarge, std::to_string(package.size())});
  }
  // From here on nobody else can change what is checked, kept and run.
  const Bytes own(package.begin(), package.end());
  const Outcome<SignedPackage> read = read_signed_package(own);
  if (!read.ok()) return refuse(who, "package", read.refusal());
  Done taken = take_package(read.value(), who, turn);
  if (!taken.ok()) return refuse(who, read.value().digest, taken.refusal());
  return meets_events(read.value().digest);
}

/// Of a version that was admitted, whether kill switches leave any event to it.
Done Admission::meets_events(const std::string& digest) const {
  for (const auto& [package, running] : running_) {
    if (running.version.digest != digest) continue;
    const std::vector<KilledProgram> killed = killed_programs(package, running.checked);
    const bool is_all = killed.size() == running.checked.programs.size();
    if (!killed.empty() && is_all) {
      return Refusal{RefusalCode::AdmittedAndKilled, killed.front().scope};
    }
  }
  return done();
}

/// Admits the package, parks it, or says why not. Its check takes long, so it is made without the
/// turn. Behind it all else is asked again, as others may have come between: kill switches, roots,
/// releases, and other hooks, for which it is then checked again.
Done Admission::take_package(const SignedPackage& package, const std::string& who, Turn& turn) {
  std::optional<std::uint64_t> signed_under;  // the root's version
  std::optional<std::uint64_t> checked_for;   // the hooks' number
  std::optional<Outcome<CheckedPackage>> checked;
  for (;;) {
    if (signed_under != root_.version) {
      if (Done enough = check_package_signatures(root_, package); !enough.ok()) return enough;
      signed_under = root_.version;
    }
    const Outcome<const Release*> vouched = newly_vouched(package);
    if (!vouched.ok()) return vouched.refusal();
    if (vouched.value() == nullptr) return done();
    const Release& release = *vouched.value();
    if (ran_well_last(release.package, package.digest)) return bring_back(release, package, who);
    const NamedVersion named{release.package, {release.version, package.digest}};
    if (!is_for_now(contracts_of(release, package.digest))) return park(release, package, who);
    if (checked_for == hooks_number_) return admit(release, package, *std::move(checked), who);
    checked_for = hooks_number_;
    const std::vector<HookSpec> hooks = hooks_;
    checked.emplace(turn.without([&] { return check(named, package.bytes, hooks); }));
    catch_up();
  }
}

/// The release that names these bytes, under the name and version that they say.
Outcome<const Release*> Admission::release_of(const std::string& digest,
                                              const std::optional<SaidIdentity>& said) const {
  const bool named = std::any_of(releases_.begin(), releases_.end(), [&](const auto& entry) {
    return !contracts_of(std::get<Release>(entry.second.says), digest).empty();
  });
  if (!named) return Refusal{RefusalCode::PackageNotNamed, digest};
  const auto at = said ? releases_.find(said->name) : releases_.end();
  if (at == releases_.end()) return Refusal{RefusalCode::PackageMismatch, digest};
  const auto& release = std::get<Release>(at->second.says);
  if (release.version != said->version || contracts_of(release, digest).empty()) {
    return Refusal{RefusalCode::PackageMismatch, digest};
  }
  if (Done may = may_be_heard(at->second); !may.ok()) return may.refusal();
  return &release;
}

bool Admission::is_for_now(const std::set<std::string>& contracts) const {
  return std::any_of(hooks_.begin(), hooks_.end(),
                     [&](const HookSpec& hook) { return contracts.contains(hook.digest); });
}

/// Whether it was the last that ran well here: it needs nobody's word, and is in no trial again.
bool Admission::ran_well_last(const std::string& package, const std::string& digest) const {
  const auto good = ledger_.state().good.find(package);
  return good != ledger_.state().good.end() && good->second.back().digest == digest;
}

/// Whether nothing was vouched for behind it that is for the contracts of now: that would run, or
/// be tried, in its place.
bool Admission::is_last_word(const State& state, const std::string& package,
                             const std::string& digest) const {
  const auto vouched = state.vouched.find(package);
  if (vouched == state.vouched.end()) return true;
  const std::set<std::string> waits = waiting();
  for (const Version& version : vouched->second | std::views::reverse) {
    if (version.digest == digest) return true;
    if (!waits.contains(version.digest)) return false;
  }
  return true;
}

/// Of the last one that ran well here, which a release names anew: what came behind it and has not
/// run well yet is withdrawn.
Done Admission::bring_back(const Release& release, const SignedPackage& package,
                           const std::string& who) {
  const std::string& digest = package.digest;
  State next = ledger_.state();
  let_go_before(next, {release.package, {release.version, digest}}, contracts_of(release, digest),
                waiting());
  Done committed = ledger_.commit(std::move(next), decision(who, "brought back", digest));
  if (!committed.ok()) return committed;
  return settled_on(release.package, digest);
}

/// Settles, and whether the version runs then.
Done Admission::settled_on(const std::string& package, const std::string& digest) {
  const Done settled = settle();
  const auto now_runs = running_.find(package);
  // Its trial is on the disk, and all that goes before; what else failed is for tend().
  if (now_runs != running_.end() && now_runs->second.version.digest == digest) return done();
  // Its trial may not have come to the disk; then the old one goes on.
  Done passed = why_not(package, digest);
  return passed.ok() ? settled : passed;
}

/// The release for which a package with enough signatures is to be admitted, brought back or
/// parked; null where it is here and runs.
Outcome<const Release*> Admission::newly_vouched(const SignedPackage& package) const {
  const std::string& digest = package.digest;
  const Outcome<const Release*> found = release_of(digest, setup_.identify(package.bytes));
  if (!found.ok()) return found.refusal();
  const Release& release = *found.value();
  const State state = with_unwritten_roots();
  if (Done may = may_vouch(state, root_, release, digest, now()); !may.ok()) return may.refusal();
  const std::set<std::string> contracts = contracts_of(release, digest);
  const bool is_last = is_last_word(state, release.package, digest);
  const auto running = running_.find(release.package);
  const bool runs = running != running_.end() && running->second.version.digest == digest;
  if (runs && is_last) return nullptr;
  const bool was_good = ran_well_last(release.package, digest);
  const auto waits_for = state.contracts.find(digest);
  const bool vouched = remembers(state.vouched, release.package, digest) &&
                       waits_for != state.contracts.end() && waits_for->second == contracts;
  if ((was_good || vouched) && !is_for_now(contracts)) {
    return Refusal{RefusalCode::Parked, digest};
  }
  if ((was_good || vouched) && is_last) {
    const Done passed = why_not(release.package, digest);
    return passed.ok() ? Outcome<const Release*>(nullptr) : passed.refusal();
  }
  if (Done takes = takes_part(release, setup_.host, now()); !takes.ok()) return takes.refusal();
  return &release;
}

Done Admission::has_place_for(const std::string& package, const std::string& digest) const {
  const std::scoped_lock turn(turn_);
  State with_it = ledger_.state();
  remember(with_it.vouched, package, {0, digest});
  const Outcome<State> placed = with_place(std::move(with_it), package);
  return placed.ok() ? done() : Done(placed.refusal());
}

/// The state without the oldest good versions of the package, as far as the store has not the room
/// for all that it names: an update must come through. The last good one stays, and what runs.
Outcome<State> Admission::with_place(State state, const std::string& package) const {
  const auto running = running_.find(package);
  const std::string runs = running == running_.end() ? "" : running->second.version.digest;
  while (kept_digests(state).size() > setup_.store.packages) {
    if (!forget_oldest_good(state, package, runs)) {
      return Refusal{RefusalCode::StoreFull, package};
    }
  }
  return state;
}

/// The state in which the release has vouched for the package. StoreFull where it leaves no room.
Outcome<State> Admission::vouched_for(State state, const Release& release,
                                      const std::string& digest) const {
  state = after_vouching(state, release, digest);
  if (!fits_in(state, kForPackages).ok()) return Refusal{RefusalCode::StoreFull, digest};
  return state;
}

/// Of a release that names it for a contract of now; `checked` is for the hooks of now.
Done Admission::admit(const Release& release, const SignedPackage& package,
                      Outcome<CheckedPackage> checked, const std::string& who) {
  const std::string& digest = package.digest;
  Outcome<Examined> examined = load(digest, std::move(checked));
  std::set<std::string>& refused = refused_[{release.package, release.version}];
  if (!examined.ok()) {
    // What the host lacks for it, a hook or memory for maps, says nothing of the version.
    if (examined.refusal().code == RefusalCode::CheckRefused) refused.insert(digest);
    return examined.refusal();
  }
  // It may have been refused for hooks that were other ones then.
  refused.erase(digest);
  State before = ledger_.state();
  // Before any that may run, one in quarantine goes.
  (void)make_room(before, release.package);
  Outcome<State> next = vouched_for(std::move(before), release, digest);
  if (next.ok()) next = with_place(std::move(next).value(), release.package);
  if (!next.ok()) return next.refusal();
  if (Done tidied = tidy(); !tidied.ok()) return tidied;
  // What makes place for it goes only once the state does not name it.
  StoreLimits limits = setup_.store;
  ++limits.packages;
  if (Done kept = keep_package(*setup_.files, package, limits); !kept.ok()) return kept;
  Done committed = ledger_.commit(std::move(next).value(), decision(who, "admitted", digest));
  if (!committed.ok()) return committed;
  // In this order: what has a standing was examined.
  examined_[digest] = std::move(examined).value();
  standings_[digest] = std::nullopt;
  return settled_on(release.package, digest);
}

/// Why a version that is kept was passed over at the last choice, or done where it was not.
Done Admission::why_not(const std::string& package, const std::string& digest) const {
  const auto choice = choices_.find(package);
  if (choice == choices_.end()) return done();
  for (const PassedOver& passed : choice->second.passed) {
    if (passed.version.digest == digest) return passed.why;
  }
  return done();
}

/// Of one that names it for other contracts alone. It is examined when the hooks change.
Done Admission::park(const Release& release, const SignedPackage& package, const std::string& who) {
  const std::string& digest = package.digest;
  State before = ledger_.state();
  // Who waits for another contract takes the place of nobody who may run.
  forget(before.vouched, release.package, digest);
  if (Done room = make_room(before, release.package); !room.ok()) return room;
  Outcome<State> next = vouched_for(std::move(before), release, digest);
  if (!next.ok()) return next.refusal();
  if (Done tidied = tidy(); !tidied.ok()) return tidied;
  if (Done kept = keep_package(*setup_.files, package, setup_.store); !kept.ok()) return kept;
  Done committed = ledger_.commit(std::move(next).value(), decision(who, "parked", digest));
  if (!committed.ok()) return committed;
  const Done settled = settle();
  return settled.ok() ? Refusal{RefusalCode::Parked, digest} : settled;
}

Outcome<Admission::Examined> Admission::examine(const std::string& package, const Version& version,
                                                std::span<const std::uint8_t> bytes) const {
  return load(version.digest, check({package, version}, bytes, hooks_));
}

/// What the checker says for these hooks. It looks at nothing that others may change, so that it
/// needs no turn.
Outcome<CheckedPackage> Admission::check(const NamedVersion& named,
                                         std::span<const std::uint8_t> bytes,
                                         const std::vector<HookSpec>& hooks) const {
  Outcome<CheckedPackage> checked = setup_.check(bytes, hooks);
  if (!checked.ok()) return checked;
  const bool is_it =
      checked.value().name == named.package && checked.value().version == named.version.number;
  if (!is_it) return Refusal{RefusalCode::PackageMismatch, checked.value().name};
  for (const CheckedProgram& program : checked.value().programs) {
    const bool known = std::any_of(hooks.begin(), hooks.end(),
                                   [&](const HookSpec& hook) { return hook.name == program.hook; });
    if (!known) return Refusal{RefusalCode::HookUnknown, program.hook};
  }
  return checked;
}

/// What the checker accepted, ready to run; or why it did not.
Outcome<Admission::Examined> Admission::load(const std::string& digest,
                                             Outcome<CheckedPackage> checked) const {
  if (!checked.ok()) return checked.refusal();
  Outcome<std::vector<std::shared_ptr<const Runnable>>> loaded =
      setup_.load(digest, checked.value());
  if (!loaded.ok()) return loaded.refusal();
  ASSAY_CHECK(loaded.value().size() == checked.value().programs.size(),
              "a program was not made runnable");
  return Examined{std::move(checked).value(), std::move(loaded).value()};
}

}  // namespace assay::loader
