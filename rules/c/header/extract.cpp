// SPDX-License-Identifier: Apache-2.0
// An annotated header as contracts, through Clang's front end alone: no code is generated.
#include "rules/c/header/extract.hpp"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/contract/validate.hpp"
#include "rules/c/header/reading.hpp"
#include "rules/c/invocation.hpp"
#include "rules/c/job.hpp"
#include "rules/c/messages.hpp"
#include "rules/c/plain_files.hpp"

namespace assay {
namespace {

/// In the order of the source, each once: hooks that share a declaration find the same in it, and
/// the first is told.
std::vector<Diagnostic> settled(std::vector<Diagnostic> messages) {
  const auto key = [](const Diagnostic& message) {
    return std::tuple(begin_of(message.where), message.code, message.message);
  };
  std::vector<Diagnostic> once;
  for (Diagnostic& message : messages) {
    const bool is_known = std::any_of(once.begin(), once.end(), [&](const Diagnostic& other) {
      return key(other) == key(message);
    });
    if (!is_known) once.push_back(std::move(message));
  }
  std::sort(once.begin(), once.end(), [&key](const Diagnostic& left, const Diagnostic& right) {
    return key(left) < key(right);
  });
  return once;
}

class ContractConsumer : public clang::ASTConsumer {
 public:
  explicit ContractConsumer(Extracted& result) : result_(result) {}

  void HandleTranslationUnit(clang::ASTContext& context) override {
    if (context.getDiagnostics().hasErrorOccurred()) return;
    std::vector<Diagnostic> told;
    Findings findings(context, told);
    Annotations annotations(context, findings);
    HeaderReading reading{context, annotations, findings};
    const std::vector<HookPrototype> hooks = find_prototypes(reading);
    if (hooks.empty() && told.empty()) {
      result_.messages.push_back(plain_message(ErrorCode::ContractIncomplete,
                                               "the header declares no hook: no prototype "
                                               "in it carries ASSAY_HOOK"));
      return;
    }
    check_hook_lists(reading, hooks);
    std::vector<Contract> contracts;
    for (const HookPrototype& hook : hooks) contracts.push_back(read_hook(reading, hook));
    check_index_types(reading, contracts);
    annotations.tell_unused(findings);
    const bool is_sound = told.empty();
    for (std::size_t i = 0; i < hooks.size(); ++i) {
      // The hooks of headers that are included only lend their helpers.
      if (!is_own(context, hooks[i])) continue;
      if (is_sound) check_sense(contracts[i], hooks[i], findings);
      result_.contracts.push_back(std::move(contracts[i]));
    }
    for (Diagnostic& message : settled(std::move(told))) {
      result_.messages.push_back(std::move(message));
    }
    if (!result_.contracts.empty() || has_error(result_.messages)) return;
    result_.messages.push_back(
        plain_message(ErrorCode::ContractIncomplete,
                      "the header itself declares no hook: only headers that it includes do"));
  }

 private:
  static Contract read_hook(HeaderReading& reading, const HookPrototype& hook) {
    Contract contract;
    read_head(reading, hook, contract);
    read_context(reading, hook, contract);
    read_map_kinds(reading, hook, contract);
    read_helpers(reading, hook, contract);
    read_named_values(reading, hook, contract);
    return contract;
  }

  static bool is_own(const clang::ASTContext& context, const HookPrototype& hook) {
    const clang::SourceManager& sources = context.getSourceManager();
    return sources.isInMainFile(sources.getFileLoc(hook.function->getLocation()));
  }

  /// What no annotation alone is to blame for.
  static void check_sense(const Contract& contract, const HookPrototype& hook, Findings& findings) {
    for (const std::string& sentence : contradictions(contract)) {
      tell(findings, ErrorCode::ContractContradiction,
           hook.function->getNameInfo().getSourceRange(),
           fmt::format("{}: {}", hook.name, sentence));
    }
  }

  Extracted& result_;
};

class ContractAction : public clang::ASTFrontendAction {
 public:
  explicit ContractAction(Extracted& result) : result_(result) {}

 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance&,
                                                        llvm::StringRef) override {
    return std::make_unique<ContractConsumer>(result_);
  }

 private:
  Extracted& result_;
};

void extract_into(Extracted& result, CompileRequest& request) {
  clang::CompilerInstance compiler;
  MessageCollector collector(result.messages);
  compiler.createDiagnostics(&collector, /*ShouldOwnClient=*/false);
  const std::shared_ptr<clang::CompilerInvocation> invocation =
      make_invocation(request, compiler.getDiagnostics());
  if (!invocation) return;
  compiler.setInvocation(invocation);
  compiler.createDiagnostics(&collector, /*ShouldOwnClient=*/false);
  use_plain_files(compiler);
  ContractAction action(result);
  if (!compiler.ExecuteAction(action) && !has_error(result.messages)) {
    result.messages.push_back(
        plain_message(ErrorCode::InternalError, "the compiler failed without a reason"));
  }
}

}  // namespace

Extracted extract_contracts(const CompileRequest& request) {
  CompileRequest header = request;
  header.choice = {};  // a header declares contracts, and chooses none
  header.flags.insert(header.flags.begin(),
                      {"-DASSAY_READS_CONTRACT", "-Wno-pragma-once-outside-header"});
  Extracted result = run_job<Extracted>(header, extract_into);
  if (has_error(result.messages)) result.contracts.clear();
  return result;
}

}  // namespace assay
