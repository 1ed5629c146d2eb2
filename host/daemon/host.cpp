// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/host.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <fstream>
#include <mutex>
#include <utility>

#include "ir/contract/record.hpp"
#include "ir/event/parse_event.hpp"
#include "loader/admission/interpreted.hpp"
#include "loader/host/check.hpp"
#include "loader/host/hook.hpp"
#include "loader/host/identity.hpp"

namespace assay::host {

using loader::Admission;
using loader::Done;
using loader::Folder;
using loader::HookSpec;
using loader::HostSetup;
using loader::Seconds;

namespace {

constexpr std::size_t kLongestContract = std::size_t{1} << 20;
constexpr std::string_view kContractEnd = ".contract";

Seconds seconds_of(clockid_t clock) {
  timespec now{};
  return ::clock_gettime(clock, &now) == 0 ? static_cast<Seconds>(now.tv_sec) : 0;
}

/// The kernel's boot id, without its dashes.
Outcome<std::string> boot_id() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string text;
  file >> text;
  std::erase(text, '-');
  if (!loader::array_from_hex<16>(text)) return Refusal{RefusalCode::FileUnreadable, "boot_id"};
  return text;
}

/// The default answer of the hook by the settings "HOOK=NUMBER".
Outcome<std::uint64_t> default_answer(const std::vector<std::string>& answers,
                                      const std::string& hook) {
  for (const std::string& answer : answers) {
    const std::size_t equals = answer.rfind('=');
    if (equals == std::string::npos || answer.substr(0, equals) != hook) continue;
    std::uint64_t number = 0;
    const char* const end = answer.data() + answer.size();
    const auto [rest, error] = std::from_chars(answer.data() + equals + 1, end, number);
    if (error != std::errc{} || rest != end) {
      return Refusal{RefusalCode::SettingsWrong, "default-answer " + answer};
    }
    return number;
  }
  return std::uint64_t{0};
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
  const Outcome<std::string> boot = boot_id();
  if (!boot.ok()) return boot.refusal();
  host->check_ = loader::checker_check(host->settings_.check);
  HostSetup setup;
  setup.files = host->folder_.get();
  setup.check = host->check_;
  setup.identify = loader::said_identity;
  setup.load = loader::interpreting_load();
  setup.clock = [] { return seconds_of(CLOCK_REALTIME); };
  setup.uptime = [] { return seconds_of(CLOCK_BOOTTIME); };
  setup.boot = boot.value();
  setup.host = host->settings_.identity;
  setup.health = host->settings_.health;
  setup.store = host->settings_.store;
  auto admission = host->start(std::move(setup));
  if (!admission.ok()) return admission.refusal();
  host->admission_ = std::move(admission).value();
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
  const std::string root = own_->root(setup.clock());
  return Admission::install(std::move(setup), root);
}

Outcome<std::vector<HookSpec>> Host::declared_hooks() const {
  const auto folder = Folder::open(settings_.contracts);
  if (!folder.ok()) return folder.refusal();
  const auto names = folder.value()->list();
  if (!names.ok()) return names.refusal();
  std::vector<HookSpec> hooks;
  for (const std::string& name : names.value()) {
    if (!name.ends_with(kContractEnd)) continue;
    const Outcome<Bytes> bytes = folder.value()->read(name, kLongestContract);
    if (!bytes.ok()) return bytes.refusal();
    Outcome<HookSpec> hook = loader::hook_of(bytes.value(), 0);
    if (!hook.ok()) return Refusal{hook.refusal().code, name + ": " + hook.refusal().subject};
    HookSpec made = std::move(hook).value();
    const auto answer = default_answer(settings_.answers, made.name);
    if (!answer.ok()) return answer.refusal();
    made.default_answer = answer.value();
    const bool twice = std::ranges::find(hooks, made.name, &HookSpec::name) != hooks.end();
    if (twice) return Refusal{RefusalCode::ContractMalformed, name + ": a second " + made.name};
    hooks.push_back(std::move(made));
  }
  return hooks;
}

Done Host::register_hooks() {
  Outcome<std::vector<HookSpec>> hooks = declared_hooks();
  if (!hooks.ok()) return hooks.refusal();
  std::map<std::string, Contract, std::less<>> contracts;
  for (const HookSpec& hook : hooks.value()) {
    contracts[hook.name] = std::get<Contract>(read_records(hook.contract));
  }
  const std::unique_lock lock(hooks_lock_);
  hooks_ = std::move(hooks).value();
  contracts_ = std::move(contracts);
  return admission_->register_hooks(hooks_);
}

std::vector<HookSpec> Host::hooks() const {
  const std::shared_lock lock(hooks_lock_);
  return hooks_;
}

Done Host::submit(std::span<const std::uint8_t> package, const std::string& who) {
  if (own_ == nullptr) return admission_->submit(package, who);
  const std::vector<HookSpec> known = hooks();
  const auto checked = check_(package, known);
  if (!checked.ok()) return checked.refusal();
  return own_->submit(*admission_, package, checked.value(), known, who);
}

Outcome<loader::Answer> Host::dispatch(const std::string& hook, std::string_view text) {
  const std::shared_lock lock(hooks_lock_);
  const auto contract = contracts_.find(hook);
  if (contract == contracts_.end()) return Refusal{RefusalCode::HookAbsent, hook};
  const Result<Event> event = parse_event(text, Program{}, contract->second);
  if (!event.ok()) return Refusal{RefusalCode::EventUnfit, event.error().message};
  if (!event.value().maps.empty() || !event.value().helpers.empty()) {
    return Refusal{RefusalCode::EventUnfit, "maps and helpers are the host's"};
  }
  const auto answer = admission_->dispatch(hook, event.value());
  if (!answer) return Refusal{RefusalCode::HookAbsent, hook};
  return *answer;
}

}  // namespace assay::host
