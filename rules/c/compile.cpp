// SPDX-License-Identifier: Apache-2.0
// One compilation: the invocation, Clang's front end and back end on a thread of its own, and what
// became of it.
#include "rules/c/compile.hpp"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclGroup.h>
#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/MultiplexConsumer.h>
#include <clang/Frontend/Utils.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ir/base/errors.hpp"
#include "rules/c/comparisons.hpp"
#include "rules/c/database.hpp"
#include "rules/c/expansions.hpp"
#include "rules/c/invocation.hpp"
#include "rules/c/job.hpp"
#include "rules/c/messages.hpp"
#include "rules/c/misspelt.hpp"
#include "rules/c/plain_files.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

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

/// Hands everything on to the code generator, and the finished syntax tree to the rules before it.
/// A source that they refuse generates no code.
class CheckedConsumer : public clang::MultiplexConsumer {
 public:
  CheckedConsumer(std::unique_ptr<clang::ASTConsumer> generator, const CompileRequest& request,
                  Compiled& result)
      : MultiplexConsumer(list_of(std::move(generator))), request_(request), result_(result) {}

  bool HandleTopLevelDecl(clang::DeclGroupRef declarations) override {
    // The generator dies of aliases right here, and the rules refuse them at the end.
    const bool has_alias =
        std::any_of(declarations.begin(), declarations.end(), [](const clang::Decl* declaration) {
          return declaration->hasAttr<clang::AliasAttr>() ||
                 declaration->hasAttr<clang::IFuncAttr>();
        });
    return has_alias || MultiplexConsumer::HandleTopLevelDecl(declarations);
  }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    if (context.getDiagnostics().hasErrorOccurred()) {
      fix_undeclared_calls(context, result_.messages);
      return;
    }
    SubsetCheck check(context, request_);
    check.report(result_.messages);
    if (has_error(result_.messages)) return;
    MultiplexConsumer::HandleTranslationUnit(context);
    check.explain_back_end(result_.messages);
    result_.expansions = macro_expansions(check.surveyed());
    result_.comparisons = comparisons_of(check.surveyed());
  }

 private:
  static std::vector<std::unique_ptr<clang::ASTConsumer>> list_of(
      std::unique_ptr<clang::ASTConsumer> consumer) {
    std::vector<std::unique_ptr<clang::ASTConsumer>> list;
    list.push_back(std::move(consumer));
    return list;
  }

  const CompileRequest& request_;
  Compiled& result_;
};

class CheckedAction : public clang::EmitObjAction {
 public:
  CheckedAction(llvm::LLVMContext& context, const CompileRequest& request, Compiled& result)
      : EmitObjAction(&context), request_(request), result_(result) {}

 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef file) override {
    std::unique_ptr<clang::ASTConsumer> generator =
        EmitObjAction::CreateASTConsumer(compiler, file);
    if (!generator) return nullptr;
    return std::make_unique<CheckedConsumer>(std::move(generator), request_, result_);
  }

 private:
  const CompileRequest& request_;
  Compiled& result_;
};

bool has_large_frame(const std::vector<Diagnostic>& messages) {
  return std::any_of(messages.begin(), messages.end(), [](const Diagnostic& message) {
    return message.code == ErrorCode::FrameTooLarge;
  });
}

void compile_into(Compiled& result, CompileRequest& request) {
  if (!request.database.empty()) {
    Result<std::vector<std::string>> flags = database_flags(request.database, request.name);
    if (!flags.ok()) {
      result.messages.push_back(plain_message(flags.error().code, flags.error().message));
      return;
    }
    request.flags.insert(request.flags.begin(), std::make_move_iterator(flags.value().begin()),
                         std::make_move_iterator(flags.value().end()));
  }
  clang::CompilerInstance compiler;
  MessageCollector collector(result.messages);
  compiler.createDiagnostics(&collector, /*ShouldOwnClient=*/false);
  const std::shared_ptr<clang::CompilerInvocation> invocation =
      make_invocation(request, compiler.getDiagnostics());
  if (!invocation) return;
  compiler.setInvocation(invocation);
  compiler.createDiagnostics(&collector, /*ShouldOwnClient=*/false);
  use_plain_files(compiler);
  compiler.addDependencyCollector(std::make_shared<IncludeCollector>(result.included));
  llvm::SmallVector<char, 0> object;
  compiler.setOutputStream(std::make_unique<llvm::raw_svector_ostream>(object));
  llvm::LLVMContext context;
  CheckedAction action(context, request, result);
  const bool done = compiler.ExecuteAction(action);
  if (collector.stack_limit() && !has_large_frame(result.messages)) {
    result.messages.push_back(*collector.stack_limit());
  }
  if (!done && !has_error(result.messages)) {
    result.messages.push_back(
        plain_message(ErrorCode::InternalError, "the compiler failed without a reason"));
  }
  result.object.assign(object.begin(), object.end());
}

}  // namespace

Compiled compile_c(const CompileRequest& request) {
  Compiled result = run_job<Compiled>(request, compile_into);
  if (has_error(result.messages)) result.object.clear();
  return result;
}

}  // namespace assay
