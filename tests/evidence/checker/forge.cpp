// SPDX-License-Identifier: Apache-2.0
#include "evidence/checker/forge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ir/digest/sha256.hpp"
#include "ir/wire/package.hpp"

namespace assay::forge {
namespace {

using ByteVector = std::vector<std::uint8_t>;

constexpr std::size_t kTail = wire::kDigestBytes + wire::kTrailerLengthBytes;

std::size_t place_of_certificate(const Specimen& s) {
  const auto found = std::ranges::search(s.bytes, s.certificate());
  return static_cast<std::size_t>(found.begin() - s.bytes.begin());
}

bool is_of_certificate(Kind kind) { return kind <= Kind::Frame || kind == Kind::Pair; }

void splice(ByteVector& into, std::size_t at, std::size_t size, const ByteVector& bytes) {
  const auto begin = into.begin() + static_cast<std::ptrdiff_t>(at);
  const auto behind = into.erase(begin, begin + static_cast<std::ptrdiff_t>(size));
  into.insert(behind, bytes.begin(), bytes.end());
}

void put(ByteVector& bytes, std::size_t at, std::uint64_t number, unsigned size) {
  for (unsigned i = 0; i < size; ++i) bytes[at + i] = static_cast<std::uint8_t>(number >> (8 * i));
}

/// The specimen's package with that certificate in the first one's place. Not by ir/package, which
/// writes no package that is not well formed.
ByteVector with_certificate(const Specimen& s, const ByteVector& certificate) {
  constexpr std::size_t kLength = 4;
  ByteVector out = s.bytes;
  const std::size_t at = place_of_certificate(s);
  put(out, at - kLength, certificate.size(), kLength);
  splice(out, at, s.certificate().size(), certificate);
  put(out, wire::kHeadBody, out.size() - kTail, 8);
  return redigested(std::move(out));
}

std::string words_for(const Field& field, std::uint64_t before, std::uint64_t after) {
  return fmt::format("{} of {} at byte {}: {} for {}", name_of(field.kind), field.reader,
                     field.offset, static_cast<std::int64_t>(after),
                     static_cast<std::int64_t>(before));
}

/// What the same reader read at another place.
std::uint64_t elsewhere(std::uint64_t number, const Field& field, Bytes all,
                        const std::vector<Field>& fields, Random& random) {
  for (unsigned tries = 0; tries < 8; ++tries) {
    const Field& other = fields[random.below(fields.size())];
    if (other.reader != field.reader || other.form != field.form) continue;
    const std::uint64_t found = read_number(all, other);
    if (found != number) return found;
  }
  return number + (std::uint64_t{8} << random.below(8));
}

/// Another number in the place of one: its neighbour, a bit of it, a small one, or one from
/// elsewhere.
std::uint64_t another(std::uint64_t number, const Field& field, Bytes all,
                      const std::vector<Field>& fields, Random& random) {
  const bool is_short = field.form == ASSAY_FORM_FIXED && field.size == 1;
  if (is_short && !random.one_in(4)) return random.below(4);  // most are enumerators
  if (field.form == ASSAY_FORM_TRUTH) return number ^ 1;
  switch (random.below(8)) {
    case 0:
      return number + 1;
    case 1:
      return number - 1;
    case 2:
      return number ^ std::uint64_t{1} << random.below(8 * std::uint64_t{field.size});
    case 3:
      return random.below(16);
    case 4:
      return random.one_in(2) ? 0 - number : number ^ std::uint64_t{1} << random.below(64);
    default:
      return elsewhere(number, field, all, fields, random);
  }
}

std::vector<Field> of_kind(const std::vector<Field>& fields, Kind kind) {
  std::vector<Field> out;
  std::ranges::copy_if(fields, std::back_inserter(out),
                       [&](const Field& field) { return field.kind == kind; });
  return out;
}

std::optional<Forgery> with_changed_field(const Specimen& s, Kind kind, Random& random) {
  const bool contract = kind == Kind::Contract;
  const Bytes all = contract ? Bytes(s.record) : Bytes(s.bytes);
  const std::vector<Field> fields = of_kind(contract ? s.fields.contract : s.fields.package, kind);
  if (fields.empty()) return std::nullopt;
  const Field& field = fields[random.below(fields.size())];
  const std::uint64_t number = read_number(all, field);
  return with_number(s, field, another(number, field, all, fields, random));
}

/// Two numbers of the certificate changed. The later one first, so that places stay.
std::optional<Forgery> with_changed_pair(const Specimen& s, Random& random) {
  std::vector<Field> fields;
  std::ranges::copy_if(s.fields.package, std::back_inserter(fields),
                       [](const Field& field) { return field.kind <= Kind::Frame; });
  if (fields.size() < 2) return std::nullopt;
  std::size_t first = random.below(fields.size());
  std::size_t second = random.one_in(2) ? first + 1 : random.below(fields.size());
  second %= fields.size();
  if (first == second) return std::nullopt;
  if (first > second) std::swap(first, second);
  const std::size_t begin = place_of_certificate(s);
  ByteVector certificate = s.certificate();
  Forgery out{Kind::Pair, {}, s.record, ""};
  for (const std::size_t index : {second, first}) {
    const Field& field = fields[index];
    const std::uint64_t number = read_number(s.bytes, field);
    const std::uint64_t other = another(number, field, s.bytes, fields, random);
    splice(certificate, field.offset - begin, field.size, written(other, field));
    out.what += (out.what.empty() ? "" : "; ") + words_for(field, number, other);
  }
  if (certificate == s.certificate()) return std::nullopt;
  out.bytes = with_certificate(s, certificate);
  return out;
}

std::uint32_t near(std::uint32_t number, Random& random) {
  const std::uint32_t by = 1u << random.below(random.one_in(4) ? 31 : 5);
  return random.one_in(2) ? number + by : number - by;
}

/// Operation, a register, the offset or the number of the instruction at `at`; an operation may be
/// that of any in `code`.
void change_instruction(std::uint8_t* at, const ByteVector& code, Random& random) {
  const auto kind = static_cast<unsigned>(random.below(5));
  const auto number = [&](unsigned begin, unsigned size) {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < size; ++i) value |= std::uint32_t{at[begin + i]} << (8 * i);
    value = near(value, random);
    for (unsigned i = 0; i < size; ++i) at[begin + i] = static_cast<std::uint8_t>(value >> (8 * i));
  };
  if (kind == 0) at[0] = code[8 * random.below(code.size() / 8)];
  if (kind == 1) at[1] = static_cast<std::uint8_t>((at[1] & 0xf0) | random.below(11));
  if (kind == 2) at[1] = static_cast<std::uint8_t>((at[1] & 0x0f) | random.below(11) << 4);
  if (kind == 3) number(2, 2);
  if (kind == 4) number(4, 4);
}

std::optional<Forgery> with_changed_instruction(const Specimen& s, Random& random) {
  const ByteVector& code = s.package.programs[0].code;
  const std::size_t slot = random.below(code.size() / 8);
  std::array<std::uint8_t, 8> instruction{};
  std::copy_n(code.begin() + static_cast<std::ptrdiff_t>(8 * slot), 8, instruction.begin());
  change_instruction(instruction.data(), code, random);
  auto out = with_instruction(s, slot, instruction);
  if (out.bytes == s.bytes) return std::nullopt;
  return out;
}

}  // namespace

std::vector<std::uint8_t> redigested(std::vector<std::uint8_t> bytes) {
  const std::size_t body = bytes.size() - kTail;
  const Sha256 digest = sha256(std::span<const std::uint8_t>(bytes).first(body));
  std::ranges::copy(digest, bytes.begin() + static_cast<std::ptrdiff_t>(body));
  return bytes;
}

Forgery with_instruction(const Specimen& s, std::size_t slot,
                         std::span<const std::uint8_t, 8> instruction) {
  const auto found = std::ranges::search(s.bytes, s.package.programs[0].code);
  ByteVector bytes = s.bytes;
  std::ranges::copy(instruction, bytes.begin() + (found.begin() - s.bytes.begin()) +
                                     static_cast<std::ptrdiff_t>(8 * slot));
  return {Kind::Instruction, redigested(std::move(bytes)), s.record,
          fmt::format("instruction {}", slot)};
}

std::optional<Forgery> with_number(const Specimen& s, const Field& field, std::uint64_t number) {
  const bool contract = field.kind == Kind::Contract;
  const Bytes all = contract ? Bytes(s.record) : Bytes(s.bytes);
  const ByteVector bytes = written(number, field);
  const std::uint64_t before = read_number(all, field);
  if (std::ranges::equal(bytes, all.subspan(field.offset, field.size))) return std::nullopt;
  Forgery out{field.kind, s.bytes, s.record, words_for(field, before, number)};
  if (is_of_certificate(field.kind)) {
    ByteVector certificate = s.certificate();
    splice(certificate, field.offset - place_of_certificate(s), field.size, bytes);
    out.bytes = with_certificate(s, certificate);
  } else if (contract) {
    std::ranges::copy(bytes, out.record.begin() + static_cast<std::ptrdiff_t>(field.offset));
  } else {
    std::ranges::copy(bytes, out.bytes.begin() + static_cast<std::ptrdiff_t>(field.offset));
    if (field.offset + field.size <= out.bytes.size() - kTail)
      out.bytes = redigested(std::move(out.bytes));
  }
  return out;
}

std::optional<Forgery> forged(const Specimen& s, Kind kind, Random& random) {
  if (kind == Kind::Instruction) return with_changed_instruction(s, random);
  if (kind == Kind::Pair) return with_changed_pair(s, random);
  return with_changed_field(s, kind, random);
}

}  // namespace assay::forge
