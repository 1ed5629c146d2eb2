// SPDX-License-Identifier: Apache-2.0
// A host for tests of admission: a folder in memory, a clock that tests turn, packages of one line,
// a check and programs that say what their packages say.
//
// A package: the line "NAME VERSION CONTRACT ANSWER" in the envelope of one. The check accepts it
// where the hook "hook" has that contract. Its program answers ANSWER; "fault" faults, "loop"
// passes its bound, "large" is not run, "late" faults once it has done what FakeHost::meanwhile
// does.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "loader/admission/admission.hpp"
#include "support/memory_files.hpp"
#include "support/signing.hpp"

namespace assay::loader {

inline constexpr const char* kHook = "hook";
inline constexpr std::uint64_t kDefaultAnswer = 7;

class FakeHost {
 public:
  FakeHost() = default;
  explicit FakeHost(Image image) : files_(std::move(image)) {}

  /// With the test root, or another; then the hook with contract "c1".
  void install(const std::string& root = {});
  /// A start in boot `boot`, after a crash or a stop; the hook has the contract that it had.
  Done start(char boot = '1');
  /// The program ends, and nothing is closed.
  void crash() { admission_.reset(); }
  void upgrade(const std::string& contract);

  /// Signs a release of the package for all hosts, and submits it.
  Done release(const std::string& package, const Gates& gates = {});
  /// Signs a release for all hosts of one version's packages, each for the contract that it names.
  Done announce(const std::vector<std::string>& packages, const Gates& gates = {});
  Done submit(const std::string& package, char key = 'p');
  Done say(const Statement& statement, char key = 's');
  /// Dispatches so many events; the last answer.
  std::uint64_t events(int count = 1);
  /// Events and time enough to be called good.
  void make_good();

  /// The number of the version of the package that runs; 0: none.
  [[nodiscard]] std::uint64_t runs(const std::string& package = "sensor") const;
  [[nodiscard]] Admission& admission() { return *admission_; }
  [[nodiscard]] MemoryFiles& files() { return files_; }
  [[nodiscard]] std::vector<HookSpec> hooks() const;
  Seconds clock = 2000;
  Seconds uptime_ahead = 0;  // of `clock`
  std::string name = "host-1";
  StoreLimits store;
  std::function<void()> meanwhile = [] {};
  std::function<void()> while_checking = [] {};  // at each check, before it answers
  /// Runs of programs so far.
  [[nodiscard]] std::uint64_t met() const { return met_.load(); }

 private:
  [[nodiscard]] HostSetup setup(char boot);
  void register_hook();

  MemoryFiles files_;
  std::string contract_ = "c1";
  std::unique_ptr<Admission> admission_;
  std::uint64_t counter_ = 0;
  std::atomic<std::uint64_t> met_ = 0;
};

/// "sensor VERSION c1 ANSWER", answering the version's number by default.
[[nodiscard]] std::string sensor(int version, const std::string& answer = {});
/// What the package of that line is named by, and a contract.
[[nodiscard]] std::string digest_of_line(std::string_view package);
[[nodiscard]] std::string digest_of_contract(std::string_view contract);

}  // namespace assay::loader
