#include "session/envelopes.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "panel/json.hpp"
#include "session/whole_debrief.hpp"

namespace halfstep {
namespace {

/// Where a seat's model replies wait, sealed beside its feedback.
std::string replies_place(const std::string& seat) {
    return seat + "/model";
}

Result<std::vector<ModelReplied>> replies_from(const std::string& json) {
    const Result<nlohmann::json> list = parse_json(json);
    if (!list) return list.error();
    std::vector<ModelReplied> replies;
    for (const nlohmann::json& item : *list) {
        const Result<Event> event = event_from_json(item);
        if (!event) return event.error();
        replies.push_back(std::get<ModelReplied>(event->body));
    }
    return replies;
}

DebriefStep refusal(const Error& error) {
    return {"refused", canonical({{"id", error.id},
                                  {"message", error.message},
                                  {"where", error.where},
                                  {"hint", error.hint}})};
}

}  // namespace

SealedFeedback sealed_replies(const std::string& loop, const std::string& seat,
                              std::vector<ModelReplied> replies) {
    nlohmann::json list = nlohmann::json::array();
    for (ModelReplied& reply : replies)
        list.push_back(to_json(Event{loop, 1, 0, 1, std::move(reply)}));
    return {replies_place(seat), canonical(list)};
}

Result<OpenEnvelopes> opened(const LoopState& state, const std::vector<SealedFeedback>& sealed) {
    OpenEnvelopes command;
    for (const SeatState& seat : state.seats) {
        const auto said =
            std::ranges::find(sealed, replies_place(seat.seat), &SealedFeedback::seat);
        if (said != sealed.end()) {
            Result<std::vector<ModelReplied>> replies = replies_from(said->json);
            if (!replies) return replies.error();
            for (ModelReplied& reply : *replies) command.replies.push_back(std::move(reply));
        }
        const auto kept = std::ranges::find(sealed, seat.seat, &SealedFeedback::seat);
        if (seat.sha256.empty() || kept == sealed.end()) continue;
        const Result<nlohmann::json> value = parse_json(kept->json);
        if (!value) return value.error();
        Result<Feedback> feedback = feedback_from_json(*value, "");
        if (!feedback) return feedback.error();
        command.feedback.push_back(std::move(*feedback));
    }
    LoopState preview = state;
    apply(preview, Event{state.loop, state.seq_last + 1, 0, 1, EnvelopesOpened{command.feedback}});
    for (const ModelReplied& reply : command.replies) {
        apply(preview, Event{state.loop, preview.seq_last + 1, 0, 1, reply});
    }
    DebriefOptions options;
    options.level = state.target_level;
    Result<Debrief> debrief = whole_debrief(packet_of(preview), *state.panel, options);
    if (debrief) {
        command.steps = std::move(debrief->steps);
        command.verdict_json = canonical(to_json(debrief->verdict));
    } else {
        // The record must say why there is no verdict, or the loop would wait for ever.
        command.steps.push_back(refusal(debrief.error()));
    }
    return command;
}

}  // namespace halfstep
