// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/source_uri.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace assay {
namespace {

std::string uri(std::string_view path, std::string_view root) {
  return uri_of(rooted_path(path, root));
}

TEST(SourceUri, PathsBelowTheRootAreRelative) {
  EXPECT_EQ(uri("/src/app/a.c", "/src"), "app/a.c");
  EXPECT_EQ(uri("/src/app/a.c", "/src/app/"), "a.c");
  EXPECT_EQ(uri("/src/app/../b.c", "/src"), "b.c");
}

TEST(SourceUri, RelativePathsAreSeenFromTheCurrentFolder) {
  const std::filesystem::path here = std::filesystem::current_path();
  EXPECT_EQ(uri("a/b.c", here.string()), "a/b.c");
  EXPECT_EQ(uri("./a/../b.c", here.string()), "b.c");
  EXPECT_EQ(uri("b.c", here.parent_path().string()), here.filename().string() + "/b.c");
}

TEST(SourceUri, PathsOutsideTheRootAreFileUris) {
  EXPECT_EQ(uri("/usr/include/x.h", "/src"), "file:///usr/include/x.h");
  EXPECT_EQ(uri("/srcs/x.h", "/src"), "file:///srcs/x.h");
}

TEST(SourceUri, WhatAUriMayNotHoldIsEncoded) {
  EXPECT_EQ(uri("/s/a b%c#d?e:f\xC3\xA9.c", "/s"), "a%20b%25c%23d%3Fe%3Af%C3%A9.c");
}

}  // namespace
}  // namespace assay
