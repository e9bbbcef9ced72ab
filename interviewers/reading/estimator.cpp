#include "interviewers/reading/estimator.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "interviewers/reading/detectors.hpp"

namespace halfstep {

/// Generated from weights.json by CMake.
extern const std::string_view kWeightsText;

namespace {

struct Model {
    double bias = 0.0;
    std::map<std::string, double, std::less<>> weights;
    /// Where the boundaries 1.5, 2.5 and 3.5 lie on the linear scale; increasing.
    std::array<double, 3> cuts{1.5, 2.5, 3.5};
};

const std::array<Model, 3>& models() {
    static const std::array<Model, 3> loaded = [] {
        std::array<Model, 3> made;
        const nlohmann::json file = nlohmann::json::parse(kWeightsText, nullptr, false);
        HALFSTEP_CHECK(file.is_object(), "weights.json is not JSON");
        for (const RoundFamily family :
             {RoundFamily::Story, RoundFamily::Design, RoundFamily::Coding}) {
            const nlohmann::json& entry = file.at("families").at(std::string(to_text(family)));
            Model& model = made[static_cast<std::size_t>(family)];
            model.bias = entry.at("bias").get<double>();
            model.cuts = entry.at("cuts").get<std::array<double, 3>>();
            for (const auto& [name, weight] : entry.at("weights").items())
                model.weights[name] = weight.get<double>();
        }
        return made;
    }();
    return loaded;
}

/// Piecewise linear and increasing through the cuts.
double stretched(double value, const std::array<double, 3>& cuts) {
    const std::array<double, 5> from{0.0, cuts[0], cuts[1], cuts[2], 5.0};
    const std::array<double, 5> to{0.0, 1.5, 2.5, 3.5, 5.0};
    std::size_t k = 0;
    while (k + 2 < from.size() && value > from[k + 1]) ++k;
    return to[k] + (to[k + 1] - to[k]) * (value - from[k]) / (from[k + 1] - from[k]);
}

/// Share of sentences with this concern.
double rate(const RoundReading& reading, const char* what) {
    double found = 0;
    for (const Observation& o : reading.observations)
        if (o.polarity == Polarity::Concern && o.what == what) ++found;
    return found / static_cast<double>(std::max<std::size_t>(1, reading.sentences.size()));
}

/// A relative mentioned in passing is no private story: its words stand in every fourth sentence.
constexpr std::size_t kSentencesPerPrivateWord = 4;

/// Told from private life: its words come up often, and more often than those of any work.
bool is_private(const RoundReading& reading) {
    std::size_t work = 0;
    std::size_t at_home = 0;
    for (const Sentence& sentence : reading.sentences) {
        work += sentence.count(Lex::Work);
        at_home += sentence.count(Lex::Private);
    }
    return at_home >= 3 && at_home > work &&
           at_home * kSentencesPerPrivateWord >= reading.sentences.size();
}

struct Deciding {
    std::size_t by_others = 0;
    std::size_t own = 0;

    /// Right answer, wrong level: twice or more somebody else decided, and at least as often as the
    /// speaker did.
    bool is_left() const { return by_others >= 2 && by_others >= own; }
    /// Other people's decisions from end to end.
    bool is_left_throughout() const { return by_others >= 4 && by_others >= 3 * own; }
};

Deciding who_decides(const RoundReading& reading) {
    Deciding deciding;
    for (const Observation& o : reading.observations) {
        if (o.what == "deferred") ++deciding.by_others;
        if (o.kind == ObservationKind::Decision && o.weight == 3) ++deciding.own;
    }
    return deciding;
}

struct Cap {
    bool applies;
    double steps;
    bool any_level;  ///< junk is no junior answer: holds below the level the weights read against
    const char* reason;
    bool (*caused_by)(const SentenceReading&) = nullptr;  ///< null: concerns name the sentences
};

/// A guard names what the words are; no total of other features lifts the estimate above it.
void apply_caps(const Features& features, const RoundReading& reading, RoundFamily family,
                Estimate& estimate) {
    const auto sentences = static_cast<double>(std::max<std::size_t>(1, reading.sentences.size()));
    double lost = 0;
    double own = 0;
    double we = 0;
    double echo = 0;
    for (std::size_t i = 0; i < reading.readings.size(); ++i) {
        const SentenceReading& r = reading.readings[i];
        const Sentence& sentence = reading.sentences[i];
        if (r.lost) ++lost;
        if (r.echo || r.repeat) ++echo;
        const bool happened = !r.hypothetical || (r.invited && is_concrete_step(sentence));
        if (r.voice == Voice::First && happened && !r.inert && !r.lost) ++own;
        if (r.voice == Voice::We && !r.hypothetical) ++we;
    }
    const bool story = family == RoundFamily::Story;
    const Deciding deciding = who_decides(reading);
    const std::array<Cap, 13> caps{{
        {lost / sentences >= 0.25, 0.6, true, "words without grammar or predicate",
         [](const SentenceReading& r) { return r.lost; }},
        {echo / sentences >= 0.3, 1.0, true, "the interviewer's words or one's own, again",
         [](const SentenceReading& r) { return r.echo || r.repeat; }},
        {rate(reading, "address") * sentences >= 1, 1.0, true, "text addressed to a rater"},
        {features.at("-runs_red") > 0, 1.49, true, "tests that failed to the end"},
        {story && deciding.is_left(), 3.49, false, "decisions that others made"},
        {story && deciding.is_left_throughout(), 2.3, false,
         "decisions that others made, from end to end"},
        {is_private(reading), 1.2, true, "private life in place of work"},
        {story && own < 2, 1.2, false, "no act of the speaker's own"},
        {story && we >= 3 && own <= we * 0.34, 1.3, false, "told as we throughout",
         [](const SentenceReading& r) { return r.voice == Voice::We; }},
        {story && rate(reading, "generic") >= 0.4, 1.2, false, "advice instead of something lived"},
        {story && rate(reading, "hypothetical") >= 0.35, 1.2, false,
         "what would be done, not what was"},
        {story && rate(reading, "title") >= 0.3, 1.2, true, "titles instead of work"},
        {story && rate(reading, "flattery") >= 0.3, 1.2, true, "flattery instead of an answer"},
    }};
    for (const Cap& cap : caps) {
        if (!cap.applies) continue;
        if (cap.any_level) estimate.ceiling = std::min(estimate.ceiling, cap.steps);
        if (cap.caused_by != nullptr) estimate.causes.push_back({cap.caused_by, cap.reason});
        if (cap.steps >= estimate.steps) continue;
        estimate.steps = cap.steps;
        estimate.cap = cap.reason;
    }
}

}  // namespace

Estimate estimate_of(const Features& features, const RoundReading& reading, RoundFamily family) {
    const Model& model = models()[static_cast<std::size_t>(family)];
    Estimate estimate;
    estimate.steps = model.bias;
    std::vector<std::pair<double, std::string>> gains;
    for (const auto& [name, weight] : model.weights) {
        const double value = features.at(name);
        estimate.steps += weight * value;
        if (weight > 0) gains.emplace_back(-weight * (1.0 - value), name);
    }
    std::sort(gains.begin(), gains.end());
    for (const auto& [gain, name] : gains) estimate.missing.emplace_back(name, -gain);
    estimate.steps = stretched(std::clamp(estimate.steps, 0.0, 5.0), model.cuts);
    apply_caps(features, reading, family, estimate);
    return estimate;
}

}  // namespace halfstep
