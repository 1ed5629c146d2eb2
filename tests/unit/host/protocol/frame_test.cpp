// SPDX-License-Identifier: Apache-2.0
#include "host/protocol/frame.hpp"

#include <gtest/gtest.h>

namespace assay::host {
namespace {

TEST(Frame, IsReadAsItWasWritten) {
  const Bytes bytes = write_frame({"{}", {1, 2, 3}});
  EXPECT_EQ(bytes, (Bytes{2, 0, 0, 0, 3, 0, 0, 0, '{', '}', 1, 2, 3}));
  const auto size = frame_size(bytes, {});
  ASSERT_TRUE(size.ok());
  EXPECT_EQ(size.value(), bytes.size());
  const Frame frame = frame_of(bytes);
  EXPECT_EQ(frame.document, "{}");
  EXPECT_EQ(frame.attachment, (Bytes{1, 2, 3}));
}

TEST(Frame, HasNoSizeBeforeItsHeadIsThere) {
  const Bytes bytes = write_frame({"{}", {}});
  for (std::size_t cut = 0; cut < kHeadBytes; ++cut) {
    const auto size = frame_size(std::span(bytes).first(cut), {});
    ASSERT_TRUE(size.ok());
    EXPECT_FALSE(size.value().has_value());
  }
}

TEST(Frame, OfMoreThanIsAllowedIsRefusedByItsHeadAlone) {
  const FrameLimits limits{2, 3};
  EXPECT_TRUE(frame_size(write_frame({"{}", {1, 2, 3}}), limits).ok());
  EXPECT_FALSE(frame_size(write_frame({"{ }", {}}), limits).ok());
  EXPECT_FALSE(frame_size(write_frame({"{}", {1, 2, 3, 4}}), limits).ok());
}

TEST(Frame, AnnouncesItsAttachment) {
  const Bytes whole = write_frame({"{}", Bytes(300)});
  EXPECT_EQ(attachment_bytes(whole), 300u);
  EXPECT_EQ(attachment_bytes(std::span(whole).first(kHeadBytes)), 300u);
  EXPECT_EQ(attachment_bytes(std::span(whole).first(kHeadBytes - 1)), 0u);
}

}  // namespace
}  // namespace assay::host
