// SPDX-License-Identifier: Apache-2.0
// The formats of whole documents, by name. (The text for people is written as results come:
// human.hpp.)
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "verifier/report/context.hpp"
#include "verifier/report/report.hpp"

namespace assay {

struct DocumentFormat {
  std::string_view name;  // as `--format` spells it
  std::string (*render)(std::span<const ProgramReport> reports, const ReportContext& context);
};

/// In the order in which help lists them.
[[nodiscard]] std::span<const DocumentFormat> document_formats();
/// Null for an unknown name.
[[nodiscard]] const DocumentFormat* find_document_format(std::string_view name);

}  // namespace assay
