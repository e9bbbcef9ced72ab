#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "interviewers/model/model_budget.hpp"
#include "interviewers/model/model_client.hpp"
#include "panel/interviewer.hpp"

namespace halfstep {

struct ModelSeatOptions {
    std::string model;  ///< by name; empty: the client's own
    std::chrono::milliseconds move_deadline{20'000};
    std::chrono::milliseconds feedback_deadline{180'000};
    /// A word nobody can guess, anew for each request.
    std::function<std::string()> make_fence;
};

/// A seat played by a language model. When it is its turn, and whether it may go on probing, is
/// decided as for the embedded interviewer; the model finds the words and, among the moves that are
/// open, the move. Opening, nudges, time warnings and the close are never the model's.
///
/// @param client,waiter outlive it
/// @error next_move, write_feedback: what the client gives; Unavailable model.113 when the loop's
///        budget is used up; InvalidData model.112, model.118 or model.119 when what the model said
///        cannot be used, also after it was asked to repair it
std::unique_ptr<Interviewer> make_model_interviewer(ModelClient& client, Waiter& waiter,
                                                    std::shared_ptr<ModelBudget> budget,
                                                    ModelSeatOptions options);

/// A client for servers without a model: every call fails with model.101.
std::unique_ptr<ModelClient> make_no_model_client();

}  // namespace halfstep
