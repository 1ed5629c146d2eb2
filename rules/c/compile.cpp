// SPDX-License-Identifier: Apache-2.0
// One compilation: the invocation, Clang's front end and back end on a thread of its own, and what
// became of it.
#include "rules/c/compile.hpp"

#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/Utils.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

#include "rules/c/guarded.hpp"
#include "rules/c/invocation.hpp"
#include "rules/c/messages.hpp"

namespace assay {
namespace {

bool has_error(const std::vector<SourceMessage>& messages) {
  return std::any_of(messages.begin(), messages.end(), [](const SourceMessage& message) {
    return message.severity == Severity::Error;
  });
}

SourceMessage plain_error(ErrorCode code, std::string text) {
  SourceMessage message;
  message.code = code;
  message.message = std::move(text);
  return message;
}

/// Every file that the preprocessor entered, in order.
class IncludeCollector : public clang::DependencyCollector {
 public:
  explicit IncludeCollector(std::vector<IncludedFile>& files) : files_(files) {}
  bool sawDependency(llvm::StringRef file, bool, bool system, bool, bool) override {
    const bool known = std::any_of(files_.begin(), files_.end(),
                                   [&](const IncludedFile& other) { return file == other.path; });
    // Clang names its predefined macros as a file in angle brackets.
    if (!known && !file.starts_with("<")) files_.push_back({file.str(), system});
    return true;
  }
  bool needSystemDependencies() override { return true; }

 private:
  std::vector<IncludedFile>& files_;
};

void compile_into(Compiled& result, const CompileRequest& request) {
  clang::CompilerInstance compiler;
  MessageCollector collector(result.messages);
  compiler.createDiagnostics(&collector, /*ShouldOwnClient=*/false);
  const std::shared_ptr<clang::CompilerInvocation> invocation =
      make_invocation(request, compiler.getDiagnostics());
  if (!invocation) return;
  compiler.setInvocation(invocation);
  compiler.createDiagnostics(&collector, /*ShouldOwnClient=*/false);
  compiler.addDependencyCollector(std::make_shared<IncludeCollector>(result.included));
  llvm::SmallVector<char, 0> object;
  compiler.setOutputStream(std::make_unique<llvm::raw_svector_ostream>(object));
  llvm::LLVMContext context;
  clang::EmitObjAction action(&context);
  if (!compiler.ExecuteAction(action) && !has_error(result.messages)) {
    result.messages.push_back(
        plain_error(ErrorCode::InternalError, "the compiler failed without a reason"));
  }
  result.object.assign(object.begin(), object.end());
}

}  // namespace

Compiled compile_c(const CompileRequest& request) {
  Compiled result;
  try {
    const std::string crash = run_guarded([&] { compile_into(result, request); });
    if (!crash.empty()) {
      result.messages.push_back(plain_error(ErrorCode::InternalError, crash));
    }
  } catch (const std::exception& fault) {
    result.messages.push_back(plain_error(ErrorCode::InternalError, fault.what()));
  }
  if (has_error(result.messages)) result.object.clear();
  return result;
}

}  // namespace assay
