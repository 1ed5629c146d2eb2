// SPDX-License-Identifier: Apache-2.0
// A host for tests: owners of the handles of <assay/assay.h>, and objects of the samples.
#pragma once

#include <assay/assay.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace host {

struct Free {
  void operator()(assay_error* error) const { assay_error_free(error); }
  void operator()(assay_session* session) const { assay_session_free(session); }
  void operator()(assay_result* result) const { assay_result_free(result); }
  void operator()(assay_run_result* result) const { assay_run_result_free(result); }
};
using Session = std::unique_ptr<assay_session, Free>;
using Result = std::unique_ptr<assay_result, Free>;
using RunResult = std::unique_ptr<assay_run_result, Free>;

/// "A117: what", or "no error". Frees the error.
inline std::string told(assay_error* error) {
  const std::unique_ptr<assay_error, Free> owner(error);
  if (error == nullptr) return "no error";
  return std::string(assay_error_code(error)) + ": " + assay_error_message(error);
}

/// Its code alone.
inline std::string code(assay_error* error) { return told(error).substr(0, 4); }

inline Session session() {
  assay_session* made = nullptr;
  EXPECT_EQ(told(assay_session_new(&made)), "no error");
  return Session(made);
}

inline std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The object of a sample, compiled at -O2 for v3.
inline std::string sample(const std::string& name) {
  return text_of(ASSAY_BINARY_DIR "/objects/samples/" + name + ".O2.v3.o");
}

inline Result verify(const Session& session, const std::string& name, const std::string& bytes) {
  const assay_input input{name.c_str(), bytes.data(), bytes.size()};
  assay_result* result = nullptr;
  EXPECT_EQ(told(assay_verify(session.get(), &input, &result)), "no error");
  return Result(result);
}

/// The code of the error of assay_verify.
inline std::string refusal(const Session& session, const std::string& name,
                           const std::string& bytes) {
  const assay_input input{name.c_str(), bytes.data(), bytes.size()};
  assay_result* result = nullptr;
  const std::string refused = code(assay_verify(session.get(), &input, &result));
  EXPECT_EQ(result, nullptr);
  return refused;
}

/// The code of the first finding of the first program.
inline std::string first_code(const Result& result) {
  return assay_finding_code(assay_program_finding(assay_result_program(result.get(), 0), 0));
}

}  // namespace host
