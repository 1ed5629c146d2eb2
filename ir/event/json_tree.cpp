// SPDX-License-Identifier: Apache-2.0
#include "ir/event/json_tree.hpp"

#include <string>
#include <utility>
#include <vector>

namespace assay {
namespace {

using nlohmann::json;

/// Leaves nothing in it that the library would take memory for. As deep as the tree nests.
void take_apart(json& tree) noexcept {
  if (auto* const elements = tree.get_ptr<json::array_t*>()) {
    for (; !elements->empty(); elements->pop_back()) take_apart(elements->back());
  } else if (auto* const members = tree.get_ptr<json::object_t*>()) {
    while (!members->empty()) {
      take_apart(members->begin()->second);
      members->erase(members->begin());
    }
  }
}

/// Builds the tree of what the library meets, each part in its place at once.
class Builder {
 public:
  explicit Builder(json& root) : root_(root) {}

  bool null() { return put(nullptr); }
  bool boolean(json::boolean_t truth) { return put(truth); }
  bool number_integer(json::number_integer_t number) { return put(number); }
  bool number_unsigned(json::number_unsigned_t number) { return put(number); }
  bool number_float(json::number_float_t number, const std::string& /*text*/) {
    return put(number);
  }
  bool binary(json::binary_t& /*bytes*/) { return false; }  // there is none in a text
  bool string(std::string& text) { return put(std::move(text)); }
  bool key(std::string& name) {
    member_ = std::move(name);
    return true;
  }
  bool start_object(std::size_t /*size*/) { return open(json::object()); }
  bool end_object() { return close(); }
  bool start_array(std::size_t /*size*/) { return open(json::array()); }
  bool end_array() { return close(); }
  template <class Fault>
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/, const Fault& fault) {
    throw fault;
  }

 private:
  json& place(json&& part) {
    if (open_.empty()) return root_ = std::move(part);
    json& into = *open_.back();
    if (into.is_array()) {
      into.push_back(std::move(part));
      return into.back();
    }
    json& member = into[member_];
    take_apart(member);
    return member = std::move(part);
  }
  bool put(json part) {
    (void)place(std::move(part));
    return true;
  }
  bool open(json empty) {
    // Nothing is put into what is around it until it has ended: it stays where it is.
    json& placed = place(std::move(empty));
    open_.push_back(&placed);
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  json& root_;
  std::vector<json*> open_;  // lists and objects that have not ended
  std::string member_;       // the name of the member that comes
};

}  // namespace

JsonTree::JsonTree(std::string_view text) {
  Builder builder(held_.root);
  (void)json::sax_parse(text, &builder);
}

JsonTree::Held::~Held() { take_apart(root); }

std::string json_fault_words(const json::exception& fault) {
  const std::string words = fault.what();
  const std::size_t end = words.find("] ");
  return words.starts_with('[') && end != std::string::npos ? words.substr(end + 2) : words;
}

}  // namespace assay
