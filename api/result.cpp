// SPDX-License-Identifier: Apache-2.0
// What results say. A null handle says nothing: an error, no programs, empty words.
#include <cstddef>
#include <string>
#include <vector>

#include "api/handles.hpp"

namespace {

template <class T>
const T* element(const std::vector<T>& all, std::size_t index) {
  return index < all.size() ? &all[index] : nullptr;
}

/// A member of a handle as a string of C.
template <class Handle>
const char* word(const Handle* handle, std::string Handle::* member) {
  return handle == nullptr ? "" : (handle->*member).c_str();
}

const assay_place kNowhere{};

template <class Handle>
const assay_place& place(const Handle* handle) {
  return handle == nullptr ? kNowhere : handle->place;
}

}  // namespace

assay_verdict assay_result_verdict(const assay_result* result) {
  return result == nullptr ? ASSAY_VERDICT_ERROR : result->verdict;
}
const char* assay_result_json(const assay_result* result) {
  return word(result, &assay_result::json);
}
size_t assay_result_program_count(const assay_result* result) {
  return result == nullptr ? 0 : result->programs.size();
}
const assay_program* assay_result_program(const assay_result* result, size_t index) {
  return result == nullptr ? nullptr : element(result->programs, index);
}

const char* assay_program_section(const assay_program* program) {
  return word(program, &assay_program::section);
}
const char* assay_program_name(const assay_program* program) {
  return word(program, &assay_program::name);
}
const char* assay_program_contract(const assay_program* program) {
  return word(program, &assay_program::contract);
}
assay_verdict assay_program_verdict(const assay_program* program) {
  return program == nullptr ? ASSAY_VERDICT_ERROR : program->verdict;
}
uint64_t assay_program_worst_case(const assay_program* program) {
  return program == nullptr ? 0 : program->worst_case;
}
size_t assay_program_finding_count(const assay_program* program) {
  return program == nullptr ? 0 : program->findings.size();
}
const assay_finding* assay_program_finding(const assay_program* program, size_t index) {
  return program == nullptr ? nullptr : element(program->findings, index);
}

const char* assay_finding_code(const assay_finding* finding) {
  return word(finding, &assay_finding::code);
}
const char* assay_finding_message(const assay_finding* finding) {
  return word(finding, &assay_finding::message);
}
const char* assay_finding_suggestion(const assay_finding* finding) {
  return word(finding, &assay_finding::suggestion);
}
const char* assay_finding_file(const assay_finding* finding) { return place(finding).file.c_str(); }
uint32_t assay_finding_line(const assay_finding* finding) { return place(finding).line; }
uint32_t assay_finding_column(const assay_finding* finding) { return place(finding).column; }
int64_t assay_finding_instruction(const assay_finding* finding) {
  return finding == nullptr ? -1 : finding->instruction;
}
size_t assay_finding_note_count(const assay_finding* finding) {
  return finding == nullptr ? 0 : finding->notes.size();
}
const assay_note* assay_finding_note(const assay_finding* finding, size_t index) {
  return finding == nullptr ? nullptr : element(finding->notes, index);
}

const char* assay_note_message(const assay_note* note) { return word(note, &assay_note::message); }
const char* assay_note_file(const assay_note* note) { return place(note).file.c_str(); }
uint32_t assay_note_line(const assay_note* note) { return place(note).line; }
uint32_t assay_note_column(const assay_note* note) { return place(note).column; }
