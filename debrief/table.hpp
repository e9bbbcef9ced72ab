#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "debrief/decision.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// One rating that counts, with where it comes from.
struct CountedRating {
    const Feedback* feedback = nullptr;
    const Rating* rating = nullptr;
    std::size_t label = 0;           ///< index on the scale, first or revised as the policy says
    std::int64_t strength = 0;       ///< per mille
    std::vector<std::string> cards;  ///< it cites, sorted
};

/// A signal as the debrief's table shows it.
struct SignalRow {
    const SignalSpec* signal = nullptr;
    std::vector<CountedRating> counted;      ///< by its owners, in the packet's order of seats
    std::vector<CountedRating> adjacent;     ///< by other seats: read, not counted
    std::optional<std::int64_t> milli;       ///< mean of the counted ratings; nothing when missing
    std::int64_t strength = 0;               ///< mean of the counted, per mille
    std::vector<const EvidenceCard*> cards;  ///< every seat's cards on it, sorted by id
};

/// A card that did not survive a reading by people who were not in the room.
struct WeakenedCard {
    const EvidenceCard* card = nullptr;
    std::string reason;  ///< no_quote or vague
};

/// The packet laid out by signal. Points into packet and panel, which must outlive it; the same for
/// any order of seats, ratings and cards.
struct Table {
    std::vector<SignalRow> rows;          ///< the panel's order
    std::vector<const Feedback*> sealed;  ///< sorted by seat, then rater
    std::vector<std::string> silent;      ///< seats that abstained or sent nothing, sorted
    std::vector<WeakenedCard> weakened;   ///< sorted by card id
    std::map<std::string, const EvidenceCard*> cards;
    std::optional<std::string> conduct;  ///< why conduct rules a hire out, if anything does
    std::set<std::string> conduct_cards;

    RatingRange range;  ///< what the ratings are and could have been
    SignalValues strength{};
};

/// Lays a checked packet out. A rating's strength is, in this order: its own `strength`; the card
/// model over its cards where they carry what the model weighs; its confidence alone. The committee
/// reads second-hand: cards without a quote count as half grounded, and a rating that only such
/// cards support is as sure as the next lower confidence.
Table lay_table(const Packet& packet, const PanelSpec& panel, const PanelRules& rules);

}  // namespace halfstep
