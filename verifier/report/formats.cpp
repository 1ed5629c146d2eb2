// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/formats.hpp"

#include <algorithm>

#include "verifier/report/csv.hpp"
#include "verifier/report/github.hpp"
#include "verifier/report/gitlab.hpp"
#include "verifier/report/json.hpp"
#include "verifier/report/junit.hpp"
#include "verifier/report/sarif.hpp"

namespace assay {
namespace {

constexpr DocumentFormat kFormats[] = {
    {"json", render_json},     {"sarif", render_sarif}, {"github", render_github},
    {"gitlab", render_gitlab}, {"junit", render_junit}, {"csv", render_csv},
};

}  // namespace

std::span<const DocumentFormat> document_formats() { return kFormats; }

const DocumentFormat* find_document_format(std::string_view name) {
  const auto found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                  [&](const DocumentFormat& f) { return f.name == name; });
  return found == std::end(kFormats) ? nullptr : &*found;
}

}  // namespace assay
