// SPDX-License-Identifier: Apache-2.0
#include "session/map_words.hpp"

namespace assay {

std::string_view role_id(wire::MapRole role) {
  switch (role) {
    case wire::MapRole::Table:
      return "table";
    case wire::MapRole::Variables:
      return "variables";
    case wire::MapRole::ReadOnlyData:
      return "read_only_data";
  }
  return "";
}

std::string_view contents_id(wire::Contents contents) {
  switch (contents) {
    case wire::Contents::None:
      return "none";
    case wire::Contents::Bound:
      return "bound";
    case wire::Contents::Any:
      return "any";
    case wire::Contents::Initial:
      return "initial";
  }
  return "";
}

}  // namespace assay
