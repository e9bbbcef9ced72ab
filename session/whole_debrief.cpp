#include "session/whole_debrief.hpp"

#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "interviewers/reading/consistency.hpp"
#include "interviewers/reading/features.hpp"

namespace halfstep {
namespace {

struct Told {
    std::string seat;
    RoundRecord record;
    RoundReading reading;
};

/// In the panel's order, so that the packet's does not matter.
std::vector<Told> told_in_rounds(const Transcript& transcript, const PanelSpec& panel) {
    std::vector<Told> told;
    for (const RoundSpec& round : panel.rounds) {
        const RoundRecord* record = transcript.find_round(round.id);
        if (!record) continue;
        const bool story = family_of(round.kind) == RoundFamily::Story;
        told.push_back({round.seat, *record, read_round(*record, !story)});
    }
    return told;
}

/// All that one seat's cards quote, as if said in the order of their ids.
RoundRecord quoted_by(const std::string& seat, const std::vector<Feedback>& all) {
    std::map<std::string, std::string> quotes;
    for (const Feedback& feedback : all) {
        for (const EvidenceCard& card : feedback.cards) {
            if (feedback.seat == seat && !card.quote.empty()) quotes[card.id] = card.quote;
        }
    }
    RoundRecord record;
    record.round = seat;
    for (const auto& [id, quote] : quotes) {
        record.turns.emplace_back();
        record.turns.back().text = quote;
    }
    return record;
}

std::vector<Told> told_on_cards(const Packet& packet, const PanelSpec& panel) {
    std::vector<Told> told;
    for (const SeatSpec& seat : panel.seats) {
        RoundRecord record = quoted_by(seat.id, packet.feedback);
        RoundReading reading = read_round(record, false);
        told.push_back({seat.id, std::move(record), std::move(reading)});
    }
    return told;
}

std::vector<Mismatch> mismatches_between(const std::vector<Told>& told) {
    std::vector<Mismatch> found;
    for (std::size_t later = 1; later < told.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            // Within a seat's own rounds it is the seat's to judge, and stands on its cards.
            if (told[earlier].seat == told[later].seat) continue;
            std::vector<Mismatch> pair =
                compare_stories(told[earlier].record, told[earlier].reading, told[later].record,
                                told[later].reading);
            std::move(pair.begin(), pair.end(), std::back_inserter(found));
        }
    }
    return found;
}

}  // namespace

Result<Debrief> whole_debrief(const Packet& packet, const PanelSpec& panel,
                              DebriefOptions options) {
    if (options.explain != Explain::None) {
        options.mismatches =
            mismatches_between(packet.transcript ? told_in_rounds(*packet.transcript, panel)
                                                 : told_on_cards(packet, panel));
    }
    return run_debrief(packet, panel, options);
}

}  // namespace halfstep
