// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/map_rules.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

constexpr std::uint32_t kTraces = 7;

/// A hook with a kind of map of which no program sees values, and a helper that takes one.
class UnsizedMap : public testing::Test {
 protected:
  UnsizedMap() {
    MapKind traces;
    traces.number = kTraces;
    traces.lookup_from_program = false;
    traces.value_bytes = {8, 4064, 8};
    contract_.map_kinds = {traces};
    helper_.id = 27;
    helper_.map_kinds = {kTraces};
    helper_.args[0].kind = ArgKind::MapHandle;
    map_.kind = kTraces;
  }
  MapKind& kind() { return contract_.map_kinds.front(); }
  /// Whether the map is taken though its values have no bytes.
  bool is_left_to_loader() {
    contract_.helpers = {helper_};
    const bool is_taken = !check_definition(contract_, map_);
    EXPECT_EQ(is_taken, is_sized_by_loader(contract_, map_));
    return is_taken;
  }

  Contract contract_;
  Helper helper_;
  Map map_;
};

TEST_F(UnsizedMap, IsLeftToTheLoaderWhereNobodySeesItsValues) { EXPECT_TRUE(is_left_to_loader()); }

TEST_F(UnsizedMap, IsRefusedWhereAHelperSeesItsValues) {
  for (const ArgKind value : {ArgKind::MapValueIn, ArgKind::MapValueOut}) {
    helper_.args[1].kind = value;
    EXPECT_FALSE(is_left_to_loader());
  }
  helper_.map_kinds = {};
  EXPECT_FALSE(is_left_to_loader()) << "of maps of any kind";
  helper_.map_kinds = {kTraces + 1};
  EXPECT_TRUE(is_left_to_loader()) << "of another kind";
}

TEST_F(UnsizedMap, IsRefusedWhereAHelperGivesItsValuesToTheProgram) {
  for (const ReturnKind value : {ReturnKind::MapValue, ReturnKind::MapValueOrNull}) {
    helper_.returns = value;
    EXPECT_FALSE(is_left_to_loader());
  }
  helper_.returns = ReturnKind::Scalar;
  helper_.callback_argument = 1;
  EXPECT_FALSE(is_left_to_loader());
  helper_.args[0].kind = ArgKind::Any;
  helper_.map_kinds = {};
  EXPECT_TRUE(is_left_to_loader()) << "one that takes no map";
}

TEST_F(UnsizedMap, IsRefusedWhereTheProgramSeesItsValues) {
  kind().lookup_from_program = true;
  EXPECT_FALSE(is_left_to_loader());
  kind().lookup_from_program = false;
  kind().direct_value = true;
  EXPECT_FALSE(is_left_to_loader());
}

TEST_F(UnsizedMap, IsRefusedWhereTheKindHasOneSize) {
  kind().value_bytes = {4, 4, 1};
  EXPECT_FALSE(is_left_to_loader());
}

TEST_F(UnsizedMap, OfAnotherSizeIsHeldToTheKind) {
  map_.value_size = 12;
  EXPECT_FALSE(is_left_to_loader());
  map_.value_size = 16;
  EXPECT_FALSE(check_definition(contract_, map_));
  EXPECT_FALSE(is_sized_by_loader(contract_, map_));
}

}  // namespace
}  // namespace assay
