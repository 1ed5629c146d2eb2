// SPDX-License-Identifier: Apache-2.0
#include "verifier/certificate/draft.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/wire/certificate.hpp"
#include "verifier/certificate/records.hpp"

namespace assay {
namespace {

class DraftWriter {
 public:
  DraftWriter(const CertificateDraft& draft, const std::vector<bool>& without)
      : draft_(draft), without_(without) {}

  std::vector<std::uint8_t> run(CertificateRoom room) {
    RecordWriter groups;
    groups.number(draft_.groups.size());
    for (const DraftGroup& group : draft_.groups) {
      groups.number(group.parent);
      groups.byte(group.pace);
      const auto kept = kept_of(group.steps);
      if (group.pace != 0) steps(kept, groups);
    }
    RecordWriter states;
    for (const DraftState& state : draft_.states) prepare(state);
    change(draft_.entry, 0, states);
    for (std::uint32_t s = 0; s < draft_.states.size(); ++s) walk(s, states);
    RecordWriter out;
    out.byte(wire::kCertificateVersion);
    out.number(draft_.states.size());
    out.number(std::max(draft_.needs.symbols, room.symbols));
    out.number(std::max(draft_.needs.cells, room.cells));
    out.number(draft_.frames);
    out.number(draft_.ids);
    out.number(most_steps_);
    out.number(draft_.cuts.size());
    std::uint32_t behind = 0;
    for (const std::uint32_t slot : draft_.cuts) {
      out.number(slot - behind);
      behind = slot + 1;
    }
    out.bytes(groups.take());
    out.bytes(states.take());
    return out.take();
  }

 private:
  using Kept = std::vector<const DraftStep*>;

  /// Those that stay of the next steps.
  Kept kept_of(const DraftSteps& all) {
    Kept kept;
    for (const DraftStep& step : all) {
      if (!without_.at(at_++)) kept.push_back(&step);
    }
    most_steps_ = std::max(most_steps_, kept.size());
    return kept;
  }
  void prepare(const DraftState& state) {
    walk_steps_.push_back(kept_of(state.steps));
    for (const DraftArrival& arrival : state.arrivals)
      arrival_steps_.push_back(kept_of(arrival.steps));
  }

  static void steps(const Kept& kept, RecordWriter& out) {
    out.number(kept.size());
    std::uint32_t before = 0;
    for (const DraftStep* step : kept) {
      out.number(step->moment - before);
      before = step->moment;
      out.bytes(step->bytes);
    }
  }
  void change(const DraftChange& change, std::uint32_t to, RecordWriter& out) const {
    const std::uint8_t stepped = walk_steps_[to].empty() ? 0 : wire::kChangeSteps;
    out.byte(static_cast<std::uint8_t>(change.parts | stepped));
    out.bytes(change.bytes);
  }
  void walk(std::uint32_t from, RecordWriter& out) {
    if (!walk_steps_[from].empty()) steps(walk_steps_[from], out);
    for (const DraftArrival& arrival : draft_.states[from].arrivals) {
      const Kept& kept = arrival_steps_[arrival_++];
      const bool back = arrival.to < from;
      const std::uint64_t distance = back ? from - arrival.to - 1 : arrival.to - from;
      out.number(distance << 2 | std::uint64_t{back} << 1 | std::uint64_t{!kept.empty()});
      if (!kept.empty()) steps(kept, out);
      if (arrival.makes) change(*arrival.makes, arrival.to, out);
    }
  }

  const CertificateDraft& draft_;
  const std::vector<bool>& without_;
  std::size_t at_ = 0;  // of the steps
  std::size_t most_steps_ = 0;
  std::vector<Kept> walk_steps_;     // by state
  std::vector<Kept> arrival_steps_;  // of all arrivals, in order
  std::size_t arrival_ = 0;
};

}  // namespace

std::size_t CertificateDraft::step_count() const {
  std::size_t count = 0;
  for (const DraftGroup& group : groups) count += group.steps.size();
  for (const DraftState& state : states) {
    count += state.steps.size();
    for (const DraftArrival& arrival : state.arrivals) count += arrival.steps.size();
  }
  return count;
}

std::vector<std::uint8_t> CertificateDraft::write(CertificateRoom room,
                                                  const std::vector<bool>& without) const {
  ASSAY_CHECK(without.size() == step_count(), "a choice among other steps");
  return DraftWriter(*this, without).run(room);
}

}  // namespace assay
