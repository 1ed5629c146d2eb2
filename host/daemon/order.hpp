// SPDX-License-Identifier: Apache-2.0
// In which order files are taken that lie in the folders by which a fleet brings them. It knows
// neither files nor hosts. Whoever may put files there can put many, and write them again and
// again. So a file waits for those of its stage that came before it, and for a share of the others:
//
// 1. What is new goes by when it came, roots and statements that nobody has read by turns, then the
//    other statements, then packages; of the two ways by turns, too.
// 2. What is tried again waits for its time and goes behind what is new, but for documents, which
//    have one turn of four.
// 3. What goes behind has a share all the same: the other statements one turn of eight, packages,
//    whose checks take long, one for each five seconds that one waits.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "host/daemon/connection.hpp"

namespace assay::host {

class Order {
 public:
  /// Which statements are kill switches is known once each was read: the others go behind.
  enum class Stage : std::uint8_t { Roots, Statements, OtherStatements, Packages };
  enum class Way : std::uint8_t { Folder, Layout };
  enum class Age : std::uint8_t { New, Again };

  struct Item {
    std::string key;
    Way way{};
    Stage stage{};
  };
  struct Next {
    Item item;
    Age age{};
  };

  /// Puts it behind all that is new in its stage, wherever it was.
  void put(const Item& item);
  /// Has it tried again from then on.
  void put_again(const Item& item, Clock::time_point due);
  /// Has all that is to be tried again tried now, what waits longest first.
  void hasten(Clock::time_point now);
  void remove(const std::string& key);
  /// From then on no package is next, as one is being brought, until they are let go.
  void hold_packages() { packages_held_ = true; }
  void let_packages_go() { packages_held_ = false; }

  /// Whether anything but packages is new.
  [[nodiscard]] bool has_new_document() const;
  /// What comes next, if anything does by now.
  [[nodiscard]] std::optional<Next> next(Clock::time_point now) const;
  /// Likewise, and lets go of it.
  std::optional<Next> take(Clock::time_point now);

 private:
  static constexpr std::size_t kStages = 4;
  static constexpr std::size_t kWays = 2;
  using Number = std::uint64_t;  // grows with each that is put
  using Again = std::map<std::pair<Clock::time_point, Number>, std::string>;

  struct Place {
    Item item;
    Age age{};
    Number number = 0;
    Clock::time_point due;
  };

  [[nodiscard]] std::map<Number, std::string>& fresh(const Item& item);
  [[nodiscard]] bool has_fresh(Stage stage) const;
  [[nodiscard]] std::optional<Stage> fresh_stage() const;
  [[nodiscard]] std::string first_fresh(Stage stage) const;
  [[nodiscard]] Again& again(Stage stage);
  [[nodiscard]] std::optional<std::string> first_package(Clock::time_point now) const;
  [[nodiscard]] std::optional<std::string> shared_key(Clock::time_point now) const;
  [[nodiscard]] std::optional<std::string> next_key(Clock::time_point now) const;

  std::map<std::string, Place> places_;
  std::array<std::array<std::map<Number, std::string>, kWays>, kStages> fresh_;
  Again documents_;  // to be tried again
  Again packages_;   // likewise
  Number last_ = 0;
  std::uint64_t turn_ = 0;
  bool packages_held_ = false;
  std::optional<Clock::time_point> package_due_;  // when the share of one that waits comes
  bool root_was_last_ = false;                    // though a statement waited
  std::array<Way, kStages> last_way_{Way::Layout, Way::Layout, Way::Layout, Way::Layout};
};

}  // namespace assay::host
