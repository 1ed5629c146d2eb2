// SPDX-License-Identifier: Apache-2.0
// A small source with every kind of place that the mutation run changes, or must leave alone.
// The test puts it into many namespaces: no directives, no includes.

enum class Side : unsigned char { Left = 1, Right = 2 };
static_assert(1 + 1 == 2, "what the compiler knows is left alone: a < b");

template <class T, int N = 3>
struct Pair {
  T lo = T{0};
  T hi = T{N};
  constexpr bool operator==(const Pair&) const = default;
};

// Types, references and pointers have the same signs as operators: const T& a, T* b, T&& c.
template <class T>
[[nodiscard]] constexpr bool below(const T& a, const T& b) {
  return a < b;
}
template <class T>
[[nodiscard]] constexpr Pair<T> joined(const Pair<T>& a, const Pair<T>& b) {
  return {a.lo < b.lo ? a.lo : b.lo, a.hi >= b.hi ? a.hi : b.hi};
}
inline unsigned shifted(unsigned x, unsigned k) {
  if (k == 0) return x;
  return (x << k) | (x >> (8 - k)) ^ (~x & 3u);
}
inline int several(int a, int b, int c = 4) {
  constexpr int kRounds = 5;
  int sum = 0;
  for (int i = 0; i < kRounds && i < 50; ++i) {
    if (i % 2 == 1) continue;
    if (i == 4)
      sum += a * b;
    else if (sum > 40)
      break;
    else
      sum -= c;
    sum ^= 1;
  }
  return -sum + (a / 3) - b;
}
inline int picked(Side side, int x) {
  switch (side) {
    case Side::Left:
      return x > 2 ? x + 1 : x <= 0 ? -x : 10;
    case Side::Right:
      return !(x != 3) ? 1 : 2;
  }
  return 0;
}
inline int folded(const std::vector<int>& all) {
  int most = 0;
  const auto take = [&](int x) {
    if (const int twice = 2 * x; twice > most) most = std::max(most, twice);
    return most > 5 && x < 9 || x == 0;
  };
  const unsigned from = 1u;
  int taken = static_cast<int>(from);
  for (const int x : all) taken += take(x) ? 1 : 0;
  return 100 * taken + most;
}
inline int held(const std::optional<int>& x) {
  if (!x) return 1;
  return x.value_or(7) + 1;
}
inline bool flag(bool known, bool other) {
  bool result = true;
  if (known && !other) {
    result = false;
  }
  result &= other || known;
  return result;
}
