#include "session/rating_history.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "panel/json.hpp"

namespace halfstep {

std::size_t RatingHistoryReader::Names::index_of(const std::string& name,
                                                 std::vector<std::string>& names) {
    const auto [place, added] = numbers_.emplace(name, names.size());
    if (added) names.push_back(name);
    return place->second;
}

Result<Done> RatingHistoryReader::add_line(std::string_view line) {
    const Result<nlohmann::json> value = parse_json(line);
    if (!value) return value.error();
    if (value->is_object() && value->contains("loop") && value->contains("seq")) {
        const Result<Event> event = event_from_json(*value);
        return event ? add_event(*event) : Result<Done>(event.error());
    }
    const Result<Packet> packet = packet_from_json(*value);
    return packet ? add_packet(*packet) : Result<Done>(packet.error());
}

RatingHistory RatingHistoryReader::take() {
    return std::move(history_);
}

Result<Done> RatingHistoryReader::add_packet(const Packet& packet) {
    const auto panel = panel_of_(packet);
    if (!panel) return panel.error();
    // One person may be interviewed again: each packet is a performance of its own.
    const std::string performance = "packet " + std::to_string(++packets_);
    for (const Feedback& feedback : packet.feedback) {
        const Result<Done> added = add_feedback(performance, (*panel)->scale, feedback);
        if (!added) return added;
    }
    return Done{};
}

Result<Done> RatingHistoryReader::add_event(const Event& event) {
    const std::string performance = "loop " + event.loop;
    if (const auto* started = std::get_if<LoopStarted>(&event.body)) {
        loops_[event.loop] = started->panel.scale;
    }
    const auto loop = loops_.find(event.loop);
    if (loop == loops_.end()) {
        return Error{ErrorCode::InvalidData, "raters.112",
                     "the log of \"" + event.loop + "\" does not begin with LoopStarted", "/loop",
                     "give the whole log, in order"};
    }
    if (const auto* opened = std::get_if<EnvelopesOpened>(&event.body)) {
        for (const Feedback& feedback : opened->feedback) {
            const Result<Done> added = add_feedback(performance, loop->second, feedback);
            if (!added) return added;
        }
    }
    if (const auto* corrected = std::get_if<RatingCorrected>(&event.body)) {
        return add_rating(performance, loop->second,
                          "human:" + (corrected->author.empty() ? "coach" : corrected->author),
                          corrected->signal, corrected->label);
    }
    return Done{};
}

Result<Done> RatingHistoryReader::add_feedback(const std::string& performance, const Scale& scale,
                                               const Feedback& feedback) {
    for (const Rating& rating : feedback.ratings) {
        if (!rating.label) continue;
        const Result<Done> added =
            add_rating(performance, scale, feedback.rater, rating.signal, *rating.label);
        if (!added) return added;
    }
    return Done{};
}

Result<Done> RatingHistoryReader::add_rating(const std::string& performance, const Scale& scale,
                                             const std::string& rater, const std::string& signal,
                                             const std::string& label) {
    if (history_.ratings.empty()) {
        history_.labels = scale.labels.size();
        history_.bar = scale.bar;
    }
    if (scale.labels.size() != history_.labels || scale.bar != history_.bar) {
        return Error{ErrorCode::InvalidData, "raters.110",
                     "its scale has other labels or another bar than the first one's", "",
                     "calibrate each scale by itself"};
    }
    const auto index = scale.index_of(label);
    if (!index) return Done{};
    const PastRating past{candidates_.index_of(performance, history_.candidates),
                          signals_.index_of(signal, history_.signals),
                          raters_.index_of(rater, history_.raters), *index};
    const auto [place, added] = places_.emplace(std::tuple(past.candidate, past.rater, past.signal),
                                                history_.ratings.size());
    if (added) {
        history_.ratings.push_back(past);
    } else {
        history_.ratings[place->second] = past;
    }
    return Done{};
}

}  // namespace halfstep
