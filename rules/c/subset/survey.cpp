// SPDX-License-Identifier: Apache-2.0
#include "rules/c/subset/survey.hpp"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclGroup.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "ir/contract/contract.hpp"
#include "rules/c/statements.hpp"

namespace assay {
namespace {

constexpr unsigned kRegisterBits = 64;

bool is_loop(const clang::Stmt* statement) {
  return llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt>(statement);
}

/// Whether a jump may land inside, so that the statement is compiled even where nothing falls into
/// it.
bool contains_label(const clang::Stmt* statement) {
  if (statement == nullptr) return false;
  if (llvm::isa<clang::LabelStmt, clang::SwitchCase>(statement)) return true;
  return std::any_of(statement->child_begin(), statement->child_end(), contains_label);
}

/// One walk over a function's body.
class Walk {
 public:
  Walk(clang::ASTContext& context, FunctionSurvey& found) : context_(context), found_(found) {}

  void run(const clang::Stmt* body) {
    visit(body);
    for (const Goto& jump : gotos_) {
      const auto label = labels_.find(jump.label);
      if (label == labels_.end()) continue;
      found_.jumps.push_back(
          {jump.statement, label->second.statement, jump.loops, label->second.loops});
    }
  }

 private:
  struct Goto {
    const clang::Stmt* statement = nullptr;
    const clang::LabelDecl* label = nullptr;
    LoopChain loops;
  };
  struct Label {
    const clang::Stmt* statement = nullptr;
    LoopChain loops;
  };

  /// The truth value of a condition that is known and has no effects.
  std::optional<bool> constant(const clang::Expr* condition) const {
    bool value = false;
    if (condition == nullptr || condition->isValueDependent() ||
        condition->HasSideEffects(context_) ||
        !condition->EvaluateAsBooleanCondition(value, context_)) {
      return std::nullopt;
    }
    return value;
  }

  void visit_if(const clang::IfStmt* statement) {
    const std::optional<bool> known = constant(statement->getCond());
    visit(statement->getCond());
    if (known.value_or(true) || contains_label(statement->getThen())) visit(statement->getThen());
    if (!known.value_or(false) || contains_label(statement->getElse())) visit(statement->getElse());
  }

  void visit_conditional(const clang::ConditionalOperator* choice) {
    const std::optional<bool> known = constant(choice->getCond());
    visit(choice->getCond());
    if (known.value_or(true)) visit(choice->getTrueExpr());
    if (!known.value_or(false)) visit(choice->getFalseExpr());
  }

  void visit_loop(const clang::Stmt* statement) {
    found_.loops.push_back(statement);
    loops_.push_back(statement);
    visit_children(statement);
    loops_.pop_back();
  }

  void visit_switch(const clang::SwitchStmt* statement) {
    const std::optional<LoopChain> outer = std::exchange(switch_loops_, loops_);
    const clang::Stmt* const outer_switch = std::exchange(switch_, statement);
    visit_children(statement);
    switch_ = outer_switch;
    switch_loops_ = outer;
  }

  void note_variables(const clang::DeclStmt* statement) {
    for (const clang::Decl* declaration : statement->decls()) {
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) {
        found_.variables.push_back(variable);
        if (const auto* cleanup = variable->getAttr<clang::CleanupAttr>()) {
          found_.mentioned.push_back(cleanup->getFunctionDecl());
        }
      }
    }
  }

  void note_expression(const clang::Expr* expression) {
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(expression))
      found_.calls.push_back(call);
    if (const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(expression)) {
      if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(name->getDecl())) {
        found_.mentioned.push_back(function);
      }
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(name->getDecl());
      if (variable != nullptr && variable->hasGlobalStorage()) found_.globals.push_back(name);
    }
    if (const auto* subscript = llvm::dyn_cast<clang::ArraySubscriptExpr>(expression))
      found_.subscripts.push_back(subscript);
    if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(expression)) {
      if (unary->getOpcode() == clang::UO_AddrOf)
        found_.addressed.insert(unary->getSubExpr()->IgnoreParens());
    }
    if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(expression)) {
      if (binary->getOpcode() == clang::BO_Assign) found_.assignments.push_back(binary);
    }
    if (is_floating(expression->getType()) || is_wide_integer(context_, expression->getType())) {
      found_.expressions.push_back(expression);
    }
  }

  void visit_children(const clang::Stmt* statement) {
    for (const clang::Stmt* child : statement->children()) visit(child);
  }

  /// The statements that are more than their children; whether it was one.
  bool visit_special(const clang::Stmt* statement) {
    if (llvm::isa<clang::UnaryExprOrTypeTraitExpr>(statement)) return true;  // not evaluated
    if (const auto* choice = llvm::dyn_cast<clang::GenericSelectionExpr>(statement)) {
      visit(choice->getResultExpr());
      return true;
    }
    if (const auto* choice = llvm::dyn_cast<clang::ChooseExpr>(statement)) {
      visit(choice->getChosenSubExpr());
      return true;
    }
    if (const auto* branch = llvm::dyn_cast<clang::IfStmt>(statement)) {
      visit_if(branch);
      return true;
    }
    if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(statement)) {
      note_expression(choice);
      visit_conditional(choice);
      return true;
    }
    if (const auto* choice = llvm::dyn_cast<clang::SwitchStmt>(statement)) {
      visit_switch(choice);
      return true;
    }
    if (is_loop(statement)) {
      visit_loop(statement);
      return true;
    }
    return false;
  }

  void visit(const clang::Stmt* statement) {
    if (statement == nullptr || visit_special(statement)) return;
    if (const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(statement)) {
      note_variables(declarations);
    } else if (const auto* label = llvm::dyn_cast<clang::LabelStmt>(statement)) {
      labels_[label->getDecl()] = {label, loops_};
    } else if (const auto* jump = llvm::dyn_cast<clang::GotoStmt>(statement)) {
      gotos_.push_back({jump, jump->getLabel(), loops_});
    } else if (llvm::isa<clang::SwitchCase>(statement) && switch_loops_) {
      found_.jumps.push_back({switch_, statement, *switch_loops_, loops_});
    } else if (llvm::isa<clang::IndirectGotoStmt>(statement)) {
      found_.computed_gotos.push_back(statement);
    } else if (llvm::isa<clang::AsmStmt>(statement)) {
      found_.assembly.push_back(statement);
    } else if (const auto* expression = llvm::dyn_cast<clang::Expr>(statement)) {
      note_expression(expression);
    }
    visit_children(statement);
  }

  clang::ASTContext& context_;
  FunctionSurvey& found_;
  LoopChain loops_;
  const clang::Stmt* switch_ = nullptr;
  std::optional<LoopChain> switch_loops_;
  std::vector<Goto> gotos_;
  std::map<const clang::LabelDecl*, Label> labels_;
};

class Surveyor {
 public:
  explicit Surveyor(clang::ASTContext& context) { survey_.context = &context; }

  Survey run() && {
    for (const clang::Decl* declaration : survey_.context->getTranslationUnitDecl()->decls()) {
      if (const auto* text = llvm::dyn_cast<clang::FileScopeAsmDecl>(declaration)) {
        survey_.file_assembly.push_back(text);
      }
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
      if (variable != nullptr && variable->hasInit()) survey_.tables.push_back(variable);
      const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration);
      if (function != nullptr &&
          (function->hasAttr<clang::AliasAttr>() || function->hasAttr<clang::IFuncAttr>())) {
        survey_.aliases.push_back(function);
      }
      if (function != nullptr && function->isThisDeclarationADefinition() &&
          survey_.context->DeclMustBeEmitted(function)) {
        add(function);
      }
    }
    for (const clang::VarDecl* table : survey_.tables) {
      if (!table->isReferenced() && !survey_.context->DeclMustBeEmitted(table)) continue;
      for_each_statement(table->getInit(), [this](const clang::Stmt* part) {
        const auto* name = llvm::dyn_cast<clang::DeclRefExpr>(part);
        const auto* function =
            name == nullptr ? nullptr : llvm::dyn_cast<clang::FunctionDecl>(name->getDecl());
        if (function != nullptr) add(function);
      });
    }
    // Found functions mention others, which end in the object with them.
    for (std::size_t next = 0; next < survey_.functions.size(); ++next) {
      const std::vector<const clang::FunctionDecl*> mentioned = survey_.functions[next].mentioned;
      for (const clang::FunctionDecl* function : mentioned) add(function);
    }
    sort();
    return std::move(survey_);
  }

 private:
  void add(const clang::FunctionDecl* named) {
    const clang::FunctionDecl* definition = nullptr;
    if (!named->hasBody(definition)) return;
    if (!survey_.index.try_emplace(named->getCanonicalDecl(), 0).second) return;
    FunctionSurvey found;
    found.function = definition;
    found.always_inlined = definition->hasAttr<clang::AlwaysInlineAttr>();
    Walk(*survey_.context, found).run(definition->getBody());
    survey_.functions.push_back(std::move(found));
  }

  void sort() {
    const clang::SourceManager& sources = survey_.context->getSourceManager();
    std::sort(survey_.functions.begin(), survey_.functions.end(),
              [&](const FunctionSurvey& left, const FunctionSurvey& right) {
                return sources.isBeforeInTranslationUnit(left.function->getLocation(),
                                                         right.function->getLocation());
              });
    for (std::size_t i = 0; i < survey_.functions.size(); ++i) {
      survey_.index[survey_.functions[i].function->getCanonicalDecl()] = i;
    }
  }

  Survey survey_;
};

}  // namespace

Survey survey(clang::ASTContext& context) { return Surveyor(context).run(); }

std::string marked_platform(const clang::FileScopeAsmDecl* assembly) {
  const std::string text = assembly->getAsmString()->getString().str();
  for (const Platform platform : {Platform::Linux, Platform::Windows}) {
    std::string name(platform_name(platform));
    if (text == ".set " + std::string(kPlatformMark) + name + ", 1") return name;
  }
  return {};
}

std::string platform_mark(const Survey& survey) {
  for (const clang::FileScopeAsmDecl* assembly : survey.file_assembly) {
    std::string platform = marked_platform(assembly);
    if (!platform.empty()) return platform;
  }
  return {};
}

const FunctionSurvey* find_function(const Survey& survey, const clang::FunctionDecl* declaration) {
  const auto found = survey.index.find(declaration->getCanonicalDecl());
  return found == survey.index.end() ? nullptr : &survey.functions[found->second];
}

bool is_floating(clang::QualType type) {
  return !type.isNull() && (type->isRealFloatingType() || type->isAnyComplexType());
}

bool is_wide_integer(const clang::ASTContext& context, clang::QualType type) {
  return !type.isNull() && type->isIntegerType() && !type->isIncompleteType() &&
         context.getIntWidth(type) > kRegisterBits;
}

}  // namespace assay
