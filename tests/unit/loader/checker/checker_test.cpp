// SPDX-License-Identifier: Apache-2.0
// The C interface, up to the proof: form, limits, contracts. Where all of that is good, the refusal
// is the proof's.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include "ir/package/read.hpp"
#include "support.hpp"

namespace assay::checker {
namespace {

using assay::test::packed;
using assay::test::program_of;
using assay::test::proved;
using assay::test::rich_package;
using assay::test::table;
using test::announced;
using test::Checked;
using test::Host;
using test::redigested;

/// Everything before the proof was found good.
bool is_form_good(Code code) { return static_cast<unsigned>(code) >= 80; }

SealedPackage small_package() { return packed({proved(program_of("p", "r0 = 2\nexit\n"))}); }

/// A package with one byte changed, which is where a number of the head begins.
std::vector<std::uint8_t> with_head(std::size_t at, std::uint8_t value) {
  std::vector<std::uint8_t> bytes = announced(small_package());
  bytes.at(at) = value;
  return redigested(std::move(bytes));
}

TEST(Checker, APackageWhoseCertificateSaysNothingIsRefused) {
  const Checked checked(announced(small_package()));
  EXPECT_GE(static_cast<unsigned>(checked.code), 100u);
  EXPECT_EQ(checked.result.code, static_cast<std::uint32_t>(checked.code));
  EXPECT_EQ(checked.result.programs, nullptr);
  EXPECT_EQ(checked.result.maps, nullptr);
  EXPECT_EQ(checked.result.program, 0u);
}

TEST(Checker, ACallWithoutItsPartsIsRefused) {
  assay_check_result result{};
  EXPECT_EQ(assay_check_package(nullptr, &result), static_cast<std::uint32_t>(Code::BadCall));
  const std::vector<std::uint8_t> bytes = announced(small_package());
  std::vector<std::uint8_t> arena(1 << 16);
  assay_check_input input{};
  EXPECT_EQ(assay_check_package(&input, nullptr), static_cast<std::uint32_t>(Code::BadCall));
  EXPECT_EQ(assay_check_package(&input, &result), static_cast<std::uint32_t>(Code::BadCall));
  input.package = {bytes.data(), bytes.size()};
  EXPECT_EQ(assay_check_package(&input, &result), static_cast<std::uint32_t>(Code::BadCall));
  input.arena = arena.data();
  input.arena_size = arena.size();
  input.contract_count = 1;
  EXPECT_EQ(assay_check_package(&input, &result), static_cast<std::uint32_t>(Code::BadCall));
}

TEST(Checker, FaultsOfTheHeadHaveTheirCodes) {
  EXPECT_EQ(Checked({}).code, Code::BadCall);
  EXPECT_EQ(Checked({'x'}).code, Code::BadMagic);
  EXPECT_EQ(Checked(with_head(0, 'B')).code, Code::BadMagic);
  for (const std::uint8_t version : {1, 3})
    EXPECT_EQ(Checked(with_head(wire::kHeadVersion, version)).code, Code::PackageVersionUnknown);
  for (const std::uint8_t version : {1, 2, 3, 5})
    EXPECT_EQ(Checked(with_head(wire::kHeadRules, version)).code, Code::RulesVersionUnknown);
  EXPECT_EQ(Checked(with_head(wire::kHeadBody + 7, 1)).code, Code::Truncated);
  EXPECT_EQ(Checked(with_head(wire::kHeadBody, 1)).code, Code::Truncated);
  EXPECT_EQ(Checked(with_head(wire::kHeadPrograms + 3, 1)).code, Code::CountTooLarge);
  EXPECT_EQ(Checked(with_head(wire::kHeadMaps + 3, 1)).code, Code::CountTooLarge);
  EXPECT_EQ(Checked(with_head(wire::kHeadPrograms, 0)).code, Code::NoProgram);
}

TEST(Checker, AnythingBehindTheDigestIsRefused) {
  std::vector<std::uint8_t> bytes = announced(small_package());
  bytes.push_back(0);
  EXPECT_EQ(Checked(bytes).code, Code::BytesLeftOver);
  bytes = announced(small_package());
  bytes.at(bytes.size() - 4) = 1;
  EXPECT_EQ(Checked(bytes).code, Code::Truncated);
}

TEST(Checker, ATrailerEndsThePackageAndHasALimit) {
  const std::vector<std::uint8_t> bare = announced(small_package());
  const auto with_trailer = [&](std::size_t says, std::size_t has) {
    std::vector<std::uint8_t> bytes = bare;
    bytes[bytes.size() - 4] = static_cast<std::uint8_t>(says);
    bytes[bytes.size() - 3] = static_cast<std::uint8_t>(says >> 8);
    bytes.resize(bytes.size() + has, 7);
    return Checked(bytes).code;
  };
  const Code code = Checked(bare).code;
  EXPECT_TRUE(is_form_good(code));
  for (const std::size_t size : {1, 96, 1536}) {
    EXPECT_EQ(with_trailer(size, size), code) << "it says nothing of the programs";
    EXPECT_EQ(with_trailer(size, size - 1), Code::Truncated);
    EXPECT_EQ(with_trailer(size, size + 1), Code::BytesLeftOver);
  }
  EXPECT_EQ(with_trailer(1537, 1537), Code::CountTooLarge);
}

TEST(Checker, AMapThatNoProgramNamesIsRefused) {
  const Program program = program_of("count", "r1 = map[0]\nr0 = 0\nexit\n", {table("counts")});
  std::vector<std::uint8_t> bytes = announced(packed({proved(program)}));
  EXPECT_NE(Checked(bytes).code, Code::BytesLeftOver);
  const std::array<std::uint8_t, 2> load_of_map = {0x18, 0x51};
  const auto load = std::ranges::search(bytes, load_of_map);
  ASSERT_FALSE(load.empty());
  load[1] = 0x01;  // the number 0 now
  EXPECT_EQ(Checked(redigested(bytes)).code, Code::BytesLeftOver);
}

TEST(Checker, AChangedByteOfTheBodyChangesTheDigest) {
  const std::vector<std::uint8_t> bytes = announced(rich_package());
  for (std::size_t at = wire::kHeadBytes; at + 4 < bytes.size(); ++at) {
    std::vector<std::uint8_t> changed = bytes;
    changed[at] ^= 1;
    EXPECT_EQ(Checked(changed).code, Code::DigestWrong) << at;
  }
}

TEST(Checker, AnnouncedWorkIsComparedWithTheHostsLimits) {
  const std::vector<std::uint8_t> bytes = announced(small_package());
  Host host;
  host.limits.units = (1 << 16) - 1;
  EXPECT_EQ(Checked(bytes, host).code, Code::UnitsAboveLimit);
  host = {};
  host.limits.edges = (1 << 16) - 1;
  EXPECT_EQ(Checked(bytes, host).code, Code::EdgesAboveLimit);
  host = {};
  host.limits.depth = 15;
  EXPECT_EQ(Checked(bytes, host).code, Code::DepthAboveLimit);
  host = {};
  host.arena = (1 << 16) - 1;
  EXPECT_EQ(Checked(bytes, host).code, Code::ArenaAboveLimit);
}

TEST(Checker, WorkBeyondTheAnnouncedIsRefusedAndNotDone) {
  SealedPackage package = rich_package();
  package.announced = {1 << 16, 0, 1 << 16, 0};
  Host host;
  host.names = {"linux/xdp"};
  const Checked whole(write_package(package), host);
  ASSERT_TRUE(is_form_good(whole.code));
  const std::uint64_t units = whole.result.units;
  const std::uint64_t arena = whole.result.arena;
  EXPECT_GT(units, 20u);
  EXPECT_GT(arena, 100u);
  package.announced = {units, 0, arena, 0};
  EXPECT_TRUE(is_form_good(Checked(write_package(package), host).code));
  for (std::uint64_t less = 0; less < units; ++less) {
    package.announced = {less, 0, arena, 0};
    const Checked checked(write_package(package), host);
    EXPECT_EQ(checked.code, Code::UnitsExceeded) << less;
    EXPECT_LE(checked.result.units, less);
  }
  package.announced = {units, 0, arena - 1, 0};
  EXPECT_EQ(Checked(write_package(package), host).code, Code::ArenaFull);
}

TEST(Checker, AProgramNeedsTheContractThatItNames) {
  Host host;
  host.names = {"linux/tc"};
  EXPECT_EQ(Checked(announced(small_package()), host).code, Code::ContractMissing);
  host.names.clear();
  host.records.clear();
  EXPECT_EQ(Checked(announced(small_package()), host).code, Code::ContractMissing);
}

TEST(Checker, AFaultOfTheHostsContractNamesItsByte) {
  Host host;
  host.records[0][0] = 'B';
  const Checked checked(announced(small_package()), host);
  EXPECT_EQ(checked.code, Code::ContractForm);
  EXPECT_EQ(checked.result.place_kind, static_cast<std::uint32_t>(ASSAY_PLACE_CONTRACT));
}

TEST(Checker, ARefusalUnderAnotherContractThanThePackageSaysIsExplained) {
  SealedPackage package = small_package();
  const Checked same(announced(package));
  EXPECT_GE(static_cast<unsigned>(same.code), 100u);
  EXPECT_EQ(same.result.because, 0u);
  package.programs[0].contract_digest[0] ^= 1;
  const Checked other(announced(package));
  EXPECT_EQ(other.code, same.code);
  EXPECT_EQ(other.result.because, static_cast<std::uint32_t>(Code::ContractDiffers));
}

TEST(Checker, AProgramHasAProofForEachWayOfExecution) {
  SealedPackage package = small_package();
  package.programs[0].certificate_of_way = {0, 0};
  EXPECT_EQ(Checked(announced(package)).code, Code::WaysDiffer);
}

TEST(Checker, TheWorstCaseStaysInTheBudgets) {
  SealedPackage package = small_package();
  package.programs[0].worst_case = find_contract("linux/xdp")->limits.instruction_budget + 1;
  EXPECT_EQ(Checked(announced(package)).code, Code::BudgetAboveLimit);
  package.programs[0].worst_case = 100;
  Host host;
  host.limits.instructions = 99;
  EXPECT_EQ(Checked(announced(package), host).code, Code::BudgetAboveLimit);
  host.limits.instructions = 100;
  EXPECT_GE(static_cast<unsigned>(Checked(announced(package), host).code), 100u);
}

TEST(Checker, AFaultOfTheCodeNamesItsProgramAndSlot) {
  std::vector<std::uint8_t> bytes = announced(small_package());
  // The code is "r0 = 2; exit" (b7 00 .. 95 00 ..); only there these two bytes follow one another.
  const std::vector<std::uint8_t> exit = {0x95, 0, 0, 0, 0, 0, 0, 0};
  const auto at = std::search(bytes.begin(), bytes.end(), exit.begin(), exit.end());
  ASSERT_NE(at, bytes.end());
  *at = 0xff;
  const Checked checked(redigested(bytes));
  EXPECT_EQ(checked.code, Code::InstructionUnknown);
  EXPECT_EQ(checked.result.place_kind, static_cast<std::uint32_t>(ASSAY_PLACE_SLOT));
  EXPECT_EQ(checked.result.place, 1u);
  EXPECT_EQ(checked.result.program, 0u);
}

TEST(Checker, APackageAtAnOddAddressInAnOddArenaIsTheSame) {
  const std::vector<std::uint8_t> bytes = announced(rich_package());
  const Host host;
  const auto* const name = reinterpret_cast<const std::uint8_t*>(host.names[0].data());
  const assay_host_contract contract{{name, host.names[0].size()},
                                     {host.records[0].data(), host.records[0].size()}};
  std::vector<std::uint8_t> memory(bytes.size() + 8);
  std::vector<std::uint8_t> arena((1 << 17) + 8);
  std::uint64_t used = 0;
  for (std::size_t shift = 0; shift < 8; ++shift) {
    std::copy(bytes.begin(), bytes.end(), memory.begin() + static_cast<std::ptrdiff_t>(shift));
    const assay_check_input input{{memory.data() + shift, bytes.size()},
                                  &contract,
                                  1,
                                  host.limits,
                                  arena.data() + shift,
                                  1 << 17,
                                  1};
    assay_check_result result{};
    EXPECT_TRUE(is_form_good(static_cast<Code>(assay_check_package(&input, &result))));
    if (shift == 0) used = result.arena;
    EXPECT_EQ(result.arena, used) << shift;
  }
}

/// The checker and ir/package read the same language: of bytes with a good digest both take or both
/// refuse, whatever was changed.
void expect_agreement(const std::vector<std::uint8_t>& bytes, int& taken) {
  const bool reads = std::holds_alternative<SealedPackage>(read_package(bytes));
  Host host;
  host.limits = {~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint32_t{0}};
  const Code code = Checked(bytes, host).code;
  const bool spent =
      code == Code::UnitsExceeded || code == Code::ArenaFull || code == Code::ArenaAboveLimit;
  if (spent) return;  // ir/package does not count
  const bool takes = is_form_good(code) || code == Code::BudgetAboveLimit;
  EXPECT_EQ(takes, reads) << static_cast<unsigned>(code);
  if (takes) ++taken;
}

TEST(Checker, AgreesWithTheOtherReaderOnEveryChangedByte) {
  const std::vector<std::uint8_t> bytes = announced(rich_package());
  int taken = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const std::uint8_t value : {0x00, 0x01, 0x02, 0xff}) {
      std::vector<std::uint8_t> changed = bytes;
      changed[at] = value;
      expect_agreement(redigested(std::move(changed)), taken);
    }
  }
  EXPECT_GT(taken, 500);
}

TEST(Checker, AgreesWithTheOtherReaderOnRandomChanges) {
  const std::vector<std::uint8_t> bytes = announced(rich_package());
  std::mt19937 random(7);
  int taken = 0;
  for (int round = 0; round < 5'000; ++round) {
    std::vector<std::uint8_t> changed = bytes;
    for (unsigned i = 0; i < 1 + random() % 3; ++i) {
      const std::size_t at = random() % changed.size();
      if (random() % 4 == 0) {
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
      } else {
        changed[at] = static_cast<std::uint8_t>(random());
      }
    }
    expect_agreement(redigested(std::move(changed)), taken);
  }
  EXPECT_GT(taken, 500);
}

}  // namespace
}  // namespace assay::checker
