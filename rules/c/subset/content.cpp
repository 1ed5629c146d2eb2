// SPDX-License-Identifier: Apache-2.0
// Content: tables and constants of a sensor that name the inputs which a hook supplies. What names
// one that is not there is refused where it stands, whatever the code does with it.
//
// (More initialisers than an array has elements are Clang's to find: rules/c/messages.cpp.)
#include <clang/AST/Attr.h>
#include <llvm/ADT/StringRef.h>

#include <optional>
#include <set>

#include "ir/base/errors.hpp"
#include "rules/c/subset/rules.hpp"

namespace assay {
namespace {

/// What numbers of an annotated type count (ASSAY_INDEX_OF in include/assay/bpf/assay_contract.h).
constexpr llvm::StringLiteral kIndexOf = "assay.index_of";

std::optional<llvm::APSInt> constant(const clang::ASTContext& context, const clang::Expr* value) {
  clang::Expr::EvalResult result;
  if (value == nullptr || value->isValueDependent() || !value->getType()->isIntegerType() ||
      !value->EvaluateAsInt(result, context)) {
    return std::nullopt;
  }
  return result.Val.getInt();
}

bool is_below(const llvm::APSInt& number, std::uint64_t count) {
  return !number.isNegative() && number.getActiveBits() <= 64 && number.getZExtValue() < count;
}

/// A type whose numbers count the elements of an array.
struct Index {
  const clang::TypedefNameDecl* type = nullptr;
  std::string array;
  std::uint64_t count = 0;
};

std::optional<Index> index_of(const clang::ASTContext& context, clang::QualType type) {
  while (const auto* named = type->getAs<clang::TypedefType>()) {
    for (const auto* said : named->getDecl()->specific_attrs<clang::AnnotateAttr>()) {
      if (said->getAnnotation() != kIndexOf || said->args_size() != 2) continue;
      const auto* name =
          llvm::dyn_cast<clang::StringLiteral>(said->args_begin()[0]->IgnoreParenImpCasts());
      const auto count = constant(context, said->args_begin()[1]);
      if (name != nullptr && count && !count->isNegative() && count->getActiveBits() <= 64) {
        return Index{named->getDecl(), name->getString().str(), count->getZExtValue()};
      }
    }
    type = named->getDecl()->getUnderlyingType();
  }
  return std::nullopt;
}

class ContentCheck {
 public:
  ContentCheck(const Survey& survey, const CompileRequest& request, Findings& findings)
      : survey_(survey), context_(*survey.context), findings_(findings) {
    for (const Hook& hook : find_hooks(survey, request)) {
      const clang::FunctionDecl* function = hook.function->function;
      if (function->getNumParams() == 0) continue;
      const clang::QualType pointee = function->getParamDecl(0)->getType()->getPointeeType();
      const clang::RecordDecl* record = pointee.isNull() ? nullptr : pointee->getAsRecordDecl();
      if (record != nullptr) contexts_.insert(record->getCanonicalDecl());
    }
  }

  void run() {
    for (const clang::VarDecl* table : survey_.tables) walk(table->getType(), table->getInit());
    for (const FunctionSurvey& function : survey_.functions) {
      for (const clang::VarDecl* variable : function.variables) {
        if (variable->hasInit()) walk(variable->getType(), variable->getInit());
      }
      for (const clang::BinaryOperator* assignment : function.assignments) {
        check_value(assignment->getLHS()->getType(), assignment->getRHS());
      }
      for (const clang::CallExpr* call : function.calls) check_arguments(call);
      for (const clang::ArraySubscriptExpr* subscript : function.subscripts) {
        check_subscript(function, subscript);
      }
    }
  }

 private:
  /// Every number of an initialiser, by the type of what it initialises.
  void walk(clang::QualType type, const clang::Expr* value) {
    const auto* list = value == nullptr ? nullptr : llvm::dyn_cast<clang::InitListExpr>(value);
    if (list == nullptr) {
      check_value(type, value);
      return;
    }
    if (const clang::ArrayType* array = context_.getAsArrayType(type)) {
      for (const clang::Expr* element : list->inits()) walk(array->getElementType(), element);
      return;
    }
    const clang::RecordDecl* record = type->getAsRecordDecl();
    if (record == nullptr) return;
    if (const clang::FieldDecl* member = list->getInitializedFieldInUnion()) {
      if (list->getNumInits() != 0) walk(member->getType(), list->getInit(0));
      return;
    }
    unsigned next = 0;
    for (const clang::FieldDecl* member : record->fields()) {
      if (member->isUnnamedBitField()) continue;
      if (next == list->getNumInits()) break;
      walk(member->getType(), list->getInit(next++));
    }
  }

  void check_arguments(const clang::CallExpr* call) {
    const clang::FunctionDecl* callee = call->getDirectCallee();
    if (callee == nullptr) return;
    for (unsigned i = 0; i < callee->getNumParams() && i < call->getNumArgs(); ++i) {
      check_value(callee->getParamDecl(i)->getType(), call->getArg(i));
    }
  }

  void check_value(clang::QualType type, const clang::Expr* value) {
    const auto index = index_of(context_, type);
    const auto number = index ? constant(context_, value) : std::nullopt;
    if (!number || is_below(*number, index->count)) return;
    Diagnostic& finding = findings_.add(ErrorCode::ContentOutOfRange, value->getSourceRange(),
                                        "this names element " + number_text(*number) + " of '" +
                                            index->array + "', and the hook supplies " +
                                            std::to_string(index->count) + ", counted from 0");
    findings_.note(finding, index->type->getSourceRange(),
                   "numbers of type " + quoted(index->type) + " count them");
    finding.suggestion = "name an input that the hook supplies, or build for a hook that has more";
  }

  /// A constant index of an array in the context. One past the end may be pointed at.
  void check_subscript(const FunctionSurvey& function, const clang::ArraySubscriptExpr* subscript) {
    const auto* member =
        llvm::dyn_cast<clang::MemberExpr>(subscript->getBase()->IgnoreParenImpCasts());
    const auto* field =
        member == nullptr ? nullptr : llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
    const clang::ConstantArrayType* array =
        field == nullptr ? nullptr : context_.getAsConstantArrayType(field->getType());
    if (array == nullptr || !contexts_.contains(field->getParent()->getCanonicalDecl())) return;
    const auto number = constant(context_, subscript->getIdx());
    const std::uint64_t count = array->getSize().getZExtValue();
    const std::uint64_t allowed = count + (function.addressed.contains(subscript) ? 1 : 0);
    if (!number || is_below(*number, allowed)) return;
    Diagnostic& finding =
        findings_.add(ErrorCode::ContentOutOfRange, subscript->getIdx()->getSourceRange(),
                      "this reads element " + number_text(*number) + " of " + quoted(field) +
                          ", and the hook supplies " + std::to_string(count) + ", counted from 0");
    findings_.note(finding, field->getSourceRange(), quoted(field) + " is declared here");
    finding.suggestion = "name an input that the hook supplies, or build for a hook that has more";
  }

  const Survey& survey_;
  const clang::ASTContext& context_;
  Findings& findings_;
  std::set<const clang::TagDecl*> contexts_;
};

}  // namespace

void check_content(const Survey& survey, const CompileRequest& request, Findings& findings) {
  ContentCheck(survey, request, findings).run();
}

}  // namespace assay
