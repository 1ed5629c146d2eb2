// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/digest.hpp"

#include "ir/contract/record.hpp"

namespace assay {

Sha256 contract_digest(const Contract& contract) { return sha256(proof_record(contract)); }

}  // namespace assay
