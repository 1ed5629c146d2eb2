// SPDX-License-Identifier: Apache-2.0
#include "rules/c/plain_files.hpp"

#include <clang/Frontend/CompilerInvocation.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <cstdint>
#include <memory>
#include <system_error>
#include <utility>

namespace assay {
namespace {

constexpr std::uint64_t kMostFileBytes = std::uint64_t{64} << 20;

class PlainFiles : public llvm::vfs::ProxyFileSystem {
 public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(
      const llvm::Twine& path) override {
    const llvm::ErrorOr<llvm::vfs::Status> found = status(path);
    if (!found) return found.getError();
    if (found->isDirectory()) return std::make_error_code(std::errc::is_a_directory);
    if (!found->isRegularFile()) return std::make_error_code(std::errc::operation_not_permitted);
    if (found->getSize() > kMostFileBytes) {
      return std::make_error_code(std::errc::file_too_large);
    }
    return ProxyFileSystem::openFileForRead(path);
  }
};

}  // namespace

void use_plain_files(clang::CompilerInstance& compiler) {
  compiler.createFileManager(llvm::makeIntrusiveRefCnt<PlainFiles>(
      clang::createVFSFromCompilerInvocation(compiler.getInvocation(), compiler.getDiagnostics())));
}

}  // namespace assay
