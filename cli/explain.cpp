// SPDX-License-Identifier: Apache-2.0
// `assay explain CODE`: what an error code means, an example, and how to repair it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string>

#include "cli/commands.hpp"
#include "cli/tell.hpp"
#include "ir/base/errors.hpp"
#include "session/explain_pages.hpp"

namespace assay {
namespace {

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

/// The first line of a page is its heading, "# A501: an access may ...".
std::string_view heading(std::string_view page) {
  std::string_view line = page.substr(0, page.find('\n'));
  while (!line.empty() && (line.front() == '#' || line.front() == ' ')) line.remove_prefix(1);
  return line;
}

int explain(const std::string& code) {
  if (code.empty()) {
    for (const ExplainPage& page : explain_pages()) {
      fmt::print("{}\n", heading(page.text));
    }
    return kExitAccepted;
  }
  if (const std::string_view page = explain_page(upper(code)); !page.empty()) {
    fmt::print("{}", page);
    return kExitAccepted;
  }
  return tell({ErrorCode::UsageError,
               fmt::format("there is no error code '{}'; 'assay explain' lists them", code)});
}

}  // namespace

void add_explain_command(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("explain", "Say what an error code means (none: list all)");
  auto code = std::make_shared<std::string>();
  command->add_option("CODE", *code, "An error code, such as A501");
  command->callback([code, &status] { status = explain(*code); });
}

}  // namespace assay
