#include <algorithm>

#include "panel/condition.hpp"

namespace halfstep {
namespace {

using Kind = Condition::Kind;

/// What has to hold together: the parts of an `all`, those of its own `all`s taken out of it.
void flatten(const Condition& condition, std::vector<const Condition*>& parts) {
    const bool joins = condition.kind == Kind::All;
    if (!joins) parts.push_back(&condition);
    if (!joins && condition.kind != Kind::Longer) return;
    for (const Condition& part : condition.parts) flatten(part, parts);
}

bool denies(const Condition& a, const Condition& b) {
    return b.kind == Kind::Not && b.parts.size() == 1 && b.parts[0] == a;
}

bool exclude(const Condition& a, const Condition& b) {
    if (a.kind == Kind::Missing && b.kind == Kind::Present) return a.observation == b.observation;
    if (a.kind == Kind::Longer && b.kind == Kind::Shorter) {
        return a.word_count > 0 && b.word_count <= a.word_count + 1;
    }
    return denies(a, b);
}

/// More parts than this nobody writes; pairs of many would be work without end.
constexpr std::size_t kPartsMax = 64;

bool any_pair(const std::vector<const Condition*>& parts,
              bool (*together)(const Condition&, const Condition&)) {
    if (parts.size() > kPartsMax) return false;
    return std::ranges::any_of(parts, [&](const Condition* a) {
        return std::ranges::any_of(parts, [&](const Condition* b) { return together(*a, *b); });
    });
}

bool leave_nothing_out(const Condition& a, const Condition& b) {
    return (a.kind == Kind::Missing && b.kind == Kind::Present && a.observation == b.observation) ||
           denies(a, b);
}

}  // namespace

bool never_holds(const Condition& condition) {
    switch (condition.kind) {
        case Kind::All: {
            std::vector<const Condition*> parts;
            flatten(condition, parts);
            return std::ranges::any_of(condition.parts, never_holds) || any_pair(parts, exclude);
        }
        case Kind::Any:
            return std::ranges::all_of(condition.parts, never_holds);
        case Kind::Not:
            return std::ranges::all_of(condition.parts, always_holds);
        default:
            return false;
    }
}

bool always_holds(const Condition& condition) {
    switch (condition.kind) {
        case Kind::Always:
            return true;
        case Kind::All:
            return std::ranges::all_of(condition.parts, always_holds);
        case Kind::Any: {
            std::vector<const Condition*> parts;
            for (const Condition& part : condition.parts) parts.push_back(&part);
            return std::ranges::any_of(condition.parts, always_holds) ||
                   any_pair(parts, leave_nothing_out);
        }
        case Kind::Not:
            return std::ranges::all_of(condition.parts, never_holds);
        default:
            return false;
    }
}

}  // namespace halfstep
