// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/reader.hpp"

namespace assay::checker {

Code as_form_of(Code code, Code other) {
  const bool is_form = code == Code::Truncated || code == Code::BytesLeftOver ||
                       code == Code::CountTooLarge || code == Code::BadEnumerator ||
                       code == Code::BadTruthValue || code == Code::BadNumberForm;
  return is_form ? other : code;
}

inline const uint8_t* Reader::take(size_t size) {
  if (size > left()) {
    static constexpr uint8_t kNothing[8] = {};
    fail(Code::Truncated);
    return kNothing;
  }
  at_ += size;
  return at_ - size;
}

uint8_t Reader::u8() { return *take(1); }
uint32_t Reader::u32() { return u32_at(take(4)); }
uint64_t Reader::u64() { return u64_at(take(8)); }

bool Reader::truth() {
  const uint8_t byte = *take(1);
  if (byte > 1) fail(Code::BadTruthValue);
  return byte == 1;
}

uint8_t Reader::enumerator(uint8_t count) {
  const uint8_t byte = *take(1);
  if (byte < count) return byte;
  fail(Code::BadEnumerator);
  return 0;
}

uint64_t Reader::number() {
  constexpr unsigned kLastShift = 63;
  uint64_t value = 0;
  for (unsigned shift = 0; shift <= kLastShift; shift += 7) {
    const uint8_t byte = u8();
    const bool overflows = shift == kLastShift && byte > 1;
    if (overflows || (shift > 0 && byte == 0)) fail(Code::BadNumberForm);
    if (!ok()) return 0;
    value |= uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
  return 0;  // not reached: the last byte is below 0x80, or refused
}

int64_t Reader::signed_number() {
  const uint64_t code = number();
  return static_cast<int64_t>((code >> 1) ^ (0 - (code & 1)));
}

uint32_t Reader::count(uint32_t most) {
  const uint32_t value = u32();
  if (value > most) fail(Code::CountTooLarge);
  return ok() ? value : 0;
}

Bytes Reader::bytes(uint64_t size) {
  if (size > left()) fail(Code::Truncated);
  if (!ok()) return {};
  const auto count = static_cast<size_t>(size);
  return {take(count), count};
}

Bytes Reader::word_or_nothing() {
  const Bytes text = bytes(u8());
  for (size_t i = 0; i < text.size; ++i) {
    if (text.data[i] < 0x20 || text.data[i] > 0x7e) fail(Code::BadWord);
  }
  return ok() ? text : Bytes{};
}

Bytes Reader::word() {
  const Bytes text = word_or_nothing();
  if (text.size == 0) fail(Code::BadWord);
  return text;
}

void Reader::fail(Code code) {
  if (ok()) code_ = code;
  if (!ok()) end_ = at_;
}

void Reader::expect_end() {
  if (left() != 0) fail(Code::BytesLeftOver);
}

}  // namespace assay::checker
