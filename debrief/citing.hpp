#pragma once

#include <string>
#include <vector>

#include "debrief/table.hpp"

/// Which cards a sentence leans on.
namespace halfstep {

using Cards = std::vector<const EvidenceCard*>;

/// Cards a reason or one side of a contradiction names at most: what a reader looks up. All others
/// stay in their seat's feedback.
inline constexpr std::size_t kCitedMax = 4;

/// A signal's cards of one polarity.
Cards cards_of(const SignalRow& row, Polarity polarity);
/// The cards with these ids that the packet has.
Cards cards_of(const Table& table, const std::vector<std::string>& ids);

/// Ids of the weightiest, at most kCitedMax: by severity, then by what the card model weighs
/// (card_weight), then by id. The same words of the same turn are cited once.
std::vector<std::string> cited(Cards cards);
/// The same from several piles, such as one a signal: the weightiest of each, then the second of
/// each, so that no pile crowds out another.
std::vector<std::string> cited_in_turn(const std::vector<Cards>& piles);

}  // namespace halfstep
