// SPDX-License-Identifier: Apache-2.0
// One description of each type serves both directions: `fields` names the members in order, for a
// Writer or a Reader.
#include "session/compiled_wire.hpp"

#include <type_traits>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

class Writer {
 public:
  std::string bytes;

  void number(std::uint64_t value) {
    for (unsigned i = 0; i < sizeof value; ++i) bytes += static_cast<char>(value >> 8 * i);
  }
  template <class Number>
  void scalar(const Number& value) {
    number(static_cast<std::uint64_t>(value));
  }
  void text(const std::string& value) {
    number(value.size());
    bytes += value;
  }
  void bytes_of(const std::vector<std::uint8_t>& value) {
    number(value.size());
    bytes.append(value.begin(), value.end());
  }
  template <class T>
  void list(const std::vector<T>& items);
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    const std::string_view taken = take(sizeof value);
    for (unsigned i = 0; i < sizeof value; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(taken[i])} << 8 * i;
    }
    return value;
  }
  template <class Number>
  void scalar(Number& value) {
    value = static_cast<Number>(number());
  }
  void text(std::string& value) { value = take(number()); }
  void bytes_of(std::vector<std::uint8_t>& value) {
    const std::string_view taken = take(number());
    value.assign(taken.begin(), taken.end());
  }
  template <class T>
  void list(std::vector<T>& items);
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view take(std::uint64_t count) {
    ASSAY_CHECK(count <= bytes_.size(), "the front end's answer is cut off");
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  std::string_view bytes_;
};

template <class Wire, class Span>
  requires std::is_same_v<std::remove_const_t<Span>, SourceSpan>
void fields(Wire& wire, Span& span) {
  wire.text(span.file);
  wire.scalar(span.line);
  wire.scalar(span.column);
  wire.scalar(span.end_column);
  wire.text(span.text);
}

void fields(Writer& wire, const Where& where) {
  ASSAY_CHECK(!slot_in(where), "a front end knows no instructions");
  const SourceSpan* span = span_in(where);
  wire.number(span == nullptr ? 0 : 1);
  if (span != nullptr) fields(wire, *span);
}
void fields(Reader& wire, Where& where) {
  const std::uint64_t spans = wire.number();
  ASSAY_CHECK(spans <= 1, "a place of no kind that a front end knows");
  if (spans == 1) fields(wire, where.emplace<SourceSpan>());
}

template <class Wire, class Fact>
  requires std::is_same_v<std::remove_const_t<Fact>, Note>
void fields(Wire& wire, Fact& note) {
  fields(wire, note.where);
  wire.text(note.text);
}

template <class Wire, class Change>
  requires std::is_same_v<std::remove_const_t<Change>, Edit>
void fields(Wire& wire, Change& edit) {
  wire.text(edit.file);
  wire.scalar(edit.line);
  wire.scalar(edit.column);
  wire.scalar(edit.end_line);
  wire.scalar(edit.end_column);
  wire.text(edit.replacement);
}

void code(Writer& wire, const std::optional<ErrorCode>& value) {
  wire.number(value ? static_cast<std::uint64_t>(*value) + 1 : 0);
}
void code(Reader& wire, std::optional<ErrorCode>& value) {
  const std::uint64_t number = wire.number();
  value = number == 0 ? std::nullopt : std::optional(static_cast<ErrorCode>(number - 1));
  if (value) (void)error_id(*value);  // must be one that there is
}

template <class Wire, class Message>
  requires std::is_same_v<std::remove_const_t<Message>, Diagnostic>
void fields(Wire& wire, Message& message) {
  wire.scalar(message.severity);
  ASSAY_CHECK(message.severity <= Severity::Error, "a severity outside its enumeration");
  code(wire, message.code);
  wire.text(message.warning_flag);
  fields(wire, message.where);
  wire.text(message.message);
  wire.list(message.notes);
  wire.text(message.suggestion);
  wire.list(message.fixes);
}

template <class Wire, class File>
  requires std::is_same_v<std::remove_const_t<File>, IncludedFile>
void fields(Wire& wire, File& file) {
  wire.text(file.path);
  wire.scalar(file.system);
}

template <class Wire, class Expansion>
  requires std::is_same_v<std::remove_const_t<Expansion>, MacroExpansion>
void fields(Wire& wire, Expansion& expansion) {
  wire.text(expansion.file);
  wire.scalar(expansion.line);
  wire.scalar(expansion.column);
  wire.list(expansion.notes);
}

template <class Wire, class Compared>
  requires std::is_same_v<std::remove_const_t<Compared>, Comparison>
void fields(Wire& wire, Compared& comparison) {
  wire.text(comparison.file);
  wire.scalar(comparison.line);
  wire.scalar(comparison.last);
  wire.scalar(comparison.edited);
  wire.text(comparison.spelling);
  fields(wire, comparison.edit);
}

template <class Wire, class All>
  requires std::is_same_v<std::remove_const_t<All>, Compiled>
void fields(Wire& wire, All& compiled) {
  wire.list(compiled.messages);
  wire.bytes_of(compiled.object);
  wire.list(compiled.included);
  wire.list(compiled.expansions);
  wire.list(compiled.comparisons);
}

template <class T>
void Writer::list(const std::vector<T>& items) {
  number(items.size());
  for (const T& item : items) fields(*this, item);
}

template <class T>
void Reader::list(std::vector<T>& items) {
  const std::uint64_t count = number();
  // Each item takes some bytes, so that a wrong count ends early.
  for (std::uint64_t i = 0; i < count; ++i) fields(*this, items.emplace_back());
}

}  // namespace

std::string to_wire(const Compiled& compiled) {
  Writer writer;
  fields(writer, compiled);
  return std::move(writer.bytes);
}

Compiled from_wire(std::string_view bytes) {
  Reader reader(bytes);
  Compiled compiled;
  fields(reader, compiled);
  ASSAY_CHECK(reader.at_end(), "the front end's answer is too long");
  return compiled;
}

}  // namespace assay
