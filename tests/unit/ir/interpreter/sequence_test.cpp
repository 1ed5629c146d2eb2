// SPDX-License-Identifier: Apache-2.0
// Nothing of an event is there for the next: random programs that use everything of which a machine
// keeps account, and the programs of the tree, on random events in any order.
#include "sequence.hpp"

#include <fmt/format.h>

#include "evidence/soundness/corpus.hpp"

namespace assay::testing {
namespace {

const std::vector<Map>& all_maps() {
  static const std::vector<Map> maps = [] {
    std::vector<Map> made = {
        map_of("hash", kHash, 4, 8, 2),       map_of("lru", kLru, 4, 16, 2),
        map_of("array", kArray, 4, 8, 3),     map_of("queue", kQueue, 0, 8, 2),
        map_of("stack", kStack, 0, 8, 2),     map_of("ring", kRing, 0, 0, 1 << 27),
        map_of("progs", kProgArray, 4, 4, 1), map_of("data", kArray, 4, 16, 1),
        map_of("outer", kOuter, 4, 4, 3),     map_of("inner", kArray, 4, 512, 2),
        map_of("trie", kTrie, 8, 8, 4),       map_of("fixed", kArray, 4, 8, 1)};
    made[7].is_data = true;
    made[8].inner = 9;
    made[11].is_data = true;
    made[11].read_only = true;
    made[11].contents = {1, 2, 3, 4, 5, 6, 7, 0};
    return made;
  }();
  return maps;
}

/// The hook of support.hpp with a second region, fields that may be left out, objects on the stack,
/// sockets, and each way of having frames.
Contract busy_contract(Random& random) {
  Contract contract = test_contract();
  contract.context_size = 64;
  const auto field = [&](const char* name, std::uint32_t offset, std::uint32_t size) {
    ContextField& made = contract.fields.emplace_back();
    made.name = name;
    made.offset = offset;
    made.size = size;
    made.kind = FieldKind::Opaque;
  };
  field("another", 40, 8);
  field("short", 48, 4);
  Region line;
  line.name = "line";
  line.max_size = 600;
  contract.regions.push_back(line);
  ContextField& begin = contract.fields.emplace_back();
  begin = contract.fields[0];
  begin.name = "line";
  begin.offset = 56;
  begin.region = 1;
  Argument room = arg(ArgKind::NewObject);
  room.size = 16;
  Argument object = arg(ArgKind::StackObject);
  object.size = 16;
  Helper make = helper_of(50, "make_object", {room});
  make.acquires = true;
  Helper end = helper_of(52, "end_object", {object});
  end.returns = ReturnKind::Void;
  end.releases = 0;
  Helper find = helper_of(53, "find_socket", {});
  find.returns = ReturnKind::SocketOrNull;
  find.acquires = true;
  Helper let_go = helper_of(55, "release_socket", {arg(ArgKind::SocketReference)});
  let_go.releases = 0;
  Helper each = helper_of(57, "for_each",
                          {arg(ArgKind::MapHandle), arg(ArgKind::Callback),
                           arg(ArgKind::StackPointer), arg(ArgKind::Any)});
  each.model = HelperModel::ForEach;
  each.callback_argument = 1;
  Helper store = helper_of(58, "storage", {arg(ArgKind::MapHandle)});
  store.returns = ReturnKind::MapValueOrNull;
  for (const Helper& helper : {make, end, find, let_go, each, store}) {
    contract.helpers.push_back(helper);
  }
  contract.policy.uninitialised_stack_reads = !random.one_in(3);
  contract.limits.call_depth = static_cast<std::uint32_t>(random.one_in(20) ? 0 : 3);
  if (random.one_in(3)) contract.limits.stack_bytes_per_frame = 64;
  Execution& way = contract.executions.emplace_back();
  way.frames = static_cast<Frames>(random.below(3));
  way.frame_step = 32;
  return contract;
}

/// Programs of steps that each leave something behind; what they find there goes into r9, which is
/// the result. r6 is the context.
class Steps {
 public:
  explicit Steps(std::uint64_t seed) : random_(seed) {}

  std::string text() {
    std::string text = "r6 = r1\nr9 = 0\nr7 = 0\n";
    for (std::uint64_t i = random_.below(9); i > 0; --i) text += step("");
    text += "r0 = r9\nexit\nfirst:\nr9 = 3\n";
    for (std::uint64_t i = random_.below(4); i > 0; --i) text += step("first");
    text += "r0 = r9\nexit\nsecond:\nr6 = r1\nr9 = 2\n";
    for (std::uint64_t i = random_.below(3); i > 0; --i) text += step("second");
    return text + "r0 = r9\nr0 &= 1\nexit\n";
  }

 private:
  static constexpr const char* kFold = "r9 *= 31; r9 ^= r0;";

  [[nodiscard]] int below() { return -8 * static_cast<int>(1 + random_.below(8)); }

  /// `inside`: the function where the step stands, which has no context in r6; empty: the entry.
  std::string step(const std::string& inside) {
    const int number = ++labels_;
    std::string made = one(inside, fmt::format("l{}", number));
    std::ranges::replace(made, ';', '\n');
    return made;
  }

  std::string one(const std::string& inside, const std::string& out) {
    const std::uint64_t kind = random_.below(inside.empty() ? 27 : 17);
    return kind < 17 ? anywhere(kind, out) : at_entry(kind, out);
  }

  std::string anywhere(std::uint64_t kind, const std::string& out) {
    const std::string fold = kFold;
    const std::string end = out + ":;";
    switch (kind) {
      case 0:
        return fmt::format("*(u64 *)(r10 {}) = {};", below(), random_.below(99));
      case 1:
        return fmt::format("*(u8 *)(r10 - {}) = r9;", 1 + random_.below(64));
      case 2:
        return fmt::format("r0 = *(u64 *)(r10 {});", below()) + fold;
      case 3:
        return fmt::format("r1 = r9; lock *(u64 *)(r10 {}) += r1;", below());
      case 4:
        return key() + fmt::format(
                           "r1 = map[{}]; call 1; if r0 == 0 goto {}; r1 = *(u64 *)(r0 + "
                           "0); *(u64 *)(r0 + 0) = r9; r9 ^= r1; {}",
                           keyed(), out, end);
      case 5:
        return key() +
               fmt::format(
                   "*(u64 *)(r10 - 24) = r9; *(u64 *)(r10 - 16) = 5; r3 = r10; r3 "
                   "+= -24; r1 = map[{}]; r4 = {}; call 2;",
                   keyed(), random_.below(3)) +
               fold;
      case 6:
        return key() + fmt::format("r1 = map[{}]; call 3;", keyed()) + fold;
      case 7:
        return fmt::format(
                   "*(u64 *)(r10 - 8) = r9; r1 = map[{}]; r2 = r10; r2 += -8; r3 = {}; "
                   "call 16;",
                   3 + random_.below(2), 2 * random_.below(2)) +
               fold;
      case 8:
        return fmt::format("r1 = map[{}]; r2 = r10; r2 += -8; call 17;", 3 + random_.below(2)) +
               fold + "r0 = *(u64 *)(r10 - 8);" + fold;
      case 9: {
        const std::string close = random_.one_in(6) ? "" : "r1 = r0; r2 = 0; call 32;";
        return fmt::format(
            "r1 = map[5]; r2 = {}; r3 = 0; call 31; if r0 == 0 goto {}; r1 = "
            "*(u8 *)(r0 + 0); r9 ^= r1; *(u8 *)(r0 + 0) = 3; {} {}",
            random_.one_in(20) ? 1 << 26 : 24, out, close, end);
      }
      case 10:
        return "r1 = r10; r1 += -16; call 50;" + fold +
               (random_.one_in(6) ? "" : "r1 = r10; r1 += -16; call 52;");
      case 11:
        return random_.one_in(6) ? "r1 = r10; r1 += -16; call 52;" : "";
      case 12:
        return fmt::format("call 53; if r0 == 0 goto {}; r1 = r0; {} {}", out,
                           random_.one_in(6) ? "" : "call 55;", end);
      case 13:
        return fmt::format("r1 = r10; r1 += {}; r2 = 12; call 20;", below()) + fold;
      case 14:
        return fmt::format("r1 = map_value[{}] + 0; r0 = *(u64 *)(r1 + 0); *(u64 *)(r1 + 0) = r9;",
                           random_.one_in(9) ? 11 : 7) +
               fold;
      case 15:
        return fmt::format(
            "r1 = map[{}]; call 58; if r0 == 0 goto {}; r1 = *(u64 *)(r0 + 0); r9 "
            "^= r1; *(u8 *)(r0 + 2) = r9; {}",
            random_.below(3), out, end);
      case 16:
        return random_.one_in(3) ? "r0 = 0; r0 = *(u8 *)(r0 + 0);"
                                 : fmt::format("if r9 != {} goto {}; r0 = *(u64 *)(r10 + 8); {}",
                                               random_.below(4), out, end);
      default:
        return "";
    }
  }

  /// Steps that need the context, which is in r6.
  std::string at_entry(std::uint64_t kind, const std::string& out) {
    const std::string fold = kFold;
    const std::string end = out + ":;";
    switch (kind) {
      case 17:
        return "r1 = r6; call " + std::string(random_.one_in(2) ? "first;" : "second;") + fold;
      case 18:
        return fmt::format("r1 = {}; r2 = function second; r3 = r10; r4 = 0; call 34;",
                           random_.below(4)) +
               fold;
      case 19:
        return fmt::format("r1 = map[{}]; r2 = function second; r3 = r10; r4 = 0; call 57;",
                           random_.below(3)) +
               fold;
      case 20:
        return fmt::format("r1 = r6; r2 = {}; call 21;", moves()) + fold;
      case 21:
        return fmt::format(
            "r7 = *(u64 *)(r6 + 0); r3 = *(u64 *)(r6 + 8); r2 = r7; r2 += 1; if r2 > "
            "r3 goto {}; r1 = *(u8 *)(r7 + 0); *(u8 *)(r7 + 0) = r9; r9 ^= r1; {}",
            out, end);
      case 22:
        return fmt::format("if r7 == 0 goto {}; r0 = *(u8 *)(r7 + 0);", out) + fold + end;
      case 23:
        return fmt::format("r0 = *(u64 *)(r6 + {});", 8 * random_.below(8)) + fold +
               "*(u32 *)(r6 + 24) = r9;";
      case 24:
        return "r1 = r6; r2 = map[6]; r3 = 0; call 5;";
      case 25:
        return fmt::format("r7 = *(u64 *)(r6 + 56); if r7 == 0 goto {}; r0 = *(u8 *)(r7 + 0);",
                           out) +
               fold + end;
      default:
        return fmt::format(
                   "*(u32 *)(r10 - 4) = {}; r1 = map[8]; r2 = r10; r2 += -4; call 1; if r0 "
                   "== 0 goto {}; r1 = r0; *(u32 *)(r10 - 4) = 1; r2 = r10; r2 += -4; call "
                   "1; if r0 == 0 goto {}; *(u8 *)(r0 + 9) = r9; r0 = *(u64 *)(r0 + 8);",
                   random_.below(3), out, out) +
               fold + end;
    }
  }

  std::string key() {
    return fmt::format("*(u64 *)(r10 - 32) = {}; r2 = r10; r2 += -32;", random_.below(4));
  }
  std::uint64_t keyed() { return random_.one_in(5) ? 10 : random_.below(3); }
  std::int64_t moves() {
    constexpr std::int64_t kMoves[] = {0, 4, 14, -4, -64, 4000};
    return kMoves[random_.below(std::size(kMoves))];
  }

  Random random_;
  int labels_ = 0;
};

TEST(Sequence, OfRandomProgramsLeavesNothingForTheNextEvent) {
  std::map<std::string, int> ends;
  const char* const told = std::getenv("ASSAY_SEQUENCES");
  const std::uint64_t seeds = told == nullptr ? 20 : std::strtoull(told, nullptr, 10);
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    Random random(seed);
    const Contract contract = busy_contract(random);
    const std::string text = Steps(seed).text();
    const Program program = program_of(text, all_maps());
    for (const std::string& end : compare_sequence(program, contract, seed, 40)) ++ends[end];
    ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << text;
  }
  for (const auto& [end, count] : ends) std::cout << end << ": " << count << "\n";
}

TEST(Sequence, OfTheProgramsOfTheTreeLeavesNothingForTheNextEvent) {
  const char* const told = std::getenv("ASSAY_SEQUENCES");
  const int events = told == nullptr ? 3 : std::atoi(told);
  const auto corpus =
      soundness::read_corpus({ASSAY_SOURCE_DIR "/tests/data", ASSAY_SOURCE_DIR "/samples"}, 5000);
  std::map<std::string, int> ends;
  std::uint64_t seed = 0;
  for (const soundness::Sample& sample : corpus) {
    for (const std::string& end :
         compare_sequence(sample.program, *sample.contract, ++seed, events))
      ++ends[end];
    ASSERT_FALSE(HasFailure()) << sample.name;
  }
  for (const auto& [end, count] : ends) std::cout << end << ": " << count << "\n";
  std::cout << corpus.size() << " programs\n";
  EXPECT_GT(corpus.size(), 300U);
}

}  // namespace
}  // namespace assay::testing
