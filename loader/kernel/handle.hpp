// SPDX-License-Identifier: Apache-2.0
// A descriptor of something of the kernel's: a program, a map, a link, a folder.
#pragma once

#include <unistd.h>

#include <utility>

namespace assay::loader {

/// Closed with its owner; -1: none.
class Handle {
 public:
  explicit Handle(int number = -1) : number_(number) {}
  Handle(Handle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (number_ >= 0) ::close(number_);
  }

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool ok() const { return number_ >= 0; }

 private:
  int number_;
};

}  // namespace assay::loader
