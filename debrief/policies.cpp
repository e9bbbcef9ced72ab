#include "debrief/policies.hpp"

#include <algorithm>

namespace halfstep {
namespace {

// The default scale, in milli-steps: every pass rule is written on it.
constexpr std::int64_t kBar = 2500;
constexpr std::int64_t kHire = 3500;
constexpr std::int64_t kNo = 1500;

std::int64_t weighted_sum(const PolicyView& view, const SignalValues& ratings) {
    std::int64_t sum = 0;
    for (std::size_t s = 0; s < view.count; ++s) sum += view.level.weight[s] * ratings[s];
    return sum;
}

std::int64_t threshold_of(const PolicyView& view) {
    return view.level.down > 0 ? view.numbers.threshold_down : view.numbers.threshold;
}

std::size_t count_below(const PolicyView& view, const SignalValues& ratings, std::int64_t cut) {
    std::size_t count = 0;
    for (std::size_t s = 0; s < view.count; ++s) count += ratings[s] < cut;
    return count;
}

std::int64_t highest(const PolicyView& view, const SignalValues& ratings) {
    return *std::max_element(ratings.begin(),
                             ratings.begin() + static_cast<std::ptrdiff_t>(view.count));
}

bool passes_ledger(const PolicyView& view, const SignalValues& ratings) {
    const std::size_t n = view.count;
    const PolicyNumbers& numbers = view.numbers;
    std::int64_t fit = 0;
    std::int64_t slope = 0;
    std::int64_t credit_sum = 0;
    bool doubt = false;
    SignalValues margin;
    for (std::size_t s = 0; s < n; ++s) {
        margin[s] = (ratings[s] - kBar) * view.level.evidence[s];
        fit += view.relief[s] * ratings[s];
        slope += view.relief[s];
        if (margin[s] > 0) credit_sum += margin[s];
        doubt |= margin[s] < 0;
    }
    const bool down = view.level.down > 0;
    if (fit < (down ? numbers.level_fit_min_down : numbers.level_fit_min) * slope) return false;
    const std::int64_t one = kBar * view.level.weight_sum * 1000;
    std::int64_t residual_sum = 0;
    for (std::size_t s = 0; doubt && s < n; ++s) {
        if (margin[s] >= 0) continue;
        std::int64_t cover = 0;
        for (std::size_t t = 0; t < n; ++t) {
            if (margin[t] > 0 && t != s) cover += view.adjacent[t][s] * margin[t];
        }
        const std::int64_t residual =
            -1000 * margin[s] - std::min(-view.compensable[s] * margin[s], cover);
        if (residual > numbers.residual_max * one) return false;
        residual_sum += residual;
    }
    const std::int64_t net_min = down ? numbers.net_min_down : numbers.net_min;
    // Twice 1000 x the net case: losses weigh loss_aversion / 1000 times as much as gains.
    return 2000 * credit_sum - numbers.loss_aversion * residual_sum / 500 >= 2 * net_min * one;
}

bool passes_mean(const PolicyView& view, const SignalValues& ratings) {
    return weighted_sum(view, ratings) >= threshold_of(view) * view.level.weight_sum;
}

bool passes_committee(const PolicyView& view, const SignalValues& ratings) {
    if (count_below(view, ratings, kNo) >= 2) return false;
    if (view.numbers.champion && highest(view, ratings) < kHire) return false;
    const auto& spread = view.numbers.spread;
    const std::int64_t shift = spread.empty() ? 0
                               : view.any_reviewer
                                   ? *std::min_element(spread.begin(), spread.end())
                                   : *std::max_element(spread.begin(), spread.end());
    const std::int64_t cut = threshold_of(view) + shift;
    return weighted_sum(view, ratings) >= cut * view.level.weight_sum;
}

bool passes_bar_raiser(const PolicyView& view, const SignalValues& ratings) {
    if (ratings[view.numbers.bar_raiser] < kBar) return false;
    if (ratings[view.numbers.hiring_manager] < kBar) return false;
    return 2 * (view.count - count_below(view, ratings, kBar)) > view.count;
}

bool passes_hiring_manager(const PolicyView& view, const SignalValues& ratings) {
    const std::int64_t own = ratings[view.numbers.hiring_manager];
    if (own < kBar) return false;
    return static_cast<std::int64_t>(count_below(view, ratings, kNo)) <= view.numbers.no_max;
}

bool passes_majority_grade(const PolicyView& view, const SignalValues& ratings) {
    std::int64_t below = 0;
    for (std::size_t s = 0; s < view.count; ++s) {
        if (ratings[s] < kBar) below += view.level.weight[s];
    }
    // The weighted lower median meets the bar when less than half of the weight is below it.
    return 2 * below < view.level.weight_sum;
}

bool passes_unanimous(const PolicyView& view, const SignalValues& ratings) {
    return count_below(view, ratings, kBar) == 0;
}

bool passes_champion(const PolicyView& view, const SignalValues& ratings) {
    const auto below = static_cast<std::int64_t>(count_below(view, ratings, kBar));
    return highest(view, ratings) >= view.numbers.champion_min &&
           count_below(view, ratings, kNo) == 0 && below <= view.numbers.below_max;
}

bool passes_assessments(const PolicyView& view, const SignalValues& ratings) {
    SignalValues sorted = ratings;
    std::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(view.count));
    const std::int64_t middle = sorted[(view.count - 1) / 2] + sorted[view.count / 2];
    const std::int64_t share = view.numbers.own_share;
    const std::int64_t twice =
        2 * share * weighted_sum(view, ratings) + (1000 - share) * view.level.weight_sum * middle;
    return twice >= 2 * threshold_of(view) * 1000 * view.level.weight_sum;
}

PolicyParameter number(const char* name, std::int64_t fallback, const char* meaning) {
    return {name, meaning, fallback};
}

PolicyParameter word(const char* name, const char* fallback, const char* meaning) {
    return {name, meaning, std::string(fallback)};
}

PolicyParameter threshold(std::int64_t at, std::int64_t down) {
    return down == 0
               ? number("threshold", at, "milli-steps the mean must reach at the target level")
               : number("threshold_down", down, "the same for an offer below the target");
}

const char* const kManagerMeaning =
    "signal whose rating speaks for the hiring manager; the panel's last signal when it has none "
    "of that name";

std::vector<PolicyInfo> make_policies() {
    return {
        {"floor_ledger",
         "Floors, then a ledger of credit and concern",
         "a company that defines what each signal must show at each level, weighs every concern by "
         "its relevance and evidence, and lets a strong adjacent round cover a part of it",
         {number("residual_max", 60, "thousandths; greatest single concern left uncovered"),
          number("net_min", 150, "thousandths; least net case for a hire at the target level"),
          number("net_min_down", 350, "thousandths; the same for an offer below the target"),
          number("level_fit_min", 2900, "milli-steps; relief-weighted mean at the target level"),
          number("level_fit_min_down", 3300, "milli-steps; the same below the target"),
          number("loss_aversion", 1500, "per mille; how much a concern outweighs a credit")},
         passes_ledger},
        {"weighted_mean",
         "Weighted mean of the ratings",
         "a company that scores interviews on a form and adds the scores up",
         {threshold(2900, 0), threshold(0, 3300)},
         passes_mean},
        {"committee_consensus",
         "A hiring committee must agree",
         "a company where people who never met the candidate read the packet and decide by "
         "consensus; a split committee asks for more",
         {threshold(2900, 0),
          threshold(0, 3300),
          {"spread", "milli-steps; how far each reviewer's threshold lies from the mean",
           std::vector<std::int64_t>{-200, 0, 200}},
          {"champion", "whether somebody must have rated a clear hire", true},
          word("mode", "split",
               "split: disagreement asks for more signal; all: every reviewer must agree; any: one "
               "is enough")},
         passes_committee},
        {"bar_raiser",
         "Majority, with a bar raiser's veto",
         "a company that sends one trained interviewer from outside the team who can stop a hire "
         "but never force one",
         {word("bar_raiser", "behavioral",
               "signal whose rating speaks for the bar raiser; the signal with the greatest relief "
               "when the panel has none of that name"),
          word("hiring_manager", "hiring_manager", kManagerMeaning)},
         passes_bar_raiser},
        {"hiring_manager",
         "The hiring manager decides",
         "a small company or team where one person decides and the others advise",
         {word("hiring_manager", "hiring_manager", kManagerMeaning),
          number("no_max", 1, "how many of the others may rate clearly below the bar")},
         passes_hiring_manager},
        {"majority_grade",
         "Weighted lower median",
         "a panel that wants no single rating, high or low, to move the result far",
         {},
         passes_majority_grade},
        {"unanimous",
         "Everybody must be inclined",
         "a very small or very cautious team: one rating below the bar ends it",
         {},
         passes_unanimous},
        {"champion",
         "Somebody fights for the candidate",
         "a company that prefers one strong advocate to lukewarm agreement",
         {number("champion_min", 3500, "milli-steps; what the advocate must have rated"),
          number("below_max", 1, "how many ratings may lie below the bar")},
         passes_champion},
        {"mediating_assessments",
         "Independent assessments, then a delayed judgement",
         "a company that fixes the assessments in advance, takes them one at a time, and forms the "
         "overall judgement last",
         {threshold(2750, 0), threshold(0, 3300),
          number("own_share", 500, "per mille of the shared mean in each overall judgement")},
         passes_assessments},
        {"bayes_loss",
         "Least expected loss (advice only)",
         "advice beside another policy: weighs a wrong hire against a wrong refusal by the chance "
         "that the true performance meets the bar",
         {},
         nullptr},
    };
}

bool same_type(const PolicyValue& a, const PolicyValue& b) {
    return a.index() == b.index();
}

Error unknown_policy(const std::string& id) {
    std::string known;
    for (const PolicyInfo& policy : policies()) {
        if (!policy.passes) continue;
        known += (known.empty() ? "" : ", ") + policy.id;
    }
    const PolicyInfo* advice = find_policy(id);
    return Error{ErrorCode::InvalidData, "policy.101",
                 advice ? "\"" + id + "\" is advice and decides nothing"
                        : "there is no policy \"" + id + "\"",
                 "/policy", "one of " + known};
}

}  // namespace

const std::vector<PolicyInfo>& policies() {
    static const std::vector<PolicyInfo> all = make_policies();
    return all;
}

const std::vector<PolicyParameter>& common_parameters() {
    static const std::vector<PolicyParameter> common{
        {"max_down", "levels below the target that may be offered, 0 to 11", std::int64_t{1}},
        {"advocates", "ratings at the bar of the target level that a lower offer needs",
         std::int64_t{2}},
        {"floors", "whether a rating below its floor rules the level out", true},
        {"more_rounds",
         "whether another round can be had; if not, the ratings as they stand decide", true},
        {"use_revote", "whether revised ratings count instead of the first", false},
        {"prior", "milli-steps; mean rating of the pool per signal, in the panel's order",
         std::vector<std::int64_t>{}},
        {"exogenous", "per mille; chance that a process ends for reasons outside the interviews",
         std::int64_t{100}},
        {"cost_ratio", "per mille; advice: a wrong hire against a wrong refusal",
         std::int64_t{2000}},
        {"floor_chance", "per mille; advice: chance each floor must be met with",
         std::int64_t{900}}};
    return common;
}

const PolicyInfo* find_policy(std::string_view id) {
    for (const PolicyInfo& policy : policies()) {
        if (policy.id == id) return &policy;
    }
    return nullptr;
}

Result<std::map<std::string, PolicyValue>> resolve_parameters(
    const std::string& policy, const std::map<std::string, PolicyValue>& given) {
    const PolicyInfo* info = find_policy(policy);
    if (!info || !info->passes) return unknown_policy(policy);
    std::map<std::string, PolicyValue> resolved;
    for (const auto& parameter : common_parameters()) resolved[parameter.name] = parameter.fallback;
    for (const auto& parameter : info->parameters) resolved[parameter.name] = parameter.fallback;
    for (const auto& [name, value] : given) {
        const std::string where = "/policy/parameters/" + name;
        const auto known = resolved.find(name);
        if (known == resolved.end()) {
            std::string names;
            for (const auto& [other, unused] : resolved)
                names += (names.empty() ? "" : ", ") + other;
            return Error{ErrorCode::InvalidData, "policy.102",
                         policy + " has no parameter \"" + name + "\"", where, "one of " + names};
        }
        if (!same_type(known->second, value)) {
            return Error{ErrorCode::InvalidData, "policy.103",
                         "\"" + name + "\" has the wrong type", where,
                         "see halfstep policies for its default"};
        }
        known->second = value;
    }
    return resolved;
}

LedgerReading read_ledger(const PolicyView& view, const SignalValues& ratings) {
    LedgerReading reading;
    const std::size_t n = view.count;
    const PolicyNumbers& numbers = view.numbers;
    std::int64_t credit_sum = 0;
    std::int64_t residual_sum = 0;
    std::int64_t fit = 0;
    std::int64_t slope = 0;
    for (std::size_t s = 0; s < n; ++s) {
        reading.credit[s] = view.level.evidence[s] * std::max<std::int64_t>(0, ratings[s] - kBar);
        reading.concern[s] = view.level.evidence[s] * std::max<std::int64_t>(0, kBar - ratings[s]);
        credit_sum += reading.credit[s];
        fit += view.relief[s] * ratings[s];
        slope += view.relief[s];
    }
    for (std::size_t s = 0; s < n; ++s) {
        std::int64_t cover = 0;
        for (std::size_t t = 0; t < n; ++t) {
            if (t != s) cover += view.adjacent[t][s] * reading.credit[t];
        }
        reading.residual[s] =
            1000 * reading.concern[s] - std::min(view.compensable[s] * reading.concern[s], cover);
        residual_sum += reading.residual[s];
        reading.worst = std::max(reading.worst, reading.residual[s]);
    }
    const bool down = view.level.down > 0;
    const std::int64_t net_min = down ? numbers.net_min_down : numbers.net_min;
    const std::int64_t fit_min = down ? numbers.level_fit_min_down : numbers.level_fit_min;
    reading.one = kBar * view.level.weight_sum * 1000;
    const std::int64_t net2 = 2000 * credit_sum - numbers.loss_aversion * residual_sum / 500;
    reading.net = net2 / (2 * reading.one);
    reading.fit = slope == 0 ? 0 : fit / slope;
    reading.worst_passes = reading.worst <= numbers.residual_max * reading.one;
    reading.net_passes = net2 >= 2 * net_min * reading.one;
    reading.fit_passes = fit >= fit_min * slope;
    return reading;
}

}  // namespace halfstep
