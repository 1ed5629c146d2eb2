// SPDX-License-Identifier: Apache-2.0
// The pages of docs/explain, compiled in, so that the binary needs no files.
#pragma once

#include <span>
#include <string_view>

namespace assay {

struct ExplainPage {
  std::string_view code;  // "A501"
  std::string_view text;  // Markdown
};

/// In ascending order of code. Defined by a source that the build writes from docs/explain.
[[nodiscard]] std::span<const ExplainPage> explain_pages();

/// The text of the page of `code` ("A501"), or empty.
[[nodiscard]] std::string_view explain_page(std::string_view code);

}  // namespace assay
