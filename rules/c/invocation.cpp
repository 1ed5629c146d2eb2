// SPDX-License-Identifier: Apache-2.0
#include "rules/c/invocation.hpp"

#include <clang/Basic/DiagnosticDriver.h>
#include <clang/Driver/Compilation.h>
#include <clang/Driver/Driver.h>
#include <clang/Driver/Job.h>
#include <clang/Driver/Tool.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <string>
#include <vector>

namespace assay {
namespace {

/// The stack frame of a function (every platform's limit; the back end refuses more).
constexpr unsigned kFrameBytes = 512;

/// The command line of a driver that would do the same. What the user says comes late, so that it
/// wins; debug information comes last, because findings need it.
std::vector<std::string> driver_arguments(const CompileRequest& request) {
  std::vector<std::string> arguments = {"clang",         "--no-default-config", "--target=bpf",
                                        "-resource-dir", ASSAY_CLANG_RESOURCES, "-O2",
                                        "-mcpu=v3",      "-Wuninitialized"};
  arguments.insert(arguments.end(), request.flags.begin(), request.flags.end());
  arguments.insert(arguments.end(), {"-idirafter", ASSAY_BPF_INCLUDES, "-g", "-c", "-o", "-", "-x",
                                     "c", "--", request.name});
  return arguments;
}

void complain(clang::DiagnosticsEngine& diagnostics, const char* sentence) {
  // No custom format: the sentence has no arguments.
  diagnostics.Report(
      diagnostics.getDiagnosticIDs()->getCustomDiagID(clang::DiagnosticIDs::Error, sentence));
}

/// The one compiler job of the compilation; null, with an error told, when there is another number.
const clang::driver::Command* only_job(const clang::driver::Compilation& compilation,
                                       clang::DiagnosticsEngine& diagnostics) {
  const clang::driver::JobList& jobs = compilation.getJobs();
  if (jobs.size() == 1 && llvm::StringRef(jobs.begin()->getCreator().getName()) == "clang") {
    return &*jobs.begin();
  }
  complain(diagnostics, "the compiler flags ask for something other than one object of one source");
  return nullptr;
}

void adapt(clang::CompilerInvocation& invocation, const CompileRequest& request) {
  clang::FrontendOptions& frontend = invocation.getFrontendOpts();
  // Many sources may be compiled by one process: nothing may be left behind.
  frontend.DisableFree = false;
  invocation.getDiagnosticOpts().ShowCarets = false;  // and with them a count of errors
  invocation.getCodeGenOpts().DisableFree = false;
  invocation.getCodeGenOpts().ClearASTBeforeBackend = false;
  invocation.getCodeGenOpts().WarnStackSize = kFrameBytes;
  // Without it nobody knows which variable lies where (ir/object/frame_layouts.hpp).
  invocation.getCodeGenOpts().StackSizeSection = true;
  // The machine has no C library: Clang's own stdint.h must not look for one. (The flag of that
  // name would also change what is optimised.)
  invocation.getLangOpts().Freestanding = true;
  invocation.getPreprocessorOpts().addRemappedFile(
      request.name, llvm::MemoryBuffer::getMemBuffer(request.text, request.name).release());
  invocation.getPreprocessorOpts().RetainRemappedFileBuffers = false;
}

}  // namespace

std::shared_ptr<clang::CompilerInvocation> make_invocation(const CompileRequest& request,
                                                           clang::DiagnosticsEngine& diagnostics) {
  clang::driver::Driver driver("clang", "bpf", diagnostics);
  driver.setCheckInputsExist(false);
  const std::vector<std::string> arguments = driver_arguments(request);
  llvm::SmallVector<const char*, 32> pointers;
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  const std::unique_ptr<clang::driver::Compilation> compilation(driver.BuildCompilation(pointers));
  if (!compilation || diagnostics.hasErrorOccurred()) return nullptr;
  const clang::driver::Command* job = only_job(*compilation, diagnostics);
  if (job == nullptr) return nullptr;
  auto invocation = std::make_shared<clang::CompilerInvocation>();
  if (!clang::CompilerInvocation::CreateFromArgs(*invocation, job->getArguments(), diagnostics)) {
    return nullptr;
  }
  if (invocation->getFrontendOpts().ProgramAction != clang::frontend::EmitObj) {
    complain(diagnostics, "the compiler flags ask for something other than an object");
    return nullptr;
  }
  adapt(*invocation, request);
  return invocation;
}

}  // namespace assay
