// SPDX-License-Identifier: Apache-2.0
#include "cli/signing.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <span>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/output_file.hpp"
#include "cli/tell.hpp"
#include "loader/base/hex.hpp"
#include "session/read_text.hpp"
#include "verifier/report/printable.hpp"

namespace assay {

using loader::KeySeed;
using loader::PublicKey;
using loader::RefusalCode;

namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr loader::Seconds kDay = 24ull * 3600;

/// Whether a new file of that mode has the text now.
bool write_new(const std::string& file, std::string_view text, mode_t mode) {
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (made < 0) return false;
  const ssize_t put = ::write(made, text.data(), text.size());
  const bool closed = ::close(made) == 0;
  return closed && put == static_cast<ssize_t>(text.size());
}

/// The hexadecimal digits of a key in a file, and a line end behind them.
loader::Outcome<PublicKey> digits_in(const std::string& file) {
  const Result<std::string> text = read_text(file);
  if (!text.ok()) return loader::Refusal{RefusalCode::FileUnreadable, file};
  std::string digits = text.value();
  if (digits.ends_with('\n')) digits.pop_back();
  const auto key = loader::array_from_hex<sizeof(PublicKey)>(digits);
  if (!key) return loader::Refusal{RefusalCode::DocumentMalformed, file + " is no key"};
  return *key;
}

}  // namespace

int tell(const loader::Refusal& refusal) {
  fmt::print(stderr, "assay: error: {}{}{} [{}]\n", loader::refusal_sentence(refusal.code),
             refusal.subject.empty() ? "" : ": ", printable(refusal.subject),
             loader::refusal_id(refusal.code));
  return kExitInput;
}

loader::Outcome<PublicKey> make_key(const std::string& file) {
  KeySeed seed{};
  if (::getrandom(seed.data(), seed.size(), 0) != static_cast<ssize_t>(seed.size())) {
    return loader::Refusal{RefusalCode::FileUnreadable, "the system's source of random numbers"};
  }
  const PublicKey known = loader::public_key_of(seed);
  const loader::Refusal unwritable{RefusalCode::FileUnwritable, file};
  if (!write_new(file, loader::to_hex(seed) + '\n', kOwnerOnly)) return unwritable;
  if (!write_new(file + ".pub", loader::to_hex(known) + '\n', 0644)) return unwritable;
  return known;
}

loader::Outcome<std::set<PublicKey>> public_keys(const std::vector<std::string>& words) {
  std::set<PublicKey> keys;
  for (const std::string& word : words) {
    if (const auto key = loader::array_from_hex<sizeof(PublicKey)>(word)) {
      keys.insert(*key);
      continue;
    }
    const loader::Outcome<PublicKey> key = digits_in(word);
    if (!key.ok()) return key.refusal();
    keys.insert(key.value());
  }
  return keys;
}

Validity validity(const SignArguments& arguments) {
  const auto now = static_cast<loader::Seconds>(std::time(nullptr));
  return {now, now + arguments.days * kDay};
}

loader::Outcome<std::vector<KeySeed>> keys_in(const std::vector<std::string>& files) {
  std::vector<KeySeed> keys;
  for (const std::string& file : files) {
    const loader::Outcome<KeySeed> seed = digits_in(file);
    if (!seed.ok()) return seed.refusal();
    keys.push_back(seed.value());
  }
  return keys;
}

loader::Outcome<loader::Bytes> signed_package(loader::Bytes package,
                                              const std::vector<KeySeed>& keys) {
  for (const KeySeed& key : keys) {
    loader::Outcome<loader::Bytes> more = loader::with_signature(package, key);
    if (!more.ok()) return more;
    package = std::move(more).value();
  }
  return package;
}

int sign_and_write(const SignArguments& arguments, loader::SignedKind kind, std::string document) {
  loader::SignedDocument made{std::move(document), {}};
  const auto keys = keys_in(arguments.keys);
  if (!keys.ok()) return tell(keys.refusal());
  for (const KeySeed& key : keys.value()) loader::add_signature(made, kind, key);
  const std::string text = loader::write_signed(made);
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (const auto error = write_output(arguments.output, {bytes, text.size()})) return tell(*error);
  return kExitAccepted;
}

}  // namespace assay
