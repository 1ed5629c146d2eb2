// SPDX-License-Identifier: Apache-2.0
// Admission: which packages a host runs. A package runs because the checker accepts it against the
// contracts that the host has now, because keys of the role `package` signed it, and because a
// signed release names it for this host. Nothing of that is remembered as a yes: each
// start, and each change of the hooks, asks the checker again.
//
// A new version takes over only once it was admitted and its trial is on the disk; what refuses it
// leaves the old one running. docs/loader.md says what is decided, and what a crash leaves.
#pragma once

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "loader/admission/check.hpp"
#include "loader/admission/ledger.hpp"
#include "loader/admission/often.hpp"
#include "loader/admission/switchboard.hpp"
#include "loader/decide/choose.hpp"
#include "loader/decide/control.hpp"
#include "loader/decide/releases.hpp"
#include "loader/decide/rollout.hpp"
#include "loader/sign/statement.hpp"
#include "loader/state/package_store.hpp"

namespace assay::loader {

/// What a host gives. `files` must outlive the admission.
struct HostSetup {
  Files* files = nullptr;
  Check check;
  Identify identify;
  Load load;
  std::function<Seconds()> clock;   // since 1970; may be set to anything
  std::function<Seconds()> uptime;  // only grows, and is never set
  std::string boot;                 // the machine's boot id: 32 hexadecimal digits
  HostIdentity host;
  Health health;
  TrialLimits trials;
  StoreLimits store;
};

/// A program that meets no event, and the kill switch that keeps it from them.
struct KilledProgram {
  std::string program;
  std::string scope;
};

struct PackageStatus {
  std::string package;
  std::optional<Version> running;
  std::uint64_t bound = 0;  // the most instructions that a run of it executes
  bool in_trial = false;
  bool degraded = false;              // vouched for or good once, and now nothing of it runs
  std::vector<PassedOver> passed;     // versions that would run before it, and why they do not
  std::size_t programs = 0;           // of the version that runs
  std::vector<KilledProgram> killed;  // of those, the ones that kill switches keep from events
  std::shared_ptr<const Tally> tally;
};

/// All calls but dispatch() take turns; dispatch() waits for none of them. While the checker is at
/// work, others have the turn.
class Admission {
 public:
  /// Makes a host's state, under its first root document, and starts. StateExists.
  [[nodiscard]] static Outcome<std::unique_ptr<Admission>> install(HostSetup setup,
                                                                   std::string_view root);
  /// Starts from what the folder holds. StateLost; then no hook has a program. SettingsWrong where
  /// the host's name is not plain.
  [[nodiscard]] static Outcome<std::unique_ptr<Admission>> start(HostSetup setup);

  /// The host's hooks, all of them, in place of those before: each stored package is checked again.
  /// Other calls take their turns between the checks; until the last one, the hooks from before
  /// hold.
  Done register_hooks(std::vector<HookSpec> hooks);
  [[nodiscard]] std::vector<HookSpec> hooks() const;

  /// A root document, a statement, a package with its signatures; `who` brings it, for the journal.
  /// What is refused changes nothing but the journal. StateNotWritten: it holds, and a restart may
  /// not know of it. KillOfNothing: it holds. KillNotSet: it was heard, and clears nothing.
  Done take_root(std::string_view text, const std::string& who);
  Done take_statement(std::string_view text, const std::string& who);
  /// AdmittedAndKilled: it holds, and what it brings meets no event until the kill switch is
  /// cleared.
  Done submit(std::span<const std::uint8_t> package, const std::string& who);
  /// StoreFull where there is no place for a package of that name and digest, whoever vouches for
  /// it.
  [[nodiscard]] Done has_place_for(const std::string& package, const std::string& digest) const;

  /// A local administrator's kill switch, which no statement clears. ScopeUnknown where that is
  /// none. It holds at once;
  /// StateNotWritten where a restart may not know of it, KillOfNothing where nothing of that name
  /// is here. A version of which nothing meets events any more is in no trial meanwhile.
  Done kill(const std::string& scope, const std::string& who);
  /// Clears a kill switch, whoever has set it. ScopeUnknown where that is none, KillNotSet where
  /// none of that scope holds.
  Done unkill(const std::string& scope, const std::string& who);

  /// A local administrator's word on the version that runs: quarantines it, so that the last good
  /// one returns; or calls it good before it has shown it. PackageUnknown where none runs.
  /// NothingLeft where no version is left that may run: the quarantine holds.
  /// RunFaulted or BoundPassed for calling good what is not, which is then quarantined.
  Done revert(const std::string& package, const std::string& who);
  Done promote(const std::string& package, const std::string& who);

  /// Looks after the versions that run: reverts what faulted or tripped a gate, calls good what
  /// runs well. To be called now and then.
  Done tend();
  /// An orderly stop: trials are closed, and nothing runs any more.
  Done stop();

  [[nodiscard]] std::optional<Answer> dispatch(std::string_view hook, const Event& event) const {
    return switchboard_.dispatch(hook, event);
  }
  /// For an event that is read by the hook's contract.
  [[nodiscard]] HookNow hook_now(std::string_view hook) const {
    return switchboard_.hook_now(hook);
  }
  [[nodiscard]] std::vector<PackageStatus> status() const;
  /// The scopes of the kill switches that hold.
  [[nodiscard]] std::set<std::string> kills() const;
  /// What was wrong with state and journal at the start.
  [[nodiscard]] std::vector<Refusal> problems() const;
  /// The records of the last files of the journal, a line each: at most `most` bytes of whole
  /// files.
  [[nodiscard]] Outcome<Bytes> journal(std::size_t most) const;
  /// To be exported: it finds a state and journal that were put back together.
  [[nodiscard]] JournalHead head() const;

 private:
  /// A version as it runs, or was asked about.
  struct Running {
    Version version;
    bool in_trial = false;
    Seconds since = 0;  // by HostSetup::uptime
    CheckedPackage checked;
    std::vector<std::shared_ptr<const Runnable>> programs;
    std::shared_ptr<Tally> tally = std::make_shared<Tally>();
    Seen before;  // of the version that it replaced
  };
  /// A version that left.
  struct Left {
    std::string digest;
    std::shared_ptr<Tally> tally;
    bool is_through = false;  // no event is with it
  };
  struct Examined {
    CheckedPackage checked;
    std::vector<std::shared_ptr<const Runnable>> programs;
  };

  /// A root document that holds, with the one before it.
  struct UnwrittenRoot {
    std::string text;
    Root before;
    Root root;
  };

  /// One call's turn. What ends it with an exception, for want of memory, may have left what runs
  /// behind what was decided: catch_up() mends that.
  class Turn {
   public:
    explicit Turn(Admission& admission) : admission_(admission), turn_(admission.turn_) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      if (std::uncaught_exceptions() > before_) admission_.is_behind_ = true;
    }
    /// What `work` gives, done while others may have the turn.
    template <class Work>
    auto without(const Work& work) {
      const Given given{turn_};
      return work();
    }

   private:
    struct Given {
      explicit Given(std::unique_lock<std::mutex>& turn) : turn_(turn) { turn_.unlock(); }
      Given(const Given&) = delete;
      Given& operator=(const Given&) = delete;
      ~Given() { turn_.lock(); }
      std::unique_lock<std::mutex>& turn_;
    };
    Admission& admission_;
    std::unique_lock<std::mutex> turn_;
    int before_ = std::uncaught_exceptions();
  };

  Admission(HostSetup setup, Ledger ledger, Root root);

  [[nodiscard]] Seconds now() const { return time_of(ledger_.state(), setup_.clock()); }
  [[nodiscard]] Decision decision(const std::string& who, const char* what,
                                  const std::string& subject) const;
  Done refuse(const std::string& who, const std::string& subject, Refusal refusal);

  [[nodiscard]] std::set<std::string> kills_that_hold() const;

  // admission_control.cpp
  [[nodiscard]] bool is_here(const std::string& scope) const;
  [[nodiscard]] bool has_program(const std::string& package, std::string_view program) const;
  [[nodiscard]] Done may_be_heard(const Statement& statement) const;
  [[nodiscard]] Done may_take(const Statement& statement) const;
  [[nodiscard]] Done clears_something(const Statement& statement) const;
  Done write_down(State next, const Decision& told);
  [[nodiscard]] State under(const std::vector<UnwrittenRoot>& roots) const;
  [[nodiscard]] State with_unwritten_roots() const;
  [[nodiscard]] State with_unwritten_kills() const;
  Done write_roots(const std::string& who);
  Done write_kill(Statement kill, const std::string& who);
  Done write_local_kill(std::string scope, const std::string& who);
  [[nodiscard]] Done after_kill(const std::string& scope, Done written);
  Done take_release(const Statement& statement, const std::string& who);
  void forget_refused();

  // admission_submit.cpp
  Done take_package(const SignedPackage& package, const std::string& who, Turn& turn);
  [[nodiscard]] Done meets_events(const std::string& digest) const;
  [[nodiscard]] Outcome<const Release*> newly_vouched(const SignedPackage& package) const;
  [[nodiscard]] Outcome<const Release*> release_of(const std::string& digest,
                                                   const std::optional<SaidIdentity>& said) const;
  [[nodiscard]] bool ran_well_last(const std::string& package, const std::string& digest) const;
  [[nodiscard]] bool is_last_word(const State& state, const std::string& package,
                                  const std::string& digest) const;
  Done settled_on(const std::string& package, const std::string& digest);
  Done bring_back(const Release& release, const SignedPackage& package, const std::string& who);
  [[nodiscard]] bool is_for_now(const std::set<std::string>& contracts) const;
  [[nodiscard]] Outcome<State> vouched_for(State state, const Release& release,
                                           const std::string& digest) const;
  Done admit(const Release& release, const SignedPackage& package, Outcome<CheckedPackage> checked,
             const std::string& who);
  [[nodiscard]] Done why_not(const std::string& package, const std::string& digest) const;
  Done park(const Release& release, const SignedPackage& package, const std::string& who);
  [[nodiscard]] Outcome<Examined> examine(const std::string& package, const Version& version,
                                          std::span<const std::uint8_t> bytes) const;
  [[nodiscard]] Outcome<CheckedPackage> check(const NamedVersion& named,
                                              std::span<const std::uint8_t> bytes,
                                              const std::vector<HookSpec>& hooks) const;
  [[nodiscard]] Outcome<Examined> load(const std::string& digest,
                                       Outcome<CheckedPackage> checked) const;

  // admission_settle.cpp
  Done settle();
  void catch_up();
  void examine_all(const std::vector<HookSpec>& hooks, Turn& turn);
  void examine_new();
  [[nodiscard]] std::optional<NamedVersion> next_of(const Standings& known) const;
  [[nodiscard]] std::vector<std::string> packages() const;
  [[nodiscard]] Trials ended_trials() const;
  Done quarantine_failed_trials(const Trials& ended);
  [[nodiscard]] std::set<std::string> waiting() const;
  void choose_all(const Trials& ended);
  [[nodiscard]] std::vector<KilledProgram> killed_programs(const std::string& package,
                                                           const CheckedPackage& checked) const;
  [[nodiscard]] bool is_killed(const std::string& package, const CheckedPackage& checked) const;
  [[nodiscard]] std::string newcomer(const std::string& package) const;
  Outcome<std::size_t> begin_trials();
  void leave_unstarted(const std::vector<std::string>& digests, const Refusal& why);
  Outcome<std::size_t> choose_startable(const Trials& ended);
  void run_choice(const std::string& package, const Choice& choice);
  void show_tables();
  Outcome<std::size_t> close_trials();
  Done clear_away();

  // admission_tend.cpp
  enum class Tended : std::uint8_t { Unchanged, Changed };
  Outcome<Tended> tend_one(const std::string& package, const Running& running);
  Outcome<Tended> quarantine(const std::string& digest, RefusalCode code, const std::string& who);
  [[nodiscard]] State with_quarantine(const std::string& digest, RefusalCode code) const;
  Done quarantine_faulted();
  Done quarantine_fault(const std::string& digest, RunEnd end);
  Done write_unwritten();
  Outcome<Tended> call_good(const std::string& package, const Running& running,
                            const std::string& who);
  [[nodiscard]] Done held(const Done& written, const std::string& subject);
  [[nodiscard]] Seen seen_of(const Running& running) const;
  void tell_untold();
  [[nodiscard]] Outcome<State> with_place(State state, const std::string& package) const;
  [[nodiscard]] Done tidy();
  [[nodiscard]] Done forget_trials(const std::set<std::string>& stored);

  HostSetup setup_;
  Ledger ledger_;
  Root root_;
  Trials trials_;
  std::vector<HookSpec> hooks_;
  std::uint64_t hooks_number_ = 0;            // grows with each that take their place
  Releases releases_;                         // in force
  std::map<std::string, Running> running_;    // by package
  Standings standings_;                       // of stored versions, against the hooks of now
  std::map<std::string, Examined> examined_;  // of those that fit, by digest
  std::map<std::string, Refusal> unstarted_;  // fit, but their trial is not on the disk
  std::map<std::string, Choice> choices_;     // by package
  std::set<std::string> begun_;               // digests whose trial this program has open
  std::set<std::string> idle_;                // of those, that met no event and were not closed
  std::vector<Left> left_;                    // with which an event may still be
  // What holds, but is not in the state; tend() tries to write it again.
  std::vector<UnwrittenRoot> unwritten_roots_;               // in their order
  std::map<std::string, Statement> unwritten_kills_;         // by scope
  std::set<std::string> unwritten_local_kills_;              // scopes
  std::map<std::string, RefusalCode> unwritten_quarantine_;  // by digest; its trial stays open
  /// Digests that the checker refused since the start, by package and version.
  std::map<std::pair<std::string, std::uint64_t>, std::set<std::string>> refused_;
  Often often_;
  bool is_behind_ = false;  // a call ended within
  Seconds told_ = 0;        // when refusals were last told as numbers, by HostSetup::uptime
  Switchboard switchboard_;
  mutable std::mutex turn_;
  std::mutex registering_;  // who registers hooks; taken before the turn
};

}  // namespace assay::loader
