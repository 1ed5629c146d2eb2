// SPDX-License-Identifier: Apache-2.0
#include "session/explain_pages.hpp"

namespace assay {

std::string_view explain_page(std::string_view code) {
  for (const ExplainPage& page : explain_pages()) {
    if (page.code == code) return page.text;
  }
  return {};
}

}  // namespace assay
