// SPDX-License-Identifier: Apache-2.0
// The checker's reader, which tells what it reads: each number with its form, its place and the
// function that asked for it. The checker compiled with it (traced_checker) says where in a package
// the fields of a proof are, so that forgeries know nothing of the layout, and follow its changes.
//
// It stands before the real header in the include path and takes its name.
#pragma once
#pragma GCC system_header

#define Reader PlainReader
#include_next "loader/checker/reader.hpp"
#undef Reader

#include "evidence/checker/note.hpp"

namespace assay::checker {

class Reader : public PlainReader {
 public:
  explicit Reader(Bytes bytes) : PlainReader(bytes) {}

  uint8_t u8(const char* who = __builtin_FUNCTION()) {
    return told(&PlainReader::u8, ASSAY_FORM_FIXED, who);
  }
  uint32_t u32(const char* who = __builtin_FUNCTION()) {
    return told(&PlainReader::u32, ASSAY_FORM_FIXED, who);
  }
  uint64_t u64(const char* who = __builtin_FUNCTION()) {
    return told(&PlainReader::u64, ASSAY_FORM_FIXED, who);
  }
  bool truth(const char* who = __builtin_FUNCTION()) {
    return told(&PlainReader::truth, ASSAY_FORM_TRUTH, who);
  }
  uint64_t number(const char* who = __builtin_FUNCTION()) {
    return told(&PlainReader::number, ASSAY_FORM_NUMBER, who);
  }
  int64_t signed_number(const char* who = __builtin_FUNCTION()) {
    return told(&PlainReader::signed_number, ASSAY_FORM_SIGNED, who);
  }
  uint8_t enumerator(uint8_t count, const char* who = __builtin_FUNCTION()) {
    const uint8_t* const at = here();
    const size_t before = place();
    const uint8_t value = PlainReader::enumerator(count);
    note(at, before, ASSAY_FORM_FIXED, who);
    return value;
  }
  uint32_t count(uint32_t most, const char* who = __builtin_FUNCTION()) {
    const uint8_t* const at = here();
    const size_t before = place();
    const uint32_t value = PlainReader::count(most);
    note(at, before, ASSAY_FORM_FIXED, who);
    return value;
  }

  /// What is read next is read for that function; null: for the one that reads.
  void ask_for(const char* who) { asker_ = who; }

 private:
  template <class T>
  T told(T (PlainReader::*read)(), unsigned form, const char* who) {
    const uint8_t* const at = here();
    const size_t before = place();
    const T value = (this->*read)();
    note(at, before, form, who);
    return value;
  }
  void note(const uint8_t* at, size_t before, unsigned form, const char* who) const {
    const bool asked = asker_ != nullptr;
    assay_note_read(at, place() - before, asked ? form | ASSAY_FORM_SMALL : form,
                    asked ? asker_ : who);
  }

  const char* asker_ = nullptr;
};

}  // namespace assay::checker
