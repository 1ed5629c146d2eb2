// SPDX-License-Identifier: Apache-2.0
// What the command line of `assay verify` says, as its parts read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/load_options.hpp"
#include "session/c_source.hpp"
#include "session/input.hpp"
#include "verifier/report/formats.hpp"

namespace assay {

enum class Loudness : std::uint8_t { Quiet, Normal, Verbose };
enum class ColourChoice : std::uint8_t { Auto, Always, Never };

struct VerifyArguments {
  std::vector<std::string> files;  // folders are expanded before anything reads them
  std::vector<std::string> programs;
  std::string contract;
  std::string contract_header;
  std::string contract_map;
  std::string platform;
  std::string execution;                   // --execution, or empty
  std::string emitted_object;              // --emit-object, or empty
  std::string output;                      // -o: the file for the report, or empty
  std::string source_root;                 // --source-root, or empty
  const DocumentFormat* format = nullptr;  // null: text for people
  CompileOptions compile;
  LoadArguments load;
  std::uint64_t max_instructions = 0;  // 0: not given
  std::size_t jobs = 0;                // 0: not given
  Language language = Language::ByContent;
  Loudness loudness = Loudness::Normal;
  ColourChoice colour = ColourChoice::Auto;
  bool list = false;
  bool fix = false;
};

/// Threads, or child processes, that work at once.
[[nodiscard]] std::size_t worker_count(const VerifyArguments& arguments);

}  // namespace assay
