// SPDX-License-Identifier: Apache-2.0
// assay_growth: judges one program of a shape and a size, for those who count or time it from
// outside. Without arguments it names the shapes.
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <string_view>

#include "growth_shapes.hpp"
#include "ir/base/errors.hpp"
#include "shapes.hpp"

namespace assay::bench {
namespace {

int judge_one(const GrowthShape& shape, unsigned instructions) {
  const Program program = shape.make(instructions);
  const std::clock_t start = std::clock();
  const Verification verification = judge(program);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::string_view verdict = "accepted";
  if (!verification.accepted()) verdict = error_id(code_of(verification.refusals().front().cause));
  fmt::print("{},{},{},{},{:.6f}\n", shape.name, program.instructions.size(), verdict,
             verification.states, seconds);
  return verification.accepted() ? 0 : 1;
}

int run(int count, char** arguments) {
  if (count == 3) {
    for (const GrowthShape& shape : growth_shapes()) {
      if (shape.name == arguments[1])
        return judge_one(shape, static_cast<unsigned>(std::atoi(arguments[2])));
    }
  }
  for (const GrowthShape& shape : growth_shapes()) fmt::print("{}\n", shape.name);
  return count == 1 ? 0 : 2;
}

}  // namespace
}  // namespace assay::bench

int main(int count, char** arguments) { return assay::bench::run(count, arguments); }
