#include "interviewers/reading/estimator.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "base/check.hpp"

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

void apply_caps(const std::vector<Cap>& caps, Estimate& estimate) {
    for (const Cap& cap : caps) {
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
    apply_caps(caps_of(features, reading, family), estimate);
    return estimate;
}

}  // namespace halfstep
