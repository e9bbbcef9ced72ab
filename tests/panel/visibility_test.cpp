#include "panel/visibility.hpp"

#include <nlohmann/json.hpp>
#include <type_traits>

#include "panel/json.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_panel.hpp"

using namespace halfstep;
using halfstep::testing::small_panel;

namespace {

// A mind is handed a SeatView and nothing else: neither the log, nor the state, nor a packet can be
// made from it or passed instead.
template <typename T>
concept Handable = requires(Interviewer& mind, const T& value) { mind.write_feedback(value); };
static_assert(Handable<SeatView>);
static_assert(!Handable<LoopState> && !Handable<Packet> && !Handable<Transcript>);
static_assert(!std::is_constructible_v<SeatView, LoopState>);
// No member of the view is of a type that holds somebody's feedback.
static_assert(std::is_same_v<decltype(SeatView::records), std::vector<RoundRecord>>);
static_assert(std::is_same_v<decltype(SeatView::rounds), std::vector<RoundSpec>>);

Transcript two_rounds() {
    Turn turn;
    turn.text = "words of the coding round";
    Turn other;
    other.text = "words of the design round";
    return Transcript{{{"coding", {turn}}, {"design", {other}}}};
}

Event event_of(EventBody body) {
    return Event{"l1", 1, 5, 1, std::move(body)};
}

std::string text_of(const Event& event) {
    return canonical(to_json(event));
}

}  // namespace

TEST_CASE("a seat is handed its own rounds, signals and questions", "[panel]") {
    const SeatView view = view_for_seat(small_panel(), "", two_rounds(), 3, "coding");
    REQUIRE(view.rounds.size() == 2);
    CHECK(view.rounds[0].id == "coding");
    CHECK(view.rounds[1].id == "coding-again");
    REQUIRE(view.records.size() == 2);
    CHECK(view.records[0].turns.at(0).text == "words of the coding round");
    CHECK(view.records[1].turns.empty());
    REQUIRE(view.signals.size() == 1);
    CHECK(view.signals[0].id == "coding");
    for (const QuestionSpec& question : view.questions) CHECK(question.id == "coding-question");
    CHECK(view.brief.target_level == "senior");
}

TEST_CASE("a seat's brief names the loop's rounds and what they are for, not what was said in them",
          "[panel]") {
    const SeatView view = view_for_seat(small_panel(), "", two_rounds(), 3, "coding");
    const PanelSpec panel = small_panel();
    REQUIRE(view.brief.rounds.size() == panel.rounds.size());
    for (std::size_t i = 0; i < panel.rounds.size(); ++i) {
        CHECK(view.brief.rounds[i].id == panel.rounds[i].id);
        CHECK_FALSE(view.brief.rounds[i].kind.empty());
        CHECK(view.brief.rounds[i].looks_at ==
              std::vector<std::string>{panel.find_signal(panel.rounds[i].seat)->meaning});
    }
}

TEST_CASE("a seat that is not there is handed nothing", "[panel]") {
    const SeatView view = view_for_seat(small_panel(), "mid", two_rounds(), 3, "nobody");
    CHECK(view.rounds.empty());
    CHECK(view.records.empty());
    CHECK(view.signals.empty());
}

TEST_CASE("the candidate sees what was asked but not what for, until opening", "[panel]") {
    const PanelSpec panel = small_panel();
    QuestionAsked asked;
    asked.round = "coding";
    asked.text = "How much?";
    asked.reason = "secret reason";
    asked.asks_for = ObservationKind::Number;
    const Event event = event_of(asked);
    const auto hidden = as_seen_by(Role::Candidate, "", panel, event, false);
    REQUIRE(hidden);
    CHECK(text_of(*hidden).find("secret") == std::string::npos);
    CHECK(text_of(*hidden).find("asks_for") == std::string::npos);
    CHECK(std::get<QuestionAsked>(hidden->body).text == "How much?");
    CHECK(text_of(*as_seen_by(Role::Candidate, "", panel, event, true)) == text_of(event));
    CHECK(text_of(*as_seen_by(Role::Coach, "", panel, event, false)) == text_of(event));
}

TEST_CASE("the candidate's panel holds no answers until opening", "[panel]") {
    LoopStarted started;
    started.panel = small_panel();
    started.panel.questions[0].problem = ProblemSpec{"statement", {}, {{"python", "tests"}}, {}};
    const Event event = event_of(started);
    const std::string seen = text_of(*as_seen_by(Role::Candidate, "", started.panel, event, false));
    for (const char* secret : {"looked for in", "challenge of", "anchor of", "\"tests\":{\"p"}) {
        CHECK(seen.find(secret) == std::string::npos);
        CHECK(text_of(event).find(secret) != std::string::npos);
    }
    CHECK(seen.find("statement") != std::string::npos);
    const Result<nlohmann::json> value = parse_json(seen);
    REQUIRE(value);
    CHECK(event_from_json(*value));
}

TEST_CASE("a human seat reads only its own rounds until opening", "[panel]") {
    const PanelSpec panel = small_panel();
    AnswerGiven answer;
    answer.round = "design";
    answer.text = "overheard";
    const Event event = event_of(answer);
    CHECK_FALSE(as_seen_by(Role::Seat, "coding", panel, event, false));
    CHECK(as_seen_by(Role::Seat, "design", panel, event, false));
    CHECK(as_seen_by(Role::Seat, "coding", panel, event, true));
}
