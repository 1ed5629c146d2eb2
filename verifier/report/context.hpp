// SPDX-License-Identifier: Apache-2.0
// What all renderers of whole documents share beside the reports themselves.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "ir/base/error_code.hpp"
#include "verifier/report/source_lines.hpp"
#include "verifier/report/source_warning.hpp"

namespace assay {

/// What a document says beside the reports, and where it finds the text of source lines.
struct ReportContext {
  std::string version;  // of Assay
  /// Absolute folder that source paths are shown relative to in formats that locate them by URI.
  std::string source_root;
  /// The Markdown page that explains a code, or empty; null: no pages. Its text outlives the call.
  std::function<std::string_view(ErrorCode)> explain;
  SourceLines& sources;
  std::span<const SourceWarning> warnings = {};  // in the order of the files
};

}  // namespace assay
