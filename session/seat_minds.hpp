#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "panel/interviewer.hpp"
#include "panel/loop_state.hpp"

namespace halfstep {

/// Makes the mind that sits in a seat of a loop; called once per seat while the loop is in memory.
using InterviewerFactory =
    std::function<std::unique_ptr<Interviewer>(const SeatSpec&, const LoopState&)>;

/// The minds in one loop's seats, made when first needed. Not thread-safe.
class SeatMinds {
public:
    explicit SeatMinds(InterviewerFactory make) : make_(std::move(make)) {}

    /// Called on the thread of a slow call, with all the words so far.
    void on_words(std::function<void(const std::string& seat, std::string_view text)> tell) {
        tell_ = std::move(tell);
    }

    Interviewer& of(const SeatSpec& seat, const LoopState& state);
    /// Whether any seat's mind takes seconds.
    bool any_slow(const LoopState& state);

    /// Ends the slow call that a seat's mind is in.
    void cancel(const std::string& seat) { minds_.at(seat)->cancel(); }
    /// Ends all slow calls, and has nobody begin anything any more.
    void stop();
    bool stopped() const { return stopped_; }

private:
    InterviewerFactory make_;
    std::function<void(const std::string& seat, std::string_view text)> tell_;
    std::map<std::string, std::unique_ptr<Interviewer>> minds_;
    bool stopped_ = false;
};

/// Who a seat's feedback is by: agent:ID, model:ID, human:NAME.
std::string rater_of(const SeatSpec& seat, const LoopState& state);

}  // namespace halfstep
