#include "interviewers/reading/code_runs.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

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

/// Lower-case parts of the identifiers: "nextRandomInt" and "next_random_int" alike.
std::vector<std::string> identifier_parts(std::string_view code) {
    std::vector<std::string> parts;
    std::string part;
    const auto finish = [&] {
        if (!part.empty()) parts.push_back(std::exchange(part, {}));
    };
    bool was_lower = false;
    for (const char c : code) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalpha(byte) == 0 || (was_lower && std::isupper(byte) != 0)) finish();
        if (std::isalpha(byte) != 0) part += static_cast<char>(std::tolower(byte));
        was_lower = std::islower(byte) != 0;
    }
    finish();
    return parts;
}

/// Input made up, or a second answer asked, in a loop: the invariant or difference it looks for is
/// the run's to show.
bool tests_properties(std::string_view code) {
    bool loops = false;
    bool second = false;
    for (const std::string& part : identifier_parts(code)) {
        loops |= one_of(part, {"for", "while", "repeat", "foreach", "given"});
        second |= one_of(
            part, {"rand",     "random", "randint", "randrange", "rnd",      "rng",       "shuffle",
                   "shuffled", "seed",   "seeds",   "fuzz",      "oracle",   "brute",     "naive",
                   "slow",     "differ", "differs", "disagree",  "mismatch", "mismatches"});
    }
    return loops && second;
}

bool is_fail(const Word& word) {
    return one_of(word.norm, {"fail", "failed"});
}

bool is_failing(const Word& word) {
    return one_of(word.norm, {"failing", "failure", "failures", "fails", "breaks", "differs"});
}

bool is_mark(const std::string& word) {
    return one_of(word, {"mismatch", "want", "wanted", "expected", "assertionerror", "aborted"});
}

bool is_zero(const Word& word) {
    return word.norm == "0" || word.norm == "no";
}

bool ends_at(const std::vector<Word>& words, std::size_t i) {
    return i + 1 == words.size() || paused_before(words, i + 1);
}

/// "Failures: 0" and "wrong answers: 0 of 500", where nothing goes on after the nought.
bool counts_none(const std::vector<Word>& words, std::size_t zero) {
    return zero < words.size() && one_of(words[zero].norm, {"0", "none"}) &&
           (ends_at(words, zero) || words[zero + 1].norm == "of");
}

/// "pass 3, fail 2": a line that begins with a pass may count failures at its end. A check may be
/// named after one ("ok 3 - failed drop keeps redo"), so that the word alone says nothing there.
bool counts_failures(const std::vector<Word>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (!is_fail(words[i])) continue;
        const bool before = words[i - 1].number && words[i - 1].span.end + 1 == words[i].span.begin;
        const bool after =
            i + 1 < words.size() && words[i + 1].number && !paused_before(words, i + 1);
        if ((before || after) && !is_zero(words[after ? i + 1 : i - 1])) return true;
    }
    return false;
}

/// A line of a test run reports a failure by its mark, by a word for it, or by what it wanted.
bool line_failed(const std::vector<Word>& words) {
    if (words.empty()) return false;
    const std::string& first = words.front().norm;
    if (one_of(first, {"wrong", "bad", "error", "errors"}))
        return !counts_none(words, 1) && !counts_none(words, 2);
    if (one_of(first, {"xx", "x", "nok", "red", "traceback", "panic"}) ||
        first.ends_with("error") || first.ends_with("exception"))
        return true;
    if (first == "not" && words.size() > 1 && words[1].norm == "ok") return true;
    if (one_of(first, {"ok", "pass", "passed"})) return counts_failures(words);
    bool should = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i].norm;
        // "0 failed" and "failures: 0" are a pass.
        const bool none = i > 0 && is_zero(words[i - 1]);
        const bool fails = is_fail(words[i]) || is_failing(words[i]);
        // "flap fails: 27" may be what the program is about; "3 failures" and "test_empty fails"
        // are not.
        const bool says_so = is_fail(words[i]) || i < 2 || words[i - 1].number;
        if (!none && ((fails && says_so && !counts_none(words, i + 1)) || is_mark(word)))
            return true;
        if (word == "be" && should) return true;
        should = word == "should";
    }
    return false;
}

/// "test_wrong_order ... ok": the verdict stands behind the name.
bool passes_behind(std::string_view line) {
    const std::size_t dots = line.rfind("... ");
    if (dots == std::string_view::npos) return false;
    const std::vector<Word> verdict = read_words(line.substr(dots + 4));
    return !verdict.empty() && one_of(verdict.front().norm, {"ok", "pass", "passed"});
}

bool begins_with_any(std::string_view line, std::initializer_list<std::string_view> marks) {
    return std::any_of(marks.begin(), marks.end(),
                       [line](std::string_view mark) { return line.starts_with(mark); });
}

/// A mark before a check decides, whatever the check is called; without one its words do. What
/// stands in quotation marks at the beginning is a value that was printed.
bool line_failed(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (begins_with_any(line, {"\u2714", "\u2713", "\u2705"})) return false;
    if (begins_with_any(line, {"\u2716", "\u2717", "\u2718", "\u00d7", "\u274c"})) return true;
    if (passes_behind(line)) return false;
    std::vector<Word> words = read_words(line);
    const auto is_value = [line](const Word& word) {
        return word.span.begin > 0 &&
               one_of(slice(line, {word.span.begin - 1, word.span.begin}), {"'", "\"", "`"});
    };
    if (!words.empty() && is_value(words.front())) words.erase(words.begin());
    return line_failed(words);
}

/// The command as it was typed, above its output.
bool is_command(std::string_view line) {
    return line.starts_with("$ ") || line.starts_with("> ");
}

}  // namespace

bool run_failed(std::string_view output) {
    while (!output.empty()) {
        const std::size_t end = std::min(output.find('\n'), output.size());
        const std::string_view line = output.substr(0, end);
        if (!is_command(line) && line_failed(line)) return true;
        output.remove_prefix(std::min(end + 1, output.size()));
    }
    return false;
}

CodeRuns read_runs(const RoundRecord& round) {
    CodeRuns runs;
    for (std::size_t i = 0; i < round.turns.size(); ++i) {
        const Turn& turn = round.turns[i];
        if (turn.kind == TurnKind::Code) {
            ++runs.code_turns;
            runs.last_code_turn = i;
            const std::size_t cases = assertions(turn.text);
            if (cases > 0) ++runs.test_turns;
            runs.test_cases += cases;
            runs.property_tests |= tests_properties(turn.text);
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
