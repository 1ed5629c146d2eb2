// SPDX-License-Identifier: Apache-2.0
// The sections of Linux's programs, by which loaders choose the hook.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::tables {

/// One name of a section. What follows it after a slash says where the program is attached.
struct LinuxSection {
  std::string_view name;
  std::string_view hook;      // as the kernel's documents call this kind of program
  std::string_view contract;  // without "linux/"; empty: Assay has none
  std::string_view context;   // tag of the context's struct; empty: that of the contract, or none
};

/// LinuxSection::context of a program that replaces another one, whatever that one's context is.
inline constexpr std::string_view kAnyContext = "*";

/// All sections, each name once.
[[nodiscard]] std::span<const LinuxSection> linux_sections();

/// The names of the sections whose programs have the contract "linux/`contract`".
[[nodiscard]] std::vector<std::string> linux_sections_of(std::string_view contract);

}  // namespace assay::tables
