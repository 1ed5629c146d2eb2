// SPDX-License-Identifier: Apache-2.0
// Names that are given because one size of the frame fits are those that the compiler's own size
// gives, over all objects of the tree.
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ir/object/frame_layouts.hpp"
#include "ir/object/read_object.hpp"
#include "verifier/explain/frame_names.hpp"

namespace assay {
namespace {

namespace fs = std::filesystem;

struct Counts {
  int known = 0;    // variables, as the compiler's size places them
  int fitting = 0;  // of these named without that size
};

void compare(const Program& program, const Function& function, FrameLayout layout, Counts& counts) {
  if (!layout.bytes || layout.variables.empty()) return;
  FrameLayout without = layout;
  without.bytes.reset();
  const FrameNames by_size(program, function.begin, layout);
  const FrameNames by_fit(program, function.begin, without);
  std::set<std::string> known;
  std::set<std::string> fitting;
  for (std::int64_t byte = -512; byte < 0; ++byte) {
    const auto right = by_size.at(byte);
    const auto found = by_fit.at(byte);
    if (right) known.insert(right->variable->name);
    if (!found) continue;
    ASSERT_TRUE(right.has_value()) << found->variable->name << " at " << byte;
    ASSERT_EQ(found->variable->name, right->variable->name) << byte;
    ASSERT_EQ(found->begin, right->begin);
    fitting.insert(found->variable->name);
  }
  counts.known += static_cast<int>(known.size());
  counts.fitting += static_cast<int>(fitting.size());
}

void compare_object(const std::string& path, Counts& counts) {
  const auto bytes = read_object_file(path);
  ASSERT_TRUE(bytes.ok());
  const auto object = read_object(bytes.value(), path);
  ASSERT_TRUE(object.ok()) << object.error().message;
  for (const ObjectEntry& entry : object.value().programs) {
    if (!entry.program.ok()) continue;
    const Program& program = entry.program.value();
    std::vector<FramePlace> places;
    for (const Function& function : program.functions)
      places.push_back({code_place(program, function.begin), std::nullopt});
    const auto layouts = read_frame_layouts(bytes.value(), places);
    ASSERT_TRUE(layouts.ok()) << layouts.error().message;
    for (std::size_t f = 0; f < places.size(); ++f) {
      SCOPED_TRACE(path + ": " + program.functions[f].name);
      compare(program, program.functions[f], layouts.value()[f], counts);
    }
  }
}

TEST(FittingSize, GivesTheCompilersNamesOrNone) {
  Counts counts;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(ASSAY_BINARY_DIR) / "objects")) {
    if (entry.path().extension() == ".o") compare_object(entry.path().string(), counts);
  }
  RecordProperty("known", counts.known);
  RecordProperty("fitting", counts.fitting);
  std::printf("%d variables, %d of them named without the size of the frame\n", counts.known,
              counts.fitting);
  EXPECT_GT(counts.known, 0);
  EXPECT_GT(10 * counts.fitting, 9 * counts.known);
}

}  // namespace
}  // namespace assay
