// SPDX-License-Identifier: Apache-2.0
#include "rules/c/subset/assembly_text.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(AssemblyText, InstructionsLabelsAndBytesArePlain) {
  for (const char* text :
       {"", "r1 = *(u32 *)(r2 + 0)", "l0_%=:\n%[x] += 1\nif %[x] < 8 goto l0_%=", ".Lhere: exit",
        ".8byte %[instruction]", " .long 1 ; .LONG 2",
        ".pushsection \".maps\", \"aw\"\n.byte 1\n.popsection", ".ascii \"one line\"",
        "r0 = 1\r\nexit", ".section name, \"a\"", ".set mark, 1", "call foo.bar"}) {
    EXPECT_EQ(unknown_directive(text), "") << text;
  }
}

TEST(AssemblyText, WhatCouldReadAFileIsNot) {
  const auto expect = [](const char* text, const char* found) {
    EXPECT_EQ(unknown_directive(text), found) << text;
  };
  expect(".incbin \"f\"", ".incbin");
  expect("exit\n\t.InClude \"f\"", ".InClude");
  expect("here: .incbin \"f\"", ".incbin");
  expect("exit ; .incbin \"f\"", ".incbin");
  expect("/* c */ .incbin \"f\"", ".incbin");
  expect("{.incbin \"f\"|exit}", ".incbin");
  expect("# .incbin\n.macro m", ".incbin");
  expect("r0 = r1 // .incbin in a comment", ".incbin");  // better too many than too few
  expect(".rept 2\n.endr", ".rept");
  expect(".inc%c0", ".inc%");
  expect(".inc\\x", ".inc\\");
  expect(". \"f\"", ".");
  expect("%c0 \"f\"", "\"");
  expect("exit; \"f\"", "\"");
  expect(".byte \"f\"", "\"");
  expect(".ascii \"x\"\r.incbin \"f\"", ".incbin");
  expect(".ascii \"x\"\r\".incbin\" \"f\"", "\"");
  expect(".ascii: \".incbin\" \"f\"", "\"");
  expect(".ascii : \".incbin\" \"f\"", "\"");
  expect(".ascii/**/: \".incbin\" \"f\"", "\"");
  expect(".ascii = \"f\"", "\"");
}

TEST(AssemblyText, NamesOfSymbolsArePlainWhenTheyAreNamesOfC) {
  for (const char* name : {"f", "_f1", "llvm.bpf.load.byte"}) EXPECT_TRUE(is_plain_symbol(name));
  for (const char* name : {"", ".incbin", "1f", "/etc/passwd", "a b", "\1.incbin", "a\"b", "a$b"})
    EXPECT_FALSE(is_plain_symbol(name)) << name;
}

}  // namespace
}  // namespace assay
