#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// One piece of evidence that the model, the embedded interviewer, or both put on a card.
struct ComparedCard {
    std::string found_by;  ///< both, model, embedded
    std::string round;
    std::size_t turn = 0;
    Polarity polarity = Polarity::Strength;
    std::string quote;
    std::string model_note;
    std::string embedded_note;
};

/// One signal as a seat's model and the embedded interviewer read it in the same rounds.
struct ComparedSignal {
    std::string seat;
    std::string signal;
    std::string model;  ///< its name
    std::optional<std::string> model_rating;
    std::optional<std::string> embedded_rating;
    std::optional<int> steps;  ///< model less embedded, in labels of the scale
    std::vector<ComparedCard> cards;
};

/// A packet whose models are compared with the embedded interviewer.
struct Comparison {
    std::string candidate;
    std::vector<ComparedSignal> signals;
    // Seats where no model's word stands, as "design: why".
    std::vector<std::string> taken_over;
    std::vector<std::string> abstained;
};

/// Reads the packet's rounds again with the embedded interviewer and sets both side by side. Cards
/// are the same evidence when they stand on one signal, with one polarity, on overlapping words of
/// one turn.
/// @error InvalidData compare.101: no seat of the packet was a model's; compare.102: no transcript
/// @pure
Result<Comparison> compare_with_embedded(const Packet& packet, const PanelSpec& panel);

/// How many independent opinions several models are worth.
struct Independence {
    std::vector<std::string> raters;
    std::size_t items = 0;              ///< rated by all of a pair, over all pairs
    std::optional<double> correlation;  ///< mean over pairs, of what they differ by
    std::optional<double> effective;    ///< k / (1 + (k - 1) r), with r at least 0
};

/// From what the models differ by from the embedded interviewer on the same rounds, so that a
/// strong candidate does not look like agreement. Raters are the models where several rated the
/// same rounds, else the seats. Absent where no two raters share three items, or none ever differs.
/// @source Kish 1965, design effect of correlated measurements
Independence independence_of(const std::vector<Comparison>& comparisons);

/// {comparisons: [...], independence: {...}}
nlohmann::json to_json(const std::vector<Comparison>& comparisons,
                       const Independence& independence);

}  // namespace halfstep
