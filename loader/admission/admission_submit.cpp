// SPDX-License-Identifier: Apache-2.0
// Whether a package that somebody brings is admitted.
#include <algorithm>
#include <utility>

#include "loader/admission/admission.hpp"

namespace assay::loader {
namespace {

bool remembers(const Versions& versions, const std::string& package, const std::string& digest) {
  const auto at = versions.find(package);
  return at != versions.end() &&
         std::any_of(at->second.begin(), at->second.end(),
                     [&](const Version& version) { return version.digest == digest; });
}

/// What the seal says, in the one digest that it names.
Done check_seal(const Root& root, std::string_view seal, const std::string& digest) {
  const Outcome<SignedDocument> document = read_signed(seal);
  if (!document.ok()) return document.refusal();
  const Outcome<std::string> sealed = sealed_digest(root, document.value());
  if (!sealed.ok()) return sealed.refusal();
  if (sealed.value() != digest) return Refusal{RefusalCode::SealOfOther, digest};
  return done();
}

}  // namespace

Done Admission::submit(std::span<const std::uint8_t> package, std::string_view seal,
                       const std::string& who) {
  const std::scoped_lock turn(turn_);
  if (package.size() > setup_.store.package_bytes) {
    return refuse(who, "package", {RefusalCode::FileTooLarge, std::to_string(package.size())});
  }
  // From here on nobody else can change what is checked, kept and run.
  const Bytes own(package.begin(), package.end());
  Done vouched = vouch_for(own, seal, who);
  if (!vouched.ok()) return refuse(who, digest_of_package(own), vouched.refusal());
  return vouched;
}

Outcome<const Release*> Admission::release_of(const std::string& digest) const {
  for (const auto& [package, statement] : releases_) {
    const auto& release = std::get<Release>(statement.says);
    const bool named = std::any_of(release.digests.begin(), release.digests.end(),
                                   [&](const auto& entry) { return entry.second == digest; });
    if (!named) continue;
    if (Done may = may_act(ledger_.state(), statement, now()); !may.ok()) return may.refusal();
    return &release;
  }
  return Refusal{RefusalCode::PackageNotNamed, digest};
}

bool Admission::is_for_now(const Release& release, const std::string& digest) const {
  return std::any_of(hooks_.begin(), hooks_.end(), [&](const HookSpec& hook) {
    const auto entry = release.digests.find(hook.digest);
    return entry != release.digests.end() && entry->second == digest;
  });
}

Done Admission::vouch_for(std::span<const std::uint8_t> package, std::string_view seal,
                          const std::string& who) {
  const std::string digest = digest_of_package(package);
  if (Done sealed = check_seal(root_, seal, digest); !sealed.ok()) return sealed;
  const Outcome<const Release*> found = release_of(digest);
  if (!found.ok()) return found.refusal();
  const Release& release = *found.value();
  if (Done may = may_vouch(ledger_.state(), root_, release, digest, now()); !may.ok()) return may;
  const auto running = running_.find(release.package);
  const bool runs = running != running_.end() && running->second.version.digest == digest;
  // What ran well here last needs nobody's word, and is in no trial again.
  const auto good = ledger_.state().good.find(release.package);
  const bool is_good = good != ledger_.state().good.end() && good->second.back().digest == digest;
  if (runs || is_good || remembers(ledger_.state().vouched, release.package, digest)) return done();
  if (Done takes = takes_part(release, setup_.host, now()); !takes.ok()) return takes;

  const Version version{release.version, digest};
  Outcome<Examined> examined = examine(release.package, version, package);
  const bool fits = examined.ok();
  if (!fits && is_for_now(release, digest)) {
    refused_[{release.package, release.version}].insert(digest);
    return examined.refusal();
  }
  // Who waits for another contract takes nobody's place.
  const auto others = ledger_.state().vouched.find(release.package);
  if (!fits && others != ledger_.state().vouched.end() && others->second.size() >= kMostVersions) {
    return Refusal{RefusalCode::StoreFull, digest};
  }
  if (Done tidied = tidy(); !tidied.ok()) return tidied;
  if (Done kept = keep_package(*setup_.files, package, setup_.store); !kept.ok()) return kept;
  State next = ledger_.state();
  remember(next.vouched, release.package, version);
  next.gates[digest] = release.gates;
  Done committed =
      ledger_.commit(std::move(next), decision(who, fits ? "admitted" : "parked", digest));
  if (!committed.ok()) return committed;
  standings_[digest] = fits ? std::nullopt : std::optional(examined.refusal());
  if (fits) examined_[digest] = std::move(examined).value();
  const Done settled = settle();
  const auto now_runs = running_.find(release.package);
  // Its trial is on the disk, and all that goes before; what else failed is for tend().
  if (now_runs != running_.end() && now_runs->second.version.digest == digest) return done();
  if (!fits) return Refusal{RefusalCode::Parked, standings_[digest]->subject};
  // Its trial may not have come to the disk; then the old one goes on.
  for (const PassedOver& passed : choices_[release.package].passed) {
    if (passed.version.digest == digest) return passed.why;
  }
  return settled;
}

Outcome<Admission::Examined> Admission::examine(const std::string& package, const Version& version,
                                                std::span<const std::uint8_t> bytes) const {
  Outcome<CheckedPackage> checked = setup_.check(bytes, hooks_);
  if (!checked.ok()) return checked.refusal();
  if (checked.value().name != package || checked.value().version != version.number) {
    return Refusal{RefusalCode::PackageMismatch, checked.value().name};
  }
  for (const CheckedProgram& program : checked.value().programs) {
    const bool known = std::any_of(hooks_.begin(), hooks_.end(),
                                   [&](const HookSpec& hook) { return hook.name == program.hook; });
    if (!known) return Refusal{RefusalCode::HookUnknown, program.hook};
  }
  Outcome<std::vector<std::shared_ptr<const Runnable>>> loaded =
      setup_.load(bytes, checked.value());
  if (!loaded.ok()) return loaded.refusal();
  ASSAY_CHECK(loaded.value().size() == checked.value().programs.size(),
              "a program was not made runnable");
  return Examined{std::move(checked).value(), std::move(loaded).value()};
}

}  // namespace assay::loader
