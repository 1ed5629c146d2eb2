// SPDX-License-Identifier: Apache-2.0
#include "evidence/checker/field.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "ir/base/check.hpp"
#include "loader/checker/assay_checker.h"

/// The traced checker's name of assay_check_package().
extern "C" std::uint32_t assay_trace_package(const assay_check_input* input,
                                             assay_check_result* result);

namespace assay::forge {

struct Reading {
  const std::uint8_t* at = nullptr;
  std::size_t size = 0;
  assay_form form{};
  bool small = false;  // a number with a limit
  std::string_view reader;
};
void hear(const Reading& reading);

namespace {

/// Whom the traced checker tells; it is plain C and has no other way to say it.
std::vector<Reading>*& listener() {
  static std::vector<Reading>* to = nullptr;
  return to;
}

/// The readers of ir/wire/certificate.hpp's records by what they read. Those that are not here, as
/// of terms and lists, read parts of what was begun before.
const std::map<std::string_view, Kind> kReaders = {
    {"read_facts", Kind::Fact},
    {"read_parts", Kind::Fact},
    {"read_range", Kind::Fact},
    {"read_excluded", Kind::Fact},
    {"read_knowledge", Kind::Link},
    {"read_row", Kind::Link},
    {"read_linear", Kind::Bound},
    {"read_known", Kind::Bound},
    {"read_value", Kind::Value},
    {"read_values", Kind::Value},
    {"drop", Kind::Value},
    {"read_place", Kind::Role},
    {"id", Kind::Role},
    {"below", Kind::Role},
    {"read_resources", Kind::Role},
    {"read_regions", Kind::Mark},
    {"read_rest", Kind::Mark},
    {"read_stack", Kind::Stack},
    {"read_stacks", Kind::Stack},
    {"read_cells", Kind::Stack},
    {"read_forgotten", Kind::Stack},
    {"read_step", Kind::Multiplier},
    {"read_group", Kind::Measure},
    {"read_measures", Kind::Measure},
    {"survey_state", Kind::Target},
    {"arrive", Kind::Target},
    {"read_head", Kind::Frame},
    {"read_frames", Kind::Frame},
    {"read_tables", Kind::Frame},
    {"run", Kind::Frame},
};

/// What the fields are about, one after another.
class Sorter {
 public:
  Kind operator()(const Field& field) {
    const Kind kind = kind_of(field.reader);
    before_ = field.reader;
    const bool says = kind == Kind::Fact || kind == Kind::Multiplier;
    return field.small && !says ? Kind::Frame : kind;  // counts and places
  }

 private:
  Kind kind_of(std::string_view reader) {
    const auto known = kReaders.find(reader);
    if (known != kReaders.end()) {
      if (known->second != Kind::Role || reader == "read_resources")
        in_resources_ = reader == "read_resources";
      return section_ = known->second;
    }
    if (reader == "read_directions") return section_;
    if (reader != "read_term") return Kind::Frame;
    // The terms of measures stand alone, behind the list of resources.
    if (in_resources_ && before_ != "read_term") return section_ = Kind::Measure;
    return section_ == Kind::Role ? section_ = Kind::Value : section_;
  }

  Kind section_ = Kind::Frame;
  bool in_resources_ = false;
  std::string_view before_;
};

std::vector<Field> within(const std::vector<Reading>& readings, Bytes all) {
  std::map<std::size_t, Field> fields;
  for (const Reading& r : readings) {
    if (r.at < all.data() || r.at + r.size > all.data() + all.size() || r.size == 0) continue;
    const auto offset = static_cast<std::size_t>(r.at - all.data());
    fields.try_emplace(offset, Field{offset, static_cast<std::uint32_t>(r.size), r.form,
                                     Kind::Package, r.small, r.reader});
  }
  std::vector<Field> out;
  for (const auto& [offset, field] : fields) out.push_back(field);
  return out;
}

void sort_out(std::vector<Field>& fields, Bytes package, Bytes certificate) {
  const auto found = std::ranges::search(package, certificate);
  ASSAY_CHECK(!found.empty(), "a package without its certificate");
  const auto begin = static_cast<std::size_t>(found.begin() - package.begin());
  Sorter sorter;
  for (Field& field : fields) {
    if (field.reader == "read_map" || field.reader == "read_spans") field.kind = Kind::Map;
    const bool inside = field.offset >= begin && field.offset < begin + certificate.size();
    if (inside) field.kind = sorter(field);
  }
}

}  // namespace

std::string_view name_of(Kind kind) {
  static constexpr std::string_view kNames[] = {
      "fact",    "link",   "bound", "value",       "role", "mark",    "stack",    "multiplier",
      "measure", "target", "frame", "instruction", "map",  "package", "contract", "pair"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool is_claim(Kind kind) { return kind < Kind::Frame; }

Fields fields_of(Bytes package, Bytes certificate, const HostContract& contract) {
  std::vector<Reading> readings;
  std::vector<std::uint8_t> arena(std::size_t{1} << 24);
  const assay_host_contract host{
      {reinterpret_cast<const std::uint8_t*>(contract.name.data()), contract.name.size()},
      {contract.record.data(), contract.record.size()}};
  const assay_check_input input{{package.data(), package.size()},
                                &host,
                                1,
                                {1u << 30, 1u << 30, ~std::uint64_t{0}, 64},
                                arena.data(),
                                arena.size(),
                                0};
  assay_check_result result{};
  listener() = &readings;
  const std::uint32_t code = assay_trace_package(&input, &result);
  listener() = nullptr;
  ASSAY_CHECK(code == 0, "a real package that the traced checker refuses");
  Fields out{within(readings, package), within(readings, contract.record)};
  sort_out(out.package, package, certificate);
  for (Field& field : out.contract) field.kind = Kind::Contract;
  return out;
}

std::uint64_t read_number(Bytes all, const Field& field) {
  std::uint64_t value = 0;
  const bool by_sevens = field.form == ASSAY_FORM_NUMBER || field.form == ASSAY_FORM_SIGNED;
  for (std::uint32_t i = field.size; i-- > 0;) {
    const std::uint8_t byte = all[field.offset + i];
    value = by_sevens ? value << 7 | (byte & 0x7f) : value << 8 | byte;
  }
  if (field.form == ASSAY_FORM_SIGNED) value = (value >> 1) ^ (0 - (value & 1));
  return value;
}

std::vector<std::uint8_t> written(std::uint64_t number, const Field& field) {
  std::vector<std::uint8_t> out;
  if (field.form == ASSAY_FORM_FIXED || field.form == ASSAY_FORM_TRUTH) {
    for (std::uint32_t i = 0; i < field.size; ++i)
      out.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
    return out;
  }
  if (field.form == ASSAY_FORM_SIGNED) number = number << 1 ^ (0 - (number >> 63));
  while (number >= 0x80) {
    out.push_back(static_cast<std::uint8_t>(number | 0x80));
    number >>= 7;
  }
  out.push_back(static_cast<std::uint8_t>(number));
  return out;
}

void hear(const Reading& reading) {
  if (listener() != nullptr) listener()->push_back(reading);
}

}  // namespace assay::forge

extern "C" void assay_note_read(const std::uint8_t* at, std::size_t size, unsigned form,
                                const char* who) {
  const bool small = (form & ASSAY_FORM_SMALL) != 0;
  assay::forge::hear({at, size, static_cast<assay_form>(form & ~ASSAY_FORM_SMALL), small, who});
}
