// SPDX-License-Identifier: Apache-2.0
// Packages as a vendor seals them, hooks as a host registers them, for tests.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ir/contract/record.hpp"
#include "loader/admission/admission.hpp"
#include "loader/admission/interpreted.hpp"
#include "loader/host/check.hpp"
#include "loader/host/hook.hpp"
#include "loader/host/identity.hpp"
#include "session/seal.hpp"
#include "support/builtin.hpp"
#include "support/signing.hpp"

namespace assay::loader::test {

/// Passes each packet.
inline constexpr std::string_view kPass = "// contract: windows/xdp\n  r0 = 1\n  exit\n";
/// Passes two packets and drops those after them.
inline constexpr std::string_view kCounting =
    "// contract: windows/xdp\n"
    "// map: seen array 4 8 1\n"
    "  r1 = map_value[0] + 0\n"
    "  r2 = *(u64 *)(r1 + 0)\n"
    "  r2 += 1\n"
    "  *(u64 *)(r1 + 0) = r2\n"
    "  r0 = 1\n"
    "  if r2 < 3 goto out\n"
    "  r0 = 2\n"
    "out:\n"
    "  exit\n";

/// The package "sensor" of a program in assembly text.
inline Bytes sealed(std::string_view text, std::uint64_t version = 1) {
  const auto candidates = read_in_memory({"sensor.asm", {text.begin(), text.end()}},
                                         test_catalogue(), Language::Assembly, {});
  EXPECT_TRUE(candidates.ok());
  JudgeOptions options;
  options.catalogue = test_catalogue();
  const auto proved = prove_for_package(candidates.value().at(0), options);
  EXPECT_TRUE(proved.ok() && proved.value().has_value());
  const std::vector<SealableProgram> programs = {proved.value().value()};
  const auto made = seal({"sensor", version, "test", "1", 0}, programs, test_catalogue());
  EXPECT_TRUE(made.ok() && made.value().verdict.accepted());
  return made.value().bytes;
}

inline HookSpec hook(const Contract& contract) {
  return hook_of(write_records(contract), 0).value();
}
inline HookSpec hook(std::string_view name) { return hook(*find_contract(name)); }

/// A host over those files, with the real checker and the reference interpreter.
inline std::unique_ptr<Admission> installed(Files& files) {
  HostSetup setup;
  setup.files = &files;
  setup.check = checker_check(host_limits());
  setup.identify = said_identity;
  setup.load = interpreting_load();
  setup.clock = [] { return Seconds{2000}; };
  setup.uptime = [] { return Seconds{2000}; };
  setup.boot = std::string(32, '1');
  setup.host = {"host-1", "wide", {}};
  auto made = Admission::install(
      setup, write_signed(signed_by(write_root(test_root()), SignedKind::Root, "ab")));
  EXPECT_TRUE(made.ok());
  return std::move(made).value();
}

}  // namespace assay::loader::test
