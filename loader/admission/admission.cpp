// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/admission.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "ir/base/check.hpp"
#include "loader/decide/shares.hpp"
#include "loader/document/document.hpp"
#include "loader/state/journal_reader.hpp"

namespace assay::loader {
namespace {

std::string root_file(std::uint64_t version) { return "root-" + std::to_string(version); }

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Outcome<Root> stored_root(const Files& files, std::uint64_t version) {
  const Outcome<Bytes> bytes = files.read(root_file(version), kLongestSigned);
  if (!bytes.ok()) return bytes.refusal();
  const Outcome<SignedDocument> document =
      read_signed({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()});
  if (!document.ok()) return document.refusal();
  Outcome<Root> root = first_root(document.value());
  if (root.ok() && root.value().version != version) {
    return Refusal{RefusalCode::RootVersionWrong, root_file(version)};
  }
  return root;
}

/// A kill switch as it holds once its key may be none: what it raised starts anew (under_root()).
Statement as_of_no_key(Statement kill, const Root& root) {
  kill.counter = 0;
  kill.issued = std::min(kill.issued, root.issued);
  return kill;
}

}  // namespace

Admission::Admission(HostSetup setup, Ledger ledger, Root root)
    : setup_(std::move(setup)), ledger_(std::move(ledger)), root_(std::move(root)) {}

Outcome<std::unique_ptr<Admission>> Admission::install(HostSetup setup, std::string_view root) {
  const Outcome<SignedDocument> document = read_signed(root);
  if (!document.ok()) return document.refusal();
  const Outcome<Root> first = first_root(document.value());
  if (!first.ok()) return first.refusal();
  Files& files = *setup.files;
  // Before anything is written: the root of a host that is there already must stay what it is.
  if (Done may = Ledger::may_begin(files); !may.ok()) return may.refusal();
  const std::string file = root_file(first.value().version);
  // As in take_root(): what was verified.
  const std::string verified = write_signed(document.value());
  if (Done kept = replace(files, file, bytes_of(verified)); !kept.ok()) return kept.refusal();
  // Before the state that names it, so that a state never stands there without its root.
  if (Done synced = files.sync_folder(); !synced.ok()) return synced.refusal();
  State state;
  state.root_version = first.value().version;
  state.latest = first.value().issued;
  if (const Outcome<Ledger> begun = Ledger::begin(files, state); !begun.ok()) {
    return begun.refusal();
  }
  return start(std::move(setup));
}

Outcome<std::unique_ptr<Admission>> Admission::start(HostSetup setup) {
  ASSAY_CHECK(array_from_hex<16>(setup.boot).has_value(), "the boot id is not one");
  // Its place in a rollout is a document's digest.
  if (!is_plain(setup.host.id)) return Refusal{RefusalCode::SettingsWrong, plain(setup.host.id)};
  Files& files = *setup.files;
  Outcome<Ledger> ledger = Ledger::open(files);
  if (!ledger.ok()) return ledger.refusal();
  Outcome<Root> root = stored_root(files, ledger.value().state().root_version);
  if (!root.ok()) return root.refusal();
  const Outcome<std::vector<std::string>> names = files.list();
  if (!names.ok()) return names.refusal();
  std::unique_ptr<Admission> made(
      new Admission(std::move(setup), std::move(ledger).value(), std::move(root).value()));
  made->trials_ = trials_in(names.value());
  for (const Refusal& problem : made->ledger_.problems()) {
    Decision found = made->decision(kByStart, "found", problem.subject);
    found.why = refusal_id(problem.code);
    // A journal that cannot be written is told by whoever next must write to it.
    (void)made->ledger_.note(found);
  }
  return made;
}

Decision Admission::decision(const std::string& who, const char* what,
                             const std::string& subject) const {
  return {now(), who, what, subject, {}};
}

Done Admission::refuse(const std::string& who, const std::string& subject, Refusal refusal) {
  if (often_.is_told(who, refusal.code)) {
    Decision told = decision(who, "refused", subject);
    told.why = refusal_id(refusal.code);
    // A refusal stands whether or not it can be written down.
    (void)ledger_.note(told);
  }
  return refusal;
}

Done Admission::register_hooks(std::vector<HookSpec> hooks) {
  const std::scoped_lock registering(registering_);
  Turn turn(*this);
  examine_all(hooks, turn);
  hooks_ = std::move(hooks);
  ++hooks_number_;
  return settle();
}

std::vector<HookSpec> Admission::hooks() const {
  const std::scoped_lock turn(turn_);
  return hooks_;
}

Done Admission::take_root(std::string_view text, const std::string& who) {
  const Turn turn(*this);
  catch_up();
  const Outcome<SignedDocument> document = read_signed(text);
  if (!document.ok()) return refuse(who, "root", document.refusal());
  const Outcome<Root> next = next_root(root_, document.value());
  if (!next.ok()) return refuse(who, "root", next.refusal());
  // What was verified, and not the caller's bytes again, which somebody may have changed since.
  std::vector<UnwrittenRoot> roots = unwritten_roots_;
  roots.push_back({write_signed(document.value()), root_, next.value()});
  const State then = under(roots);
  const bool names_more = then.floors.size() > ledger_.state().floors.size();
  // What names nothing that is new always has room: whatever fills the state keeps it out.
  if (const Done fits = fits_in(then, kForRoots); names_more && !fits.ok()) {
    return refuse(who, "root", fits.refusal());
  }
  // What it revokes must run no longer, whatever the disk takes. Of both or neither.
  Root holds = next.value();
  std::map<std::string, Statement> kills = unwritten_kills_;
  if (retires_statement_key(root_, holds)) {
    for (auto& [scope, kill] : kills) kill = as_of_no_key(kill, holds);
  }
  root_ = std::move(holds);
  unwritten_roots_ = std::move(roots);
  unwritten_kills_ = std::move(kills);
  // Their keys may be none any more; whoever brought them brings them again.
  releases_.clear();
  const Done written = write_roots(who);
  return held(written, "root " + std::to_string(root_.version));
}

/// The state under further roots.
State Admission::under(const std::vector<UnwrittenRoot>& roots) const {
  State next = ledger_.state();
  for (const UnwrittenRoot& one : roots) next = under_root(next, one.before, one.root);
  return next;
}

/// The state with what those roots tighten: what they let go of nobody vouches for, and floors that
/// they raise hold. What they loosen waits for the disk.
State Admission::with_unwritten_roots() const {
  State tightened = ledger_.state();
  for (const UnwrittenRoot& one : unwritten_roots_) {
    for (const auto& [package, floor] : one.root.floors) {
      std::uint64_t& held = tightened.floors[package];
      held = std::max(held, floor);
    }
    if (retires_vouchers(one.before, one.root)) tightened.vouched.clear();
  }
  return tightened;
}

/// Writes down the root that holds. The caller calls sync_folder().
Done Admission::write_roots(const std::string& who) {
  if (unwritten_roots_.empty()) return done();
  const std::string version = std::to_string(root_.version);
  Files& files = *setup_.files;
  // The file before the state that names it: with the old state it is one that nobody asks for.
  Done written = replace(files, root_file(root_.version), bytes_of(unwritten_roots_.back().text));
  if (written.ok()) written = files.sync_folder();
  if (written.ok())
    written = ledger_.commit(under(unwritten_roots_), decision(who, "root", version));
  if (!written.ok()) return Refusal{RefusalCode::StateNotWritten, "root " + version};
  unwritten_roots_.clear();
  return done();
}

Done Admission::stop() {
  const Turn turn(*this);
  for (const auto& [package, running] : running_) {
    left_.push_back({running.version.digest, running.tally});
  }
  running_.clear();
  show_tables();
  const Outcome<std::size_t> closed = close_trials();
  Done synced = setup_.files->sync_folder();
  return closed.ok() ? synced : closed.refusal();
}

std::vector<PackageStatus> Admission::status() const {
  const std::scoped_lock turn(turn_);
  std::vector<PackageStatus> all;
  for (const std::string& package : packages()) {
    PackageStatus status;
    status.package = package;
    if (const auto running = running_.find(package); running != running_.end()) {
      status.running = running->second.version;
      status.in_trial = running->second.in_trial;
      for (const CheckedProgram& program : running->second.checked.programs) {
        status.bound = std::max(status.bound, program.bound);
      }
      status.tally = running->second.tally;
      status.programs = running->second.checked.programs.size();
      status.killed = killed_programs(package, running->second.checked);
    }
    status.degraded = !status.running;
    if (const auto choice = choices_.find(package); choice != choices_.end()) {
      status.passed = choice->second.passed;
    }
    all.push_back(std::move(status));
  }
  return all;
}

std::set<std::string> Admission::kills_that_hold() const {
  std::set<std::string> kills = ledger_.state().kills;
  kills.insert(ledger_.state().local_kills.begin(), ledger_.state().local_kills.end());
  kills.insert(unwritten_local_kills_.begin(), unwritten_local_kills_.end());
  for (const auto& [scope, statement] : unwritten_kills_) kills.insert(scope);
  return kills;
}

std::set<std::string> Admission::kills() const {
  const std::scoped_lock turn(turn_);
  return kills_that_hold();
}

std::vector<Refusal> Admission::problems() const {
  const std::scoped_lock turn(turn_);
  return ledger_.problems();
}

Outcome<Bytes> Admission::journal(std::size_t most) const {
  const std::scoped_lock turn(turn_);
  const Outcome<std::vector<std::string>> names = setup_.files->list();
  if (!names.ok()) return names.refusal();
  Bytes all;
  // The last file first, until the next one before it does not fit.
  for (const std::string& name : names.value() | std::views::reverse) {
    if (!name.starts_with(kJournalPrefix)) continue;
    const Outcome<Bytes> bytes = setup_.files->read(name, most - all.size());
    if (!bytes.ok() && bytes.refusal().code == RefusalCode::FileTooLarge && !all.empty()) break;
    if (!bytes.ok()) return bytes.refusal();
    all.insert(all.begin(), bytes.value().begin(), bytes.value().end());
  }
  return all;
}

JournalHead Admission::head() const {
  const std::scoped_lock turn(turn_);
  return ledger_.head();
}

}  // namespace assay::loader
