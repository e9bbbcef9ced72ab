#include "panel/model_note.hpp"

namespace halfstep {

ModelNote note_from(const std::vector<ModelReplied>& replies, const std::string& seat) {
    ModelNote note;
    for (const ModelReplied& reply : replies) {
        if (reply.seat != seat || reply.outcome == "dropped") continue;
        note.name = reply.model;
        if (reply.task == "feedback") {
            note.prompt = reply.prompt;
            note.proposed = reply.proposed;
            note.refused = reply.refused;
        } else if (reply.outcome == "used") {
            ++note.moves;
        } else {
            note.moves_refused.push_back(reply.reason);
        }
    }
    return note;
}

}  // namespace halfstep
