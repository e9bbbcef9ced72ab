#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interviewers/model/model_client.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

/// Versions of the prompts in interviewers/model/prompts, which are compiled in. Who changes a
/// prompt's meaning adds a file with the next number, so that a log tells what was asked.
inline constexpr std::string_view kMovePromptVersion = "move.1";
inline constexpr std::string_view kFeedbackPromptVersion = "feedback.1";

/// What a move may be, decided by the program.
struct MoveFrame {
    std::vector<MoveKind> allowed;
    bool may_listen = false;
    const QuestionSpec* open = nullptr;  ///< under way
    const QuestionSpec* next = nullptr;  ///< asked when the move is a question
    std::int64_t minutes_left = 0;
};

/// The request for one move. It holds the round's words and what is asked, never what the panel
/// looks for: what a model does not know it cannot give away.
/// @param fence a word that stands nowhere in what was said
ModelRequest move_request(const SeatView& view, std::size_t round_index, const MoveFrame& frame,
                          const std::string& fence);

/// The request for a seat's feedback: its rounds, with rubric, anchors and what its questions look
/// for.
ModelRequest feedback_request(const SeatView& view, const std::string& fence);

/// A seat's view as a model is shown it: sentences that speak to a rater or a program are left out,
/// which the embedded reader counts as no evidence either.
/// @param withheld grows by the number of sentences left out
SeatView shown_to_model(const SeatView& view, std::size_t& withheld);

/// True when the word stands in anything the view holds.
bool is_said(const SeatView& view, std::string_view word);

}  // namespace halfstep
