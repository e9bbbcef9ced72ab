#include "panel/transcript.hpp"

namespace halfstep {

const RoundRecord* Transcript::find_round(std::string_view id) const {
    for (const RoundRecord& record : rounds) {
        if (record.round == id) return &record;
    }
    return nullptr;
}

}  // namespace halfstep
