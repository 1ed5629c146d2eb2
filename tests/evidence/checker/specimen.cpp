// SPDX-License-Identifier: Apache-2.0
#include "evidence/checker/specimen.hpp"

#include "ir/contract/record.hpp"
#include "ir/package/read.hpp"
#include "ir/package/write.hpp"
#include "loader/checker/assay_checker.h"
#include "session/seal.hpp"
#include "support/builtin.hpp"

namespace assay::forge {
namespace {

std::optional<SealedBytes> sealed(const soundness::Sample& sample,
                                  std::shared_ptr<const Program> program) {
  JudgeOptions options;
  options.catalogue = test_catalogue();
  Candidate candidate;
  candidate.file = sample.name;
  candidate.section = program->section;
  candidate.name = program->name;
  candidate.contract = sample.contract->name;
  candidate.program = std::move(program);
  const auto proved = prove_for_package(candidate, options);
  if (!proved.ok() || !proved.value()) return std::nullopt;
  auto out =
      seal({"specimen", 1, "assay", "test", 0}, std::span(&*proved.value(), 1), test_catalogue());
  if (!out.ok() || !out.value().verdict.accepted()) return std::nullopt;
  return std::move(out).value();
}

}  // namespace

std::unique_ptr<Specimen> specimen_of(const soundness::Sample& sample) {
  auto named = sample.program;
  if (named.name.empty()) named.name = "program";
  auto program = std::make_shared<const Program>(std::move(named));
  const auto bytes = sealed(sample, program);
  if (!bytes) return nullptr;
  auto read = read_package(bytes->bytes);
  auto out = std::make_unique<Specimen>();
  out->name = sample.name;
  out->program = std::move(program);
  out->contract = sample.contract;
  out->package = std::get<SealedPackage>(std::move(read));
  out->package.announced = kGenerous;
  out->bytes = write_package(out->package);
  out->record = proof_record(*sample.contract);
  out->records = write_records(*sample.contract);
  const HostContract host{out->contract->name, out->record};
  if (ask(out->bytes, host).code != 0) return nullptr;  // it takes more than is allowed here
  out->fields = fields_of(out->bytes, out->certificate(), host);
  return out;
}

std::vector<std::unique_ptr<Specimen>> specimens(const std::vector<std::string>& folders,
                                                 std::size_t stride) {
  std::vector<std::unique_ptr<Specimen>> out;
  const auto samples = soundness::read_corpus(folders, kMostSlots);
  for (std::size_t i = 0; i < samples.size(); i += stride) {
    if (auto made = specimen_of(samples[i])) out.push_back(std::move(made));
  }
  return out;
}

Answer ask(Bytes package, const HostContract& contract) {
  static std::vector<std::uint8_t> arena(kArena);
  const assay_host_contract host{
      {reinterpret_cast<const std::uint8_t*>(contract.name.data()), contract.name.size()},
      {contract.record.data(), contract.record.size()}};
  const assay_check_input input{
      {package.data(), package.size()},
      &host,
      1,
      {kGenerous.units, kGenerous.edges, ~std::uint64_t{0}, kGenerous.depth},
      arena.data(),
      arena.size(),
      0};
  assay_check_result result{};
  Answer out;
  out.code = assay_check_package(&input, &result);
  out.worst_case = result.worst_case;
  out.overran = result.units > kGenerous.units || result.edges > kGenerous.edges ||
                result.arena > kGenerous.arena;
  return out;
}

}  // namespace assay::forge
