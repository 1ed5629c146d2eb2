// SPDX-License-Identifier: Apache-2.0
// What the opaque handles of <assay/assay.h> hold.
#pragma once

#include <assay/assay.h>

#include <cstdint>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/read_object.hpp"
#include "session/judge.hpp"

struct assay_error {
  std::string code;
  std::string message;
};

struct assay_session {
  assay::JudgeOptions judge;  // the contract's name as it was given
  assay::ReadOptions load;
};

/// Of the source; an empty file and zeros where it is not known.
struct assay_place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct assay_note {
  std::string message;
  assay_place place;
};

struct assay_finding {
  std::string code;
  std::string message;
  std::string suggestion;
  assay_place place;
  std::int64_t instruction = -1;
  std::vector<assay_note> notes;
};

struct assay_program {
  std::string section;
  std::string name;
  std::string contract;
  assay_verdict verdict = ASSAY_VERDICT_ERROR;
  std::uint64_t worst_case = 0;
  std::vector<assay_finding> findings;
};

struct assay_result {
  assay_verdict verdict = ASSAY_VERDICT_ERROR;
  std::vector<assay_program> programs;
  std::string json;
};

struct assay_run_result {
  bool faulted = false;
  std::string json;
};
