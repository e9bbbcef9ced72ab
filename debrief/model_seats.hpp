#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "panel/packet.hpp"
#include "panel/panel_spec.hpp"

namespace halfstep {

/// A seat that a language model played, and what became of its word.
struct ModelSeat {
    std::string seat;
    std::string part;  ///< wrote; taken_over: the embedded interviewer wrote; abstained
    std::string text;  ///< all of it in a sentence
    ModelNote note;
};

/// The model's seats of a packet, in the panel's order.
std::vector<ModelSeat> model_seats_of(const Packet& packet, const PanelSpec& panel);

/// [{seat, model, part, text, proposed, refused, moves, moves_refused}]
nlohmann::json to_json(const std::vector<ModelSeat>& seats);

}  // namespace halfstep
