#include "interviewers/conducting/conduct.hpp"
#include "interviewers/reading/stems.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "interviewers/assess.hpp"
#include "interviewers/embedded_interviewer.hpp"
#include "interviewers/reading/reading.hpp"
#include "scenarios/library.hpp"
#include "tests/interviewers/conducting/simulated_round.hpp"
#include "tests/support/catch.hpp"

namespace halfstep {
namespace {

using test::manners;
using test::play;
using test::PlayedRound;
using test::view_of;

const PanelSpec& panel() {
    static const PanelSpec kPanel =
        Library({std::string(HALFSTEP_SOURCE_DIR) + "/scenarios/library"})
            .panel("senior-backend")
            .value();
    return kPanel;
}

/// Rounds of the library's panel, and the kinds it has none of.
const std::vector<std::string> kRounds{"coding", "design", "behavioral", "hiring_manager"};
const std::vector<std::string> kOtherKinds{"project", "bar_raiser", "leadership", "product"};

std::vector<std::string> every_kind() {
    std::vector<std::string> kinds = kRounds;
    kinds.insert(kinds.end(), kOtherKinds.begin(), kOtherKinds.end());
    return kinds;
}

SeatView seat_for(const std::string& kind, std::uint64_t seed) {
    const bool own = std::find(kRounds.begin(), kRounds.end(), kind) != kRounds.end();
    return own ? view_of(panel(), kind, seed) : test::view_of_kind(kind, seed);
}

std::set<std::string> stems_of(std::string_view text) {
    std::set<std::string> stems;
    for (const Word& word : read_words(text)) {
        if (word.norm.size() > 4) stems.insert(stem(word.norm));
    }
    return stems;
}

/// True when the text hands over a point: all its longer words (two at least), none of them known
/// from the question or the candidate.
bool leaks(const std::string& text, const std::string& way, const std::set<std::string>& known) {
    const std::set<std::string> said = stems_of(text);
    const std::set<std::string> wanted = stems_of(way);
    if (wanted.size() < 2) return false;
    bool fresh = false;
    for (const std::string& word : wanted) {
        if (!said.contains(word)) return false;
        fresh |= !known.contains(word);
    }
    return fresh;
}

void check_no_leak(const SeatView& view, const PlayedRound& played) {
    std::set<std::string> known;
    for (const QuestionSpec& question : view.questions) known.merge(stems_of(question.ask));
    std::size_t next = 0;
    for (const Turn& turn : played.record.turns) {
        if (turn.speaker == Speaker::Candidate) {
            known.merge(stems_of(turn.text));
            continue;
        }
        const Move& move = played.moves[next++];
        if (move.kind == MoveKind::Question) continue;
        for (const QuestionSpec& question : view.questions) {
            for (const LookFor& look : question.looks_for) {
                INFO(move.text << " / " << look.point);
                CHECK_FALSE(leaks(move.text, look.point, known));
                for (const std::string& way : look.ways) CHECK_FALSE(leaks(move.text, way, known));
            }
        }
    }
}

void check_conduct(const SeatView& view, const PlayedRound& played) {
    REQUIRE(played.ended);
    CHECK(played.moves.front().kind == MoveKind::Opening);
    CHECK(played.moves.back().kind == MoveKind::Closing);
    CHECK(played.moves.size() <= 40);
    std::set<std::string> texts;
    std::map<std::string, std::int64_t> follow_ups;
    for (const Move& move : played.moves) {
        INFO(move.text);
        CHECK_FALSE(move.reason.empty());
        CHECK(texts.insert(move.text).second);
        if (move.kind == MoveKind::FollowUp) ++follow_ups[move.question];
        if (!move.quote.empty()) CHECK(move.text.find(move.quote) != std::string::npos);
        for (const char* praise : {"great", "Great", "excellent", "Excellent", "good answer",
                                   "Well done", "impressive", "correct", "strong_hire"}) {
            CHECK(move.text.find(praise) == std::string::npos);
        }
    }
    for (const auto& [question, count] : follow_ups) CHECK(count <= view.seat.persona.probing);
}

std::string joined(const PlayedRound& played) {
    std::string text;
    for (const Move& move : played.moves) text += move.text + "|" + move.reason + "\n";
    return text;
}

/// Junk is rated at no hire or below, or not at all.
void check_junk_stays_down(const SeatView& view) {
    const auto feedback = make_embedded_interviewer()->write_feedback(view);
    REQUIRE(feedback);
    for (const Rating& rating : feedback->ratings) {
        if (!rating.label) continue;
        INFO(*rating.label);
        CHECK(*panel().scale.index_of(*rating.label) <= 1);
    }
}

TEST_CASE("Every seat keeps its manners with every manner of candidate, and rates what was in it",
          "[interviewers]") {
    for (const std::string& round : every_kind()) {
        DYNAMIC_SECTION(round) {
            for (const auto& manner : manners()) {
                for (const std::uint64_t seed : {1ULL, 77ULL}) {
                    INFO(manner.name << ", seed " << seed);
                    SeatView view = seat_for(round, seed);
                    const PlayedRound played = play(view, manner.answer);
                    check_conduct(view, played);
                    check_no_leak(view, played);
                    if (manner.name != "good") check_junk_stays_down(view);
                }
            }
        }
    }
}

TEST_CASE("The same view and moment give the same round; the seed changes wording only",
          "[interviewers]") {
    SeatView first = view_of(panel(), "design", 5);
    SeatView again = view_of(panel(), "design", 5);
    CHECK(joined(play(first, manners()[0].answer)) == joined(play(again, manners()[0].answer)));
    SeatView other = view_of(panel(), "design", 6);
    const PlayedRound played = play(other, manners()[0].answer);
    CHECK(played.ended);
}

TEST_CASE("A round warns of its end and closes on time whatever is being said", "[interviewers]") {
    for (const std::string& round : kRounds) {
        SeatView view = view_of(panel(), round, 3);
        view.rounds[0].minutes = 12;
        const PlayedRound played = play(view, manners()[0].answer, 100'000);
        CHECK(played.ended);
        CHECK(played.elapsed_ms <= 12 * 60'000 + 100'000);
        CHECK(std::count_if(played.moves.begin(), played.moves.end(),
                            [](const Move& m) { return m.kind == MoveKind::TimeWarning; }) == 1);
    }
    SeatView view = view_of(panel(), "behavioral", 3);
    Moment moment;
    view.records[0].turns = {
        {Speaker::Interviewer, TurnKind::Speech, "Hello.", {}, {}, "", "opening"},
        {Speaker::Interviewer, TurnKind::Speech, "Which?", {}, {}, "take-back", "question"},
        {Speaker::Candidate, TurnKind::Speech, "So I", {}, {}, "", ""}};
    moment.answer_is_partial = true;
    moment.elapsed_ms = 40 * 60'000;
    const auto move = conduct(view, 0, moment);
    REQUIRE(move);
    CHECK(move->kind == MoveKind::Closing);
    CHECK(move->ends_round);
}

TEST_CASE("A growing answer without a point is cut at the persona's patience, one with it is not",
          "[interviewers]") {
    const std::string empty_words = [] {
        std::string text;
        for (int k = 0; k < 30; ++k) text += "There is a lot of general background to it. ";
        return text;
    }();
    const auto next = [&](const std::string& answer, std::int64_t patience) {
        SeatView view = view_of(panel(), "behavioral", 9);
        view.seat.persona.patience_words = patience;
        view.records[0].turns = {
            {Speaker::Interviewer, TurnKind::Speech, "Hello.", {}, {}, "", "opening"},
            {Speaker::Interviewer,
             TurnKind::Speech,
             "Which decision?",
             {},
             {},
             "take-back",
             "question"},
            {Speaker::Candidate, TurnKind::Speech, answer, {}, {}, "", ""}};
        Moment moment;
        moment.answer_is_partial = true;
        return conduct(view, 0, moment);
    };
    const auto cut = next(empty_words, 150);
    REQUIRE(cut);
    CHECK(cut->kind == MoveKind::Interruption);
    CHECK(cut->reason.find("without a decision") != std::string::npos);
    CHECK_FALSE(next(empty_words, 1000));
    CHECK_FALSE(next(empty_words + "I decided to stop the rollout and reverted it.", 150));
}

TEST_CASE("Silence is broken by at most two nudges before the question is dropped",
          "[interviewers]") {
    SeatView view = view_of(panel(), "coding", 4);
    view.records[0].turns = {
        {Speaker::Interviewer, TurnKind::Speech, "Hello.", {}, {}, "", "opening"},
        {Speaker::Interviewer, TurnKind::Speech, "Write it.", {}, {}, "dedupe-window", "question"}};
    Moment moment;
    moment.silent_ms = kCodingSilenceMs - 1;
    CHECK_FALSE(conduct(view, 0, moment));
    std::vector<MoveKind> kinds;
    for (int k = 0; k < 3; ++k) {
        moment.silent_ms = kCodingSilenceMs;
        const auto move = conduct(view, 0, moment);
        REQUIRE(move);
        kinds.push_back(move->kind);
        view.records[0].turns.push_back({Speaker::Interviewer,
                                         TurnKind::Speech,
                                         move->text,
                                         {},
                                         {},
                                         move->question,
                                         move->kind == MoveKind::Nudge ? "nudge" : "question"});
    }
    CHECK(kinds == std::vector<MoveKind>{MoveKind::Nudge, MoveKind::Nudge, MoveKind::Question});
}

TEST_CASE("A failing run is taken up in its own words", "[interviewers]") {
    SeatView view = view_of(panel(), "coding", 4);
    view.records[0].turns = {
        {Speaker::Interviewer, TurnKind::Speech, "Hello.", {}, {}, "", "opening"},
        {Speaker::Interviewer, TurnKind::Speech, "Write it.", {}, {}, "dedupe-window", "question"},
        {Speaker::Candidate, TurnKind::Code, "class Filter: pass", {}, {}, "", ""},
        {Speaker::Candidate, TurnKind::Run, "PASS new id\nFAIL repeat", {}, {}, "", ""}};
    const auto move = conduct(view, 0, {});
    REQUIRE(move);
    CHECK(move->kind == MoveKind::FollowUp);
    CHECK(move->quote == "FAIL repeat");
}

TEST_CASE("Probing depth and warmth are seen in the round", "[interviewers]") {
    const auto counted = [](std::int64_t probing) {
        SeatView view = view_of(panel(), "design", 2);
        view.seat.persona.probing = probing;
        const PlayedRound played = play(view, manners()[6].answer);
        return std::count_if(played.moves.begin(), played.moves.end(),
                             [](const Move& m) { return m.kind == MoveKind::FollowUp; });
    };
    CHECK(counted(0) == 0);
    CHECK(counted(1) == static_cast<long>(panel().find_round("design")->questions.size()));
    CHECK(counted(1) < counted(4));

    SeatView warm = view_of(panel(), "behavioral", 2);
    warm.seat.persona.warmth = 1.0;
    SeatView curt = view_of(panel(), "behavioral", 2);
    curt.seat.persona.warmth = 0.0;
    CHECK(conduct(warm, 0, {})->text.size() > conduct(curt, 0, {})->text.size());
}

TEST_CASE("A requirement is given to whoever asks for it, and to nobody else", "[interviewers]") {
    const PanelSpec prompts = Library({std::string(HALFSTEP_SOURCE_DIR) + "/scenarios/library"})
                                  .panel("mid-backend")
                                  .value();
    const auto given = [&](const std::string& answer) {
        SeatView view = view_of(prompts, "design", 2);
        const PlayedRound played = play(view, [&](const Move&, std::size_t) { return answer; });
        return std::any_of(played.moves.begin(), played.moves.end(), [](const Move& m) {
            return m.reason.starts_with("gives what was asked for");
        });
    };
    CHECK(
        given("How many requests a day are there? I would keep one table of copies, because one "
              "copy must not go to two readers."));
    CHECK_FALSE(
        given("I would keep one table of copies, because one copy must not go to two "
              "readers."));
}

TEST_CASE("A gap that stays empty is dropped, and the record says that it needed prompting",
          "[interviewers]") {
    SeatView view = view_of(panel(), "behavioral", 2);
    const PlayedRound played = play(view, manners()[1].answer);
    CHECK(std::any_of(played.moves.begin(), played.moves.end(), [](const Move& m) {
        return m.reason.find("needed prompting") != std::string::npos;
    }));
}

TEST_CASE("Each kind of round is probed for what it is about", "[interviewers]") {
    const auto first_gap = [](const std::string& kind, const std::string& answer) {
        SeatView view = test::view_of_kind(kind, 3);
        view.records[0].turns = {
            {Speaker::Interviewer, TurnKind::Speech, "Hello.", {}, {}, "", "opening"},
            {Speaker::Interviewer,
             TurnKind::Speech,
             view.questions[0].ask,
             {},
             {},
             view.questions[0].id,
             "question"},
            {Speaker::Candidate, TurnKind::Speech, answer, {}, {}, "", ""}};
        const auto move = conduct(view, 0, {});
        REQUIRE(move);
        CHECK(move->kind == MoveKind::FollowUp);
        return move->asks_for;
    };
    const std::string act = "I took the label printers over and I moved each belt to one queue.";
    CHECK(first_gap("project", act) == ObservationKind::RejectedOption);
    CHECK(first_gap("bar_raiser", act) == ObservationKind::Influence);
    CHECK(first_gap("leadership", "I would sit with the printers first.") ==
          ObservationKind::Reason);
    CHECK(first_gap("product", "I would build for the people at the station.") ==
          ObservationKind::Reason);
}

TEST_CASE("The hiring manager holds a wish against the brief, once, and others do not",
          "[interviewers]") {
    const std::string answer =
        "I ran the tariff service for four years, and I want to stop coding because I have done "
        "enough of it.";
    SeatView view = view_of(panel(), "hiring_manager", 5);
    const PlayedRound played =
        play(view, [&](const Move&, std::size_t n) { return n == 0 ? answer : "I ran it alone."; });
    std::size_t times = 0;
    for (const Move& move : played.moves) {
        if (move.text.find("As the job stands") == std::string::npos) continue;
        ++times;
        CHECK(move.kind == MoveKind::FollowUp);
        CHECK(move.text.find("the loop has a coding round") != std::string::npos);
        CHECK(move.text.find("You said \"" + move.quote + "\".") == 0);
        CHECK(answer.find(move.quote) != std::string::npos);
        CHECK(move.reason.starts_with("does not fit the brief"));
    }
    CHECK(times == 1);
    SeatView other = view_of(panel(), "behavioral", 5);
    for (const Move& move : play(other, [&](const Move&, std::size_t) { return answer; }).moves)
        CHECK(move.text.find("As the job stands") == std::string::npos);
}

TEST_CASE("The embedded interviewer says what conduct says", "[interviewers]") {
    const SeatView view = view_of(panel(), "coding", 1);
    const auto move = make_embedded_interviewer()->next_move(view, 0, {});
    REQUIRE(move);
    REQUIRE(*move);
    CHECK((*move)->text == conduct(view, 0, {})->text);
    CHECK((*move)->kind == MoveKind::Opening);
}

}  // namespace
}  // namespace halfstep
