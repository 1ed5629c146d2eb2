// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/paint.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"

namespace assay {
namespace {

std::string_view escape(Paint paint) {
  switch (paint) {
    case Paint::Bold:
      return "\033[1m";
    case Paint::Red:
      return "\033[1;31m";
    case Paint::Green:
      return "\033[1;32m";
    case Paint::Cyan:
      return "\033[1;36m";
  }
  ASSAY_CHECK(false, "a paint outside its enumeration");
}

}  // namespace

std::string painted(std::string_view text, Paint paint, Colour colour) {
  switch (colour) {
    case Colour::Off:
      return std::string(text);
    case Colour::On:
      return fmt::format("{}{}\033[0m", escape(paint), text);
  }
  ASSAY_CHECK(false, "a colour outside its enumeration");
}

}  // namespace assay
