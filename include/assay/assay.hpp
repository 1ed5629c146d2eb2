// SPDX-License-Identifier: Apache-2.0
// Assay for host programs in C++17: <assay/assay.h> with owners and exceptions. Nothing but what it
// declares is called, so that a host keeps working with later libraries of the same interface.
#pragma once

#include <assay/assay.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

/// Why a call did not do what it should; never thrown for what is wrong with a program.
class Error : public std::runtime_error {
 public:
  /// Takes the error, which it frees.
  explicit Error(assay_error* error) : Error(std::unique_ptr<assay_error, Free>(error)) {}
  /// The stable code, such as "A117".
  [[nodiscard]] const std::string& code() const noexcept { return code_; }

 private:
  struct Free {
    void operator()(assay_error* error) const noexcept { assay_error_free(error); }
  };
  explicit Error(const std::unique_ptr<assay_error, Free>& error)
      : std::runtime_error(assay_error_message(error.get())),
        code_(assay_error_code(error.get())) {}

  std::string code_;
};

namespace detail {
inline void check(assay_error* error) {
  if (error != nullptr) throw Error(error);
}
}  // namespace detail

/// Of the source: an empty file and zeros where the object does not tell.
struct Place {
  std::string_view file;
  std::uint32_t line = 0;    // from 1
  std::uint32_t column = 0;  // from 1
};

struct Note {
  std::string_view message;
  Place place;
};

// What follows are views: they live as long as the Result that they come from.

struct Finding {
  std::string_view code;
  std::string_view message;
  std::string_view suggestion;  // a repair, or empty
  Place place;
  std::int64_t instruction = -1;  // a slot, or -1: about the whole program
  std::vector<Note> notes;
};

struct Program {
  std::string_view section;
  std::string_view name;
  std::string_view contract;  // empty if none was found
  assay_verdict verdict = ASSAY_VERDICT_ERROR;
  std::uint64_t worst_case = 0;  // instructions of one run; 0 unless accepted
  std::vector<Finding> findings;
};

/// What came of one input.
class Result {
 public:
  /// Takes the result, which it frees.
  explicit Result(assay_result* result) : result_(result) {}

  /// Whether there is a program, and all are proved.
  [[nodiscard]] bool accepted() const noexcept { return verdict() == ASSAY_VERDICT_ACCEPT; }
  [[nodiscard]] assay_verdict verdict() const noexcept {
    return assay_result_verdict(result_.get());
  }
  /// The document of `assay verify --format json`.
  [[nodiscard]] std::string_view json() const noexcept { return assay_result_json(result_.get()); }
  [[nodiscard]] std::vector<Program> programs() const {
    std::vector<Program> all(assay_result_program_count(result_.get()));
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = view(assay_result_program(result_.get(), i));
    return all;
  }

 private:
  struct Free {
    void operator()(assay_result* result) const noexcept { assay_result_free(result); }
  };

  static Program view(const assay_program* program) {
    Program made{assay_program_section(program),
                 assay_program_name(program),
                 assay_program_contract(program),
                 assay_program_verdict(program),
                 assay_program_worst_case(program),
                 std::vector<Finding>(assay_program_finding_count(program))};
    for (std::size_t i = 0; i < made.findings.size(); ++i)
      made.findings[i] = view(assay_program_finding(program, i));
    return made;
  }

  static Finding view(const assay_finding* finding) {
    Finding made{
        assay_finding_code(finding),
        assay_finding_message(finding),
        assay_finding_suggestion(finding),
        {assay_finding_file(finding), assay_finding_line(finding), assay_finding_column(finding)},
        assay_finding_instruction(finding),
        std::vector<Note>(assay_finding_note_count(finding))};
    for (std::size_t i = 0; i < made.notes.size(); ++i) {
      const assay_note* note = assay_finding_note(finding, i);
      made.notes[i] = {assay_note_message(note),
                       {assay_note_file(note), assay_note_line(note), assay_note_column(note)}};
    }
    return made;
  }

  std::unique_ptr<assay_result, Free> result_;
};

/// What programs are judged for (assay_session). Several threads may call the const functions of
/// one at once. Every function throws Error where that of C returns one.
class Session {
 public:
  Session() {
    assay_session* made = nullptr;
    detail::check(assay_session_new(&made));
    session_.reset(made);
  }

  void set_platform(assay_platform platform) {
    detail::check(assay_session_set_platform(get(), platform));
  }
  /// Empty: by the section.
  void set_contract(const std::string& name) {
    detail::check(assay_session_set_contract(get(), name.c_str()));
  }
  /// Empty: all ways.
  void set_execution(const std::string& way) {
    detail::check(assay_session_set_execution(get(), way.c_str()));
  }
  /// 0: as many as the contract says.
  void set_max_instructions(std::uint64_t count) {
    detail::check(assay_session_set_max_instructions(get(), count));
  }
  void set_kernel_types(const std::string& name, std::string_view bytes) {
    detail::check(assay_session_set_kernel_types(get(), name.c_str(), bytes.data(), bytes.size()));
  }
  void set_contents(assay_contents contents) {
    detail::check(assay_session_set_contents(get(), contents));
  }
  void add_contents(const std::string& section, std::string_view bytes) {
    detail::check(assay_session_add_contents(get(), section.c_str(), bytes.data(), bytes.size()));
  }
  void add_contract_header(const std::string& name, std::string_view text) {
    detail::check(assay_session_add_contract_header(get(), name.c_str(), text.data(), text.size()));
  }

  /// Judges the bytes of an object, or of assembly text, which messages call `name`.
  [[nodiscard]] Result verify(const std::string& name, std::string_view bytes) const {
    const assay_input input{name.c_str(), bytes.data(), bytes.size()};
    assay_result* result = nullptr;
    detail::check(assay_verify(session_.get(), &input, &result));
    return Result(result);
  }

  /// The handle, for the functions of <assay/assay.h>.
  [[nodiscard]] assay_session* get() noexcept { return session_.get(); }
  [[nodiscard]] const assay_session* get() const noexcept { return session_.get(); }

 private:
  struct Free {
    void operator()(assay_session* session) const noexcept { assay_session_free(session); }
  };

  std::unique_ptr<assay_session, Free> session_;
};

}  // namespace assay
