// SPDX-License-Identifier: Apache-2.0
// Clang's diagnostics, and places in its sources, as plain data.
#pragma once

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/LangOptions.h>
#include <clang/Basic/SourceLocation.h>
#include <clang/Basic/SourceManager.h>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/front/module.hpp"

namespace assay {

/// An error without a place.
[[nodiscard]] Diagnostic plain_message(ErrorCode code, std::string text);

/// What a death of the compiler means: the source nests too deeply, told at its line, where Clang
/// warned before that its stack was almost used up (the warning then leaves `messages`); else it is
/// one that this compiler cannot compile.
[[nodiscard]] Diagnostic told_death(const CompileRequest& request,
                                    std::vector<Diagnostic>& messages);

/// What the words mean with which the compiler gives up on a source ("Cannot select: ..."): an
/// error of the source, at the place that they name.
[[nodiscard]] Diagnostic told_surrender(const CompileRequest& request, const std::string& words);

/// The error of a compilation that did not end within its time limit.
[[nodiscard]] Diagnostic too_slow(const CompileRequest& request);

/// The place that a reader would look at: inside a macro's arguments the argument, otherwise where
/// the macro stands. No one place when the location is invalid.
[[nodiscard]] Where place_of(const clang::SourceManager& sources, clang::CharSourceRange range);

/// Where a place begins, in the order of the source; an empty file, line and column 0 for no place.
struct SourcePoint {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  auto operator<=>(const SourcePoint&) const = default;
};
[[nodiscard]] SourcePoint begin_of(const Where& where);

/// The edit that puts `replacement` in place of `range`; nothing where no text of a file is the
/// range, because a macro made it.
[[nodiscard]] std::optional<Edit> edit_of(const clang::SourceManager& sources,
                                          const clang::LangOptions& language,
                                          clang::CharSourceRange range, std::string replacement);

/// A note on the macro whose body `location` stands in, at that token of the body.
[[nodiscard]] Note macro_note(const clang::SourceManager& sources,
                              const clang::LangOptions& language, clang::SourceLocation location);

/// One note for each macro whose expansion `location` lies in, the innermost first.
[[nodiscard]] std::vector<Note> macro_notes(const clang::SourceManager& sources,
                                            const clang::LangOptions& language,
                                            clang::SourceLocation location);

/// Keeps what Clang says, notes with the message that they belong to.
class MessageCollector : public clang::DiagnosticConsumer {
 public:
  explicit MessageCollector(std::vector<Diagnostic>& messages) : messages_(messages) {}

  void BeginSourceFile(const clang::LangOptions& language,
                       const clang::Preprocessor* preprocessor) override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic& diagnostic) override;

  /// What the back end said about a frame beyond its limit. Kept apart, because the report of that
  /// frame's size says more, and only one of them should be told.
  [[nodiscard]] const std::optional<Diagnostic>& stack_limit() const { return stack_limit_; }

 private:
  void add_note(const clang::Diagnostic& diagnostic, std::string text);

  std::vector<Diagnostic>& messages_;
  std::optional<Diagnostic> stack_limit_;
  clang::LangOptions language_;
  bool ignoring_notes_ = false;
};

}  // namespace assay
