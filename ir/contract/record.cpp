// SPDX-License-Identifier: Apache-2.0
// Writer and reader go through the schema in the same order; what they do at each fact is decided
// by its type alone. A part is written in one pass: the pass for people visits the elements that
// the pass for proofs counted, and does not count them again.
#include "ir/contract/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <limits>
#include <optional>
#include <string_view>

#include "ir/contract/enumerators.hpp"
#include "ir/contract/schema.hpp"
#include "ir/contract/validate.hpp"

namespace assay {

namespace {

using schema::each_fact;
using schema::Record;
using schema::Rests;

/// Becomes whatever a member is, to count members.
struct Anything {
  template <class T>
  operator T() const;
};
/// How many members an aggregate has: as many as it can be made of.
template <class T, class... Members>
consteval std::size_t members() {
  if constexpr (requires { T{Members{}..., Anything{}}; }) {
    return members<T, Members..., Anything>();
  } else {
    return sizeof...(Members);
  }
}
template <Record... Owner>
consteval bool each_member_has_a_row() {
  return ((members<Owner>() == std::tuple_size_v<decltype(schema::kFacts<Owner>)>) && ...);
}
static_assert(
    each_member_has_a_row<Contract, ContextField, Region, Argument, Helper, SizeRule, MapKind,
                          ReturnRange, NamedValue, AbsentHelper, Policy, Limits, Execution>());

template <class Number>
concept PlainNumber = std::integral<Number> && !std::same_as<Number, bool>;
template <class Type>
concept Enumeration = std::is_enum_v<Type> && sizeof(Type) == 1;

class Writer {
 public:
  explicit Writer(Rests part) : part_(part) {}

  template <Record Owner>
  void put_facts(const Owner& owner) {
    each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>& row) {
      const Value& value = owner.*row.member;
      if (row.rests == part_) {
        put(value);
      } else if (part_ == Rests::Nothing) {
        put_elements(value);
      }
    });
  }

  [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  void put(bool value) { put(static_cast<std::uint8_t>(value)); }
  void put(PlainNumber auto value) {
    auto rest = static_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < sizeof value; ++i, rest >>= 8)
      bytes_.push_back(static_cast<std::uint8_t>(rest));
  }
  template <Enumeration Enum>
  void put(Enum value) {
    const auto number = static_cast<std::underlying_type_t<Enum>>(value);
    ASSAY_CHECK(schema::is_enumerator<Enum>(number), "a value outside its enumeration");
    put(number);
  }
  void put(const std::string& word) {
    put_length(word.size());
    bytes_.insert(bytes_.end(), word.begin(), word.end());
  }
  void put(const Told& told) { put(told.text); }
  template <Record Owner>
  void put(const Owner& owner) {
    put_facts(owner);
  }
  template <class Element>
  void put(const std::vector<Element>& list) {
    put_length(list.size());
    for (const Element& element : list) put(element);
  }
  template <class Element, std::size_t count>
  void put(const std::array<Element, count>& elements) {
    for (const Element& element : elements) put(element);
  }

  /// What is for people in elements that the other part has counted.
  template <class Value>
  void put_elements(const Value& value) {
    if constexpr (Record<Value>) {
      put_facts(value);
    } else if constexpr (schema::kIsTable<Value> || schema::kIsArray<Value>) {
      for (const auto& element : value) put_facts(element);
    }
  }
  void put_length(std::size_t length) {
    ASSAY_CHECK(length <= std::numeric_limits<std::uint32_t>::max(), "a list too long to write");
    put(static_cast<std::uint32_t>(length));
  }

  Rests part_;
  std::vector<std::uint8_t> bytes_;
};

/// Texts show words as they are, one a line.
bool is_control(std::uint8_t byte) { return byte < 0x20 || byte == 0x7f; }

/// After the first fault nothing is read.
class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  /// Reads a record of that part into `contract`.
  void read(Rests part, const RecordForm& form, Contract& contract) {
    part_ = part;
    for (const char letter : form.tag) {
      if (number<std::uint8_t>() != static_cast<std::uint8_t>(letter)) fail(1, "another tag");
    }
    if (number<std::uint32_t>() != form.version) fail(4, "a version that is not known");
    const auto length = number<std::uint32_t>();
    const std::size_t begin = at_;
    read_facts(contract);
    if (!fault_ && at_ - begin != length) fault_ = {begin - 4, "not the length of the record"};
  }

  void expect_end() {
    if (at_ != bytes_.size()) fail(0, "bytes after the record");
  }
  [[nodiscard]] const std::optional<RecordFault>& fault() const { return fault_; }

 private:
  template <Record Owner>
  void read_facts(Owner& owner) {
    each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>& row) {
      if (fault_) return;
      Value& value = owner.*row.member;
      if (row.rests == part_) {
        get(value);
      } else if (part_ == Rests::Nothing) {
        get_elements(value);
      }
    });
  }

  void get(bool& value) {
    const auto number_of = number<std::uint8_t>();
    if (number_of > 1) fail(1, "neither true nor false");
    value = number_of == 1;
  }
  template <PlainNumber Number>
  void get(Number& value) {
    value = number<Number>();
  }
  template <Enumeration Enum>
  void get(Enum& value) {
    const auto number_of = number<std::underlying_type_t<Enum>>();
    if (!schema::is_enumerator<Enum>(number_of)) {
      fail(1, "no value of its enumeration");
      return;
    }
    value = static_cast<Enum>(number_of);
  }
  void get(std::string& word) {
    const auto length = number<std::uint32_t>();
    if (!has(length)) return;
    const auto text = bytes_.subspan(at_, length);
    for (const std::uint8_t byte : text) {
      if (is_control(byte)) fail(0, "a word with a control character");
    }
    word.assign(text.begin(), text.end());
    at_ += length;
  }
  void get(Told& told) { get(told.text); }
  template <Record Owner>
  void get(Owner& owner) {
    read_facts(owner);
  }
  /// A list may say to be longer than its bytes; it grows no further than they reach.
  template <class Element>
  void get(std::vector<Element>& list) {
    const auto length = number<std::uint32_t>();
    for (std::uint32_t i = 0; i < length && !fault_; ++i) get(list.emplace_back());
  }
  template <class Element, std::size_t count>
  void get(std::array<Element, count>& elements) {
    for (Element& element : elements) get(element);
  }

  template <class Value>
  void get_elements(Value& value) {
    if constexpr (Record<Value>) {
      read_facts(value);
    } else if constexpr (schema::kIsTable<Value> || schema::kIsArray<Value>) {
      for (auto& element : value) read_facts(element);
    }
  }

  template <PlainNumber Number>
  Number number() {
    if (!has(sizeof(Number))) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
      value |= std::uint64_t{bytes_[at_ + i]} << (8 * i);
    at_ += sizeof(Number);
    return static_cast<Number>(value);
  }
  bool has(std::size_t count) {
    if (fault_) return false;
    if (bytes_.size() - at_ < count) fail(0, "the bytes end inside a fact");
    return !fault_;
  }
  /// `back`: how many bytes ago what is at fault begins.
  void fail(std::size_t back, std::string_view what) {
    if (!fault_) fault_ = {at_ - back, std::string(what)};
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  Rests part_ = Rests::Proof;
  std::optional<RecordFault> fault_;
};

std::vector<std::uint8_t> record(Rests part, const RecordForm& form, const Contract& contract) {
  Writer writer(part);
  writer.put_facts(contract);
  const std::vector<std::uint8_t> body = writer.take();
  ASSAY_CHECK(body.size() <= std::numeric_limits<std::uint32_t>::max(), "a record too long");
  std::vector<std::uint8_t> out(form.tag.begin(), form.tag.end());
  for (const std::uint32_t number : {form.version, static_cast<std::uint32_t>(body.size())}) {
    for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
  }
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

}  // namespace

std::vector<std::uint8_t> proof_record(const Contract& contract) {
  return record(Rests::Proof, kProofForm, contract);
}

std::vector<std::uint8_t> write_records(const Contract& contract) {
  std::vector<std::uint8_t> out = proof_record(contract);
  const std::vector<std::uint8_t> people = record(Rests::Nothing, kPeopleForm, contract);
  out.insert(out.end(), people.begin(), people.end());
  return out;
}

std::variant<Contract, RecordFault> read_records(std::span<const std::uint8_t> bytes) {
  Reader reader(bytes);
  Contract contract;
  reader.read(Rests::Proof, kProofForm, contract);
  reader.read(Rests::Nothing, kPeopleForm, contract);
  reader.expect_end();
  if (reader.fault()) return *reader.fault();
  const std::vector<std::string> wrong = contradictions(contract);
  if (!wrong.empty()) return RecordFault{0, wrong.front()};
  return contract;
}

}  // namespace assay
