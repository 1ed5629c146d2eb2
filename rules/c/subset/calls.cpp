// SPDX-License-Identifier: Apache-2.0
// Calls: helpers that the hook's contract offers, functions of this file, and nothing else.
#include <clang/AST/Attr.h>
#include <clang/Basic/SourceManager.h>

#include <optional>
#include <set>
#include <string_view>

#include "ir/base/errors.hpp"
#include "ir/base/nearest.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

/// The pointer variable that the call goes through, or null.
const clang::VarDecl* pointer_of(const clang::CallExpr* call) {
  const clang::Expr* callee = call->getCallee()->IgnoreParenImpCasts();
  if (const auto* star = llvm::dyn_cast<clang::UnaryOperator>(callee)) {
    if (star->getOpcode() == clang::UO_Deref) callee = star->getSubExpr()->IgnoreParenImpCasts();
  }
  const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(callee);
  return name == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(name->getDecl());
}

/// The function that a constant pointer always names, or null.
const clang::FunctionDecl* only_target(const clang::VarDecl* pointer) {
  const clang::Expr* value = pointer->getAnyInitializer();
  if (value == nullptr || !pointer->getType().isConstQualified()) return nullptr;
  value = value->IgnoreParenImpCasts();
  if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(value)) {
    if (address->getOpcode() == clang::UO_AddrOf) {
      value = address->getSubExpr()->IgnoreParenImpCasts();
    }
  }
  const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(value);
  return name == nullptr ? nullptr : llvm::dyn_cast<clang::FunctionDecl>(name->getDecl());
}

/// The type of the function that a name of the file stands for, directly or through a pointer; null
/// when it stands for none.
clang::QualType called_type(const clang::NamedDecl* declaration) {
  const auto* value = llvm::dyn_cast<clang::ValueDecl>(declaration);
  if (value == nullptr) return {};
  const clang::QualType type = value->getType();
  const clang::QualType function = type->isPointerType() ? type->getPointeeType() : type;
  return function->isFunctionType() ? function : clang::QualType();
}

std::optional<llvm::APSInt> integer_behind_casts(const clang::ASTContext& context,
                                                 const clang::Expr* expression) {
  expression = expression->IgnoreParenCasts();
  clang::Expr::EvalResult value;
  if (!expression->getType()->isIntegerType() || expression->isValueDependent() ||
      !expression->EvaluateAsInt(value, context)) {
    return std::nullopt;
  }
  return value.Val.getInt();
}

/// Loads from the packet that LLVM has names for and the machine an instruction: what headers of
/// old declare as `load_byte` and its kin. The verifier knows whether the hook has a packet.
bool is_packet_load(const clang::FunctionDecl* callee) {
  const auto* label = callee->getAttr<clang::AsmLabelAttr>();
  if (label == nullptr) return false;
  const llvm::StringRef name = label->getLabel();
  return name == "llvm.bpf.load.byte" || name == "llvm.bpf.load.half" ||
         name == "llvm.bpf.load.word";
}

/// An instruction has 32 bits for a helper's number.
bool is_helper_id(const llvm::APSInt& number) {
  return !number.isNegative() && number.getActiveBits() <= 32;
}

std::vector<std::string> helper_names(const Contract& contract) {
  std::vector<std::string> names;
  for (const Helper& helper : contract.helpers) names.push_back(helper.name);
  return names;
}

const Helper* helper_named(const Contract& contract, std::string_view name) {
  for (const Helper& helper : contract.helpers) {
    if (helper.name == name) return &helper;
  }
  return nullptr;
}

/// Linux spells its helpers with a prefix that tables may leave out.
std::string_view bare(std::string_view name) {
  if (name.starts_with("bpf_")) name.remove_prefix(4);
  return name;
}

class CallCheck {
 public:
  CallCheck(const Survey& survey, const CompileRequest& request, Findings& findings)
      : survey_(survey), hooks_(find_hooks(survey, request)), findings_(findings) {}

  void run() {
    for (const Hook& hook : hooks_) {
      if (!hook.contract.ok()) continue;
      for (const FunctionSurvey* function : reached_from(survey_, *hook.function)) {
        for (const clang::CallExpr* call : function->calls) {
          check_helper(hook, *hook.contract.value(), call);
        }
      }
    }
    for (const FunctionSurvey& function : survey_.functions) {
      for (const clang::CallExpr* call : function.calls) check(call);
    }
  }

 private:
  void check(const clang::CallExpr* call) {
    if (const clang::FunctionDecl* callee = call->getDirectCallee()) {
      check_direct(call, callee);
      return;
    }
    if (const auto number = helper_number(*survey_.context, call)) {
      if (!is_helper_id(*number) && told_.insert(call).second) {
        findings_.add(ErrorCode::HelperUnknown, call->getSourceRange(),
                      "no contract offers a helper " + number_text(*number));
      }
      return;
    }
    Diagnostic& finding =
        findings_.add(ErrorCode::IndirectCall, call->getSourceRange(),
                      "this call goes through a pointer, so its target is not known");
    if (const clang::VarDecl* pointer = pointer_of(call)) {
      findings_.note(finding, pointer->getSourceRange(),
                     "the pointer " + quoted(pointer) + " is declared here");
      if (const clang::FunctionDecl* target = only_target(pointer)) {
        findings_.fix(finding, call->getCallee()->getSourceRange(), target->getNameAsString());
      }
    }
    finding.suggestion = "call the functions by name, chosen by a switch";
  }

  void check_direct(const clang::CallExpr* call, const clang::FunctionDecl* callee) {
    // What has a number or a body is known; the kernel's own functions the verifier judges; and
    // what is declared to be an error when called is meant to be optimised away.
    if (callee->getBuiltinID() != 0 || callee->hasBody() || callee->isNoReturn()) return;
    if (callee->hasAttr<clang::ErrorAttr>() || callee->hasAttr<clang::WeakAttr>()) return;
    if (is_packet_load(callee)) return;
    // Other names are refused where they are declared.
    if (callee->hasAttr<clang::AliasAttr>() || callee->hasAttr<clang::IFuncAttr>()) return;
    if (const auto* section = callee->getAttr<clang::SectionAttr>()) {
      if (section->getName() == ".ksyms") return;
    }
    Diagnostic& finding =
        findings_.add(ErrorCode::FunctionUnresolved, call->getSourceRange(),
                      "function " + quoted(callee) +
                          " is neither defined in this file nor offered by a contract");
    findings_.note(finding, callee->getSourceRange(), "it is declared here");
    const std::string meant = meant_word(callee->getNameAsString(), same_callables(call, callee));
    const std::string near =
        meant.empty() ? nearest_word(callee->getNameAsString(), callable_names()) : meant;
    if (!near.empty()) finding.suggestion = "did you mean '" + near + "'?";
    if (!meant.empty()) findings_.fix(finding, call->getCallee()->getSourceRange(), meant);
  }

  /// What the call could name in place of `callee`: declared before it, with the same arguments and
  /// result.
  std::vector<std::string> same_callables(const clang::CallExpr* call,
                                          const clang::FunctionDecl* callee) const {
    std::vector<std::string> names;
    const clang::SourceManager& sources = survey_.context->getSourceManager();
    for (const clang::Decl* other : survey_.context->getTranslationUnitDecl()->decls()) {
      const auto* named = llvm::dyn_cast<clang::NamedDecl>(other);
      if (named == nullptr || named->getIdentifier() == nullptr ||
          !sources.isBeforeInTranslationUnit(named->getLocation(), call->getBeginLoc()))
        continue;
      const clang::QualType type = called_type(named);
      if (!type.isNull() && survey_.context->hasSameType(type, callee->getType()) &&
          named->getNameAsString() != callee->getNameAsString()) {
        names.push_back(named->getNameAsString());
      }
    }
    return names;
  }

  std::vector<std::string> callable_names() const {
    std::vector<std::string> names;
    for (const FunctionSurvey& function : survey_.functions) {
      names.push_back(function.function->getNameAsString());
    }
    for (const Hook& hook : hooks_) {
      if (!hook.contract.ok()) continue;
      for (const Helper& helper : hook.contract.value()->helpers) names.push_back(helper.name);
    }
    return names;
  }

  void check_helper(const Hook& hook, const Contract& contract, const clang::CallExpr* call) {
    const std::optional<llvm::APSInt> number = helper_number(*survey_.context, call);
    if (!number) return;
    if (is_helper_id(*number) &&
        find_helper(contract, static_cast<std::uint32_t>(number->getZExtValue())) != nullptr) {
      return;
    }
    if (!told_.insert(call).second) return;
    const std::string name = helper_name(call);
    Diagnostic& finding =
        findings_.add(ErrorCode::HelperUnknown, call->getSourceRange(),
                      contract.name + " offers no helper " + number_text(*number) +
                          (name.empty() ? "" : " ('" + name + "')"));
    findings_.note(finding, hook.function->function->getNameInfo().getSourceRange(),
                   "the contract comes from " + quoted(hook.function->function));
    if (const clang::VarDecl* pointer = pointer_of(call)) {
      findings_.note(finding, pointer->getSourceRange(), "the helper is declared here");
    }
    if (name.empty()) return;
    const Helper* same = helper_named(contract, name);
    if (same == nullptr) same = helper_named(contract, bare(name));
    if (same != nullptr) {
      finding.suggestion = "this platform has '" + same->name + "' under number " +
                           std::to_string(same->id) + "; include that platform's header";
      return;
    }
    const std::string near = nearest_word(name, helper_names(contract));
    if (!near.empty()) finding.suggestion = "did you mean '" + near + "'?";
  }

  const Survey& survey_;
  std::vector<Hook> hooks_;
  Findings& findings_;
  std::set<const clang::CallExpr*> told_;
};

}  // namespace

std::optional<llvm::APSInt> helper_number(const clang::ASTContext& context,
                                          const clang::CallExpr* call) {
  const clang::VarDecl* pointer = pointer_of(call);
  if (pointer == nullptr) return integer_behind_casts(context, call->getCallee());
  const clang::Expr* value = pointer->getAnyInitializer();
  if (value == nullptr ||
      (!pointer->hasGlobalStorage() && !pointer->getType().isConstQualified())) {
    return std::nullopt;
  }
  return integer_behind_casts(context, value);
}

std::string helper_name(const clang::CallExpr* call) {
  const clang::VarDecl* pointer = pointer_of(call);
  return pointer == nullptr ? "" : pointer->getNameAsString();
}

void check_calls(const Survey& survey, const CompileRequest& request, Findings& findings) {
  CallCheck(survey, request, findings).run();
}

}  // namespace assay
