// SPDX-License-Identifier: Apache-2.0
#include "rules/c/messages.hpp"

#include <clang/Basic/DiagnosticFrontend.h>
#include <clang/Basic/DiagnosticLex.h>
#include <clang/Basic/DiagnosticSema.h>
#include <clang/Lex/Lexer.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::size_t kMacroNotes = 6;
constexpr std::size_t kNotes = 16;
constexpr std::size_t kShownLineBytes = 240;

/// The text of the line that `location` (of a file) lies in.
std::string line_text(const clang::SourceManager& sources, clang::SourceLocation location) {
  bool invalid = false;
  const auto [file, offset] = sources.getDecomposedLoc(location);
  const llvm::StringRef buffer = sources.getBufferData(file, &invalid);
  if (invalid || offset > buffer.size()) return {};
  const std::size_t before = buffer.substr(0, offset).rfind('\n');
  const std::size_t begin = before == llvm::StringRef::npos ? 0 : before + 1;
  const llvm::StringRef line = buffer.substr(begin, kShownLineBytes);
  return line.substr(0, line.find_first_of("\r\n")).str();
}

clang::CharSourceRange range_of(const clang::Diagnostic& diagnostic) {
  const clang::SourceLocation at = diagnostic.getLocation();
  return clang::CharSourceRange::getCharRange(at, at);
}

/// The back end has one code for all that it cannot do, so that its words must tell.
bool is_stack_limit(unsigned id, llvm::StringRef text) {
  return id == clang::diag::err_fe_backend_unsupported && text.contains("BPF stack limit");
}

/// A warning of Clang's that means behaviour which C leaves undefined. Compilers take it for what
/// never happens, and leave out the checks that would see it.
struct LostCheck {
  llvm::StringRef flag;
  const char* suggestion;
};
constexpr const char* kShiftRepair = "shift by less than the number of bits that the type has";
constexpr const char* kValueRepair = "initialise the variable in its declaration";
constexpr LostCheck kLostChecks[] = {
    {"array-bounds", "use an index that lies inside the array"},
    {"shift-count-overflow", kShiftRepair},
    {"shift-count-negative", kShiftRepair},
    {"uninitialized", kValueRepair},
    {"sometimes-uninitialized", kValueRepair},
    {"return-type", "return a value on every path"},
};

constexpr const char* kFrameRepair = "keep large objects in a per-CPU map";

constexpr const char* kAssaysHeaders =
    "Assay's headers for sensors are <assay/bpf/assay_linux.h> and <assay/bpf/assay_windows.h>";

const LostCheck* lost_check(llvm::StringRef flag) {
  const auto* const found = std::find_if(std::begin(kLostChecks), std::end(kLostChecks),
                                         [&](const LostCheck& row) { return row.flag == flag; });
  return found == std::end(kLostChecks) ? nullptr : found;
}

/// The message of a diagnostic, without places.
Diagnostic classified(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic,
                      std::string text) {
  Diagnostic message;
  message.message = std::move(text);
  const unsigned id = diagnostic.getID();
  const llvm::StringRef flag = clang::DiagnosticIDs::getWarningOptionForDiag(id);
  if (id == clang::diag::warn_fe_frame_larger_than) {
    message.code = ErrorCode::FrameTooLarge;
    message.message = "the frame of '" + diagnostic.getArgStdStr(2) + "' takes " +
                      std::to_string(diagnostic.getArgUInt(0)) + " bytes, and the limit is " +
                      std::to_string(diagnostic.getArgUInt(1));
    message.suggestion = kFrameRepair;
  } else if (id == clang::diag::ext_excess_initializers) {
    // C forbids it, and the platforms' compilers drop what does not fit: content that is lost.
    message.code = ErrorCode::ContentOutOfRange;
    message.suggestion = "remove what does not fit, or build for a hook that supplies more";
  } else if (id == clang::diag::err_pp_file_not_found) {
    message.code = ErrorCode::SourceMalformed;
    if (llvm::StringRef(diagnostic.getArgStdStr(0)).starts_with("assay/"))
      message.suggestion = kAssaysHeaders;
  } else if (is_stack_limit(id, message.message)) {
    // Clang's own words end in a line break, and advise a flag that no kernel honours.
    message.code = ErrorCode::FrameTooLarge;
    message.message = "the variables of this function do not fit in its stack frame of 512 bytes";
    message.suggestion = kFrameRepair;
  } else if (const LostCheck* lost = lost_check(flag)) {
    message.code = ErrorCode::UndefinedInC;
    message.warning_flag = "-W" + flag.str();
    message.message += ", which is undefined behaviour: a compiler may omit checks that rely on it";
    message.suggestion = lost->suggestion;
  } else if (level == clang::DiagnosticsEngine::Warning) {
    message.severity = Severity::Warning;
    if (!flag.empty()) message.warning_flag = "-W" + flag.str();
  } else {
    message.code = ErrorCode::SourceMalformed;
  }
  return message;
}

/// The repair that Clang itself is certain of, whole or not at all.
std::vector<Edit> fixes_of(const clang::SourceManager& sources, const clang::LangOptions& language,
                           const clang::Diagnostic& diagnostic) {
  std::vector<Edit> fixes;
  for (const clang::FixItHint& hint : diagnostic.getFixItHints()) {
    std::optional<Edit> edit =
        hint.InsertFromRange.isValid()
            ? std::nullopt
            : edit_of(sources, language, hint.RemoveRange, hint.CodeToInsert);
    if (!edit) return {};
    fixes.push_back(std::move(*edit));
  }
  return fixes;
}

/// The place that LLVM spells "FILE:LINE:COLUMN"; none where it is something else. The line's text
/// where the file is the source itself.
Where place_in(const CompileRequest& request, llvm::StringRef spelt) {
  SourceSpan place;
  const auto [rest, column] = spelt.rsplit(':');
  const auto [file, line] = rest.rsplit(':');
  if (file.empty() || line.getAsInteger(10, place.line) || column.getAsInteger(10, place.column) ||
      place.line == 0) {
    return Whole{};
  }
  place.file = file.str();
  llvm::StringRef text = file == request.name ? llvm::StringRef(request.text) : "";
  for (std::uint32_t i = 1; i < place.line; ++i) text = text.split('\n').second;
  place.text = text.substr(0, kShownLineBytes)
                   .take_until([](char c) { return c == '\n' || c == '\r'; })
                   .str();
  return place;
}

}  // namespace

Diagnostic plain_message(ErrorCode code, std::string text) {
  Diagnostic message;
  message.code = code;
  message.message = std::move(text);
  return message;
}

Diagnostic too_slow(const CompileRequest& request) {
  Diagnostic error = plain_message(ErrorCode::CompilerTooSlow,
                                   "compiling " + request.name + " takes more than " +
                                       std::to_string(request.time_limit.count()) + " seconds");
  error.suggestion = "split its largest functions, or allow more with --time-limit";
  return error;
}

Diagnostic told_surrender(const CompileRequest& request, const std::string& words) {
  constexpr std::string_view kNoCode = "Cannot select: ";
  const llvm::StringRef line = llvm::StringRef(words).take_until([](char c) { return c == '\n'; });
  if (!line.starts_with(kNoCode)) {
    return plain_message(ErrorCode::SourceMalformed,
                         "the compiler cannot generate BPF code for this source: " + line.str());
  }
  // "Cannot select: 0x5f: i32,ch = AtomicLoadAdd<(load store) on @count> ..., sensor.c:4:68"
  const auto [left, right] = line.split(" = ");
  const llvm::StringRef operation =
      right.empty() ? line.substr(kNoCode.size())
                    : right.take_while([](char c) { return c != '<' && c != ' ' && c != ','; });
  Diagnostic error = plain_message(
      ErrorCode::SourceMalformed,
      "the BPF machine has no instruction for this operation (" + operation.str() + ")");
  error.where = place_in(request, line.substr(line.rfind(", ") + 2));
  return error;
}

Diagnostic told_death(const CompileRequest& request, std::vector<Diagnostic>& messages) {
  const auto warning = std::find_if(
      messages.begin(), messages.end(),
      [](const Diagnostic& message) { return message.warning_flag == "-Wstack-exhausted"; });
  if (warning == messages.end()) {
    Diagnostic crash =
        plain_message(ErrorCode::SourceMalformed, "the compiler crashed on " + request.name);
    crash.suggestion = "remove parts of it to find the cause; it may nest too deeply";
    return crash;
  }
  Diagnostic error =
      plain_message(ErrorCode::LimitExceeded, "the source nests too deeply here for the compiler");
  error.where = warning->where;
  error.suggestion = "split the expression or statement";
  messages.erase(warning);
  return error;
}

SourcePoint begin_of(const Where& where) {
  const SourceSpan* span = span_in(where);
  return span == nullptr ? SourcePoint() : SourcePoint{span->file, span->line, span->column};
}

Where place_of(const clang::SourceManager& sources, clang::CharSourceRange range) {
  if (range.getBegin().isInvalid()) return Whole{};
  const clang::SourceLocation begin = sources.getFileLoc(range.getBegin());
  const clang::PresumedLoc presumed = sources.getPresumedLoc(begin);
  if (presumed.isInvalid()) return Whole{};
  SourceSpan place;
  place.file = presumed.getFilename();
  place.line = presumed.getLine();
  place.column = presumed.getColumn();
  place.end_column = place.column;
  place.text = line_text(sources, begin);
  const clang::SourceLocation end = sources.getFileLoc(range.getEnd());
  const clang::PresumedLoc last = sources.getPresumedLoc(end);
  if (last.isValid() && last.getFileID() == presumed.getFileID() &&
      last.getLine() == presumed.getLine()) {
    place.end_column = std::max(place.column, last.getColumn());
  }
  return place;
}

std::optional<Edit> edit_of(const clang::SourceManager& sources, const clang::LangOptions& language,
                            clang::CharSourceRange range, std::string replacement) {
  const clang::CharSourceRange text = clang::Lexer::makeFileCharRange(range, sources, language);
  const clang::PresumedLoc begin = sources.getPresumedLoc(text.getBegin());
  const clang::PresumedLoc end = sources.getPresumedLoc(text.getEnd());
  if (text.isInvalid() || begin.isInvalid() || end.isInvalid()) return std::nullopt;
  // Where #line renames, no reader could tell which text is meant.
  const clang::FileID file = sources.getFileID(text.getBegin());
  if (begin.getFileID() != file || end.getFileID() != file) return std::nullopt;
  return Edit{begin.getFilename(), begin.getLine(), begin.getColumn(),
              end.getLine(),       end.getColumn(), std::move(replacement)};
}

Note macro_note(const clang::SourceManager& sources, const clang::LangOptions& language,
                clang::SourceLocation location) {
  const llvm::StringRef name = clang::Lexer::getImmediateMacroName(location, sources, language);
  const clang::SourceLocation spelling = sources.getSpellingLoc(location);
  return {place_of(sources, clang::CharSourceRange::getCharRange(spelling, spelling)),
          "expanded from macro '" + name.str() + "'"};
}

std::vector<Note> macro_notes(const clang::SourceManager& sources,
                              const clang::LangOptions& language, clang::SourceLocation location) {
  std::vector<Note> notes;
  while (location.isMacroID() && notes.size() < kMacroNotes) {
    if (sources.isMacroArgExpansion(location)) {
      // The argument stands where the macro was used; what is behind it is the next step out.
      location = sources.getImmediateMacroCallerLoc(location);
      continue;
    }
    notes.push_back(macro_note(sources, language, location));
    location = sources.getImmediateMacroCallerLoc(location);
  }
  return notes;
}

void MessageCollector::BeginSourceFile(const clang::LangOptions& language,
                                       const clang::Preprocessor*) {
  language_ = language;
}

void MessageCollector::add_note(const clang::Diagnostic& diagnostic, std::string text) {
  if (ignoring_notes_ || messages_.empty() || messages_.back().notes.size() >= kNotes) return;
  // Here nothing is to be silenced: the value is missing.
  if (diagnostic.getID() == clang::diag::note_var_fixit_add_initialization)
    text = "it is declared here";
  Note note;
  if (diagnostic.hasSourceManager()) {
    note.where = place_of(diagnostic.getSourceManager(), range_of(diagnostic));
  }
  note.text = std::move(text);
  messages_.back().notes.push_back(std::move(note));
}

void MessageCollector::HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                                        const clang::Diagnostic& diagnostic) {
  DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  llvm::SmallString<128> text;
  diagnostic.FormatDiagnostic(text);
  if (level == clang::DiagnosticsEngine::Note) {
    add_note(diagnostic, std::string(text));
    return;
  }
  // The back end tells of each access to a frame that is too large; one of them is kept.
  const bool gave_up = diagnostic.getID() == clang::diag::fatal_too_many_errors && stack_limit_;
  ignoring_notes_ = level < clang::DiagnosticsEngine::Warning || gave_up;
  if (ignoring_notes_) return;
  Diagnostic message = classified(level, diagnostic, std::string(text));
  if (diagnostic.hasSourceManager() && diagnostic.getLocation().isValid()) {
    const clang::SourceManager& sources = diagnostic.getSourceManager();
    message.where = place_of(sources, range_of(diagnostic));
    message.notes = macro_notes(sources, language_, diagnostic.getLocation());
    message.fixes = fixes_of(sources, language_, diagnostic);
  }
  if (is_stack_limit(diagnostic.getID(), text)) {
    stack_limit_ = std::move(message);
    ignoring_notes_ = true;
  } else {
    messages_.push_back(std::move(message));
  }
}

}  // namespace assay
