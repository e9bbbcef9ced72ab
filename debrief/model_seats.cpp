#include "debrief/model_seats.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "debrief/wording.hpp"
#include "panel/json.hpp"

namespace halfstep {
namespace {

std::string of(std::size_t count, std::size_t all, const char* what) {
    return std::to_string(count) + " of " + std::to_string(all) + " " + what;
}

std::string sentence(const Feedback& feedback, const std::string& part) {
    const ModelNote& note = *feedback.model;
    const std::string model = note.name.empty() ? "a model" : "the model " + note.name;
    std::string text = sentence_start(feedback.seat) + ": ";
    if (part == "wrote") {
        text += "played and written by " + model;
    } else if (part == "taken_over") {
        text += "written by the embedded interviewer instead of " + model + ": " + note.taken_over;
    } else {
        text += "the seat of " + model + " abstained: " + *feedback.abstained;
    }
    if (!note.refused.empty()) {
        text += "; " + of(note.refused.size(), note.proposed, "cards refused");
    }
    if (!note.moves_refused.empty()) {
        const std::size_t asked = note.moves + note.moves_refused.size();
        text += "; " + of(note.moves_refused.size(), asked, "moves not its own");
        std::set<std::string> reasons(note.moves_refused.begin(), note.moves_refused.end());
        reasons.erase(note.taken_over);
        if (!reasons.empty()) {
            text += " (" + *reasons.begin() + (reasons.size() > 1 ? ", and other reasons)" : ")");
        }
    }
    return text + ".";
}

}  // namespace

std::vector<ModelSeat> model_seats_of(const Packet& packet, const PanelSpec& panel) {
    std::vector<ModelSeat> seats;
    for (const SeatSpec& seat : panel.seats) {
        for (const Feedback& feedback : packet.feedback) {
            if (feedback.seat != seat.id || !feedback.model) continue;
            const char* part = feedback.abstained                   ? "abstained"
                               : feedback.model->taken_over.empty() ? "wrote"
                                                                    : "taken_over";
            seats.push_back({seat.id, part, sentence(feedback, part), *feedback.model});
        }
    }
    return seats;
}

nlohmann::json to_json(const std::vector<ModelSeat>& seats) {
    nlohmann::json list = nlohmann::json::array();
    for (const ModelSeat& seat : seats) {
        list.push_back({{"seat", seat.seat},
                        {"model", seat.note.name},
                        {"part", seat.part},
                        {"text", seat.text},
                        {"proposed", seat.note.proposed},
                        {"refused", to_json(seat.note.refused)},
                        {"moves", seat.note.moves},
                        {"moves_refused", seat.note.moves_refused}});
    }
    return list;
}

}  // namespace halfstep
