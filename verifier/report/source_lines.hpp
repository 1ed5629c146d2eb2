// SPDX-License-Identifier: Apache-2.0
// The text of a source line for a finding: from the object's own type information, else from disk.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ir/diagnostic/place.hpp"

namespace assay {

/// Looks lines up and remembers the files it read. Not safe for use by several threads at once.
///
/// The object's copy of the line comes first: it is what was compiled, while the file may have
/// changed since. A file is opened only when it is a regular file of moderate size, because its
/// name comes from an object that nobody vouches for and may name a device or a pipe.
class SourceLines {
 public:
  /// The line of `span` without its line end, or empty when it is not to be had.
  [[nodiscard]] std::string line(const SourceSpan& span);

 private:
  const std::vector<std::string>& lines_of(const std::string& file);

  std::map<std::string, std::vector<std::string>> files_;
};

}  // namespace assay
