// SPDX-License-Identifier: Apache-2.0
// The annotations of a translation unit, read once and checked for form: known words, on
// declarations that they suit, with arguments that they take, none of them against another.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/AST/Decl.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/c/header/words.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {

/// A number of C: its 64 bits, and whether they are those of a negative number.
struct AnnotationNumber {
  std::uint64_t bits = 0;
  bool negative = false;
};

struct Annotation {
  Word word{};
  std::vector<std::string> strings;  // the arguments that are strings, in order
  std::vector<AnnotationNumber> numbers;
  clang::SourceRange range;
};

/// Tells an error in a header. It stands where the header says it; the macros that it is written
/// with are no news.
Diagnostic& tell(Findings& findings, ErrorCode code, clang::SourceRange range,
                 std::string sentence);

class Annotations {
 public:
  /// Reads all, and tells what is wrong with their form. `context` must outlive the object.
  Annotations(clang::ASTContext& context, Findings& findings);

  /// The declaration's annotation of that word, or null.
  [[nodiscard]] const Annotation* find(const clang::Decl* declaration, Word word) const;
  [[nodiscard]] bool has(const clang::Decl* declaration, Word word) const {
    return find(declaration, word) != nullptr;
  }
  /// The annotation of a word of that group, or null.
  [[nodiscard]] const Annotation* find(const clang::Decl* declaration, WordGroup group) const;
  /// The declarations that carry the word, in the order of the source.
  [[nodiscard]] std::vector<const clang::Decl*> with(Word word) const;
  /// Whether an annotation of the declaration was refused, so that what it lacks is not news.
  [[nodiscard]] bool is_broken(const clang::Decl* declaration) const {
    return broken_.contains(declaration);
  }
  /// Notes that something was made of the declaration.
  void use(const clang::Decl* declaration) { used_.insert(declaration); }
  /// Tells of annotations on declarations that nothing was made of.
  void tell_unused(Findings& findings) const;

 private:
  friend class AnnotationReader;

  std::map<const clang::Decl*, std::vector<Annotation>> by_declaration_;
  std::vector<const clang::Decl*> order_;
  std::set<const clang::Decl*> used_;
  std::set<const clang::Decl*> broken_;
};

}  // namespace assay
