#include "panel/event.hpp"

#include <array>
#include <string_view>

namespace halfstep {

std::string_view kind_of(const EventBody& body) {
    constexpr std::array<std::string_view, std::variant_size_v<EventBody>> names{
        "LoopStarted",    "RoundStarted",     "QuestionAsked",    "RemarkMade",      "AnswerGiven",
        "RoundFinished",  "FeedbackSealed",   "SeatAbstained",    "EnvelopesOpened", "DebriefStep",
        "VerdictReached", "VariationCreated", "VariationChanged", "RatingCorrected", "CommentAdded",
        "LoopPaused",     "LoopResumed",      "SeatTaken",        "ModelReplied"};
    return names[body.index()];
}

}  // namespace halfstep
