// SPDX-License-Identifier: Apache-2.0
#include "evidence/fuzz/seeds.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "evidence/checker/specimen.hpp"
#include "evidence/fuzz/host_seeds.hpp"
#include "evidence/fuzz/program_bytes.hpp"
#include "evidence/soundness/corpus.hpp"
#include "evidence/soundness/generate.hpp"
#include "ir/contract/record.hpp"
#include "ir/contract/text_form.hpp"
#include "ir/isa/encode.hpp"
#include "ir/package/write.hpp"
#include "support/builtin.hpp"
#include "unit/ir/package/samples.hpp"

namespace assay::fuzz {
namespace {

constexpr std::uint64_t kGenerated = 100;

std::vector<Input> files_that_end_in(std::string_view extension,
                                     const std::vector<std::string>& folders) {
  std::vector<std::string> paths;
  for (const std::string& folder : folders) {
    if (!std::filesystem::is_directory(folder)) continue;
    const auto options = std::filesystem::directory_options::follow_directory_symlink;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, options)) {
      if (entry.path().extension() == extension) paths.push_back(entry.path().string());
    }
  }
  std::ranges::sort(paths);
  std::vector<Input> out;
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return out;
}

std::vector<soundness::Sample> programs(const std::vector<std::string>& folders) {
  auto out = soundness::read_corpus(folders, kMostBytes / kSlotBytes);
  for (std::uint64_t seed = 0; seed < kGenerated; ++seed) {
    auto made = soundness::generate(seed);
    out.push_back({"generated", std::move(made.program), made.contract});
  }
  return out;
}

/// A package of each program that can be sealed, without proofs.
std::vector<Input> packages(const std::vector<std::string>& folders) {
  std::vector<Input> out = {write_package(test::rich_package())};
  for (soundness::Sample& sample : programs(folders)) {
    ProvedProgram program = test::proved(std::move(sample.program));
    if (sample.contract != nullptr) program.contract = sample.contract;
    Result<SealedPackage> packed = pack(test::identity(), std::vector{program});
    if (!packed.ok()) continue;
    SealedPackage package = std::move(packed).value();
    package.announced = {1 << 16, 1 << 16, 1 << 16, 16};
    out.push_back(write_package(package));
  }
  return out;
}

/// A package of each program that can be sealed, with its proofs.
std::vector<Input> sealed_packages(const std::vector<std::string>& folders) {
  std::vector<Input> out;
  for (const auto& specimen : forge::specimens(folders, 4)) out.push_back(specimen->bytes);
  return out;
}

Input text_of(const Contract& contract) {
  const std::string text = write_text(contract);
  return {text.begin(), text.end()};
}

/// Each built-in contract as `form` writes it.
std::vector<Input> contracts(Input (*form)(const Contract&)) {
  std::vector<Input> out;
  for (const Contract& contract : builtin_contracts()) out.push_back(form(contract));
  return out;
}

std::vector<Input> all_seeds(std::string_view target, const std::vector<std::string>& folders) {
  if (target == "assemble") return files_that_end_in(".asm", folders);
  if (target == "contract") return files_that_end_in(".csv", folders);
  if (target == "object") return files_that_end_in(".o", folders);
  if (target == "contract_text") return contracts(text_of);
  if (target == "package") return packages(folders);
  if (target == "sealed") return sealed_packages(folders);
  if (target == "record") return contracts(write_records);
  if (target == "state") return states();
  if (target == "statement") return statements();
  if (target == "root") return roots();
  if (target == "journal") return journals();
  if (target == "message") return messages();
  std::vector<Input> out;
  for (const soundness::Sample& sample : programs(folders)) {
    out.push_back(target == "decode" ? encode(sample.program.instructions)
                                     : write_program(sample.program, *sample.contract));
  }
  return out;
}

}  // namespace

std::vector<Input> read_seeds(const Target& target, const std::vector<std::string>& folders) {
  std::vector<Input> seeds = all_seeds(target.name, folders);
  std::erase_if(seeds, [](const Input& seed) { return seed.size() > kMostBytes; });
  return seeds;
}

}  // namespace assay::fuzz
