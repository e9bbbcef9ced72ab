#include "interviewers/conducting/wording.hpp"

#include "base/rng.hpp"

namespace halfstep {
namespace {

constexpr double kWarm = 0.65;
constexpr double kCurt = 0.35;

constexpr Wordings kDecision{"Which call in there was yours, and what did you settle on?",
                             "At that point, what did you yourself do?",
                             "Name one thing that would have gone another way without you."};
constexpr Wordings kReason{"Why that?", "What made you go that way?",
                           "What was the argument for it at the time?"};
constexpr Wordings kRejected{
    "What else was on the table, and why did it lose?", "Which other way did you look at and drop?",
    "What would the next best choice have been, and what spoke against it?"};
constexpr Wordings kNumber{"Can you put a figure on that, and what it was before?",
                           "How much is that, in something one could count?",
                           "What did you measure, and against what?"};
constexpr Wordings kFailure{"How does that go wrong, and what happens then?",
                            "Where does it break first?",
                            "Take a bad day. What fails, and who feels it?"};
constexpr Wordings kTest{"Which case would you try on it first, and what should come out?",
                         "How do you know that it does what you say?",
                         "Give me an input that would embarrass it."};
constexpr Wordings kComplexity{"What does it cost when the input grows, and why?",
                               "How do time and memory behave there?",
                               "Make the input a thousand times larger. What changes?"};
constexpr Wordings kClarifying{"Is there anything about the task you would want to pin down?",
                               "What did you take as given that I never said?",
                               "If you could ask the people who need this one thing, what is it?"};
constexpr Wordings kScope{"Who had to work differently because of it?",
                          "How far did that reach, beyond your own desk?",
                          "Who else was touched by it, and how?"};
constexpr Wordings kInfluence{"How did the others come round, if they did?",
                              "What did the other person hold, and what moved them?",
                              "Nobody had to follow you there. Why did they?"};
constexpr Wordings kOwned{"Which part of that going wrong was down to you?",
                          "Where was your own judgment off?",
                          "What would you take back of your own?"};
constexpr Wordings kLearning{"What do you do differently since then?",
                             "What changed in how you work after that?",
                             "If I watched you today, where would I see that experience?"};
constexpr Wordings kOutcome{"What came of it in the end?",
                            "How did it turn out, and how do you know?",
                            "Where does that stand today?"};
constexpr Wordings kMotivation{"Why this work, and not something like it elsewhere?",
                               "What about this job is it for you?",
                               "What would you be doing here that you cannot do where you are?"};
constexpr Wordings kConcern{"Help me with that part once more, please.",
                            "I want to be sure I heard that as you meant it. Say it again?",
                            "Can you square that with what you said before?"};

constexpr Wordings kInterruptions{
    "Let me stop you there. In one sentence: what was decided?",
    "I will cut in, for the sake of time. What is the point I should write down?",
    "May I cut in? Skip the background: what did you yourself do?"};
constexpr Wordings kNudges{"What are you thinking about?", "Where are you at the moment?",
                           "Say aloud what you are weighing, even when it is half done."};
constexpr Wordings kTransitionsWarm{"Thank you. Let us go to something else. ",
                                    "All right, thank you. Next one. ",
                                    "Understood. Another one, then. "};
constexpr Wordings kTransitions{"All right. Next question. ", "Noted. Something else. ",
                                "Let us move on. "};
constexpr Wordings kTransitionsCurt{"Next. ", "Moving on. ", "Another one. "};
constexpr Wordings kBriefMisfits{"How do you square that?", "How would that go together?",
                                 "What would you do about that?"};

/// The wording the seed picks, or the next that does not begin with the word `said_last` began
/// with.
std::string begun_otherwise(const Wordings& wordings, std::uint64_t seed,
                            std::string_view said_last) {
    const auto first_word = [](std::string_view text) {
        return text.substr(0, text.find_first_of(" ,."));
    };
    std::size_t at = mix64(seed) % wordings.size();
    if (first_word(wordings[at]) == first_word(said_last)) at = (at + 1) % wordings.size();
    return std::string(wordings[at]);
}

}  // namespace

const Wordings& probes(ObservationKind gap) {
    switch (gap) {
        case ObservationKind::Decision:
            return kDecision;
        case ObservationKind::Reason:
            return kReason;
        case ObservationKind::RejectedOption:
            return kRejected;
        case ObservationKind::Number:
            return kNumber;
        case ObservationKind::FailureMode:
            return kFailure;
        case ObservationKind::Test:
            return kTest;
        case ObservationKind::Complexity:
            return kComplexity;
        case ObservationKind::ClarifyingQuestion:
            return kClarifying;
        case ObservationKind::Scope:
            return kScope;
        case ObservationKind::Influence:
            return kInfluence;
        case ObservationKind::OwnedFailure:
            return kOwned;
        case ObservationKind::Learning:
            return kLearning;
        case ObservationKind::Outcome:
            return kOutcome;
        case ObservationKind::Motivation:
            return kMotivation;
        case ObservationKind::Concern:
            return kConcern;
    }
    return kConcern;
}

std::optional<ObservationKind> probe_gap(std::string_view text) {
    for (const ObservationKind kind : kObservationKinds) {
        for (const std::string_view wording : probes(kind)) {
            if (text.ends_with(wording)) return kind;
        }
    }
    return std::nullopt;
}

const Wordings& interruptions() {
    return kInterruptions;
}
const Wordings& nudges() {
    return kNudges;
}
const Wordings& brief_misfits() {
    return kBriefMisfits;
}

std::string opening(const SeatSpec& seat, const RoundSpec& round, std::uint64_t seed) {
    std::string text = seat.persona.warmth >= kWarm
                           ? "Hello, and thank you for making the time. "
                           : (seat.persona.warmth <= kCurt ? "" : "Hello. ");
    text += "We have " + std::to_string(round.minutes) + " minutes.";
    if (seat.persona.warmth <= kCurt) return text;
    text += mix64(seed) % 2 == 0
                ? " I will dig where I want to know more, and I watch the clock."
                : " I ask, you talk, and I come back to what I want to know more of.";
    if (round.kind == "coding") text += " Think aloud, and run whatever you like.";
    if (round.kind == "design" || round.kind == "product")
        text += " Draw whenever drawing is quicker.";
    if (round.kind == "leadership") text += " Where you have a plan, put it up and defend it.";
    if (round.kind == "project") text += " One project, as deep as we get.";
    return text;
}

std::string time_warning(std::int64_t minutes_left, double warmth) {
    const std::string minutes =
        minutes_left <= 1 ? "About a minute" : "About " + std::to_string(minutes_left) + " minutes";
    return warmth >= kWarm ? "Just so that you know: " + minutes + " left." : minutes + " left.";
}

std::string closing(bool out_of_time, double warmth) {
    const std::string end =
        out_of_time ? "Our time is up, so I stop here." : "That is what I wanted to ask.";
    if (warmth >= kWarm) return end + " Thank you for talking it through with me.";
    return warmth <= kCurt ? end : end + " Thank you.";
}

std::string acknowledgement(double warmth, std::uint64_t seed, std::string_view said_last) {
    if (warmth < kWarm) return "";
    constexpr Wordings kAcknowledgements{"I see. ", "Thank you. ", "All right. "};
    return begun_otherwise(kAcknowledgements, seed, said_last);
}

std::string transition(double warmth, std::uint64_t seed, std::string_view said_last) {
    const Wordings& ways = warmth >= kWarm   ? kTransitionsWarm
                           : warmth <= kCurt ? kTransitionsCurt
                                             : kTransitions;
    return begun_otherwise(ways, seed, said_last);
}

std::string_view said_last(const RoundRecord& record) {
    for (auto turn = record.turns.rbegin(); turn != record.turns.rend(); ++turn) {
        if (turn->speaker == Speaker::Interviewer) return turn->text;
    }
    return {};
}

std::optional<std::string> unused(const Wordings& wordings, std::uint64_t seed,
                                  const std::set<std::string>& used) {
    const std::size_t first = mix64(seed) % wordings.size();
    for (std::size_t k = 0; k < wordings.size(); ++k) {
        const std::string wording(wordings[(first + k) % wordings.size()]);
        if (!used.contains(wording)) return wording;
    }
    return std::nullopt;
}

}  // namespace halfstep
