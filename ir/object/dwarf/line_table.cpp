// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/line_table.hpp"

#include <fmt/format.h>

#include "ir/base/bytes.hpp"
#include "ir/base/errors.hpp"

namespace assay::dwarf {
namespace {

constexpr std::uint64_t kMaxFileEntries = 65'536;  // of a table of files or directories
constexpr std::uint16_t kVersionWithFormats = 5;

std::string_view text_of(const Sections& sections, const Value& value) {
  if (value.kind == ValueKind::Text) return value.text;
  if (value.kind == ValueKind::TextAt) return sections.text(Section::Text, value.number);
  if (value.kind == ValueKind::LineTextAt) return sections.text(Section::LineText, value.number);
  return {};
}

/// The lists of folders and files.
class Lists {
 public:
  Lists(const Sections& sections, Cursor& cursor, Encoding encoding)
      : sections_(sections), cursor_(cursor), encoding_(encoding) {}

  /// What is wrong with a list of version 5; nothing where it was added to `files`. Every entry
  /// must take bytes, or a count would be free to promise any number of them.
  std::optional<std::string> read(std::vector<LineHeader::File>& files) {
    struct Column {
      std::uint64_t content;
      std::uint64_t form;
    };
    constexpr std::uint64_t kPath = 1;  // DW_LNCT_*
    constexpr std::uint64_t kFolder = 2;
    std::vector<Column> columns(cursor_.number(1));
    for (Column& column : columns) column = {cursor_.unsigned_leb(), cursor_.unsigned_leb()};
    const std::uint64_t count = cursor_.unsigned_leb();
    if (count > kMaxFileEntries)
      return fmt::format("{} files or directories, more than {}", count, kMaxFileEntries);
    if (count != 0 && columns.empty()) return "files or directories without a format";
    for (std::uint64_t i = 0; i < count; ++i) {
      LineHeader::File file;
      for (const Column& column : columns) {
        const std::uint64_t before = cursor_.at();
        const auto value = read_value(cursor_, form_of(column.form), 0, encoding_);
        if (!value || cursor_.at() == before) {
          return fmt::format("a file's or directory's form 0x{:x} at offset {} cannot be read",
                             column.form, before);
        }
        if (column.content == kPath) file.name = text_of(sections_, *value);
        if (column.content == kFolder) file.folder = value->number;
      }
      files.push_back(file);
    }
    return std::nullopt;
  }

  /// The lists before version 5, which end at an empty name.
  std::optional<std::string> read_old(LineHeader& header) {
    for (auto name = cursor_.text(); !name.empty(); name = cursor_.text())
      header.folders.push_back(name);
    for (auto name = cursor_.text(); !name.empty(); name = cursor_.text()) {
      header.files.push_back({name, cursor_.unsigned_leb()});
      cursor_.unsigned_leb();  // time
      cursor_.unsigned_leb();  // size
      if (header.files.size() > kMaxFileEntries) return "too many files";
    }
    return std::nullopt;
  }

 private:
  const Sections& sections_;
  Cursor& cursor_;
  Encoding encoding_;
};

std::optional<std::string> read_lists(const Sections& sections, Cursor& cursor, Encoding encoding,
                                      LineHeader& header) {
  Lists lists(sections, cursor, encoding);
  if (header.version < kVersionWithFormats) return lists.read_old(header);
  std::vector<LineHeader::File> folders;
  if (const auto bad = lists.read(folders)) return bad;
  for (const LineHeader::File& folder : folders) header.folders.push_back(folder.name);
  return lists.read(header.files);
}

/// The fields between the length of the header and its lists.
void read_fields(Cursor& cursor, LineHeader& header) {
  header.step = static_cast<std::uint8_t>(cursor.number(1));
  if (header.version >= 4) cursor.number(1);  // operations of an instruction; BPF has one
  cursor.number(1);                           // whether rows are statements at first
  header.line_base = static_cast<std::int8_t>(cursor.number(1));
  header.line_range = static_cast<std::uint8_t>(cursor.number(1));
  const std::uint64_t operations = cursor.number(1);
  for (std::uint64_t i = 0; i < operations; ++i)
    header.operands.push_back(i == 0 ? 0 : static_cast<std::uint8_t>(cursor.number(1)));
}

std::string joined(std::string_view folder, std::string_view name) {
  if (folder.empty()) return std::string(name);
  return fmt::format("{}{}{}", folder, folder.ends_with('/') ? "" : "/", name);
}

}  // namespace

Error malformed_lines(std::uint64_t offset, std::string_view what) {
  return {ErrorCode::SectionMalformed,
          fmt::format("section '.debug_line': table at offset {}: {}", offset, what)};
}

Result<LineHeader> read_line_header(const Sections& sections, std::uint64_t offset) {
  const auto bytes = sections.bytes(Section::Line);
  LineHeader header;
  header.begin = offset;
  Cursor cursor(bytes, offset);
  const Cursor::Length length = cursor.initial_length();
  const std::uint64_t after_length = cursor.at();
  header.version = static_cast<std::uint16_t>(cursor.number(2));
  if (cursor.is_bad() || length.bytes == 0 || !inside(after_length, length.bytes, bytes.size()) ||
      header.version < 2 || header.version > kVersionWithFormats) {
    return malformed_lines(offset,
                           fmt::format("{} bytes of version {}", length.bytes, header.version));
  }
  header.end = after_length + length.bytes;
  if (header.version >= kVersionWithFormats) {
    const std::uint64_t address_bytes = cursor.number(1);
    cursor.number(1);  // bytes of a segment
    if (address_bytes != kAddressBytes)
      return malformed_lines(offset, fmt::format("addresses of {} bytes", address_bytes));
  }
  const std::uint64_t header_bytes = cursor.number(length.offset_size);
  const std::uint64_t after_header_bytes = cursor.at();
  read_fields(cursor, header);
  if (header.operands.empty()) return malformed_lines(offset, "no operations");
  if (const auto bad = read_lists(sections, cursor, {header.version, length.offset_size}, header))
    return malformed_lines(offset, *bad);
  if (cursor.is_bad() || cursor.at() > header.end || header_bytes > header.end - after_header_bytes)
    return malformed_lines(offset, "the header does not end inside the table");
  header.program = after_header_bytes + header_bytes;
  if (cursor.at() != header.program) {
    return malformed_lines(offset, fmt::format("the header ends at offset {}, and should at {}",
                                               cursor.at(), header.program));
  }
  return header;
}

std::optional<std::string> file_path(const LineHeader& header, std::uint64_t number,
                                     std::string_view compiled_in) {
  const bool from_zero = header.version >= kVersionWithFormats;
  const std::uint64_t index = from_zero ? number : number - 1;
  if (index >= header.files.size()) return std::nullopt;
  const LineHeader::File& file = header.files[index];
  if (file.name.starts_with('/')) return std::string(file.name);
  const std::uint64_t folder_index = from_zero ? file.folder : file.folder - 1;
  const std::string_view folder =
      folder_index < header.folders.size() ? header.folders[folder_index] : std::string_view();
  // Folder 0 is the one that was compiled in.
  const bool is_compiled_in = from_zero && file.folder == 0;
  if (folder.starts_with('/') || is_compiled_in) return joined(folder, file.name);
  return joined(joined(compiled_in, folder), file.name);
}

}  // namespace assay::dwarf
