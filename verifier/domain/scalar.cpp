// SPDX-License-Identifier: Apache-2.0
// The 64-bit instance of the scalar domain.
#include "verifier/domain/scalar.hpp"

#include "verifier/domain/scalar_alu.hpp"
#include "verifier/domain/scalar_lattice.hpp"
#include "verifier/domain/scalar_refine.hpp"

namespace assay {

static_assert(std::is_trivially_copyable_v<Scalar>);
static_assert(sizeof(Scalar) <= 104);

template Scalar reduce(Scalar);
template bool leq(const Scalar&, const Scalar&);
template Scalar join(const Scalar&, const Scalar&);
template Scalar meet(const Scalar&, const Scalar&);
template Scalar alu(AluOp, Width, const Scalar&, const Scalar&);
template Scalar neg(Width, const Scalar&);
template Scalar byte_swap(ByteOrder, Width, const Scalar&);
template Scalar zero_extend(const Scalar&, Width);
template Scalar sign_extend(const Scalar&, Width);
template std::optional<RefinedPair> refine(JumpOp, Width, const Scalar&, const Scalar&, Branch);

}  // namespace assay
