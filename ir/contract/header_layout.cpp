// SPDX-License-Identifier: Apache-2.0
// Context structs of C: each contract of a struct lists what its hook may reach, and the struct is
// what they make together. Bytes that no contract names are padding.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <tuple>

#include "ir/contract/header.hpp"
#include "ir/contract/header_annotations.hpp"
#include "ir/contract/platforms.hpp"

namespace assay {

namespace {

struct Member {
  std::string name;
  std::uint32_t offset = 0;   // bytes from the start of the struct
  std::uint32_t element = 0;  // bytes of one element
  std::uint32_t count = 0;    // elements; 0: no array
  FieldKind kind = FieldKind::Scalar;
  std::string mark;  // what a RegionMark points at; contracts may differ in it
  ContractList holders;
  ContractList writers;
  const ContextField* field = nullptr;  // as the first holder has it

  [[nodiscard]] std::uint32_t end() const { return offset + element * std::max(count, 1u); }
};

bool is_number_size(std::uint32_t bytes) {
  return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
}

/// "remote_ip6[2]" is element 2 of remote_ip6: contracts name elements one by one where each is
/// loaded whole.
Member member_of(const ContextField& field) {
  Member made;
  made.kind = field.kind;
  const std::size_t bracket = field.name.find('[');
  made.name = field.name.substr(0, bracket);
  made.offset = field.offset;
  made.element = field.size;
  if (bracket != std::string::npos) {
    std::uint32_t index = 0;
    std::from_chars(field.name.data() + bracket + 1, field.name.data() + field.name.size(), index);
    ASSAY_CHECK(index * field.size <= field.offset, "an array begins before its struct");
    made.offset -= index * field.size;
    made.count = index + 1;
  } else if (field.element != 0 || !is_number_size(field.size)) {
    made.element = std::max(field.element, 1u);
    made.count = field.size / made.element;
  }
  return made;
}

std::string mark_text(const Contract& contract, const ContextField& field) {
  if (field.kind != FieldKind::RegionMark && field.kind != FieldKind::RegionLength) return "";
  const Region& region = contract.regions.at(field.region);
  if (field.kind == FieldKind::RegionLength) return "bytes of " + region.name;
  if (field.mark == 0) {
    return fmt::format("begin of {}{}{}{}", region.name, region.may_be_null ? ", or null" : "",
                       region.reversed != 0 ? ", which may lie beyond the end" : "",
                       field.may_lie_past_next ? ", or past the next mark where it is empty" : "");
  }
  if (field.mark + 1 == region.marks)
    return fmt::format("end of {}{}", region.name, region.may_be_null ? ", or null" : "");
  return fmt::format("between begin and end of {}", region.name);
}

void add_field(std::vector<Member>& members, const Contract& contract, const ContextField& field) {
  Member made = member_of(field);
  auto known = std::find_if(members.begin(), members.end(),
                            [&made](const Member& member) { return member.name == made.name; });
  if (known == members.end()) {
    made.mark = mark_text(contract, field);
    made.field = &field;
    known = members.insert(members.end(), std::move(made));
  } else {
    const bool agrees = known->offset == made.offset && known->element == made.element &&
                        known->kind == made.kind && (known->count == 0) == (made.count == 0);
    ASSAY_CHECK(agrees, "contracts of one context type disagree about " + made.name);
    known->count = std::max(known->count, made.count);
    const std::string mark = mark_text(contract, field);
    if (known->mark.find(mark) == std::string::npos) known->mark += ", or " + mark;
  }
  const auto note = [&contract](ContractList& list) {
    if (list.empty() || list.back() != &contract) list.push_back(&contract);
  };
  note(known->holders);
  if (field.writable) note(known->writers);
}

std::string c_type(const Member& member) {
  if (member.kind == FieldKind::RegionMark && member.element == 8) return "u8 *";
  if (member.kind == FieldKind::Opaque) return "void *";
  ASSAY_CHECK(is_number_size(member.element), "no number of C has the size of " + member.name);
  return fmt::format("u{} ", 8 * member.element);
}

std::string member_comment(const Member& member, const ContractList& sharing) {
  std::string text = member.mark;
  const auto say = [&text](std::string_view words) {
    text += (text.empty() ? "" : "; ") + std::string(words);
  };
  if (member.kind == FieldKind::Opaque) say("an object of the kernel, not to be dereferenced");
  if (member.holders.size() != sharing.size()) say("only in " + hook_names(member.holders));
  if (member.writers.size() == member.holders.size()) {
    say("read and write");
  } else if (!member.writers.empty()) {
    say("writable in " + hook_names(member.writers));
  } else {
    say("read only");
  }
  return text;
}

std::string declaration(const Member& member, const ContractList& sharing,
                        std::string_view indent) {
  ASSAY_CHECK(member.offset % member.element == 0, "misaligned in C: " + member.name);
  const std::string array = member.count == 0 ? "" : fmt::format("[{}]", member.count);
  const MemberUse use{*member.field, member.holders, member.writers, sharing};
  return fmt::format("{}{}{}{}{};  ///< {}\n", indent, c_type(member), member.name, array,
                     member_annotations(use), member_comment(member, sharing));
}

std::string padding(std::uint32_t from, std::uint32_t to, const ContractList& sharing) {
  const std::string_view said = is_annotated(sharing) ? " ASSAY_PADDING" : "";
  return from == to ? "" : fmt::format("  u8 padding_{}[{}]{};\n", from, to - from, said);
}

/// The members in order. Members that begin together are a union.
std::string body(const std::vector<Member>& members, const ContractList& sharing) {
  std::string text;
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < members.size();) {
    std::size_t next = i + 1;
    while (next < members.size() && members[next].offset == members[i].offset) ++next;
    ASSAY_CHECK(members[i].offset >= at, "overlaps what is before it: " + members[i].name);
    text += padding(at, members[i].offset, sharing);
    const bool shared = next - i > 1;
    if (shared) text += "  union {\n";
    for (; i < next; ++i) {
      text += declaration(members[i], sharing, shared ? "    " : "  ");
      at = std::max(at, members[i].end());
    }
    if (shared) text += "  };\n";
  }
  return text + padding(at, sharing.front()->context_size, sharing);
}

/// Windows' types are typedefs, whose struct tags begin with an underscore unless the contract
/// says otherwise; Linux has tags only.
std::string open_struct(const Contract& contract) {
  const std::string& name = contract.context_types.front();
  if (row_of(contract.platform).tags_contexts) return fmt::format("struct {} {{\n", name);
  const bool has_tag = contract.context_types.size() > 1;
  const std::string tag =
      has_tag ? contract.context_types[1] : "_" + name.substr(0, name.rfind("_t"));
  return fmt::format("typedef struct {} {{\n", tag);
}

std::string struct_comment(const ContractList& sharing) {
  std::string text = fmt::format("/// The context of {}.\n///\n", hook_names(sharing));
  for (const Contract* contract : sharing) {
    std::string sections;
    for (const std::string& prefix : contract->section_prefixes)
      sections += fmt::format("{}`{}`", sections.empty() ? "" : ", ", prefix);
    const ReturnRange& result = contract->result;
    text += fmt::format(
        "/// - {}: {}; {}\n", contract->name,
        sections.empty() ? "no section of its own" : "sections " + sections,
        result.checked ? fmt::format("results {} to {}", result.min, result.max) : "any result");
  }
  return text;
}

}  // namespace

std::string context_type_of(const Contract& contract) {
  if (contract.context_types.empty()) return "";
  const bool is_tag = row_of(contract.platform).tags_contexts;
  return (is_tag ? "struct " : "") + contract.context_types.front();
}

std::string context_struct(const ContractList& sharing) {
  const Contract& first = *sharing.front();
  std::vector<Member> members;
  for (const Contract* contract : sharing) {
    ASSAY_CHECK(contract->context_size == first.context_size, "two sizes of one context");
    for (const ContextField& field : contract->fields) add_field(members, *contract, field);
  }
  std::sort(members.begin(), members.end(), [](const Member& left, const Member& right) {
    return std::tie(left.offset, left.name) < std::tie(right.offset, right.name);
  });
  std::string text = struct_comment(sharing) + open_struct(first) + body(members, sharing);
  const bool is_tag = row_of(first.platform).tags_contexts;
  text += is_tag ? "};\n" : fmt::format("}} {};\n", first.context_types.front());
  const std::string type = context_type_of(first);
  for (const Member& member : members) {
    text += fmt::format("_Static_assert(__builtin_offsetof({}, {}) == {}, \"offset of {}\");\n",
                        type, member.name, member.offset, member.name);
  }
  return text + fmt::format("_Static_assert(sizeof({}) == {}, \"size of {}\");\n", type,
                            first.context_size, type);
}

}  // namespace assay
