// SPDX-License-Identifier: Apache-2.0
// Contracts that tests of this folder share.
#pragma once

#include "ir/contract/contract.hpp"

namespace assay {

/// A small contract, free of contradictions, with at least one row of each type.
[[nodiscard]] inline Contract one_of_everything() {
  Contract made;
  made.name = "linux/sample";
  made.platform = Platform::Linux;
  made.platform_version = "6.18";
  made.source.text = "a place";
  made.section_prefixes = {"sample"};
  made.context_types = {"sample_md"};
  made.context_size = 24;
  const auto field = [&made](const char* name, FieldKind kind, std::uint32_t offset) {
    ContextField added;
    added.name = name;
    added.offset = offset;
    added.size = 8;
    added.kind = kind;
    added.narrow = kind == FieldKind::Scalar;
    made.fields.push_back(added);
  };
  field("data", FieldKind::RegionMark, 0);
  field("data_end", FieldKind::RegionMark, 8);
  made.fields.back().mark = 1;
  field("number", FieldKind::Scalar, 16);
  made.fields.back().element = 4;
  made.regions.resize(1);
  made.regions[0].name = "packet";
  MapKind kind;
  kind.number = 1;
  kind.name = "hash";
  kind.key_bytes = {1, 512};
  kind.contents = MapContents::Hash;
  made.map_kinds = {kind};
  Helper helper;
  helper.id = 1;
  helper.name = "look_up";
  helper.args[0].kind = ArgKind::MapHandle;
  helper.args[1].kind = ArgKind::MapKey;
  helper.returns = ReturnKind::MapValueOrNull;
  helper.map_kinds = {1};
  helper.model = HelperModel::MapLookup;
  made.helpers = {helper};
  made.result = {true, 0, 2, true, "", "", {"another place"}};
  made.names = {{"PASS", 2, ""}, {"FIRST", 1, "number"}};
  made.absent_helpers = {{9, "gone"}};
  Execution way;
  way.name = "native";
  made.executions = {way};
  return made;
}

}  // namespace assay
