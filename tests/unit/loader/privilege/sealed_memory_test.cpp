// SPDX-License-Identifier: Apache-2.0
#include "loader/privilege/sealed_memory.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

namespace assay::loader {
namespace {

TEST(SealedMemory, HoldsWhatItWasGivenAndCannotBeChanged) {
  const Bytes bytes{1, 2, 3};
  const Outcome<int> memory = sealed_memory(bytes);
  ASSERT_TRUE(memory.ok());
  const int file = memory.value();
  EXPECT_EQ(::write(file, bytes.data(), bytes.size()), -1);
  EXPECT_EQ(::ftruncate(file, 1), -1);
  EXPECT_EQ(::ftruncate(file, 9), -1);
  const Outcome<Bytes> read = read_sealed_memory(file, 3);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value(), bytes);
  EXPECT_EQ(read_sealed_memory(file, 2).refusal().code, RefusalCode::FileTooLarge);
  ::close(file);
}

TEST(SealedMemory, WhatCanStillBeChangedIsNotRead) {
  const int file = ::memfd_create("open", MFD_ALLOW_SEALING);
  for (const int seal : {F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_SEAL}) {
    EXPECT_EQ(read_sealed_memory(file, 9).refusal().code, RefusalCode::NotSealedInMemory);
    ASSERT_EQ(::fcntl(file, F_ADD_SEALS, seal), 0);
  }
  EXPECT_EQ(read_sealed_memory(file, 9).refusal().code, RefusalCode::NotSealedInMemory);
  ::close(file);
}

TEST(SealedMemory, AnOrdinaryFileIsNone) {
  const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(read_sealed_memory(file, 9).refusal().code, RefusalCode::NotSealedInMemory);
  ::close(file);
}

}  // namespace
}  // namespace assay::loader
