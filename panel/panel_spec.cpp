#include "panel/panel_spec.hpp"

namespace halfstep {
namespace {

template <typename T>
const T* find_by_id(const std::vector<T>& items, std::string_view id) {
    for (const T& item : items) {
        if (item.id == id) return &item;
    }
    return nullptr;
}

}  // namespace

const SignalSpec* PanelSpec::find_signal(std::string_view id) const {
    return find_by_id(signals, id);
}
const SeatSpec* PanelSpec::find_seat(std::string_view id) const {
    return find_by_id(seats, id);
}
const RoundSpec* PanelSpec::find_round(std::string_view id) const {
    return find_by_id(rounds, id);
}
const QuestionSpec* PanelSpec::find_question(std::string_view id) const {
    return find_by_id(questions, id);
}

std::optional<std::size_t> PanelSpec::level_index(std::string_view level) const {
    for (std::size_t k = 0; k < ladder.size(); ++k) {
        if (ladder[k] == level) return k;
    }
    return std::nullopt;
}

const std::vector<std::string>& default_ladder() {
    static const std::vector<std::string> ladder{"junior", "mid", "senior", "staff", "principal"};
    return ladder;
}

}  // namespace halfstep
