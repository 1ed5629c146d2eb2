// SPDX-License-Identifier: Apache-2.0
// A JSON text as the library's tree. The library takes memory to take a tree apart, and ends the
// process where there is none; this one takes none.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace assay {

class JsonTree {
 public:
  /// Of a member that is there twice it has the last. Requires that the text does not nest deep
  /// (nests_within()). Throws nlohmann::json::exception where it is no JSON.
  explicit JsonTree(std::string_view text);

  [[nodiscard]] const nlohmann::json& root() const { return held_.root; }

 private:
  /// Apart from the constructor, which may end early.
  struct Held {
    Held() = default;
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held();
    nlohmann::json root;
  };
  Held held_;
};

/// What is wrong, without the number that the library puts in front.
[[nodiscard]] std::string json_fault_words(const nlohmann::json::exception& fault);

}  // namespace assay
