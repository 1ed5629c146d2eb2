// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/render.hpp"

#include <gtest/gtest.h>

#include "ir/contract/contract.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

bool shows(std::string_view name, std::string_view part) {
  return render_contract(*find_contract(name)).find(part) != std::string::npos;
}

TEST(Render, every_field_helper_and_map_kind_is_shown) {
  for (const Contract& contract : builtin_contracts()) {
    const std::string text = render_contract(contract);
    for (const ContextField& field : contract.fields)
      EXPECT_NE(text.find(field.name), std::string::npos) << field.name;
    for (const Helper& helper : contract.helpers) {
      EXPECT_NE(text.find(helper.name + "("), std::string::npos)
          << contract.name << " " << helper.name;
    }
    for (const MapKind& kind : contract.map_kinds)
      EXPECT_NE(text.find(kind.name), std::string::npos) << kind.name;
  }
}

TEST(Render, facts_that_decide_a_proof_are_spelt_out) {
  EXPECT_TRUE(shows("windows/process", "  76:68   token_sid (read only)"));
  EXPECT_TRUE(shows("windows/process",
                    "process_get_image_path(context, out void *, size) -> 32-bit number in "
                    "[-2147483648, 65535]"));
  EXPECT_TRUE(shows("windows/process", "fills min(result, size) bytes"));
  EXPECT_TRUE(shows("windows/process", "instructions: 1000000"));
  EXPECT_TRUE(shows("windows/xdp", "result: in [1, 3] as a 32-bit number"));
  EXPECT_TRUE(shows("windows/xdp", "moves the packet"));
  EXPECT_TRUE(shows("linux/xdp",
                    "ringbuf_reserve(map, constant number in [0, 4294967295], any) -> void "
                    "*[argument 2] or null"));
  EXPECT_TRUE(shows("linux/xdp", "must be released on every path"));
  EXPECT_TRUE(shows("linux/xdp", "512 bytes a call chain, 256 with tail calls"));
  EXPECT_TRUE(shows("linux/xdp_devmap", "variant of: linux/xdp"));
  EXPECT_TRUE(shows("linux/sched_cls", "memory arguments may not lie in the packet"));
}

}  // namespace
}  // namespace assay
