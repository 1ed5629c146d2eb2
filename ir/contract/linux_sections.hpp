// SPDX-License-Identifier: Apache-2.0
// The sections of Linux's programs of which Assay has no contract.
#pragma once

#include <span>
#include <string_view>

namespace assay::tables {

/// One name of a section. What follows it after a slash says where the program is attached.
struct LinuxSection {
  std::string_view name;
  std::string_view hook;     // as the kernel's documents call this kind of program
  std::string_view context;  // tag of the context's struct; empty: none
};

/// LinuxSection::context of a program that replaces another one, whatever that one's context is.
inline constexpr std::string_view kAnyContext = "*";

/// All sections, each name once.
[[nodiscard]] std::span<const LinuxSection> linux_sections();

}  // namespace assay::tables
