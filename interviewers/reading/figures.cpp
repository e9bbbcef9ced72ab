#include "interviewers/reading/figures.hpp"

#include <cstdlib>
#include <map>
#include <optional>

#include "interviewers/reading/reading.hpp"
#include "interviewers/reading/stems.hpp"

namespace halfstep {
namespace {

const std::map<std::string, double, std::less<>>& small_numbers() {
    static const std::map<std::string, double, std::less<>> kNumbers{
        {"nought", 0},    {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},
        {"four", 4},      {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},
        {"nine", 9},      {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13},
        {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},
        {"nineteen", 19}, {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fifty", 50},
        {"sixty", 60},    {"seventy", 70}, {"eighty", 80},  {"ninety", 90},    {"half", 0.5},
        {"dozen", 12}};
    return kNumbers;
}

const std::map<std::string, double, std::less<>>& multipliers() {
    static const std::map<std::string, double, std::less<>> kMultipliers{
        {"hundred", 1e2}, {"thousand", 1e3}, {"k", 1e3}, {"million", 1e6}, {"billion", 1e9}};
    return kMultipliers;
}

/// Seconds in one, by stem.
const std::map<std::string, double, std::less<>>& times() {
    static const std::map<std::string, double, std::less<>> kTimes{
        {"ms", 1e-3},     {"millisecond", 1e-3}, {"second", 1},
        {"minut", 60},    {"hour", 3600},        {"day", 86400},
        {"week", 604800}, {"month", 2629800},    {"year", 31557600}};
    return kTimes;
}

std::optional<double> plain_value(const Word& word) {
    if (word.number) {
        std::string digits;
        for (const char c : word.norm)
            if (c != ',') digits += c;
        return std::strtod(digits.c_str(), nullptr);
    }
    const auto spelled = small_numbers().find(word.norm);
    return spelled == small_numbers().end() ? std::nullopt : std::optional(spelled->second);
}

/// Reads one number from words[at] on and moves `at` behind it.
std::optional<double> read_number(const std::vector<Word>& words, std::size_t& at) {
    const std::optional<double> first = plain_value(words[at]);
    const bool a_hundred = (words[at].norm == "a" || words[at].norm == "one") &&
                           at + 1 < words.size() && multipliers().contains(words[at + 1].norm);
    if (!first && !a_hundred) return std::nullopt;
    double total = 0;
    double part = first.value_or(1);
    ++at;
    while (at < words.size()) {
        const std::string& word = words[at].norm;
        const auto multiplier = multipliers().find(word);
        if (multiplier != multipliers().end()) {
            part *= multiplier->second;
            if (multiplier->second > 100) {
                total += part;
                part = 0;
            }
        } else if (const auto next = plain_value(words[at]);
                   next && !words[at].number && *next < 10 && part >= 20) {
            part += *next;  // "twenty-five"
        } else if (word == "and" && part + total >= 100 && at + 1 < words.size() &&
                   plain_value(words[at + 1]) && !words[at + 1].number) {
            part += *plain_value(words[++at]);  // "a hundred and ninety"
        } else {
            break;
        }
        ++at;
    }
    return total + part;
}

bool says_when(const std::string& word) {
    return word == "first" || word == "last" || word == "next" || word == "past";
}

}  // namespace

bool is_time_unit(const std::string& stem) {
    return times().contains(stem);
}

std::vector<Figure> figures_of(const Sentence& sentence) {
    std::vector<Figure> figures;
    const std::vector<Word>& words = sentence.words;
    for (std::size_t i = 0; i < words.size();) {
        Figure figure;
        figure.word = i;
        const std::optional<double> value = read_number(words, i);
        if (!value) {
            ++i;
            continue;
        }
        figure.value = *value;
        std::size_t unit = i;
        bool rate = false;  // "eleven a week" is no time
        while (unit < words.size() && (words[unit].norm == "a" || words[unit].norm == "an" ||
                                       words[unit].norm == "of" || words[unit].norm == "the")) {
            rate = rate || words[unit].norm == "a" || words[unit].norm == "an";
            ++unit;
        }
        // "From 900 to 120" and "two in a week" do not say what of.
        if (unit < words.size() && !content_stems({words[unit]}).empty())
            figure.unit = stem(words[unit].norm);
        if (unit + 1 < words.size() && words[unit].norm == "per" && words[unit + 1].norm == "cent")
            figure.unit = "percent";
        if (figure.unit == "pound" || figure.unit == "euro" || figure.unit == "dollar")
            figure.unit = "money";
        if (const auto time = times().find(figure.unit); time != times().end()) {
            // "The first five weeks" says when, not how long.
            if (figure.word > 0 && says_when(words[figure.word - 1].norm)) continue;
            if (!rate) figure.value *= time->second;
            figure.unit = rate ? "a " + figure.unit : "seconds";
        }
        if (figure.word > 0 && words[figure.word - 1].norm == "money") figure.unit = "money";
        figures.push_back(std::move(figure));
    }
    return figures;
}

}  // namespace halfstep
