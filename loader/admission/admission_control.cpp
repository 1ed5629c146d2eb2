// SPDX-License-Identifier: Apache-2.0
// What signed statements and administrators of this host say.
#include <algorithm>
#include <utility>

#include "loader/admission/admission.hpp"
#include "loader/decide/shares.hpp"

namespace assay::loader {
namespace {

/// Whether what was written down holds, be the disk certain of it or not.
bool holds(const Done& written) {
  return written.ok() || written.refusal().code == RefusalCode::StateNotWritten;
}

/// What it is about, as kill switches name it.
struct ScopeOf {
  std::string operator()(const Release& release) const { return "package/" + release.package; }
  std::string operator()(const Downgrade& down) const { return "package/" + down.package; }
  std::string operator()(const Kill& kill) const { return kill.scope; }
  std::string operator()(const Unkill& unkill) const { return unkill.scope; }
};

std::string scope_of(const Statement& statement) { return std::visit(ScopeOf{}, statement.says); }

}  // namespace

/// Whether the statement may be acted upon, by the state and by roots that are not in it yet: a
/// release from before one that is to forget counters may not.
Done Admission::may_be_heard(const Statement& statement) const {
  if (Done may = may_act(ledger_.state(), statement, now()); !may.ok()) return may;
  if (!std::holds_alternative<Release>(statement.says)) return done();
  for (const UnwrittenRoot& one : unwritten_roots_) {
    if (statement.issued < one.root.issued && retires_statement_key(one.before, one.root)) {
      return Refusal{RefusalCode::StatementReplayed, matter_of(statement)};
    }
  }
  return done();
}

/// Whether it may be acted upon, by what may_be_heard() asks, by the root, and by kills that are in
/// neither.
Done Admission::may_take(const Statement& statement) const {
  if (Done may = may_be_heard(statement); !may.ok()) return may;
  const std::string matter = matter_of(statement);
  for (const auto& [scope, unwritten] : unwritten_kills_) {
    if (matter_of(unwritten) == matter && statement.counter <= unwritten.counter) {
      return Refusal{RefusalCode::StatementReplayed, matter};
    }
  }
  const bool is_kill = std::holds_alternative<Kill>(statement.says);
  const bool here = is_here(scope_of(statement));
  // Of what is here a kill switch is heard whatever the state has room for.
  if (here && is_kill) return done();
  const State heard = with_unwritten_kills();
  Done remembered = here ? may_remember_here(heard, statement) : may_remember(heard, statement);
  if (!remembered.ok() || is_kill) return remembered;
  if (now() >= root_.expires) return Refusal{RefusalCode::RootExpired, {}};
  return may_undo(root_, statement);
}

/// The state with the kill switches of statements that it does not have yet.
State Admission::with_unwritten_kills() const {
  State heard = ledger_.state();
  for (const auto& [scope, kill] : unwritten_kills_) heard = after_statement(heard, kill);
  return heard;
}

/// Makes `next` the state. Where it is not, why; StateNotWritten where it is, and the disk is not
/// certain to have it.
Done Admission::write_down(State next, const Decision& told) {
  if (Done committed = ledger_.commit(std::move(next), told); !committed.ok()) return committed;
  if (setup_.files->sync_folder().ok()) return done();
  return Refusal{RefusalCode::StateNotWritten, told.subject};
}

Done Admission::take_statement(std::string_view text, const std::string& who) {
  const Turn turn(*this);
  // A kill switch asks for no more memory than that, and one that was heard before is refused.
  if (is_behind_) show_tables();
  const Outcome<SignedDocument> document = read_signed(text);
  if (!document.ok()) return refuse(who, "statement", document.refusal());
  const Outcome<Statement> read = read_statement(root_, document.value());
  if (!read.ok()) return refuse(who, "statement", read.refusal());
  const Statement& statement = read.value();
  const std::string matter = matter_of(statement);
  if (Done may = may_take(statement); !may.ok()) return refuse(who, matter, may.refusal());
  if (const auto* kill = std::get_if<Kill>(&statement.says)) {
    Statement heard = statement;
    unwritten_kills_.insert_or_assign(kill->scope, std::move(heard));
    show_tables();
    return after_kill(kill->scope, write_kill(statement, who));
  }
  if (std::holds_alternative<Release>(statement.says)) return take_release(statement, who);
  const Done clears = clears_something(statement);
  const State next = after_statement(ledger_.state(), statement);
  const Done written =
      next == ledger_.state() ? done() : write_down(next, decision(who, "statement", matter));
  if (!holds(written)) return written;
  if (const auto* unkill = std::get_if<Unkill>(&statement.says)) {
    unwritten_kills_.erase(unkill->scope);
  }
  const Done holds_now = held(written, matter);
  return holds_now.ok() && !clears.ok() ? refuse(who, matter, clears.refusal()) : holds_now;
}

/// KillNotSet for an unkill of what is neither set nor here: its scope is mistyped, or the host has
/// not heard of the switch. It counts as heard all the same, so that an older kill does not hold.
Done Admission::clears_something(const Statement& statement) const {
  const auto* unkill = std::get_if<Unkill>(&statement.says);
  if (unkill == nullptr || is_here(unkill->scope)) return done();
  if (kills_that_hold().contains(unkill->scope)) return done();
  return Refusal{RefusalCode::KillNotSet, unkill->scope};
}

Done Admission::take_release(const Statement& statement, const std::string& who) {
  const std::string matter = matter_of(statement);
  const std::string& package = std::get<Release>(statement.says).package;
  const std::vector<std::string> rested_on = packages();
  Releases next_releases = releases_;
  const Done room = make_room(next_releases, package, {rested_on.begin(), rested_on.end()}, now());
  if (!room.ok()) return refuse(who, matter, room.refusal());
  const State next = after_statement(ledger_.state(), statement);
  const Done written =
      next == ledger_.state() ? done() : write_down(next, decision(who, "statement", matter));
  if (!holds(written)) return written;
  next_releases[package] = statement;
  releases_ = std::move(next_releases);
  forget_refused();
  return written;
}

/// Drops what was counted for releases that are no more in force.
void Admission::forget_refused() {
  std::erase_if(refused_, [&](const auto& refused) {
    const auto& [package, version] = refused.first;
    const auto release = releases_.find(package);
    const auto running = running_.find(package);
    const bool in_force =
        release != releases_.end() && std::get<Release>(release->second.says).version == version;
    return !in_force && (running == running_.end() || running->second.version.number != version);
  });
}

/// What is told of a kill switch that holds; what it took from all events is in no trial meanwhile.
Done Admission::after_kill(const std::string& scope, Done written) {
  const Outcome<std::size_t> closed = close_trials();
  // A trial whose name stays open counts once too much, and a fault that could not be written
  // holds.
  if (closed.ok() && closed.value() > 0) (void)setup_.files->sync_folder();
  if (!written.ok() || is_here(scope)) return written;
  return Refusal{RefusalCode::KillOfNothing, scope};
}

bool Admission::is_here(const std::string& scope) const {
  if (scope == "all") return true;
  const auto is_hook = [&](const HookSpec& hook) { return scope == "hook/" + hook.name; };
  if (std::any_of(hooks_.begin(), hooks_.end(), is_hook)) return true;
  const std::vector<std::string> known = packages();
  return std::any_of(known.begin(), known.end(), [&](const std::string& package) {
    const std::string programs = "program/" + package + '/';
    return scope == "package/" + package ||
           (scope.starts_with(programs) &&
            has_program(package, std::string_view(scope).substr(programs.size())));
  });
}

/// Whether a version of the package has it; of versions that the checker does not accept now nobody
/// knows.
bool Admission::has_program(const std::string& package, std::string_view program) const {
  return std::any_of(examined_.begin(), examined_.end(), [&](const auto& entry) {
    const CheckedPackage& checked = entry.second.checked;
    return checked.name == package &&
           std::any_of(checked.programs.begin(), checked.programs.end(),
                       [&](const CheckedProgram& one) { return one.name == program; });
  });
}

Done Admission::write_kill(Statement kill, const std::string& who) {
  const std::string matter = matter_of(kill);
  const State next = after_statement(ledger_.state(), kill);
  // The last part of the state is for what no statement says.
  if (!fits_in(next, kForStatements).ok() ||
      !write_down(next, decision(who, "statement", matter)).ok()) {
    return Refusal{RefusalCode::StateNotWritten, matter};
  }
  const auto unwritten = unwritten_kills_.find(std::get<Kill>(kill.says).scope);
  if (unwritten != unwritten_kills_.end() && unwritten->second == kill) {
    unwritten_kills_.erase(unwritten);
  }
  return done();
}

Done Admission::write_local_kill(std::string scope, const std::string& who) {
  State next = ledger_.state();
  next.local_kills.insert(scope);
  if (!write_down(std::move(next), decision(who, "killed", scope)).ok()) {
    return Refusal{RefusalCode::StateNotWritten, scope};
  }
  unwritten_local_kills_.erase(scope);
  return done();
}

Done Admission::kill(const std::string& scope, const std::string& who) {
  const Turn turn(*this);
  if (!is_kill_scope(scope)) return refuse(who, scope, {RefusalCode::ScopeUnknown, scope});
  unwritten_local_kills_.insert(scope);
  show_tables();
  return after_kill(scope, write_local_kill(scope, who));
}

Done Admission::unkill(const std::string& scope, const std::string& who) {
  const Turn turn(*this);
  if (!is_kill_scope(scope)) return refuse(who, scope, {RefusalCode::ScopeUnknown, scope});
  catch_up();
  if (!kills_that_hold().contains(scope))
    return refuse(who, scope, {RefusalCode::KillNotSet, scope});
  State next = ledger_.state();
  // What is cleared was heard, written or not: it must not come again.
  const auto unwritten = unwritten_kills_.find(scope);
  if (unwritten != unwritten_kills_.end()) next = after_statement(next, unwritten->second);
  next.kills.erase(scope);
  next.local_kills.erase(scope);
  const Done written = write_down(std::move(next), decision(who, "unkilled", scope));
  if (!holds(written)) return written;
  unwritten_kills_.erase(scope);
  unwritten_local_kills_.erase(scope);
  return held(written, scope);
}

}  // namespace assay::loader
