// SPDX-License-Identifier: Apache-2.0
#include "support/fake_host.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "ir/digest/sha256.hpp"

namespace assay::loader {
namespace {

struct Parsed {
  std::string name, contract, answer;
  std::uint64_t version = 0;
};

Parsed parse(const std::string& line) {
  std::istringstream in(line);
  Parsed parsed;
  in >> parsed.name >> parsed.version >> parsed.contract >> parsed.answer;
  return parsed;
}

/// What enveloped() has sealed.
Parsed parse(std::span<const std::uint8_t> package) {
  constexpr std::size_t kTail = wire::kDigestBytes + wire::kTrailerLengthBytes;
  const auto line = package.subspan(wire::kHeadBytes, package.size() - wire::kHeadBytes - kTail);
  return parse(std::string(line.begin(), line.end()));
}

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

Outcome<CheckedPackage> fake_check(std::span<const std::uint8_t> bytes,
                                   const std::vector<HookSpec>& hooks) {
  const Parsed parsed = parse(bytes);
  for (const HookSpec& hook : hooks) {
    if (hook.name == kHook && hook.contract == bytes_of(parsed.contract)) {
      Program program;
      program.name = parsed.answer;
      return CheckedPackage{parsed.name,
                            parsed.version,
                            {{"main", kHook, 100, std::make_shared<const Program>(program)}}};
    }
  }
  return Refusal{RefusalCode::CheckRefused, "80"};
}

std::optional<SaidIdentity> fake_identity(std::span<const std::uint8_t> bytes) {
  const Parsed parsed = parse(bytes);
  if (parsed.name.empty()) return std::nullopt;
  return SaidIdentity{parsed.name, parsed.version};
}

class FakeProgram final : public Runnable {
 public:
  FakeProgram(std::string answer, const std::function<void()>& meanwhile,
              std::atomic<std::uint64_t>& met)
      : answer_(std::move(answer)), meanwhile_(meanwhile), met_(met) {}
  [[nodiscard]] RunReport run(const Event& /*event*/, std::uint64_t bound,
                              std::unique_ptr<Machinery>& /*kept*/) const override {
    ++met_;
    if (answer_ == "late") meanwhile_();
    if (answer_ == "fault" || answer_ == "late") return {RunEnd::Faulted, 0, 1};
    if (answer_ == "large") return {RunEnd::NotRun, 0, 0};
    if (answer_ == "loop") return {RunEnd::PassedBound, 0, bound};
    return {RunEnd::Answered, std::stoull(answer_), 5};
  }

 private:
  std::string answer_;
  const std::function<void()>& meanwhile_;
  std::atomic<std::uint64_t>& met_;
};

}  // namespace

std::string sensor(int version, const std::string& answer) {
  const std::string number = std::to_string(version);
  return "sensor " + number + " c1 " + (answer.empty() ? number : answer);
}

std::string digest_of_line(std::string_view package) {
  return digest_of_package(enveloped(package));
}

std::string digest_of_contract(std::string_view contract) {
  return to_hex(sha256(bytes_of(contract)));
}

HostSetup FakeHost::setup(char boot) {
  HostSetup made;
  made.files = &files_;
  made.check = [this](std::span<const std::uint8_t> bytes, const std::vector<HookSpec>& hooks) {
    while_checking();
    return fake_check(bytes, hooks);
  };
  made.identify = fake_identity;
  made.load = [this](const std::string& /*digest*/, const CheckedPackage& checked) {
    return std::vector<std::shared_ptr<const Runnable>>{
        std::make_shared<FakeProgram>(checked.programs.at(0).program->name, meanwhile, met_)};
  };
  made.clock = [this] { return clock; };
  made.uptime = [this] { return clock + uptime_ahead; };
  made.boot = std::string(32, boot);
  made.host = {name, "wide", {}};
  made.health = {10, 60};
  made.store = store;
  return made;
}

std::vector<HookSpec> FakeHost::hooks() const {
  return {{kHook, bytes_of(contract_), digest_of_contract(contract_), kDefaultAnswer}};
}

void FakeHost::register_hook() { (void)admission_->register_hooks(hooks()); }

void FakeHost::install(const std::string& root) {
  const SignedDocument first = signed_by(write_root(test_root()), SignedKind::Root, "ab");
  Outcome<std::unique_ptr<Admission>> made =
      Admission::install(setup('1'), root.empty() ? write_signed(first) : root);
  ASSERT_TRUE(made.ok()) << refusal_id(made.refusal().code);
  admission_ = std::move(made).value();
  register_hook();
}

Done FakeHost::start(char boot) {
  Outcome<std::unique_ptr<Admission>> made = Admission::start(setup(boot));
  if (!made.ok()) return made.refusal();
  admission_ = std::move(made).value();
  register_hook();
  return done();
}

void FakeHost::upgrade(const std::string& contract) {
  contract_ = contract;
  register_hook();
}

Done FakeHost::say(const Statement& statement, char key) {
  const SignedDocument document =
      signed_by(write_statement(statement), SignedKind::Statement, {&key, 1});
  return admission_->take_statement(write_signed(document), "test");
}

Done FakeHost::submit(const std::string& package, char key) {
  return admission_->submit(signed_package(enveloped(package), {&key, 1}), "test");
}

Done FakeHost::announce(const std::vector<std::string>& packages, const Gates& gates) {
  Release release;
  for (const std::string& package : packages) {
    const Parsed parsed = parse(package);
    release.package = parsed.name;
    release.version = parsed.version;
    release.digests[digest_of_contract(parsed.contract)] = digest_of_line(package);
  }
  release.rings = {{"wide", kAllHosts}};
  release.gates = gates;
  return say({++counter_, clock, clock + 5000, release});
}

Done FakeHost::release(const std::string& package, const Gates& gates) {
  if (Done said = announce({package}, gates); !said.ok()) return said;
  return submit(package);
}

std::uint64_t FakeHost::events(int count) {
  std::uint64_t last = 0;
  for (int i = 0; i < count; ++i) last = admission_->dispatch(kHook, {}).value().answer;
  return last;
}

void FakeHost::make_good() {
  (void)events(10);
  clock += 60;
  EXPECT_TRUE(admission_->tend().ok());
}

std::uint64_t FakeHost::runs(const std::string& package) const {
  for (const PackageStatus& status : admission_->status()) {
    if (status.package == package && status.running) return status.running->number;
  }
  return 0;
}

}  // namespace assay::loader
