#include "interviewers/reading/code_runs.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "interviewers/reading/text.hpp"

namespace halfstep {
namespace {

std::size_t occurrences(std::string_view text, std::string_view what) {
    std::size_t total = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos;
         at = text.find(what, at + what.size()))
        ++total;
    return total;
}

std::size_t assertions(std::string_view code) {
    static constexpr std::array<std::string_view, 9> kMarks{"assert",   "expect(",   "check(",
                                                            "def test", "func Test", "@Test",
                                                            "REQUIRE",  "t.Fatal",   "t.Error"};
    std::size_t total = 0;
    for (const std::string_view mark : kMarks) total += occurrences(code, mark);
    return total;
}

}  // namespace

bool run_failed(std::string_view output) {
    static constexpr std::array<std::string_view, 15> kRed{
        "fail",  "failed", "failure", "failing",   "red",     "error",    "wrong",  "traceback",
        "panic", "breaks", "broken",  "exception", "differs", "mismatch", "aborted"};
    bool red = false;
    bool zero = false;
    for (const Word& word : read_words(output)) {
        const bool names_failure = std::find(kRed.begin(), kRed.end(), word.norm) != kRed.end() ||
                                   word.norm.ends_with("error") || word.norm.ends_with("exception");
        // "0 failed" is a pass.
        if (names_failure && !zero) red = true;
        zero = word.norm == "0" || word.norm == "no";
    }
    return red;
}

CodeRuns read_runs(const RoundRecord& round) {
    CodeRuns runs;
    for (std::size_t i = 0; i < round.turns.size(); ++i) {
        const Turn& turn = round.turns[i];
        if (turn.kind == TurnKind::Code) {
            ++runs.code_turns;
            const std::size_t cases = assertions(turn.text);
            if (cases > 0) ++runs.test_turns;
            runs.test_cases += cases;
            std::string lower = turn.text;
            for (char& c : lower)
                c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            if (lower.find("rand") != std::string::npos ||
                lower.find("seed") != std::string::npos ||
                lower.find("shuffle") != std::string::npos ||
                lower.find("oracle") != std::string::npos)
                runs.property_tests = true;
        } else if (turn.kind == TurnKind::Run) {
            const bool red = run_failed(turn.text);
            ++runs.runs;
            if (red) ++runs.red_runs;
            if (!red) runs.was_green = true;
            if (!red && runs.last_red) runs.recovered = true;
            runs.last_red = red;
            runs.last_run_turn = i;
        }
    }
    return runs;
}

}  // namespace halfstep
