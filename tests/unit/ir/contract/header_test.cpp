// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/header.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "support/builtin.hpp"

namespace assay {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Platform kPlatforms[] = {Platform::Windows, Platform::Linux};

Contract hook_of(std::vector<ContextField> fields, std::uint32_t size) {
  Contract made;
  made.name = "linux/made";
  made.platform = Platform::Linux;
  made.context_types = {"made_md"};
  made.context_size = size;
  made.fields = std::move(fields);
  return made;
}

ContextField field(std::string_view name, std::uint32_t offset, std::uint32_t size) {
  ContextField made;
  made.name = name;
  made.offset = offset;
  made.size = size;
  return made;
}

TEST(Header, the_headers_of_the_tree_are_what_the_contracts_say) {
  for (const Platform platform : kPlatforms) {
    const std::string name(platform_name(platform));
    std::ifstream file(ASSAY_SOURCE_DIR "/include/assay/bpf/assay_" + name + ".h",
                       std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    EXPECT_TRUE(text == render_header(test_catalogue(), platform))
        << "write it anew: assay contract header " << name << " > include/assay/bpf/assay_" << name
        << ".h";
  }
}

TEST(Header, every_helper_kind_of_map_and_named_value_is_there) {
  for (const Contract& contract : builtin_contracts()) {
    if (contract.platform == Platform::Generic) continue;
    const std::string text = render_header(test_catalogue(), contract.platform);
    for (const Helper& helper : contract.helpers) {
      EXPECT_THAT(text, HasSubstr("(*const bpf_" + helper.name + ")(")) << helper.name;
      EXPECT_THAT(text, HasSubstr(" = (void *)" + std::to_string(helper.id) + ";")) << helper.name;
    }
    for (const MapKind& kind : contract.map_kinds)
      EXPECT_THAT(text, HasSubstr(" = " + std::to_string(kind.number) + ",\n")) << kind.name;
    for (const NamedValue& value : contract.names)
      EXPECT_THAT(text, HasSubstr(value.name + " = " + std::to_string(value.value))) << value.name;
  }
}

TEST(Header, windows_contexts_are_typedefs_that_choose_the_contract) {
  const std::string text = render_header(test_catalogue(), Platform::Windows);
  for (const char* type : {"process_md_t", "netevent_event_md_t", "bind_md_t", "bpf_sock_addr_t",
                           "bpf_sock_ops_t", "xdp_md_t"}) {
    EXPECT_THAT(text, HasSubstr(std::string("\n} ") + type + ";\n")) << type;
  }
  EXPECT_THAT(text, HasSubstr("typedef struct bpf_sock_addr {"));
}

TEST(Header, bytes_that_no_contract_names_are_padding) {
  const Contract hook = hook_of({field("kind", 4, 1), field("sid", 5, 3), field("at", 16, 8)}, 32);
  const std::string text = context_struct({&hook});
  EXPECT_THAT(text, HasSubstr("  u8 padding_0[4];\n  u8 kind;"));
  EXPECT_THAT(text, HasSubstr("  u8 sid[3];"));
  EXPECT_THAT(text, HasSubstr("  u8 padding_8[8];\n  u64 at;"));
  EXPECT_THAT(text, HasSubstr("  u8 padding_24[8];\n};"));
  EXPECT_THAT(text, HasSubstr("_Static_assert(__builtin_offsetof(struct made_md, at) == 16,"));
  EXPECT_THAT(text, HasSubstr("_Static_assert(sizeof(struct made_md) == 32,"));
}

TEST(Header, elements_that_are_named_one_by_one_are_an_array) {
  const Contract one = hook_of({field("reply", 0, 4), field("words[1]", 4, 4)}, 16);
  Contract other = hook_of({field("words[1]", 4, 4), field("words[3]", 12, 4)}, 16);
  other.name = "linux/other";
  const std::string text = context_struct({&one, &other});
  EXPECT_THAT(text, HasSubstr("  union {\n    u32 reply;  ///< only in made; read only\n"));
  EXPECT_THAT(text, HasSubstr("    u32 words[4];"));
  EXPECT_THAT(text, Not(HasSubstr("padding")));
}

TEST(Header, arguments_say_what_a_helper_does_with_them) {
  const std::string windows = render_header(test_catalogue(), Platform::Windows);
  EXPECT_THAT(windows,
              HasSubstr("(*const bpf_process_get_image_path)(process_md_t *ctx ASSAY_CONTEXT, "
                        "void *to ASSAY_WRITES, u64 to_size ASSAY_SIZE_OF(to)) ASSAY_HELPER "
                        "ASSAY_ONLY_IN(\"process\") ASSAY_RETURNS_LOW_HALF(-2147483648, 65535) "
                        "ASSAY_FILLS_RESULT_BYTES ASSAY_AT_MOST(to_size) = (void *)65536;"));
  EXPECT_THAT(windows, HasSubstr("@param from readable, initialised; may be null"));
  const std::string linux_header = render_header(test_catalogue(), Platform::Linux);
  EXPECT_THAT(linux_header, HasSubstr("released by the call"));
  EXPECT_THAT(linux_header, HasSubstr("Acquires: the result must be released on every path"));
  EXPECT_THAT(linux_header,
              HasSubstr("bpf_probe_read_kernel)(void *to, u32 to_size, const void *address)"));
  // Two prototypes of one helper: the wider is declared.
  EXPECT_THAT(linux_header, HasSubstr("(*const bpf_get_cgroup_classid)(void *ctx)"));
}

TEST(Header, contracts_that_disagree_about_a_context_make_no_header) {
  const Contract one = hook_of({field("kind", 0, 4)}, 8);
  const Contract moved = hook_of({field("kind", 4, 4)}, 8);
  EXPECT_ANY_THROW((void)context_struct({&one, &moved}));
  const Contract overlapping = hook_of({field("all", 0, 8), field("half", 4, 4)}, 8);
  EXPECT_ANY_THROW((void)context_struct({&overlapping}));
}

}  // namespace
}  // namespace assay
