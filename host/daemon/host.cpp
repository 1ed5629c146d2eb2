// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/host.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "loader/host/hook.hpp"
#include "loader/host/machine.hpp"

namespace assay::host {

using loader::Admission;
using loader::Done;
using loader::Folder;
using loader::HookSpec;
using loader::HostSetup;

namespace {

constexpr std::size_t kLongestContract = std::size_t{1} << 20;
constexpr std::string_view kContractEnd = ".contract";

/// A whole text as a number: from -2^63 on, of two's complement below 0, to 2^64 - 1.
std::optional<std::uint64_t> number_in(std::string_view text) {
  const char* const end = text.data() + text.size();
  std::uint64_t number = 0;
  std::int64_t negative = 0;
  const bool is_negative = text.starts_with('-');
  const auto [rest, error] = is_negative ? std::from_chars(text.data(), end, negative)
                                         : std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return is_negative ? static_cast<std::uint64_t>(negative) : number;
}

/// The default answers by hook, of the settings "HOOK=NUMBER".
Outcome<std::map<std::string, std::uint64_t>> default_answers(
    const std::vector<std::string>& settings) {
  std::map<std::string, std::uint64_t> answers;
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.rfind('=');
    const auto number = equals == std::string::npos
                            ? std::nullopt
                            : number_in(std::string_view(setting).substr(equals + 1));
    const bool is_first = number && answers.emplace(setting.substr(0, equals), *number).second;
    if (!is_first) return Refusal{RefusalCode::SettingsWrong, "default-answer " + setting};
  }
  return answers;
}

/// A file that an operator names on the command line; FileMissing and the like.
Outcome<std::string> text_of_file(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const auto opened = Folder::open(folder);
  if (!opened.ok()) return opened.refusal();
  const Outcome<Bytes> bytes = opened.value()->read(
      slash == std::string::npos ? path : path.substr(slash + 1), loader::kLongestSigned);
  if (!bytes.ok()) return bytes.refusal();
  return std::string(bytes.value().begin(), bytes.value().end());
}

}  // namespace

Outcome<std::unique_ptr<Host>> Host::open(Settings settings) {
  std::unique_ptr<Host> host(new Host(std::move(settings)));
  auto folder = Folder::open(host->settings_.state);
  if (!folder.ok()) return folder.refusal();
  host->folder_ = std::move(folder).value();
  // Of two hosts in one folder each would undo what the other has written, kill switches among it.
  if (const Done alone = host->folder_->claim(); !alone.ok()) {
    return Refusal{alone.refusal().code, host->settings_.state};
  }
  Outcome<HostSetup> made = loader::machine_setup(*host->folder_, host->settings_.check);
  if (!made.ok()) return made.refusal();
  HostSetup setup = std::move(made).value();
  host->check_ = setup.check;
  setup.host = host->settings_.identity;
  setup.health = host->settings_.health;
  setup.store = host->settings_.store;
  auto admission = host->start(std::move(setup));
  if (!admission.ok()) return admission.refusal();
  host->hooked_ = std::make_unique<loader::Hooked>(std::move(admission).value());
  const auto declared = host->declared_hooks();
  if (!declared.ok()) return declared.refusal();
  // Packages that no longer fit, or a disk that is full, keep no host from starting: what failed
  // stands in the status, and tend() tries again.
  (void)host->register_hooks();
  return host;
}

Outcome<std::unique_ptr<Admission>> Host::start(HostSetup setup) {
  if (settings_.trust == Trust::Unsigned) return start_unsigned(std::move(setup));
  // Its own keys would count as those of a root document.
  if (OwnVouching::open(*folder_).ok()) return Refusal{RefusalCode::SigningWrong, settings_.state};
  if (settings_.root.empty()) return Admission::start(std::move(setup));
  const Outcome<std::string> root = text_of_file(settings_.root);
  if (!root.ok()) return root.refusal();
  return Admission::install(std::move(setup), root.value());
}

Outcome<std::unique_ptr<Admission>> Host::start_unsigned(HostSetup setup) {
  Outcome<OwnVouching> own = OwnVouching::open(*folder_);
  const bool is_new = !own.ok();
  // In the folder of a host that was installed otherwise nothing is begun: there are other keys.
  if (is_new && !loader::Ledger::may_begin(*folder_).ok()) {
    return Refusal{RefusalCode::SigningWrong, settings_.state};
  }
  if (is_new) own = OwnVouching::make(*folder_);
  if (!own.ok()) return own.refusal();
  own_ = std::make_unique<OwnVouching>(std::move(own).value());
  own_->set_ring(settings_.identity.ring);
  // Also where a crash came between the seed and the first state.
  if (!loader::Ledger::may_begin(*folder_).ok()) return Admission::start(std::move(setup));
  return Admission::install(std::move(setup), own_->root());
}

Outcome<std::vector<HookSpec>> Host::declared_hooks() const {
  const auto folder = Folder::open(settings_.contracts);
  if (!folder.ok()) return folder.refusal();
  const auto names = folder.value()->list();
  if (!names.ok()) return names.refusal();
  auto answers = default_answers(settings_.answers);
  if (!answers.ok()) return answers.refusal();
  std::vector<HookSpec> hooks;
  for (const std::string& name : names.value()) {
    if (!name.ends_with(kContractEnd)) continue;
    const Outcome<Bytes> bytes = folder.value()->read(name, kLongestContract);
    if (!bytes.ok()) return bytes.refusal();
    Outcome<HookSpec> hook = loader::hook_of(bytes.value(), answers.value());
    if (!hook.ok()) return Refusal{hook.refusal().code, name + ": " + hook.refusal().subject};
    HookSpec made = std::move(hook).value();
    const bool twice = std::ranges::find(hooks, made.name, &HookSpec::name) != hooks.end();
    if (twice) return Refusal{RefusalCode::ContractMalformed, name + ": a second " + made.name};
    hooks.push_back(std::move(made));
  }
  for (const auto& [name, answer] : answers.value()) {
    if (std::ranges::find(hooks, name, &HookSpec::name) != hooks.end()) continue;
    return Refusal{RefusalCode::SettingsWrong,
                   "default-answer " + name + ": there is no such hook"};
  }
  return hooks;
}

Done Host::register_hooks() {
  Outcome<std::vector<HookSpec>> hooks = declared_hooks();
  if (!hooks.ok()) return hooks.refusal();
  return hooked_->set_hooks(std::move(hooks).value());
}

Done Host::submit(std::span<const std::uint8_t> package, const std::string& who) {
  if (own_ == nullptr) return admission().submit(package, who);
  const std::vector<HookSpec> known = hooked().hooks();
  const auto checked = check_(package, known);
  if (!checked.ok()) return checked.refusal();
  return own_->submit(admission(), package, checked.value(), known, who);
}

}  // namespace assay::host
